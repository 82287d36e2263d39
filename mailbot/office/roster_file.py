"""The roster as a file that an office keeps, CSV or XLSX: read with all its faults at once, and written back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from mailbot.core.dates import read_day
from mailbot.core.model import AgencyProfile, Member, Role, Roster
from mailbot.core.profiles import PROFILES, kind_of
from mailbot.office import roster_cells as cell
from mailbot.office.roster_checks import (
    Fault,
    Located,
    RosterFaults,
    check_rows,
    check_single_seats,
    clash,
    in_force,
    roster_warnings,
)
from mailbot.office.roster_columns import COLUMNS, FIELD_OF_HEAD, IGNORED_HEADS, REQUIRED, fold
from mailbot.office.table_file import read_table, write_table

__all__ = ["Fault", "RosterFaults", "load_roster", "roster_on", "roster_warnings", "write_roster"]

T = TypeVar("T")

# What an empty cell means in the columns that must not be empty.
NEEDED_FOR = {
    "id": "a short name for the seat, for example 'snv'",
    "name": "the holder's full name, for example 'Trần Minh Hải'",
    "title": "the holder's post, for example 'Giám đốc Sở Nội vụ'",
    "agency": "the agency that the holder leads, for example 'Sở Nội vụ'",
    "role": "the seat: chair, standing_vice_chair, vice_chair or member",
    "email": "the holder's own address, for example 'haitm@snv.binhdinh.example'",
}


TOO_MANY_CELLS = "has more cells than there are columns; a value with the separator in it belongs in quotation marks"


def load_roster(path: Path, profiles: tuple[AgencyProfile, ...] = PROFILES, on: date | None = None) -> Roster:
    """The roster of a CSV or XLSX file as it stands on the day `on` (today where none is given).

    Rows whose time is over are `former`, those whose time has not begun `upcoming`; the order of rows is the protocol
    order. Raises RosterFaults with every fault of the file.
    """
    day = on or datetime.now().astimezone().date()
    try:
        table = read_table(path)
    except ValueError as error:
        raise RosterFaults([Fault(path.name, str(error))]) from None
    faults: list[Fault] = []
    fields, heads = _read_head(path.name, table[0] if table else [], faults)
    rows: list[Located] = []
    for number, cells in _filled(table):
        if any(text.strip() for text in cells[len(table[0]) :]):
            faults.append(Fault(path.name, TOO_MANY_CELLS, number))
        row = _Row(path.name, number, cells, fields, heads, faults)
        rows.append(Located(number, _read_row(row, len(rows) + 1, profiles)))
    if not rows:
        faults.append(Fault(path.name, "has no members"))
    faults.extend(check_rows(path.name, rows, heads))
    # A row whose seat or time could not be read may well be the chair's: no second complaint about one mistake.
    seat_unread = {"role", "valid_from", "valid_to"} & {FIELD_OF_HEAD.get(fold(fault.column)) for fault in faults}
    if rows and "role" in heads and not seat_unread:
        faults.extend(check_single_seats(path.name, rows, day, heads))
    if faults:
        raise RosterFaults(faults)
    return roster_on((row.member for row in rows), day, profiles)


def roster_on(members: Iterable[Member], day: date, profiles: tuple[AgencyProfile, ...] = PROFILES) -> Roster:
    """The roster in force on `day`, of all who hold, held or will hold a seat, in protocol order."""
    ordered = sorted(members, key=lambda member: member.order)
    return Roster(
        members=tuple(m for m in ordered if in_force(m, day)),
        profiles=profiles,
        former=tuple(m for m in ordered if m.valid_to is not None and m.valid_to < day),
        upcoming=tuple(m for m in ordered if m.valid_from is not None and m.valid_from > day),
    )


def write_roster(roster: Roster, path: Path) -> None:
    """Write all rows, upcoming and former ones too, so that `load_roster` reads them; XLSX where `path` ends so.

    Of the former ones only those whose time ended: rows that a later import put right are no part of the roster.
    """
    kept = [*roster.members, *roster.upcoming]
    for member in reversed(roster.former):
        if member.valid_to is not None and not any(clash(member, other) for other in kept):
            kept.append(member)
    kept.sort(key=lambda member: member.order)
    write_table([list(COLUMNS), *(_cells_of(member) for member in kept)], path)


def _cells_of(member: Member) -> list[str]:
    cells = {
        "aliases": "; ".join(member.aliases),
        "assistants": "; ".join(member.assistants),
        "deputies": "; ".join(f"{d.name} - {d.title}" if d.title else d.name for d in member.deputies),
        "valid_from": member.valid_from.isoformat() if member.valid_from else "",
        "valid_to": member.valid_to.isoformat() if member.valid_to else "",
    }
    return [cells[name] if name in cells else str(getattr(member, name)) for name in COLUMNS]


def _filled(table: Sequence[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows below the head that are not empty, with their numbers as a spreadsheet shows them."""
    return ((number, cells) for number, cells in enumerate(table[1:], start=2) if any(c.strip() for c in cells))


