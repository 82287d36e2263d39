"""What one of our letters said, as the quotation has it: the numbered list to the Head, and the meeting's day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

MAX_ITEMS = 60
MAX_SEARCHED = 5_000  # characters of a quotation
_ITEM = re.compile(r"^[>|\s]*(\d{1,2})\s?[.)/]\s+(\S.{3,400})$")
# 27/9/2024, 27-09-2024, 27 tháng 9 năm 2024
_DAY = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})(?:[/.-]| / | tháng )(?P<month>\d{1,2})(?:[/.-]| / | năm )(?P<year>20\d\d)(?!\d)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"^[>|\s]+")


def quoted_list(whole: Iterable[str], newest: str) -> tuple[tuple[int, str], ...]:
    """The longest run 1, 2, 3, ... of numbered lines in a text that the writer did not write himself."""
    own = {line.strip() for line in newest.splitlines()}
    best: list[tuple[int, str]] = []
    for text in whole:
        for run in _runs(text, own):
            if len(run) > len(best):
                best = run
    return tuple(best[:MAX_ITEMS])


def quoted_day(whole: Iterable[str], newest: str) -> date | None:
    """The last day that the quotation names in full: the deadline and our mail itself are before the meeting."""
    own = Counter(_days(newest))
    told = (Counter(_days(text[:MAX_SEARCHED])) - own for text in whole)
    return max((day for days in told for day in days), default=None)


def _days(text: str) -> Iterable[date]:
    for found in _DAY.finditer(text):
        try:
            yield date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue


def _runs(text: str, own: set[str]) -> Iterable[list[tuple[int, str]]]:
    run: list[tuple[int, str]] = []
    open_item = False
    for raw in text.splitlines():
        line = _QUOTE.sub("", raw).strip()
        found = _ITEM.match(raw)
        if found and line not in own:
            number = int(found.group(1))
            if number == 1 and run:
                yield run
                run = []
            if number == len(run) + 1:
                run.append((number, found.group(2).strip()))
                open_item = True
        elif not line or line in own:
            open_item = False
        elif open_item:
            number, said = run[-1]
            run[-1] = (number, f"{said} {line}"[:400])
    if run:
        yield run
