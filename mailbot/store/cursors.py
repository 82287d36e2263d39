"""How far the mailbox has been read: the cursor moves in the transaction that stores the mails up to it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mailbot.store.ledger import Place, Status
from mailbot.store.tables import cursor, ledger


def of_folder(connection: Connection, account: str, folder: str) -> tuple[int, int] | None:
    """(UIDVALIDITY, last UID seen), or None before the first poll."""
    row = connection.execute(
        sa.select(cursor).where(cursor.c.account == account, cursor.c.folder == folder)
    ).one_or_none()
    return None if row is None else (row.uidvalidity, row.uid)


def move(connection: Connection, place: Place, now: datetime) -> None:
    """Up to this UID everything is in the ledger; the look itself ends with `note_poll`."""
    values = {"uidvalidity": place.uidvalidity, "uid": place.uid}
    where = (cursor.c.account == place.account, cursor.c.folder == place.folder)
    if connection.execute(sa.update(cursor).where(*where).values(values)).rowcount == 0:
        first = {"account": place.account, "folder": place.folder, "polled_at": now}
        connection.execute(sa.insert(cursor).values(**first, **values))


def note_poll(connection: Connection, place: Place, now: datetime) -> None:
    """The folder was looked at: what the server had received before `now` is in the ledger.

    `place` names the folder; its UID counts only where nothing was seen there before.
    """
    where = (cursor.c.account == place.account, cursor.c.folder == place.folder)
    if connection.execute(sa.update(cursor).where(*where).values(polled_at=now)).rowcount == 0:
        move(connection, place, now)


def last_poll(connection: Connection) -> datetime | None:
    """When a mailbox was last looked at."""
    latest = sa.func.max(cursor.c.polled_at, type_=cursor.c.polled_at.type)
    found: datetime | None = connection.scalar(sa.select(latest))
    return found


def handled_until(connection: Connection) -> datetime | None:
    """Up to when everything that the server had received is not only in the ledger but handled."""
    still = sa.select(sa.func.min(ledger.c.received_at, type_=ledger.c.received_at.type))
    oldest: datetime | None = connection.scalar(still.where(ledger.c.status == Status.RECEIVED.value))
    looked = last_poll(connection)
    return looked if looked is None or oldest is None else min(looked, oldest)
