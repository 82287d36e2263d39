"""The letters that follow from a mail: who gets which template with what; the words stand in `templates/`."""

from __future__ import annotations

from mailbot.core.model import (
    Answer,
    CalendarEntry,
    CalendarMethod,
    Invitation,
    Letter,
    LetterKind,
    Meeting,
    Member,
    Send,
)
from mailbot.core.policy import Policy
from mailbot.core.rules.case import Case
from mailbot.core.rules.standing import standing

# Nobody changes his mind so often about one meeting: after that, changes bring one letter of a kind a day.
MANY_TURNS = 20


def calendar_uid(meeting: Meeting, member: Member, policy: Policy, *, substitute: bool = False) -> str:
    """The iCalendar UID of this invitee's entry: stable over updates (RFC 5545, 3.8.4.7)."""
    domain = policy.office.mailbox.rpartition("@")[2]
    return f"{meeting.code}.{member.id}{'.substitute' if substitute else ''}@{domain}".lower()


def day(case: Case) -> str:
    """The day on the office's clock on which the mail came, as it stands in keys."""
    return case.mail.received_at.astimezone(case.policy.working.zone).date().isoformat()


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
    return Send(
        Letter(
            key=f"{template}:{topic}:{meeting.id}:{member.id}:{min(stands.turn, MANY_TURNS)}:{day(case)}",
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
    return office_notice(case.policy, once or case.ref, title, lines, case.meeting)


def office_notice(
    policy: Policy, key: str, title: str, lines: tuple[str, ...], meeting: Meeting | None = None
) -> tuple[Send, ...]:
    """As `to_office`, where no case is at hand."""
    return tuple(
        Send(
            Letter(
                key=f"office_notice:{key}:{address}",
                kind=LetterKind.DIGEST,
                template="office_notice",
                to=address,
                meeting_id=meeting.id if meeting else None,
                context={"meeting": meeting, "title": title, "lines": lines},
            )
        )
        for address in policy.office.digest_to
    )


def mail_in_your_name(case: Case) -> tuple[Send, ...]:
    """To the address that a forged mail bears, and to the office: one a day, however many come."""
    member, sender = case.member, case.mail.sender
    if member is None or sender is None:
        return ()
    letter = Letter(
        key=f"mail_in_your_name:{sender.email}:{day(case)}",
        kind=LetterKind.CLARIFY,
        template="mail_in_your_name",
        to=sender.email,
        to_name=member.name,
        meeting_id=case.meeting.id if case.meeting else None,
        member_id=member.id,
        context={"meeting": case.meeting, "received_at": case.mail.received_at},
    )
    title = f"Có thư mạo danh địa chỉ {sender.email}"
    notice = to_office(case, title, case.mail.authenticity.grounds, once=f"forged:{sender.email}:{day(case)}")
    return (Send(letter), *notice)


def for_invitee(invitation: Invitation, meeting: Meeting, policy: Policy) -> CalendarEntry:
    """The invitee's own calendar entry of the meeting as it now stands."""
    return CalendarEntry(
        CalendarMethod.REQUEST, calendar_uid(meeting, invitation.member, policy), meeting.sequence, rsvp=True
    )
