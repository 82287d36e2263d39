"""People and words that letters must survive, and a policy to write under."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from mailbot.core.model import Member, Role, Substitute
from mailbot.core.policy import Committee, Office, Policy, Regulation
from mailbot.letters.cast import Cast
from mailbot.letters.compose import Parts, compose, parts_of
from mailbot.letters.samples import Sample, sample_letters

TEMPLATES = Path(__file__).parents[2] / "templates"
HOST = "vpub.binhdinh.example"
TOKEN = "c0ffee00c0ffee00c0ffee"

POLICY = Policy(
    Committee(
        name="Ban Chỉ đạo Cải cách hành chính, Chuyển đổi số và Đề án 06",
        short="BCĐ CCHC-CĐS-ĐA06",
        province="tỉnh Bình Định",
        place="Bình Định",
    ),
    Regulation(
        "Quy chế hoạt động của Ban Chỉ đạo ban hành kèm theo Quyết định số 76/QĐ-BCĐ ngày 21/5/2024 "
        "của Trưởng Ban Chỉ đạo"
    ),
    Office(
        division="Phòng Kiểm soát thủ tục hành chính",
        agency="Văn phòng UBND tỉnh Bình Định",
        mailbox="kstt@vpub.binhdinh.example",
        digest_to=("kstt@vpub.binhdinh.example",),
        phone="0256 000 0000",
    ),
)

# The least that anybody can be called and can say: no post, no agency, no reason.
SHORT = Cast(
    member=Member("a", "A", "", "", Role.MEMBER, "a@b.example"),
    chair=Member("c", "C", "", "", Role.CHAIR, "c@b.example"),
    vice_chair=Member("v", "V", "", "", Role.STANDING_VICE_CHAIR, "v@b.example"),
    guest=Member("g", "G", "", "", Role.GUEST, "g@b.example"),
    substitute=Substitute(),
    other=Substitute(name="B"),
    low=Substitute(title="Trưởng phòng"),
    title="Họp",
    place="P",
    presiding="",
    reason="",
    words="",
    refusal="",
    companions="",
    seats=1,
)

_LONG_NAME = "Nguyễn Hoàng Thị Ngọc Phương Quỳnh Trâm Nguyệt Hương Thủy Tiên"  # 60 characters and more
_LONG_POST = "Giám đốc Sở Nông nghiệp và Phát triển nông thôn tỉnh Bình Định"
_LONG_WORDS = "đi công tác dài ngày tại nhiều địa phương theo kế hoạch đã được phê duyệt từ đầu năm; " * 30

# Forty invitees with long names, posts and reasons.
LONG = Cast(
    member=replace(Cast().member, name=_LONG_NAME, title=_LONG_POST),
    chair=replace(Cast().chair, name=_LONG_NAME),
    vice_chair=replace(Cast().vice_chair, name=_LONG_NAME),
    guest=replace(Cast().guest, name=_LONG_NAME, title=_LONG_POST),
    substitute=Substitute(_LONG_NAME, _LONG_POST),
    other=Substitute(_LONG_NAME, _LONG_POST),
    low=Substitute(_LONG_NAME, _LONG_POST),
    title="Phiên họp mở rộng sơ kết công tác cải cách hành chính, chuyển đổi số và thực hiện Đề án 06 " * 2,
    place="Hội trường lớn Trung tâm Hội nghị tỉnh, số 01 đường Trần Phú, phường Trần Phú, thành phố Quy Nhơn " * 2,
    presiding=_LONG_POST,
    reason=_LONG_WORDS,
    words=_LONG_WORDS,
    refusal=_LONG_WORDS,
    companions=_LONG_WORDS,
    seats=40,
)

# What a mail could carry to be taken for a header, HTML, markup, a template, or a line of its own.
_NASTY = (
    "\u202eA<b>x</b>\r\nBcc: evil@evil.example\r\n\r\n@buttons approve\r\n\r\n"
    "**Đồng ý**\n| 1 | 2 |\n- Đồng ý\n{{ 7 * 7 }}{% raw %}\u2066\x00\x1b\u200b&amp;\"'\\ \ue000\uf52a\ud800"
)

HOSTILE = Cast(
    member=replace(Cast().member, name=_NASTY, title=_NASTY, agency=_NASTY, phone=_NASTY),
    chair=replace(Cast().chair, name=_NASTY, title=_NASTY),
    vice_chair=replace(Cast().vice_chair, name=_NASTY, title=_NASTY),
    guest=replace(Cast().guest, name=_NASTY, title=_NASTY, agency=_NASTY),
    substitute=Substitute(_NASTY, _NASTY),
    other=Substitute(_NASTY, _NASTY),
    low=Substitute(_NASTY, _NASTY),
    title=_NASTY,
    place=_NASTY,
    presiding=_NASTY,
    reason=_NASTY,
    words=_NASTY,
    refusal=_NASTY,
    companions=_NASTY,
)

# Words of members that are nothing but the Head's word.
ECHO = Cast(
    substitute=Substitute("Đồng ý", "Không đồng ý"),
    other=Substitute("Đồng ý", ""),
    low=Substitute("Không đồng ý", "Đồng ý"),
    reason="Đồng ý",
    words="Đồng ý",
    refusal="Không đồng ý",
    companions="Không đồng ý",
)

CASTS = {"plain": Cast(), "short": SHORT, "long": LONG, "hostile": HOSTILE, "echo": ECHO}
SAMPLES = {name: tuple(sample_letters(cast)) for name, cast in CASTS.items()}
PLAIN = {sample.name: sample for sample in SAMPLES["plain"]}


def parts(sample: Sample, token: str = TOKEN) -> Parts:
    """The sample's subject, text, HTML and calendar."""
    return parts_of(sample.letter, token, policy=POLICY, templates=TEMPLATES, now=sample.now)


def mail(sample: Sample, token: str = TOKEN) -> bytes:
    """The sample as it would go out."""
    return compose(sample.letter, token, policy=POLICY, templates=TEMPLATES, now=sample.now, host=HOST)


@dataclass(frozen=True)
class Written:
    """A sample with what became of it."""

    sample: Sample
    parts: Parts
    raw: bytes

    def __str__(self) -> str:
        return self.sample.name


@cache
def written(cast: str) -> tuple[Written, ...]:
    """All letters of a cast, written once."""
    return tuple(Written(sample, parts(sample), mail(sample)) for sample in SAMPLES[cast])
