"""Words for text that was typed without diacritics: each line is folded, and the longest one that fits gives the accents back.  The words stand in `data/bare.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import phrases, words

BARE: tuple[str, ...] = phrases("bare", "BARE")
ENGLISH: frozenset[str] = words("bare", "ENGLISH")
