"""What is done once and never again, however often a tick or a restart comes past it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mailbot.store.tables import done


def done_keys(connection: Connection, meeting_id: int | None) -> frozenset[str]:
    same = done.c.meeting_id.is_(None) if meeting_id is None else done.c.meeting_id == meeting_id
    return frozenset(connection.scalars(sa.select(done.c.key).where(same)))


def mark_done(connection: Connection, key: str, rule: str, meeting_id: int | None, now: datetime) -> bool:
    """False where it was done before."""
    if connection.scalar(sa.select(done.c.key).where(done.c.key == key)) is not None:
        return False
    connection.execute(sa.insert(done).values(key=key, rule=rule, at=now, meeting_id=meeting_id))
    return True
