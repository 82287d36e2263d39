"""Our letters as people and reports look at them: of a mail, of a meeting, of a span of time, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.store.outbox import SendStatus
from mailbot.store.tables import ledger, outbox

# A tick looks at these rows every few seconds: the mails themselves would be megabytes each time.
_WITHOUT_BYTES = sa.select(*(column for column in outbox.c if column.name not in ("raw", "copy")))


def of_mail(connection: Connection, ledger_id: int) -> Sequence[Row[Any]]:
    """The letters that followed from a mail, without their bytes."""
    return connection.execute(_WITHOUT_BYTES.where(outbox.c.ledger_id == ledger_id).order_by(outbox.c.id)).all()


def of_meeting(connection: Connection, meeting_id: int) -> Sequence[Row[Any]]:
    """The letters about a meeting, oldest first, without their bytes."""
    return connection.execute(_WITHOUT_BYTES.where(outbox.c.meeting_id == meeting_id).order_by(outbox.c.id)).all()


def made_between(connection: Connection, since: datetime, until: datetime) -> Sequence[Row[Any]]:
    """The letters of a span of time, without their bytes."""
    between = (outbox.c.made_at > since, outbox.c.made_at <= until)
    return connection.execute(_WITHOUT_BYTES.where(*between).order_by(outbox.c.id)).all()


def in_status(connection: Connection, *wanted: SendStatus) -> Sequence[Row[Any]]:
    """The letters in these states, oldest first, without their bytes."""
    states = [status.value for status in wanted]
    return connection.execute(_WITHOUT_BYTES.where(outbox.c.status.in_(states)).order_by(outbox.c.id)).all()


def following(connection: Connection, since: datetime, sender: str | None = None) -> int:
    """How many letters followed from mails since then: from those of one sender, or from all."""
    query = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.ledger_id.is_not(None))
    query = query.where(outbox.c.made_at > since)
    if sender is not None:
        query = query.join(ledger, ledger.c.id == outbox.c.ledger_id).where(ledger.c.sender == sender)
    return connection.scalar(query) or 0


def counts(connection: Connection) -> dict[str, int]:
    query = sa.select(outbox.c.status, sa.func.count()).group_by(outbox.c.status)
    return {row.status: row[1] for row in connection.execute(query)}
