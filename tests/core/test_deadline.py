"""The deadline of one day, its readings, and the times that hang on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.dates import read_moment
from mailbot.core.deadline import (
    deadline_for,
    minutes_late,
    needs_explicit,
    reminder_times,
    softer_time,
    suggested_explicit,
)
from mailbot.core.policy import DeadlineRule, WorkingTime

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TET_2026 = frozenset(date(2026, 2, day) for day in range(14, 23))
WORKING = WorkingTime(zone=ZONE, holidays=TET_2026)
H24, CALENDAR, CLOSE = DeadlineRule.H24, DeadlineRule.CALENDAR_DAY, DeadlineRule.WORKING_DAY_CLOSE


def at(text: str) -> datetime:
    return read_moment(text, ZONE)


# start, T - 24 h, end of the day before, close of the last working day
READINGS = [
    ("14:00 16/10/2024", "14:00 15/10/2024", "23:59:59 15/10/2024", "17:00 15/10/2024"),
    ("08:00 16/10/2024", "08:00 15/10/2024", "23:59:59 15/10/2024", "17:00 15/10/2024"),
    ("08:00 14/10/2024", "08:00 13/10/2024", "23:59:59 13/10/2024", "17:00 11/10/2024"),
    ("14:00 14/10/2024", "14:00 13/10/2024", "23:59:59 13/10/2024", "17:00 11/10/2024"),
    ("14:00 23/2/2026", "14:00 22/2/2026", "23:59:59 22/2/2026", "17:00 13/2/2026"),
]


@pytest.mark.parametrize(("start", "h24", "calendar_day", "close"), READINGS)
def test_each_reading_of_one_day_gives_its_own_deadline(start: str, h24: str, calendar_day: str, close: str) -> None:
    assert deadline_for(at(start), H24, WORKING) == at(h24)
    assert deadline_for(at(start), CALENDAR, WORKING) == at(calendar_day)
    assert deadline_for(at(start), CLOSE, WORKING) == at(close)


def test_an_explicit_deadline_follows_from_nothing() -> None:
    with pytest.raises(ValueError, match="named with its meeting"):
        deadline_for(at("08:00 16/10/2024"), DeadlineRule.EXPLICIT, WORKING)


def test_a_deadline_stands_in_the_zone_of_the_office_whatever_the_zone_of_the_start() -> None:
    start = datetime(2024, 10, 15, 18, 0, tzinfo=UTC)  # 01:00 of the 16th in the office
    assert deadline_for(start, CALENDAR, WORKING) == at("23:59:59 15/10/2024")
    assert deadline_for(start, H24, WORKING).utcoffset() == timedelta(hours=7)


def test_twenty_four_hours_are_hours_even_where_the_clocks_change() -> None:
    berlin = WorkingTime(zone=ZoneInfo("Europe/Berlin"))
    start = datetime(2024, 3, 31, 8, 0, tzinfo=berlin.zone)
    assert f"{deadline_for(start, H24, berlin):%d/%m %H:%M}" == "30/03 07:00"


def test_a_saturday_that_is_worked_by_order_closes_like_any_working_day() -> None:
    swapped = replace(WORKING, working_swaps=frozenset({date(2024, 10, 12)}))
    assert deadline_for(at("08:00 14/10/2024"), CLOSE, swapped) == at("17:00 12/10/2024")


@pytest.mark.parametrize(
    ("start", "asked"),
    [
        ("14:00 16/10/2024", "14:00 15/10/2024"),  # the office is open a day before
        ("14:00 14/10/2024", "17:00 11/10/2024"),  # a Monday: Friday's close
        ("06:30 16/10/2024", "17:00 14/10/2024"),  # before the office opens
        ("20:00 16/10/2024", "17:00 15/10/2024"),  # after it has closed, the same day
        ("14:00 23/2/2026", "17:00 13/2/2026"),  # after Tết
    ],
)
def test_the_softer_time_falls_in_office_hours(start: str, asked: str) -> None:
    assert softer_time(at(start), WORKING) == at(asked)


def test_an_invitation_that_leaves_after_its_deadline_needs_an_explicit_one() -> None:
    deadline = at("08:00 15/10/2024")
    assert needs_explicit(deadline, at("08:01 15/10/2024"))
    assert needs_explicit(deadline, deadline)
    assert not needs_explicit(deadline, at("07:59 15/10/2024"))


@pytest.mark.parametrize(
    ("now", "suggested"),
    [
        ("08:00:30 16/10/2024", "10:00 16/10/2024"),  # two hours to answer
        ("12:30 16/10/2024", "13:00 16/10/2024"),  # an hour before the start
        ("13:20 16/10/2024", "14:00 16/10/2024"),  # less than an hour is left: the start
    ],
)
def test_a_short_notice_deadline_leaves_two_hours_or_an_hour_before_the_start(now: str, suggested: str) -> None:
    assert suggested_explicit(at("14:00 16/10/2024"), at(now)) == at(suggested)


def test_there_is_no_deadline_to_suggest_once_the_meeting_has_begun() -> None:
    with pytest.raises(ValueError, match="has begun"):
        suggested_explicit(at("14:00 16/10/2024"), at("14:00 16/10/2024"))


@pytest.mark.parametrize(
    ("received", "minutes"),
    [
        ("2024-10-15T08:00:00+07:00", 0),
        ("2024-10-15T00:59:59Z", 0),
        ("2024-10-15T08:00:01+07:00", 1),
        ("2024-10-15T08:01:00+07:00", 1),
        ("2024-10-15T10:10:00+07:00", 130),
    ],
)
def test_exactly_at_the_deadline_is_in_time_and_a_second_later_is_a_minute_late(received: str, minutes: int) -> None:
    assert minutes_late(datetime.fromisoformat(received), at("08:00 15/10/2024")) == minutes


BEFORE = (timedelta(days=3), timedelta(days=1))
LONG_AGO = at("08:00 1/10/2024")


def test_reminders_go_out_three_days_and_one_day_before_the_deadline() -> None:
    times = reminder_times(at("14:00 18/10/2024"), LONG_AGO, BEFORE, WORKING)
    assert times == (at("14:00 15/10/2024"), at("14:00 17/10/2024"))


def test_a_reminder_at_night_goes_out_in_the_previous_working_morning() -> None:
    times = reminder_times(at("06:00 18/10/2024"), LONG_AGO, BEFORE, WORKING)
    assert times == (at("07:30 14/10/2024"), at("07:30 16/10/2024"))


def test_reminders_that_fall_into_a_weekend_go_out_once_on_friday_morning() -> None:
    times = reminder_times(at("14:00 13/10/2024"), LONG_AGO, (timedelta(days=1), timedelta(hours=6)), WORKING)
    assert times == (at("07:30 11/10/2024"),)


def test_a_reminder_before_the_invitation_is_left_away() -> None:
    assert reminder_times(at("14:00 18/10/2024"), at("09:00 16/10/2024"), BEFORE, WORKING) == (at("14:00 17/10/2024"),)
    assert reminder_times(at("14:00 18/10/2024"), at("14:00 17/10/2024"), BEFORE, WORKING) == ()


@given(
    st.timedeltas(timedelta(0), timedelta(days=1000)),
    st.timedeltas(timedelta(0), timedelta(days=20)),
    st.lists(st.timedeltas(timedelta(0), timedelta(days=10)), max_size=4),
)
def test_reminders_stand_between_the_invitation_and_the_deadline_in_office_hours(
    since: timedelta, ahead: timedelta, before: list[timedelta]
) -> None:
    deadline = datetime(2024, 1, 1, tzinfo=ZONE) + since
    for moment in reminder_times(deadline, deadline - ahead, tuple(before), WORKING):
        assert deadline - ahead < moment < deadline
        assert WORKING.is_working_day(moment.date())
        assert WORKING.opens <= moment.time() <= WORKING.closes
