"""What differs between provinces, as the core sees it: the committee, the Regulation, times and manners."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mailbot.core.model.people import AgencyProfile
from mailbot.core.model.trust import Trust


class DeadlineRule(StrEnum):
    """How 'trong thời hạn 01 ngày' is read (domain/deadline.md, 2)."""

    H24 = "h24"  # T - 24 h; inclusive, never shifted
    CALENDAR_DAY = "calendar_day"  # the end of the day before
    WORKING_DAY_CLOSE = "working_day_close"  # office close of the last working day before
    EXPLICIT = "explicit"  # printed in the invitation


@dataclass(frozen=True)
class Committee:
    """The Committee's names, as letters print them."""

    name: str  # 'Ban Chỉ đạo Cải cách hành chính, Chuyển đổi số và Đề án 06'
    short: str  # 'BCĐ CCHC-CĐS-ĐA06'
    province: str  # 'tỉnh Bình Định'
    place: str  # for datelines: 'Bình Định'
    seats: int = 27


@dataclass(frozen=True)
class Regulation:
    """The instrument that letters cite (R1)."""

    citation: str  # full, at first mention
    short: str = "Quy chế"
    article: str = ""  # ' (Điều ...)', empty until the office supplies it


@dataclass(frozen=True)
class Office:
    """The clerks behind the mailbox."""

    division: str  # 'Phòng Kiểm soát thủ tục hành chính'
    agency: str  # 'Văn phòng UBND tỉnh Bình Định'
    mailbox: str  # the one address for confirmations (R22); lower case
    digest_to: tuple[str, ...]  # who gets the digests
    phone: str = ""
    footer: str = ""


class PaperFile(StrEnum):
    """A kind of file in which a report goes out."""

    DOCX = "docx"  # the draft of the report, in the administrative form
    XLSX = "xlsx"  # the list to work on
    PDF = "pdf"  # the draft as PDF; needs LibreOffice


@dataclass(frozen=True)
class Form:
    """How the office's own documents are headed and signed (NĐ 30/2020/NĐ-CP); what is empty follows from the rest.

    Number, date and signature are given by people and stand nowhere here.
    """

    superior: str = ""  # '' = 'UBND ' and the province
    issuer: tuple[str, ...] = ()  # in lines broken by hand; () = the agency without its superior: 'VĂN PHÒNG'
    reporter: str = ""  # how the issuer names itself in the text; '' = the agency
    symbol: str = ""  # 'BC-VPUB', fixed by the head of the agency; '' = left open
    authority: tuple[str, ...] = ("CHÁNH VĂN PHÒNG",)  # or 'KT. CHÁNH VĂN PHÒNG' above 'PHÓ CHÁNH VĂN PHÒNG'
    signer: str = ""  # without degrees; '' = left open
    recipients: tuple[str, ...] = ("Chánh Văn phòng (báo cáo)",)  # between 'Như trên' and 'Lưu'
    kept_by: str = ""  # 'KSTT' in 'Lưu: VT, KSTT.'; '' = only the archive
    attach: tuple[PaperFile, ...] = (PaperFile.DOCX, PaperFile.XLSX)  # to the summary and its supplements


@dataclass(frozen=True)
class WorkingTime:
    """Office days and hours; `holidays` and `working_swaps` are the yearly table (domain/deadline.md, 4)."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Ho_Chi_Minh"))
    opens: time = time(7, 30)
    closes: time = time(17, 0)
    holidays: frozenset[date] = frozenset()
    working_swaps: frozenset[date] = frozenset()  # Saturdays and Sundays worked by order

    def is_working_day(self, day: date) -> bool:
        return day in self.working_swaps or (day.weekday() < 5 and day not in self.holidays)


@dataclass(frozen=True)
class Schedule:
    """When mailbot does what, unasked."""

    poll: timedelta = timedelta(minutes=2)
    reminders: tuple[timedelta, ...] = (timedelta(days=3), timedelta(days=1))  # before the deadline
    digest_at: time = time(16, 30)
    chair_gather: timedelta = timedelta(minutes=30)  # further requests within this go out as one list
    chair_hours: tuple[time, ...] = ()  # batching hours: requests wait for these; empty = at once
    nudge_after: timedelta = timedelta(hours=4)
    nudges: int = 2
    consent_pause: timedelta = timedelta(minutes=10)  # in which the Head can take a consent back before others hear
    supplement_gather: timedelta = timedelta(minutes=30)
    supplement_at_once: timedelta = timedelta(hours=2)  # before the start


@dataclass(frozen=True)
class Limits:
    """How many letters may follow from mails before the rest waits for a clerk: nobody can make us flood anybody."""

    each_sender: int = 30  # from the mails of one sender, within 24 hours
    altogether: int = 300  # from all mails, within an hour


@dataclass(frozen=True)
class Policy:
    """All of it."""

    committee: Committee
    regulation: Regulation
    office: Office
    working: WorkingTime = field(default_factory=WorkingTime)
    schedule: Schedule = field(default_factory=Schedule)
    deadline: DeadlineRule = DeadlineRule.H24
    profiles: tuple[AgencyProfile, ...] = ()
    trust: Trust = field(default_factory=Trust)
    limits: Limits = field(default_factory=Limits)
    form: Form = field(default_factory=Form)
