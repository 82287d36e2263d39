"""A mail as it came in, taken apart but not yet understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as day_of_year
from datetime import datetime
from enum import StrEnum

from mailbot.core.model.trust import UNVOUCHED, Authenticity


class Source(StrEnum):
    """What kind of mail this is, before its meaning."""

    REPLY = "reply"  # a person wrote it
    CALENDAR = "calendar"  # iTIP METHOD:REPLY or COUNTER (RFC 5546)
    AUTO = "auto"  # out-of-office, MDN, list mail, any Auto-Submitted (RFC 3834)
    BOUNCE = "bounce"  # DSN, delivery failure (RFC 3464)
    OTHER = "other"  # spam, newsletter, unrelated


class PartStat(StrEnum):
    """RFC 5545, 3.2.12."""

    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"
    NEEDS_ACTION = "NEEDS-ACTION"


@dataclass(frozen=True)
class Address:
    """One mailbox of a header; `email` is lower case, `name` decoded and in NFC."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class Reference:
    """One of our own mails that this one refers to: `<KIND.TOKEN@host>` or `KIND.TOKEN` in a button's body."""

    kind: str
    token: str

    def __str__(self) -> str:
        return f"{self.kind}.{self.token}"


@dataclass(frozen=True)
class CalendarReply:
    """What a calendar client answered (iTIP REPLY or COUNTER)."""

    method: str  # upper case
    partstat: PartStat | None
    attendee: str = ""  # lower case, without mailto:
    delegated_to: str = ""
    delegate_name: str = ""  # the CN of the second attendee, where there is one
    uid: str = ""
    sequence: int | None = None
    comment: str = ""  # what the person typed: to be read as text
    start: datetime | None = None  # of a COUNTER: the proposed time


@dataclass(frozen=True)
class Bounce:
    """A delivery status notification: who could not be reached, and why."""

    recipients: tuple[str, ...]  # failed addresses, lower case
    status: str = ""  # enhanced code, '5.1.1'; '' where the notice names none
    diagnostic: str = ""
    permanent: bool = True


@dataclass(frozen=True)
class Attachment:
    """A part that is no body text: its name, type and size, and its text layer where it has one."""

    filename: str
    content_type: str
    size: int  # bytes
    text: str = ""


@dataclass(frozen=True)
class Mail:
    """A mail, taken apart."""

    received_at: datetime  # the server's receipt time (INTERNALDATE), aware
    source: Source
    sender: Address | None  # the one mailbox of the one From; None where there is not exactly one
    subject: str = ""
    message_id: str = ""
    date: datetime | None = None  # the Date header, aware; shown, never decided upon
    references: tuple[Reference, ...] = ()  # of ours, nearest first
    text: str = ""  # the writer's newest words
    quoted: bool = False  # there was quoted text below or between
    calendar: CalendarReply | None = None
    bounce: Bounce | None = None
    attachments: tuple[Attachment, ...] = ()
    automatic: str = ""  # which sign of automatic mail was found
    doubts: tuple[str, ...] = ()  # why this mail must not be acted upon alone: 'parts differ', 'two From fields'
    code: str = ""  # the meeting's short code in the subject, where there is one
    items: tuple[tuple[int, str], ...] = ()  # answers written between quoted numbered lines: (number, words)
    signature: str = ""  # what stood below the closing or was marked as signature: names, posts; no answer
    subject_words: str = ""  # what the writer typed into the subject beside the title of our letter
    quoted_day: day_of_year | None = None  # the last day that our letter names, as quoted below: the meeting's
    authenticity: Authenticity = UNVOUCHED  # whether the sender is who the From field says
    listed: tuple[tuple[int, str], ...] = ()  # the numbered list of our letter, as quoted below: (number, line)
