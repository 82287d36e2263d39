"""342 ways in which officials say it, each as the whole new text of a mail."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mailbot.core.model import Doubt, Intent, Reading
from mailbot.core.reading import read
from tests.core.reading.people import ROSTER, mail

ROWS = list(csv.DictReader(Path(__file__).with_name("phrases.csv").open(encoding="utf-8")))
LISTED = (
    (1, "Sở Nội vụ: đ/c Trần B, Phó Giám đốc."),
    (2, "Sở Y tế: đ/c Lê C, Phó Giám đốc."),
    (3, "Sở Xây dựng: đ/c Võ D, Phó Giám đốc."),
)
WITH_LIST = {"J10", "J19", "J20", "J21", "J22", "J23"}
FROM_THE_HEAD = set("JKL")

# label -> intents that read it; one that ends in '?' may be asked about instead.
LABELS = {
    "CONFIRM": "attend",
    "DECLINE": "absent",
    "DELEGATE": "delegate",
    "DELEGATE_CLAIMED": "delegate",
    "UNDECIDED": "unclear?",
    "QUESTION": "question",
    "ACK_ONLY": "unclear?",
    "ASK": "unclear?",
    "HEAD_APPROVE": "approve",
    "HEAD_REFUSE": "refuse",
    "HEAD_DEFER": "unclear question?",
    "HEAD_ACK": "unclear?",
    "HEAD_WEAK": "unclear?",
    "HEAD_REDIRECT": "unclear?",
    "HEAD_CONDITIONAL": "unclear refuse?",
    "HEAD_APPROVE_ABSENCE": "unclear?",
    "HEAD_QUESTION": "question unclear?",
    "PROBLEM": "question unclear?",
    "ATTACHMENT": "unclear?",
    "PENDING": "unclear?",
    "SPLIT": "unclear?",
    "BRING": "unclear question attend?",
    "CHANGE": "unclear?",
    "NO CHANGE": "unclear?",
    "REASON": "unclear?",
}
NO_ANSWERS = {"NOTE", "NOISE", "NOISE/request", "REASON", "REPORT TERM", "AUTO/ACK", "ROSTER"}
ACTS = {Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE, Intent.APPROVE, Intent.REFUSE, Intent.MIXED}


def _expected(row: dict[str, str]) -> str:
    label = row["label"]
    if label in NO_ANSWERS or label == "DELEGATE (part)":
        return "unclear question none?"
    if label == "PARTIAL":
        return "mixed" if row["id"].startswith("J") else "unclear?"
    label = label.removeprefix("CHANGE→")
    doubtful = label.endswith("?")
    label = label.rstrip("?").split("+")[0].split(" (")[0].split("(")[0]
    return LABELS[label] + ("?" if doubtful else "")


def _read(row: dict[str, str]) -> Reading:
    head = row["id"][0] in FROM_THE_HEAD or row["label"].startswith("HEAD")
    listed = LISTED if row["id"] in WITH_LIST else ()
    return read(mail(row["phrase"], "ct" if head else "snv", "approval" if head else "invite", listed=listed), ROSTER)


def _right(row: dict[str, str], reading: Reading) -> bool:
    expected = _expected(row)
    asks = reading.review or reading.doubt is not Doubt.NONE
    return reading.intent.value in expected.rstrip("?").split() or (expected.endswith("?") and asks)


def test_there_are_all_342_phrases() -> None:
    assert len(ROWS) == 342


def test_at_least_95_percent_of_the_phrases_are_read_or_asked_about() -> None:
    wrong = [(row["id"], row["phrase"], _read(row).intent.value) for row in ROWS if not _right(row, _read(row))]
    assert len(wrong) <= 0.05 * len(ROWS), wrong


# Dictionary entries list spellings, they are no mails; one of them happens to be a sentence.
@pytest.mark.parametrize("row", [r for r in ROWS if r["label"] != "NOTE"], ids=lambda r: r["id"])
def test_no_phrase_is_acted_upon_against_its_label(row: dict[str, str]) -> None:
    reading = _read(row)
    assert _right(row, reading) or reading.review or reading.intent not in ACTS


TRAPS = [r for r in ROWS if r["id"].startswith("M")]


@pytest.mark.parametrize("row", TRAPS, ids=lambda r: r["id"])
def test_negation_belongs_to_its_own_verb(row: dict[str, str]) -> None:
    assert _right(row, _read(row))
