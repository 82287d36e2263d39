"""What a mail says, with the words that say so: the outcome of reading, before any rule is applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mailbot.core.model.mail import Source


class Intent(StrEnum):
    """What the mail says about attending, or the Head about a request."""

    ATTEND = "attend"
    ABSENT = "absent"
    DELEGATE = "delegate"
    APPROVE = "approve"
    REFUSE = "refuse"
    MIXED = "mixed"
    QUESTION = "question"
    UNCLEAR = "unclear"
    NONE = "none"


class Rank(StrEnum):
    """A substitute's rank, seen from the member's own agency (domain/titles.md, 1)."""

    DEPUTY = "deputy"
    DIVISION = "division"
    STAFF = "staff"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"


class UnitKind(StrEnum):
    """Which sentence of the Regulation a division-level substitute runs against (letters L05, L05b)."""

    PHONG = "phong"  # phòng, văn phòng or thanh tra of a department: 'không được cử Lãnh đạo cấp phòng'
    UNIT = "unit"  # chi cục, trung tâm, ...: 'chỉ phân công cho Cấp phó'
    NONE = "none"


class Verdict(StrEnum):
    """The Head's word on one request."""

    APPROVE = "approve"
    REFUSE = "refuse"


class Mode(StrEnum):
    """How a member attends, beside that he does (phrases.md, E)."""

    LATE = "late"
    EARLY = "early"
    PARTIAL = "partial"
    ONLINE = "online"


class Doubt(StrEnum):
    """The kind of doubt, which decides the one closed question to ask (letters L06)."""

    NONE = "none"
    ATTENDANCE = "attendance"  # L06a: comes, does not come, or sends somebody?
    PERSON = "person"  # L06b: who, and which post?
    POST = "post"  # L06c: which post is that?
    SEVERAL = "several"  # L06d: which of them?
    ATTACHMENT = "attachment"  # L06e: the answer is in an attachment
    RECEIPT = "receipt"  # L06f: 'đã nhận' only
    ITEMS = "items"  # L08b: the Head's answer fits no request
    OTHER = "other"  # nothing to ask: a person looks


@dataclass(frozen=True)
class Substitute:
    """Who is to go in the member's place, as far as the mail says."""

    name: str | None = None
    title: str | None = None
    rank: Rank = Rank.UNKNOWN
    unit: UnitKind = UnitKind.NONE
    registered: bool | None = None  # on the agency's register of deputies; None: there is no register


@dataclass(frozen=True)
class Reading:
    """How one mail was read; `docs` of the keys in `mailbot read --json`."""

    source: Source
    intent: Intent
    sender: str | None = None  # id of the member for whom the mail speaks
    writer: str = ""  # 'member', 'assistant', 'chair', 'stranger', ...: whose mailbox wrote
    substitute: Substitute | None = None
    items: Mapping[str, Verdict] | None = None  # '1', '2', ..., '*' = all the others
    reason: str | None = None
    review: bool = False
    why: str = ""  # one Vietnamese sentence for the office
    words: tuple[str, ...] = ()  # the words of the mail on which the reading rests
    rule: str = ""  # the reading rule that decided
    doubt: Doubt = Doubt.NONE
    modes: tuple[Mode, ...] = ()
    companions: str = ""  # who comes along, as written
    claimed_consent: bool = False  # the member says that the Head has agreed already
    remark: str = ""  # further words worth passing on (the Head's instruction), as written
    wants_head: bool = False  # the Head asks the member himself to come
    other_person: Substitute | None = None  # 'đồng ý nhưng phải là đồng chí X'
    extra: Mapping[str, str] = field(default_factory=dict)  # what `--explain` shows besides
