"""Every mail that came in: raw first, then what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.store.tables import ledger, raw_mail


class Status(StrEnum):
    """The life of an inbound mail; `handled`, `review` and `ignored` are decisions, `failed` is a bug."""

    RECEIVED = "received"
    HANDLED = "handled"
    REVIEW = "review"
    IGNORED = "ignored"
    LEFT = "left"
    DUPLICATE = "duplicate"
    FAILED = "failed"
    MISSING = "missing"  # the server listed it and gave no content


MAX_TRIES = 3


@dataclass(frozen=True)
class Place:
    """Where a mail lies on the server (RFC 3501: a UID means nothing without its UIDVALIDITY)."""

    account: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True)
class Entry:
    """A stored mail that waits to be handled."""

    id: int
    received_at: datetime
    raw: bytes
    tries: int


@dataclass(frozen=True)
class Arrival:
    """A mail as it was fetched, with its fingerprints."""

    place: Place
    received_at: datetime
    raw: bytes
    sha256: str
    content_hash: str  # of what stays the same over two delivery paths
    message_id: str


def add(connection: Connection, new: Arrival, now: datetime) -> int | None:
    """Store a mail; None where this very place is stored already."""
    known = sa.select(ledger.c.id).where(*_at(new.place))
    if connection.scalar(known) is not None:
        return None
    original = _original(connection, new)
    values = _blank(new.place, new.received_at, now) | {
        "size": len(new.raw),
        "sha256": new.sha256,
        "content_hash": new.content_hash,
        "message_id": new.message_id,
        "status": (Status.RECEIVED if original is None else Status.DUPLICATE).value,
        "rule": "" if original is None else "duplicate",
        "duplicate_of": original,
        "handled_at": None if original is None else now,
    }
    ledger_id: int = connection.execute(sa.insert(ledger).values(values).returning(ledger.c.id)).scalar_one()
    connection.execute(sa.insert(raw_mail).values(ledger_id=ledger_id, raw=new.raw))
    return ledger_id


def add_missing(connection: Connection, place: Place, now: datetime) -> None:
    """A UID that the server listed without content: remembered, shown to the office, never taken for done."""
    if connection.scalar(sa.select(ledger.c.id).where(*_at(place))) is None:
        error = "the server listed this mail and gave no content"
        values = _blank(place, now, now) | {"status": Status.MISSING.value, "error": error}
        connection.execute(sa.insert(ledger).values(values))


def waiting(connection: Connection, limit: int = 50) -> tuple[Entry, ...]:
    """Mails to be handled, in the server's order of receipt."""
    query = (
        sa.select(ledger.c.id, ledger.c.received_at, raw_mail.c.raw, ledger.c.tries)
        .join(raw_mail, raw_mail.c.ledger_id == ledger.c.id)
        .where(ledger.c.status == Status.RECEIVED.value)
        .order_by(ledger.c.received_at, ledger.c.uid, ledger.c.id)
        .limit(limit)
    )
    return tuple(Entry(row.id, row.received_at, row.raw, row.tries) for row in connection.execute(query))


def finish(connection: Connection, ledger_id: int, status: Status, now: datetime, **values: Any) -> bool:
    """Write what became of a mail; False where it is finished already, and nothing may happen a second time."""
    query = (
        sa.update(ledger)
        .where(ledger.c.id == ledger_id, ledger.c.status == Status.RECEIVED.value)
        .values(status=status.value, handled_at=now, **values)
    )
    return connection.execute(query).rowcount == 1


def fail(connection: Connection, ledger_id: int, error: str, now: datetime) -> None:
    """Count a failed try; the last one leaves the mail for a person. What is finished stays finished."""
    tries = connection.scalar(sa.select(ledger.c.tries).where(ledger.c.id == ledger_id)) or 0
    values: dict[str, Any] = {"tries": tries + 1, "error": error}
    if tries + 1 >= MAX_TRIES:
        values |= {"status": Status.FAILED.value, "handled_at": now}
    unfinished = (ledger.c.id == ledger_id, ledger.c.status == Status.RECEIVED.value)
    connection.execute(sa.update(ledger).where(*unfinished).values(values))


