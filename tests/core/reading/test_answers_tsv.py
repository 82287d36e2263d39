"""420 short answers in `answers.tsv`, labelled by hand: none is read harmfully, and most are read as labelled."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from mailbot.core.model import Intent, Rank, Reading
from mailbot.core.names import same_person
from mailbot.core.reading import read
from tests.core.reading.people import ROSTER, mail


class Row(NamedTuple):
    """An answer as the only new text of a mail, and what a person takes it for."""

    text: str
    intent: Intent
    rank: Rank | None
    name: str


def _rows() -> list[Row]:
    lines = Path(__file__).with_name("answers.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.strip()]
    return [Row(text, Intent(intent), Rank(rank) if rank else None, name) for text, intent, rank, name in cells]


ROWS = _rows()
LEAST_RIGHT = 0.75

# intent that is acted upon -> labels of which it would be the opposite, or more than was said
HARMS = {
    Intent.ATTEND: {Intent.ABSENT, Intent.DELEGATE, Intent.UNCLEAR},
    Intent.ABSENT: {Intent.ATTEND, Intent.DELEGATE},
    Intent.DELEGATE: {Intent.ATTEND, Intent.ABSENT},
}
NO_DEPUTIES = {Rank.DIVISION, Rank.STAFF, Rank.OUTSIDE}
# answer -> why it may be read harmfully nevertheless
EXCEPTIONS: dict[str, str] = {}


@cache
def _read(text: str) -> Reading:
    return read(mail(text), ROSTER)


def _harms(row: Row, reading: Reading) -> bool:
    if reading.review:
        return False
    promoted = reading.substitute is not None and reading.substitute.rank is Rank.DEPUTY and row.rank in NO_DEPUTIES
    return row.intent in HARMS.get(reading.intent, set()) or promoted


def _as_labelled(row: Row, reading: Reading) -> bool:
    """Whether intent, rank and name are all as labelled, without a person having to look."""
    if row.intent is Intent.UNCLEAR:
        return reading.review or reading.intent is Intent.QUESTION
    if reading.review or reading.intent is not row.intent:
        return False
    if row.intent is not Intent.DELEGATE:
        return True
    sent = reading.substitute
    return sent is not None and sent.rank is row.rank and (not row.name or same_person(sent.name, row.name))


def test_there_are_all_420_answers() -> None:
    assert len(ROWS) == 420


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.intent.value}: {row.text[:60]}")
def test_no_answer_is_read_harmfully(row: Row) -> None:
    assert row.text in EXCEPTIONS or not _harms(row, _read(row.text))


def test_every_exception_is_still_one() -> None:
    assert set(EXCEPTIONS) == {row.text for row in ROWS if _harms(row, _read(row.text))}


def test_at_least_75_percent_of_the_answers_are_read_as_labelled() -> None:
    wrong = [row.text for row in ROWS if not _as_labelled(row, _read(row.text))]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(ROWS), wrong
