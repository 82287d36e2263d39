"""Meetings as the office keeps them: add, convene, move, cancel; all faults of a request at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from mailbot.core.dates import say_short
from mailbot.core.deadline import deadline_for, needs_explicit, softer_time, suggested_explicit
from mailbot.core.model import (
    Answer,
    CalendarEntry,
    CalendarMethod,
    Effect,
    Event,
    Invitation,
    Letter,
    LetterKind,
    MarkInvited,
    Meeting,
    MeetingKind,
    Member,
    Role,
    Roster,
    Send,
)
from mailbot.core.policy import DeadlineRule
from mailbot.core.rules.decisions import ended
from mailbot.core.rules.replies import calendar_uid
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.desk.gather import standing
from mailbot.store import meetings
from mailbot.store.journals import Cause


class OfficeError(ValueError):
    """What the office asked for cannot be done; `faults` are sentences, all of them at once."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class NewMeeting:
    """What the office says of a meeting."""

    kind: MeetingKind
    title: str
    starts_at: datetime
    place: str
    presiding: str
    members: tuple[str, ...] = ()  # ids; empty: all
    guests: tuple[Member, ...] = ()
    documents: tuple[Path, ...] = ()
    deadline: datetime | None = None
    note: str = ""


def add_meeting(desk: Desk, wanted: NewMeeting, now: datetime) -> Meeting:
    """Keep a new meeting; nobody is told before it is convened. Raises OfficeError with all that is wrong."""
    with desk.store.begin() as connection:
        roster = desk.roster(connection, wanted.starts_at)
        faults = [*_faults(desk, wanted, roster, now)]
        deadline, policy = _deadline(desk, wanted)
        if wanted.deadline is None and needs_explicit(deadline, now) and wanted.starts_at > now:
            faults.append(_passed(desk, deadline, wanted.starts_at, now))
        if faults:
            raise OfficeError(*faults)
        meeting = Meeting(
            id=0,
            code=meetings.new_code(connection, wanted.kind),
            kind=wanted.kind,
            title=wanted.title,
            starts_at=wanted.starts_at,
            place=wanted.place,
            presiding=wanted.presiding,
            deadline=deadline,
            deadline_policy=policy,
            documents=tuple(str(path.resolve()) for path in wanted.documents),
            note=wanted.note,
        )
        return meetings.add(connection, meeting, (*_invited(wanted, roster), *wanted.guests), now)


def convene(desk: Desk, code: str, now: datetime) -> tuple[Meeting, int]:
    """Send the invitations that have not been sent yet; the meeting, and how many went out."""
    with desk.store.begin() as connection:
        meeting = _found(connection, code)
        if meeting.cancelled_at is not None:
            raise OfficeError(f"meeting {meeting.code} was cancelled: add a new one")
        if now >= meeting.starts_at:
            raise OfficeError(
                f"meeting {meeting.code} began at {say_short(desk.local(meeting.starts_at))}: nobody can be invited"
            )
        if meeting.invited_at is None:
            if needs_explicit(meeting.deadline, now):
                raise OfficeError(_passed(desk, meeting.deadline, meeting.starts_at, now))
            meetings.change(connection, meeting.id, invited_at=now)
            meeting = meetings.one(connection, meeting.id)
        invitations, _ = standing(connection, meeting.id, desk.roster(connection, now))
        new = [invitation for invitation in invitations if invitation.invited_at is None]
        for invitation in new:
            effects = (Send(_invitation(desk, meeting, invitation, now)), MarkInvited(meeting.id, invitation.member.id))
            apply(connection, desk, effects, Cause("invitation", "office", now), now)
        return meeting, len(new)


def cancel(desk: Desk, code: str, now: datetime, *, postponed: bool = False) -> Meeting:
    """The meeting does not take place: everybody who was invited is told, requests end, substitutes are released.

    `postponed`: it will, at a time that nobody knows yet (L17b); nobody need answer, and the new time is a new meeting.
    """
    with desk.store.begin() as connection:
        meeting = _found(connection, code)
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
        before = _found(connection, code)
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
        apply(connection, desk, effects, Cause("meeting_moved", "office", now), now)
        return after


