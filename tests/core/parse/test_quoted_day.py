"""The meeting's day, as the quoted letter of ours names it: never a day of the writer."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.parse.mails import mail, read

INTRO = "Vào Th 6, 20 thg 9, 2024 vào lúc 14:05 Phòng <kstt@vpub.binhdinh.example> đã viết:"
ANSWERS_OURS = {"in_reply_to": "<invite.0123456789abcdef@vpub.binhdinh.example>"}


def _quoted_day(answer: str, letter: str) -> date | None:
    quoted = "\n".join(f"> {line}" for line in letter.split("\n"))
    return read(mail(f"{answer}\n\n{INTRO}\n\n{quoted}\n", **ANSWERS_OURS)).quoted_day


DAYS = (
    "ngày 27/9/2024",
    "ngày 27-09-2024",
    "ngày 27.9.2024",
    "ngày 27 / 9 / 2024",
    "ngày 27 tháng 9 năm 2024",
    "NGÀY 27 THÁNG 9 NĂM 2024",
)


@pytest.mark.parametrize("day", DAYS)
def test_the_quoted_day_is_read_in_every_usual_writing(day: str) -> None:
    assert _quoted_day("Tôi dự.", f"Phiên họp lúc 08 giờ 00 {day}.") == date(2024, 9, 27)


def test_the_quoted_day_is_the_last_one_of_the_letter() -> None:
    letter = "Phiên họp ngày 27/9/2024.\nTrả lời trước ngày 25/9/2024, theo Công văn ngày 12/8/2024."
    assert _quoted_day("Tôi dự.", letter) == date(2024, 9, 27)


@pytest.mark.parametrize("day", ["27/9", "ngày 27 tháng 9", "tháng 9/2024", "31/9/2024", "quý III/2024", "27/9/1924"])
def test_what_is_no_full_day_of_our_time_is_no_quoted_day(day: str) -> None:
    assert _quoted_day("Tôi dự.", f"Phiên họp {day}.") is None


def test_a_day_that_does_not_exist_hides_no_other() -> None:
    assert _quoted_day("Tôi dự.", "Ngày 31/9/2024 và ngày 26/9/2024.") == date(2024, 9, 26)


def test_a_later_day_of_the_writer_is_not_the_meetings() -> None:
    assert _quoted_day("Ngày 30/9/2024 tôi mới về, xin vắng.", "Phiên họp ngày 27/9/2024.") == date(2024, 9, 27)


def test_a_day_that_the_writer_repeats_is_still_the_letters() -> None:
    assert _quoted_day("Ngày 27/9/2024 tôi dự.", "Phiên họp ngày 27/9/2024.") == date(2024, 9, 27)


def test_a_day_of_the_writer_alone_is_no_quoted_day() -> None:
    assert read(mail("Ngày 27/9/2024 tôi dự.", **ANSWERS_OURS)).quoted_day is None


def test_the_day_of_a_letter_that_is_not_ours_is_no_quoted_day() -> None:
    text = f"Tôi dự.\n\n{INTRO}\n\n> Phiên họp ngày 27/9/2024.\n"
    assert read(mail(text)).quoted_day is None
    assert read(mail(text, **ANSWERS_OURS)).quoted_day == date(2024, 9, 27)


def test_the_quoted_day_is_read_of_html_as_well() -> None:
    html = "<p>Tôi dự.</p><blockquote type='cite'>Mời dự Phiên họp<br>ngày 27/9/2024</blockquote>"
    assert read(mail(html=html, **ANSWERS_OURS)).quoted_day == date(2024, 9, 27)


def test_a_day_far_below_in_the_quotation_is_not_looked_for() -> None:
    assert _quoted_day("Tôi dự.", f"{'x ' * 3_000}\nngày 27/9/2024") is None
