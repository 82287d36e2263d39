"""The statements of an answer sorted by whom they are about: the member, each other person, somebody, nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.reading import outlook
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import SOMEBODY, Certainty, Fact, Kind
from mailbot.core.reading.manner import in_part
from mailbot.core.reading.persons import Person, Who
from mailbot.core.reading.ranks import same_person
from mailbot.core.reading.statements import facts
from mailbot.core.reading.words import grammar
from mailbot.core.reading.words import said as words
from mailbot.core.reading.words.verbs import TOGETHER

_ONLINE, _IN_THE_ROOM = re.compile(grammar.ONLINE), re.compile(words.IN_THE_ROOM)
_AGENCY_COMES = re.compile(words.AGENCY_COMES)


@dataclass
class Said:
    """The statements, sorted."""

    analysis: Analysis
    facts: list[Fact]
    of_self: list[Fact] = field(default_factory=list)
    of_others: dict[int, list[Fact]] = field(default_factory=dict)  # by index of the person
    of_somebody: list[Fact] = field(default_factory=list)
    along: set[int] = field(default_factory=set)
    together: set[int] = field(default_factory=set)  # along with the member himself
    busy: list[Fact] = field(default_factory=list)

    def words(self, found: list[Fact]) -> tuple[str, ...]:
        """The writer's own words under these statements."""
        texts = (self.analysis.original(self.analysis.clauses[f.clause]) for f in found)
        return tuple(dict.fromkeys(t for t in texts if t))

    def marks(self, fact: Fact) -> str:
        """The clause of a statement, as marks."""
        return self.analysis.clauses[fact.clause].marks

    def person(self, index: int) -> Person:
        """The person of this index."""
        return self.analysis.people[index]

    def same_post(self, one: int, other: int) -> bool:
        """Whether two persons are spoken of by the same kind of post."""
        a, b = self.person(one).title, self.person(other).title
        if one == other or self.person(one).name or a is None:
            return one == other
        return a.candidate == "clarify" or (b is not None and a.candidate == b.candidate)

    def mentions(self, index: int) -> list[Person]:
        """Every mention of the same person, fullest name first."""
        one = self.analysis.people[index]
        found = [p for p in self.analysis.people if p is one or (p.who is Who.OTHER and p.name and same_person(p, one))]
        return sorted(found, key=lambda p: -len((p.name or "").split()))


def sort_out(analysis: Analysis) -> Said:
    """Every statement of the text under the one it is about."""
    said = Said(analysis, facts(analysis))
    named = any(p.who is Who.SELF for p in analysis.people)  # then 'anh ấy' may be the member
    for fact in said.facts:
        people = _meant(analysis, fact)
        is_self = "§s" in fact.who or "§y" in fact.who or not fact.who or ("§r" in fact.who and not people and named)
        if fact.kind is Kind.BUSY and is_self:
            said.busy.append(fact)
        elif fact.kind is Kind.ALONG:
            said.along |= people
            if fact.verb in TOGETHER:
                said.together |= people
        elif SOMEBODY in fact.who or (not fact.who and fact.instead):
            said.of_somebody.append(fact)
        elif is_self and fact.kind is Kind.COMES:
            said.of_self.append(fact)
            if fact.positive:
                said.along |= people
        elif not is_self:
            for index in people:
                said.of_others.setdefault(index, []).append(fact)
    return said


def _meant(analysis: Analysis, fact: Fact) -> set[int]:
    """The persons that the marks of a fact mean; 'anh ấy' and a given name mean the one named before."""
    out: set[int] = set()
    for mark in fact.who:
        if mark == "§r":
            limit = analysis.clauses[fact.clause].last
            earlier = [i for i, p in enumerate(analysis.people) if p.who is Who.OTHER and p.first < limit]
            out |= {_first_mention(analysis, earlier[-1])} if earlier else set()
        elif analysis.person(mark) is not None:
            out.add(_first_mention(analysis, int(mark[1:])))
    return out


