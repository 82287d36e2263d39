"""Calendar answers: iTIP replies as clients really send them."""

from __future__ import annotations

import pytest

from mailbot.core.model import CalendarReply, PartStat, Source
from tests.core.parse.mails import raw, read

UID = "invite.0123456789abcdef@vpub.binhdinh.example"


def calendar(
    attendee: str = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:lan@so.example", *more: str, method: str = "REPLY"
) -> str:
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//x//y//EN", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VEVENT", f"UID:{UID}",
        "DTSTAMP:20240923T021500Z", "DTSTART:20240927T010000Z", "DTEND:20240927T033000Z", "SEQUENCE:2",
        "ORGANIZER:mailto:kstt@vpub.binhdinh.example", "SUMMARY:Phiên họp",
        *([attendee] if attendee else []), *more, "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip
    return "\r\n".join(lines) + "\r\n"


def answer(
    ics: str, content_type: str = 'text/calendar; charset="UTF-8"; method=REPLY', extra: str = ""
) -> CalendarReply:
    body = (
        f"--b\nContent-Type: text/plain; charset=utf-8\n\nCó, tôi dự.\n--b\nContent-Type: {content_type}\n{extra}"
        f"\n{ics}\n--b--\n"
    )
    head = "From: lan@so.example\nSubject: Chấp nhận: Phiên họp\nContent-Type: multipart/alternative; boundary=b"
    found = read(raw(head, body))
    assert found.source is Source.CALENDAR
    assert found.calendar is not None
    assert [str(r) for r in found.references] == ["invite.0123456789abcdef"]
    return found.calendar


@pytest.mark.parametrize("stat", list(PartStat))
def test_the_answer_is_the_attendees_partstat(stat: PartStat) -> None:
    found = answer(calendar(f"ATTENDEE;CN=Lan;PARTSTAT={stat.value}:mailto:Lan@So.Example"))
    assert (found.method, found.partstat, found.attendee) == ("REPLY", stat, "lan@so.example")
    assert (found.uid, found.sequence) == (UID, 2)


ODD = {
    "byte_order_mark": "\ufeff" + calendar(),
    "lower_case_method": calendar(method="reply"),
    "name_with_a_comma": calendar("ATTENDEE;CN=Trần, Lan;PARTSTAT=ACCEPTED:mailto:lan@so.example"),
    "upper_case_mailto": calendar("ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:LAN@so.example"),
    "no_mailto": calendar("ATTENDEE;PARTSTAT=ACCEPTED:lan@so.example"),
    "sent_by": calendar('ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:vt@so.example":mailto:lan@so.example'),
    "windows_zone": calendar().replace("DTSTART:2024", 'DTSTART;TZID="SE Asia Standard Time":2024'),
    "unknown_zone": calendar().replace("DTSTART:", "DTSTART;TZID=Nowhere/Here:").replace("010000Z", "080000"),
    "broken_start": calendar().replace("20240927T010000Z", "tomorrow"),
    "line_feeds_only": calendar().replace("\r\n", "\n"),
    "two_calendars": calendar() + calendar(),
    "cut_off": calendar().replace("END:VCALENDAR\r\n", ""),
    "no_organizer": calendar().replace("ORGANIZER:mailto:kstt@vpub.binhdinh.example\r\n", ""),
    "the_others_listed_too": calendar("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:nam@so.example\r\n"
                                      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:lan@so.example"),
}  # fmt: skip


@pytest.mark.parametrize("case", ODD)
def test_odd_calendars_are_read(case: str) -> None:
    found = answer(ODD[case])
    assert (found.method, found.partstat, found.attendee) == ("REPLY", PartStat.ACCEPTED, "lan@so.example")


def test_an_attached_ics_is_an_answer() -> None:
    found = answer(
        calendar(), 'application/ics; name="invite.ics"', 'Content-Disposition: attachment; filename="i.ics"\n'
    )
    assert found.partstat is PartStat.ACCEPTED


def test_an_answer_without_attendee_says_nothing_of_attending() -> None:
    found = answer(calendar(""))
    assert found.partstat is None
    assert found.attendee == ""


def test_a_delegation_names_the_delegate() -> None:
    attendee = 'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:Nam@so.example":mailto:lan@so.example'
    found = answer(calendar(attendee, 'ATTENDEE;DELEGATED-FROM="mailto:lan@so.example":mailto:nam@so.example'))
    assert (found.partstat, found.delegated_to) == (PartStat.DELEGATED, "nam@so.example")


def test_the_typed_comment_is_kept() -> None:
    found = answer(calendar("ATTENDEE;PARTSTAT=DECLINED:mailto:lan@so.example", "COMMENT:Bận họp HĐND\\, xin vắng"))
    assert found.comment == "Bận họp HĐND, xin vắng"


def test_a_counter_proposal_names_its_time() -> None:
    found = answer(calendar(method="COUNTER"))
    assert found.method == "COUNTER"
    assert found.start is not None
    assert found.start.isoformat() == "2024-09-27T01:00:00+00:00"


def test_an_answer_marked_automatic_still_counts() -> None:
    head = "From: lan@so.example\nAuto-Submitted: auto-generated\nContent-Type: text/calendar; method=REPLY"
    found = read(raw(head, calendar()))
    assert found.source is Source.CALENDAR
    assert found.calendar is not None
    assert found.calendar.partstat is PartStat.ACCEPTED


def test_two_calendars_that_contradict_each_other_are_a_doubt() -> None:
    both = calendar() + calendar("ATTENDEE;PARTSTAT=DECLINED:mailto:lan@so.example")
    found = read(raw("From: lan@so.example\nContent-Type: text/calendar; method=REPLY", both))
    assert "two calendar answers" in found.doubts


def test_the_senders_own_line_counts_where_several_answered() -> None:
    found = answer(
        calendar("ATTENDEE;PARTSTAT=DECLINED:mailto:nam@so.example", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:lan@so.example")
    )
    assert (found.attendee, found.partstat) == ("lan@so.example", PartStat.ACCEPTED)


def test_an_answer_that_cannot_be_read_reaches_a_person_as_one() -> None:
    found = read(
        raw("From: lan@so.example\nContent-Type: text/calendar", "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n")
    )
    assert found.source is Source.CALENDAR
    assert found.calendar == CalendarReply("REPLY", None)


def test_an_invitation_from_elsewhere_is_no_answer() -> None:
    head = "From: lan@so.example\nContent-Type: text/calendar; method=REQUEST"
    found = read(raw(head, calendar(method="REQUEST")))
    assert found.source is Source.REPLY
    assert found.calendar is None
