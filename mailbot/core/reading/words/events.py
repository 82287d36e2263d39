"""What follows "to attend", and tells our meeting from another; `data/events.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern, phrases

OURS: tuple[str, ...] = phrases("events", "OURS")
OUR_MARKS: str = pattern("events", "OUR_MARKS")
WEAK_MARKS: str = pattern("events", "WEAK_MARKS")
ELSEWHERE: str = pattern("events", "ELSEWHERE")
NOUN_BEFORE: str = pattern("events", "NOUN_BEFORE")
TIME_BEFORE: str = pattern("events", "TIME_BEFORE")
TIME_AFTER: str = pattern("events", "TIME_AFTER")
HERE: str = pattern("events", "HERE")
PLAIN_AHEAD: tuple[str, ...] = phrases("events", "PLAIN_AHEAD")
GOES: str = pattern("events", "GOES")
