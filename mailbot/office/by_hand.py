"""What reached the office otherwise than by mail: a letter on paper, the Head's word on the telephone (R22, F2).

It goes the way of a mail: the same rules decide, the same letters follow; the journal names who entered it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from mailbot.core.model import (
    ENTERED,
    Address,
    ConsentRequest,
    Decision,
    FiledAs,
    Intent,
    Mail,
    Meeting,
    Member,
    Rank,
    Reading,
    Reference,
    RequestStatus,
    SentMail,
    Source,
    Substitute,
)
from mailbot.core.rules import Case, decide, decisions
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.desk.gather import standing
from mailbot.office.errors import OfficeError
from mailbot.store import meetings
from mailbot.store.journals import Cause


@dataclass(frozen=True)
class Entry:
    """Who entered what, on which ground: 'Công văn số 120/SNV-VP', 'ý kiến trực tiếp qua điện thoại'."""

    clerk: str
    ground: str
    received_at: datetime  # when the paper was registered, or the word was given


def enter_answer(
    desk: Desk, code: str, member_id: str, intent: Intent, substitute: Substitute | None, entry: Entry, now: datetime
) -> Decision:
    """A member's answer that came on paper. Raises OfficeError where there is nobody or nothing to enter it for."""
    with desk.store.begin() as connection:
        meeting, case = _case(connection, desk, code, now)
        member = next((i.member for i in case.invitations if i.member.id == member_id), None)
        if member is None:
            raise OfficeError(f"{member_id!r} is not invited to {meeting.code}; `mailbot meeting show` lists who is")
        if entry.received_at > now:
            raise OfficeError("an answer cannot have arrived in the future")
        reading = Reading(Source.REPLY, intent, member.id, "member", substitute, why=entry.ground, rule="by_hand")
        return _decided(connection, desk, _of(case, reading, member, entry), entry, now)


def enter_consent(desk: Desk, request_id: int, *, granted: bool, words: str, entry: Entry, now: datetime) -> Decision:
    """The Head's word given otherwise than by mail, on one open or granted request."""
    with desk.store.begin() as connection:
        meeting, request, case = _requested(connection, desk, request_id, now)
        chair = case.roster.chair
        if chair is None:
            raise OfficeError("the roster has no Head")
        intent = Intent.APPROVE if granted else Intent.REFUSE
        reading = Reading(Source.REPLY, intent, chair.id, "chair", why=entry.ground, rule="by_hand")
        listed = SentMail(
            "approval", meeting.id, chair.id, chair.email, entry.received_at, ((1, request.id, request.digest),)
        )
        made = _of(case, reading, chair, entry, words=words, reference=listed)
        return _decided(connection, desk, made, entry, now)


def enter_absence(desk: Desk, request_id: int, *, words: str, entry: Entry, now: datetime) -> Decision:
    """The Head lets the member stay away without anybody in his place: his word on an open or granted request."""
    with desk.store.begin() as connection:
        _, request, case = _requested(connection, desk, request_id, now)
        if case.roster.chair is None:
            raise OfficeError("the roster has no Head")
        reading = Reading(Source.REPLY, Intent.ABSENT, case.roster.chair.id, "chair", why=entry.ground, rule="by_hand")
        made = _of(case, reading, case.roster.chair, entry, words=words)
        return _applied(connection, desk, decisions.absence_accepted(made, request), entry, now)


def open_requests(connection: Connection, desk: Desk, now: datetime) -> tuple[tuple[Meeting, ConsentRequest], ...]:
    """Every request of coming meetings that a word of the Head could still change."""
    alive = (RequestStatus.OPEN, RequestStatus.GRANTED)
    found = []
    for meeting in desk.open_meetings(connection, now):
        _, asked = standing(connection, meeting.id, desk.roster(connection, now))
        found += [(meeting, request) for request in asked if request.status in alive]
    return tuple(found)


def _case(connection: Connection, desk: Desk, code: str, now: datetime) -> tuple[Meeting, Case]:
    meeting = meetings.by_code(connection, code)
    if meeting is None or meeting.invited_at is None:
        raise OfficeError(f"no convened meeting has the code {code!r}; `mailbot meeting list` shows them")
    meetings.lock(connection, meeting.id)
    roster = desk.roster(connection, now)
    invitations, asked = standing(connection, meeting.id, roster)
    empty = Mail(now, Source.REPLY, None)
    nobody = Reading(Source.REPLY, Intent.NONE)
    return meeting, Case(
        empty, nobody, roster, desk.policy, now, meeting=meeting, invitations=invitations, requests=asked
    )


def _requested(
    connection: Connection, desk: Desk, request_id: int, now: datetime
) -> tuple[Meeting, ConsentRequest, Case]:
    for meeting, request in open_requests(connection, desk, now):
        if request.id == request_id:
            return meeting, request, _case(connection, desk, meeting.code, now)[1]
    raise OfficeError(f"no request {request_id} is open; `mailbot record list` shows those that are")


def _of(
    case: Case, reading: Reading, writer: Member, entry: Entry, *, words: str = "", reference: SentMail | None = None
) -> Case:
    mail = Mail(
        received_at=entry.received_at,
        source=Source.REPLY,
        sender=Address(writer.email, writer.name),
        references=(Reference("approval", ""),) if reference else (),
        text=words,
        authenticity=ENTERED,
    )
    return Case(
        mail,
        reading,
        case.roster,
        case.policy,
        case.now,
        ref=f"entry {case.now.isoformat()} {writer.id}",
        reference=reference,
        meeting=case.meeting,
        invitations=case.invitations,
        requests=case.requests,
        clerk=entry.clerk,
    )


def _decided(connection: Connection, desk: Desk, case: Case, entry: Entry, now: datetime) -> Decision:
    decision = decide(case)
    if decision.filed is not FiledAs.HANDLED:
        raise OfficeError(f"this cannot be recorded ({decision.rule}): {decision.why or 'see `mailbot meeting show`'}")
    return _applied(connection, desk, decision, entry, now)


def _applied(connection: Connection, desk: Desk, decision: Decision, entry: Entry, now: datetime) -> Decision:
    cause = Cause(decision.rule, f"office: {entry.clerk}", entry.received_at, entry.ground)
    apply(connection, desk, decision.effects, cause, now)
    return decision


def substitute_of(name: str, title: str, rank: Rank) -> Substitute:
    return Substitute(name.strip() or None, title.strip() or None, rank)
