"""Sentences: where they end, which lines belong to a list, and which of them ask."""

from __future__ import annotations

import re

from mailbot.core.reading.marks import Unit
from mailbot.core.reading.words import clauses as words
from mailbot.core.reading.words.grammar import QUESTION_WORDS

_STOPS = frozenset(".!?;\n")
_BULLETS = frozenset({"-", "•", "+", "*"})


def sentences(units: list[Unit]) -> list[tuple[list[Unit], str]]:
    """Cut at full stops and line ends; the lines of a list stay in the sentence that announces them with a colon."""
    found: list[tuple[list[Unit], str]] = []
    body: list[Unit] = []
    listing = False
    for i, unit in enumerate(units):
        if unit.mark == "." and body and body[-1].mark.isdigit() and (len(body) == 1 or body[-2].mark == ":"):
            continue  # '1. Đồng ý': a number, no sentence
        if unit.mark == "\n" and body and (body[-1].mark == ":" or listing):
            listing = _bullet_at(units, i + 1) > 0 or body[-1].mark == ":"
            if listing:
                if body[-1].mark != ":":
                    body.append(Unit(",", unit.first, unit.last))
                continue
        if unit.mark in _STOPS and not (
            listing and unit.mark in ".;" and i + 1 < len(units) and units[i + 1].mark == "\n"
        ):
            if body:
                found.append((body, unit.mark))
            elif unit.mark == "?" and found:
                found[-1] = (found[-1][0], "?")
            body, listing = [], False
        elif unit.mark not in _STOPS and unit.mark not in ("'", "_", "~", ">"):
            body.append(unit)
    if body:
        found.append((body, ""))
    told = [(_without_bullets(body), stop) for body, stop in found]
    return [s for s in told if not _is_heading(s[0])] or told


def _is_heading(body: list[Unit]) -> bool:
    """The subject line of an official letter: 'V/v xác nhận thành phần dự họp'."""
    starts = [u.mark for u in body[:3]]
    return starts == ["v", "/", "v"] or (starts[:2] == ["về", "việc"] and starts[2:] not in (["này"], ["trên"], ["đó"]))


def _bullet_at(units: list[Unit], at: int) -> int:
    """How many units a list's bullet takes here: '-', '1.', '2)'; 0 where there is none."""
    if at >= len(units):
        return 0
    if units[at].mark in _BULLETS:
        return 1
    following = units[at + 1].mark if at + 1 < len(units) else ""
    return 2 if units[at].mark.isdigit() and len(units[at].mark) < 3 and following in (".", ")", "/", "-") else 0


def _without_bullets(body: list[Unit]) -> list[Unit]:
    """A list's lines without '-' and '1)' before them."""
    out: list[Unit] = []
    for i, unit in enumerate(body):
        starts = not out or out[-1].mark in (":", ",")
        following = body[i + 1].mark if i + 1 < len(body) else ""
        if starts and unit.mark in _BULLETS:
            continue
        if starts and unit.mark.isdigit() and following == ")" and out:
            continue
        if (
            unit.mark == ")"
            and i
            and body[i - 1].mark.isdigit()
            and "(" not in [u.mark for u in body[max(0, i - 3) : i]]
        ):
            continue
        out.append(unit)
    return out


_ASKS = re.compile(r"\b(?:" + "|".join(QUESTION_WORDS) + r")\b")
_NO_QUESTION, _OR_WHICH = re.compile(words.NO_QUESTION), re.compile(words.OR_WHICH)
_DOUBTS, _DOUBTS_WHETHER = re.compile(words.DOUBTS), re.compile(words.DOUBTS_WHETHER)
_LAST_PART = re.compile(" , | thì ")
_ENDS_WITH_NOT = re.compile(words.ENDS_WITH_NOT)
_ASKS_WITH_NOT, _PLAIN_NOT = re.compile(words.ASKS_WITH_NOT), re.compile(words.PLAIN_NOT)
_ENDS_LIKE_A_QUESTION, _ENDS_ASKING = re.compile(words.ENDS_LIKE_A_QUESTION), re.compile(words.ENDS_ASKING)
_WHETHER_YET = re.compile(words.WHETHER_YET)
_ANNOUNCES = re.compile(words.ANNOUNCES_A_QUESTION)


def is_question(marks: str, stop: str) -> bool:
    """Whether a sentence asks, with its mark or without: 'anh có dự không', 'cho tôi hỏi mấy giờ họp'."""
    if stop == "?":
        return True
    if _NO_QUESTION.search(marks):
        return False
    if _OR_WHICH.search(marks):
        return True
    if _DOUBTS.match(marks) or _DOUBTS_WHETHER.search(marks):
        return False
    last = _LAST_PART.split(marks)[-1]
    if _ENDS_WITH_NOT.search(last):
        return bool(_ASKS_WITH_NOT.search(last[: last.rindex("không")])) and not _PLAIN_NOT.search(last)
    if _ENDS_LIKE_A_QUESTION.search(last):
        return bool(_ENDS_ASKING.search(last) or _WHETHER_YET.search(last)) or "không" in last.split()
    return bool(_ANNOUNCES.search(marks) and _ASKS.search(marks))
