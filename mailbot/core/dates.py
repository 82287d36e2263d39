"""Dates: read as people write them, said as Vietnamese administrative letters print them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EXAMPLE = "for example '08:00 27/9/2024' or '2024-09-27T08:00'"
DAY_EXAMPLE = "for example '27/9/2024' or '2024-09-27'"

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

# --- How people write dates and times; a text is matched in NFKC and in lower case. --------------------------------

# A moment as machines write it; the offset may be missing.
ISO = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[t ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:z| ?[+-][0-9]{2}:?[0-9]{2})?"
)

DATES = (
    # 2024-09-27, 2024/9/27
    re.compile(r"(?<![0-9])(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})(?![0-9])"),
    # 27/9/2024, 27-09-2024, 27.9.2024, 27 / 9 / 2024
    re.compile(
        r"(?<![0-9/.])(?P<day>[0-9]{1,2}) ?(?P<sep>[-/.]) ?(?P<month>[0-9]{1,2}) ?(?P=sep) ?(?P<year>[0-9]{4})(?![0-9])"
    ),
    # 27 tháng 9 năm 2024, 27 tháng 9/2024
    re.compile(
        r"(?<![0-9])(?P<day>[0-9]{1,2}) tháng (?P<month>[0-9]{1,2})(?: ?,? ?năm | ?[/,] ?| )(?P<year>[0-9]{4})(?![0-9])"
    ),
)

# A date without its year, or with two figures of it: which year is meant is not ours to guess.
YEARLESS = re.compile(
    r"(?<![0-9])[0-9]{1,2}(?:[/-][0-9]{1,2}(?:[/-][0-9]{2})?|\.[0-9]{1,2}\.[0-9]{2}| tháng [0-9]{1,2})(?![0-9])"
)

# 08:00, 08:00:00; 8h, 8h00, 13h30', 8g30, 8 giờ, 8 giờ 30 phút, 8 giờ rưỡi; each perhaps with a part of the day.
TIME = re.compile(
    r"(?<![0-9:])(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?![0-9:])"
    r"| ?(?:giờ|h|g)(?![^\W\d_]) ?(?:(?P<minute2>[0-9]{1,2})(?![0-9]) ?(?:phút|p\b|')?|(?P<half>rưỡi))?)"
    r"(?: ?(?P<part>sáng|trưa|chiều|tối|am|pm)\b)?"
)

# Part of the day -> the hours that it leaves as they are, and those to which it adds twelve.
PARTS = {
    "sáng": (range(0, 12), range(0)),
    "trưa": (range(10, 14), range(1, 2)),
    "chiều": (range(12, 19), range(1, 7)),
    "tối": (range(18, 24), range(6, 12)),
    "am": (range(0, 12), range(0)),
    "pm": (range(12, 24), range(1, 12)),
}

WEEKDAY = re.compile(r"\b(?:thứ (?P<word>hai|ba|tư|năm|sáu|bảy|[2-7])|t(?P<figure>[2-7])|(?P<sunday>chủ nhật|cn))\b")
WEEKDAY_WORDS = ("hai", "ba", "tư", "năm", "sáu", "bảy")

# Words around a date that say nothing of their own.
FILLERS = re.compile(r"\b(?:vào|lúc|hồi|từ|bắt đầu|ngày|buổi)\b|[\s,;.()–-]+")


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """The moment that `text` names, in `zone`; local times are of that zone, ISO offsets are heeded.

    Accepts the day before the month, with a year of four figures, and a time on the 24-hour clock (or with its part of
    the day: 'chiều', 'pm'). Raises ValueError, with a sentence and an example, where a part is missing, stands there
    twice, is impossible, or contradicts the weekday that is named.
    """
    clean = _clean(text)
    if ISO.fullmatch(clean):
        return _read_iso(clean, text, zone)
    day, rest = _take_day(clean, text)
    at, rest = _take_time(rest, text)
    _refuse_rest(_take_weekday(rest, day, text), text, EXAMPLE)
    return _in_zone(datetime.combine(day, at), zone, text)


def read_day(text: str) -> date:
    """The day that `text` names, the day before the month; raises ValueError as `read_moment` does."""
    day, rest = _take_day(_clean(text), text, DAY_EXAMPLE)
    _refuse_rest(_take_weekday(rest, day, text), text, DAY_EXAMPLE)
    return day


def say_moment(moment: datetime) -> str:
    """'08 giờ 00 phút, thứ Sáu, ngày 27 tháng 9 năm 2024', in the zone that `moment` carries (NĐ 30/2020, Annex I)."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút, {say_weekday(moment)}, {say_day(moment)}"


def say_weekday(day: date) -> str:
    """'thứ Sáu': weekdays are written in words, with a capital."""
    return WEEKDAYS[day.weekday()]


def say_day(day: date) -> str:
    """'ngày 27 tháng 9 năm 2024': days below 10 and the months 1 and 2 take a leading zero, other months do not."""
    month = f"{day.month:02d}" if day.month < 3 else f"{day.month}"
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def say_short(moment: datetime) -> str:
    """'08:00 27/9/2024': for tables and subjects."""
    return f"{moment.hour:02d}:{moment.minute:02d} {moment.day}/{moment.month}/{moment.year}"


