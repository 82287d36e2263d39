"""The sections of config.toml that say how the Committee works: names, Regulation, office, times, agencies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from mailbot.config import kinds
from mailbot.config.form_section import read_form
from mailbot.config.section import Section
from mailbot.core.dates import say_weekday
from mailbot.core.model import AgencyProfile, Trust, TrustProfile
from mailbot.core.policy import Committee, DeadlineRule, Limits, Office, Policy, Regulation, Schedule, WorkingTime
from mailbot.core.profiles import PROFILES
from mailbot.mailbox.vouching import is_installed

LONGEST_RANGE = 31  # days of one row of the holidays: more is a mistyped year

SEATS = kinds.number(1, 500, "a number of seats", "27")
LETTERS = kinds.number(1, 100_000, "a number of letters", "30")
NUDGES = kinds.number(0, 2, "a number of nudges", "2")
POLL = kinds.duration("5s", "1h", "2m")
BEFORE = kinds.several(kinds.duration("1m", "60d", "3d"))
GATHER = kinds.duration("0m", "24h", "30m")
NUDGE_AFTER = kinds.duration("10m", "7d", "4h")
TIMES = kinds.several(kinds.TIME_OF_DAY)
ADDRESSES = kinds.several(kinds.MAIL_ADDRESS, least=1)
HOSTS = kinds.several(kinds.HOST_NAME)
NAMESERVERS = kinds.several(kinds.IP_ADDRESS)
DNS_TIMEOUT = kinds.duration("1s", "1m", "5s")
NAMES = kinds.several(kinds.FILLED)
PATTERNS = kinds.several(kinds.BEGINNING)


class InstallationRule(StrEnum):
    """The readings of 'trong thời hạn 01 ngày' that an installation can choose; 'explicit' belongs to one meeting."""

    H24 = DeadlineRule.H24.value
    CALENDAR_DAY = DeadlineRule.CALENDAR_DAY.value
    WORKING_DAY_CLOSE = DeadlineRule.WORKING_DAY_CLOSE.value


class DayKind(StrEnum):
    """What a row of the holidays says of its days."""

    OFF = "off"  # the office is closed
    SWAP = "swap"  # a Saturday or Sunday that is worked by order


def read_policy(root: Section) -> Policy:
    """The whole policy; what is wrong is noted in the section's faults."""
    committee, zone = _committee(root.section("committee"))
    rule, opens, closes = _deadline(root.section("deadline"))
    off, swaps = _holidays(root.section("holidays"))
    return Policy(
        committee=committee,
        regulation=_regulation(root.section("regulation")),
        office=_office(root.section("office")),
        working=WorkingTime(zone, opens, closes, off, swaps),
        schedule=_schedule(root.section("schedule")),
        deadline=DeadlineRule(rule),
        trust=_trust(root.section("trust")),
        limits=_limits(root.section("limits")),
        form=read_form(root.section("form")),
        profiles=tuple(_profiles(root.tables("agency_kind"))),
    )


def holiday_warnings(working: WorkingTime, today: date) -> Iterator[str]:
    """Years for which the table of holidays has no row: this one, and from October on the next."""
    years = {day.year for day in working.holidays}
    for year in (today.year, (today + timedelta(days=92)).year):
        if year not in years:
            years.add(year)
            yield f"holidays: no day of {year} is in the table: only Saturdays and Sundays count as days off then"


def _committee(section: Section) -> tuple[Committee, ZoneInfo]:
    committee = Committee(
        name=section.need("name", kinds.FILLED, "", '"Ban Chỉ đạo Cải cách hành chính, Chuyển đổi số và Đề án 06"'),
        short=section.need("short", kinds.FILLED, "", '"BCĐ CCHC-CĐS-ĐA06"'),
        province=section.need("province", kinds.FILLED, "", '"tỉnh Bình Định"'),
        place=section.need("place", kinds.FILLED, "", '"Bình Định"'),
        seats=section.read("seats", SEATS, Committee.seats),
    )
    zone = section.read("zone", kinds.ZONE, WorkingTime().zone)
    section.close()
    return committee, zone


def _regulation(section: Section) -> Regulation:
    example = '"Quy chế hoạt động của Ban Chỉ đạo ban hành kèm theo Quyết định số 76/QĐ-BCĐ ngày 21/5/2024"'
    regulation = Regulation(
        citation=section.need("citation", kinds.FILLED, "", example),
        short=section.read("short", kinds.FILLED, Regulation.short, '"Quy chế"'),
        article=section.read("article", kinds.TEXT, Regulation.article, '" (Điều 8)"'),
    )
    section.close()
    return regulation


def _office(section: Section) -> Office:
    mailbox = section.need("mailbox", kinds.MAIL_ADDRESS, "").lower()
    office = Office(
        division=section.need("division", kinds.FILLED, "", '"Phòng Kiểm soát thủ tục hành chính"'),
        agency=section.need("agency", kinds.FILLED, "", '"Văn phòng UBND tỉnh Bình Định"'),
        mailbox=mailbox,
        digest_to=tuple(a.lower() for a in section.read("digest_to", ADDRESSES, (mailbox,))),
        phone=section.read("phone", kinds.TEXT, Office.phone, '"0256 3822 294"'),
        footer=section.read("footer", kinds.TEXT, Office.footer),
    )
    section.close()
    return office


