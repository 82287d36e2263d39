"""What goes out: bytes fixed when enqueued, sent at least once and never silently lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.core.model import SentMail
from mailbot.store.tables import done, ledger, outbox


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


# A tick looks at these rows every few seconds: the mails themselves would be megabytes each time.
_WITHOUT_BYTES = sa.select(*(column for column in outbox.c if column.name not in ("raw", "copy")))

LEASE = timedelta(minutes=15)
UNCERTAIN_WAIT = timedelta(minutes=30)
GIVE_UP = timedelta(days=2)

# Letters that undo an earlier one: they never overtake it where a server has put that one off.
_UNDOING = ("substitute_released", "decision_revoked")


def enqueue(connection: Connection, new: Enqueued, now: datetime) -> bool:
    """Put a mail into the outbox; False where a mail with this key was enqueued before."""
    if connection.scalar(sa.select(outbox.c.id).where(outbox.c.key == new.key)) is not None:
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


def by_token(connection: Connection, token_hmac: str) -> SentMail | None:
    """Our own mail that carries this token."""
    row = connection.execute(sa.select(outbox).where(outbox.c.token_hmac == token_hmac)).one_or_none()
    if row is None:
        return None
    return SentMail(
        kind=row.kind,
        meeting_id=row.meeting_id,
        member_id=row.member_id,
        recipient=row.recipient,
        written_at=row.made_at,
        items=tuple((item[0], item[1], item[2]) for item in row.items),
        topic=row.topic,
        id=row.id,
        exposed=row.exposed_at is not None,
    )


def distrust(connection: Connection, row_id: int, now: datetime) -> None:
    """The token of this letter is known to somebody else than its recipient."""
    unknown = (outbox.c.id == row_id, outbox.c.exposed_at.is_(None))
    connection.execute(sa.update(outbox).where(*unknown).values(exposed_at=now))


def following(connection: Connection, since: datetime, sender: str | None = None) -> int:
    """How many letters followed from mails since then: from those of one sender, or from all."""
    query = sa.select(sa.func.count()).select_from(outbox).where(outbox.c.ledger_id.is_not(None))
    query = query.where(outbox.c.made_at > since)
    if sender is not None:
        query = query.join(ledger, ledger.c.id == outbox.c.ledger_id).where(ledger.c.sender == sender)
    return connection.scalar(query) or 0


def of_mail(connection: Connection, ledger_id: int) -> Sequence[Row[Any]]:
    """The letters that followed from a mail, without their bytes."""
    return connection.execute(_WITHOUT_BYTES.where(outbox.c.ledger_id == ledger_id).order_by(outbox.c.id)).all()


def in_status(connection: Connection, *wanted: SendStatus) -> Sequence[Row[Any]]:
    """The letters in these states, oldest first, without their bytes."""
    states = [status.value for status in wanted]
    return connection.execute(_WITHOUT_BYTES.where(outbox.c.status.in_(states)).order_by(outbox.c.id)).all()


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


def copy_by_token(connection: Connection, token_hmac: str) -> bytes | None:
    """The masked copy of our mail that carries this token."""
    copy: bytes | None = connection.scalar(sa.select(outbox.c.copy).where(outbox.c.token_hmac == token_hmac))
    return copy


def of_meeting(connection: Connection, meeting_id: int) -> Sequence[Row[Any]]:
    """The letters about a meeting, oldest first, without their bytes."""
    return connection.execute(_WITHOUT_BYTES.where(outbox.c.meeting_id == meeting_id).order_by(outbox.c.id)).all()


def made_between(connection: Connection, since: datetime, until: datetime) -> Sequence[Row[Any]]:
    """The letters of a span of time, without their bytes."""
    between = (outbox.c.made_at > since, outbox.c.made_at <= until)
    return connection.execute(_WITHOUT_BYTES.where(*between).order_by(outbox.c.id)).all()


def counts(connection: Connection) -> dict[str, int]:
    query = sa.select(outbox.c.status, sa.func.count()).group_by(outbox.c.status)
    return {row.status: row[1] for row in connection.execute(query)}


def done_keys(connection: Connection, meeting_id: int | None) -> frozenset[str]:
    same = done.c.meeting_id.is_(None) if meeting_id is None else done.c.meeting_id == meeting_id
    return frozenset(connection.scalars(sa.select(done.c.key).where(same)))


def mark_done(connection: Connection, key: str, rule: str, meeting_id: int | None, now: datetime) -> bool:
    """False where it was done before."""
    if connection.scalar(sa.select(done.c.key).where(done.c.key == key)) is not None:
        return False
    connection.execute(sa.insert(done).values(key=key, rule=rule, at=now, meeting_id=meeting_id))
    return True


def _old(connection: Connection, row_id: int, now: datetime) -> bool:
    made_at = connection.scalar(sa.select(outbox.c.made_at).where(outbox.c.id == row_id))
    return made_at is not None and now - made_at > GIVE_UP


def _write(connection: Connection, row_id: int, **values: Any) -> None:
    connection.execute(sa.update(outbox).where(outbox.c.id == row_id).values(**values))
