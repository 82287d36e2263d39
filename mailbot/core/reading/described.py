"""What a text says of a person apart from where he is sent: his post in another clause, his unit, his agency."""

from __future__ import annotations

import re

from mailbot.core.model import UnitKind
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.fold import fold
from mailbot.core.reading.marks import OTHER_AGENCY, OWN_AGENCY
from mailbot.core.reading.persons import Person, Who
from mailbot.core.reading.title_rows import Row
from mailbot.core.reading.titles import Title
from mailbot.core.reading.words import grammar, whole
from mailbot.core.reading.words import said as words
from mailbot.core.reading.words.units import UNIT_HEADS

_SAME, _POST_OF = re.compile(words.SAME), re.compile(words.POST_OF)
_SUBJECT = re.compile(r"(?:\S+ ){0,2}?(§\w+)")
_UNIT_HEAD = re.compile(r"(?<!\w)" + UNIT_HEADS + r"(?!\w)")
_IS = whole(words.IS)
_NEAR = 2  # sentences behind the one that names him


def said_apart(analysis: Analysis, mentions: list[Person]) -> list[Person]:
    """The other half of a person of whom only the name, or only the post, stands where he is sent.

    'chú Chương bên Chi cục Thủy lợi (chi cục trưởng)', 'để anh Thi dự, Phó Chánh Văn phòng', 'để thư ký của anh là Thảo
    lên', 'đồng chí Sơn mà tôi xin cử dự thay là Phó Trưởng ban', 'anh là phó của tôi'.
    """
    titled, named = any(p.titles for p in mentions), any(p.name for p in mentions)
    if titled and named:
        return []
    return _beside(analysis, mentions, titled=titled) or ([] if titled else _told_of_him(analysis, mentions))


def _beside(analysis: Analysis, mentions: list[Person], *, titled: bool) -> list[Person]:
    """In the same sentence, where nobody else is named."""
    inside = [c for c in analysis.clauses if c.sentence in _sentences(analysis, mentions)]
    others = [p for p in analysis.people if any(c.first <= p.first < c.last for c in inside) and p.who is Who.OTHER]
    if len({fold(p.name).split()[-1] for p in others if p.name}) > 1:
        return []
    found = []
    for clause in inside:
        person = analysis.person(clause.marks)
        apart = clause.link in (",", "(") or (clause.link == "" and not titled)
        if person is not None and apart and bool(person.name) is titled and bool(person.titles) is not titled:
            found.append(person)
        for one, other in _SAME.findall(clause.marks):
            pair = [p for p in (analysis.person(one), analysis.person(other)) if p is not None]
            if len(pair) == 2 and any(p in mentions for p in pair) and bool(pair[0].name) is not bool(pair[1].name):
                found += [p for p in pair if p not in mentions]
    return found


def _told_of_him(analysis: Analysis, mentions: list[Person]) -> list[Person]:
    """A post that a clause about him gives, or the unit that he heads; one only, or nobody knows which."""
    posts: list[Person] = []
    for clause in _about_him(analysis, mentions):
        for mark in _POST_OF.findall(clause.marks):
            person = analysis.person(mark)
            if person is not None and person.name is None and person.titles and person.who is Who.OTHER:
                posts.append(person)
        if head := _UNIT_HEAD.search(clause.marks):
            posts.append(_unit_head(analysis, clause, head))
    return posts if len(posts) == 1 else []


def _unit_head(analysis: Analysis, clause: Clause, head: re.Match[str]) -> Person:
    """'phụ trách Chi cục Thủy lợi', as the post of a person without a name."""
    first, last = clause.words_at(*head.span())
    row = Row("described", "position", "người đứng đầu đơn vị thuộc", {})
    written = analysis.text.original(first, last)
    return Person(
        first, last, None, (Title(first, last, row, "division", UnitKind.UNIT, scoped=True, written=written),)
    )


def _about_him(analysis: Analysis, mentions: list[Person]) -> list[Clause]:
    """Clauses whose subject he is: named, called 'anh ấy', or carried on from the clause that names him."""
    marks = {f"§{analysis.people.index(p)}" for p in mentions if p in analysis.people}
    sentences = _sentences(analysis, mentions)
    if not sentences:
        return []
    found: list[Clause] = []
    ours, sentence = False, -1
    for clause in analysis.clauses:
        if not min(sentences) <= clause.sentence <= max(sentences) + _NEAR:
            continue
        if clause.sentence != sentence:
            ours, sentence = False, clause.sentence
        subject = _SUBJECT.match(clause.marks)
        if subject is not None and (subject.group(1) in marks or subject.group(1) in ("§r", "§y")):
            ours = True
        elif subject is not None and subject.group(1) in ("§s", "§c"):
            ours = ours and clause.sentence in sentences and bool(marks & set(clause.marks.split()))
        ours = ours or bool(marks & set(clause.marks.split()))
        if ours:
            found.append(clause)
    return found


def _sentences(analysis: Analysis, mentions: list[Person]) -> set[int]:
    """The sentences that name him."""
    return {c.sentence for c in analysis.clauses for p in mentions if c.first <= p.first < c.last}


def is_described(analysis: Analysis, mentions: list[Person]) -> bool:
    """Whether the text says what he is, in words that give no post: then it is for a person to place him."""
    marks = [f"§{analysis.people.index(p)}" for p in mentions if p in analysis.people]
    about = _about_him(analysis, mentions)
    return any(
        _IS.search(c.marks) and re.match(r"(?:\S+ ){0,1}?(?:§r|§y|" + "|".join(marks) + r")(?!\w)", c.marks)
        for c in about
    )


def works_elsewhere(analysis: Analysis, mentions: list[Person]) -> bool:
    """'anh Quang bên VNPT': of another body, whatever his post."""
    marks = [f"§{analysis.people.index(p)}" for p in mentions if p in analysis.people]
    return any(re.search(mark + grammar.WORKS_ELSEWHERE, c.marks) for mark in marks for c in analysis.clauses)


def other_agency_before(analysis: Analysis, mentions: list[Person]) -> str:
    """A note where a person is named as of another agency than the member's: 'bên Sở X có đồng chí Phó Giám đốc Y'."""
    for clause in analysis.clauses:
        for person in mentions:
            if clause.first <= person.first < clause.last and not any(t.scoped for t in person.titles):
                at = next((k for k, u in enumerate(clause.units) if u.first >= person.first), 0)
                before = [u.mark for u in clause.units[:at]]
                if works_elsewhere(analysis, mentions):
                    return ""
                if OTHER_AGENCY in before and OWN_AGENCY not in before:
                    return "người được nêu có thể thuộc cơ quan khác"
    return ""
