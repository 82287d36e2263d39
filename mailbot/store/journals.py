"""The journal of every invitee: what happened, by which rule, from which words; appended, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.core.model import Answer, State
from mailbot.core.states import after
from mailbot.store.tables import journal, outbox
from mailbot.store.values import substitute_to_json


@dataclass(frozen=True)
class Cause:
    """What made a journal line: a mail, the clock, or a person of the office."""

    rule: str
    actor: str  # 'mail', 'clock', 'office: NAME'
    received_at: datetime
    words: str = ""
    ledger_id: int | None = None


def append(connection: Connection, said: Answer, cause: Cause, now: datetime) -> None:
    """Add a line; the state that follows comes from the states' table, and raises where there is no cell."""
    before = _state(connection, said.meeting_id, said.member_id)
    at = _after_the_last_report(connection, said.meeting_id, now)
    values = {
        "at": at,
        "received_at": cause.received_at,
        "meeting_id": said.meeting_id,
        "member_id": said.member_id,
        "event": said.event.value,
        "before": before.value,
        "after": after(before, said.event).value,
        "substitute": substitute_to_json(said.substitute),
        "reason": said.reason,
        "modes": [mode.value for mode in said.modes],
        "companions": said.companions,
        "counts": said.counts,
        "by_assistant": said.by_assistant,
        "written_by": said.written_by,
        "unverified": said.unverified,
        "turn": said.turn,
        "rule": cause.rule,
        "words": cause.words,
        "ledger_id": cause.ledger_id,
        "actor": cause.actor,
    }
    connection.execute(sa.insert(journal).values(values))


def lines(connection: Connection, meeting_id: int, since: datetime | None = None) -> Sequence[Row[Any]]:
    """The journal of a meeting, oldest first."""
    query = sa.select(journal).where(journal.c.meeting_id == meeting_id).order_by(journal.c.id)
    return connection.execute(query if since is None else query.where(journal.c.at > since)).all()


def of_mail(connection: Connection, ledger_id: int) -> Sequence[Row[Any]]:
    """What this mail changed, in order."""
    return connection.execute(sa.select(journal).where(journal.c.ledger_id == ledger_id).order_by(journal.c.id)).all()


def _after_the_last_report(connection: Connection, meeting_id: int, now: datetime) -> datetime:
    """`now`, or just after the last report where that was made while this was waiting: no report has told it."""
    reports = outbox.c.template.in_(["summary", "supplement"])
    latest = sa.func.max(outbox.c.made_at, type_=outbox.c.made_at.type)
    reported: datetime | None = connection.scalar(sa.select(latest).where(outbox.c.meeting_id == meeting_id, reports))
    return now if reported is None or reported < now else reported + timedelta(microseconds=1)


def _state(connection: Connection, meeting_id: int, member_id: str) -> State:
    query = (
        sa.select(journal.c.after)
        .where(journal.c.meeting_id == meeting_id, journal.c.member_id == member_id)
        .order_by(journal.c.id.desc())
        .limit(1)
    )
    return State(connection.scalar(query) or State.SILENT)
