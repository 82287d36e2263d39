"""What follows from a mail or from the clock: a rule's name, and effects to be recorded in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mailbot.core.model.letter import Letter
from mailbot.core.model.meeting import Event, RequestStatus
from mailbot.core.model.reading import Mode, Substitute


class FiledAs(StrEnum):
    """What becomes of the mail on the server."""

    HANDLED = "handled"  # filed away
    REVIEW = "review"  # stays in the inbox: a person is needed
    IGNORED = "ignored"  # recorded, nothing follows; filed away


@dataclass(frozen=True)
class Answer:
    """Append to an invitee's journal."""

    meeting_id: int
    member_id: str
    event: Event
    substitute: Substitute | None = None
    reason: str = ""
    modes: tuple[Mode, ...] = ()
    companions: str = ""
    counts: bool = True  # an answer that fixes punctuality (a doubt does not)
    by_assistant: bool = False
    late: bool = False


@dataclass(frozen=True)
class OpenRequest:
    """Put a substitute on the list for the Head."""

    meeting_id: int
    member_id: str
    substitute: Substitute
    reason: str
    claimed_consent: bool = False


@dataclass(frozen=True)
class CloseRequest:
    """An open or granted request ends without the Head's word: withdrawn, voided, expired."""

    request_id: int
    status: RequestStatus


@dataclass(frozen=True)
class Settle:
    """The Head's word on one request; burns the token of the list it came from."""

    request_id: int
    granted: bool
    words: str
    digest: str


@dataclass(frozen=True)
class Revoke:
    """The Head takes a consent back."""

    request_id: int
    words: str


@dataclass(frozen=True)
class Send:
    """Put a letter into the outbox."""

    letter: Letter


Effect = Answer | OpenRequest | CloseRequest | Settle | Revoke | Send


@dataclass(frozen=True)
class Decision:
    """The outcome of the rules for one mail."""

    rule: str  # which rule decided; shown by 'why?'
    filed: FiledAs
    why: str = ""  # one Vietnamese sentence for the office
    effects: tuple[Effect, ...] = ()
    meeting_id: int | None = None
    member_id: str | None = None
