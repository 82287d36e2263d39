"""What came of the play, held against its script: every difference is a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from mailbot.core.model import ConsentRequest, Invitation, Meeting
from mailbot.core.summary import Summary, summarise
from mailbot.demo.parts import Mailbox, Part, Script
from mailbot.demo.people import Written
from mailbot.desk import Desk
from mailbot.desk.gather import standing
from mailbot.store import meetings
from mailbot.store.tables import ledger, outbox

OPEN = ("queued", "sending", "uncertain")


@dataclass(frozen=True)
class SentLetter:
    """A line of the outbox."""

    recipient: str
    template: str
    status: str
    token_hmac: str


@dataclass(frozen=True)
class CameIn:
    """A line of the ledger."""

    id: int
    message_id: str
    sender: str
    rule: str
    status: str
    settled: bool  # waited for a person, and does not any more


@dataclass(frozen=True)
class Outcome:
    """The database after the play."""

    summary: Summary
    requests: tuple[ConsentRequest, ...]
    letters: tuple[SentLetter, ...]
    mails: tuple[CameIn, ...]

    @property
    def invitations(self) -> dict[str, Invitation]:
        """Everybody who was invited, by id and by address."""
        chair = (self.summary.chair,) if self.summary.chair else ()
        everybody = (*chair, *(row.invitation for row in self.summary.rows), *self.summary.guests)
        return {name: i for i in everybody for name in (i.member.id, i.member.email)}


def look(desk: Desk, meeting: Meeting) -> Outcome:
    """Read all of it from the database."""
    now = datetime.now(UTC)
    with desk.store.read() as connection:
        invitations, requests = standing(connection, meeting.id, desk.roster(connection, now))
        meeting = meetings.one(connection, meeting.id)
        sent = connection.execute(sa.select(outbox).order_by(outbox.c.id)).all()
        came = connection.execute(sa.select(ledger).order_by(ledger.c.id)).all()
    return Outcome(
        summary=summarise(meeting, invitations, requests, now),
        requests=requests,
        letters=tuple(SentLetter(r.recipient, r.template, r.status, r.token_hmac) for r in sent),
        mails=tuple(CameIn(r.id, r.message_id, r.sender, r.rule, r.status, r.settled_at is not None) for r in came),
    )


def differences(
    script: Script, outcome: Outcome, written: Sequence[Written], addresses: Mapping[str, str]
) -> Iterator[str]:
    """Where the database does not say what the script says; `addresses`: of every part's own mailbox."""
    yield from _of_invitees(script.parts, outcome)
    yield from _of_letters(script.parts, outcome, addresses)
    yield from _of_mails(outcome, written, addresses)


def of_mailbox(outcome: Outcome, inbox: int, filed: int, delivered: int) -> Iterator[str]:
    """Where the servers do not hold what the database says: mails in the office's folders, letters delivered."""
    away = sum(mail.settled or mail.status in ("handled", "ignored", "duplicate") for mail in outcome.mails)
    yield from _unless_equal("mails in the mailbox, of the ledger's", inbox + filed, len(outcome.mails))
    yield from _unless_equal("mails filed away", filed, away)
    sent = sum(letter.status == "sent" for letter in outcome.letters)
    yield from _unless_equal("letters that the server took, of those sent", delivered, sent)


def _of_invitees(parts: Iterable[Part], outcome: Outcome) -> Iterator[str]:
    invitations = outcome.invitations
    late = {row.invitation.member.id for row in outcome.summary.late}
    for part in parts:
        invitation = invitations.get(part.who)
        yield from _unless_equal(f"{part.who}: invited", invitation is not None, part.state is not None)
        if invitation is None or part.state is None:
            continue
        member = invitation.member
        yield from _unless_equal(f"{part.who}: state", invitation.state.value, part.state.value)
        if not member.is_guest:
            name = invitation.substitute.name if invitation.substitute else None
            yield from _unless_equal(f"{part.who}: substitute", name or "", part.substitute)
        yield from _unless_equal(f"{part.who}: late", member.id in late, part.late)
        yield from _unless_equal(f"{part.who}: not reached", invitation.undeliverable, part.mailbox is not Mailbox.READ)
        asked = tuple(request.status.value for request in outcome.requests if request.member.id == member.id)
        yield from _unless_equal(f"{part.who}: requests", asked, tuple(status.value for status in part.requests))
    unknown = {i.member.id for i in invitations.values()} - {
        i.member.id for p in parts if (i := invitations.get(p.who))
    }
    yield from (f"{who}: is invited, and the script knows nothing of it" for who in sorted(unknown))


def _of_letters(parts: Iterable[Part], outcome: Outcome, addresses: Mapping[str, str]) -> Iterator[str]:
    wanted: Counter[tuple[str, str]] = Counter()
    refused: Counter[str] = Counter()
    for part in parts:
        wanted.update((addresses[part.who], template) for template in part.letters)
        wanted.update((_office_of(part, outcome), template) for template in part.office)
        refused[addresses[part.who]] += part.mailbox is Mailbox.REFUSED
    written = Counter((letter.recipient, letter.template) for letter in outcome.letters)
    for (recipient, template), number in sorted((wanted - written).items()):
        yield f"{recipient}: {number} letter(s) '{template}' too few"
    for (recipient, template), number in sorted((written - wanted).items()):
        yield f"{recipient}: {number} letter(s) '{template}' too many"
    for letter in outcome.letters:
        should_be = "failed" if refused[letter.recipient] else "sent"
        yield from _unless_equal(f"{letter.recipient}: letter '{letter.template}'", letter.status, should_be)


def _office_of(part: Part, outcome: Outcome) -> str:
    """The mailbox of his agency, through which the bot writes to a substitute or answers a secretary."""
    invitation = outcome.invitations.get(part.who)
    return next(iter(invitation.member.assistants), "") if invitation else ""


def _of_mails(outcome: Outcome, written: Sequence[Written], addresses: Mapping[str, str]) -> Iterator[str]:
    by_id: dict[str, list[CameIn]] = {}
    for mail in outcome.mails:
        by_id.setdefault(mail.message_id, []).append(mail)
    known = {one.message_id for one in written}
    for one in written:
        copies = by_id.get(one.message_id, [])
        what = f"{one.part.who}: “{one.line.words or one.line.client}”"
        rules = [one.line.rule] + ["duplicate"] * one.line.twice
        yield from _unless_equal(f"{what}: rule", [mail.rule for mail in copies], rules)
        yield from _unless_equal(f"{what}: needs a person", any(m.status == "review" for m in copies), one.line.review)
    for mail in outcome.mails:
        own = mail.message_id not in known
        if mail.status in ("received", "failed", "missing") or (own and mail.rule != "own_letter"):
            yield f"mail #{mail.id} of {mail.sender or 'nobody'}: {mail.status}, rule '{mail.rule}', not in the script"


def _unless_equal(what: str, found: object, wanted: object) -> Iterator[str]:
    if found != wanted:
        yield f"{what} is {found!r}, and should be {wanted!r}"
