"""What a new roster changes in the old one, seat by seat and field by field: shown before it is applied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mailbot.core.model import Deputy, Member, Roster
from mailbot.office.roster_columns import COLUMNS

NOTHING = "–"

# Where a row stands: in force, or the first, second, ... holder whose time has not begun.
Place = tuple[str, int]


class ChangeKind(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    ORDER = "order"  # the seats that stay follow each other otherwise


@dataclass(frozen=True)
class Change:
    """One difference; `field`, `old` and `new` as the roster file names and writes them, where there are such."""

    kind: ChangeKind
    member_id: str
    name: str = ""
    field: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        match self.kind:
            case ChangeKind.ADDED:
                return f"+ {self.member_id}: {self.name}, {self.new}"
            case ChangeKind.REMOVED:
                return f"- {self.member_id}: {self.name}, {self.old}"
            case ChangeKind.CHANGED:
                return f"~ {self.member_id}: {self.field}: {self.old or NOTHING} → {self.new or NOTHING}"
            case ChangeKind.ORDER:
                return f"~ protocol order: {self.old} → {self.new}"


def changes(old: Roster, new: Roster) -> tuple[Change, ...]:
    """All differences between the seats in force and to come, in the order of the new roster, removals last.

    Former holders are history: a file that does not name them removes nobody.
    """
    before, after = _rows(old), _rows(new)
    return tuple(_differences(before, after))


def _differences(before: dict[Place, Member], after: dict[Place, Member]) -> Iterator[Change]:
    for place, member in after.items():
        if place in before:
            yield from _changed_fields(before[place], member)
        else:
            yield Change(ChangeKind.ADDED, member.id, member.name, new=_seat(member))
    for place, member in before.items():
        if place not in after:
            yield Change(ChangeKind.REMOVED, member.id, member.name, old=_seat(member))
    was = [member_id for member_id, number in before if number == 0 and (member_id, number) in after]
    now = [member_id for member_id, number in after if number == 0 and (member_id, number) in before]
    if was != now:
        yield Change(ChangeKind.ORDER, "", old=", ".join(was), new=", ".join(now))


def _rows(roster: Roster) -> dict[Place, Member]:
    rows: dict[Place, Member] = {(member.id, 0): member for member in roster.members}
    for member in sorted(roster.upcoming, key=lambda member: member.valid_from or date.max):
        number = 1
        while (member.id, number) in rows:
            number += 1
        rows[member.id, number] = member
    return rows


def _changed_fields(old: Member, new: Member) -> Iterator[Change]:
    for field in COLUMNS:
        was, now = _shown(getattr(old, field)), _shown(getattr(new, field))
        if was != now:
            yield Change(ChangeKind.CHANGED, new.id, new.name, field, was, now)


def _seat(member: Member) -> str:
    """The post, and from when on, for a holder to come."""
    since = f", từ {_shown(member.valid_from)}" if member.valid_from else ""
    return f"{member.title} <{member.email}>{since}"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, tuple):
        return "; ".join(map(_shown, value))
    if isinstance(value, Deputy):
        return f"{value.name} - {value.title}" if value.title else value.name
    return str(value)
