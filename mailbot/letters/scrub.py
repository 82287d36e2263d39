"""Values made harmless before they stand in a letter: one line, no control or direction characters, no markup."""

from __future__ import annotations

from mailbot.core.plain import one_line

__all__ = ["inert", "one_line", "restored"]

# Characters that mean something in the templates' markup travel as private-use characters, which `one_line` has
# dropped from the value before: so they can only have been put there by `inert`.
_MARKUP = "*|\\@#->"
_STAND_INS = {ord(char): 0xF500 + ord(char) for char in _MARKUP}
_BACK = {stand_in: char for char, stand_in in _STAND_INS.items()}


def inert(text: str) -> str:
    """`text` on one line, with everything that the markup would heed replaced by stand-ins."""
    return one_line(text).translate(_STAND_INS)


def restored(text: str) -> str:
    """The stand-ins of `inert` as the characters that they stand for."""
    return text.translate(_BACK)