def say_span(span: timedelta) -> str:
    """'02 giờ 15 phút', '01 ngày 00 giờ 30 phút', '01 ngày', '45 phút': whole minutes, the sign left away."""
    minutes = int(abs(span) / timedelta(minutes=1))
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = [(days, "ngày"), (hours, "giờ"), (minutes, "phút")]
    while len(parts) > 1 and not parts[0][0]:
        del parts[0]
    while len(parts) > 1 and not parts[-1][0]:
        del parts[-1]
    return " ".join(f"{number:02d} {unit}" for number, unit in parts)


def say_left(left: timedelta) -> str:
    """'còn 02 giờ 15 phút'; 'đã hết thời hạn' when nothing is left."""
    if left < timedelta(0):
        return "đã hết thời hạn"
    return f"còn {say_span(left)}" if left >= timedelta(minutes=1) else "còn dưới 01 phút"


def _clean(text: str) -> str:
    """Lower case, NFKC (which also makes full-width figures plain), straight apostrophes, single spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate({0x2019: "'", 0x2018: "'", 0x2032: "'"})
    return " ".join(plain.split())


def _read_iso(clean: str, text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(clean.upper().replace(" +", "+").replace(" -", "-"))
    except ValueError:
        raise ValueError(f"'{text}' names a day or a time that does not exist; {EXAMPLE}") from None
    return moment.astimezone(zone) if moment.tzinfo else _in_zone(moment, zone, text)


def _take_day(clean: str, text: str, example: str = EXAMPLE) -> tuple[date, str]:
    """The one day of the text, and what is left beside it."""
    found = [match for pattern in DATES for match in pattern.finditer(clean)]
    if not found and YEARLESS.search(clean):
        raise ValueError(f"'{text}' does not say the year in four figures; {example}")
    if len(found) != 1:
        raise ValueError(f"'{text}' names {'no day' if not found else 'more than one day'}; {example}")
    year, month, day = (int(found[0][part]) for part in ("year", "month", "day"))
    if month > 12 >= day:
        raise ValueError(f"'{text}': there is no month {month}; the day stands before the month, {example}")
    try:
        return date(year, month, day), _without(clean, found)
    except ValueError:
        raise ValueError(f"'{text}': there is no day {day}/{month}/{year}; {example}") from None


def _take_time(clean: str, text: str) -> tuple[time, str]:
    """The one time of the text, and what is left beside it."""
    found = list(TIME.finditer(clean))
    if len(found) != 1:
        raise ValueError(f"'{text}' names {'no time' if not found else 'more than one time'}; {EXAMPLE}")
    match = found[0]
    minute = 30 if match["half"] else int(match["minute"] or match["minute2"] or 0)
    hour = _hour_of_day(int(match["hour"]), match["part"], text)
    try:
        return time(hour, minute, int(match["second"] or 0)), _without(clean, found)
    except ValueError:
        raise ValueError(f"'{text}': there is no time '{match[0].strip()}' (00:00 to 23:59); {EXAMPLE}") from None


def _hour_of_day(hour: int, part: str | None, text: str) -> int:
    if part is None:
        return hour
    if part == "am" and hour == 12:
        return 0
    as_it_is, plus_twelve = PARTS[part]
    if hour in as_it_is:
        return hour
    if hour in plus_twelve:
        return hour + 12
    raise ValueError(f"'{text}': '{hour} giờ {part}' is no clear time; {EXAMPLE}")


def _take_weekday(clean: str, day: date, text: str) -> str:
    """What is left beside the weekday; a weekday that is not that of `day` makes the text contradict itself."""
    found = list(WEEKDAY.finditer(clean))
    for match in found:
        if _weekday_index(match) != day.weekday():
            said = f"{day.day}/{day.month}/{day.year}"
            raise ValueError(f"'{text}': {said} is a {say_weekday(day)}, not '{match[0]}'; {DAY_EXAMPLE}")
    return _without(clean, found)


def _weekday_index(match: re.Match[str]) -> int:
    if match["sunday"]:
        return 6
    word = match["word"] or match["figure"]
    return WEEKDAY_WORDS.index(word) if word in WEEKDAY_WORDS else int(word) - 2


def _refuse_rest(rest: str, text: str, example: str) -> None:
    left = " ".join(FILLERS.sub(" ", rest).split())
    if left:
        raise ValueError(f"'{text}': '{left}' is not understood; {example}")


def _without(text: str, found: Iterable[re.Match[str]]) -> str:
    """`text` with each match blanked out, so that what stood beside it does not grow together."""
    for match in found:
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _in_zone(local: datetime, zone: ZoneInfo, text: str) -> datetime:
    """The moment of a local time; one that a change of the clocks skips or repeats names none."""
    moment = local.replace(tzinfo=zone)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError(f"'{text}' does not exist in {zone.key}: the clocks are put forward then; {EXAMPLE}")
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise ValueError(f"'{text}' comes twice in {zone.key}: write it with its offset, as '2024-10-27T02:30+01:00'")
    return moment
