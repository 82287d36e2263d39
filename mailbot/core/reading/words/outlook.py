"""What is said beside who comes; `data/outlook.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern, phrases

DOUBT_AFTER: tuple[str, ...] = phrases("outlook", "DOUBT_AFTER")
ABOUT_PAPERS: str = pattern("outlook", "ABOUT_PAPERS")
EITHER: str = pattern("outlook", "EITHER")
HE_OR_ANOTHER: str = pattern("outlook", "HE_OR_ANOTHER")
STANDING_IN: tuple[str, ...] = phrases("outlook", "STANDING_IN")
NOT_NOW: tuple[str, ...] = phrases("outlook", "NOT_NOW")
PROPOSAL_BACK: str = pattern("outlook", "PROPOSAL_BACK")
WORD_BACK: str = pattern("outlook", "WORD_BACK")
INTRODUCES: str = pattern("outlook", "INTRODUCES")
CALLS_HIMSELF: str = pattern("outlook", "CALLS_HIMSELF")
WISH: str = pattern("outlook", "WISH")
DAY: str = pattern("outlook", "DAY")
RECEIVED: str = pattern("outlook", "RECEIVED")
NO_MORE: tuple[str, ...] = phrases("outlook", "NO_MORE")
PART: tuple[str, ...] = phrases("outlook", "PART")
DIRECT: tuple[str, ...] = phrases("outlook", "DIRECT")
ALTOGETHER: str = pattern("outlook", "ALTOGETHER")
COMES_AT: str = pattern("outlook", "COMES_AT")
ANSWERS_LATE: str = pattern("outlook", "ANSWERS_LATE")
LEAVES: str = pattern("outlook", "LEAVES")
BOUND: tuple[str, ...] = phrases("outlook", "BOUND")
NOBODY_LEFT: str = pattern("outlook", "NOBODY_LEFT")
REASON_LABEL: str = pattern("outlook", "REASON_LABEL")
