"""A meeting, who is invited to it, and what stands between the members, the Head and the office about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailbot.core.model.people import Member
from mailbot.core.model.reading import Mode, Substitute


class MeetingKind(StrEnum):
    """R24-R28."""

    QUARTERLY = "quarterly"
    HALF_YEAR = "half_year"
    ANNUAL = "annual"
    AD_HOC = "ad_hoc"
    OTHER = "other"


class State(StrEnum):
    """Where an invitee stands; exclusive, and together all who were invited (letters L15)."""

    ATTENDS = "attends"  # tham dự
    SUBSTITUTE = "substitute"  # dự thay, đã được đồng ý
    PENDING = "pending"  # đề nghị dự thay, chờ ý kiến
    REFUSED = "refused"  # đề nghị dự thay, chưa được đồng ý
    ABSENT = "absent"  # báo vắng
    UNCLEAR = "unclear"  # đã phản hồi, cần báo lại
    SILENT = "silent"  # chưa phản hồi


class Event(StrEnum):
    """What can happen to an invitee's answer; the states' table in `core/states.py` says what follows."""

    ATTEND = "attend"
    ABSENT = "absent"
    PROPOSE = "propose"  # a substitute who may be put before the Head
    PROPOSE_INELIGIBLE = "propose_ineligible"  # division level, staff, another agency
    PROPOSE_UNKNOWN = "propose_unknown"  # somebody, but who or of what post is not known
    DOUBT = "doubt"  # answered, but nobody could act on it
    CONSENT = "consent"
    REFUSAL = "refusal"
    REVOCATION = "revocation"  # the Head takes his consent back before the start
    VOID = "void"  # a new time: what was answered no longer holds


class RequestStatus(StrEnum):
    """The life of a request for the Head's consent."""

    OPEN = "open"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"  # the member comes after all, stays away, or proposes another
    VOIDED = "voided"  # was granted, and no longer holds: another substitute, a new time
    REVOKED = "revoked"  # was granted, and the Head took it back
    EXPIRED = "expired"  # the meeting began without an answer: silence is not consent


@dataclass(frozen=True)
class Meeting:
    """One meeting; times are aware."""

    id: int
    code: str  # short, in every subject: 'Q3-7K4M'
    kind: MeetingKind
    title: str  # 'Phiên họp quý III/2024'
    starts_at: datetime
    place: str
    presiding: str  # người chủ trì, not always the Head (R29)
    deadline: datetime  # frozen when the meeting was made; inclusive
    deadline_policy: str  # which reading made it
    invited_at: datetime | None = None
    closed_at: datetime | None = None  # the summary went out
    moved_at: datetime | None = None  # when it was last given another time: what was said before is about the old one
    moved_sequence: int = 0  # the iCalendar SEQUENCE from that on
    cancelled_at: datetime | None = None
    postponed: bool = False  # cancelled, and to be held at a time that nobody knows yet
    sequence: int = 0  # iCalendar SEQUENCE
    documents: tuple[str, ...] = ()  # file names to attach
    note: str = ""


@dataclass(frozen=True)
class Invitation:
    """One invitee of one meeting and where he stands: the last line of his journal."""

    meeting_id: int
    member: Member
    state: State = State.SILENT
    substitute: Substitute | None = None
    reason: str = ""
    modes: tuple[Mode, ...] = ()
    companions: str = ""
    first_answer_at: datetime | None = None  # receipt time; fixes punctuality
    last_answer_at: datetime | None = None  # receipt time; fixes content
    invited_at: datetime | None = None  # when this one's invitation went out
    undeliverable: bool = False  # the invitation bounced
    asked: tuple[str, ...] = ()  # doubts about which a question is already out
    by_assistant: bool = False  # 'chưa do thành viên trực tiếp gửi'
    written_by: str = ""  # the address that gave the last answer
    unverified: bool = False  # nobody vouched for that address: 'chưa xác thực được người gửi'
    turn: int = 0  # how many times his standing has changed

    @property
    def is_guest(self) -> bool:
        return self.member.is_guest


@dataclass(frozen=True)
class ConsentRequest:
    """A request for the Head's consent: this member, this substitute, this meeting, and nothing else."""

    id: int
    meeting_id: int
    member: Member
    substitute: Substitute
    reason: str
    status: RequestStatus
    made_at: datetime
    digest: str  # of (meeting, time, member, substitute, rank): consent binds to exactly that
    asked_at: datetime | None = None  # when it was first put before the Head
    nudges: int = 0
    nudged_at: datetime | None = None
    decided_at: datetime | None = None
    words: str = ""  # the Head's own
    claimed_consent: bool = False
    received_at: datetime | None = None  # of the member's mail
    wish: Substitute | None = None  # whom the Head named instead
    tell_at: datetime | None = None  # of a granted one: until then the Head can take it back and nobody else has heard
    told_at: datetime | None = None  # when the letters to the member and the substitute were made
    recorded_by: str = ""  # the clerk who entered the Head's word; '' where he wrote it himself
    ground: str = ""  # on which the clerk did: 'ý kiến trực tiếp qua điện thoại'


@dataclass(frozen=True)
class Presence:
    """Who really took an invitee's seat, as the office noted it in the room."""

    came: bool | None = None  # None: not noted
    who: str = ""  # who came; '' = the member himself


@dataclass(frozen=True)
class JournalLine:
    """One line of an invitee's journal, as the office's log tells it."""

    at: datetime  # when it was recorded
    member: Member
    event: Event
    before: State
    after: State
    rule: str  # which rule decided
    actor: str = "mail"  # 'mail', 'clock', 'office', 'office: NAME'
    words: str = ""  # on which it rests: of the mail, or the ground that the office gave
    substitute: Substitute | None = None
    by_assistant: bool = False


@dataclass(frozen=True)
class SentMail:
    """One of our own mails, found by the token that a reply carries."""

    kind: str
    meeting_id: int | None
    member_id: str | None  # to whom it was sent
    recipient: str
    written_at: datetime  # what it says is of then, however long it waited for a server
    items: tuple[tuple[int, int, str], ...] = ()  # of a list to the Head: (number, request id, digest)
    topic: str = ""  # of a question: the doubt it asked about
    id: int = 0  # the outbox's number of it; 0 where it was never a mail
    exposed: bool = False  # somebody else than its recipient has answered it: its token proves nothing any more
