"""Why the member does not come: the reason as written, what he cannot leave, nobody to send, an apology."""

from __future__ import annotations

import re

from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import Fact
from mailbot.core.reading.words import grammar, whole
from mailbot.core.reading.words import outlook as words

_BOUND, _NOBODY_LEFT = whole(words.BOUND), re.compile(words.NOBODY_LEFT)
_SORRY = re.compile(grammar.SORRY)
_LABEL, _EMPTY = re.compile(words.REASON_LABEL), re.compile(r"[.…_\s]*")


def reason(analysis: Analysis, busy: list[Fact]) -> str | None:
    """The reason as written: behind 'lý do', then behind 'vì' or 'do', then where the writer says where he is."""
    for clause in analysis.clauses:
        if clause.link == "lý do" or clause.marks.startswith("lý do"):
            found = _LABEL.sub("", analysis.original(clause)).strip(" :-.")
            if not _EMPTY.fullmatch(found):
                return found.strip(" .,;:-")
    for clause in analysis.clauses:
        if clause.because and len(clause.units) > 1:
            return analysis.original(clause).strip(" .,;:-")
    for fact in busy:
        if fact.clause < len(analysis.clauses):
            return analysis.original(analysis.clauses[fact.clause]) or None
    return None


def bound_elsewhere(analysis: Analysis) -> tuple[str, ...]:
    """Clauses that say that he cannot leave what keeps him: 'trực chỉ huy, không rời vị trí được'."""
    return tuple(analysis.original(c) for c in analysis.clauses if not c.question and _BOUND.search(c.marks))


def has_nobody(analysis: Analysis) -> tuple[str, ...]:
    """Clauses that say that nobody can be sent either: 'Sở cũng không xếp được ai khác'."""
    found = [c for c in analysis.clauses if not c.question and not c.past and not c.condition]
    return tuple(analysis.original(c) for c in found if _NOBODY_LEFT.search(c.marks))


def apologises(analysis: Analysis) -> bool:
    """'xin thông cảm', 'rất tiếc'."""
    return any(_SORRY.search(c.marks) for c in analysis.clauses)
