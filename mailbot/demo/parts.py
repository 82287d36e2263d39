"""The values of a script: who writes what, in which client, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mailbot.core.model import RequestStatus, State


class Client(StrEnum):
    """What a mail is written with; its value is what the spectators are told."""

    PLAIN = "plain text"
    PHONE = "iPhone"
    GMAIL = "Gmail"
    OUTLOOK = "Outlook"
    ZIMBRA = "Zimbra"
    APPLE = "Apple Mail"
    BUTTON = "a button in our letter"
    ACCEPT = "calendar: accepted"
    DECLINE = "calendar: declined"
    AWAY = "automatic: out of office"
    RETURNED = "automatic: delivery failure"


class Mailbox(StrEnum):
    """What becomes of letters to somebody."""

    READ = "read"
    REFUSED = "refused"  # the server does not know the address: 550 at RCPT
    RETURNED = "returned"  # taken at first; the next server sends a delivery status notification back


@dataclass(frozen=True)
class Cue:
    """A moment of the play: the `count`-th letter of this kind has come to this person."""

    who: str
    kind: str
    count: int = 1


@dataclass(frozen=True)
class Line:
    """One mail that somebody writes; it waits for the letter that it answers, and for its cue."""

    words: str
    rule: str  # which rule must decide about it
    client: Client = Client.PLAIN
    to: str = "invite"  # the kind of letter that it answers, the last one of that kind; '' answers none
    after: float = 0.5  # seconds from then on: nobody writes at once
    cue: Cue | None = None
    sender: str = ""  # written from another mailbox than the writer's own
    review: bool = False  # a person must look at it
    twice: bool = False  # two servers deliver it, as happens


@dataclass(frozen=True)
class Part:
    """A person of the play, and how the play must end for him."""

    who: str  # the id of a seat; the address of somebody who has none
    lines: tuple[Line, ...] = ()
    state: State | None = None  # None: not invited
    letters: tuple[str, ...] = ("invite",)  # by template, to his own mailbox
    office: tuple[str, ...] = ()  # by template, to his agency's office mailbox
    substitute: str = ""
    requests: tuple[RequestStatus, ...] = ()
    late: bool = False
    mailbox: Mailbox = Mailbox.READ
    name: str = ""  # of somebody who has no seat


@dataclass(frozen=True)
class Guest:
    """Somebody from outside the Committee who is invited, too (R36)."""

    name: str
    title: str
    agency: str
    address: str


@dataclass(frozen=True)
class Script:
    """A whole play."""

    parts: tuple[Part, ...]
    refusals: tuple[tuple[str, str], ...] = ()  # substitutes whom the Head refuses, and what he adds
    heads_clients: tuple[Client, ...] = (Client.PHONE,)  # with what he answers our lists, in this order
    guests: tuple[Guest, ...] = ()
    members: tuple[str, ...] = ()  # who is invited; empty: all
    deadline: float = 27.0  # seconds after the invitations
    digest: float = 35.0  # when the office gets its digest, likewise
    patience: float = 52.0  # when the play ends, whatever is missing
