"""The calendar part of a letter: one meeting, one attendee (RFC 5545, RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vCalAddress

from mailbot.core.dates import say_moment
from mailbot.core.model import CalendarEntry, CalendarMethod, Letter, Meeting
from mailbot.core.policy import Policy
from mailbot.letters.scrub import one_line

USUAL_LENGTH = timedelta(hours=2, minutes=30)  # an invitation names no end, but calendars want one
ALARMS = (timedelta(days=1), timedelta(hours=1))  # before the start
PRODID = "-//mailbot//attendance//VI"


def calendar_part(letter: Letter, entry: CalendarEntry, meeting: Meeting, *, policy: Policy, now: datetime) -> str:
    """The iCalendar object for the letter's recipient, lines ending in CRLF.

    The organizer is the office's mailbox, so that Accept and Decline come to it; times are UTC, so that no VTIMEZONE
    can be wrong. An entry with the same UID and a higher SEQUENCE replaces the earlier one.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", entry.method.value)
    calendar.add_component(_event(letter, entry, meeting, policy, now))
    return str(calendar.to_ical(), "utf-8")


def _event(letter: Letter, entry: CalendarEntry, meeting: Meeting, policy: Policy, now: datetime) -> Event:
    start = meeting.starts_at.astimezone(UTC).replace(microsecond=0)
    cancelled = entry.method is CalendarMethod.CANCEL
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", start)
    event.add("dtend", start + USUAL_LENGTH)
    event.add("summary", one_line(f"{meeting.title} [{meeting.code}]", 200))
    if meeting.place:
        event.add("location", one_line(meeting.place, 300))
    event.add("description", _description(meeting, policy))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    event.add("organizer", vCalAddress.new(policy.office.mailbox, cn=_quotable(policy.office.division)), encode=False)
    event.add("attendee", _attendee(letter, entry), encode=False)
    if not cancelled:
        for before in ALARMS:
            event.add_component(_alarm(meeting, before))
    return event


def _attendee(letter: Letter, entry: CalendarEntry) -> vCalAddress:
    return vCalAddress.new(
        letter.to,
        cn=_quotable(letter.to_name) or None,
        cutype="INDIVIDUAL",
        role="REQ-PARTICIPANT",
        partstat="NEEDS-ACTION",
        rsvp=entry.rsvp,
    )


def _alarm(meeting: Meeting, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(meeting.title, 200))
    alarm.add("trigger", -before)
    return alarm


def _description(meeting: Meeting, policy: Policy) -> str:
    deadline = say_moment(meeting.deadline.astimezone(policy.working.zone))
    lines = [
        f"Chủ trì: {meeting.presiding}" if meeting.presiding else "",
        f"Hạn xác nhận tham dự: trước {deadline}",
        f"Nơi nhận xác nhận: {policy.office.division}, hộp thư {policy.office.mailbox}",
    ]
    return "\n".join(one_line(line, 400) for line in lines if line)


def _quotable(name: str) -> str:
    """A parameter value cannot hold quotation marks (RFC 5545, section 3.2)."""
    return one_line(name.replace('"', "'"), 120)
