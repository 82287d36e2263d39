"""Names of people, compared as a person would: without case, diacritics, honorific or spacing."""

from __future__ import annotations

import re
import unicodedata

_HONORIFIC = re.compile(r"^(?:đồng chí|đ/c|đ\.c|đc|ông|bà|anh|chị|cô|chú|mr\.?|ms\.?|mrs\.?)\s+", re.IGNORECASE)


def folded(text: str) -> str:
    """`text` without case, diacritics and superfluous space: for comparing, never for showing."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).split())


def same_person(one: str | None, other: str | None) -> bool:
    """Whether two writings name the same person; an empty name equals nobody."""
    a, b = (folded(_HONORIFIC.sub("", unicodedata.normalize("NFC", name or "").strip())) for name in (one, other))
    return bool(a) and a == b
