"""Mails by other authors that were read once already: what was right stays right, and nothing is put on its head."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.model import Reading
from mailbot.core.parse import parse
from mailbot.core.reading import read
from tests.core.reading.people import CORPUS, ROSTER

BATCHES = sorted(p.parent for p in CORPUS.glob("*/gold.jsonl"))
LEAST_RIGHT = 0.9


def _folded(name: str | None) -> str:
    text = unicodedata.normalize("NFD", (name or "").casefold().replace("đ", "d"))
    return " ".join("".join(c for c in text if not unicodedata.combining(c)).split())


def _agrees(gold: dict[str, object], reading: Reading) -> bool:
    if gold["intent"] == "none" or (gold["source"], gold["intent"]) != (reading.source.value, reading.intent.value):
        return (gold["source"], gold["intent"]) == (reading.source.value, reading.intent.value)
    if gold["sender"] != reading.sender:
        return False
    said = {key: verdict.value for key, verdict in (reading.items or {}).items()}
    wanted = gold.get("items")
    if isinstance(wanted, dict) and not _same_items(wanted, said):
        return False
    if gold["intent"] != "delegate" or reading.substitute is None:
        return gold["intent"] != "delegate"
    named = not gold.get("name") or _folded(str(gold["name"])) == _folded(reading.substitute.name)
    return named and gold["rank"] == reading.substitute.rank.value


def _same_items(wanted: dict[str, str], said: dict[str, str]) -> bool:
    """'*' is all the others; it may be spelled out by number."""
    numbers = (set(wanted) | set(said)) - {"*"}
    if any(wanted.get(n, wanted.get("*")) != said.get(n, said.get("*")) for n in numbers):
        return False
    return ("*" in said or bool(set(said) - set(wanted))) if "*" in wanted else "*" not in said


def _verdict(gold: dict[str, object], reading: Reading) -> str:
    if reading.review:
        return "right" if gold.get("review_ok") or gold["intent"] == "unclear" else "abstain"
    if _agrees(gold, reading):
        return "right"
    never = gold.get("never") or []
    assert isinstance(never, list)
    rank = f"rank:{reading.substitute.rank.value}" if reading.substitute else ""
    return "harm" if reading.intent.value in never or rank in never else "wrong"


@pytest.mark.parametrize("folder", BATCHES, ids=lambda p: p.name)
def test_a_batch_stays_right_and_without_harm(folder: Path) -> None:
    gold = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines() if line.strip()]
    verdicts: Counter[str] = Counter()
    harmed: list[str] = []
    for case in gold:
        reading = read(parse((folder / case["file"]).read_bytes(), datetime(2024, 9, 25, tzinfo=UTC)), ROSTER)
        verdict = _verdict(case, reading)
        verdicts[verdict] += 1
        if verdict == "harm":
            harmed.append(case["file"])
    assert not harmed
    assert verdicts["wrong"] <= len(gold) * 0.02
    assert verdicts["right"] >= len(gold) * LEAST_RIGHT
