"""Which meeting an answer is about, as far as its words can tell: our day and quarter as marks, others as others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mailbot.core.dates import DATES
from mailbot.core.reading.text import Text

OUR_DAY, OTHER_DAY = "‡d", "‡e"
OUR_QUARTER, OTHER_QUARTER = "‡q", "‡p"

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_QUARTERS |= {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "nhất": 1, "nhì": 2}
_IN_TITLE = re.compile(r"(?:quý|quí|quy)\s+(iii|ii|iv|i|[1-4])(?!\w)", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?")
_BEFORE_DAY = frozenset({"ngày", "sáng", "hôm", "mùng", "mồng", "bữa", "chiều"})


@dataclass(frozen=True)
class Occasion:
    """What is known of the meeting in question; None where it is not."""

    day: date | None = None  # local
    quarter: int | None = None  # 1 to 4

    def is_in(self, year: str | None) -> bool:
        """Whether a year as written ('2024', '24') is the meeting's; yes where either is not known."""
        return not year or self.day is None or str(self.day.year).endswith(year)

    @classmethod
    def of_title(cls, title: str, day: date | None = None) -> Occasion:
        """From the words of a title or a subject, 'Phiên họp quý III/2024 ...', and the day where it is known."""
        quarter = _IN_TITLE.search(title)
        return cls(day or _day_in(title), _QUARTERS[quarter.group(1).lower()] if quarter else None)


def _day_in(title: str) -> date | None:
    for pattern in DATES:
        if found := pattern.search(title.lower()):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                return None
    return None


def occasion_at(text: Text, at: int, occasion: Occasion) -> tuple[str, int] | None:
    """The mark that the words from `at` on become, and where they end; None where they name no day or quarter."""
    word = text.words[at].canon
    if word == "quý" and occasion.quarter is not None and at + 1 < len(text.words):
        quarter = _QUARTERS.get(text.words[at + 1].canon)
        if quarter is not None:
            year, last = _year_at(text, at + 2)
            ours = quarter == occasion.quarter and occasion.is_in(year)
            return (OUR_QUARTER if ours else OTHER_QUARTER), last
    if occasion.day is None or not word[:1].isdigit():
        return None
    if named := _DAY.fullmatch(word):
        ours = (int(named[1]), int(named[2])) == (occasion.day.day, occasion.day.month) and occasion.is_in(named[3])
        return (OUR_DAY if ours else OTHER_DAY), at + 1
    if at and text.words[at - 1].canon in _BEFORE_DAY and word.isdigit():
        return _day_at(text, at, occasion.day, occasion)
    return None


def _day_at(text: Text, at: int, day: date, occasion: Occasion) -> tuple[str, int] | None:
    """'27', '27 tháng 9', '27-9' behind 'ngày'; a bare number is a day of ours or none."""
    behind = [w.canon for w in text.words[at : at + 3]]
    if len(behind) == 3 and behind[1] in ("tháng", "-") and behind[2].isdigit():
        year, last = _year_at(text, at + 3)
        ours = (int(behind[0]), int(behind[2])) == (day.day, day.month) and occasion.is_in(year)
        return (OUR_DAY if ours else OTHER_DAY), last
    return (OUR_DAY, at + 1) if behind[0] == str(day.day) else None


def _year_at(text: Text, at: int) -> tuple[str, int]:
    """The year in '/2024' or 'năm 2024', and where it ends; '' where none is named."""
    behind = [w.canon for w in text.words[at : at + 2]]
    named = len(behind) == 2 and behind[0] in ("/", "năm", "-") and behind[1].isdigit() and len(behind[1]) in (2, 4)
    return (behind[1], at + 2) if named else ("", at)
