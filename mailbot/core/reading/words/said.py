"""Whom statements are about, and what they come to; `data/said.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern, phrases

IN_THE_ROOM: str = pattern("said", "IN_THE_ROOM")
AGENCY_COMES: str = pattern("said", "AGENCY_COMES")
MAY_I: str = pattern("said", "MAY_I")
LEADERS: str = pattern("said", "LEADERS")
RELAYS: str = pattern("said", "RELAYS")
CHARGED: str = pattern("said", "CHARGED")
I_INSTEAD: str = pattern("said", "I_INSTEAD")
GIVES: str = pattern("said", "GIVES")
MUST_BE_THERE: str = pattern("said", "MUST_BE_THERE")
HAS_SOMEBODY: str = pattern("said", "HAS_SOMEBODY")
OTHER_TASK: tuple[str, ...] = phrases("said", "OTHER_TASK")
NOBODY: str = pattern("said", "NOBODY")
SAME: str = pattern("said", "SAME")
POST_OF: str = pattern("said", "POST_OF")
IS: tuple[str, ...] = phrases("said", "IS")
ATTENDS: str = pattern("said", "ATTENDS")
OTHER_MEETING: str = pattern("said", "OTHER_MEETING")
HELD_AT: str = pattern("said", "HELD_AT")
ATTENDED: str = pattern("said", "ATTENDED")
MEANT: str = pattern("said", "MEANT")
I_GO: str = pattern("said", "I_GO")
HE_GOES: str = pattern("said", "HE_GOES")
ANOTHER_GOES: str = pattern("said", "ANOTHER_GOES")
HE_IS_AWAY: str = pattern("said", "HE_IS_AWAY")
AFTER_ALL: tuple[str, ...] = phrases("said", "AFTER_ALL")
