"""What lies in the server's folder, counted now and then against the ledger: a mail that slipped through is seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mailbot.store.tables import cursor, ledger


@dataclass(frozen=True)
class FolderCount:
    """What lay in the server's folder when it was last counted; `unknown` of it should be in the ledger and is not."""

    counted_at: datetime
    messages: int
    unknown: int


def note_count(connection: Connection, count: FolderCount, account: str, folder: str) -> None:
    """The folder's mails were counted against the ledger."""
    values = {"counted_at": count.counted_at, "messages": count.messages, "unknown": count.unknown}
    where = (cursor.c.account == account, cursor.c.folder == folder)
    connection.execute(sa.update(cursor).where(*where).values(values))


def last_count(connection: Connection, account: str = "", folder: str = "") -> FolderCount | None:
    """The last count of this folder, or of the one that was looked at last; None before the first."""
    query = sa.select(cursor).where(cursor.c.counted_at.is_not(None)).order_by(cursor.c.polled_at.desc()).limit(1)
    if account:
        query = query.where(cursor.c.account == account, cursor.c.folder == folder)
    row = connection.execute(query).one_or_none()
    return None if row is None else FolderCount(row.counted_at, row.messages, row.unknown)


def known_uids(connection: Connection, account: str, folder: str, uidvalidity: int, first: int) -> frozenset[int]:
    """The UIDs from `first` on that the ledger has of this folder."""
    where = (ledger.c.account == account, ledger.c.folder == folder, ledger.c.uidvalidity == uidvalidity)
    return frozenset(connection.scalars(sa.select(ledger.c.uid).where(*where, ledger.c.uid >= first)))
