"""Answers of a word or two: the digits that our letters offer, and a bare name in answer to 'who?'."""

from __future__ import annotations

import re
from collections.abc import Callable

from mailbot.core.model import Doubt, Intent, Member, Rank, Roster
from mailbot.core.reading.answer import Outcome
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.persons import Who
from mailbot.core.reading.ranks import best_of, same_person, substitute_of

_DIGIT = re.compile(r"\s*\(?([123])\)?\s*(?:[.,:;)\-–/]\s*(.*)|\s*)$", re.DOTALL)

_HONORIFIC = re.compile(r"^(?:đồng chí|đ/c|ông|bà|anh|chị)\s+", re.IGNORECASE)


def read_number(text: str, member: Member, roster: Roster, read_text: Callable[[str], Outcome]) -> Outcome | None:
    """'1' attends, '2' stays away, '3: name, post' sends: as the whole of the text; None where it is none of these."""
    found = _DIGIT.match(text)
    if found is None:
        return None
    digit, rest = found.group(1), (found.group(2) or "").strip()
    if digit == "3" and rest:
        return read_text(f"Cử đồng chí {_HONORIFIC.sub('', rest)} dự thay.")
    if rest and len(rest) > 3:
        return None
    if digit == "1":
        return Outcome(Intent.ATTEND, "digit", "Trả lời '1': trực tiếp dự.", words=(text.strip(),))
    if digit == "2":
        return Outcome(Intent.ABSENT, "digit", "Trả lời '2': báo vắng.", words=(text.strip(),))
    return Outcome(
        Intent.DELEGATE,
        "digit",
        "Trả lời '3': cử người dự thay, chưa nêu ai.",
        doubt=Doubt.PERSON,
        words=(text.strip(),),
    )


def bare_person(
    outcome: Outcome, analysis: Analysis, member: Member, roster: Roster, asked: Doubt, kind: str
) -> Outcome:
    """A name with a post and nothing else, in answer to our question or our letter."""
    if outcome.rule not in ("nothing said", "busy only", "receipt only", "asks"):
        return outcome
    if any(p.who is Who.SELF and p.name for p in analysis.people):
        return outcome  # a list that the member himself heads
    others = [p for p in analysis.people if p.who is Who.OTHER and (p.name or p.title)]
    if len(others) > 1 and all(p.name and same_person(p, others[0]) for p in others):
        others = [best_of(others)]
    if (
        len(others) == 2
        and {bool(p.name) for p in others} == {True, False}
        and not [p for p in others if p.name and p.title]
    ):
        others = [best_of(others)]
    spare = [u.mark for c in analysis.clauses for u in c.units if not u.mark.startswith("§") and u.mark[:1].isalpha()]
    expected = asked in (Doubt.PERSON, Doubt.POST, Doubt.SEVERAL) or kind == "clarify"
    if len(others) != 1 or len(spare) > (12 if expected else 2):
        return outcome
    substitute, note = substitute_of(others[0], member, roster)
    if not expected and (substitute.rank is Rank.UNKNOWN or substitute.name is None):
        return outcome
    words = (analysis.text.original(others[0].first, others[0].last),)
    doubt = Doubt.PERSON if substitute.name is None else Doubt.POST if substitute.rank is Rank.UNKNOWN else Doubt.NONE
    return Outcome(Intent.DELEGATE, "a name alone", f"Thư chỉ nêu {words[0]}.", substitute, bool(note), doubt, words)
