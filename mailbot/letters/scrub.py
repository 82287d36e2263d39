"""Values made harmless before they stand in a letter: one line, no control or direction characters, no markup."""

from __future__ import annotations

import unicodedata

LONGEST_VALUE = 1500  # characters; nobody's name or reason is longer, and no letter may grow without bound

# Cc control, Cf format (text direction, zero width, BOM), Cs surrogates, Co private use, Cn not assigned.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})

# Characters that mean something in the templates' markup travel as private-use characters, which `one_line` has
# dropped from the value before: so they can only have been put there by `inert`.
_MARKUP = "*|\\@#->"
_STAND_INS = {ord(char): 0xF500 + ord(char) for char in _MARKUP}
_BACK = {stand_in: char for char, stand_in in _STAND_INS.items()}


def one_line(text: str, longest: int = LONGEST_VALUE) -> str:
    """`text` in NFC on one line: white space of all kinds is one space, what cannot be seen is dropped."""
    kept = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text[: 4 * longest])
        if char.isspace() or unicodedata.category(char) not in _DROPPED
    )
    flat = " ".join(kept.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def inert(text: str) -> str:
    """`text` on one line, with everything that the markup would heed replaced by stand-ins."""
    return one_line(text).translate(_STAND_INS)


def restored(text: str) -> str:
    """The stand-ins of `inert` as the characters that they stand for."""
    return text.translate(_BACK)
