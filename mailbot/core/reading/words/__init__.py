"""The words that reading knows: tables in `data/*.toml`; a clerk's new phrase is one more line there."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def _file(group: str) -> dict[str, Any]:
    raw = resources.files("mailbot.core.reading").joinpath("data", f"{group}.toml").read_text("utf-8")
    return tomllib.loads(raw)


def phrases(group: str, table: str) -> tuple[str, ...]:
    """A list of phrases or regular expressions, in the order of the file."""
    return tuple(_file(group)[table])


def words(group: str, table: str) -> frozenset[str]:
    """A set of words: a list, or one text with blanks between them."""
    found = _file(group)[table]
    return frozenset(found.split() if isinstance(found, str) else found)


def sets(group: str, table: str) -> dict[str, frozenset[str]]:
    """A word -> the words that go with it, written with blanks between them."""
    return {word: frozenset(text.split()) for word, text in _file(group)[table].items()}


def pattern(group: str, table: str) -> str:
    """One regular expression."""
    return str(_file(group)[table])


def mapping(group: str, table: str) -> dict[str, str]:
    """What is written -> what it stands for."""
    return dict(_file(group)[table])


def flags(group: str, table: str) -> dict[str, bool]:
    """A word -> whether something holds for it."""
    return dict(_file(group)[table])


def numbers(group: str, table: str) -> dict[str, int]:
    """A word -> the number it means."""
    return dict(_file(group)[table])


def constructions(group: str, table: str) -> tuple[tuple[str, bool, bool], ...]:
    """Regular expressions with two flags each."""
    return tuple((str(a), bool(b), bool(c)) for a, b, c in _file(group)[table])


# -- tables as regular expressions ------------------------------------------------------------------------------------

_LOOKS_AROUND = re.compile(r"\(\?[!=<].*?\)")


def any_of(table: tuple[str, ...]) -> str:
    """The alternatives of a table, longest first."""
    return "|".join(sorted(table, key=lambda phrase: len(_LOOKS_AROUND.sub("", phrase)), reverse=True))


def whole(table: tuple[str, ...]) -> re.Pattern[str]:
    """Any phrase of a table, as whole words; where several fit, the one that stands first in the table."""
    return re.compile(r"(?<!\w)(?:" + "|".join(table) + r")(?!\w)")


def longest(table: tuple[str, ...]) -> re.Pattern[str]:
    """Any phrase of a table, as whole words; where several fit, the longest."""
    return re.compile(r"(?<!\w)(?:" + any_of(table) + r")(?!\w)")
