"""Readings that would put an answer on its head: none of these may ever happen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mailbot.core.model import CalendarReply, Doubt, Intent, PartStat, Rank, Source, Verdict
from mailbot.core.parse import parse
from mailbot.core.reading import Occasion, read
from mailbot.core.reading.calendar import is_of_another
from tests.core.reading.people import ROSTER, mail, member

LISTED = (
    (1, "Sở Xây dựng: đ/c Võ Đăng Thiện, Phó Giám đốc Sở, dự thay đ/c Trương Công Vinh."),
    (2, "Sở Y tế: đ/c Nguyễn Thị Tuyết Nga, Phó Giám đốc Sở, dự thay đ/c Lâm Quang Sơn."),
)

# (what the member writes, what it must never be taken for)
NEVER = (
    ("Không dự được, nếu cần thì PGĐ Trần B dự.", Intent.ATTEND),
    ("Tôi sẽ dự nếu sắp xếp được.", Intent.ATTEND),
    ("Bão không vô thì tôi dự, còn bão vô thì chịu.", Intent.ATTEND),
    ("Tôi hoặc đồng chí Hoa, Phó Giám đốc sẽ dự.", Intent.ATTEND),
    ("Mấy kỳ trước tôi dự đủ cả, kỳ này nhà có tang nên đành lỗi hẹn.", Intent.ATTEND),
    ("Đời nào tui vắng cuộc này được em.", Intent.ABSENT),
    ("Tôi đâu có vắng em.", Intent.ABSENT),
    ("Không có lý do gì để vắng mặt.", Intent.ABSENT),
    ("Vắng tôi thì có PGĐ Trần B.", Intent.ABSENT),
    ("Xin đồng ý cho tôi vắng.", Intent.APPROVE),
    ("Kính mong đồng chí Chủ tịch đồng ý để đồng chí Hoa, Phó Giám đốc, dự thay.", Intent.APPROVE),
    ("Tôi không nhờ đồng chí Hoa, Phó Giám đốc, đi thay.", Intent.DELEGATE),
    ("Tôi rút lại việc cử PGĐ Trần B.", Intent.DELEGATE),
    ("Giám đốc và Phó Giám đốc cùng dự.", Intent.DELEGATE),
    ("Sở biết quy định không cử lãnh đạo cấp phòng.", Intent.DELEGATE),
)


@pytest.mark.parametrize(("text", "never"), NEVER)
def test_a_members_words_are_never_put_on_their_head(text: str, never: Intent) -> None:
    reading = read(mail(text), ROSTER)
    assert reading.review or reading.intent is not never


@pytest.mark.parametrize("kind", ["invite", "remind", "clarify", "receipt", "summary", "digest", ""])
def test_the_heads_consent_outside_an_approval_consents_to_nothing(kind: str) -> None:
    assert read(mail("Đồng ý.", "ct", kind), ROSTER).intent is not Intent.APPROVE


def test_the_heads_consent_to_his_invitation_is_attendance() -> None:
    assert read(mail("Đồng ý.", "ct", "invite"), ROSTER).intent is Intent.ATTEND


@pytest.mark.parametrize("kind", ["receipt", "clarify", "summary"])
def test_the_heads_consent_to_anything_but_his_invitation_is_no_attendance(kind: str) -> None:
    reading = read(mail("Đồng ý.", "ct", kind), ROSTER)
    assert reading.review or reading.intent is not Intent.ATTEND


def test_words_below_a_signature_mark_alone_are_for_a_person() -> None:
    raw = "From: haitm@snv.binhdinh.example\nContent-Type: text/plain; charset=utf-8\n\n-- \nTôi dự họp.\n"
    reading = read(parse(raw.encode(), datetime(2024, 9, 23, tzinfo=UTC)), ROSTER)
    assert reading.review


@pytest.mark.parametrize(
    ("attendee", "uid", "others"),
    [
        ("haitm@snv.binhdinh.example", "Q3-7K4M.snv@vpub.binhdinh.example", False),
        ("vanthu@snv.binhdinh.example", "", False),
        ("", "", False),
        ("haitm@gmail.example", "", False),
        (member("syt").email, "q3-7k4m.snv@vpub.binhdinh.example", True),
        ("haitm@snv.binhdinh.example", "q3-7k4m.syt@vpub.binhdinh.example", True),
    ],
)
def test_the_entry_of_another_member_is_not_answered_from_this_mailbox(attendee: str, uid: str, others: bool) -> None:
    answer = CalendarReply("REPLY", PartStat.DECLINED, attendee=attendee, uid=uid)
    assert is_of_another(answer, member("snv"), ROSTER) is others


def test_a_secretary_cannot_consent() -> None:
    assert read(mail("Chủ tịch đồng ý.", "ct", "approval", by_assistant=True), ROSTER).review


def test_a_member_cannot_consent() -> None:
    assert read(mail("Đồng ý.", "snv", "approval"), ROSTER).intent is not Intent.APPROVE


@pytest.mark.parametrize(
    "text",
    [
        "Không đồng ý.",
        "khong dong y",
        "Ko đồng ý",
        "Không thể đồng ý.",
        "Không được, anh Vinh phải dự.",
        "Đ/c Nga dự được không?",
        "Đồng ý nếu có giải trình.",
        "Để tôi xem đã.",
        "Chưa đồng ý.",
        "Không phản đối.",
        "Đồng ý cho vắng.",
        "Lý do gì?",
        "Đồng ý nhưng phải là đồng chí Lê Văn Tám, Phó Giám đốc.",
        "Đồng ý cả 5 trường hợp.",
        "Đồng ý mục 7.",
        "Tôi rút lại ý kiến đồng ý.",
    ],
)
def test_what_is_no_plain_consent_approves_nothing(text: str) -> None:
    reading = read(mail(text, "ct", "approval", listed=LISTED), ROSTER)
    assert reading.review or reading.intent not in (Intent.APPROVE, Intent.MIXED)


def test_each_agency_of_the_list_gets_its_own_verdict() -> None:
    text = "Đồng ý cho Sở Y tế, còn Sở Xây dựng yêu cầu Giám đốc trực tiếp dự."
    reading = read(mail(text, "ct", "approval", listed=LISTED), ROSTER)
    assert (reading.intent, reading.items) == (Intent.MIXED, {"1": Verdict.REFUSE, "2": Verdict.APPROVE})
    assert reading.wants_head


def test_words_between_the_quoted_items_are_verdicts_on_them() -> None:
    reading = read(
        mail("", "ct", "approval", listed=LISTED, items=((1, "Đồng ý"), (2, "Không, anh Sơn phải dự"))), ROSTER
    )
    assert reading.items == {"1": Verdict.APPROVE, "2": Verdict.REFUSE}


def test_without_the_list_two_agencies_cannot_get_two_verdicts() -> None:
    reading = read(mail("Đồng ý Sở Y tế, Sở Xây dựng không.", "ct", "approval"), ROSTER)
    assert (reading.intent, reading.doubt) == (Intent.UNCLEAR, Doubt.ITEMS)


def test_a_title_in_the_signature_promotes_nobody() -> None:
    text = (
        "Đồng chí Lê Văn Toàn sẽ đi thay tôi.\nTrân trọng,\nTrần Minh Hải\nPhó Trưởng ban Chỉ đạo, Giám đốc Sở Nội vụ"
    )
    reading = read(mail(text), ROSTER)
    assert reading.substitute is not None
    assert (reading.substitute.name, reading.substitute.rank) == ("Lê Văn Toàn", Rank.UNKNOWN)


def test_a_private_address_with_a_members_name_goes_to_a_person() -> None:
    from dataclasses import replace

    from mailbot.core.model import Address

    stranger = replace(mail("Tôi dự họp."), sender=Address("hai@mail.example", "Trần Minh Hải"))
    assert read(stranger, ROSTER).review


def test_a_complaint_of_a_citizen_is_no_answer() -> None:
    from dataclasses import replace

    from mailbot.core.model import Address

    text = "Hồ sơ của tôi trễ hẹn, hỏi thì cán bộ nói lãnh đạo vắng. Bao giờ có kết quả?"
    letter = replace(
        mail(text, kind=""), sender=Address("dan@mail.example", "Nguyễn Lành"), subject="Hồ sơ đất đai trễ hẹn"
    )
    assert read(letter, ROSTER).source is Source.OTHER


ONE = ((1, "Tô Thị Hoài An - Giám đốc Sở Y tế, Sở Y tế: Lê Văn Tám - Phó Giám đốc Sở"),)

# Words of consent to something else, to somebody else, of another day, or taken back in the same breath.
NO_CONSENT_TO_THE_ONE = (
    "Đồng ý cho đồng chí Hùng đi thay.",
    "Đồng ý cử đồng chí Nguyễn Thị Hoa.",
    "Hôm trước tôi đồng ý cho sở khác, sở này thì không.",
    "Sao lại đồng ý được.",
    "Đồng ý ý kiến đề xuất không cử cấp phó.",
    "Đồng ý để đồng chí Giám đốc đi.",
    "Đồng ý. Nhưng tôi muốn đồng chí Giám đốc đi.",
    "Đồng ý hoãn.",
    "Tôi đồng ý dự họp.",
    "Tôi đồng ý với ý kiến của đồng chí Lộc.",
    "Đồng ý để đồng chí An dự",
    "Đồng ý để chị An đi họp.",
    "Cơ bản đồng ý",
    "Tôi nhớ là đã đồng ý rồi mà",
    "Làm sao mà đồng ý được",
    "Đồng ý cho lùi lịch",
    "Đồng ý. Đ/c Hùng dự thay.",
    "Đồng ý cho Hùng đi.",
    "Đồng ý đổi giờ họp",
    "Đồng ý để thủ trưởng đi.",
    "Đồng ý, người đứng đầu dự.",
    "Đồng ý, nhưng người đứng đầu phải dự.",
)

# Consents as plain people write them.
CONSENT_TO_THE_ONE = (
    "Đồng ý",
    "Đồng ý cho đ/c Tám dự thay",
    "Nhất trí",
    "ok e",
    "Đồng ý. Đ/c Tám chuẩn bị kỹ nội dung.",
    "Tôi đồng ý, lần sau báo sớm hơn.",
    "Đồng ý mục 1",
    "1. Đồng ý",
    "1 đồng ý",
    "Đồng ý với đề xuất của Sở Y tế.",
    "Đồng ý cho Sở Y tế cử cấp phó.",
    "Đồng ý như đề nghị.",
    "Đồng ý để đồng chí Lê Văn Tám, Phó Giám đốc, dự thay đồng chí An.",
    "Đồng ý cho đồng chí Phó Giám đốc dự thay Giám đốc.",
    "Tôi đồng ý nhé, cảm ơn em.",
    "Đồng ý cử người dự thay.",
    "Đồng ý tất cả các trường hợp.",
    "Đồng ý đề nghị của đồng chí An.",
    "Đồng ý cho đ/c An cử đ/c Tám đi thay",
    "Được em nhé",
    "Đ/c Tám đi được",
    "Duyệt",
)


@pytest.mark.parametrize("text", NO_CONSENT_TO_THE_ONE)
def test_a_consent_of_which_a_part_is_unexplained_consents_to_nothing(text: str) -> None:
    reading = read(mail(text, "ct", "approval"), ROSTER, listed=ONE)
    assert reading.intent not in (Intent.APPROVE, Intent.MIXED)
    assert reading.review or reading.intent is Intent.REFUSE


@pytest.mark.parametrize("text", CONSENT_TO_THE_ONE)
def test_a_plain_consent_to_the_one_on_the_list_consents(text: str) -> None:
    reading = read(mail(text, "ct", "approval"), ROSTER, listed=ONE)
    assert (reading.intent, reading.review) == (Intent.APPROVE, False)


def test_under_a_quoted_item_too_only_its_own_substitute_is_consented_to() -> None:
    answer = mail("", "ct", "approval", listed=ONE, items=((1, "Đồng ý cho đồng chí Hùng đi thay."),))
    assert read(answer, ROSTER).review


# (what is written, from the office's mailbox): of somebody else, of another meeting, of another day, or taken back
NO_ATTENDANCE = (
    ("Tôi dự phiên họp ngày mai của HĐND.", False),
    ("Tôi dự. À mà thôi, tôi bận rồi.", False),
    ("Đ/c Giám đốc đi công tác, em sẽ dự ạ.", False),
    ("Đ/c Giám đốc đi công tác, em sẽ dự ạ.", True),
    ("Tôi đã dự họp quý III.", False),
    ("Tôi dự, nhưng thực tế đ/c Hùng sẽ đi.", False),
    ("Tôi sẽ dự họp lúc 8h tại Sở Xây dựng.", False),
    ("Em sẽ dự ạ.", True),
    ("Anh Hài dự.", False),
    ("Dự họp: Không", False),
    ("Tham dự: ☐ Có ☒ Không", False),
)


@pytest.mark.parametrize(("text", "by_assistant"), NO_ATTENDANCE)
def test_what_may_be_of_another_is_never_settled_as_attendance(text: str, by_assistant: bool) -> None:
    reading = read(mail(text, by_assistant=by_assistant), ROSTER)
    assert reading.intent not in (Intent.ATTEND, Intent.QUESTION)


@pytest.mark.parametrize("text", ["Tôi sẽ dự họp.", "Anh Hải dự.", "anh Hai du", "Tôi dự phần đầu rồi xin phép về."])
def test_the_members_own_coming_is_attendance(text: str) -> None:
    assert read(mail(text), ROSTER).intent is Intent.ATTEND


# (what is written, from the office's mailbox, what it must never be taken for), kind by kind
NEVER_SETTLED = (
    # taken back, forgotten, not arranged
    ("Tôi dự họp đúng giờ. Vừa nhận điện của Bộ, tôi phải ra Hà Nội, xin rút lại lời trên.", False, Intent.ATTEND),
    ("Tôi dự. Quên, hôm đó tôi đi Bộ mất rồi.", False, Intent.ATTEND),
    ("Tôi dự họp. Thư này không có giá trị.", False, Intent.ATTEND),
    ("Tôi xin vắng. Thư này gửi nhầm, mong Phòng bỏ qua.", False, Intent.ABSENT),
    (
        "Cử đồng chí Nguyễn Thị Hoa, Phó Giám đốc, dự thay. Xin rút lại, sẽ báo người khác sau.",
        False,
        Intent.DELEGATE,
    ),
    ("Cử đồng chí Hoa, Phó Giám đốc, dự. Xin hủy nội dung trên.", False, Intent.DELEGATE),
    (
        "Phó Giám đốc Hoa thay mặt Sở dự Đại hội Công đoàn, còn phiên Ban Chỉ đạo thì chưa bố trí được ai.",
        True,
        Intent.DELEGATE,
    ),
    ("Sở cử Giám đốc Trần Minh Hải dự, nhưng đồng chí Hải đang nghỉ ốm.", True, Intent.ATTEND),
    ("Sở cử đồng chí Trần Minh Hải dự thay đồng chí Trần Minh Hải.", True, Intent.DELEGATE),
    # the clerk's own absence
    ("Em xin phép vắng chiều nay nên gửi báo cáo sớm ạ.", True, Intent.ABSENT),
    ("Em nghỉ phép hôm đó nên không dự được ạ.", True, Intent.ABSENT),
    # half of the day
    ("Buổi chiều 27 tôi dự được, buổi sáng thì tôi có hẹn với đoàn công tác.", False, Intent.ATTEND),
    # forms
    ("Dự họp [x] Không dự [ ]", False, Intent.ABSENT),
    ("Trực tiếp tham dự ☒ Không tham dự ☐", False, Intent.ABSENT),
    ("Dự họp [ ] Không dự [x]", False, Intent.ATTEND),
    ("Tham dự ☐ Vắng mặt ☒", False, Intent.ATTEND),
    ("Danh sách vắng:\n- Trần Minh Hải, Giám đốc", True, Intent.ATTEND),
    ("Họ tên: Trần Minh Hải\nTham dự: ....", False, Intent.ATTEND),
    # taken back in the next sentence
    ("Tôi sẽ dự họp. Xin lỗi, tôi nhầm lịch, hôm đó tôi phải ra Hà Nội, không dự được.", False, Intent.ATTEND),
    ("Tôi xin vắng. Vừa có thông báo hoãn chuyến công tác nên tôi vẫn dự được.", False, Intent.ABSENT),
    ("Tôi xác nhận tham dự. Nội dung trên xin không tính, chờ ý kiến mới của Sở.", False, Intent.ATTEND),
    ("Giám đốc vắng. À nhầm, vắng là cuộc bên Sở Tài chính, cuộc này Giám đốc dự.", True, Intent.ABSENT),
    ("Tôi cử anh Tám, Phó Giám đốc, đi thay. Thôi khỏi, để tôi tự đi.", False, Intent.DELEGATE),
    # a deputy who goes to another meeting
    ("Tôi dự họp, còn Phó Giám đốc Nguyễn Thị Hoa dự hội nghị bên Bộ Nội vụ.", False, Intent.DELEGATE),
    ("Phó Giám đốc Lê Văn Tám dự họp HĐND tỉnh thay tôi, tôi dự phiên họp Ban Chỉ đạo.", False, Intent.DELEGATE),
    ("Đồng chí Tám, Phó Giám đốc, thay tôi tiếp công dân để tôi sang dự họp.", False, Intent.DELEGATE),
    ("Phó Giám đốc Hoa bận dự họp Đảng ủy khối, không đi thay tôi được.", False, Intent.DELEGATE),
    # another quarter's meeting
    ("Phiên họp quý II tôi đã dự, quý III này để tôi xem lịch.", False, Intent.ATTEND),
    ("Phiên quý II tôi vắng vì ốm.", False, Intent.ABSENT),
    ("Cuộc họp quý II tôi cử đồng chí Hoa, Phó Giám đốc, dự thay tôi.", False, Intent.DELEGATE),
    ("Phiên họp quý IV/2024 Sở sẽ cử đồng chí Lê Văn Tám, Phó Giám đốc, dự thay.", False, Intent.DELEGATE),
    # who only reports or signs
    ("Đồng chí Tám, Phó Giám đốc, báo cáo thay tôi phần chuyển đổi số, tôi vẫn dự.", False, Intent.DELEGATE),
    ("Đồng chí Phó Giám đốc Sở ký thay Giám đốc văn bản này. Giám đốc dự họp.", True, Intent.DELEGATE),
    ("Số liệu do đồng chí Lê Văn Tám, Phó Giám đốc, báo cáo; thành phần dự họp Sở gửi sau.", True, Intent.DELEGATE),
    ("Người lập biểu: Nguyễn Thị Hoa, chuyên viên. Giám đốc dự họp.", True, Intent.DELEGATE),
    # a colleague of another agency
    ("Đồng chí Giám đốc Sở Y tế sẽ dự họp.", False, Intent.ATTEND),
    ("Anh Vinh bên Xây dựng nhờ tôi báo giúp là anh ấy vắng.", False, Intent.ABSENT),
    ("Sở Xây dựng cử Phó Giám đốc Võ Đăng Thiện dự thay anh Vinh.", False, Intent.DELEGATE),
    # the agency's leaders, unnamed
    ("Lãnh đạo Sở đã nhận giấy mời và sẽ tham dự.", True, Intent.ATTEND),
    ("Sở Nội vụ cử 01 đồng chí lãnh đạo Sở dự họp.", True, Intent.ATTEND),
    ("Lãnh đạo Sở vắng.", True, Intent.ABSENT),
    # the clerk's own presence
    ("Em là văn thư, em sẽ có mặt sớm để nhận tài liệu.", True, Intent.ATTEND),
    ("Em có mặt tại hội trường lúc 7h để gửi tài liệu ạ.", True, Intent.ATTEND),
    ("Em xin vắng buổi tập huấn phần mềm ạ.", True, Intent.ABSENT),
    # the member appointed beside a contradiction
    ("Cử đồng chí Trần Minh Hải, Giám đốc Sở, tham dự; đồng chí Hải vắng mặt.", True, Intent.ATTEND),
    ("Sở đăng ký đồng chí Trần Minh Hải dự họp. Đồng chí Hải hôm đó không có mặt ở tỉnh.", True, Intent.ATTEND),
    ("Cử đồng chí Trần Minh Hải dự; đồng chí Lê Văn Tám, Phó Giám đốc, dự thay.", True, Intent.ATTEND),
)


@pytest.mark.parametrize(("text", "by_assistant", "never"), NEVER_SETTLED)
def test_no_words_are_settled_as_what_they_must_never_be_taken_for(
    text: str, by_assistant: bool, never: Intent
) -> None:
    reading = read(mail(text, by_assistant=by_assistant), ROSTER)
    assert reading.review or reading.intent is not never


@pytest.mark.parametrize(
    "text",
    [
        "Tôi dự họp ngày 27/10.",
        "Tôi dự họp ngày 27 tháng 10.",
        "Tôi dự họp ngày 27-10.",
        "Tôi dự họp ngày 27/9/2025.",
        "Tôi dự phiên họp quý III/2025.",
        "Hẹn các đồng chí phiên quý IV, tôi sẽ dự đầy đủ.",
    ],
)
def test_coming_to_another_day_or_quarter_is_no_coming_to_ours(text: str) -> None:
    reading = read(mail(text), ROSTER, occasion=Occasion(date(2024, 9, 27), 3))
    assert reading.review or reading.intent is not Intent.ATTEND


@pytest.mark.parametrize(
    "text",
    [
        "Tôi dự họp ngày 27/9/2024.",
        "Tôi dự họp ngày 27 tháng 9.",
        "Tôi dự họp ngày 27-9.",
        "Tôi dự phiên họp quý III/2024.",
        "Trả lời giấy mời ngày 20/9, tôi xác nhận dự họp.",
    ],
)
def test_our_own_day_however_written_is_ours(text: str) -> None:
    reading = read(mail(text), ROSTER, occasion=Occasion(date(2024, 9, 27), 3))
    assert (reading.intent, reading.review) == (Intent.ATTEND, False)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Dự họp [x] Không dự [ ]", Intent.ATTEND),
        ("Trực tiếp tham dự ☐ Không tham dự ☒", Intent.ABSENT),
        ("[x] Trực tiếp dự [ ] Vắng", Intent.ATTEND),
        ("Tham dự: [ ] Có [x] Không", Intent.ABSENT),
    ],
)
def test_a_ticked_box_is_the_one_beside_its_own_label(text: str, intent: Intent) -> None:
    reading = read(mail(text), ROSTER)
    assert (reading.intent, reading.review) == (intent, False)
