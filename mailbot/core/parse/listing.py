"""The numbered list of one of our letters, as it stands in the quotation: what 'mục 2' or 'Sở Y tế' refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_ITEMS = 60
_ITEM = re.compile(r"^[>|\s]*(\d{1,2})\s?[.)/]\s+(\S.{3,400})$")
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