def unfiled(connection: Connection, account: str, folder: str, uidvalidity: int, limit: int = 500) -> tuple[int, ...]:
    """UIDs of mails that are decided and still lie in the inbox.

    What waited for a person is decided once it is settled.  A repeated mail goes the way of the one it repeats: where
    that one waits for a person, it stays in sight too.
    """
    first = ledger.alias("first")
    settled = [Status.HANDLED.value, Status.IGNORED.value]
    decided = sa.or_(
        ledger.c.status.in_(settled),
        ledger.c.settled_at.is_not(None),
        first.c.status.in_(settled),
        first.c.settled_at.is_not(None),
    )
    query = (
        sa.select(ledger.c.uid)
        .outerjoin(first, first.c.id == ledger.c.duplicate_of)
        .where(
            ledger.c.account == account,
            ledger.c.folder == folder,
            ledger.c.uidvalidity == uidvalidity,
            ledger.c.filed_at.is_(None),
            decided,
        )
        .order_by(ledger.c.uid)
        .limit(limit)
    )
    return tuple(connection.scalars(query))


def errors_since(connection: Connection, since: datetime) -> int:
    """How many mails fetched since then could not be handled at the first try."""
    where = (ledger.c.fetched_at > since, ledger.c.error != "")
    return connection.scalar(sa.select(sa.func.count()).select_from(ledger).where(*where)) or 0


def mark_filed(
    connection: Connection, account: str, folder: str, uidvalidity: int, uids: Iterable[int], now: datetime
) -> None:
    where = (ledger.c.account == account, ledger.c.folder == folder, ledger.c.uidvalidity == uidvalidity)
    connection.execute(sa.update(ledger).where(*where, ledger.c.uid.in_(list(uids))).values(filed_at=now))


def handled_between(connection: Connection, since: datetime, until: datetime) -> Sequence[Row[Any]]:
    """The ledger's lines of a span of time, for the digest and for people."""
    query = sa.select(ledger).where(ledger.c.fetched_at > since, ledger.c.fetched_at <= until).order_by(ledger.c.id)
    return connection.execute(query).all()


def one(connection: Connection, ledger_id: int) -> tuple[Row[Any], bytes] | None:
    """A line of the ledger and the mail as it came; None where there is no such line."""
    row = connection.execute(sa.select(ledger).where(ledger.c.id == ledger_id)).one_or_none()
    if row is None:
        return None
    raw = connection.scalar(sa.select(raw_mail.c.raw).where(raw_mail.c.ledger_id == ledger_id))
    return row, raw or b""


def sender_of(connection: Connection, ledger_id: int) -> str:
    """The address that wrote this mail; '' where it is not known."""
    return connection.scalar(sa.select(ledger.c.sender).where(ledger.c.id == ledger_id)) or ""


def counts(connection: Connection) -> dict[str, int]:
    query = sa.select(ledger.c.status, sa.func.count()).group_by(ledger.c.status)
    return {row.status: row[1] for row in connection.execute(query)}


def _at(place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        ledger.c.account == place.account,
        ledger.c.folder == place.folder,
        ledger.c.uidvalidity == place.uidvalidity,
        ledger.c.uid == place.uid,
    )


def _original(connection: Connection, new: Arrival) -> int | None:
    """The mail that this one repeats: the same bytes, or the same Message-ID and content over another path."""
    same_bytes = ledger.c.sha256 == new.sha256
    same_mail = sa.and_(ledger.c.content_hash == new.content_hash, ledger.c.message_id == new.message_id)
    same = sa.or_(same_bytes, same_mail) if new.message_id else same_bytes
    return connection.scalar(sa.select(ledger.c.id).where(same).order_by(ledger.c.id).limit(1))


def _blank(place: Place, received_at: datetime, now: datetime) -> dict[str, Any]:
    texts = dict.fromkeys(
        (
            "sha256",
            "content_hash",
            "message_id",
            "error",
            "rule",
            "why",
            "source",
            "intent",
            "sender",
            "subject",
            "words",
        ),
        "",
    )
    return texts | {
        "account": place.account,
        "folder": place.folder,
        "uidvalidity": place.uidvalidity,
        "uid": place.uid,
        "received_at": received_at,
        "fetched_at": now,
        "size": 0,
        "tries": 0,
        "gates": [],
    }
