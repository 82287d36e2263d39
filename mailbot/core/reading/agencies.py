"""Which agency of the roster is meant by a name, an alias, an acronym or a nickname."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.core.model import Member, Roster
from mailbot.core.reading.fold import compact, fold
from mailbot.core.reading.text import Text

_PREFIX = re.compile(r"^(so|cuc|ban|van phong|thanh tra|cong an|ubnd)\b")
_LONGEST = 12  # words of an agency's name


@dataclass(frozen=True)
class AgencyMention:
    """An agency of the roster, from word `first` up to, not including, `last`."""

    first: int
    last: int
    member: Member


def _initials(words: str) -> str:
    return "".join(w[0] for w in re.split(r"[\W_]+", fold(words)) if w and w != "va")


def _names_of(member: Member) -> set[str]:
    names = {compact(n) for n in (member.agency, *member.aliases)}
    folded = fold(member.agency)
    start = _PREFIX.match(folded)
    if start and start.group() in ("so", "cuc"):
        rest = folded[start.end() :]
        names.add(start.group() + _initials(rest))
        names.add(start.group()[0] + _initials(rest))
    return {n for n in names if len(n) > 2}


def _nicknames_of(member: Member) -> set[str]:
    """Short names that mean the agency only where agencies are being listed: 'Y tế', 'Nội vụ', 'TN&MT', 'Quy Nhơn'."""
    found = set()
    for name in (member.agency, *member.aliases):
        rest = re.sub(r"^(so|cuc|ubnd|ban|tp|thanh pho)\s+", "", fold(name).replace(".", " "))
        rest = re.sub(r"^(tp|thanh pho)\s+", "", rest.strip())
        found |= {compact(rest), compact(re.sub(r"\s+tinh$", "", rest)), compact(re.sub(r"\s+tinh$", "", fold(name)))}
        words = [w for w in re.split(r"[\W_]+", rest) if w and w != "va"]
        if len(words) > 3 and fold(member.agency).startswith("so "):
            found.add("".join(words[:2]))  # 'Thông tin', 'Giáo dục', 'Nông nghiệp', 'Tài nguyên'
        if len(words) > 2:
            found.add(_initials(rest))
    return {n for n in found if len(n) > 2} | {compact(member.agency)}


@dataclass(frozen=True)
class _Index:
    """A roster's agencies by what they are called, and every beginning of such a name."""

    roster: Roster
    names: dict[str, Member]
    nicknames: dict[str, Member | None]
    beginnings: frozenset[str]


_INDEXES: dict[int, _Index] = {}  # by identity: rosters are frozen, and hashing one costs more than reading a mail


def _index(roster: Roster) -> _Index:
    known = _INDEXES.get(id(roster))
    if known is not None and known.roster is roster:
        return known
    names: dict[str, Member] = {}
    nicknames: dict[str, Member | None] = {}
    for member in roster:
        for name in _names_of(member):
            names.setdefault(name, member)
        for name in _nicknames_of(member):
            nicknames[name] = None if name in nicknames and nicknames[name] is not member else member
    beginnings = frozenset(name[:size] for name in (*names, *nicknames) for size in range(1, len(name) + 1))
    if len(_INDEXES) > 32:
        _INDEXES.clear()
    _INDEXES[id(roster)] = _Index(roster, names, nicknames, beginnings)
    return _INDEXES[id(roster)]


def agencies(
    text: Text, roster: Roster, *, nicknames: bool = False, first: int = 0, last: int | None = None
) -> list[AgencyMention]:
    """The agencies of the roster that the words name, longest names first, left to right, not overlapping."""
    if first == 0 and last is None:
        known = text.mentioned.get((id(roster), nicknames))
        if known is None:
            known = text.mentioned[id(roster), nicknames] = _mentions(text, roster, 0, None, nicknames=nicknames)
        return known
    return _mentions(text, roster, first, last, nicknames=nicknames)


def _mentions(text: Text, roster: Roster, first: int, last: int | None, *, nicknames: bool) -> list[AgencyMention]:
    index = _index(roster)
    words, end = text.words, len(text.words) if last is None else last
    parts, beginnings = text.compacted, index.beginnings
    found: list[AgencyMention] = []
    at = first
    while at < end:
        hit = None
        if parts[at] in beginnings and not (at and words[at - 1].canon == "ủy"):
            hit = _longest(text, at, end, index, nicknames=nicknames)
        if hit:
            found.append(hit)
        at = hit.last if hit else at + 1
    return found


def _longest(text: Text, at: int, end: int, index: _Index, *, nicknames: bool) -> AgencyMention | None:
    hit, key = None, ""
    for stop in range(at, min(end, at + _LONGEST)):
        word = text.words[stop]
        if word.raw in ",;:?!" or word.canon == "\n":
            break
        part = text.compacted[stop]
        key += part
        if key not in index.beginnings:
            break
        if part:
            member = index.names.get(key) or (index.nicknames.get(key) if nicknames else None)
            hit = AgencyMention(at, stop + 1, member) if member is not None else hit
    return hit
