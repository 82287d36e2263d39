"""Applying: the effects of a decision, written in the transaction in which it was made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mailbot.core.model import (
    Answer,
    Asked,
    CloseMeeting,
    CloseRequest,
    DistrustToken,
    Effect,
    MarkAsked,
    MarkInvited,
    MarkTold,
    OpenRequest,
    Revoke,
    Send,
    Settle,
    Undeliverable,
)
from mailbot.desk.desk import Desk
from mailbot.store import journals, meetings, own_letters, requests
from mailbot.store.journals import Cause
from mailbot.store.tables import invitee


def apply(connection: Connection, desk: Desk, effects: Iterable[Effect], cause: Cause, now: datetime) -> None:
    """Write every effect, in order. Any exception leaves nothing written, for the transaction is the caller's."""
    for effect in effects:
        _apply(connection, desk, effect, cause, now)


def _apply(connection: Connection, desk: Desk, effect: Effect, cause: Cause, now: datetime) -> None:
    match effect:
        case Answer(meeting_id, member_id, counts=counts):
            journals.append(connection, effect, cause, now)
            if counts:  # who answers has been reached, whatever came back
                meetings.change_invitee(connection, meeting_id, member_id, undeliverable_at=None)
        case Send(letter):
            desk.enqueue(connection, letter, now, because_of=cause.ledger_id)
        case OpenRequest():
            requests.open_one(connection, effect, now, cause.received_at)
        case Settle():
            requests.settle(connection, effect, cause.received_at)
        case Revoke():
            requests.revoke(connection, effect, cause.received_at)
        case CloseRequest(request_id, status):
            requests.close(connection, request_id, status)
        case MarkAsked(request_ids, nudge):
            requests.mark_asked(connection, request_ids, now, nudge=nudge)
        case MarkTold(request_id):
            requests.mark_told(connection, request_id, now)
        case DistrustToken(letter_id):
            own_letters.distrust(connection, letter_id, now)
        case Asked(meeting_id, member_id, doubt):
            _note_asked(connection, meeting_id, member_id, doubt)
        case Undeliverable(meeting_id, member_id, _, diagnostic):
            meetings.change_invitee(connection, meeting_id, member_id, undeliverable_at=now, diagnostic=diagnostic)
        case MarkInvited(meeting_id, member_id):
            meetings.change_invitee(connection, meeting_id, member_id, invited_at=now)
        case CloseMeeting(meeting_id):
            meetings.change(connection, meeting_id, closed_at=now)
        case _:
            assert_never(effect)


def _note_asked(connection: Connection, meeting_id: int, member_id: str, doubt: str) -> None:
    where = (invitee.c.meeting_id == meeting_id, invitee.c.member_id == member_id)
    asked = connection.scalar(sa.select(invitee.c.asked).where(*where)) or []
    meetings.change_invitee(connection, meeting_id, member_id, asked=[*asked, doubt])
