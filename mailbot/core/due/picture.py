"""One convened meeting as it stands, and what changed in it: all that the clock's questions may look at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.core.model import ConsentRequest, Invitation, Meeting, Member, RequestStatus, Roster, State, Substitute
from mailbot.core.policy import Policy
from mailbot.core.summary import SHORT_TERMS


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
    doubted: bool = False  # a mail of the Head about a consent that nobody has heard of waits for a person
    polled_at: datetime | None = None  # all received until then is handled; None: no mailbox is being watched

    @property
    def open_requests(self) -> tuple[ConsentRequest, ...]:
        return tuple(r for r in self.requests if r.status is RequestStatus.OPEN)


def before_words(change: Change) -> str:
    """Where somebody stood before, for the mark beside his line in a list."""
    return "cập nhật" if change.before is change.after else f"trước đó: {SHORT_TERMS[change.before]}"


def describe(change: Change) -> str:
    """A change in one line, in the terms of the reports."""
    who = f"đồng chí {change.member.name} ({change.member.title})"
    whom = f": đồng chí {change.substitute.name}" if change.substitute and change.substitute.name else ""
    if change.before is change.after:
        return f"{who}: {SHORT_TERMS[change.after]}{whom} (cập nhật)"
    return f"{who}: từ “{SHORT_TERMS[change.before]}” sang “{SHORT_TERMS[change.after]}”{whom}"
