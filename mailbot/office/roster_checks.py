"""What must hold of a roster as a whole: one holder a seat and day, one person an address, one chair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from mailbot.core.model import Member, Role, Roster

# The seats of which there is exactly one on any day.
SINGLE_SEATS = {
    Role.CHAIR: "chair (Trưởng Ban)",
    Role.STANDING_VICE_CHAIR: "standing_vice_chair (Phó Trưởng Ban Thường trực)",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where: row and column as a person counts and names them, where there are such."""

    file: str
    what: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        row = f", row {self.row}" if self.row is not None else ""
        column = f", column {self.column}" if self.column else ""
        return f"{self.file}{row}{column}: {self.what}"


class RosterFaults(Exception):
    """Everything that is wrong with a roster file; its text is a line a fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.row or 0))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Located:
    """A member and the row of the file that he stands in."""

    row: int
    member: Member


def in_force(member: Member, day: date) -> bool:
    """Whether the member holds the seat on `day`; both ends of his time included."""
    return (member.valid_from is None or member.valid_from <= day) and (
        member.valid_to is None or day <= member.valid_to
    )


def overlap(one: Member, other: Member) -> bool:
    """Whether there is a day on which both hold their seats."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_to or date.max, other.valid_to or date.max)
    return starts <= ends


def clash(one: Member, other: Member) -> bool:
    """Whether both cannot stand in one roster: the same seat, address or single office on the same day."""
    same_office = one.role is other.role and one.role in SINGLE_SEATS
    return (one.id == other.id or one.email == other.email or same_office) and overlap(one, other)


def check_rows(file: str, rows: Sequence[Located], heads: dict[str, str]) -> Iterator[Fault]:
    """Seats and addresses that two rows claim for the same days; `heads` are the columns' names in the file."""
    for first, second in combinations(rows, 2):
        if not overlap(first.member, second.member):
            continue
        for field in ("id", "email"):
            value = getattr(first.member, field)
            if value and value == getattr(second.member, field):
                yield Fault(file, f"'{value}' stands in row {first.row} already", second.row, heads.get(field, field))
    for row in rows:
        for other in rows:
            if other.member.email in row.member.assistants and overlap(row.member, other.member):
                whose = "the member's own address" if row is other else f"the address of the member in row {other.row}"
                what = f"'{other.member.email}' is {whose}; an assistant's mailbox is another one"
                yield Fault(file, what, row.row, heads.get("assistants", "assistants"))


def check_single_seats(file: str, rows: Sequence[Located], on: date, heads: dict[str, str]) -> Iterator[Fault]:
    """Days with two chairs or, from `on`, with none; the standing vice-chair likewise."""
    for role, name in SINGLE_SEATS.items():
        holders = [row for row in rows if row.member.role is role]
        for day in _days_of_change(holders, on):
            present = [row for row in holders if in_force(row.member, day)]
            if len(present) > 1:
                where = ", ".join(str(row.row) for row in present)
                what = f"on {day.day}/{day.month}/{day.year} there is more than one {name}: rows {where}"
                yield Fault(file, what, present[-1].row, heads.get("role", "role"))
                break
            if not present and day >= on:
                yield Fault(file, f"on {day.day}/{day.month}/{day.year} there is no {name}; exactly one is needed")
                break


def roster_warnings(roster: Roster, seats: int = 27) -> tuple[str, ...]:
    """What is worth a look though it hinders nothing: seats, agencies of unknown kind, mailboxes of several members."""
    return tuple(_warnings(roster, seats))


def _warnings(roster: Roster, seats: int) -> Iterator[str]:
    held = sum(not member.is_guest for member in roster)
    if held != seats:
        yield f"the roster has {held} members, the Committee {seats} seats"
    for member in roster:
        if roster.profile(member) is None:
            yield f"{member.id}: '{member.agency}' is of no known kind of agency: a person decides on each substitute"
    shared: dict[str, list[str]] = {}
    for member in roster:
        for address in member.assistants:
            shared.setdefault(address, []).append(member.id)
    for address, ids in shared.items():
        if len(ids) > 1:
            yield f"{address} is an assistant of {', '.join(ids)}: what it writes goes to a person"


def _days_of_change(holders: Sequence[Located], on: date) -> list[date]:
    """`on`, and every day from which somebody holds one of these seats, or nobody any more."""
    days = {on}
    for row in holders:
        if row.member.valid_from:
            days.add(row.member.valid_from)
        if row.member.valid_to and row.member.valid_to < date.max:
            days.add(row.member.valid_to + timedelta(days=1))
    return sorted(days)
