"""A meeting that changes: cancelled, postponed, or moved to another time or place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy.engine import Connection

from mailbot.core.dates import say_short
from mailbot.core.deadline import needs_explicit
from mailbot.core.model import Answer, CalendarMethod, Effect, Event, Meeting, Send
from mailbot.core.rules.decisions import elsewhere, ended
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.desk.gather import standing
from mailbot.office.by_code import locked_meeting
from mailbot.office.errors import OfficeError
from mailbot.office.meeting_letters import letter_about
from mailbot.office.meetings import NewMeeting, deadline_of, deadline_passed
from mailbot.store import meetings
from mailbot.store.journals import Cause


def cancel(desk: Desk, code: str, now: datetime, *, postponed: bool = False) -> Meeting:
    """The meeting does not take place: everybody who was invited is told, requests end, substitutes are released.

    `postponed`: it will, at a time that nobody knows yet (L17b); nobody need answer, and the new time is a new meeting.
    """
    with desk.store.begin() as connection:
        meeting = locked_meeting(connection, code)
        if meeting.cancelled_at is not None or now >= meeting.starts_at:
            raise OfficeError(f"meeting {meeting.code} was cancelled or has begun already")
        meetings.change(connection, meeting.id, cancelled_at=now, postponed=postponed, sequence=meeting.sequence + 1)
        after = meetings.one(connection, meeting.id)
        cause = "postponed" if postponed else "cancelled"
        effects = _released(desk, connection, meeting, cause, now)
        effects += _told(desk, connection, after, f"meeting_{cause}", CalendarMethod.CANCEL, meeting, now)
        apply(connection, desk, effects, Cause(f"meeting_{cause}", "office", now), now)
        return after


def move(
    desk: Desk, code: str, now: datetime, *, starts_at: datetime | None, place: str | None, deadline: datetime | None
) -> Meeting:
    """A new time voids what was answered and asks again; a new place keeps it and tells everybody.

    The deadline goes with the time; alone it can change only until the invitations, which print it, are out.
    """
    with desk.store.begin() as connection:
        before = locked_meeting(connection, code)
        if before.cancelled_at is not None or now >= before.starts_at:
            raise OfficeError(f"meeting {before.code} was cancelled or has begun already")
        moved = starts_at is not None and starts_at != before.starts_at
        due_anew = moved or (deadline is not None and before.invited_at is None)
        if not due_anew and deadline is not None:
            raise OfficeError("the deadline stands in the invitations: it changes only together with the start")
        if not due_anew and place in (None, before.place):
            raise OfficeError(f"meeting {before.code} is at that time and place already")
        wanted = starts_at or before.starts_at
        new = _moved(desk, before, now, starts_at=wanted, deadline=deadline) if due_anew else before
        effects = _released(desk, connection, before, "moved", now) if moved else []
        values = {"starts_at": new.starts_at, "deadline": new.deadline, "deadline_policy": new.deadline_policy}
        meetings.change(
            connection,
            before.id,
            **values,
            place=place or before.place,
            sequence=before.sequence + 1,
            closed_at=None if moved else before.closed_at,
        )
        if moved:
            meetings.change(connection, before.id, moved_at=now, moved_sequence=before.sequence + 1)
            meetings.ask_anew(connection, before.id)
        after = meetings.one(connection, before.id)
        if after.invited_at is not None:
            template = "meeting_moved" if moved else "meeting_place"
            effects += _told(desk, connection, after, template, CalendarMethod.REQUEST, before, now)
        if not moved:
            _, asked = standing(connection, after.id, desk.roster(connection, now))
            effects += [send for request in asked for send in elsewhere(after, request, before.place, desk.policy)]
        apply(connection, desk, effects, Cause("meeting_moved", "office", now), now)
        return after


def _moved(desk: Desk, before: Meeting, now: datetime, *, starts_at: datetime, deadline: datetime | None) -> Meeting:
    moved = replace(before, starts_at=starts_at)
    wanted = NewMeeting(before.kind, before.title, starts_at, before.place, before.presiding, deadline=deadline)
    moved_deadline, policy = deadline_of(desk, wanted)
    if starts_at <= now:
        raise OfficeError(f"the start {say_short(desk.local(starts_at))} lies in the past")
    if deadline is not None and not now < deadline < starts_at:
        raise OfficeError(f"the deadline {say_short(desk.local(deadline))} must lie between now and the start")
    if needs_explicit(moved_deadline, now):
        raise OfficeError(deadline_passed(desk, moved_deadline, starts_at, now))
    return replace(moved, deadline=moved_deadline, deadline_policy=policy)


def _told(
    desk: Desk,
    connection: Connection,
    meeting: Meeting,
    template: str,
    method: CalendarMethod,
    before: Meeting,
    now: datetime,
) -> list[Effect]:
    invitations, _ = standing(connection, meeting.id, desk.roster(connection, now))
    context: dict[str, object] = {"old_starts_at": before.starts_at, "old_place": before.place}
    told = [invitation for invitation in invitations if invitation.invited_at is not None]
    return [Send(letter_about(desk, meeting, invitation, template, method, context)) for invitation in told]


def _released(desk: Desk, connection: Connection, meeting: Meeting, cause: str, now: datetime) -> list[Effect]:
    """Requests end and answers are void; a substitute who was told that he goes is told that he does not."""
    invitations, asked = standing(connection, meeting.id, desk.roster(connection, now))
    effects = [effect for request in asked for effect in ended(meeting, request, cause, desk.policy)]
    answered = [invitation for invitation in invitations if invitation.turn and cause == "moved"]
    effects += [
        Answer(meeting.id, invitation.member.id, Event.VOID, counts=False, turn=invitation.turn + 1)
        for invitation in answered
    ]
    return effects
