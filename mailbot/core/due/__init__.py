"""What the clock calls for at `now`: pure questions to a picture of one meeting; the database remembers what was done.

Every due thing has a key, so that a second tick, a restart or a clock that was put back does nothing twice.  A thing
that was missed while the daemon was down is done late where it still helps, and is passed over where it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from mailbot.core.due.head import consents, nudges, requests_to_the_head
from mailbot.core.due.members import expiry, reminders
from mailbot.core.due.picture import Change, Picture, before_words, describe
from mailbot.core.due.reports import closing, digest_day, supplements
from mailbot.core.model import Due

__all__ = ["QUESTIONS", "Change", "Picture", "before_words", "describe", "digest_day", "due"]

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
