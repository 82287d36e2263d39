"""Whatever stands in a mail, reading ends soon, raises nothing and takes noise for no answer."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.core.model import Intent
from mailbot.core.reading import read
from tests.core.reading.people import ROSTER, mail

WORDS = [
    "tôi",
    "dự",
    "không",
    "phiên",
    "họp",
    "nếu",
    "thì",
    "cử",
    "đồng chí",
    "Nguyễn",
    "Văn",
    "A",
    "PGĐ",
    ",",
    ".",
    "(",
    ")",
    "?",
    "\n",
    "1",
]
SECONDS = 2.0  # for one mail of any content on a slow machine; an ordinary one takes some milliseconds


@pytest.mark.parametrize(
    "piece", [*WORDS, "phiên họp ", "Đồng ý 1, ", "Phó Giám đốc ", "((", "thay ", "- a: ", "\u0301", "§s "]
)
def test_a_mail_of_one_repeated_piece_is_read_in_bounded_time(piece: str) -> None:
    began = time.perf_counter()
    for seat, kind in (("snv", "invite"), ("ct", "approval")):
        read(mail(piece * 20_000, seat, kind), ROSTER)
    assert time.perf_counter() - began < 2 * SECONDS


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join), st.sampled_from(["snv", "ct"]), st.booleans())
def test_no_words_make_reading_fail(text: str, seat: str, by_assistant: bool) -> None:
    reading = read(mail(text, seat, "approval" if seat == "ct" else "invite", by_assistant=by_assistant), ROSTER)
    assert reading.why


# Letters without a vowel make no word, so that no answer comes about by chance ('ABSENT' is one).
VOWELS = "".join(chr(c) for c in range(0x2000) if unicodedata.normalize("NFD", chr(c))[0].casefold() in "aeiouy")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters=VOWELS), max_size=400))
def test_noise_is_no_answer(text: str) -> None:
    reading = read(mail(text), ROSTER)
    assert (
        reading.review or reading.intent in (Intent.UNCLEAR, Intent.QUESTION, Intent.NONE) or text.strip()[:1] in "123"
    )
