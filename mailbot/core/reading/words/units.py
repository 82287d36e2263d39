"""Bodies and their units, behind a title; `data/units.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import flags, pattern, phrases, words

UNITS: dict[str, bool] = flags("units", "UNITS")
BODIES: tuple[str, ...] = phrases("units", "BODIES")
OVERSEES: tuple[str, ...] = phrases("units", "OVERSEES")
ACTING_FOR: tuple[str, ...] = phrases("units", "ACTING_FOR")
AFTER_NAMES: frozenset[str] = words("units", "AFTER_NAMES")
DISTRICTS: frozenset[str] = words("units", "DISTRICTS")
UNIT_HEADS: str = pattern("units", "UNIT_HEADS")
