"""How the member attends: late, not to the end, online, only in part."""

from __future__ import annotations

import re

from mailbot.core.model import Mode
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.words import grammar, whole
from mailbot.core.reading.words import outlook as words

_PART, _DIRECT, _ALTOGETHER = whole(words.PART), whole(words.DIRECT), re.compile(words.ALTOGETHER)
_COMES_AT, _LEAVES = re.compile(words.COMES_AT), re.compile(words.LEAVES)
_LATE_OR_EARLY = re.compile(grammar.LATE + "|" + grammar.EARLY + r"|(?<!\w)" + grammar.MEETS)
_NO_MORE, _ANSWERS_LATE = whole(words.NO_MORE), re.compile(words.ANSWERS_LATE)
_MODES = (
    (Mode.LATE, re.compile(grammar.LATE)),
    (Mode.EARLY, re.compile(grammar.EARLY)),
    (Mode.ONLINE, re.compile(grammar.ONLINE)),
    (Mode.PARTIAL, re.compile(grammar.PARTIAL)),
)


def modes(analysis: Analysis) -> tuple[Mode, ...]:
    """Every manner that is spoken of."""
    marks = " . ".join(c.marks for c in analysis.clauses)
    return tuple(mode for mode, pattern in _MODES if pattern.search(marks))


def in_part(clause: Clause) -> bool:
    """'không dự trực tiếp được', 'vắng nửa đầu', 'buổi chiều': not all of it is refused."""
    if _ALTOGETHER.search(clause.marks):
        return False
    return bool(_DIRECT.search(clause.marks) or _PART.search(clause.marks))


def says_when_he_comes(analysis: Analysis) -> bool:
    """'Sếp tới khoảng 8h15': who says so does not stay away."""
    return any(_COMES_AT.search(c.marks) and not c.question and not c.past for c in analysis.clauses)


def arrives(analysis: Analysis) -> tuple[str, ...]:
    """Clauses that say when he comes or leaves: 'xin về sớm', 'có thể trễ 15 phút'."""
    return tuple(
        analysis.original(c)
        for c in analysis.clauses
        if not c.question
        and _LATE_OR_EARLY.search(c.marks)
        and not _NO_MORE.search(c.marks)
        and not _ANSWERS_LATE.search(c.marks)
    )


def leaves_after_a_part(analysis: Analysis) -> tuple[str, ...]:
    """'Tôi dự phần đầu rồi xin phép về': he comes, though not to the end."""
    return tuple(analysis.original(c) for c in analysis.clauses if not c.question and _LEAVES.search(c.marks))
