"""What a letter says besides its message: greetings, closings, signatures, references.  Regular expressions on canonical lines.  The words stand in `data/noise.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import phrases, words

GREETINGS: tuple[str, ...] = phrases("noise", "GREETINGS")
CLOSINGS: tuple[str, ...] = phrases("noise", "CLOSINGS")
SIGNATURE_LINES: tuple[str, ...] = phrases("noise", "SIGNATURE_LINES")
SIGNATURE_WORDS: frozenset[str] = words("noise", "SIGNATURE_WORDS")
