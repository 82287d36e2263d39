"""The letters to the office with made-up data: a notice, and the digest on a busy day, a calm one and a dead one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mailbot.core.model import Choice, Letter, LetterKind, OpenMail, StuckLetter
from mailbot.letters.cast import NOW, Cast, Sample, sample_summary
from mailbot.letters.filters import COMING

_LOOKED = "Lần đọc hộp thư gần nhất: 16:28 23/9/2024"
_HEALTH = (
    _LOOKED,
    "Thư trong hộp thư lúc 16:00 23/9/2024: 12; trong đó đã ghi sổ: 12",
    "Thư đã ghi sổ: 57; đang chờ xử lý: 0",
    "Thư chờ gửi: 0; không gửi được: 1; tạm giữ: 1",
    "Lỗi khi xử lý thư từ 16:30 22/9/2024: 0",
)
_NO_MORE = {"more_mails": 0, "more_stuck": 0}
_SPAN = {"day": NOW.date(), "since": NOW - timedelta(days=1), "until": NOW + timedelta(days=1)}


def to_the_office(cast: Cast) -> Iterator[Sample]:
    lines = (f"Nội dung thư: “{cast.words}”", f"Người gửi: {cast.chair.email}")
    title = "Thư của Trưởng Ban chưa xác định được ý kiến"
    yield Sample("office_notice", _letter("office_notice", title=title, lines=lines))
    yield Sample("digest", _letter("digest", **_SPAN, **_busy(cast)))
    flooded = _busy(cast) | {"more_mails": 480, "more_stuck": 3}
    yield Sample("digest_flooded", _letter("digest", **_SPAN, **flooded))
    nothing = dict.fromkeys(("open_mails", "strangers", "stuck", "arrived", "warnings"), ())
    calm: dict[str, object] = {
        "meetings": ((sample_summary(cast), (), {}),),
        "sent": {},
        "health": _HEALTH,
        **_NO_MORE,
        **nothing,
    }
    yield Sample("digest_calm", _letter("digest", **_SPAN, **calm))
    quiet = {"day": NOW.date(), "since": NOW - timedelta(days=1), "health": _HEALTH}
    yield Sample("digest_quiet", _letter("digest_quiet", **quiet))


def _letter(template: str, **context: object) -> Letter:
    to = "kstt@vpub.binhdinh.example"
    return Letter(key=f"sample {template}", kind=LetterKind.DIGEST, template=template, to=to, context=context)


def _busy(cast: Cast) -> dict[str, object]:
    doubtful = OpenMail(
        "#17",
        NOW,
        cast.member.email,
        cast.title,
        cast.words,
        "Thư nêu hai phương án khác nhau.",
        who=cast.member.name,
        choices=(
            Choice("Ghi nhận tham dự", "mailbot record answer Q3-7K4M snv attend --mail 17"),
            Choice("Ghi nhận báo vắng", "mailbot record answer Q3-7K4M snv absent --mail 17"),
            Choice(
                "Ghi nhận đề nghị dự thay (điền họ tên, chức vụ)",
                "mailbot record answer Q3-7K4M snv substitute --name '...' --title '...' --rank deputy --mail 17",
            ),
            *_always(17),
        ),
    )
    stranger = OpenMail(
        "#18",
        NOW,
        "nguoila@noikhac.example",
        "Hỏi thông tin",
        cast.reason,
        "Địa chỉ chưa đăng ký.",
        choices=_always(18),
    )
    stuck = StuckLetter(
        cast.member.email,
        LetterKind.INVITE,
        NOW,
        "không gửi được: 550 5.1.1 User unknown",
        (Choice("Gửi lại", "mailbot outbox release 7"), Choice("Không gửi", "mailbot outbox discard 7")),
    )
    return {
        "meetings": ((sample_summary(cast), (f"{cast.member.name}: tham dự",), dict.fromkeys(COMING, 2)),),
        "open_mails": (doubtful,),
        "strangers": (stranger,),
        "stuck": (stuck,),
        "arrived": (("xác nhận tham dự", 5), ("báo vắng", 1), ("thư tự động", 2)),
        "more_mails": 0,
        "more_stuck": 0,
        "sent": {LetterKind.REMIND.value: 3, LetterKind.CLARIFY.value: 1},
        "warnings": ("Trong hộp thư có 1 thư chưa được ghi sổ; đề nghị cán bộ xem trực tiếp hộp thư.",),
        "health": _HEALTH,
    }


def _always(number: int) -> tuple[Choice, ...]:
    return (
        Choice("Xem toàn văn", f"mailbot inbox show {number}"),
        Choice("Xem căn cứ xử lý", f"mailbot why {number}"),
        Choice("Đã xử lý xong", f"mailbot inbox settle {number}"),
    )
