"""Titles in a text, and the rank each gives its bearer as seen from the member's own agency (titles.md, section 3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailbot.core.model import Member, Roster, UnitKind
from mailbot.core.profiles import kind_of
from mailbot.core.reading.agencies import AgencyMention, agencies
from mailbot.core.reading.fold import compact
from mailbot.core.reading.text import Text, canonical
from mailbot.core.reading.title_rows import WEAK_KINDS, Row, lengths, rows
from mailbot.core.reading.title_scope import (
    flat_index,
    name_end,
    names_place,
    of_a_district,
    overseen,
    past_place,
    starts,
    unit_of_ours,
)
from mailbot.core.reading.words.units import BODIES, DISTRICTS, OVERSEES, UNITS


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[str]]:
    """Longest first, by the word that they begin with."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        found.setdefault(phrase.split()[0], []).append(phrase)
    return found


_UNITS_BY, _BODIES_BY = _by_first_word(UNITS), _by_first_word(BODIES)
_UNIVERSITY = "đại học"  # belongs to no agency of the roster
_LINKS = frozenset({"của", "thuộc", "tại", "ở", "bên"})


@dataclass(frozen=True)
class Title:
    """A title in the text with its scope, from word `first` up to, not including, `last`."""

    first: int
    last: int
    row: Row
    candidate: str  # as the table ranks it for the member's kind of agency, after looking at its scope
    unit: UnitKind = UnitKind.NONE
    agency: Member | None = None  # of the roster, where the scope names one
    acting: bool = False  # 'phụ trách' without a field: leads the agency for want of a head
    former: bool = False
    scoped: bool = False
    written: str = ""  # as the writer wrote it

    @property
    def weak(self) -> bool:
        return self.row.kind in WEAK_KINDS


def titles(text: Text, member: Member, roster: Roster) -> list[Title]:
    """Every title in the text, left to right, the longest that fits at each place."""
    table, sizes_by_first = rows(), lengths()
    flat = text.flat
    spoken = tuple(word for word, _ in flat)
    named = agencies(text, roster)
    short = agencies(text, roster, nicknames=True)
    found: list[Title] = []
    at = 0
    while at < len(flat):
        hit = None
        sizes = sizes_by_first.get(flat[at][0])
        if sizes is not None and not (at and flat[at - 1][1] == flat[at][1] and found and found[-1].last > flat[at][1]):
            for size in sizes:
                row = table.get(spoken[at : at + size]) if at + size <= len(flat) else None
                if row is not None and _whole(text, at, at + size):
                    hit = _scoped(text, at, at + size, row, member, named, short)
                    break
        if hit is None:
            at += 1
            continue
        found.append(replace(hit, written=text.original(hit.first, hit.last)))
        while at < len(flat) and flat[at][1] < hit.last:
            at += 1
    return found


def _whole(text: Text, first: int, last: int) -> bool:
    """A row may end inside a written-out abbreviation only where that abbreviation is a title itself."""
    flat = text.flat
    return first == 0 or flat[first - 1][1] != flat[first][1]


