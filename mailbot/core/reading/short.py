"""Answers of a word or two: the digits that our letters offer, and a bare name in answer to 'who?'."""

from __future__ import annotations

import re
from collections.abc import Callable

from mailbot.core.model import Doubt, Intent, Member, Rank, Roster
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.outcome import Outcome
from mailbot.core.reading.persons import Who
from mailbot.core.reading.ranks import best_of, same_person, substitute_of
from mailbot.core.reading.words import forms as words

_DIGIT = re.compile(
    rf"\s*(?:(?:{words.BEFORE_DIGIT})\s+)*\(?([123])\)?(?P<said>(?:\s+(?:{words.BEHIND_DIGIT}))*)"
    r"\s*(?:[.,:;)\-–/!\n]\s*(.*)|\s*)$",
    re.DOTALL | re.IGNORECASE,
)
_ANOTHER_DIGIT = re.compile(r"\W*\d\W*$")
_FIRST_SENTENCE = re.compile(r"(?<=\w{3})[.;\n]\s")
_HONORIFIC = re.compile(words.HONORIFIC, re.IGNORECASE)
_CHOICES = {
    "1": (Intent.ATTEND, "Trả lời '1': trực tiếp dự."),
    "2": (Intent.ABSENT, "Trả lời '2': báo vắng."),
    "3": (Intent.DELEGATE, "Trả lời '3': cử người dự thay, chưa nêu ai."),
}
_ASKED_BACK = {"1": Doubt.NONE, "2": Doubt.NONE, "3": Doubt.PERSON}
# What may stand beside the digit: a reason, thanks; nothing that answers or doubts.
_SAYS_NO_MORE = frozenset({"nothing said", "busy only", "receipt only"})


def read_number(text: str, member: Member, roster: Roster, read_text: Callable[[str], Outcome]) -> Outcome | None:
    """'1' attends, '2' stays away, '3: name, post' sends: as the whole of the text; None where it is none of these."""
    found = _DIGIT.match(text)
    if found is None:
        return None
    digit, rest = found.group(1), (found.group(3) or "").strip()
    if _ANOTHER_DIGIT.match(rest):
        return Outcome(Intent.UNCLEAR, "digits", "Thư nêu nhiều lựa chọn.", review=True, doubt=Doubt.ATTENDANCE)
    if digit == "3" and rest:
        first, *others = _FIRST_SENTENCE.split(rest, maxsplit=1)
        return read_text(f"Cử đồng chí {_HONORIFIC.sub('', first).rstrip(' .')} dự thay. {' '.join(others)}")
    intent, why = _CHOICES[digit]
    if len(rest) <= 3:
        return Outcome(intent, "digit", why, doubt=_ASKED_BACK[digit], words=(text.strip(),))
    beside = read_text(rest)
    if beside.rule not in _SAYS_NO_MORE and beside.intent is not intent:
        return None
    return Outcome(intent, "digit", why, words=(text.strip(),), reason=rest if intent is Intent.ABSENT else None)


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
    named = (analysis.text.original(others[0].first, others[0].last),)
    doubt = Doubt.PERSON if substitute.name is None else Doubt.POST if substitute.rank is Rank.UNKNOWN else Doubt.NONE
    return Outcome(Intent.DELEGATE, "a name alone", f"Thư chỉ nêu {named[0]}.", substitute, bool(note), doubt, named)
