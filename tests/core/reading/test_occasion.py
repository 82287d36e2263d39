"""Which meeting words name: our day and our quarter, or others; nothing where the meeting is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mailbot.core.model import Intent
from mailbot.core.reading import read
from mailbot.core.reading.occasion import OTHER_DAY, OTHER_QUARTER, OUR_DAY, OUR_QUARTER, Occasion, occasion_at
from mailbot.core.reading.text import read_words
from tests.core.reading.people import ROSTER, mail

OURS = Occasion(date(2024, 9, 27), 3)


def _marks(text: str, occasion: Occasion = OURS) -> list[tuple[str, str]]:
    """Every mark of the text, with the words that it stands for."""
    words = read_words(text)
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(words.words):
        told = occasion_at(words, at, occasion)
        if told is not None:
            found.append((told[0], words.original(at, told[1])))
        at = told[1] if told else at + 1
    return found


# -- the title --------------------------------------------------------------------------------------------------------

QUARTERS = (
    ("Mời dự Phiên họp quý III/2024 của Ban Chỉ đạo", 3),
    ("Re: MỜI DỰ PHIÊN HỌP QUÝ IV", 4),
    ("quy ii", 2),
    ("Quí 1", 1),
    ("Phiên họp quý II, chuẩn bị quý III", 2),
)


@pytest.mark.parametrize(("title", "quarter"), QUARTERS)
def test_the_quarter_of_a_title_is_the_first_that_it_names(title: str, quarter: int) -> None:
    assert Occasion.of_title(title) == Occasion(None, quarter)


@pytest.mark.parametrize("title", ["", "Mời dự Phiên họp", "Họp tại Quy Nhơn", "quý V", "quý IIII", "quý 5", "Quý vị"])
def test_a_title_without_a_quarter_leaves_it_open(title: str) -> None:
    assert Occasion.of_title(title) == Occasion()


@pytest.mark.parametrize("title", ["Họp ngày 27/9/2024", "Họp 2024-09-27", "HỌP NGÀY 27 THÁNG 9 NĂM 2024"])
def test_the_day_of_a_title_is_read(title: str) -> None:
    assert Occasion.of_title(title).day == date(2024, 9, 27)


@pytest.mark.parametrize("title", ["Họp ngày 27/9", "Họp ngày 31/9/2024", "Họp tháng 9/2024"])
def test_a_title_without_a_full_day_leaves_it_open(title: str) -> None:
    assert Occasion.of_title(title).day is None


def test_the_day_that_is_known_goes_before_that_of_the_title() -> None:
    assert Occasion.of_title("quý I, ngày 1/2/2024", date(2024, 9, 27)) == Occasion(date(2024, 9, 27), 1)


# -- the words --------------------------------------------------------------------------------------------------------

OUR_WORDS = (
    ("tôi dự ngày 27/9", OUR_DAY, "27/9"),
    ("họp 27/9/2024 nhé", OUR_DAY, "27/9/2024"),
    ("sáng 27.9", OUR_DAY, "27.9"),
    ("27/09 tôi dự", OUR_DAY, "27/09"),
    ("ngày 27 tôi dự", OUR_DAY, "27"),
    ("hôm 27 anh bận", OUR_DAY, "27"),
    ("sáng 27 em nhé", OUR_DAY, "27"),
    ("họp quý III tôi dự", OUR_QUARTER, "quý III"),
    ("họp quý 3", OUR_QUARTER, "quý 3"),
    ("quý ba", OUR_QUARTER, "quý ba"),
    ("quý III/2024 tôi dự", OUR_QUARTER, "quý III/2024"),
    ("quý III năm 2024 tôi dự", OUR_QUARTER, "quý III năm 2024"),
)


@pytest.mark.parametrize(("text", "mark", "words"), OUR_WORDS)
def test_words_that_name_our_meeting_become_its_mark(text: str, mark: str, words: str) -> None:
    assert _marks(text) == [(mark, words)]


OTHER_WORDS = (
    ("ngày 28/9 tôi đi", OTHER_DAY, "28/9"),
    ("27/10 mới về", OTHER_DAY, "27/10"),
    ("quý II tôi đã dự", OTHER_QUARTER, "quý II"),
    ("quý IV/2024", OTHER_QUARTER, "quý IV/2024"),
    ("quý nhất", OTHER_QUARTER, "quý nhất"),
)


@pytest.mark.parametrize(("text", "mark", "words"), OTHER_WORDS)
def test_words_that_name_another_meeting_become_that_mark(text: str, mark: str, words: str) -> None:
    assert _marks(text) == [(mark, words)]


@pytest.mark.parametrize(
    "text", ["27 người", "phòng 27", "ngày 28", "27", "quý vị", "quý", "quý V", "lúc 8h", "tỷ lệ 27%", "ngày mai"]
)
def test_what_names_no_day_or_quarter_becomes_no_mark(text: str) -> None:
    assert _marks(text) == []


@pytest.mark.parametrize("text", ["ngày 27/9", "28/9", "ngày 27", "quý III", "quý II/2024"])
def test_where_the_meeting_is_not_known_nothing_is_ours_or_anothers(text: str) -> None:
    assert _marks(text, Occasion()) == []


def test_day_and_quarter_are_known_apart_from_each_other() -> None:
    text = "ngày 27/9 họp quý III"
    assert _marks(text) == [(OUR_DAY, "27/9"), (OUR_QUARTER, "quý III")]
    assert _marks(text, replace(OURS, day=None)) == [(OUR_QUARTER, "quý III")]
    assert _marks(text, replace(OURS, quarter=None)) == [(OUR_DAY, "27/9")]


# -- in whole mails ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["Quý {} tôi sẽ dự.", "Phiên quý {} tôi dự.", "Phiên họp quý {}/2024 tôi sẽ dự."])
def test_an_answer_about_another_quarter_is_none_to_ours(said: str) -> None:
    assert read(mail(said.format("III")), ROSTER).intent is Intent.ATTEND
    assert read(mail(said.format("II")), ROSTER).intent is not Intent.ATTEND


def test_the_occasion_that_is_given_goes_before_that_of_the_subject() -> None:
    text = "Phiên họp quý II tôi sẽ dự."
    assert read(mail(text), ROSTER).intent is not Intent.ATTEND
    assert read(mail(text), ROSTER, occasion=Occasion(None, 2)).intent is Intent.ATTEND
