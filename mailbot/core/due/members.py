"""What the clock calls for towards the members: reminders before the deadline, and the end of a request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from mailbot.core.deadline import reminder_times
from mailbot.core.due.picture import Picture
from mailbot.core.model import CloseRequest, Due, Letter, LetterKind, RequestStatus, Role, Send, State


def reminders(picture: Picture, now: datetime) -> Iterable[Due]:
    """Who has not answered is reminded before the deadline; after a gap only the latest reminder goes out.

    Nobody is reminded of an invitation that reached him after the time of the reminder.
    """
    meeting, policy = picture.meeting, picture.policy
    times = reminder_times(meeting.deadline, meeting.invited_at or now, policy.schedule.reminders, policy.working)
    past = [number for number, at in enumerate(times) if at <= now]
    if not past or now >= meeting.deadline:
        return
    number = past[-1]
    last = number == len(times) - 1
    wanted = {State.SILENT, State.UNCLEAR} if last else {State.SILENT}
    for invitation in picture.invitations:
        if invitation.state not in wanted or invitation.member.role is Role.CHAIR or invitation.undeliverable:
            continue
        if invitation.invited_at is None or invitation.invited_at >= times[number]:
            continue
        letter = Letter(
            key=f"remind:{meeting.id}:{meeting.starts_at.astimezone(UTC):%Y%m%dt%H%M}:{invitation.member.id}:{number}",
            kind=LetterKind.REMIND,
            template="remind",
            to=invitation.member.email,
            to_name=invitation.member.name,
            meeting_id=meeting.id,
            member_id=invitation.member.id,
            context={
                "meeting": meeting,
                "invitation": invitation,
                "last": last,
                "left": meeting.deadline - now,
            },
        )
        yield Due(letter.key, "reminder", (Send(letter),), meeting.id)


def expiry(picture: Picture, now: datetime) -> Iterable[Due]:
    """The meeting begins: a request without an answer has no consent, and is never taken for one."""
    meeting = picture.meeting
    if now < meeting.starts_at:
        return
    for request in picture.open_requests:
        letter = Letter(
            key=f"expired:{meeting.id}:{request.id}",
            kind=LetterKind.RECEIPT,
            template="expired",
            to=request.member.email,
            to_name=request.member.name,
            meeting_id=meeting.id,
            member_id=request.member.id,
            context={"meeting": meeting, "request": request},
        )
        yield Due(letter.key, "expiry", (CloseRequest(request.id, RequestStatus.EXPIRED), Send(letter)), meeting.id)
