"""Short and wrong spellings and what they stand for; `data/spelling.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import mapping

ABBREVIATIONS: dict[str, str] = mapping("spelling", "ABBREVIATIONS")
SPELLINGS: dict[str, str] = mapping("spelling", "SPELLINGS")
SLIPS: dict[str, str] = mapping("spelling", "SLIPS")
