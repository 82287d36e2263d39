"""What the clauses of an answer state: who comes, who does not, who is sent, how certainly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.core.reading.clauses import Clause
from mailbot.core.reading.words import any_of, grammar, longest
from mailbot.core.reading.words import verbs as words


class Kind(StrEnum):
    """What a fact is about."""

    COMES = "comes"  # the person attends, or does not (sign)
    STANDS_IN = "stands in"  # somebody goes in the member's place, or not (sign)
    SENDS = "sends"  # 'để', 'nhờ', 'giao' somebody: a hint of what the next verb says
    ALONG = "along"  # comes along
    BUSY = "busy"  # is elsewhere or not free


class Certainty(StrEnum):
    """How far a statement may be acted upon."""

    FIRM = "firm"
    MAYBE = "maybe"
    CONDITION = "condition"
    ASKED = "asked"
    PAST = "past"


SOMEBODY = "?"  # a person who is not named: 'cấp phó', 'người', 'ai'


@dataclass(frozen=True)
class Fact:
    """One statement; `who` are marks: '§s' the member, '§c' the Head, '§0' ... others, SOMEBODY; () not said."""

    kind: Kind
    who: tuple[str, ...]
    positive: bool
    certainty: Certainty
    clause: int
    verb: str = ""
    instead: bool = False  # with 'thay', 'đại diện'
    because: bool = False  # stands in a reason

    @property
    def firm(self) -> bool:
        """Whether it may be acted upon."""
        return self.certainty is Certainty.FIRM


MARK = re.compile(r"§\w+")
_NEGATOR = re.compile(r"(?<!\w)" + grammar.NEGATORS + r"(?!\w)")
_NONE, _MAYBE = longest(grammar.NO_NEGATION), longest(grammar.MAYBE)
_CERTAIN = re.compile(grammar.CERTAIN)
_UNKNOWN, _NOT_MAYBE = re.compile(words.UNKNOWN), re.compile(words.NOT_MAYBE)
_ALTERNATIVE, _ALSO_SENT = re.compile(words.ALTERNATIVE), re.compile(words.ALSO_SENT)
_NOT_SUBJECT = re.compile(r"(?:" + any_of(grammar.NOT_SUBJECT_BEHIND) + r")(?: với)?$")
_SCHEDULE, _COUNT = re.compile(words.SCHEDULE), re.compile(words.COUNT)


def negators(window: str) -> int:
    """How many words of the window negate what follows."""
    return len(_NEGATOR.findall(_NONE.sub(" ", window)))


def subject(before: str) -> tuple[str, ...]:
    """The persons who do what the verb behind `before` says: the nearest mark, and those joined to it."""
    found = [m for m in MARK.finditer(before) if _can_be_subject(before, m)]
    if not found and (scheduled := _SCHEDULE.search(before)):
        return (scheduled.group(1),)
    if not found:
        return ()
    last = found[-1]
    if len(found) > 1 and last.group() == "§y" and found[-2].end() + 1 == last.start():
        found, last = found[:-1], found[-2]  # 'Giám đốc em dự'
    who = [last.group()]
    for earlier in reversed(found[:-1]):
        if _COUNT.sub("", before[earlier.end() : last.start()]).strip(" -") not in words.JOINS:
            break
        who.insert(0, earlier.group())
        last = earlier
    return tuple(who)


def _can_be_subject(before: str, mark: re.Match[str]) -> bool:
    """Whether a person does what follows: not 'của anh Nam'; but 'báo anh Trí đi thay': of him it is told."""
    ahead = before[: mark.start()].rstrip()
    tells_of = ahead.endswith("báo") and mark.group()[1:].isdigit() and not before[mark.end() :].strip()
    return tells_of or not _NOT_SUBJECT.search(ahead)


def is_subject_at(marks: str, start: int) -> bool:
    """Whether a person's mark at this place can be the subject of what follows."""
    return not _NOT_SUBJECT.search(marks[:start].rstrip())


def certainty(clause: Clause, at: int, window: str = "") -> Certainty:
    """How certain a statement at this place of the clause is; `window` are the words since the verb before."""
    marks = clause.marks
    if clause.question:
        return Certainty.ASKED
    if clause.condition or clause.supposed:
        return Certainty.CONDITION
    if clause.past:
        return Certainty.PAST
    start = marks.rfind(" : ", 0, at) + 1  # what stands before a colon announces, and is not said of what follows
    before, window = _NONE.sub(" ", marks[start:at]), window.rsplit(" : ", 1)[-1]
    if _UNKNOWN.search(marks[start:at]):
        return Certainty.MAYBE
    if "chưa" in window.split() or (negators(before) > 1 and "muốn" in before.split()):
        return Certainty.MAYBE
    if _ALTERNATIVE.match(marks):
        return Certainty.MAYBE
    if clause.link == "để":
        before = before.replace("có thể", "")
    if _CERTAIN.search(before):
        return Certainty.FIRM
    return Certainty.MAYBE if _MAYBE.search(_NOT_MAYBE.sub("không", before)) else Certainty.FIRM


def last_other(before: str) -> tuple[str, ...]:
    """The person named last who is neither the member nor the Head."""
    found = [m for m in MARK.findall(before) if m not in ("§s", "§c", "§y")]
    return (found[-1],) if found else ()


def joined_after(after: str, person: re.Match[str]) -> tuple[str, ...]:
    """The person behind a verb of sending, and those joined to him."""
    who, at = [person.group(1)], person.end()
    while more := _ALSO_SENT.match(after[at:]):
        who.append(more.group(1))
        at += more.end()
    return tuple(who)
