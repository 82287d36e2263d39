"""Who comes: the figures of a meeting, and its rows in protocol order, exceptions apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailbot.core.model import ConsentRequest, Invitation, Meeting, RequestStatus, Role, State

# The order of the summary's table (letters L15): what the Head wants to know first stands first.
ORDER: tuple[State, ...] = (
    State.ATTENDS,
    State.SUBSTITUTE,
    State.PENDING,
    State.REFUSED,
    State.ABSENT,
    State.UNCLEAR,
    State.SILENT,
)

# The one term per state that all letters and reports use (letters, 0).
TERMS: dict[State, str] = {
    State.ATTENDS: "Tham dự",
    State.SUBSTITUTE: "Dự thay, đã được Trưởng Ban đồng ý",
    State.PENDING: "Đề nghị dự thay, đang chờ ý kiến",
    State.REFUSED: "Đề nghị dự thay, chưa được đồng ý",
    State.ABSENT: "Báo vắng",
    State.UNCLEAR: "Đã phản hồi, cần báo lại",
    State.SILENT: "Chưa phản hồi",
}

SHORT_TERMS: dict[State, str] = {
    State.ATTENDS: "tham dự",
    State.SUBSTITUTE: "dự thay",
    State.PENDING: "chờ ý kiến",
    State.REFUSED: "chưa được đồng ý",
    State.ABSENT: "báo vắng",
    State.UNCLEAR: "cần báo lại",
    State.SILENT: "chưa phản hồi",
}


@dataclass(frozen=True)
class Row:
    """One invitee in the summary."""

    number: int  # in protocol order, from 1
    invitation: Invitation
    request: ConsentRequest | None  # the last one that counts
    late_by: timedelta | None  # of the first answer; None: in time, or none yet
    changed_late: bool = False  # answered in time, changed after the deadline

    @property
    def state(self) -> State:
        return self.invitation.state

    @property
    def is_exception(self) -> bool:
        return self.state is not State.ATTENDS


@dataclass(frozen=True)
class Summary:
    """The figures of one meeting at one moment."""

    meeting: Meeting
    at: datetime
    rows: tuple[Row, ...]  # the invitees, without the Head and without guests
    chair: Invitation | None  # the Head's own attendance, apart: the report is made to him
    guests: tuple[Invitation, ...]  # a table of their own (R36)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def counts(self) -> dict[State, int]:
        """Every state with its number; sums to `total`."""
        tally = Counter(row.state for row in self.rows)
        return {state: tally[state] for state in ORDER}

    @property
    def exceptions(self) -> tuple[Row, ...]:
        """Everybody who does not simply attend: by state in the summary's order, then in protocol order."""
        wanted = [row for row in self.rows if row.is_exception]
        return tuple(sorted(wanted, key=lambda row: (ORDER.index(row.state), row.number)))

    @property
    def late(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.late_by is not None)

    @property
    def undeliverable(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.invitation.undeliverable)

    def headline(self) -> str:
        """The sentence that matters: '21/26 đồng chí tham dự; 3 dự thay đã được đồng ý; 1 chờ ý kiến'."""
        counts = self.counts
        terms = {**SHORT_TERMS, State.SUBSTITUTE: "dự thay đã được đồng ý"}
        rest = [f"{counts[state]} {terms[state]}" for state in ORDER[1:] if counts[state]]
        return "; ".join([f"{counts[State.ATTENDS]}/{self.total} đồng chí tham dự", *rest])


def punctuality(invitation: Invitation, deadline: datetime) -> tuple[timedelta | None, bool]:
    """How late the first answer was (None: in time or none), and whether a timely answer changed afterwards.

    The first answer fixes punctuality, the last one content; both by server receipt time, the deadline inclusive.
    Nobody is late against a deadline that lay before his own invitation, nor when his invitation could not be
    delivered (domain: deadline, 6).
    """
    first, last = invitation.first_answer_at, invitation.last_answer_at
    if first is None:
        return None, False
    if first <= deadline:
        return None, last is not None and last > deadline
    if invitation.undeliverable or (invitation.invited_at is not None and invitation.invited_at > deadline):
        return None, False
    return first - deadline, False


def summarise(
    meeting: Meeting, invitations: Iterable[Invitation], requests: Iterable[ConsentRequest], at: datetime
) -> Summary:
    """The figures of `meeting` at `at`, from where each invitee stands."""
    ordered = sorted(invitations, key=lambda invitation: (invitation.member.order, invitation.member.id))
    by_member = {request.member.id: request for request in sorted(requests, key=lambda request: request.made_at)}
    seats = [i for i in ordered if not i.is_guest and i.member.role is not Role.CHAIR]
    rows = []
    for number, invitation in enumerate(seats, start=1):
        late_by, changed_late = punctuality(invitation, meeting.deadline)
        request = by_member.get(invitation.member.id)
        if request is not None and request.status is RequestStatus.WITHDRAWN:
            request = None
        rows.append(Row(number, invitation, request, late_by, changed_late))
    return Summary(
        meeting=meeting,
        at=at,
        rows=tuple(rows),
        chair=next((i for i in ordered if i.member.role is Role.CHAIR), None),
        guests=tuple(i for i in ordered if i.is_guest),
    )
