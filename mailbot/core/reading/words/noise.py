"""Greetings, closings, signatures; `data/noise.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern, phrases, words

GREETINGS: tuple[str, ...] = phrases("noise", "GREETINGS")
CLOSINGS: tuple[str, ...] = phrases("noise", "CLOSINGS")
SIGNATURE_LINES: tuple[str, ...] = phrases("noise", "SIGNATURE_LINES")
SIGNATURE_WORDS: frozenset[str] = words("noise", "SIGNATURE_WORDS")
SIGNED_POSTS: str = pattern("noise", "SIGNED_POSTS")
FORM_LABELS: tuple[str, ...] = phrases("noise", "FORM_LABELS")
LETTERHEAD: str = pattern("noise", "LETTERHEAD")
ADDRESSED: str = pattern("noise", "ADDRESSED")
POSTSCRIPT: str = pattern("noise", "POSTSCRIPT")
ANSWERS: str = pattern("noise", "ANSWERS")
FILLED_IN: str = pattern("noise", "FILLED_IN")
BEFORE_SIGNED_NAMES: frozenset[str] = words("noise", "BEFORE_SIGNED_NAMES")
SAYS_MORE: str = pattern("noise", "SAYS_MORE")
TELLS_WHO_COMES: str = pattern("noise", "TELLS_WHO_COMES")
WARNS: str = pattern("noise", "WARNS")
MESSAGE: str = pattern("noise", "MESSAGE")
ADDRESSED_AGAIN: str = pattern("noise", "ADDRESSED_AGAIN")
