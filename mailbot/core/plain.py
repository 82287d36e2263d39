"""Text from outside made plain: in NFC, nothing that cannot be seen, no token of a letter, on one line."""

from __future__ import annotations

import re
import unicodedata

LONGEST_VALUE = 1500  # characters; nobody's name or reason is longer, and no letter may grow without bound

# Cc control, Cf format (text direction, zero width, BOM), Cs surrogates, Co private use, Cn not assigned.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


# The tokens of our letters (32 of these), also where a client has cut one short: what quotes a letter must not carry
# its token on to somebody else.
_TOKEN = re.compile(r"[0-9A-Fa-f]{24,}")


def without_tokens(text: str) -> str:
    """`text` with the tokens of our letters struck out."""
    return _TOKEN.sub("…", text)


def visible(text: str) -> str:
    """`text` in NFC, each white space a space, without what cannot be seen (nor stand in XML)."""
    return "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in _DROPPED
    )


def one_line(text: str, longest: int = LONGEST_VALUE) -> str:
    """`text` in NFC on one line: white space of all kinds is one space, what cannot be seen is dropped."""
    flat = without_tokens(" ".join(visible(text[: 4 * longest]).split()))
    return flat if len(flat) <= longest else flat[: longest - 1].rstrip() + "…"


def capital(text: str) -> str:
    """The text as the beginning of a sentence; unlike `str.capitalize` it leaves all other letters as they are."""
    return text[:1].upper() + text[1:]
