"""What the clock calls for towards the Head: new requests, and those he has not answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from mailbot.core.due.picture import Picture
from mailbot.core.model import (
    ConsentRequest,
    Due,
    Letter,
    LetterKind,
    MarkAsked,
    MarkTold,
    Meeting,
    Member,
    RequestStatus,
    Send,
)
from mailbot.core.policy import Schedule, WorkingTime
from mailbot.core.rules import decisions
from mailbot.core.rules.binding import request_digest
from mailbot.core.rules.decisions import LAST_CALL
from mailbot.core.rules.to_the_head import items_of

BETWEEN_ASKS = timedelta(minutes=30)
# No honest day brings the Head so many lists about one meeting: after that, new requests are gathered much longer.
MANY_LISTS = 16


def requests_to_the_head(picture: Picture, now: datetime) -> Iterable[Due]:
    """New requests go to the Head at once; within half an hour of the last they are gathered into one numbered list."""
    meeting, schedule = picture.meeting, picture.policy.schedule
    new = [request for request in picture.open_requests if request.asked_at is None]
    chair = picture.roster.chair
    if not new or chair is None or now >= meeting.starts_at:
        return
    if _gathering(picture, now) or not _chair_hour(
        schedule, picture.policy.working, min(r.made_at for r in new), now, meeting
    ):
        return
    ids = tuple(request.id for request in new)
    send = _to_the_head(picture, chair, new, f"ask:{meeting.id}:{','.join(map(str, ids))}", now, nudge=False)
    yield Due(send.letter.key, "request_to_the_head", (send, MarkAsked(ids)), meeting.id)


def _gathering(picture: Picture, now: datetime) -> bool:
    """Whether the last list is so fresh that new requests wait for the next one; whoever wrote them, or was made to."""
    lists = {request.asked_at for request in picture.requests if request.asked_at is not None}
    if not lists:
        return False
    near = picture.meeting.starts_at - now <= LAST_CALL
    span = timedelta(0) if near else picture.policy.schedule.chair_gather
    if sum(now - at < timedelta(days=1) for at in lists) >= MANY_LISTS:
        span = BETWEEN_ASKS if near else max(span, picture.policy.schedule.nudge_after)
    return now - max(lists) < span


def consents(picture: Picture, now: datetime) -> Iterable[Due]:
    """A consent that the Head has had time to take back is carried to the member and to the substitute.

    Not while words of his wait for a person that may take it back, and never to the next holder of the member's seat.
    """
    if now >= picture.meeting.starts_at or picture.doubted:
        return
    for request in picture.requests:
        asked = request_digest(picture.meeting, request.member, request.substitute) == request.digest
        ripe = request.status is RequestStatus.GRANTED and request.told_at is None and asked
        if ripe and (request.tell_at or now) <= now and not _second_thoughts_may_wait(picture, request, now):
            letters = decisions.agreed(picture.meeting, request, picture.policy)
            yield Due(f"told:{request.id}", "consent_told", (*letters, MarkTold(request.id)), picture.meeting.id)


def _second_thoughts_may_wait(picture: Picture, request: ConsentRequest, now: datetime) -> bool:
    """Whether the server may have words of his that came within the pause and were not fetched and handled yet.

    A mailbox that cannot be reached keeps a consent back until there is no more time for it.
    """
    paused = bool(picture.policy.schedule.consent_pause) and request.tell_at is not None
    if not paused or picture.polled_at is None or picture.meeting.starts_at - now <= LAST_CALL:
        return False
    return request.tell_at is not None and picture.polled_at < request.tell_at


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
    stand = {invitation.member.id: invitation for invitation in picture.invitations}
    writers = {request.id: stand[request.member.id] for request in requests}  # who really wrote, for the Head to know
    return Send(
        Letter(
            key=key,
            kind=LetterKind.APPROVAL,
            template="chair_request" if len(numbered) == 1 else "chair_list",
            to=chair.email,
            to_name=chair.name,
            meeting_id=picture.meeting.id,
            member_id=chair.id,
            context={
                "chair": chair,
                "meeting": picture.meeting,
                "requests": numbered,
                "nudge": nudge,
                "listed_at": now,
                "writers": writers,
            },
            items=items_of(numbered),
        )
    )
