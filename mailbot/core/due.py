"""What the clock calls for at `now`: pure questions to a picture of one meeting; the database remembers what was done.

Every due thing has a key, so that a second tick, a restart or a clock that was put back does nothing twice.  A thing
that was missed while the daemon was down is done late where it still helps, and is passed over where it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from mailbot.core.deadline import reminder_times
from mailbot.core.model import (
    CloseMeeting,
    CloseRequest,
    ConsentRequest,
    Due,
    Effect,
    Invitation,
    Letter,
    LetterKind,
    MarkAsked,
    Meeting,
    Member,
    RequestStatus,
    Role,
    Roster,
    Send,
    State,
    Substitute,
)
from mailbot.core.policy import Policy, Schedule, WorkingTime
from mailbot.core.rules.replies import items_of
from mailbot.core.summary import SHORT_TERMS, summarise

# A nudge in the last hours before the start, whatever the interval: the last one the Head can still act upon.
LAST_CALL = timedelta(hours=3)
BETWEEN_ASKS = timedelta(minutes=30)

# How long the summary waits for a mailbox that cannot be reached.
CLOSING_PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class Change:
    """An invitee's standing changed: what a supplement tells."""

    at: datetime
    member: Member
    before: State
    after: State
    substitute: Substitute | None = None


@dataclass(frozen=True)
class Picture:
    """One convened meeting as it stands."""

    meeting: Meeting
    invitations: tuple[Invitation, ...]
    requests: tuple[ConsentRequest, ...]
    roster: Roster
    policy: Policy
    done: frozenset[str] = frozenset()  # keys of what was done for this meeting
    reported_at: datetime | None = None  # of the summary or the last supplement
    supplements: int = 0
    changes: tuple[Change, ...] = ()  # since `reported_at`, oldest first
    polled_at: datetime | None = None  # when the mailbox was last looked at; None: no mailbox is being watched

    @property
    def open_requests(self) -> tuple[ConsentRequest, ...]:
        return tuple(r for r in self.requests if r.status is RequestStatus.OPEN)


def due(picture: Picture, now: datetime) -> tuple[Due, ...]:
    """All that is due for this meeting at `now`, in the order in which it should be done."""
    if picture.meeting.cancelled_at is not None or picture.meeting.invited_at is None:
        return ()
    found = (one for question in QUESTIONS for one in question(picture, now))
    return tuple(one for one in found if one.key not in picture.done)


