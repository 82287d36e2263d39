"""The meeting whose code a clerk gives."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from mailbot.core.model import Meeting
from mailbot.office.errors import OfficeError
from mailbot.store import meetings


def meeting_of_code(connection: Connection, code: str) -> Meeting:
    """Raises OfficeError where no meeting has this code."""
    meeting = meetings.by_code(connection, code)
    if meeting is None:
        raise OfficeError(f"no meeting has the code {code!r}; `mailbot meeting list` shows them")
    return meeting


def locked_meeting(connection: Connection, code: str) -> Meeting:
    """The same, and until the transaction ends nobody else changes it."""
    meeting = meeting_of_code(connection, code)
    meetings.lock(connection, meeting.id)
    return meeting
