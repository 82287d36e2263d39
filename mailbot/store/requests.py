"""Requests for the Head's consent: their status changes only from the one it must have had."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.core.model import ConsentRequest, Member, OpenRequest, RequestStatus, Revoke, Settle, Substitute
from mailbot.store.tables import invitee, request
from mailbot.store.values import person_from_json, substitute_from_json, substitute_to_json


class StaleRequestError(RuntimeError):
    """A request was not in the status from which it was to be changed: somebody else was first."""


def of_meeting(connection: Connection, meeting_id: int, members: Mapping[str, Member]) -> tuple[ConsentRequest, ...]:
    """All requests of a meeting, oldest first; `members` are its invitees by id."""
    query = sa.select(request).where(request.c.meeting_id == meeting_id).order_by(request.c.id)
    return tuple(_request(row, members[row.member_id]) for row in connection.execute(query))


def invitees_of(connection: Connection, meeting_id: int) -> dict[str, Member]:
    rows = connection.execute(sa.select(invitee).where(invitee.c.meeting_id == meeting_id))
    return {row.member_id: person_from_json(row.person) for row in rows}


def open_one(connection: Connection, new: OpenRequest, now: datetime, received_at: datetime) -> int:
    """Put a request on the list; one that the Head's own words granted beforehand is granted from the outset."""
    granted = new.granted
    values = {
        "meeting_id": new.meeting_id,
        "member_id": new.member_id,
        "substitute": substitute_to_json(new.substitute),
        "reason": new.reason,
        "digest": new.digest,
        "status": (RequestStatus.GRANTED if granted else RequestStatus.OPEN).value,
        "claimed_consent": new.claimed_consent,
        "made_at": now,
        "received_at": received_at,
        "asked_at": now if granted else None,
        "nudges": 0,
        "decided_at": received_at if granted else None,
        "words": new.granted_words,
        "tell_at": new.tell_at,
    }
    request_id: int = connection.execute(sa.insert(request).values(values).returning(request.c.id)).scalar_one()
    return request_id


def settle(connection: Connection, word: Settle, at: datetime) -> None:
    """The Head's word on an open request. Raises StaleRequestError where it is not open any more."""
    status = RequestStatus.GRANTED if word.granted else RequestStatus.REFUSED
    values = {"words": word.words, "wish": substitute_to_json(word.wish), "tell_at": word.tell_at}
    recorded = {"recorded_by": word.recorded_by, "ground": word.ground}
    _move(connection, word.request_id, (RequestStatus.OPEN,), status, decided_at=at, **values, **recorded)


def revoke(connection: Connection, word: Revoke, at: datetime) -> None:
    """The Head's word against a consent of his. Raises StaleRequestError where it does not stand any more."""
    values = {"words": word.words, "recorded_by": word.recorded_by, "ground": word.ground}
    _move(connection, word.request_id, (RequestStatus.GRANTED,), RequestStatus.REVOKED, decided_at=at, **values)


def close(connection: Connection, request_id: int, status: RequestStatus) -> None:
    _move(connection, request_id, (RequestStatus.OPEN, RequestStatus.GRANTED), status)


def mark_asked(connection: Connection, request_ids: tuple[int, ...], now: datetime, *, nudge: bool) -> None:
    values: dict[str, Any] = {"nudges": request.c.nudges + 1, "nudged_at": now} if nudge else {"asked_at": now}
    connection.execute(sa.update(request).where(request.c.id.in_(request_ids)).values(values))


def mark_told(connection: Connection, request_id: int, now: datetime) -> None:
    connection.execute(sa.update(request).where(request.c.id == request_id).values(told_at=now))


def _move(
    connection: Connection, request_id: int, allowed: tuple[RequestStatus, ...], to: RequestStatus, **values: Any
) -> None:
    query = (
        sa.update(request)
        .where(request.c.id == request_id, request.c.status.in_([status.value for status in allowed]))
        .values(status=to.value, **values)
    )
    if connection.execute(query).rowcount != 1:
        raise StaleRequestError(f"request {request_id} cannot become {to.value}: it is not {' or '.join(allowed)}")


def _request(row: Row[Any], member: Member) -> ConsentRequest:
    return ConsentRequest(
        id=row.id,
        meeting_id=row.meeting_id,
        member=member,
        substitute=substitute_from_json(row.substitute) or Substitute(),
        reason=row.reason,
        status=RequestStatus(row.status),
        made_at=row.made_at,
        digest=row.digest,
        asked_at=row.asked_at,
        nudges=row.nudges,
        nudged_at=row.nudged_at,
        decided_at=row.decided_at,
        words=row.words,
        claimed_consent=row.claimed_consent,
        received_at=row.received_at,
        wish=substitute_from_json(row.wish),
        tell_at=row.tell_at,
        told_at=row.told_at,
        recorded_by=row.recorded_by,
        ground=row.ground,
    )
