"""The calendar part, read by the library, by another one, and by a strict parser of our own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes

import pytest
import vobject
from icalendar import Calendar

from mailbot.core.model import CalendarMethod
from mailbot.letters.cast import DEADLINE, NOW, STARTS_AT
from tests.letters.casts import CASTS, PLAIN, Written, parts, written
from tests.letters.strict_ical import Component, read

EVERY = pytest.mark.parametrize("cast", CASTS)


def with_calendar(cast: str) -> list[Written]:
    return [letter for letter in written(cast) if letter.sample.letter.calendar]


def event_of(name: str) -> Component:
    (event,) = read(parts(PLAIN[name]).calendar).components
    return event


@EVERY
def test_two_libraries_and_a_strict_parser_accept_it_and_agree(cast: str) -> None:
    for letter in with_calendar(cast):
        text = letter.parts.calendar
        (library,) = Calendar.from_ical(text).events
        (own,) = read(text).components
        other = vobject.readOne(letter.parts.calendar)
        assert other.validate(raiseException=True)
        assert other.vevent.dtstart.value == library.DTSTART
        assert other.vevent.summary.value == own.one("SUMMARY")
        assert other.vevent.uid.value == own.one("UID")
        assert library.errors == []
        assert str(library["SUMMARY"]) == own.one("SUMMARY")
        assert str(library["UID"]) == own.one("UID")
        assert datetime.strptime(own.one("DTSTART"), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) == library.DTSTART


@EVERY
def test_it_has_the_properties_that_itip_demands_once_each(cast: str) -> None:
    for letter in with_calendar(cast):
        sample = letter.sample
        calendar = read(parts(sample).calendar)
        (event,) = calendar.components
        assert sample.letter.calendar is not None
        assert calendar.one("METHOD") == sample.letter.calendar.method
        assert calendar.one("VERSION") == "2.0"
        assert set(calendar.properties) == {"PRODID", "VERSION", "CALSCALE", "METHOD"}  # no UID of the calendar itself
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "ORGANIZER", "ATTENDEE"):
            assert len(event.properties[name]) == 1, name


@EVERY
def test_the_recipient_is_its_only_attendee_and_the_office_its_organizer(cast: str) -> None:
    for letter in with_calendar(cast):
        (event,) = read(letter.parts.calendar).components
        ((parameters, address),) = event.properties["ATTENDEE"]
        assert address == f"mailto:{letter.sample.letter.to}"
        assert parameters["CUTYPE"] == "INDIVIDUAL"
        assert parameters["ROLE"] == "REQ-PARTICIPANT"
        assert parameters["PARTSTAT"] == "NEEDS-ACTION"
        ((organizer, mailbox),) = event.properties["ORGANIZER"]
        assert mailbox == "mailto:kstt@vpub.binhdinh.example"
        assert organizer["CN"] == "Phòng Kiểm soát thủ tục hành chính"


@EVERY
def test_the_mail_s_method_is_the_calendar_s_method(cast: str) -> None:
    for letter in with_calendar(cast):
        (part,) = (p for p in message_from_bytes(letter.raw).walk() if p.get_content_type() == "text/calendar")
        sent = part.get_payload(decode=True)
        assert isinstance(sent, bytes)
        method = re.search(r"^METHOD:(\w+)", sent.decode(), re.MULTILINE)
        assert method is not None
        assert part["Content-Type"] == f"text/calendar; charset=utf-8; method={method[1]}"
        assert sent.decode().replace("\r\n", "\n") == letter.parts.calendar.replace("\r\n", "\n")


def test_times_are_utc_and_the_start_is_the_meeting_s() -> None:
    event = event_of("invite")
    assert event.one("DTSTART") == "20240927T010000Z"
    assert event.one("DTEND") == "20240927T033000Z"
    assert event.one("DTSTAMP") == f"{NOW:%Y%m%dT%H%M%SZ}"
    assert event.one("LOCATION") == "Hội trường A, UBND tỉnh"
    assert event.one("STATUS") == "CONFIRMED"


def test_the_description_says_until_when_and_to_whom_to_answer() -> None:
    lines = event_of("invite").one("DESCRIPTION").split("\n")
    assert lines[1] == "Hạn xác nhận tham dự: trước 08 giờ 00 phút, thứ Năm, ngày 26 tháng 9 năm 2024"
    assert "kstt@vpub.binhdinh.example" in lines[2]
    assert timedelta(days=1) == STARTS_AT - DEADLINE


@EVERY
def test_every_entry_rings_a_day_and_an_hour_before_and_a_cancelled_one_never(cast: str) -> None:
    for letter in with_calendar(cast):
        (event,) = read(letter.parts.calendar).components
        assert letter.sample.letter.calendar is not None
        cancels = letter.sample.letter.calendar.method is CalendarMethod.CANCEL
        rings = [alarm.one("TRIGGER") for alarm in event.components if alarm.name == "VALARM"]
        assert rings == ([] if cancels else ["-P1D", "-PT1H"]), str(letter)
        assert len(event.components) == len(rings), str(letter)
        heard = [
            alarm.trigger.value for alarm in vobject.readOne(letter.parts.calendar).vevent.contents.get("valarm", [])
        ]
        assert heard == ([] if cancels else [-timedelta(days=1), -timedelta(hours=1)]), str(letter)


def test_it_rings_a_day_and_an_hour_before() -> None:
    alarms = event_of("invite").components
    assert [alarm.one("TRIGGER") for alarm in alarms] == ["-P1D", "-PT1H"]
    assert {alarm.one("ACTION") for alarm in alarms} == {"DISPLAY"}


def test_an_invitee_is_asked_to_answer_and_a_substitute_is_not() -> None:
    for name, rsvp in (("invite", "TRUE"), ("substitute_invited", "FALSE")):
        ((parameters, _),) = event_of(name).properties["ATTENDEE"]
        assert parameters["RSVP"] == rsvp


def test_a_change_replaces_the_first_entry() -> None:
    invited, moved = event_of("invite"), event_of("meeting_moved_member")
    assert moved.one("UID") == invited.one("UID")
    assert int(moved.one("SEQUENCE")) > int(invited.one("SEQUENCE"))


def test_a_cancellation_takes_it_out_of_the_calendar_without_ringing() -> None:
    cancelled = event_of("meeting_cancelled_member")
    assert cancelled.one("STATUS") == "CANCELLED"
    assert cancelled.one("UID") == event_of("invite").one("UID")
    assert cancelled.components == []


def test_a_substitute_s_own_entry_is_taken_back_when_he_is_released() -> None:
    entered, released = event_of("substitute_invited"), event_of("substitute_released_revoked")
    assert released.one("UID") == entered.one("UID") != event_of("invite").one("UID")
    assert int(released.one("SEQUENCE")) > int(entered.one("SEQUENCE"))
    assert released.one("STATUS") == "CANCELLED"
    assert entered.one("STATUS") == "CONFIRMED"


def test_a_quotation_mark_in_a_name_does_not_end_the_parameter() -> None:
    sample = PLAIN["invite"]
    letter = replace(sample.letter, to_name='Trần "Bê" Hải; X=Y:mailto:evil@evil.example')
    ((parameters, address),) = read(parts(replace(sample, letter=letter)).calendar).components[0].properties["ATTENDEE"]
    assert address == "mailto:haitm@snv.binhdinh.example"
    assert parameters["CN"] == "Trần 'Bê' Hải; X=Y:mailto:evil@evil.example"


def test_a_letter_without_an_entry_has_no_calendar_part() -> None:
    assert PLAIN["remind"].letter.calendar is None
    assert parts(PLAIN["remind"]).calendar == ""


@pytest.mark.parametrize(
    "text",
    [
        "BEGIN:VCALENDAR\nEND:VCALENDAR\n",
        "BEGIN:VCALENDAR\r\nX:" + "a" * 80 + "\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nSUMMARY:a;b\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nno line\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n",
    ],
)
def test_the_second_parser_forgives_nothing(text: str) -> None:
    with pytest.raises(ValueError):
        read(text)


def test_only_two_methods_are_ever_sent() -> None:
    assert {s.letter.calendar.method for s in PLAIN.values() if s.letter.calendar} == set(CalendarMethod)
