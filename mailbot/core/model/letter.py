"""A letter to be written: to whom, which template, with what; the room `letters/` makes it MIME."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mailbot.core.model.meeting import Presence


class LetterKind(StrEnum):
    """The KIND in the Message-ID `<KIND.TOKEN@host>`: what a reply to this letter can be about."""

    INVITE = "invite"
    REMIND = "remind"
    CLARIFY = "clarify"
    RECEIPT = "receipt"
    APPROVAL = "approval"  # to the Head: requests for consent
    DIGEST = "digest"
    SUMMARY = "summary"


class CalendarMethod(StrEnum):
    """iTIP methods that we send (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True)
class CalendarEntry:
    """That the letter carries the meeting as an iCalendar part for its recipient."""

    method: CalendarMethod
    uid: str
    sequence: int = 0
    rsvp: bool = True


@dataclass(frozen=True)
class Supplement:
    """What makes a report one that follows an earlier one."""

    number: int
    previous_at: datetime
    changes: tuple[str, ...]  # since then, a sentence each
    changed: Mapping[str, str]  # by member id: 'trước đó: chưa phản hồi'


@dataclass(frozen=True)
class Details:
    """What a paper prints beside the summary, where the office knows it."""

    presences: Mapping[str, Presence] = field(default_factory=dict)  # by member id: who really came
    ways: Mapping[str, str] = field(default_factory=dict)  # by member id: 'thư điện tử', 'văn bản số 15/SNV-VP'
    invitation: str = ""  # 'Giấy mời số 120/GM-UBND ngày 20/9/2024'
    remarks: tuple[str, ...] = ()  # sentences for the report: vacant seats, what came on paper
    supplement: Supplement | None = None

    @property
    def has_presence(self) -> bool:
        return any(each.came is not None for each in self.presences.values())


@dataclass(frozen=True)
class Papers:
    """That a letter carries the papers of its meeting; which files these are is the office's choice (`Form.attach`)."""

    reasons: bool  # and the log, which quotes them: for the Head and the office only
    supplement: Supplement | None = None


@dataclass(frozen=True)
class Enclosure:
    """A file that goes out with a letter."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Illustration:
    """A PNG that stands within the HTML, with its words and the size at which it is shown."""

    content: bytes = field(repr=False)
    alt: str
    width: int  # CSS pixels
    height: int


@dataclass(frozen=True)
class Letter:
    """One mail to one recipient."""

    key: str  # business key, unique for ever: what makes sending it twice impossible
    kind: LetterKind
    template: str  # the file in templates/, without its ending
    to: str  # address
    to_name: str = ""
    meeting_id: int | None = None
    member_id: str | None = None
    context: Mapping[str, object] = field(default_factory=dict)
    in_reply_to: str = ""  # Message-ID that this answers; such letters are Auto-Submitted: auto-replied
    references: tuple[str, ...] = ()
    calendar: CalendarEntry | None = None
    items: tuple[tuple[int, int, str], ...] = ()  # of a list to the Head: (number, request id, digest)
    topic: str = ""
    documents: tuple[str, ...] = ()  # files to attach
    papers: Papers | None = None  # wanted; made into the two below before the letter is composed
    enclosures: tuple[Enclosure, ...] = ()
    bar: Illustration | None = None  # in the place of `@bar`
    cc: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One thing that a clerk can do about a mail or a letter: what, and the command that does it."""

    what: str
    line: str


@dataclass(frozen=True)
class OpenMail:
    """A mail that waits for a person, as the daily digest shows it."""

    ref: str  # how the office names it to `mailbot`
    received_at: datetime
    sender: str
    subject: str
    words: str  # the newest words of the mail itself
    why: str  # one Vietnamese sentence: why nobody but a person can act on it
    who: str = ""  # the invitee for whom it speaks, where that is known
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class StuckLetter:
    """A letter of ours that does not go out before a person looks: held over a ceiling, or refused."""

    recipient: str
    kind: LetterKind
    made_at: datetime
    why: str
    choices: tuple[Choice, ...] = ()