def _first_mention(analysis: Analysis, index: int) -> int:
    """Where the same person is named first."""
    person = analysis.people[index]
    return next((i for i, earlier in enumerate(analysis.people[:index]) if same_person(earlier, person)), index)


# -- what the statements come to -------------------------------------------------------------------------------------


def comes(said: Said) -> bool | str | None:
    """Whether the member comes: his last firm word; 'conflict' where another stands against it unretracted."""
    firm = [f for f in said.of_self if f.firm]
    if not firm:
        return None
    by_name = [f for f in firm if f.who]
    if any(not f.positive for f in by_name):  # 'Giám đốc không tới được nhưng Sở vẫn có mặt': the agency is not he
        firm = [f for f in firm if f.who or not f.positive or not _AGENCY_COMES.search(said.marks(f))]
    if any(f.positive and _ONLINE.search(said.marks(f)) for f in firm):
        # 'dự trực tuyến, không có mặt tại hội trường'
        firm = [f for f in firm if f.positive or not _IN_THE_ROOM.search(said.marks(f))]
    last = firm[-1]
    against = [f for f in firm if f.positive != last.positive]
    if against and not overridden(said.analysis, against[-1], last):
        return "conflict"
    if last.positive and outlook.takes_his_word_back(said.analysis, last.clause):
        return None
    open_still = (Certainty.MAYBE, Certainty.CONDITION)
    doubted = [
        f for f in said.of_self if f.certainty in open_still and f.clause > last.clause and f.positive != last.positive
    ]
    return None if doubted else last.positive


def overridden(analysis: Analysis, earlier: Fact, later: Fact) -> bool:
    """Whether a connective, a retraction or the kind of attending makes the later statement the one that counts."""
    between = analysis.clauses[earlier.clause + 1 : later.clause + 1]
    if any(c.contrasts for c in between) or outlook.retracts(analysis, later.clause):
        return True
    if in_part(analysis.clauses[earlier.clause]) and later.positive and not earlier.positive:
        return True
    if in_part(analysis.clauses[later.clause]) and earlier.positive:
        return False
    return earlier.because and not later.because


def goes(said: Said, index: int) -> bool:
    """Whether the last firm word about this person is that he goes to our meeting."""
    found = said.of_others[index]
    firm = [f for f in found if f.firm and f.kind in (Kind.COMES, Kind.STANDS_IN, Kind.SENDS)]
    strong = [f for f in firm if f.kind is not Kind.SENDS and (f.instead or not f.because)]
    if not strong or not strong[-1].positive or not firm[-1].positive:
        return False
    if outlook.withdrawn(said.analysis, strong[-1].clause):
        return False
    if said.person(index).name is None and all(outlook.is_rule(said.analysis, f) for f in strong):
        return False
    hindered = [f for f in found if f.kind is Kind.BUSY and f.clause > strong[-1].clause]
    if hindered and any(c.contrasts for c in said.analysis.clauses[strong[-1].clause + 1 : hindered[-1].clause + 1]):
        return False
    instead = any(f.instead for f in strong)
    sent = any(f.kind is Kind.STANDS_IN for f in strong) and comes(said) is not True and index not in said.together
    busy = any(
        f.kind is Kind.BUSY and f.certainty is not Certainty.ASKED and f.clause != strong[-1].clause for f in found
    )
    return instead or not (busy or (index in said.along and not sent))


def stays_away_after_all(said: Said, going: list[int]) -> bool:
    """'Đồng chí Nam được giao dự nhưng nhập viện, đành vắng': the absence is set against the one who was to go."""
    sent = max(f.clause for i in going for f in said.of_others[i] if f.positive and f.firm)
    away = [f for f in said.of_self if f.firm and not f.positive and f.clause > sent]
    return bool(away) and any(c.contrasts for c in said.analysis.clauses[sent + 1 : away[-1].clause + 1])


def stands_in(said: Said, index: int) -> bool:
    """Whether it is said outright that he goes in the member's place."""
    return any(f.firm and f.positive and (f.instead or f.kind is Kind.STANDS_IN) for f in said.of_others[index])
