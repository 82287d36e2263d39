"""Answers beside the text, in the subject and in the one attached letter: taken where nothing contradicts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from mailbot.core.model import Attachment, Doubt, Intent, Mail, Rank, Reading
from mailbot.core.reading import read
from mailbot.core.reading.answer import Outcome
from mailbot.core.reading.elsewhere import in_the_letter, in_the_subject
from tests.core.reading.people import ROSTER, mail

HEAD = "UBND TỈNH BÌNH ĐỊNH\nSỞ NỘI VỤ\nSố: 123/SNV-VP\nĐộc lập - Tự do - Hạnh phúc\nKính gửi: Ban Chỉ đạo\n"
SENDS = f"{HEAD}Sở Nội vụ cử đồng chí Lê Văn Tám, Phó Giám đốc Sở, dự họp thay Giám đốc."
COMES = f"{HEAD}Giám đốc Sở dự họp."
STAYS_AWAY = f"{HEAD}Giám đốc Sở không dự được phiên họp."
NOTHING_SAID = Outcome(Intent.UNCLEAR, "nothing said", "")
SAYS_WHO = Outcome(Intent.ATTEND, "attends", "", names_the_member=True)


def _mail(text: str = "", *, subject: str = "", letters: tuple[str, ...] = ()) -> Mail:
    files = tuple(Attachment(f"{i}.pdf", "application/pdf", 1000, text) for i, text in enumerate(letters))
    return replace(mail(text), subject_words=subject, attachments=files)


def _read(text: str = "", *, subject: str = "", letters: tuple[str, ...] = ()) -> Reading:
    return read(_mail(text, subject=subject, letters=letters), ROSTER)


def _says(outcome: Outcome) -> Callable[[str], Outcome]:
    return lambda text: outcome


# -- the subject ------------------------------------------------------------------------------------------------------

IN_THE_SUBJECT = (
    ("Tôi dự", Intent.ATTEND),
    ("Giám đốc dự họp", Intent.ATTEND),
    ("Anh dự nhé", Intent.ATTEND),
    ("Tôi xin vắng", Intent.ABSENT),
    ("Xin vắng", Intent.ABSENT),
    ("anh khong du", Intent.ABSENT),
    ("Cử đồng chí Lê Văn Tám, Phó Giám đốc, dự thay", Intent.DELEGATE),
)


@pytest.mark.parametrize(("subject", "intent"), IN_THE_SUBJECT)
def test_an_empty_mail_is_answered_by_its_subject(subject: str, intent: Intent) -> None:
    reading = _read(subject=subject)
    assert (reading.intent, reading.review) == (intent, False)
    assert reading.rule.endswith("(subject)")
    assert reading.why.endswith("(theo tiêu đề thư)")


@pytest.mark.parametrize(
    "subject",
    [
        "Xác nhận dự họp",  # announces an answer
        "Có dự",
        "Cử người dự thay",
        "Công văn cử người dự họp",
        "Tôi sẽ dự nếu về kịp",
        "Giám đốc có dự không?",
        "[Q3-7K4M]",
        "",
    ],
)
def test_a_subject_that_does_not_say_who_answers_nothing(subject: str) -> None:
    reading = _read(subject=subject)
    assert (reading.intent, reading.rule) == (Intent.UNCLEAR, "empty")


def test_thanks_leave_the_answer_to_the_subject() -> None:
    assert _read("Cảm ơn em", subject="Tôi dự").intent is Intent.ATTEND


def test_the_text_is_heard_before_the_subject() -> None:
    reading = _read("Tôi xin vắng", subject="Tôi dự")
    assert (reading.intent, reading.rule) == (Intent.ABSENT, "stays away")


def test_a_subject_beside_an_attachment_is_not_read() -> None:
    assert in_the_subject(_mail(subject="Tôi dự", letters=("",)), _says(SAYS_WHO)) is None
    assert in_the_subject(_mail(subject="Tôi dự"), _says(SAYS_WHO)) is not None


NOT_FROM_A_SUBJECT = (
    NOTHING_SAID,
    Outcome(Intent.QUESTION, "asks", ""),
    replace(SAYS_WHO, review=True),
    replace(SAYS_WHO, names_the_member=False),
    Outcome(Intent.DELEGATE, "sends somebody", "", doubt=Doubt.PERSON),
)


@pytest.mark.parametrize("outcome", NOT_FROM_A_SUBJECT, ids=lambda outcome: outcome.rule)
def test_a_subject_that_leaves_a_doubt_is_passed_over(outcome: Outcome) -> None:
    assert in_the_subject(_mail(subject="Xác nhận dự họp"), _says(outcome)) is None


def test_only_the_writers_words_of_the_subject_are_read() -> None:
    heard: list[str] = []

    def read_text(text: str) -> Outcome:
        heard.append(text)
        return SAYS_WHO

    in_the_subject(_mail(subject="tôi dự"), read_text)
    in_the_subject(_mail(), read_text)
    assert heard == ["tôi dự"]


# -- the attached letter ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("letter", "intent"), [(COMES, Intent.ATTEND), (STAYS_AWAY, Intent.ABSENT), (SENDS, Intent.DELEGATE)]
)
def test_an_empty_mail_is_answered_by_its_one_letter(letter: str, intent: Intent) -> None:
    reading = _read(letters=(letter,))
    assert (reading.intent, reading.review) == (intent, False)
    assert reading.rule.endswith("(letter)")
    assert reading.why.endswith("(theo văn bản đính kèm)")


def test_the_letter_tells_whom_the_covering_mail_sends() -> None:
    reading = _read("Xin gửi công văn cử người dự họp thay.", letters=(SENDS,))
    assert reading.substitute is not None
    assert (reading.substitute.name, reading.substitute.rank) == ("Lê Văn Tám", Rank.DEPUTY)


@pytest.mark.parametrize("letter", [COMES, STAYS_AWAY])
def test_a_letter_that_does_not_bear_out_the_covering_mail_is_passed_over(letter: str) -> None:
    reading = _read("Xin gửi công văn cử người dự họp thay.", letters=(letter,))
    assert (reading.intent, reading.rule) == (Intent.DELEGATE, "sends somebody")


def test_the_text_is_heard_before_the_letter() -> None:
    assert _read("Tôi dự họp.", letters=(SENDS,)).intent is Intent.ATTEND


@pytest.mark.parametrize("letters", [(), ("",), (" \n",), (SENDS, SENDS), (SENDS, COMES), (SENDS, "")])
def test_none_or_several_files_or_one_without_text_are_for_a_person(letters: tuple[str, ...]) -> None:
    reading = _read(letters=letters)
    assert (reading.intent, reading.rule, reading.review) == (Intent.UNCLEAR, "empty", True)


def test_files_that_cannot_be_read_are_the_doubt() -> None:
    assert _read(letters=("",)).doubt is Doubt.ATTACHMENT
    assert _read().doubt is Doubt.ATTENDANCE


@pytest.mark.parametrize("said", ["Sở sẽ cử người sau nếu có.", "Sở Nội vụ báo cáo kết quả quý III.", "Kính đề nghị."])
def test_a_letter_that_gives_no_answer_leaves_the_mail_unclear(said: str) -> None:
    assert _read(letters=(HEAD + said,)).intent is Intent.UNCLEAR


def test_a_letter_in_doubt_is_passed_over() -> None:
    covering = Outcome(Intent.UNCLEAR, "empty", "")
    assert in_the_letter(_mail(letters=(COMES,)), covering, _says(replace(SAYS_WHO, review=True))) is None
    assert in_the_letter(_mail(letters=(COMES,)), covering, _says(SAYS_WHO)) is not None


def test_the_head_of_the_letter_is_not_read() -> None:
    heard: list[str] = []

    def read_text(text: str) -> Outcome:
        heard.append(text)
        return NOTHING_SAID

    in_the_letter(_mail(letters=(SENDS,)), NOTHING_SAID, read_text)
    assert heard == [SENDS[SENDS.index("Kính gửi") :]]


def test_a_table_in_the_letter_is_read_row_by_row() -> None:
    table = "STT | Họ tên | Chức vụ | Ghi chú\n1 | Lê Văn Tám | Phó Giám đốc | dự thay Giám đốc"
    reading = _read(letters=(HEAD + table,))
    assert reading.substitute is not None
    assert (reading.intent, reading.substitute.name) == (Intent.DELEGATE, "Lê Văn Tám")
