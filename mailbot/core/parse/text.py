"""Characters: one form for the text that is kept, and a folded form in which phrases are looked for."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARS = 200_000
MAX_LINES = 4_000

# Invisible: zero-width, soft hyphen, bidi marks and overrides, byte order mark, Arabic letter mark, tags' filler.
_INVISIBLE = [
    0x00AD,
    0x061C,
    0x115F,
    0x1160,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0x3164,
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
]
# Spaces that are not the space.
_SPACES = [0x09, 0x0B, 0x0C, 0x1F, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
# Line ends that are not the line feed.
_LINE_ENDS = [0x0D, 0x85, 0x2028, 0x2029]
# Private letters with which this room marks lines.
_OUR_MARKS = range(0xE000, 0xE010)
_CONTROLS = [*range(0x00, 0x09), *range(0x0E, 0x1F), *range(0x7F, 0x85), *range(0x86, 0xA0)]

_CLEAN: dict[int, str | None] = {
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys(_OUR_MARKS),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # lone surrogates reach no UTF-8 output
}
_UNCLEAN = re.compile("[" + "".join(chr(c) for c in _CLEAN if c < 0xD800 or c > 0xDFFF) + "\ud800-\udfff]")
_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")


def normalise(text: str) -> str:
    """NFC, plain spaces and line feeds, nothing invisible; what is longer than MAX_CHARS is cut off."""
    text = text[:MAX_CHARS]
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if _UNCLEAN.search(text):
        text = text.translate(_CLEAN)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """For names and subjects: normalised, on one line, single spaces."""
    return " ".join(normalise(text).split())


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: NFD, windows-1258 and unaccented writing fold alike; lines stay lines."""
    text = text.lower()
    if text.isascii():
        return text
    return _MARKS.sub("", unicodedata.normalize("NFD", text)).replace("đ", "d").replace("ð", "d")


def words(text: str) -> str:
    """The folded words of a text, single-spaced, for comparing what two texts say."""
    return " ".join(_WORD.findall(fold(text)))
