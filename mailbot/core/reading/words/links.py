"""What joins clauses and calls people; `data/links.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern, phrases, words

LINKS: tuple[str, ...] = phrases("links", "LINKS")
BECAUSE: frozenset[str] = words("links", "BECAUSE")
CONTRAST: frozenset[str] = words("links", "CONTRAST")
VOCATIVES: frozenset[str] = words("links", "VOCATIVES")
RHETORICAL: str = pattern("links", "RHETORICAL")
