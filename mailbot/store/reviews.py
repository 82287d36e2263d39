"""The mails that wait for a person, until somebody has dealt with them or a clear answer makes them moot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.store.ledger import Status
from mailbot.store.tables import ledger

_FOR_PEOPLE = (Status.REVIEW.value, Status.FAILED.value, Status.MISSING.value)


def open_for_people(connection: Connection) -> Sequence[Row[Any]]:
    """What a person has still to look at, oldest first."""
    still = (ledger.c.status.in_(_FOR_PEOPLE), ledger.c.settled_at.is_(None))
    return connection.execute(sa.select(ledger).where(*still).order_by(ledger.c.id)).all()


def waits_for_people(connection: Connection, meeting_id: int, rule: str) -> bool:
    """Whether a mail about this meeting that this rule left to a person is not settled yet."""
    where = (ledger.c.meeting_id == meeting_id, ledger.c.rule == rule, ledger.c.status == Status.REVIEW.value)
    return connection.scalar(sa.select(ledger.c.id).where(*where, ledger.c.settled_at.is_(None)).limit(1)) is not None


def settle(connection: Connection, ledger_id: int, now: datetime) -> bool:
    """A person has dealt with this mail; False where it did not wait for one."""
    where = (ledger.c.id == ledger_id, ledger.c.status.in_(_FOR_PEOPLE), ledger.c.settled_at.is_(None))
    return connection.execute(sa.update(ledger).where(*where).values(settled_at=now)).rowcount == 1


def settle_answered(
    connection: Connection, meeting_id: int | None, member_id: str | None, before: int, now: datetime
) -> None:
    """The member has now said clearly what we asked him: his doubtful mails up to this one need nobody any more."""
    where = (
        ledger.c.meeting_id == meeting_id,
        ledger.c.member_id == member_id,
        ledger.c.id < before,
        ledger.c.status == Status.REVIEW.value,
        ledger.c.rule.in_(["doubtful", "doubtful_asked", "unknown_substitute", "unproven_change"]),
        ledger.c.settled_at.is_(None),
    )
    connection.execute(sa.update(ledger).where(*where).values(settled_at=now))


def retry(connection: Connection, ledger_id: int) -> bool:
    """Let a failed mail be handled once more; False where it has not failed."""
    where = (ledger.c.id == ledger_id, ledger.c.status == Status.FAILED.value)
    values = {"status": Status.RECEIVED.value, "tries": 0, "handled_at": None, "settled_at": None}
    return connection.execute(sa.update(ledger).where(*where).values(values)).rowcount == 1