def _read_head(file: str, head: Sequence[str], faults: list[Fault]) -> tuple[dict[int, str], dict[str, str]]:
    """Which field stands in which column, and how the file calls the columns."""
    fields: dict[int, str] = {}
    heads: dict[str, str] = {}
    for index, text in enumerate(head):
        name = FIELD_OF_HEAD.get(fold(text))
        if name in heads:
            faults.append(Fault(file, f"the columns '{heads[name]}' and '{text}' are the same one", 1))
        elif name:
            fields[index], heads[name] = name, text.strip()
        elif fold(text) not in IGNORED_HEADS:
            near = get_close_matches(fold(text), FIELD_OF_HEAD, n=1)
            hint = f"did you mean '{FIELD_OF_HEAD[near[0]]}'?" if near else f"known are: {', '.join(COLUMNS)}"
            faults.append(Fault(file, f"the column '{text.strip()}' is not known; {hint}", 1))
    for name in REQUIRED:
        if name not in heads:
            faults.append(Fault(file, f"there is no column '{name}' (or '{COLUMNS[name][1]}'): {NEEDED_FOR[name]}", 1))
    return fields, heads


@dataclass
class _Row:
    """One row while it is read: gives each field's value, and notes what is wrong with it."""

    file: str
    number: int
    cells: Sequence[str]
    fields: dict[int, str]
    heads: dict[str, str]
    faults: list[Fault]
    texts: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.texts = {name: cell.clean(self.cells[i]) for i, name in self.fields.items() if i < len(self.cells)}

    def read(self, name: str, reader: Callable[[str], T], missing: T) -> T:
        """The value of one cell; `missing` where it is empty or faulty, and the fault is noted."""
        text = self.texts.get(name, "")
        if text:
            try:
                return reader(text)
            except ValueError as error:
                self.note(name, str(error))
        elif name in REQUIRED and name in self.heads:
            self.note(name, f"is empty: {NEEDED_FOR[name]}")
        return missing

    def note(self, name: str, what: str) -> None:
        self.faults.append(Fault(self.file, what, self.number, self.heads.get(name, name)))


def _read_row(row: _Row, order: int, profiles: tuple[AgencyProfile, ...]) -> Member:
    agency = row.read("agency", str, "")
    kinds = {profile.kind.casefold(): profile.kind for profile in profiles}
    member = Member(
        id=row.read("id", cell.identifier, ""),
        name=row.read("name", str, ""),
        title=row.read("title", str, ""),
        agency=agency,
        role=row.read("role", cell.role, Role.MEMBER),
        email=row.read("email", cell.address, ""),
        aliases=row.read("aliases", cell.names, ()),
        assistants=row.read("assistants", cell.addresses, ()),
        kind=row.read("kind", lambda text: cell.kind(text, kinds), kind_of(agency, profiles)),
        deputies=row.read("deputies", cell.deputies, ()),
        phone=row.read("phone", cell.phone, ""),
        order=order,
        valid_from=row.read("valid_from", read_day, None),
        valid_to=row.read("valid_to", read_day, None),
    )
    if member.valid_from and member.valid_to and member.valid_from > member.valid_to:
        row.note("valid_to", f"'{row.texts['valid_to']}' is before '{row.texts['valid_from']}', where the time begins")
    return member
