"""The letters that follow from a mail: who gets which template with what; the words stand in `templates/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from mailbot.core.model import (
    Answer,
    CalendarEntry,
    CalendarMethod,
    ConsentRequest,
    Invitation,
    Letter,
    LetterKind,
    Meeting,
    Member,
    RequestStatus,
    Send,
    Substitute,
)
from mailbot.core.policy import Policy
from mailbot.core.rules.binding import request_digest
from mailbot.core.rules.case import Case
from mailbot.core.rules.standing import standing

# A request with its number on the list that the Head got, and his word on it.
Decided = tuple[int, ConsentRequest, bool]

# Nobody changes his mind so often about one meeting: after that, changes bring one letter of a kind a day.
MANY_TURNS = 20


def calendar_uid(meeting: Meeting, member: Member, policy: Policy, *, substitute: bool = False) -> str:
    """The iCalendar UID of this invitee's entry: stable over updates (RFC 5545, 3.8.4.7)."""
    domain = policy.office.mailbox.rpartition("@")[2]
    return f"{meeting.code}.{member.id}{'.substitute' if substitute else ''}@{domain}".lower()


def is_late(case: Case) -> bool:
    """Whether this mail came after the deadline; never against a deadline that lay before the invitation."""
    meeting, invitation = case.invited()
    excused = invitation.undeliverable or (invitation.invited_at or meeting.deadline) > meeting.deadline
    return case.mail.received_at > meeting.deadline and not excused


def to_member(
    case: Case, template: str, kind: LetterKind, said: Answer | None = None, *, topic: str = "", **context: object
) -> Send:
    """A letter to the mailbox that wrote, about the invitee for whom it wrote.

    The key holds the person, the reason (template, topic, turn) and the day: one letter of a kind for each of these,
    however often the same thing is written. Who keeps changing his word, or is made to, is not written to each time.
    """
    meeting, invitation = case.invited()
    member = invitation.member
    stands = standing(invitation, said) if said else invitation
    day = case.mail.received_at.astimezone(case.policy.working.zone).date()
    return Send(
        Letter(
            key=f"{template}:{topic}:{meeting.id}:{member.id}:{min(stands.turn, MANY_TURNS)}:{day}",
            kind=kind,
            template=template,
            to=case.mail.sender.email if case.mail.sender else member.email,
            to_name=member.name,
            meeting_id=meeting.id,
            member_id=member.id,
            context={
                "meeting": meeting,
                "invitation": stands,
                "received_at": case.mail.received_at,
                "late": is_late(case),
                "before": None,
                **context,
            },
            in_reply_to=case.mail.message_id,
            topic=topic,
        )
    )


def to_office(case: Case, title: str, *lines: str, once: str = "") -> tuple[Send, ...]:
    """A notice to the clerks that something wants a person now, not with the next digest.

    With `once`, one for all the mails for which that is the same.
    """
    meeting = case.meeting
    return tuple(
        Send(
            Letter(
                key=f"office_notice:{once or case.ref}:{address}",
                kind=LetterKind.DIGEST,
                template="office_notice",
                to=address,
                meeting_id=meeting.id if meeting else None,
                context={"meeting": meeting, "title": title, "lines": lines},
            )
        )
        for address in case.policy.office.digest_to
    )


def to_substitute(case: Case, request: ConsentRequest, cause: str) -> Send:
    """To a substitute who was told that he goes: he does not, whatever the cause; his calendar entry is taken back."""
    assert case.meeting is not None
    return substitute_released(case.meeting, request, cause, case.policy)


def substitute_released(meeting: Meeting, request: ConsentRequest, cause: str, policy: Policy) -> Send:
    """As `to_substitute`, where no mail but a change of the meeting is the cause."""
    entry = _substitute_entry(meeting, request, policy, CalendarMethod.CANCEL)
    return _about_substitute("substitute_released", meeting, request, entry, cause=cause)


def _substitute_entry(
    meeting: Meeting, request: ConsentRequest, policy: Policy, method: CalendarMethod
) -> CalendarEntry:
    sequence = meeting.sequence + (method is CalendarMethod.CANCEL)
    uid = calendar_uid(meeting, request.member, policy, substitute=True)
    return CalendarEntry(method, f"{_mark(request)}.{uid}", sequence, rsvp=False)


def _mark(request: ConsentRequest) -> str:
    """What tells this request from every other of the same member: what it asks and when it was made, because one
    that the Head granted beforehand has its letters written before it has a number."""
    return f"{request.digest[:16]}.{request.made_at.astimezone(UTC):%Y%m%dt%H%M%S%f}"


