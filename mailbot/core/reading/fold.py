"""Letters without case and diacritics: the form in which names, agencies and unaccented words are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """`text` in lower case without diacritics, đ as d."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def compact(words: str) -> str:
    """The letters that agencies are compared by: folded, without 'và', blanks and signs."""
    return "".join(w for w in re.split(r"[\W_]+", fold(words)) if w != "va")
