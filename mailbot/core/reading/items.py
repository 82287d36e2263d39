"""Items of a list to the Head: by number, by agency or its nickname, by person; all, the rest, except."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.core.model import Roster
from mailbot.core.names import same_person
from mailbot.core.reading.agencies import agencies
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.fold import fold
from mailbot.core.reading.text import read_words
from mailbot.core.reading.words import consent as words

REST = "*"
Listed = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Item:
    """One item that words refer to: '1', '*', or '!...' for what fits nothing on the list."""

    key: str
    excepted: bool = False


_NUMBER = re.compile(
    r"(?:(?<!\w)"
    + words.NUMBER_BEFORE
    + r" )?(?<![\w/.,:§‡])(?P<n>\d{1,2})(?P<to> ?(?:-|đến|tới) ?(?P<m>\d{1,2}))?(?![\w/:%]|,\d|\.\d)"
)
_NOT_ITEM = re.compile(r"(?<!\w)" + words.NOT_AN_ITEM + r"(?: số)? ?$")
_POSITION = re.compile(r"(?<!\w)" + words.POSITION + r"(?!\w)")
_ALL = re.compile(r"(?<!\w)" + words.ALL + r"(?!\w)")
_REST = re.compile(r"(?<!\w)" + words.REST + r"(?!\w)")
_EXCEPT = re.compile(r"(?<!\w)" + words.EXCEPT + r"(?!\w)")
_ORDINAL = re.compile(r"(?<!\w)" + words.BEFORE_ORDINAL + " (?P<w>" + "|".join(words.ORDINALS) + r")(?!\w)")
_COUNT = re.compile(r"\d+|" + "|".join(words.COUNTS))
_NUMBERED = re.compile(r"(?<!\w)" + words.NUMBER_BEFORE + "$")
_NO_WORD = re.compile(r"[^\w]+")


def items_in(analysis: Analysis, clause: Clause, roster: Roster, listed: Listed) -> list[tuple[int, Item]]:
    """The items that a clause names, each with its place in the clause's marks."""
    marks = clause.marks
    excepted = _EXCEPT.search(marks)
    found: list[tuple[int, Item]] = []

    def add(at: int, key: str) -> None:
        out = bool(excepted and at > excepted.start()) and key != REST
        found.append((at, Item(key, out)))

    for m in _NUMBER.finditer(marks):
        if _NOT_ITEM.search(marks[: m.start("n")]) or _counted(marks, m):
            continue
        first, last = int(m.group("n")), int(m.group("m") or m.group("n"))
        for n in range(first, min(last, first + 60) + 1):
            add(m.start("n"), str(n) if not listed or any(n == k for k, _ in listed) else f"!{n}")
    for m in _ORDINAL.finditer(marks):
        n = words.ORDINALS[m.group("w")]
        add(m.start(), str(n) if not listed or n <= len(listed) else f"!{n}")
    for m in _POSITION.finditer(marks):
        for key in _from_an_end(m, listed):
            add(m.start(), key)
    rest = _REST.search(marks)
    if rest:
        add(rest.start(), REST)
    for m in _ALL.finditer(marks):
        if rest and abs(m.start() - rest.start()) < 25:
            continue
        count = _COUNT.search(m.group())
        n = (int(count.group()) if count.group().isdigit() else words.COUNTS[count.group()]) if count else 0
        add(m.start(), "!count" if n and listed and n != len(listed) else REST)
    found += [
        (at, Item(item.key, bool(excepted and at > excepted.start())))
        for at, item in _named(analysis, clause, roster, listed)
    ]
    return sorted(found, key=lambda f: f[0])


def _from_an_end(m: re.Match[str], listed: Listed) -> list[str]:
    """The items of 'hai trường hợp đầu'; one that fits nothing where there is no such list."""
    told = m.group("count") or "một"
    count = int(told) if told.isdigit() else words.COUNTS[told]
    numbers = [str(n) for n, _ in listed]
    if not 0 < count < len(numbers):
        return ["!position"]
    return numbers[:count] if m.group("end") in words.AT_THE_TOP else numbers[-count:]


def _counted(marks: str, m: re.Match[str]) -> bool:
    """'cả 3' counts, '3 trường hợp' too."""
    before, after = marks[: m.start("n")].rstrip(), marks[m.end() :].lstrip()
    if _NUMBERED.search(before) and not before.endswith("cả"):
        return False
    return before.endswith(words.COUNTED_BEHIND) or after.startswith(words.COUNTED_BEFORE)


def _named(analysis: Analysis, clause: Clause, roster: Roster, listed: Listed) -> list[tuple[int, Item]]:
    """Agencies, and persons on the list: substitutes or the members they stand in for."""
    found: list[tuple[int, Item]] = []
    for mention in agencies(analysis.text, roster, nicknames=True, first=clause.first, last=clause.last):
        hits = [n for n, line in listed if _agency_of(line, roster) == mention.member.id]
        key = str(hits[0]) if len(hits) == 1 else f"!{mention.member.id}" if listed else f"@{mention.member.id}"
        found.append((_place(clause, mention.first), Item(key)))
    taken = {at for at, _ in found}
    for person in analysis.people:
        if not clause.first <= person.first < clause.last or person.name is None or not listed:
            continue
        given = fold(person.name).split()
        hits = [n for n, line in listed if _names_person(line, given) or _is_members(line, person.name, roster)]
        place = _place(clause, person.first)
        if len(hits) == 1 and place not in taken:
            found.append((place, Item(str(hits[0]))))
        elif len(hits) > 1:
            found.append((place, Item(f"!{person.name}")))
    return found


def _agency_of(line: str, roster: Roster) -> str | None:
    """The member whose agency a line of our list is about: the first agency in it."""
    mentions = agencies(read_words(line.split("(")[0]), roster)
    return mentions[0].member.id if mentions else None


def _is_members(line: str, name: str, roster: Roster) -> bool:
    """Whether the name is the member's whose agency the line is about: 'anh Dũng' for 'Sở Kế hoạch và Đầu tư: ...'."""
    seat = _agency_of(line, roster)
    member = next((m for m in roster if m.id == seat), None)
    return member is not None and same_person(name, " ".join(member.name.split()[-len(name.split()) :]))


def _names_person(line: str, given: list[str]) -> bool:
    """Whether a line has these names one behind the other."""
    words_of_line = _NO_WORD.split(fold(line.split("(")[0]))
    size = len(given)
    return any(words_of_line[i : i + size] == given for i in range(len(words_of_line) - size + 1))


def _place(clause: Clause, word: int) -> int:
    """Where a word of the text stands in the clause's marks."""
    at = 0
    for unit in clause.units:
        if unit.last > word:
            return at
        at += len(unit.mark) + 1
    return at
