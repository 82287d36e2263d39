"""What the clock will call for: the same questions, asked at moments to come, as if nobody wrote until then."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailbot.core.due.picture import Picture
from mailbot.core.due.questions import due
from mailbot.core.model import (
    CloseMeeting,
    CloseRequest,
    ConsentRequest,
    Due,
    Effect,
    MarkAsked,
    MarkTold,
    Send,
)

# How closely the time to come is looked at; on the full ten minutes, at which reminders and deadlines fall.
STEP = timedelta(minutes=10)


def coming(picture: Picture, now: datetime, until: datetime) -> Counter[str]:
    """How many letters of each template go out after `now` and up to `until`."""
    found: Counter[str] = Counter()
    ahead = replace(picture, polled_at=None)  # the mailbox will have been looked at by then
    at = _next_step(now)
    while at <= until:
        for one in due(ahead, at):
            found.update(effect.letter.template for effect in one.effects if isinstance(effect, Send))
            ahead = _after(ahead, one, at)
        at += STEP
    return found


def _next_step(now: datetime) -> datetime:
    """The first full step after `now`."""
    epoch = datetime(2000, 1, 1, tzinfo=UTC)
    return now + STEP - (now - epoch) % STEP


def _after(picture: Picture, one: Due, at: datetime) -> Picture:
    """The picture with this done."""
    picture = replace(picture, done=picture.done | {one.key})
    if one.rule == "supplement":
        picture = replace(picture, supplements=picture.supplements + 1, changes=(), reported_at=at)
    for effect in one.effects:
        if isinstance(effect, CloseMeeting):
            picture = replace(picture, meeting=replace(picture.meeting, closed_at=at), reported_at=at, changes=())
        picture = replace(picture, requests=tuple(_touched(request, effect, at) for request in picture.requests))
    return picture


def _touched(request: ConsentRequest, effect: Effect, at: datetime) -> ConsentRequest:
    match effect:
        case MarkAsked(ids, nudge) if request.id in ids:
            return replace(request, nudges=request.nudges + 1, nudged_at=at) if nudge else replace(request, asked_at=at)
        case MarkTold(request.id):
            return replace(request, told_at=at)
        case CloseRequest(request.id, status):
            return replace(request, status=status)
        case _:
            return request
