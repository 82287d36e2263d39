"""A meeting from the office's wish to the invitations: added with all faults said at once, then convened."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mailbot.core.dates import say_short
from mailbot.core.deadline import deadline_for, needs_explicit, suggested_explicit
from mailbot.core.model import MarkInvited, Meeting, MeetingKind, Member, Role, Roster, Send
from mailbot.core.policy import DeadlineRule
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.desk.gather import standing
from mailbot.office.by_code import locked_meeting
from mailbot.office.errors import OfficeError
from mailbot.office.meeting_letters import invitation_letter
from mailbot.store import meetings
from mailbot.store.journals import Cause


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
        deadline, policy = deadline_of(desk, wanted)
        if wanted.deadline is None and needs_explicit(deadline, now) and wanted.starts_at > now:
            faults.append(deadline_passed(desk, deadline, wanted.starts_at, now))
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
        meeting = locked_meeting(connection, code)
        if meeting.cancelled_at is not None:
            raise OfficeError(f"meeting {meeting.code} was cancelled: add a new one")
        if now >= meeting.starts_at:
            raise OfficeError(
                f"meeting {meeting.code} began at {say_short(desk.local(meeting.starts_at))}: nobody can be invited"
            )
        if meeting.invited_at is None:
            if needs_explicit(meeting.deadline, now):
                raise OfficeError(deadline_passed(desk, meeting.deadline, meeting.starts_at, now))
            meetings.change(connection, meeting.id, invited_at=now)
            meeting = meetings.one(connection, meeting.id)
        invitations, _ = standing(connection, meeting.id, desk.roster(connection, now))
        new = [invitation for invitation in invitations if invitation.invited_at is None]
        for invitation in new:
            letter = invitation_letter(desk, meeting, invitation, now)
            effects = (Send(letter), MarkInvited(meeting.id, invitation.member.id))
            apply(connection, desk, effects, Cause("invitation", "office", now), now)
        return meeting, len(new)


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


def deadline_of(desk: Desk, wanted: NewMeeting) -> tuple[datetime, str]:
    """When answers are due, and by which rule: the office's own word or the policy."""
    if wanted.deadline is not None:
        return wanted.deadline, DeadlineRule.EXPLICIT.value
    return deadline_for(wanted.starts_at, desk.policy.deadline, desk.policy.working), desk.policy.deadline.value


def deadline_passed(desk: Desk, deadline: datetime, starts_at: datetime, now: datetime) -> str:
    """The sentence to a clerk whose meeting comes too soon for the usual deadline, with one that would do."""
    suggestion = say_short(desk.local(suggested_explicit(starts_at, now)))
    return (
        f"the deadline was {say_short(desk.local(deadline))}, which has passed: give one, "
        f"for example --deadline '{suggestion}'"
    )


def _invited(wanted: NewMeeting, roster: Roster) -> Sequence[Member]:
    return [member for member in roster if not wanted.members or member.id in wanted.members]


def guest(order: int, name: str, title: str, agency: str, email: str) -> Member:
    """Somebody from outside the Committee (R36); the same address is the same guest at every meeting."""
    address = email.strip().lower()
    guest_id = f"khach-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    return Member(guest_id, name, title, agency, Role.GUEST, address, order=order)
