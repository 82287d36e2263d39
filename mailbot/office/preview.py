"""A letter about a real meeting to a real person, made to be looked at: nothing is written down, nothing goes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from mailbot.core.model import (
    CalendarEntry,
    ConsentRequest,
    Invitation,
    Letter,
    Meeting,
    Member,
    RequestStatus,
    Role,
    Roster,
)
from mailbot.core.rules.decisions import agreed, substitute_released
from mailbot.core.rules.replies import calendar_uid
from mailbot.core.summary import summarise
from mailbot.desk import Desk
from mailbot.desk.daily import digest_context
from mailbot.desk.gather import standing
from mailbot.letters.cast import Cast
from mailbot.letters.samples import Sample, sample_letters
from mailbot.office.by_code import meeting_of_code
from mailbot.office.errors import OfficeError
from mailbot.office.meeting_letters import is_short_notice, softer_deadline


@dataclass(frozen=True)
class _Real:
    """What the database knows of one invitee of one meeting."""

    meeting: Meeting
    invitation: Invitation
    everybody: tuple[Invitation, ...]
    requests: tuple[ConsentRequest, ...]
    roster: Roster

    @property
    def member(self) -> Member:
        return self.invitation.member

    @property
    def own_request(self) -> ConsentRequest | None:
        """His last request for the Head's consent."""
        return next((r for r in reversed(self.requests) if r.member.id == self.member.id), None)

    @property
    def open_requests(self) -> tuple[ConsentRequest, ...]:
        return tuple(r for r in self.requests if r.status is RequestStatus.OPEN)


def real_letter(desk: Desk, template: str, code: str, member_id: str, now: datetime) -> tuple[Sample, tuple[str, ...]]:
    """The letter as it would be written now, and the names of its values that the database cannot know.

    Those stand as in the sample letters. Raises OfficeError where there is no such meeting or invitee, or where the
    letter never goes to somebody of that seat.
    """
    with desk.store.read() as connection:
        real = _known(connection, desk, code, member_id, now)
        known = _values(connection, desk, template, real, now)
    sample = _sample(template, real)
    letter = _addressed(sample.letter, real, desk)
    made_up = tuple(name for name in letter.context if name not in known)
    context = {name: known.get(name, value) for name, value in letter.context.items()}
    return Sample(template, replace(letter, context=context), now), made_up


def _known(connection: Connection, desk: Desk, code: str, member_id: str, now: datetime) -> _Real:
    meeting = meeting_of_code(connection, code)
    roster = desk.roster(connection, now)
    everybody, asked = standing(connection, meeting.id, roster)
    for invitation in everybody:
        if invitation.member.id == member_id:
            return _Real(meeting, invitation, everybody, asked, roster)
    raise OfficeError(
        f"{member_id!r} is not invited to meeting {meeting.code}; `mailbot meeting show {meeting.code}` names who is"
    )


def _values(connection: Connection, desk: Desk, template: str, real: _Real, now: datetime) -> Mapping[str, object]:
    """By the names that templates use; what is missing here the database does not know."""
    meeting, invitation = real.meeting, real.invitation
    values: dict[str, object] = {
        "meeting": meeting,
        "invitation": invitation,
        "short_notice": is_short_notice(meeting),
        "softer": softer_deadline(desk, meeting, now),
        "last": meeting.deadline - now <= timedelta(days=1),
        "nudge": False,
        "listed_at": now,
        "pending": real.open_requests,
        "summary": summarise(meeting, real.everybody, real.requests, now),
        "to_chair": real.member.role is Role.CHAIR,
        "by_assistant": invitation.by_assistant,
    }
    if now < meeting.deadline:
        values["left"] = meeting.deadline - now
    if invitation.last_answer_at is not None:
        values |= {"received_at": invitation.last_answer_at, "late": invitation.last_answer_at > meeting.deadline}
    if invitation.substitute is not None:
        values["substitute"] = invitation.substitute
    if real.own_request is not None:
        values["request"] = real.own_request
    if real.open_requests:
        values["requests"] = tuple(enumerate(real.open_requests, start=1))
    if template in ("digest", "digest_quiet"):
        values |= digest_context(connection, desk, desk.local(now).date(), now)
    return values


def _sample(template: str, real: _Real) -> Sample:
    """The sample of this letter to somebody in the same seat, with the real people in it."""
    member, cast = real.member, Cast()
    chair, vice_chair = real.roster.chair or cast.chair, real.roster.standing_vice_chair or cast.vice_chair
    plain_seat = member.role not in (Role.GUEST, Role.CHAIR)
    cast = replace(
        cast,
        chair=member if member.role is Role.CHAIR else chair,
        vice_chair=vice_chair,
        guest=member if member.role is Role.GUEST else cast.guest,
        member=member if plain_seat else cast.member,
        substitute=real.invitation.substitute or cast.substitute,
    )
    samples = [sample for sample in sample_letters(cast) if sample.letter.template == template]
    to_him = [sample for sample in samples if sample.letter.member_id == member.id]
    to_nobody_in_person = [sample for sample in samples if sample.letter.member_id is None]
    if not (fitting := to_him or to_nobody_in_person):
        seats = {chair.id: "the Head", vice_chair.id: "the Standing Vice-Chair", cast.guest.id: "guests"}
        readers = dict.fromkeys(seats.get(str(sample.letter.member_id), "members") for sample in samples)
        raise OfficeError(f"the letter '{template}' never goes to {member.name}, only to {' and '.join(readers)}")
    return fitting[0]


def _addressed(letter: Letter, real: _Real, desk: Desk) -> Letter:
    """To whom and with what it would really go: address, calendar entry, documents."""
    meeting, member, request = real.meeting, real.member, real.own_request
    if letter.member_id is None:
        return replace(letter, to=desk.policy.office.digest_to[0])
    letter = replace(letter, meeting_id=meeting.id)
    if request is not None and letter.template == "substitute_invited":
        letter = replace(agreed(meeting, request, desk.policy)[1].letter, context=letter.context)
    elif request is not None and letter.template == "substitute_released":
        cause = str(letter.context["cause"])
        letter = replace(substitute_released(meeting, request, cause, desk.policy).letter, context=letter.context)
    elif letter.calendar is not None:
        entry = CalendarEntry(letter.calendar.method, calendar_uid(meeting, member, desk.policy), meeting.sequence)
        letter = replace(letter, calendar=entry)
    return replace(letter, documents=meeting.documents) if letter.template == "invite" else letter
