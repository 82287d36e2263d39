"""Mails that nobody typed: a calendar's answer, an absence notice, a delivery status notification."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Callable
from datetime import UTC
from email.message import EmailMessage, Message
from email.utils import format_datetime, make_msgid

from icalendar import Calendar, Event, vCalAddress

from mailbot.demo.clients import Draft
from mailbot.demo.parts import Client

# (PARTSTAT, the word before the subject, the sentence that the calendar writes where the person writes none)
ACCEPTED = ("ACCEPTED", "Đã chấp nhận", "Có, tôi sẽ tham dự.")
DECLINED = ("DECLINED", "Đã từ chối", "Không, tôi sẽ không tham dự.")

NOTIFICATION = """\
From: Mail Delivery System <mailer-daemon@{domain}>
To: {office}
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: {message_id}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_report"

--=_report
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.{domain}.

<{address}>: unknown user: no mailbox of this name

--=_report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {address}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 unknown user: no mailbox of this name

--=_report
Content-Type: text/rfc822-headers

Message-ID: {letter_id}
To: {address}

--=_report--
"""


def accept(draft: Draft) -> Message:
    return _calendar_answer(draft, *ACCEPTED)


def decline(draft: Draft) -> Message:
    return _calendar_answer(draft, *DECLINED)


def _calendar_answer(draft: Draft, partstat: str, word: str, sentence: str) -> Message:
    """iTIP REPLY (RFC 5546, 3.2.3), with what the person typed as COMMENT, as Outlook does; no In-Reply-To."""
    invited = _event(draft)
    event = Event()
    for name in ("uid", "sequence", "dtstart", "dtend", "summary", "location", "organizer"):
        if name in invited:
            event[name] = invited[name]
    event.add("dtstamp", draft.now.astimezone(UTC).replace(microsecond=0))
    event.add("attendee", vCalAddress.new(draft.writer.address, cn=draft.writer.name, partstat=partstat), encode=False)
    if draft.words:
        event.add("comment", draft.words)
    calendar = Calendar()
    calendar.add("prodid", "-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "REPLY")
    calendar.add_component(event)
    mail = EmailMessage(policy=email.policy.SMTP)
    _address(mail, draft, f"{word}: {invited['summary']}")
    mail.set_content((draft.words or sentence) + "\n")
    mail.add_alternative(str(calendar.to_ical(), "utf-8"), subtype="calendar", params={"method": "REPLY"})
    return mail


def _event(draft: Draft) -> Event:
    """The invitation's own entry."""
    for part in draft.letter.walk() if draft.letter is not None else ():
        if part.get_content_type() == "text/calendar":
            found = Calendar.from_ical(bytes(part.get_payload(decode=True)))
            return next(event for event in found.walk("VEVENT") if isinstance(event, Event))
    raise LookupError(f"the letter '{draft.subject}' carries no calendar entry")


def away(draft: Draft) -> Message:
    """An absence notice as Zimbra sends it: to all appearance a person's reply, but for its headers (RFC 3834)."""
    mail = EmailMessage(policy=email.policy.SMTP)
    _address(mail, draft, f"Trả lời: {draft.subject}")
    if draft.letter is not None:
        mail["In-Reply-To"] = str(draft.letter["message-id"])
    mail["Auto-Submitted"] = "auto-replied (zimbra; vacation)"
    mail["Precedence"] = "bulk"
    mail.set_content(draft.words + "\n")
    return mail


def returned(draft: Draft) -> Message:
    """A delivery status notification (RFC 3464) with the headers of the letter that it returns."""
    letter_id = str(draft.letter["message-id"]) if draft.letter is not None else ""
    report = NOTIFICATION.format(
        address=draft.writer.address,
        domain=draft.writer.domain,
        office=draft.writer.office,
        date=format_datetime(draft.now),
        message_id=make_msgid(domain=draft.writer.domain),
        letter_id=letter_id,
    )
    return email.message_from_string(report)


def _address(mail: EmailMessage, draft: Draft, subject: str) -> None:
    mail["From"] = f'"{draft.writer.name}" <{draft.writer.address}>'
    mail["To"] = draft.writer.office
    mail["Subject"] = subject
    mail["Date"] = format_datetime(draft.now)
    mail["Message-ID"] = make_msgid(domain=draft.writer.domain)


MACHINES: dict[Client, Callable[[Draft], Message]] = {
    Client.ACCEPT: accept,
    Client.DECLINE: decline,
    Client.AWAY: away,
    Client.RETURNED: returned,
}

# Programs write in nobody's name: the envelope sender is empty, so that nothing can be sent back (RFC 3834, RFC 3464).
NULL_SENDER = {Client.AWAY, Client.RETURNED}
