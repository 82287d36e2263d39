"""Words for text typed without diacritics; `data/bare.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import phrases, words

BARE: tuple[str, ...] = phrases("bare", "BARE")
ENGLISH: frozenset[str] = words("bare", "ENGLISH")
