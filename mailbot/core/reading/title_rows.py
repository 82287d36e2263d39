"""The titles table: every title with its spellings, and the rank that it has under each kind of agency."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from mailbot.core.reading.text import canonical

# Kinds of row that say nothing of a post where another title stands beside them.
WEAK_KINDS = frozenset(
    {"grade", "party", "project_role", "rank_force", "academic", "prefix", "placeholder", "division_code"}
)
# Rows that start so would hide the title behind it; 'ủy quyền' is a verb before it is a prefix.
_LEFT_OUT = frozenset({"đồng", "một", "01", "ủy", "thừa", "ký", "đại", "nguyên", "đã", "người"})


@dataclass(frozen=True)
class Row:
    """A line of the titles table."""

    id: str
    kind: str
    title: str
    ranks: dict[str, str] = field(hash=False)  # agency kind -> head, deputy, division, staff, outside, clarify, none


@lru_cache(maxsize=1)
def rows() -> dict[tuple[str, ...], Row]:
    """The words of every title, canonical, and its row; the first row that spells it so."""
    table: dict[tuple[str, ...], Row] = {}
    raw = resources.files("mailbot.core.reading").joinpath("data", "titles.csv").read_text("utf-8")
    for line in csv.DictReader(raw.splitlines()):
        ranks = {key[3:]: value for key, value in line.items() if key.startswith("as_")}
        row = Row(line["id"], line["kind"], line["title_vi"], ranks)
        for variant in (line["title_vi"], *line["variants"].split("|")):
            words = tuple(canonical(variant).split())
            if (
                words
                and "(" not in words
                and words[0] not in _LEFT_OUT
                and "kiêm" not in words
                and (len(words) > 1 or (len(words[0]) > 2 and not words[0].isascii()))
            ):
                table.setdefault(words, row)
    return table


@lru_cache(maxsize=1)
def lengths() -> dict[str, list[int]]:
    """The first word of every title -> how many words such titles have, longest first."""
    found: dict[str, set[int]] = {}
    for words in rows():
        found.setdefault(words[0], set()).add(len(words))
    return {first: sorted(sizes, reverse=True) for first, sizes in found.items()}
