"""Whose words an answer is: whether the one who writes is the one who goes."""

from __future__ import annotations

import re

from mailbot.core.reading import outlook
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import Fact, Kind
from mailbot.core.reading.persons import Who
from mailbot.core.reading.said import Said
from mailbot.core.reading.words import said as words

_RELAYS, _CHARGED = re.compile(words.RELAYS), re.compile(words.CHARGED)
_I_INSTEAD, _GIVES = re.compile(words.I_INSTEAD), re.compile(words.GIVES)


def writer_goes(said: Said) -> Fact | None:
    """'Anh Hùng giao em đi họp thay': the one who writes goes."""
    analysis = said.analysis
    sent = {
        f.clause
        for f in said.facts
        if f.kind in (Kind.SENDS, Kind.STANDS_IN) and f.positive and f.who[0] in ("§y", "§s") and f.verb != "đăng ký"
    }
    charged = _charged_by_the_member(analysis)
    introduced = _introduces_another(analysis)
    for fact in said.of_somebody if introduced else []:
        if fact.positive and fact.firm and _I_INSTEAD.search(said.marks(fact)):
            return fact
    for fact in [f for f in said.of_self if f.positive and f.firm]:
        if introduced and _by_pronoun(analysis, fact):
            return fact
        if charged is not None and fact.clause >= charged:
            return fact
        if _given_by_the_member(analysis, fact):
            return fact
        if _RELAYS.search(said.marks(fact)):
            continue
        if fact.clause in sent and ("§y" in fact.who or fact.instead):
            return fact
        if fact.who and fact.instead:
            return fact
    return None


def _charged_by_the_member(analysis: Analysis) -> int | None:
    """'Được Giám đốc ủy quyền, tôi sẽ dự': the clause by which whoever writes is sent by the member named."""
    named = {p.first for p in analysis.people}
    for number, clause in enumerate(analysis.clauses):
        found = _CHARGED.search(clause.marks)
        if found and clause.words_at(*found.span(found.lastindex or 1))[0] in named:
            return number
    return None


def _introduces_another(analysis: Analysis) -> bool:
    """'Tôi là Lê Thanh Hải, Phó Giám đốc Sở': from there on 'tôi' is not the member."""
    person = outlook.introduced(analysis)
    return person is not None and person.who is Who.OTHER and bool(person.titles)


def _by_pronoun(analysis: Analysis, fact: Fact) -> bool:
    """Whether a statement is about 'tôi', and nobody else is named in its clause as the member."""
    clause = analysis.clauses[fact.clause]
    named = {p.first for p in analysis.people}
    return ("§s" in fact.who or "§y" in fact.who) and not any(u.mark == "§s" and u.first in named for u in clause.units)


def _given_by_the_member(analysis: Analysis, fact: Fact) -> bool:
    """'Anh Tài giao tôi dự': who is named gives, so who says 'tôi' is another."""
    clause = analysis.clauses[fact.clause]
    given = _GIVES.search(clause.marks)
    if given is None:
        return False
    giver, taker = clause.words_at(*given.span(1))[0], clause.words_at(*given.span(2))[0]
    named = {p.first for p in analysis.people}
    return giver in named and taker not in named