def reminders(picture: Picture, now: datetime) -> Iterable[Due]:
    """Who has not answered is reminded before the deadline; after a gap only the latest reminder goes out."""
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
        letter = Letter(
            key=f"remind:{meeting.id}:{meeting.sequence}:{invitation.member.id}:{number}",
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


def requests_to_the_head(picture: Picture, now: datetime) -> Iterable[Due]:
    """New requests go to the Head at once; within half an hour of the last they are gathered into one numbered list."""
    meeting, schedule = picture.meeting, picture.policy.schedule
    new = [request for request in picture.open_requests if request.asked_at is None]
    chair = picture.roster.chair
    if not new or chair is None or now >= meeting.starts_at:
        return
    asked = [request.asked_at for request in picture.requests if request.asked_at is not None]
    gathering = bool(asked) and now - max(asked) < schedule.chair_gather and meeting.starts_at - now > LAST_CALL
    if gathering or not _chair_hour(schedule, picture.policy.working, min(r.made_at for r in new), now, meeting):
        return
    ids = tuple(request.id for request in new)
    send = _to_the_head(picture, chair, new, f"ask:{meeting.id}:{','.join(map(str, ids))}", now, nudge=False)
    yield Due(send.letter.key, "request_to_the_head", (send, MarkAsked(ids)), meeting.id)


def nudges(picture: Picture, now: datetime) -> Iterable[Due]:
    """What the Head has not answered is put before him again, at most twice, in office hours, before the start."""
    meeting, schedule = picture.meeting, picture.policy.schedule
    chair = picture.roster.chair
    if chair is None or now >= meeting.starts_at or not _in_office_hours(picture.policy.working, now):
        return
    waiting = [r for r in picture.open_requests if _wants_nudge(r, meeting, schedule, now)]
    if not waiting:
        return
    round_ = max(request.nudges for request in waiting) + 1
    key = f"nudge:{meeting.id}:{round_}:{','.join(str(request.id) for request in waiting)}"
    send = _to_the_head(picture, chair, waiting, key, now, nudge=True)
    yield Due(key, "nudge", (send, MarkAsked(tuple(r.id for r in waiting), nudge=True)), meeting.id)


def closing(picture: Picture, now: datetime) -> Iterable[Due]:
    """The deadline: the list is closed and reported to the Head and the Standing Vice-Chair; the silent are told."""
    meeting = picture.meeting
    if meeting.closed_at is not None or now <= meeting.deadline or _mails_may_wait(picture, now):
        return
    effects: list[Effect] = [CloseMeeting(meeting.id)]
    if now < meeting.starts_at:
        effects += [*_summary(picture, now), *_told_that_it_passed(picture)]
    yield Due(f"close:{meeting.id}:{meeting.sequence}", "closing", tuple(effects), meeting.id)


def supplements(picture: Picture, now: datetime) -> Iterable[Due]:
    """What changes between the summary and the start is reported, gathered for a while, at once near the start."""
    meeting, schedule = picture.meeting, picture.policy.schedule
    if meeting.closed_at is None or picture.reported_at is None or not picture.changes or now >= meeting.starts_at:
        return
    ripe = picture.changes[0].at + schedule.supplement_gather
    if now < ripe and meeting.starts_at - now > schedule.supplement_at_once:
        return
    number = picture.supplements + 1
    context = {
        "previous_at": picture.reported_at,
        "changes": tuple(describe(change) for change in picture.changes),
        "number": number,
    }
    key = f"supplement:{meeting.id}:{meeting.sequence}:{number}"
    yield Due(key, "supplement", tuple(_report(picture, "supplement", key, now, context)), meeting.id)


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


QUESTIONS: tuple[Callable[[Picture, datetime], Iterable[Due]], ...] = (
    expiry,
    requests_to_the_head,
    nudges,
    reminders,
    closing,
    supplements,
)


def describe(change: Change) -> str:
    """A change in one line, in the terms of the reports."""
    who = f"đồng chí {change.member.name} ({change.member.title})"
    whom = f": đồng chí {change.substitute.name}" if change.substitute and change.substitute.name else ""
    if change.before is change.after:
        return f"{who}: {SHORT_TERMS[change.after]}{whom} (cập nhật)"
    return f"{who}: từ “{SHORT_TERMS[change.before]}” sang “{SHORT_TERMS[change.after]}”{whom}"


def _mails_may_wait(picture: Picture, now: datetime) -> bool:
    """Answers that the server received in time may not have been fetched yet: wait for one look after the deadline,
    but not longer than the patience of those who wait for the report."""
    deadline = picture.meeting.deadline
    return picture.polled_at is not None and picture.polled_at <= deadline and now - deadline < CLOSING_PATIENCE


def _wants_nudge(request: ConsentRequest, meeting: Meeting, schedule: Schedule, now: datetime) -> bool:
    if request.asked_at is None or request.nudges >= schedule.nudges:
        return False
    since = now - (request.nudged_at or request.asked_at)
    last_call = meeting.starts_at - now <= LAST_CALL and since >= BETWEEN_ASKS
    return since >= schedule.nudge_after or last_call


def _chair_hour(schedule: Schedule, working: WorkingTime, made_at: datetime, now: datetime, meeting: Meeting) -> bool:
    """Whether a batching hour has come since the request was made; always where none are set, or time is short."""
    if not schedule.chair_hours or meeting.starts_at - now <= LAST_CALL:
        return True
    made, local = made_at.astimezone(working.zone), now.astimezone(working.zone)
    days = ((local - timedelta(days=back)).date() for back in range(2))
    hours = (datetime.combine(day, hour, working.zone) for day in days for hour in schedule.chair_hours)
    return any(made <= hour <= local for hour in hours)


def _in_office_hours(working: WorkingTime, now: datetime) -> bool:
    local = now.astimezone(working.zone)
    return working.is_working_day(local.date()) and working.opens <= local.time().replace(tzinfo=None) <= working.closes


def _to_the_head(
    picture: Picture, chair: Member, requests: list[ConsentRequest], key: str, now: datetime, *, nudge: bool
) -> Send:
    numbered = tuple(enumerate(requests, start=1))
    return Send(
        Letter(
            key=key,
            kind=LetterKind.APPROVAL,
            template="chair_request" if len(numbered) == 1 else "chair_list",
            to=chair.email,
            to_name=chair.name,
            meeting_id=picture.meeting.id,
            member_id=chair.id,
            context={"meeting": picture.meeting, "requests": numbered, "nudge": nudge, "listed_at": now},
            items=items_of(numbered),
        )
    )


def _summary(picture: Picture, now: datetime) -> Iterable[Send]:
    key = f"summary:{picture.meeting.id}:{picture.meeting.sequence}"
    return _report(picture, "summary", key, now, {})


def _report(picture: Picture, template: str, key: str, now: datetime, context: dict[str, object]) -> Iterable[Send]:
    """The same report to both addressees (R23); reasons stand only in the Head's."""
    figures = summarise(picture.meeting, picture.invitations, picture.requests, now)
    for reader in (picture.roster.chair, picture.roster.standing_vice_chair):
        if reader is None:
            continue
        yield Send(
            Letter(
                key=f"{key}:{reader.id}",
                kind=LetterKind.SUMMARY,
                template=template,
                to=reader.email,
                to_name=reader.name,
                meeting_id=picture.meeting.id,
                member_id=reader.id,
                context={
                    "meeting": picture.meeting,
                    "summary": figures,
                    "pending": picture.open_requests,
                    "to_chair": reader.role is Role.CHAIR,
                    **context,
                },
            )
        )


def _told_that_it_passed(picture: Picture) -> Iterable[Send]:
    for invitation in picture.invitations:
        silent = invitation.state is State.SILENT and not invitation.undeliverable
        if not silent or invitation.member.role is Role.CHAIR:
            continue
        yield Send(
            Letter(
                key=f"deadline_passed:{picture.meeting.id}:{picture.meeting.sequence}:{invitation.member.id}",
                kind=LetterKind.REMIND,
                template="deadline_passed",
                to=invitation.member.email,
                to_name=invitation.member.name,
                meeting_id=picture.meeting.id,
                member_id=invitation.member.id,
                context={"meeting": picture.meeting, "invitation": invitation},
            )
        )


def digest_day(now: datetime, at: time, working: WorkingTime) -> str | None:
    """The day whose digest is due, as 'YYYY-MM-DD'; None before the digest's hour."""
    local = now.astimezone(working.zone)
    return local.date().isoformat() if local.time().replace(tzinfo=None) >= at else None
