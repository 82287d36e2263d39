"""Words -> sentences -> clauses, with persons as marks, so that the grammar sees structure and not names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from mailbot.core.model import Member, Roster
from mailbot.core.reading.connectives import pieces, without_brackets
from mailbot.core.reading.marks import Unit, units_of, without_quotations
from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.persons import Person, persons
from mailbot.core.reading.sentences import is_question, sentences
from mailbot.core.reading.text import Text
from mailbot.core.reading.words import clauses as words
from mailbot.core.reading.words import whole
from mailbot.core.reading.words.grammar import AS_BEFORE, CONDITION, PAST, SOFT_CONDITION
from mailbot.core.reading.words.links import BECAUSE, CONTRAST, RHETORICAL

MAX_SENTENCES = 80
_UNKNOWN_OCCASION = Occasion()


@dataclass(frozen=True)
class Clause:
    """A stretch of words about one thing."""

    units: tuple[Unit, ...]
    link: str  # the connective before it; '' at the start of a sentence
    sentence: int
    question: bool = False
    condition: bool = False  # stands under an 'if' that is no politeness
    because: bool = False  # gives a reason
    past: bool = False  # tells of an earlier answer or plan
    supposed: bool = False  # 'vắng thì khó coi': only thought of

    @property
    def contrasts(self) -> bool:
        """Whether it is set against what was said before."""
        return self.link in CONTRAST

    @cached_property
    def marks(self) -> str:
        """Its words with persons as marks, blanks between them."""
        return " ".join(u.mark for u in self.units)

    @property
    def first(self) -> int:
        return self.units[0].first if self.units else 0

    @property
    def last(self) -> int:
        return self.units[-1].last if self.units else 0

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """The words of the text under `marks[start:end]`."""
        at, first, last = 0, None, self.last
        for unit in self.units:
            stop = at + len(unit.mark)
            if stop > start and first is None:
                first = unit.first
            if at < end:
                last = unit.last
            at = stop + 1
        return (self.first if first is None else first), last


@dataclass(frozen=True)
class Analysis:
    """A text as clauses, and the persons behind the marks."""

    text: Text
    people: tuple[Person, ...]
    clauses: tuple[Clause, ...]
    rhetorical: bool = False
    questions: int = 0
    sentences: int = 0

    def person(self, mark: str) -> Person | None:
        """Whom a mark stands for; None for '§s', '§c' and whatever else is no number."""
        return self.people[int(mark[1:])] if mark[:1] == "§" and mark[1:].isdigit() else None

    def original(self, clause: Clause) -> str:
        """The clause as the writer typed it."""
        return self.text.original(clause.first, clause.last)


def analyse(text: Text, member: Member, roster: Roster, occasion: Occasion = _UNKNOWN_OCCASION) -> Analysis:
    """The text as clauses, as `member` or his office wrote it; beyond MAX_SENTENCES nothing is read."""
    people = persons(text, member, roster)
    units = without_quotations(units_of(text, people, member, roster, occasion))
    told = sentences(units)[:MAX_SENTENCES]
    clauses: list[Clause] = []
    questions, rhetorical = 0, False
    for number, (body, stop) in enumerate(told):
        marks = " ".join(u.mark for u in body)
        if _RHETORICAL.search(marks):
            rhetorical = True
        asked = is_question(marks, stop)
        questions += asked
        clauses += _clauses(body, number, asked)
    return Analysis(text, tuple(people), tuple(clauses), rhetorical, questions, len(told))


_RHETORICAL = re.compile(RHETORICAL)
_CONDITION = re.compile(CONDITION)
_SOFT = re.compile(words.SOFT_CONDITION_OPENS + "(?:" + "|".join(SOFT_CONDITION) + ")")
_PAST, _AS_BEFORE = whole(PAST), whole(AS_BEFORE)
_ANOTHER_TIME = re.compile(words.ANOTHER_TIME)
_CORRECTS = re.compile(words.CORRECTS)
_SUPPOSED, _TOPIC = whole(words.SUPPOSED), re.compile(words.TOPIC)
_ANYWAY, _GRANTED = re.compile(words.ANYWAY), re.compile(words.GRANTED)


def _clauses(body: list[Unit], sentence: int, question: bool) -> list[Clause]:
    """An 'if' reaches to the end of its sentence, or to 'nên'; what stands in brackets stands apart."""
    body, asides = without_brackets(body)
    out: list[Clause] = []
    conditional = False
    parts = pieces(body)
    for k, (link, piece) in enumerate(parts):
        marks = " ".join(u.mark for u in piece)
        if link in words.ENDS_CONDITION:
            conditional = False
        if _CONDITION.search(marks):
            conditional = not _SOFT.search(marks)
            if conditional and k and link not in CONTRAST and not _has_consequence(parts[k + 1 :]):
                out = _under_condition(out)  # 'Tôi dự nếu sắp xếp được'
        if conditional and link == "thì" and _ANYWAY.search(marks):
            conditional = False  # 'nếu mưa thì tôi vẫn đến'
        supposed = _is_supposed(marks, link, parts[k + 1 :], conditional=conditional)
        past = _is_past(marks, link, out[-1] if out else None)
        out.append(Clause(tuple(piece), link, sentence, question, conditional, link in BECAUSE, past, supposed))
        conditional = conditional or supposed
    return [_aside(aside, sentence, question=question) for aside in asides] + out


def _is_supposed(marks: str, link: str, later: list[tuple[str, list[Unit]]], *, conditional: bool) -> bool:
    """'vắng thì khó coi', 'bão không vào thì tôi dự': only thought of; not so 'ba anh đó đi thay thì được'."""
    if not later or later[0][0] != "thì":
        return False
    if link == "mà":
        return True
    if conditional or not _SUPPOSED.search(marks) or _TOPIC.search(marks):
        return False
    return not _GRANTED.fullmatch(" ".join(u.mark for u in later[0][1]))


def _is_past(marks: str, link: str, before: Clause | None) -> bool:
    """Told of an earlier answer or plan, or goes on from a clause that is: 'bữa rồi tôi bận nên cử anh Nam'."""
    if _PAST.search(_behind_correction(marks)) and not _AS_BEFORE.search(marks):
        return True
    if before is None or not before.past:
        return False
    return link == "và" or (link == "nên" and bool(_ANOTHER_TIME.search(before.marks)))


def _behind_correction(marks: str) -> str:
    """'Đính chính thư sáng nay: người dự thay là A': what stands behind the colon is said now."""
    head, colon, tail = marks.partition(" : ")
    return tail if colon and tail and _CORRECTS.search(head) else marks


def _has_consequence(later: list[tuple[str, list[Unit]]]) -> bool:
    """'Tôi dự, và nếu họp sớm thì tôi phát biểu': the condition is about what follows it."""
    return bool(later) and later[0][0] == "thì"


def _aside(body: list[Unit], sentence: int, *, question: bool) -> Clause:
    """What stands in brackets, as a clause."""
    marks = " ".join(u.mark for u in body)
    return Clause(tuple(body), "(", sentence, question, past=bool(_PAST.search(marks)))


def _under_condition(clauses: list[Clause]) -> list[Clause]:
    """The clauses back to the last contrast hang on the condition that follows them."""
    out = list(clauses)
    for at in range(len(out) - 1, -1, -1):
        out[at] = replace(out[at], condition=True)
        if out[at].contrasts or out[at].link in words.STOPS_CONDITION:
            break
    return out
