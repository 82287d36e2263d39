"""What the reading grammar makes of answers: buttons, digits, everyday speech, and the questions back."""

from __future__ import annotations

import pytest

from mailbot.core.model import CalendarReply, Doubt, Intent, Mode, PartStat, Rank, Source
from mailbot.core.reading import read
from mailbot.core.reading.text import canonical
from tests.core.reading.people import ROSTER, mail

BUTTONS = (
    ("Tôi trực tiếp tham dự.", Intent.ATTEND, Doubt.NONE),
    ("Tôi xin báo vắng. Lý do: đi công tác nước ngoài.", Intent.ABSENT, Doubt.NONE),
    (
        "Tôi đề nghị Cấp phó dự thay. Họ tên: Trần Văn B. Chức vụ: Phó Giám đốc. Lý do: họp Bộ.",
        Intent.DELEGATE,
        Doubt.NONE,
    ),
    ("Tôi đề nghị Cấp phó dự thay. Họ tên: .... Chức vụ: .... Lý do: ....", Intent.DELEGATE, Doubt.PERSON),
    ("1", Intent.ATTEND, Doubt.NONE),
    ("2", Intent.ABSENT, Doubt.NONE),
    ("3: Trần Văn B, Phó Giám đốc", Intent.DELEGATE, Doubt.NONE),
)


@pytest.mark.parametrize(("text", "intent", "doubt"), BUTTONS)
def test_a_button_is_read_without_doubt(text: str, intent: Intent, doubt: Doubt) -> None:
    reading = read(mail(text), ROSTER)
    assert (reading.intent, reading.doubt, reading.review) == (intent, doubt, False)


SPEECH = (
    ("a k di dc e oi, vuong roadshow", Intent.ABSENT),
    ("Anh Tuấn sẽ đi thay", Intent.DELEGATE),
    ("Tôi không thể không dự.", Intent.ATTEND),
    ("cu pho gd le van k du thay", Intent.DELEGATE),
    ("Uỷ quyền cho đ/c Trần B - PGĐ dự họp.", Intent.DELEGATE),
    ("PGĐ không dự được nên tôi trực tiếp dự.", Intent.ATTEND),
    ("Hôm trước tôi báo dự, nay xin báo lại không dự được.", Intent.ABSENT),
    ("Tôi tiếp công dân xong sẽ vào họp trễ khoảng 30 phút.", Intent.ATTEND),
    ("Đã nhận giấy mời, trân trọng cảm ơn.", Intent.UNCLEAR),
    ("Trưởng phòng dự được không em?", Intent.QUESTION),
    ("I am on leave. Mr. Tran Van B, Deputy Director, will attend on my behalf.", Intent.DELEGATE),
)


@pytest.mark.parametrize(("text", "intent"), SPEECH)
def test_everyday_speech_is_understood(text: str, intent: Intent) -> None:
    assert read(mail(text), ROSTER).intent is intent


def test_a_reading_carries_the_words_it_rests_on() -> None:
    reading = read(mail("Kính gửi Phòng,\nSáng đó tôi bận. Đ/c Hoa, PGĐ, dự thay tôi.\nTrân trọng."), ROSTER)
    assert reading.words == ("Đ/c Hoa, PGĐ, dự thay tôi",)
    assert reading.why
    assert reading.rule


def test_a_name_alone_answers_the_question_who() -> None:
    reading = read(mail("PGĐ Trần B", kind="clarify"), ROSTER, asked=Doubt.PERSON)
    assert (reading.intent, reading.substitute and reading.substitute.rank) == (Intent.DELEGATE, Rank.DEPUTY)


def test_late_and_online_are_attendance() -> None:
    assert Mode.LATE in read(mail("Tôi dự nhưng đến muộn 30 phút."), ROSTER).modes
    assert Mode.ONLINE in read(mail("Không dự trực tiếp được, xin dự trực tuyến."), ROSTER).modes


def test_a_claimed_consent_is_a_claim() -> None:
    reading = read(mail("Đã được đồng chí Chủ tịch đồng ý cho PGĐ Trần B dự thay."), ROSTER)
    assert reading.claimed_consent


@pytest.mark.parametrize(
    ("status", "comment", "intent"),
    [
        (PartStat.ACCEPTED, "", Intent.ATTEND),
        (PartStat.DECLINED, "", Intent.ABSENT),
        (PartStat.DECLINED, "PGĐ Trần B dự thay", Intent.DELEGATE),
        (PartStat.TENTATIVE, "", Intent.UNCLEAR),
        (PartStat.ACCEPTED, "Tôi không dự được", Intent.UNCLEAR),
    ],
)
def test_a_calendar_button_is_held_against_its_comment(status: PartStat, comment: str, intent: Intent) -> None:
    from dataclasses import replace

    letter = replace(mail(""), source=Source.CALENDAR, calendar=CalendarReply("REPLY", status, comment=comment))
    assert read(letter, ROSTER).intent is intent


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ko đc", "không được"),
        ("đ/c Hoà", "đồng chí hòa"),
        ("uỷ quyền", "ủy quyền"),
        ("vang a", "vâng ạ"),
        ("xin vang", "xin vắng"),
        ("toi se du hop", "tôi sẽ dự họp"),
        ("toi dwj hopj", "tôi dự họp"),
        ("P.KSTT", "phòng kstt"),
        ("TP. Quy Nhơn", "thành phố quy nhơn"),
        ("I will attend the meeting", "i will attend the meeting"),
    ],
)
def test_spellings_become_one(typed: str, meant: str) -> None:
    assert canonical(typed) == meant
