"""Names of people, compared as a person would: without case, diacritics, honorific or spacing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HONORIFIC = re.compile(r"^(?:đồng chí|đ/c|đ\.c|đc|ông|bà|anh|chị|cô|chú|mr\.?|ms\.?|mrs\.?)\s+", re.IGNORECASE)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """`text` without case, diacritics and superfluous space: for comparing, never for showing."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


@lru_cache(maxsize=50_000)
def same_person(one: str | None, other: str | None) -> bool:
    """Whether two writings name the same person; an empty name equals nobody.

    A word written without marks may be any of its readings; two that are both marked must be marked alike: Bình is
    not Bính, though Hòa is Hoà.
    """
    a, b = (_HONORIFIC.sub("", unicodedata.normalize("NFC", name or "").strip()).split() for name in (one, other))
    return bool(a) and len(a) == len(b) and all(_same_word(x, y) for x, y in zip(a, b, strict=True))


def _same_word(one: str, other: str) -> bool:
    marks, others = _marks(one), _marks(other)
    return folded(one) == folded(other) and (marks == others or not marks or not others)


def _marks(word: str) -> list[str]:
    """The marks of a word, wherever in it they are written."""
    return sorted(c for c in unicodedata.normalize("NFD", word.casefold()) if c == "đ" or unicodedata.combining(c))
