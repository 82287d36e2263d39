"""What takes an answer back, or leaves it without anybody; `data/taken_back.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern

TAKEN_BACK: str = pattern("taken_back", "TAKEN_BACK")
FORGOT: str = pattern("taken_back", "FORGOT")
BUSY: str = pattern("taken_back", "BUSY")
NOBODY_YET: str = pattern("taken_back", "NOBODY_YET")
I_AM_AWAY: str = pattern("taken_back", "I_AM_AWAY")
RELAYED: str = pattern("taken_back", "RELAYED")
FOR_HIMSELF: str = pattern("taken_back", "FOR_HIMSELF")