def _deadline(section: Section) -> tuple[InstallationRule, time, time]:
    rule = section.read("policy", kinds.choice(InstallationRule), InstallationRule.H24)
    opens = section.read("opens", kinds.TIME_OF_DAY, WorkingTime.opens, '"07:30"')
    closes = section.read("closes", kinds.TIME_OF_DAY, WorkingTime.closes, '"17:00"')
    if closes <= opens:
        section.note("closes", f"'{closes:%H:%M}' is not after the opening at '{opens:%H:%M}'", 'closes = "17:00"')
    section.close()
    return rule, opens, closes


def _schedule(section: Section) -> Schedule:
    usual = Schedule()
    schedule = Schedule(
        poll=section.read("poll", POLL, usual.poll),
        reminders=section.read("reminders", BEFORE, usual.reminders, '["3d", "1d"]'),
        digest_at=section.read("digest_at", kinds.TIME_OF_DAY, usual.digest_at),
        chair_gather=section.read("chair_gather", GATHER, usual.chair_gather),
        chair_hours=section.read("chair_hours", TIMES, usual.chair_hours, '["09:00", "15:00"]'),
        nudge_after=section.read("nudge_after", NUDGE_AFTER, usual.nudge_after),
        nudges=section.read("nudges", NUDGES, usual.nudges),
        consent_pause=section.read("consent_pause", GATHER, usual.consent_pause),
        supplement_gather=section.read("supplement_gather", GATHER, usual.supplement_gather),
        supplement_at_once=section.read("supplement_at_once", GATHER, usual.supplement_at_once, '"2h"'),
    )
    section.close()
    return schedule


def _trust(section: Section) -> Trust:
    usual = Trust()
    trust = Trust(
        profile=section.read("profile", kinds.choice(TrustProfile), Trust.profile),
        authserv_ids=_lower(section.read("authserv_ids", HOSTS, (), '["mx.vpub.binhdinh.example"]')),
        login_hosts=_lower(section.read("login_hosts", HOSTS, (), '["mail.vpub.binhdinh.example"]')),
        verify_dkim=section.read("verify_dkim", kinds.FLAG, usual.verify_dkim),
        nameservers=section.read("nameservers", NAMESERVERS, usual.nameservers),
        dns_timeout=section.read("dns_timeout", DNS_TIMEOUT, usual.dns_timeout),
    )
    if trust.verify_dkim and not is_installed():
        section.note("verify_dkim", "needs the libraries of the extra 'dkim': pip install 'mailbot[dkim]'")
    section.close()
    return trust


def _limits(section: Section) -> Limits:
    limits = Limits(
        each_sender=section.read("each_sender", LETTERS, Limits.each_sender),
        altogether=section.read("altogether", LETTERS, Limits.altogether),
    )
    section.close()
    return limits


def _lower(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.lower() for name in names)


def _holidays(section: Section) -> tuple[frozenset[date], frozenset[date]]:
    """Days off, and Saturdays and Sundays that are worked."""
    days: dict[DayKind, set[date]] = {kind: set() for kind in DayKind}
    for row in section.tables("days"):
        kind = row.read("kind", kinds.choice(DayKind), DayKind.OFF)
        row.read("note", kinds.TEXT, "")
        for day in _days(row):
            if kind is DayKind.SWAP and day.weekday() < 5:
                row.note("date", f"{day.day}/{day.month}/{day.year} is a {say_weekday(day)}, worked as it is")
            if day in days[DayKind.OFF] | days[DayKind.SWAP]:
                row.note("date", f"{day.day}/{day.month}/{day.year} stands in the table already")
            days[kind].add(day)
        row.close()
    section.close()
    return frozenset(days[DayKind.OFF]), frozenset(days[DayKind.SWAP])


def _days(row: Section) -> list[date]:
    """The days of one row: `date`, or all from `date` to `to`."""
    nothing = date.min
    first = row.need("date", kinds.DAY, nothing)
    last = row.read("to", kinds.DAY, first, '"22/2/2026"')
    if nothing in (first, last):
        return []
    if not 0 <= (last - first).days <= LONGEST_RANGE:
        row.note("to", f"is not within {LONGEST_RANGE} days after 'date'", 'date = "14/2/2026", to = "22/2/2026"')
        return []
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _profiles(rows: list[Section]) -> Iterator[AgencyProfile]:
    """The built-in kinds of agency with the file's rows over them; new kinds come first, so that their patterns win."""
    known = {profile.kind: profile for profile in PROFILES}
    own: dict[str, AgencyProfile] = {}
    for row in rows:
        kind = row.need("kind", kinds.FILLED, "", '"SO"').upper()
        if kind in own:
            row.note("kind", f"'{kind}' stands in the file already")
        own[kind] = _profile(row, kind, known.get(kind))
        row.close()
    yield from (profile for kind, profile in own.items() if kind not in known)
    yield from (own.get(profile.kind, profile) for profile in PROFILES)


def _profile(row: Section, kind: str, usual: AgencyProfile | None) -> AgencyProfile:
    """One row: keys that it leaves out stay as they are built in; a new kind needs its heads and patterns."""
    take = row.need if usual is None else row.read
    base = usual or AgencyProfile(kind, kind, (), ())
    return replace(
        base,
        name=row.read("name", kinds.FILLED, base.name, '"Sở"'),
        heads=take("heads", NAMES, base.heads, '["Giám đốc"]'),
        deputies=row.read("deputies", NAMES, base.deputies, '["Phó Giám đốc"]'),
        patterns=take("patterns", PATTERNS, base.patterns, '["Sở "]'),
    )
