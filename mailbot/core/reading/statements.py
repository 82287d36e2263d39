"""All statements of a text, clause by clause: what a clause hands down to the next."""

from __future__ import annotations

import re
from dataclasses import replace

from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.facts import MARK, Fact, Kind, any_of, certainty, is_subject_at
from mailbot.core.reading.verbs import Scope
from mailbot.core.reading.words import grammar

_SENT = re.compile(r"(?<!\w)(?:" + any_of(grammar.SEND_STRONG + grammar.SEND_WEAK) + r")(?!\w)[^§]{0,30}(§\w+)")


def facts(analysis: Analysis) -> list[Fact]:
    """All statements of the text, in its order."""
    found: list[Fact] = []
    carried: tuple[str, ...] = ()
    away: bool = False  # another meeting was spoken of in this sentence
    sentence = -1
    for number, clause in enumerate(analysis.clauses):
        if clause.sentence != sentence:
            carried, sentence, away = (), clause.sentence, False
        elif clause.contrasts or clause.link == "(":
            carried, away = (), False
        scope = Scope(clause, number, carried, away)
        new = scope.statements()
        opened = clause.link == "(" and _opens_list(analysis, clause)
        bare = MARK.fullmatch(clause.marks.strip(" -:."))
        if not new and bare and opened:
            new = [Fact(Kind.COMES, (bare.group(),), True, certainty(clause, 0), number, "list")]
        if (
            not new
            and bare
            and found
            and found[-1].verb == "list"
            and analysis.clauses[found[-1].clause].sentence == clause.sentence
        ):
            new = [replace(found[-1], who=(bare.group(),), clause=number)]
        found += new
        away = away or any(f.kind is Kind.BUSY for f in new)
        carried = _carried(clause, carried)
    return found


_LIST_OPENS = re.compile(r"(?:dự họp|tham dự|dự|đại biểu|thành phần|đăng ký)[^:§]{0,60}:[^§]*$")


def _opens_list(analysis: Analysis, clause: Clause) -> bool:
    """'đăng ký dự họp: 01 đồng chí (Giám đốc A)': the list stands in brackets."""
    return any(
        c.sentence == clause.sentence and c is not clause and _LIST_OPENS.search(c.marks) for c in analysis.clauses
    )


def _carried(clause: Clause, before: tuple[str, ...]) -> tuple[str, ...]:
    """The subject that a following clause without one takes over."""
    sent = _SENT.search(clause.marks)
    if sent and sent.group(1) not in ("§s", "§c", "§y"):
        return (sent.group(1),)
    first = MARK.search(clause.marks)
    if first and is_subject_at(clause.marks, first.start()):
        return (first.group(),)
    return before
