"""Calendar answers: iTIP REPLY and COUNTER (RFC 5546) from any part of a mail."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from icalendar import Calendar

from mailbot.core.model import CalendarReply, PartStat
from mailbot.core.parse.charset import decode
from mailbot.core.parse.mime import Part
from mailbot.core.parse.text import normalise

VIETNAM = timezone(timedelta(hours=7))  # of times that name no zone, or one that nobody knows
MAX_CALENDAR = 200_000
_CALENDAR_TYPES = frozenset(["text/calendar", "application/ics", "text/x-vcalendar", "application/calendar"])
_BLOCK = re.compile(r"^BEGIN:VCALENDAR.*?^END:VCALENDAR", re.MULTILINE | re.DOTALL | re.IGNORECASE)
_METHOD = re.compile(r"^METHOD:\s*([A-Za-z-]{1,20})", re.MULTILINE)
_ADDRESS = re.compile(r"[^\s<>\"',;:]{1,64}@[\w.-]{1,255}")
_ANSWERS = ("REPLY", "COUNTER")
_PARTSTATS = {stat.value: stat for stat in PartStat}


def is_calendar(part: Part) -> bool:
    return part.content_type in _CALENDAR_TYPES or part.filename.lower().endswith((".ics", ".vcs"))


def find_reply(parts: list[Part], sender: str = "") -> tuple[CalendarReply | None, bool]:
    """The answer in the calendar parts, and whether two of them contradict each other.

    `sender` is the mail's sender, whose line counts where a part lists several attendees.
    """
    replies: list[CalendarReply] = []
    for part in parts:
        if is_calendar(part):
            text = decode(part.data[:MAX_CALENDAR], part.parameter("charset"))
            replies += read_calendar(text, part.parameter("method"), sender)
    if not replies:
        return None, False
    best = max(replies, key=lambda r: (r.partstat is not None, bool(r.comment)))
    stats = {r.partstat for r in replies if r.partstat is not None}
    return best, len(stats) > 1


def read_calendar(text: str, declared: str = "", sender: str = "") -> list[CalendarReply]:
    """All answers in an iCalendar stream; `declared` is the method that the MIME header names.

    An answer that cannot be read is one without `partstat`, so that it reaches a person.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c == "\n" or c == "\t" or c >= " ").replace("\ufeff", "")
    found: list[CalendarReply] = []
    for block in _BLOCK.findall(text)[:5] or ([f"{text}\nEND:VCALENDAR"] if "BEGIN:VCALENDAR" in text[:200] else []):
        method = _METHOD.search(block)
        name = (method[1] if method else declared).upper()
        if name in _ANSWERS:
            found.append(_reply(block, name, sender))
    return found


def _reply(block: str, method: str, sender: str) -> CalendarReply:
    try:
        calendar = Calendar.from_ical(block)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        return CalendarReply(method, None)
    events = [c for c in calendar.walk() if c.name in ("VEVENT", "VTODO", "VJOURNAL")]
    if not events:
        return CalendarReply(method, None)
    event: Any = events[0]
    attendees = _list(event.get("ATTENDEE"))
    answered = [a for a in attendees if _partstat(a) not in (None, PartStat.NEEDS_ACTION)] or attendees
    chosen = next((a for a in answered if _address(a) == sender), answered[0] if answered else None)
    delegate = _address(_first(chosen.params.get("DELEGATED-TO"))) if chosen is not None else ""
    return CalendarReply(
        method=method,
        partstat=_partstat(chosen) if chosen is not None else None,
        attendee=_address(chosen) if chosen is not None else "",
        delegated_to=delegate,
        delegate_name=_name_of(attendees, delegate),
        uid=str(_first(event.get("UID")) or "").strip()[:500],
        sequence=_integer(_first(event.get("SEQUENCE"))),
        comment=_comment(event),
        start=_start(event) if method == "COUNTER" else None,
    )


def _name_of(attendees: list[Any], address: str) -> str:
    """The CN under which an address stands among the attendees."""
    found = next((a for a in attendees if address and _address(a) == address), None)
    return normalise(str(_first(found.params.get("CN")) or "")).strip(' "')[:200] if found is not None else ""


def _comment(event: Any) -> str:
    for name in ("COMMENT", "X-RESPONSE-COMMENT"):
        text = "\n".join(str(c) for c in _list(event.get(name)))
        if text.strip():
            return normalise(text).strip()[:5_000]
    return ""


def _partstat(attendee: Any) -> PartStat | None:
    params = getattr(attendee, "params", {})
    value = str(_first(params.get("PARTSTAT")) or "").strip().upper()
    return _PARTSTATS.get(value)


def _start(event: Any) -> datetime | None:
    try:
        value = event.get("DTSTART").dt
    except (AttributeError, ValueError, TypeError):
        return None
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=VIETNAM)
    return datetime.combine(value, time(), VIETNAM) if isinstance(value, date) else None


def _address(value: object) -> str:
    match = _ADDRESS.search(re.sub(r"(?i)mailto:", "", str(value or "")))
    return match[0].lower() if match else ""


def _integer(value: object) -> int | None:
    text = str(value).strip() if value is not None else ""
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list) else [] if value is None else [value]


def _first(value: object) -> Any:
    return value[0] if isinstance(value, list) and value else None if isinstance(value, list) else value