def _scoped(
    text: Text, first: int, last: int, row: Row, member: Member, named: list[AgencyMention], short: list[AgencyMention]
) -> Title:
    """The title with what stands behind it: the member's agency, a unit inside it, or another body (step 7)."""
    flat = text.flat
    kind = member.kind or kind_of(member.agency)
    rank = _without_deputies(row.ranks.get(kind, "clarify"), row, member)
    if rank in ("deputy", "head") and _names_another(" ".join(w for w, _ in flat[first:last]), member):
        rank = "outside"
    start, end = flat[first][1], flat[last - 1][1] + 1
    former = (start > 0 and text.words[start - 1].canon in ("nguyên", "cựu")) or (
        end < len(text.words) and text.words[end].canon in ("cũ", "tiền nhiệm")
    )
    begin = start - 1 if former and start > 0 and text.words[start - 1].canon in ("nguyên", "cựu") else start

    def title(
        stop: int, candidate: str, unit: UnitKind = UnitKind.NONE, agency: Member | None = None, *, scoped: bool = True
    ) -> Title:
        return Title(begin, stop, row, "outside" if former else candidate, unit, agency, former=former, scoped=scoped)

    if [w for w, _ in flat[last : last + 2]] in (
        ["bên", "ấy"],
        ["bên", "đó"],
        ["bên", "kia"],
        ["bên", "bạn"],
        ["bên", "nớ"],
    ):
        return title(flat[last + 1][1] + 1, "outside")
    if [w for w, _ in flat[last : last + 2]] in (["đại", "học"], ["cao", "đẳng"]):
        return title(name_end(text, last), "outside")
    after = last
    while after < len(flat) and flat[after][0] in _LINKS:
        after += 1
    overseer = any(starts(flat, after, words) for words in OVERSEES)
    if overseer or "phụ trách" in row.title:
        stop, acting = overseen(text, end, after if overseer else last)
        acting = acting and rank == "deputy" and (overseer or row.title.endswith("phụ trách"))
        return replace(title(stop, rank, _unit(row, rank), scoped=False), acting=acting)
    behind = flat[after][1] if after < len(flat) else end
    agency = next((a for a in named if start < a.first <= behind and a.last >= end), None)
    if agency is None and rank in ("head", "deputy", "clarify"):
        agency = next(
            (a for a in short if a.first == behind and a.member.agency.startswith("Sở ") and behind >= end), None
        )
    if agency is not None:
        own = agency.member.agency == member.agency
        local = text.words[agency.last].canon if agency.last < len(text.words) else ""
        if (
            own
            and local.split()[:1]
            and local.split()[0] in DISTRICTS
            and canonical(member.agency).split()[-1] != local
        ):
            return title(name_end(text, flat_index(text, agency.last)), "division", UnitKind.UNIT)
        if own and rank != "outside" and names_place(text, agency.last):
            return title(agency.last + 2, "division", UnitKind.UNIT)
        candidate = (
            (_base_rank(row, kind) if rank == "outside" and row.kind == "position" else rank) if own else "outside"
        )
        return title(agency.last, candidate, _unit(row, candidate), agency.member)
    if rank in ("clarify", "head") and unit_of_ours(flat, last):
        return title(name_end(text, last), "division", UnitKind.UNIT)
    if rank == "deputy" and of_a_district(flat, after, member):
        return title(name_end(text, after), "division", UnitKind.UNIT)
    behind_word = flat[after][0] if after < len(flat) else ""
    unit = next((u for u in _UNITS_BY.get(behind_word, ()) if starts(flat, after, u)), "")
    body = next((b for b in _BODIES_BY.get(behind_word, ()) if starts(flat, after, b)), "")
    if unit and len(body) <= len(unit) and row.kind in ("position", "grade"):
        stop = name_end(text, after + len(unit.split()))
        if row.kind == "grade" or rank in ("staff", "outside"):
            return title(stop, rank)
        return title(stop, "division", UnitKind.PHONG if UNITS[unit] else UnitKind.UNIT)
    if body and row.kind == "position":
        stop = name_end(text, after + len(body.split()))
        further = stop > flat[min(after + len(body.split()), len(flat)) - 1][1] + 1
        return title(
            max(end, stop),
            "outside" if further and (_UNIVERSITY in body or rank not in ("division", "staff")) else rank,
            _unit(row, rank),
        )
    if (
        row.kind == "position"
        and rank == "outside"
        and behind == end
        and end < len(text.words)
        and text.words[end].canon in ("thành", "tỉnh", "huyện", "thị")
    ):
        end += 2 if text.words[end].canon in ("thành", "thị") else 1
    if start < end < len(text.words) and row.kind == "position" and text.words[end - 1].canon in _TERRITORIES:
        end = past_place(text, end)
    if rank in ("division", "staff") and after == last:
        end = max(end, name_end(text, after))
    return title(end, rank, _unit(row, rank), scoped=False)


def _without_deputies(rank: str, row: Row, member: Member) -> str:
    """Who is himself a deputy in his agency (a Vice-Chairman of the province) has none: his peers are outside."""
    own = canonical(member.title)
    return "outside" if rank == "deputy" and own.startswith("phó ") else rank


_BODY_WORDS = (
    "vnpt",
    "viettel",
    "bưu điện",
    "kho bạc",
    "kbnn",
    "ngân hàng",
    "nhnn",
    "bhxh",
    "bảo hiểm xã hội",
    "đài",
    "báo",
    "lđlđ",
    "mttq",
    "mặt trận",
    "tỉnh đoàn",
    "hội",
)


def _names_another(words: str, member: Member) -> bool:
    """Whether the title itself holds the name of a body that is not the member's: 'Phó Giám đốc VNPT' from the BHXH."""
    own = compact(" ".join((member.agency, *member.aliases, member.title)))
    return any(f" {body}" in f" {words}" and compact(body) not in own for body in _BODY_WORDS)


_TERRITORIES = frozenset({"huyện", "xã", "thị xã", "phường", "quận"})


def _base_rank(row: Row, kind: str) -> str:
    """The rank of the bare title, where the row names another kind of agency than the words behind it do."""
    words = tuple(canonical(row.title).split())
    for size in range(len(words), 1, -1):
        shorter = rows().get(words[:size])
        if shorter is not None and shorter.ranks.get(kind) in ("deputy", "head", "division"):
            return shorter.ranks[kind]
    return "outside"


def _unit(row: Row, rank: str) -> UnitKind:
    if rank != "division":
        return UnitKind.NONE
    words = canonical(row.title)
    if any(
        w in words
        for w in ("trung tâm", "chi cục", "bệnh viện", "trường ", "đội", "công an huyện", "công an xã", "hạt", "hiệu")
    ):
        return UnitKind.PHONG if "trưởng phòng" in words else UnitKind.UNIT
    phong = ("phòng", "thanh tra", "văn phòng", "kế toán", "một cửa", "đơn vị công an")
    return UnitKind.PHONG if any(w in words for w in phong) else UnitKind.UNIT


_ORDER = ("deputy", "head", "division", "outside", "staff", "clarify", "none")


def best(found: list[Title]) -> Title | None:
    """The title that counts for a person with several: the highest post in the member's agency (step 8)."""
    strong = [t for t in found if not t.weak] or found
    if not strong:
        return None
    return min(strong, key=lambda t: (_ORDER.index(t.candidate), t.first))
