"""Dates are read as people write them, and said as administrative letters print them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.dates import read_day, read_moment, say_day, say_left, say_moment, say_short, say_span, say_weekday

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

EIGHT = [
    "27/9/2024 08:00",
    "27-09-2024 8h00",
    "8h 27/9/2024",
    "08h00 ngày 27/9/2024",
    "8h00, thứ Sáu, ngày 27/9/2024",
    "Lúc 08 giờ 00 phút, ngày 27 tháng 9 năm 2024",
    "8 giờ ngày 27 tháng 9 năm 2024",
    "8 giờ 00, thứ 6 (27/9/2024)",
    "8h sáng 27.9.2024",
    "8:00 am 27/9/2024",
    "08:00:00 27/9/2024",
    "2024-09-27T08:00",
    "2024-09-27 08:00",
    "2024-09-27T08:00+07:00",
    "2024-09-27T01:00Z",
    "2024-09-27T03:00 +02:00",
    "27 / 9 / 2024 8g00",
    "０８：００ ２７/９/２０２４",
    "8h00 nga\u0300y 27 tha\u0301ng 9 na\u0306m 2024",
]

HALF_PAST_ONE = [
    "13h30' 27.9.2024",
    "13h30’ ngày 27/9/2024",
    "8 giờ 30 ngày 27 tháng 9 năm 2024|08:30",
    "1h30 chiều 27/9/2024",
    "1 giờ rưỡi chiều ngày 27/9/2024",
    "13 giờ 30 phút 27/9/2024",
    "27/9/2024 1:30 PM",
    "13g30p 27/9/2024",
]

REFUSED = [
    ("27/9/2024", "no time"),
    ("08:00", "no day"),
    ("", "no day"),
    ("hôm nào cũng được", "no day"),
    ("08:00 27/9", "year in four figures"),
    ("08:00 27/9/24", "year in four figures"),
    ("8h ngày 27 tháng 9", "year in four figures"),
    ("08:00 9/27/2024", "the day stands before the month"),
    ("08:00 31/9/2024", "no day 31/9/2024"),
    ("08:00 29/2/2023", "no day 29/2/2023"),
    ("24:00 27/9/2024", "00:00 to 23:59"),
    ("08:60 27/9/2024", "00:00 to 23:59"),
    ("08:00-11:00 27/9/2024", "more than one time"),
    ("08:00 27/9/2024 hoặc 28/9/2024", "more than one day"),
    ("08:00 thứ Ba 27/9/2024", "is a thứ Sáu"),
    ("8 giờ tối mai 27/9/2024", "'mai' is not understood"),
    ("13h sáng 27/9/2024", "no clear time"),
    ("8 chiều 27/9/2024", "no time"),
    ("8h chiều 27/9/2024", "no clear time"),
    ("2024-09-31T08:00", "does not exist"),
    ("2024-09-27T25:00", "does not exist"),
    ("27/9/2024 08:00 hoặc muộn hơn", "'hoặc muộn hơn' is not understood"),
]


@pytest.mark.parametrize("text", EIGHT)
def test_eight_in_the_morning_is_read_however_people_write_it(text: str) -> None:
    assert read_moment(text, ZONE) == datetime(2024, 9, 27, 8, 0, tzinfo=ZONE)


@pytest.mark.parametrize("text", HALF_PAST_ONE)
def test_minutes_and_parts_of_the_day_are_read(text: str) -> None:
    text, _, wanted = text.partition("|")
    assert f"{read_moment(text, ZONE):%H:%M}" == (wanted or "13:30")


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_is_missing_impossible_or_ambiguous_is_refused_with_a_sentence_and_an_example(
    text: str, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"for example") as fault:
        read_moment(text, ZONE)
    assert sentence in str(fault.value)


@pytest.mark.parametrize("text", ["27/9/2024", "2024-09-27", "ngày 27 tháng 9 năm 2024", "thứ Sáu, 27.9.2024"])
def test_a_day_is_read_without_a_time(text: str) -> None:
    assert read_day(text) == date(2024, 9, 27)


def test_a_day_with_a_time_is_no_day() -> None:
    with pytest.raises(ValueError, match="'08:00' is not understood"):
        read_day("08:00 27/9/2024")


def test_a_moment_carries_the_zone_of_the_office() -> None:
    assert read_moment("2024-09-27T01:00Z", ZONE).tzinfo is ZONE


def test_a_time_that_the_clocks_skip_or_repeat_is_refused() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    with pytest.raises(ValueError, match="put forward"):
        read_moment("02:30 31/3/2024", berlin)
    with pytest.raises(ValueError, match="comes twice"):
        read_moment("02:30 27/10/2024", berlin)
    assert read_moment("2024-10-27T02:30+01:00", berlin).astimezone(UTC).hour == 1


@given(st.integers(0, 120 * 365 * 24 * 60))
def test_what_we_say_we_also_read(minutes: int) -> None:
    moment = datetime(1980, 1, 1, tzinfo=ZONE) + timedelta(minutes=minutes)
    assert read_moment(say_moment(moment), ZONE) == moment
    assert read_moment(say_short(moment), ZONE) == moment


@given(st.text(max_size=40))
def test_no_text_makes_reading_fail_otherwise_than_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="for example"):
        read_moment(text + " x", ZONE)


def test_moments_are_said_in_the_administrative_style() -> None:
    moment = datetime(2024, 9, 27, 8, 0, tzinfo=ZONE)
    assert say_moment(moment) == "08 giờ 00 phút, thứ Sáu, ngày 27 tháng 9 năm 2024"
    assert say_short(moment) == "08:00 27/9/2024"
    assert say_weekday(date(2024, 9, 29)) == "Chủ nhật"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2025, 1, 5), "ngày 05 tháng 01 năm 2025"),
        (date(2025, 2, 15), "ngày 15 tháng 02 năm 2025"),
        (date(2024, 6, 29), "ngày 29 tháng 6 năm 2024"),
        (date(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 31), "ngày 31 tháng 3 năm 2024"),
        (date(2024, 10, 1), "ngày 01 tháng 10 năm 2024"),
        (date(2024, 12, 10), "ngày 10 tháng 12 năm 2024"),
    ],
)
def test_days_below_ten_and_the_months_one_and_two_take_a_leading_zero(day: date, said: str) -> None:
    assert say_day(day) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(hours=2, minutes=15), "còn 02 giờ 15 phút"),
        (timedelta(minutes=45, seconds=59), "còn 45 phút"),
        (timedelta(days=1, minutes=5), "còn 01 ngày 00 giờ 05 phút"),
        (timedelta(days=1), "còn 01 ngày"),
        (timedelta(hours=3), "còn 03 giờ"),
        (timedelta(seconds=30), "còn dưới 01 phút"),
        (timedelta(0), "còn dưới 01 phút"),
        (timedelta(seconds=-1), "đã hết thời hạn"),
    ],
)
def test_the_time_that_is_left_is_said_in_whole_minutes(left: timedelta, said: str) -> None:
    assert say_left(left) == said


def test_a_span_is_said_without_its_sign() -> None:
    assert say_span(-timedelta(hours=2, minutes=10)) == "02 giờ 10 phút"
