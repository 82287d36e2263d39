"""The letters that the office sends about a meeting: the invitation, and what tells the invited of a change."""

from __future__ import annotations

from datetime import datetime

from mailbot.core.deadline import softer_time
from mailbot.core.model import CalendarEntry, CalendarMethod, Invitation, Letter, LetterKind, Meeting, MeetingKind
from mailbot.core.policy import DeadlineRule
from mailbot.core.rules.replies import calendar_uid
from mailbot.desk import Desk


def invitation_letter(desk: Desk, meeting: Meeting, invitation: Invitation, now: datetime) -> Letter:
    """The invitation of one invitee, with what he must know of its deadline."""
    context: dict[str, object] = {
        "short_notice": is_short_notice(meeting),
        "softer": softer_deadline(desk, meeting, now),
    }
    return letter_about(desk, meeting, invitation, "invite", CalendarMethod.REQUEST, context)


def letter_about(
    desk: Desk,
    meeting: Meeting,
    invitation: Invitation,
    template: str,
    method: CalendarMethod,
    context: dict[str, object],
) -> Letter:
    """A letter to one invitee that carries the calendar entry; its key lets it go out once for this state."""
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


def is_short_notice(meeting: Meeting) -> bool:
    """Whether the meeting was called so suddenly that the office set the deadline by hand; the letter says so."""
    return meeting.deadline_policy == DeadlineRule.EXPLICIT.value and meeting.kind is MeetingKind.AD_HOC


def softer_deadline(desk: Desk, meeting: Meeting, now: datetime) -> datetime | None:
    """An earlier time in office hours that is asked for, where the deadline falls outside them; without consequence."""
    if meeting.deadline_policy != DeadlineRule.H24.value:
        return None
    softer = softer_time(meeting.starts_at, desk.policy.working)
    return softer if now < softer < meeting.deadline else None
