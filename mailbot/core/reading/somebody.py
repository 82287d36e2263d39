"""Those who are not named: somebody is sent, another has a task, nobody comes."""

from __future__ import annotations

import re

from mailbot.core.reading import outlook
from mailbot.core.reading.facts import MARK, Certainty, Fact, Kind
from mailbot.core.reading.persons import Who
from mailbot.core.reading.said import Said, comes
from mailbot.core.reading.words import any_of, grammar
from mailbot.core.reading.words import said as words

_MUST_BE_THERE = re.compile(words.MUST_BE_THERE)
_HAS_SOMEBODY, _NOBODY = re.compile(words.HAS_SOMEBODY), re.compile(words.NOBODY)
_TASK = re.compile(r"(?<!\w)" + grammar.TASK + r"(?!\w)")
_OTHER_TASK = re.compile(r"(?<!\w)(?:" + "|".join(words.OTHER_TASK) + "|" + any_of(grammar.CONTACT) + r")(?!\w)")


def somebody_sent(said: Said) -> list[Fact]:
    """'Sở cử người dự thay': somebody goes, nobody is named."""
    if any(not f.positive for f in said.of_somebody):
        return []
    told = [
        f for f in said.of_somebody if f.firm and not outlook.is_rule(said.analysis, f) and not _must_be_there(said, f)
    ]
    busy = any(f.firm and "§s" in f.who for f in said.busy)
    away = comes(said) is False or (busy and comes(said) is None)  # 'tôi vắng, có người của Sở dự'
    return [
        f for f in told if f.kind is Kind.STANDS_IN or f.instead or f.verb == "list" or (away and f.kind is Kind.COMES)
    ]


def _must_be_there(said: Said, fact: Fact) -> bool:
    """'toàn thể lãnh đạo phải có mặt theo luật': who must be there is not sent to us."""
    return bool(_MUST_BE_THERE.search(said.marks(fact)))


def sent_by_name(said: Said) -> list[int]:
    """The one named who is sent, where another clause says that somebody goes: 'cho A, người nắm kỹ việc, dự thay'."""
    sends = (Kind.SENDS, Kind.STANDS_IN)
    found = [
        index
        for index, told in said.of_others.items()
        if said.person(index).name and any(f.kind in sends and f.positive and f.firm for f in told)
    ]
    return found if len(found) == 1 else []


def named_others(said: Said) -> bool:
    """Whether anybody but the member and the Head is named."""
    return any(p.who is Who.OTHER and p.name for p in said.analysis.people)


def leaves_it_to_another(said: Said) -> list[Fact]:
    """'Tôi vắng, anh Sơn lo phần này', 'mọi việc giao anh Sơn': another has a task that nothing explains."""
    analysis = said.analysis
    placed = {f.clause for f in said.facts if f.kind is not Kind.SENDS and (f.who or f.kind is Kind.BUSY)}
    found = []
    for number, clause in enumerate(analysis.clauses):
        if number in placed or clause.question or clause.past or clause.condition or _OTHER_TASK.search(clause.marks):
            continue
        if _HAS_SOMEBODY.search(clause.marks):
            found.append(Fact(Kind.SENDS, (), True, Certainty.MAYBE, number))
        others = [p for m in MARK.findall(clause.marks) if (p := analysis.person(m)) is not None and p.who is Who.OTHER]
        if any(p.name for p in others) and _TASK.search(clause.marks):
            found.append(Fact(Kind.SENDS, (), True, Certainty.MAYBE, number))
    return found


def nobody_comes(said: Said) -> list[Fact]:
    """'không có người dự', 'không lãnh đạo nào dự được': nobody at all comes."""
    found = [f for f in said.of_somebody if f.kind is Kind.COMES and not f.positive and f.firm and f.verb != "list"]
    found += [f for fs in said.of_others.values() for f in fs if f.kind is Kind.COMES and not f.positive and f.firm]
    return [f for f in found if _NOBODY.search(said.marks(f)) and not outlook.is_rule(said.analysis, f)]