def _about_substitute(
    template: str, meeting: Meeting, request: ConsentRequest, entry: CalendarEntry, **context: object
) -> Send:
    """The substitute's own address is seldom known: his agency's office mailbox passes it on, else the member's."""
    return Send(
        Letter(
            key=f"{template}:{meeting.id}:{request.member.id}:{_mark(request)}",
            kind=LetterKind.RECEIPT,
            template=template,
            to=next(iter(request.member.assistants), request.member.email),
            to_name=request.substitute.name or "",
            meeting_id=meeting.id,
            member_id=request.member.id,
            context={"meeting": meeting, "request": request, **context},
            calendar=entry,
        )
    )


def of_decision(
    case: Case, number: int, request: ConsentRequest, *, granted: bool, wants_head: bool, other: Substitute | None
) -> tuple[Send, ...]:
    """The Head's word, carried to the member, and after consent to the substitute (L09a, b, c, f)."""
    assert case.meeting is not None
    decided = replace(
        request,
        status=RequestStatus.GRANTED if granted else RequestStatus.REFUSED,
        words=case.words,
        decided_at=case.mail.received_at,
    )
    if not granted:
        return (_to_member_of(case.meeting, "decision_refused", decided, wants_head=wants_head, other=other),)
    entry = _substitute_entry(case.meeting, decided, case.policy, CalendarMethod.REQUEST)
    return (
        _to_member_of(case.meeting, "decision_agreed", decided),
        _about_substitute("substitute_invited", case.meeting, decided, entry),
    )


def of_revocation(case: Case, request: ConsentRequest) -> tuple[Send, ...]:
    """The Head took his consent back: the member and the substitute are told."""
    assert case.meeting is not None
    decided = replace(request, words=case.words, decided_at=case.mail.received_at)
    return (
        _to_member_of(case.meeting, "decision_revoked", decided),
        substitute_released(case.meeting, decided, "revoked", case.policy),
    )


def of_granted(case: Case, member: Member, substitute: Substitute, words: str) -> tuple[Send, ...]:
    """The member proposed the very person whom the Head had named: all three hear that it stands."""
    meeting, _ = case.invited()
    request = ConsentRequest(
        id=0,
        meeting_id=meeting.id,
        member=member,
        substitute=substitute,
        reason=case.reading.reason or "",
        status=RequestStatus.GRANTED,
        made_at=case.now,
        digest=request_digest(meeting, member, substitute),
        decided_at=case.mail.received_at,
        words=words,
    )
    entry = _substitute_entry(meeting, request, case.policy, CalendarMethod.REQUEST)
    return (
        _to_member_of(meeting, "decision_agreed", request),
        _about_substitute("substitute_invited", meeting, request, entry),
        *office_decision(case, ((1, request, True),)),
    )


def _to_member_of(meeting: Meeting, template: str, request: ConsentRequest, **context: object) -> Send:
    kind = LetterKind.RECEIPT if template == "decision_agreed" else LetterKind.CLARIFY
    return Send(
        Letter(
            key=f"{template}:{meeting.id}:{request.member.id}:{_mark(request)}",
            kind=kind,
            template=template,
            to=request.member.email,
            to_name=request.member.name,
            meeting_id=meeting.id,
            member_id=request.member.id,
            context={"meeting": meeting, "request": request, **context},
        )
    )


def office_decision(case: Case, decided: Sequence[Decided]) -> tuple[Send, ...]:
    """The office hears of every decision at once."""
    return tuple(
        Send(
            Letter(
                key=f"office_decision:{case.ref}:{address}",
                kind=LetterKind.RECEIPT,
                template="office_decision",
                to=address,
                meeting_id=case.meeting.id if case.meeting else None,
                context={"meeting": case.meeting, "decided": tuple(decided)},
            )
        )
        for address in case.policy.office.digest_to
    )


def mail_in_your_name(case: Case) -> tuple[Send, ...]:
    """To the address that a forged mail bears, and to the office: one a day, however many come."""
    member, sender = case.member, case.mail.sender
    if member is None or sender is None:
        return ()
    day = case.mail.received_at.astimezone(case.policy.working.zone).date()
    letter = Letter(
        key=f"mail_in_your_name:{sender.email}:{day}",
        kind=LetterKind.CLARIFY,
        template="mail_in_your_name",
        to=sender.email,
        to_name=member.name,
        meeting_id=case.meeting.id if case.meeting else None,
        member_id=member.id,
        context={"meeting": case.meeting, "received_at": case.mail.received_at},
    )
    title = f"Có thư mạo danh địa chỉ {sender.email}"
    notice = to_office(case, title, case.mail.authenticity.grounds, once=f"forged:{sender.email}:{day}")
    return (Send(letter), *notice)


def for_invitee(invitation: Invitation, meeting: Meeting, policy: Policy) -> CalendarEntry:
    """The invitee's own calendar entry of the meeting as it now stands."""
    return CalendarEntry(
        CalendarMethod.REQUEST, calendar_uid(meeting, invitation.member, policy), meeting.sequence, rsvp=True
    )
