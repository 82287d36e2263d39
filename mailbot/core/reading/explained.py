"""Whether all that the Head says beside a consent is explained: nothing passes as consent that says more than that."""

from __future__ import annotations

import re

from mailbot.core.model import Member, Roster, Verdict
from mailbot.core.names import same_person
from mailbot.core.reading.agencies import agencies
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.items import Listed
from mailbot.core.reading.persons import Person, Who, persons
from mailbot.core.reading.rulings import Segment
from mailbot.core.reading.text import read_words
from mailbot.core.reading.words import any_of, longest, whole
from mailbot.core.reading.words import consent as words
from mailbot.core.reading.words.links import CONTRAST

_EXPLAINED = re.compile(
    r"(?<!\w)(?:"
    + any_of((*words.BESIDE_CONSENT, *words.AGREE, words.ALL, words.REST, words.EXCEPT))
    + r"|[§‡]\w+|\d+)(?!\w)"
)
_NO = re.compile(r"(?<!\w)không(?!\w)")
_TALKS_OF_GOING, _SOMEBODY_GOES = whole(words.TALKS_OF_GOING), re.compile(words.SOMEBODY_GOES)
_GOES_BEHIND = re.compile(" ?(?!.*" + words.SENDS + ")" + words.GOES)
_HEAD_GOES = re.compile(words.HEAD + words.GOES)
_SENT_BEFORE, _ENDS = re.compile(words.SENT_BEFORE), re.compile(words.ENDS)
_IN_HIS_PLACE, _NOT_GOING = re.compile(words.IN_HIS_PLACE), re.compile(words.NOT_GOING)
_TAKEN_BACK, _INSTRUCTS = longest(words.TAKEN_BACK), longest(words.INSTRUCTS)


def trouble_with(analysis: Analysis, parts: list[Segment], lines: Listed, chair: Member, roster: Roster) -> str | None:
    """What keeps a consent from counting: 'items', 'contradiction' or 'unexplained'; None where all is explained.

    `lines` are those that the Head was asked about; where there are none, whom he names cannot be held against them.
    """
    asked = _Asked(lines, chair, roster)
    for part in parts:
        clauses = [c for c in part.clauses if c not in part.remarks]
        for clause, tokens in zip(clauses, part.groups, strict=False):
            # items whose verdict stands elsewhere: '2 và 3' behind 'đồng ý'
            lent = len(lines) > 1 and bool(tokens) and not any(isinstance(t, Verdict) for t in tokens)
            lent = lent and not _INSTRUCTS.search(clause.marks)
            if Verdict.APPROVE in tokens or (lent and Verdict.APPROVE in part.tokens):
                found = _in_consent(analysis, clause, asked, roster, mixed=Verdict.REFUSE in tokens)
            elif Verdict.REFUSE in part.tokens or clause.question:
                continue
            else:
                found = _beside_consent(analysis, clause, asked)
            if found:
                return found
    return None


class _Asked:
    """The people of the lines: the members who asked, and whom they would send."""

    def __init__(self, lines: Listed, chair: Member, roster: Roster) -> None:
        self.known = bool(lines)
        self.members: list[str] = []
        self.sent: list[str] = []
        seats = [m.name for m in roster]
        for _, line in lines:
            text = read_words(line.split("(")[0])
            canon = [w.canon for w in text.words]
            colon = canon.index(":") if ":" in canon else 0
            for person in persons(text, chair, roster):
                if person.name is None:
                    continue
                seated = any(_called(person.name, seat) for seat in seats)
                asks = seated or person.first < colon or "thay" in canon[max(0, person.first - 1) : person.first + 1]
                (self.members if asks else self.sent).append(person.name)

    def is_sent(self, person: Person) -> bool:
        """Whether a line would send him."""
        return any(_called(person.name, name) for name in self.sent)

    def is_member(self, person: Person) -> bool:
        """Whether he holds a seat, or asked."""
        if person.name is None:
            return person.title is not None and "head" in (person.title.candidate, *person.title.row.ranks.values())
        return person.member is not None or any(_called(person.name, name) for name in self.members)


def _called(short: str | None, name: str) -> bool:
    """Whether `short` is how `name` may be spoken of: all of it, or its last words."""
    size = len((short or "").split())
    return bool(size) and same_person(short, " ".join(name.split()[-size:]))


def _in_consent(analysis: Analysis, clause: Clause, asked: _Asked, roster: Roster, *, mixed: bool) -> str | None:
    """The clause of the consent itself: every word of it must be explained; `mixed`: it refuses something too."""
    if found := _people(analysis, clause, asked, sent=True):
        return found
    inside = agencies(analysis.text, roster, nicknames=True, first=clause.first, last=clause.last)
    named = {i for mention in inside for i in range(mention.first, mention.last)}
    marks = " ".join("‡a" if u.first in named else u.mark for u in clause.units)
    left = _EXPLAINED.sub(" ", marks)
    if mixed:
        left = _NO.sub(" ", left)
    if re.search(r"\w", left) or (_TALKS_OF_GOING.search(marks) and not _SOMEBODY_GOES.search(marks)):
        return "unexplained"
    return None


def _beside_consent(analysis: Analysis, clause: Clause, asked: _Asked) -> str | None:
    """A clause of its own beside a consent: an instruction or a reason, unless it speaks of who comes."""
    if found := _people(analysis, clause, asked, sent=False):
        return found
    if _HEAD_GOES.search(clause.marks) or _TAKEN_BACK.search(clause.marks) or _NOT_GOING.search(clause.marks):
        return "contradiction"
    if clause.link in CONTRAST and not _INSTRUCTS.search(clause.marks):
        return "contradiction"
    return None


def _people(analysis: Analysis, clause: Clause, asked: _Asked, *, sent: bool) -> str | None:
    """Whoever is named must be on the list, and none but the substitute goes; `sent`: whoever is named counts."""
    for person in analysis.people:
        if not clause.first <= person.first < clause.last or asked.is_sent(person):
            continue
        before, after = _around(clause, person)
        goes = bool(_GOES_BEHIND.match(after)) and not _IN_HIS_PLACE.search(before)
        goes = goes or bool(_SENT_BEFORE.search(before) and _ENDS.match(after))
        if asked.is_member(person):
            if goes and not person.several:
                return "contradiction"  # the member himself is to go
        elif person.name and asked.known and person.who is not Who.SELF and (sent or goes):
            return "items"
    return None


def _around(clause: Clause, person: Person) -> tuple[str, str]:
    """The marks of the clause before a person and behind him."""
    before = [u.mark for u in clause.units if u.last <= person.first]
    after = [u.mark for u in clause.units if u.first >= person.last]
    return " ".join(before), " ".join(after)
