"""All statements of a text, clause by clause: what a clause hands down to the next."""

from __future__ import annotations

import re
from dataclasses import replace

from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.facts import MARK, Certainty, Fact, Kind, certainty, is_subject_at, negators
from mailbot.core.reading.meeting import is_ours_named
from mailbot.core.reading.scope import Scope
from mailbot.core.reading.verbs import statements
from mailbot.core.reading.words import any_of, grammar, whole
from mailbot.core.reading.words import verbs as words

_SENT = re.compile(r"(?<!\w)(?:" + any_of(grammar.SEND_STRONG + grammar.SEND_WEAK) + r")(?!\w)[^§]{0,30}(§\w+)")
_NO_WAY, _NOT = re.compile(words.NO_WAY), whole(words.NOT)
_MATTER = re.compile(words.MATTER)
_LIST_IN_BRACKETS = re.compile(words.LIST_IN_BRACKETS)


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
        new = statements(Scope(clause, number, carried, away))
        if clause.link == "thì" and number and _another_matter(analysis.clauses[number - 1]):
            new = [f for f in new if f.kind is Kind.BUSY]
        if clause.link == "để" and number and analysis.clauses[number - 1].sentence == clause.sentence:
            new = _hindered(analysis.clauses[number - 1], new, any(f.clause == number - 1 for f in found))
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


def _another_matter(topic: Clause) -> bool:
    """'buổi đối thoại với doanh nghiệp thì anh Tâm chủ trì': what 'thì' is about is another meeting."""
    return bool(_MATTER.match(topic.marks)) and not is_ours_named(topic.marks)


def _hindered(before: Clause, new: list[Fact], placed: bool) -> list[Fact]:
    """'không thể sắp xếp để có mặt': what is for want of a way is not done; any other 'not' before 'để' is a doubt."""
    if _NO_WAY.search(before.marks):
        return [replace(f, positive=False) if f.kind is not Kind.BUSY else f for f in new]
    if _NOT.search(before.marks) and negators(before.marks) % 2 and not placed:
        return [replace(f, certainty=Certainty.MAYBE) if f.firm else f for f in new]
    return new


def _opens_list(analysis: Analysis, clause: Clause) -> bool:
    """'đăng ký dự họp: 01 đồng chí (Giám đốc A)': the list stands in brackets."""
    return any(
        c.sentence == clause.sentence and c is not clause and _LIST_IN_BRACKETS.search(c.marks)
        for c in analysis.clauses
    )


def _carried(clause: Clause, before: tuple[str, ...]) -> tuple[str, ...]:
    """The subject that a following clause without one takes over."""
    sent = _SENT.search(clause.marks)
    if sent and sent.group(1) not in ("§s", "§c", "§y"):
        return (sent.group(1),)
    first = MARK.search(clause.marks, clause.marks.rfind(" : ") + 1)
    if clause.link in words.BY_THE_WAY and before:
        return before  # 'giao bà A, từ khi giám đốc cũ nghỉ, đến dự'
    if first and is_subject_at(clause.marks, first.start()):
        return (first.group(),)
    return before
