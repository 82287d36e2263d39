"""The questions to a picture of one meeting, in the order in which what they find should be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from mailbot.core.due.head import consents, nudges, requests_to_the_head
from mailbot.core.due.members import expiry, reminders
from mailbot.core.due.picture import Picture
from mailbot.core.due.reports import closing, supplements
from mailbot.core.model import Due

QUESTIONS: tuple[Callable[[Picture, datetime], Iterable[Due]], ...] = (
    expiry,
    consents,
    requests_to_the_head,
    nudges,
    reminders,
    closing,
    supplements,
)


def due(picture: Picture, now: datetime) -> tuple[Due, ...]:
    """All that is due for this meeting at `now`, in the order in which it should be done."""
    if picture.meeting.cancelled_at is not None or picture.meeting.invited_at is None:
        return ()
    found = (one for question in QUESTIONS for one in question(picture, now))
    return tuple(one for one in found if one.key not in picture.done)
