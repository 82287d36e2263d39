"""Text from outside made plain: in NFC, nothing that cannot be seen, on one line."""

from __future__ import annotations

import unicodedata

LONGEST_VALUE = 1500  # characters; nobody's name or reason is longer, and no letter may grow without bound

# Cc control, Cf format (text direction, zero width, BOM), Cs surrogates, Co private use, Cn not assigned.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def visible(text: str) -> str:
    """`text` in NFC, each white space a space, without what cannot be seen (nor stand in XML)."""
    return "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in _DROPPED
    )


def one_line(text: str, longest: int = LONGEST_VALUE) -> str:
    """`text` in NFC on one line: white space of all kinds is one space, what cannot be seen is dropped."""
    flat = " ".join(visible(text[: 4 * longest]).split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"
