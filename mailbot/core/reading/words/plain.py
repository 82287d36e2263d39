"""Everyday words that are no part of a name; `data/plain.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import words

NEVER_IN_NAMES: frozenset[str] = words("plain", "NEVER_IN_NAMES")
NAME_BREAKS: frozenset[str] = words("plain", "NAME_BREAKS")
PAIR_BREAKS: frozenset[str] = words("plain", "PAIR_BREAKS")
PLACE_BEFORE: frozenset[str] = words("plain", "PLACE_BEFORE")
PLACES: frozenset[str] = words("plain", "PLACES")
