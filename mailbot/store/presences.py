"""Who really came to a meeting: what the office noted last, and what it had noted before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.core.model import Presence
from mailbot.store.tables import presence


def of_meeting(connection: Connection, meeting_id: int) -> dict[str, Presence]:
    """By member id; who was not noted, or no longer is, is not in it."""
    rows = connection.execute(_in_force(meeting_id).order_by(presence.c.id))
    return {row.member_id: Presence(row.came, row.who) for row in rows if row.came is not None}


def note(connection: Connection, meeting_id: int, noted: Mapping[str, Presence], clerk: str, now: datetime) -> int:
    """Keep what the office noted: what it replaces is closed and stays; how many lines are new or other than before."""
    known = of_meeting(connection, meeting_id)
    fresh = {member_id: each for member_id, each in noted.items() if known.get(member_id, Presence()) != each}
    if not fresh:
        return 0
    replaced = _in_force(meeting_id).with_only_columns(presence.c.id).where(presence.c.member_id.in_(list(fresh)))
    connection.execute(sa.update(presence).where(presence.c.id.in_(replaced)).values(replaced_at=now))
    rows = [
        {
            "meeting_id": meeting_id,
            "member_id": member_id,
            "came": each.came,
            "who": each.who,
            "clerk": clerk,
            "at": now,
        }
        for member_id, each in fresh.items()
    ]
    connection.execute(sa.insert(presence), rows)
    return len(rows)


def history(connection: Connection, meeting_id: int) -> Sequence[Row[Any]]:
    """Every line that was ever noted of a meeting, oldest first."""
    query = sa.select(presence).where(presence.c.meeting_id == meeting_id)
    return connection.execute(query.order_by(presence.c.id)).all()


def _in_force(meeting_id: int) -> sa.Select[Any]:
    return sa.select(presence).where(presence.c.meeting_id == meeting_id, presence.c.replaced_at.is_(None))
