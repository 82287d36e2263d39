"""Gathering: everything the rules may know about a mail, read in one transaction before anything is decided."""

from __future__ import annotations

import email
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from mailbot.core.model import (
    ConsentRequest,
    Doubt,
    Invitation,
    Mail,
    Meeting,
    Reading,
    Reference,
    Roster,
    SentMail,
    Signature,
)
from mailbot.core.parse import OwnMail, parse
from mailbot.core.reading import Occasion
from mailbot.core.rules import Case
from mailbot.desk.desk import Desk
from mailbot.store import meetings, own_letters, requests

# The Message-IDs of our letters in the head of a mail that answers them; how far to look, and how many to look up.
_OUR_TOKEN = re.compile(rb"<(?:invite|remind|clarify|receipt|approval|digest|summary)\.([0-9a-zA-Z]{8,64})@")
_HEAD = 32 * 1024
_LETTERS = 5
_TELLING = 6  # words

# How long after its start a meeting may still be what a late mail is about.
LINGERING = timedelta(days=7)


@dataclass(frozen=True)
class Opened:
    """A mail taken apart, with what must be known to read it."""

    mail: Mail
    roster: Roster
    reference: SentMail | None  # the letter of ours that it answers

    # Of that letter: the question it asked, and the numbered list it put before the Head.
    asked: Doubt = Doubt.NONE
    listed: tuple[tuple[int, str], ...] | None = None
    occasion: Occasion | None = None  # the meeting that the letter was about


def open_mail(
    connection: Connection, desk: Desk, raw: bytes, received_at: datetime, signed: Sequence[Signature] = ()
) -> Opened:
    """Take a mail apart, and find who may have written it and what it answers."""
    mail = parse(raw, received_at, own=own_words(connection, desk, raw), trust=desk.policy.trust, signed=signed)
    roster = people(connection, desk, received_at)
    reference = answered_letter(connection, desk, mail.references)
    listed = list_as_sent(connection, roster, reference)
    return Opened(mail, roster, reference, _asked(reference), listed, _occasion(connection, desk, reference))


def _occasion(connection: Connection, desk: Desk, reference: SentMail | None) -> Occasion | None:
    if reference is None or reference.meeting_id is None:
        return None
    meeting = meetings.one(connection, reference.meeting_id)
    return Occasion.of_title(meeting.title, desk.local(meeting.starts_at).date())


def people(connection: Connection, desk: Desk, moment: datetime) -> Roster:
    """Everybody whose mail is read as an answer: the seats in force, and the guests of convened meetings."""
    roster = desk.roster(connection, moment)
    guests = meetings.guests(connection, meetings.convened_after(connection, moment - LINGERING))
    known = {member.email for member in roster.members}
    return replace(roster, members=(*roster.members, *(g for g in guests if g.email not in known)))


def own_words(connection: Connection, desk: Desk, raw: bytes) -> OwnMail:
    """What in this mail may be ours: address, name, and the sentences of the letters that its head refers to.

    What somebody quotes without any mark of quotation is told from his own words by this alone.
    """
    office = desk.policy.office
    tokens = dict.fromkeys(match.decode("ascii") for match in _OUR_TOKEN.findall(raw[:_HEAD]))
    copies = (own_letters.copy_by_token(connection, desk.seal(token)) for token in list(tokens)[:_LETTERS])
    sentences = tuple(line for copy in copies if copy is not None for line in _lines_of(copy))
    return OwnMail(addresses=(office.mailbox,), names=(office.division,), sentences=sentences)


def _lines_of(copy: bytes) -> list[str]:
    """The lines of a letter's text part that nobody would write by chance."""
    for part in email.message_from_bytes(copy).walk():
        if part.get_content_type() == "text/plain":
            content = part.get_payload(decode=True)
            text = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
            return [line.strip() for line in text.splitlines() if len(line.split()) >= _TELLING]
    return []


def answered_letter(connection: Connection, desk: Desk, references: Iterable[Reference]) -> SentMail | None:
    """The nearest of our own letters that a mail refers to; a token that is not ours finds nothing."""
    for reference in references:
        found = own_letters.by_token(connection, desk.seal(reference.token))
        if found is not None and found.kind == reference.kind:
            return found
    return None


def list_as_sent(
    connection: Connection, roster: Roster, answered: SentMail | None
) -> tuple[tuple[int, str], ...] | None:
    """The numbered list to the Head that a mail answers, a line a request; None where it answers none."""
    if answered is None or not answered.items or answered.meeting_id is None:
        return None
    _, asked = standing(connection, answered.meeting_id, roster)
    by_id = {request.id: request for request in asked}
    return tuple((number, _line(by_id[rid])) for number, rid, _ in answered.items if rid in by_id)


def _line(request: ConsentRequest) -> str:
    member, substitute = request.member, request.substitute
    return f"{member.name} - {member.title}, {member.agency}: {substitute.name} - {substitute.title}"


def _asked(reference: SentMail | None) -> Doubt:
    """The question that the mail answers, where it answers one of ours."""
    known = {doubt.value for doubt in Doubt}
    if reference is None or reference.kind != "clarify" or reference.topic not in known:
        return Doubt.NONE
    return Doubt(reference.topic)


def case_of(connection: Connection, desk: Desk, opened: Opened, reading: Reading, *, ref: str, now: datetime) -> Case:
    """The mail with all that stands about its matter; the meeting is locked for the rest of the transaction."""
    mail, reference = opened.mail, opened.reference
    meeting, candidates = _meeting_of(connection, mail, reference)
    case = Case(mail, reading, opened.roster, desk.policy, now, ref=ref, reference=reference, candidates=candidates)
    if meeting is None:
        return case
    meetings.lock(connection, meeting.id)
    invitations, asked = standing(connection, meeting.id, opened.roster)
    return replace(case, meeting=meeting, invitations=invitations, requests=asked)


def standing(
    connection: Connection, meeting_id: int, roster: Roster
) -> tuple[tuple[Invitation, ...], tuple[ConsentRequest, ...]]:
    """Where every invitee of a meeting stands, and all its requests."""
    invitations = meetings.invitations(connection, meeting_id, roster)
    members = {invitation.member.id: invitation.member for invitation in invitations}
    return invitations, requests.of_meeting(connection, meeting_id, members)


def _meeting_of(
    connection: Connection, mail: Mail, reference: SentMail | None
) -> tuple[Meeting | None, tuple[Meeting, ...]]:
    """The meeting by the letter that is answered, else by the code in the subject, else the only one it can be."""
    if reference is not None and reference.meeting_id is not None:
        return meetings.one(connection, reference.meeting_id), ()
    if mail.code and (found := meetings.by_code(connection, mail.code)) is not None:
        return found, ()
    running = [m for m in meetings.convened_after(connection, mail.received_at) if _was_convened(m, mail.received_at)]
    alive = tuple(meeting for meeting in running if meeting.cancelled_at is None)
    return (alive[0], ()) if len(alive) == 1 else (None, alive)


def _was_convened(meeting: Meeting, moment: datetime) -> bool:
    return meeting.invited_at is not None and meeting.invited_at <= moment
