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
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](?:\d{4}|\d{2}))?")
_BEFORE_DAY = frozenset({"ngày", "sáng", "hôm", "mùng", "mồng", "bữa", "chiều"})


@dataclass(frozen=True)
class Occasion:
    """What is known of the meeting in question; None where it is not."""

    day: date | None = None  # local
    quarter: int | None = None  # 1 to 4

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
            return (OUR_QUARTER if quarter == occasion.quarter else OTHER_QUARTER), _past_year(text, at + 2)
    if occasion.day is None or not word[:1].isdigit():
        return None
    if named := _DAY.fullmatch(word):
        ours = (int(named[1]), int(named[2])) == (occasion.day.day, occasion.day.month)
        return (OUR_DAY if ours else OTHER_DAY), at + 1
    if at and text.words[at - 1].canon in _BEFORE_DAY and word == str(occasion.day.day):
        return OUR_DAY, at + 1
    return None


def _past_year(text: Text, at: int) -> int:
    """Past '/2024' or 'năm 2024' behind a quarter."""
    behind = [w.canon for w in text.words[at : at + 2]]
    year = len(behind) == 2 and behind[0] in ("/", "năm", "-") and behind[1].isdigit()
    return at + 2 if year else at
