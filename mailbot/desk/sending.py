"""Sending: claimed rows of the outbox, one mail and one recipient at a time; what became of each is written at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from mailbot.mailbox.outcome import Outcome, OutcomeKind
from mailbot.mailbox.smtp import Sender
from mailbot.store import Store, meetings, outbox


@dataclass
class Sent:
    """The figures of one round."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0  # will be tried again
    paused: str = ""  # why the queue had to stop, in the server's words


async def send_waiting(store: Store, sender: Sender, clock: Callable[[], datetime]) -> Sent:
    """Send all that waits and is due; stops at once where the fault is not a mail's but the connection's."""
    figures = Sent()
    while True:
        rows = await asyncio.to_thread(_claimed, store, clock())
        if not rows:
            return figures
        for position, row in enumerate(rows):
            outcome = await sender.send(row.recipient, row.raw, null_sender=row.null_sender)
            if outcome.kind is OutcomeKind.PAUSE:
                figures.paused = outcome.text
                await asyncio.to_thread(_released, store, [later.id for later in rows[position:]])
                return figures
            await asyncio.to_thread(_written, store, row, outcome, clock())
            _count(figures, outcome)
            if outcome.kind is OutcomeKind.RETRY and outcome.code is None:
                await asyncio.to_thread(_released, store, [later.id for later in rows[position + 1 :]])
                figures.paused = outcome.text
                return figures


def _claimed(store: Store, now: datetime) -> tuple[outbox.ToSend, ...]:
    with store.begin() as connection:
        return outbox.claim(connection, now)


def _released(store: Store, ids: list[int]) -> None:
    if ids:
        with store.begin() as connection:
            outbox.release(connection, ids)


def _written(store: Store, row: outbox.ToSend, outcome: Outcome, now: datetime) -> None:
    with store.begin() as connection:
        match outcome.kind:
            case OutcomeKind.SENT:
                outbox.mark_sent(connection, row.id, outcome.text, now)
            case OutcomeKind.FAILED:
                outbox.mark_failed(connection, row.id, outcome.text)
                _not_reached(connection, row, outcome.text, now)
            case OutcomeKind.UNCERTAIN:
                outbox.mark_uncertain(connection, row.id, outcome.text, now, row.attempts)
            case _:
                if not outbox.mark_retry(connection, row.id, outcome.text, now, row.attempts):
                    _not_reached(connection, row, outcome.text, now)


def _not_reached(connection: Connection, row: outbox.ToSend, diagnostic: str, now: datetime) -> None:
    """An invitation that no server took was never delivered: its invitee is not counted as silent."""
    if row.kind == "invite" and row.meeting_id is not None and row.member_id is not None:
        meetings.change_invitee(
            connection, row.meeting_id, row.member_id, undeliverable_at=now, diagnostic=diagnostic[:500]
        )


def _count(figures: Sent, outcome: Outcome) -> None:
    if outcome.kind is OutcomeKind.SENT:
        figures.sent += 1
    elif outcome.kind is OutcomeKind.FAILED:
        figures.failed += 1
    else:
        figures.waiting += 1
