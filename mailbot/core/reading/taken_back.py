"""Whether the words behind an answer leave it standing: taken back, not arranged, or the clerk's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mailbot.core.model import Doubt, Intent
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.outcome import Outcome
from mailbot.core.reading.words import taken_back as words

_ANSWERS = frozenset({Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE})
_TAKEN_BACK, _FORGOT = re.compile(words.TAKEN_BACK), re.compile(words.FORGOT)
_NOBODY_YET, _BUSY = re.compile(words.NOBODY_YET), re.compile(words.BUSY)
_I_AM_AWAY, _RELAYED = re.compile(words.I_AM_AWAY), re.compile(words.RELAYED)
_FOR_HIMSELF = re.compile(words.FOR_HIMSELF)


def taken_back(outcome: Outcome, analysis: Analysis, *, clerk: bool) -> Outcome:
    """`outcome`, or a doubt where what is said behind it, or by whom, does not bear it."""
    if outcome.intent not in _ANSWERS or outcome.review:
        return outcome
    for rule, why, doubts in _doubts(outcome, analysis, clerk=clerk):
        if doubts:
            return replace(
                outcome, intent=Intent.UNCLEAR, rule=rule, why=why, review=True, doubt=Doubt.ATTENDANCE, modes=()
            )
    return outcome


def _doubts(outcome: Outcome, analysis: Analysis, *, clerk: bool) -> Iterator[tuple[str, str, bool]]:
    behind = [c.marks for c in _behind(outcome, analysis)]
    marks = [c.marks for c in analysis.clauses]
    earlier = any(c.past for c in analysis.clauses)  # then that is what is taken back
    taken = not earlier and any(_TAKEN_BACK.search(m) for m in behind)
    yield "taken back", "Thư rút lại điều vừa báo.", taken
    yield "forgot", "Thư báo rồi lại nhớ ra việc khác.", _remembers(behind)
    delegates = outcome.intent is Intent.DELEGATE
    yield "nobody yet", "Thư nói chưa bố trí được người.", delegates and any(_NOBODY_YET.search(m) for m in behind)
    away = outcome.intent is Intent.ABSENT and clerk and not any("§s" in m for m in marks)
    own = away and any(_I_AM_AWAY.search(m) and not _RELAYED.search(m) for m in marks)
    yield "the writer is away", "Người viết nói mình vắng, chưa rõ là ai.", own
    nameless = outcome.substitute is None or not outcome.substitute.name
    instead = delegates and nameless and any(_FOR_HIMSELF.search(m) for m in marks)
    yield "in his own place", "Thư nói thành viên dự thay chính mình.", instead


def _behind(outcome: Outcome, analysis: Analysis) -> list[Clause]:
    """The clauses that follow the last one on which the outcome rests."""
    last = -1
    for at, clause in enumerate(analysis.clauses):
        said = analysis.original(clause)
        if said and any(said in word or word in said for word in outcome.words):
            last = at
    return list(analysis.clauses[last + 1 :])


def _remembers(behind: list[str]) -> bool:
    """'Quên, hôm đó tôi đi Bộ mất rồi.'"""
    forgot = next((at for at, marks in enumerate(behind) if _FORGOT.search(marks)), None)
    return forgot is not None and any(_BUSY.search(marks) for marks in behind[forgot:])
