"""What goes out: bytes fixed when enqueued, sent at least once and never silently lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mailbot.store.tables import outbox


class SendStatus(StrEnum):
    """The life of an outgoing mail."""

    QUEUED = "queued"
    SENDING = "sending"  # leased by a sender
    SENT = "sent"
    FAILED = "failed"  # refused for good: a person is told
    HELD = "held"  # over a ceiling: goes out when a clerk lets it
    DISCARDED = "discarded"  # held, and a clerk decided that it does not go out
    UNCERTAIN = "uncertain"  # lost after the final dot: will be sent again, the same bytes


@dataclass(frozen=True)
class Enqueued:
    """A letter made into bytes."""

    key: str
    kind: str
    template: str
    meeting_id: int | None
    member_id: str | None
    recipient: str
    null_sender: bool  # MAIL FROM:<> for answers (RFC 3834, 3.3)
    token_hmac: str
    items: tuple[tuple[int, int, str], ...]
    topic: str
    raw: bytes
    copy: bytes
    ledger_id: int | None = None  # the mail that it follows from
    held: bool = False


@dataclass(frozen=True)
class ToSend:
    """A claimed row."""

    id: int
    kind: str
    meeting_id: int | None
    member_id: str | None
    recipient: str
    null_sender: bool
    raw: bytes
    attempts: int  # this one included


LEASE = timedelta(minutes=15)
UNCERTAIN_WAIT = timedelta(minutes=30)
GIVE_UP = timedelta(days=2)

# Letters that undo an earlier one: they never overtake it where a server has put that one off.
_UNDOING = ("substitute_released", "decision_revoked")


def enqueue(connection: Connection, new: Enqueued, now: datetime) -> bool:
    """Put a mail into the outbox; False where a mail with this key was enqueued before."""
    if is_enqueued(connection, new.key):
        return False
    values = {
        "key": new.key,
        "kind": new.kind,
        "template": new.template,
        "meeting_id": new.meeting_id,
        "member_id": new.member_id,
        "recipient": new.recipient,
        "null_sender": new.null_sender,
        "token_hmac": new.token_hmac,
        "items": [list(item) for item in new.items],
        "topic": new.topic,
        "raw": new.raw,
        "copy": new.copy,
        "ledger_id": new.ledger_id,
        "status": (SendStatus.HELD if new.held else SendStatus.QUEUED).value,
        "attempts": 0,
        "not_before": now,
        "made_at": now,
        "reply": "",
    }
    connection.execute(sa.insert(outbox).values(values))
    return True


def is_enqueued(connection: Connection, key: str) -> bool:
    return connection.scalar(sa.select(outbox.c.id).where(outbox.c.key == key)) is not None


def claim(connection: Connection, now: datetime, limit: int = 20) -> tuple[ToSend, ...]:
    """Lease the next mails; a row whose lease ran out (a sender died) is taken again."""
    ready = sa.or_(
        sa.and_(outbox.c.status.in_(["queued", "uncertain"]), outbox.c.not_before <= now),
        sa.and_(outbox.c.status == "sending", outbox.c.lease_until < now),
    )
    query = (
        sa.select(outbox)
        .where(ready, ~_overtakes(now))
        .order_by(outbox.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(query).all()
    ids = [row.id for row in rows]
    if ids:
        values = {"status": "sending", "lease_until": now + LEASE, "attempts": outbox.c.attempts + 1}
        connection.execute(sa.update(outbox).where(outbox.c.id.in_(ids)).values(values))
    return tuple(
        ToSend(r.id, r.kind, r.meeting_id, r.member_id, r.recipient, r.null_sender, r.raw, r.attempts + 1) for r in rows
    )


def _overtakes(now: datetime) -> sa.ColumnElement[bool]:
    """Whether a letter would undo, for the same invitee at the same address, what is still to be tried again later."""
    earlier = outbox.alias("earlier")
    same = (earlier.c[name].is_not_distinct_from(outbox.c[name]) for name in ("recipient", "meeting_id", "member_id"))
    put_off = (earlier.c.status == SendStatus.QUEUED.value, earlier.c.not_before > now)
    return outbox.c.template.in_(_UNDOING) & sa.exists().where(*same, *put_off, earlier.c.id < outbox.c.id)


def mark_sent(connection: Connection, row_id: int, reply: str, now: datetime) -> None:
    """Sent: the bytes with the token go, the masked copy stays."""
    _write(connection, row_id, status="sent", sent_at=now, reply=reply, raw=None, lease_until=None)


def mark_retry(connection: Connection, row_id: int, reply: str, now: datetime, attempts: int) -> bool:
    """Not accepted yet: wait longer each time; after two days False, and a person is told instead."""
    if _old(connection, row_id, now):
        mark_failed(connection, row_id, f"given up after {GIVE_UP.days} days: {reply}")
        return False
    wait = min(timedelta(seconds=15 * 2 ** min(attempts, 10)), timedelta(hours=1))
    _write(connection, row_id, status="queued", not_before=now + wait, reply=reply, lease_until=None)
    return True


def mark_uncertain(connection: Connection, row_id: int, reply: str, now: datetime, attempts: int) -> None:
    """Perhaps sent: the same bytes go again later under the same Message-ID, which lets receivers drop the copy.

    The wait doubles, so that a server which always falls silent at the end does not get a copy every half hour; after
    two days a person is told instead.
    """
    if _old(connection, row_id, now):
        mark_failed(connection, row_id, f"perhaps delivered; given up after {GIVE_UP.days} days: {reply}")
        return
    wait = UNCERTAIN_WAIT * 2 ** min(max(attempts - 1, 0), 6)
    _write(connection, row_id, status="uncertain", not_before=now + wait, reply=reply, lease_until=None)


def mark_failed(connection: Connection, row_id: int, reply: str) -> None:
    _write(connection, row_id, status="failed", reply=reply, lease_until=None)


def release(connection: Connection, row_ids: Sequence[int]) -> None:
    """Give leased rows back untried (the connection could not be made): no attempt is counted."""
    values = {"status": "queued", "lease_until": None, "attempts": outbox.c.attempts - 1}
    connection.execute(sa.update(outbox).where(outbox.c.id.in_(row_ids)).values(values))


def let_go(connection: Connection, row_id: int) -> bool:
    """A clerk lets a held letter out, or has a failed one tried once more; False where it waits for nobody."""
    stuck = outbox.c.status.in_([SendStatus.HELD.value, SendStatus.FAILED.value])
    where = (outbox.c.id == row_id, stuck, outbox.c.raw.is_not(None))
    return connection.execute(sa.update(outbox).where(*where).values(status=SendStatus.QUEUED.value)).rowcount == 1


def discard(connection: Connection, row_id: int) -> bool:
    """A clerk decides that a held or failed letter does not go out; False where it waits for nobody."""
    stuck = outbox.c.status.in_([SendStatus.HELD.value, SendStatus.FAILED.value])
    where = (outbox.c.id == row_id, stuck)
    values = {"status": SendStatus.DISCARDED.value, "raw": None}
    return connection.execute(sa.update(outbox).where(*where).values(values)).rowcount == 1


def _old(connection: Connection, row_id: int, now: datetime) -> bool:
    made_at = connection.scalar(sa.select(outbox.c.made_at).where(outbox.c.id == row_id))
    return made_at is not None and now - made_at > GIVE_UP


def _write(connection: Connection, row_id: int, **values: Any) -> None:
    connection.execute(sa.update(outbox).where(outbox.c.id == row_id).values(**values))