def _faults(desk: Desk, wanted: NewMeeting, roster: Roster, now: datetime) -> list[str]:
    faults = [f"{name} is empty" for name in ("title", "place", "presiding") if not getattr(wanted, name).strip()]
    if wanted.starts_at <= now:
        faults.append(f"the start {say_short(desk.local(wanted.starts_at))} lies in the past")
    if wanted.deadline is not None and not now < wanted.deadline < wanted.starts_at:
        faults.append(f"the deadline {say_short(desk.local(wanted.deadline))} must lie between now and the start")
    known = {member.id for member in roster}
    unknown = [member_id for member_id in wanted.members if member_id not in known]
    if unknown:
        faults.append(f"no such member: {', '.join(unknown)}; `mailbot roster list` shows the ids")
    if not roster.members:
        faults.append("the roster is empty: import it first with `mailbot roster import FILE`")
    faults += [f"{path}: no such file to attach" for path in wanted.documents if not path.is_file()]
    taken = {member.email for member in roster}
    faults += [f"{g.email} is a member's address: a member is no guest" for g in wanted.guests if g.email in taken]
    return faults


def _deadline(desk: Desk, wanted: NewMeeting) -> tuple[datetime, str]:
    if wanted.deadline is not None:
        return wanted.deadline, DeadlineRule.EXPLICIT.value
    return deadline_for(wanted.starts_at, desk.policy.deadline, desk.policy.working), desk.policy.deadline.value


def _passed(desk: Desk, deadline: datetime, starts_at: datetime, now: datetime) -> str:
    suggestion = say_short(desk.local(suggested_explicit(starts_at, now)))
    return (
        f"the deadline was {say_short(desk.local(deadline))}, which has passed: give one, "
        f"for example --deadline '{suggestion}'"
    )


def _invited(wanted: NewMeeting, roster: Roster) -> Sequence[Member]:
    return [member for member in roster if not wanted.members or member.id in wanted.members]


def _found(connection: Connection, code: str) -> Meeting:
    meeting = meetings.by_code(connection, code)
    if meeting is None:
        raise OfficeError(f"no meeting has the code {code!r}; `mailbot meeting list` shows them")
    meetings.lock(connection, meeting.id)
    return meeting


def _invitation(desk: Desk, meeting: Meeting, invitation: Invitation, now: datetime) -> Letter:
    context: dict[str, object] = {
        "short_notice": is_short_notice(meeting),
        "softer": softer_deadline(desk, meeting, now),
    }
    return _letter(desk, meeting, invitation, "invite", CalendarMethod.REQUEST, context)


def is_short_notice(meeting: Meeting) -> bool:
    return meeting.deadline_policy == DeadlineRule.EXPLICIT.value and meeting.kind is MeetingKind.AD_HOC


def softer_deadline(desk: Desk, meeting: Meeting, now: datetime) -> datetime | None:
    """An earlier time in office hours that is asked for, where the deadline falls outside them; without consequence."""
    if meeting.deadline_policy != DeadlineRule.H24.value:
        return None
    softer = softer_time(meeting.starts_at, desk.policy.working)
    return softer if now < softer < meeting.deadline else None


def _letter(
    desk: Desk,
    meeting: Meeting,
    invitation: Invitation,
    template: str,
    method: CalendarMethod,
    context: dict[str, object],
) -> Letter:
    member = invitation.member
    return Letter(
        key=f"{template}:{meeting.id}:{meeting.sequence}:{member.id}:{member.name}",
        kind=LetterKind.INVITE,
        template=template,
        to=member.email,
        to_name=member.name,
        meeting_id=meeting.id,
        member_id=member.id,
        context={"meeting": meeting, "invitation": invitation, **context},
        calendar=CalendarEntry(method, calendar_uid(meeting, member, desk.policy), meeting.sequence),
        documents=meeting.documents if template == "invite" else (),
    )


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
    return [Send(_letter(desk, meeting, invitation, template, method, context)) for invitation in told]


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


def _moved(desk: Desk, before: Meeting, now: datetime, *, starts_at: datetime, deadline: datetime | None) -> Meeting:
    moved = replace(before, starts_at=starts_at)
    wanted = NewMeeting(before.kind, before.title, starts_at, before.place, before.presiding, deadline=deadline)
    moved_deadline, policy = _deadline(desk, wanted)
    if starts_at <= now:
        raise OfficeError(f"the start {say_short(desk.local(starts_at))} lies in the past")
    if deadline is not None and not now < deadline < starts_at:
        raise OfficeError(f"the deadline {say_short(desk.local(deadline))} must lie between now and the start")
    if needs_explicit(moved_deadline, now):
        raise OfficeError(_passed(desk, moved_deadline, starts_at, now))
    return replace(moved, deadline=moved_deadline, deadline_policy=policy)


def guest(order: int, name: str, title: str, agency: str, email: str) -> Member:
    """Somebody from outside the Committee (R36); the same address is the same guest at every meeting."""
    address = email.strip().lower()
    guest_id = f"khach-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    return Member(guest_id, name, title, agency, Role.GUEST, address, order=order)
