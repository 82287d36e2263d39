"""What follows from a mail or from the clock: a rule's name, and effects to be recorded in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailbot.core.model.letter import Letter
from mailbot.core.model.meeting import Event, RequestStatus
from mailbot.core.model.reading import Mode, Substitute


class FiledAs(StrEnum):
    """What becomes of the mail on the server."""

    HANDLED = "handled"  # filed away
    REVIEW = "review"  # stays in the inbox: a person is needed
    IGNORED = "ignored"  # recorded, nothing follows; filed away
    LEFT = "left"  # recorded, nothing follows; stays where people expect it


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
    counts: bool = True  # an answer that fixes punctuality (a doubt does not, nor does the Head's word)
    by_assistant: bool = False
    written_by: str = ""  # the address that wrote; '' where the office or the clock did
    unverified: bool = False  # nobody vouched for that address, and no token of ours came back
    turn: int = 0  # how many times this invitee's standing has changed, this answer included


@dataclass(frozen=True)
class OpenRequest:
    """Put a substitute on the list for the Head."""

    meeting_id: int
    member_id: str
    substitute: Substitute
    reason: str
    digest: str
    claimed_consent: bool = False
    granted: bool = False  # from the outset: the Head named this very substitute himself
    granted_words: str = ""  # in these words
    tell_at: datetime | None = None  # as in `Settle`


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
    wish: Substitute | None = None  # 'phải là đồng chí X'
    tell_at: datetime | None = None  # of a consent: when the member and the substitute hear of it
    recorded_by: str = ""  # as in `ConsentRequest`
    ground: str = ""


@dataclass(frozen=True)
class Revoke:
    """The Head takes a consent back."""

    request_id: int
    words: str
    recorded_by: str = ""
    ground: str = ""


@dataclass(frozen=True)
class Undeliverable:
    """A letter to this invitee came back: he has not been reached."""

    meeting_id: int
    member_id: str
    address: str
    diagnostic: str


@dataclass(frozen=True)
class Asked:
    """A question about this doubt went out to this invitee."""

    meeting_id: int
    member_id: str
    doubt: str


@dataclass(frozen=True)
class MarkInvited:
    """This invitee's invitation is on its way."""

    meeting_id: int
    member_id: str


@dataclass(frozen=True)
class MarkAsked:
    """These requests were put before the Head, or put again (a nudge)."""

    request_ids: tuple[int, ...]
    nudge: bool = False


@dataclass(frozen=True)
class MarkTold:
    """The letters that carry this consent to the member and the substitute are made."""

    request_id: int


@dataclass(frozen=True)
class DistrustToken:
    """Somebody else than its recipient has answered this letter: from now on its token proves nothing."""

    letter_id: int


@dataclass(frozen=True)
class CloseMeeting:
    """The deadline has passed and the summary is on its way."""

    meeting_id: int


@dataclass(frozen=True)
class Send:
    """Put a letter into the outbox."""

    letter: Letter


Effect = (
    Answer
    | OpenRequest
    | CloseRequest
    | Settle
    | Revoke
    | Undeliverable
    | Asked
    | MarkInvited
    | MarkAsked
    | MarkTold
    | DistrustToken
    | CloseMeeting
    | Send
)


@dataclass(frozen=True)
class Decision:
    """The outcome of the rules for one mail."""

    rule: str  # which rule decided; shown by 'why?'
    filed: FiledAs
    why: str = ""  # one Vietnamese sentence for the office
    effects: tuple[Effect, ...] = ()
    meeting_id: int | None = None
    member_id: str | None = None


@dataclass(frozen=True)
class Due:
    """Something that the clock calls for; its key makes doing it twice impossible."""

    key: str
    rule: str
    effects: tuple[Effect, ...] = ()
    meeting_id: int | None = None
