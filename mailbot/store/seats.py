"""The roster: who holds which seat, with the history of every change."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mailbot.core.model import AgencyProfile, Member, Roster
from mailbot.store.tables import seat
from mailbot.store.values import person_from_json, person_to_json


def roster(connection: Connection, today: date, profiles: tuple[AgencyProfile, ...]) -> Roster:
    """The seats in force on `today`; holders whose time is over, or whom an import replaced, are `former`."""
    rows = connection.execute(sa.select(seat).order_by(seat.c.id)).all()
    current, former, upcoming = [], [], []
    for row in rows:
        member = person_from_json(row.person, valid_from=row.valid_from, valid_to=row.valid_to)
        if row.replaced_at is not None or (row.valid_to and row.valid_to < today):
            former.append(member)
        elif row.valid_from and row.valid_from > today:
            upcoming.append(member)
        else:
            current.append(member)
    addresses = {member.email for member in current}
    return Roster(
        tuple(sorted(current, key=lambda member: member.order)),
        profiles,
        former=tuple(member for member in former if member.email not in addresses),
        upcoming=tuple(upcoming),
    )


def replace_all(connection: Connection, new: Roster, now: datetime) -> None:
    """Make `new` the roster: changed and absent rows are closed, changed and new ones added; equal ones stay."""
    open_rows = connection.execute(sa.select(seat).where(seat.c.replaced_at.is_(None))).all()
    held = {person_from_json(row.person, valid_from=row.valid_from, valid_to=row.valid_to): row.id for row in open_rows}
    wanted = {*new.members, *new.upcoming, *new.former}
    gone = [row_id for member, row_id in held.items() if member not in wanted]
    if gone:
        connection.execute(sa.update(seat).where(seat.c.id.in_(gone)).values(replaced_at=now))
    fresh = sorted(wanted - set(held), key=lambda member: member.order)
    if fresh:
        rows = [_row(member, now) for member in fresh]
        connection.execute(sa.insert(seat), rows)


def _row(member: Member, now: datetime) -> dict[str, object]:
    return {
        "member_id": member.id,
        "person": person_to_json(member),
        "valid_from": member.valid_from,
        "valid_to": member.valid_to,
        "recorded_at": now,
    }
