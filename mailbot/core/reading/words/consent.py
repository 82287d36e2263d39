"""The Head's words on a request; `data/consent.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import numbers, pattern, phrases

AGREE: tuple[str, ...] = phrases("consent", "AGREE")
REJECT: tuple[str, ...] = phrases("consent", "REJECT")
ORDER: tuple[str, ...] = phrases("consent", "ORDER")
WEAK: tuple[str, ...] = phrases("consent", "WEAK")
ACKNOWLEDGES: tuple[str, ...] = phrases("consent", "ACKNOWLEDGES")
DEFER: tuple[str, ...] = phrases("consent", "DEFER")
DEFERS_STILL: tuple[str, ...] = phrases("consent", "DEFERS_STILL")
BESIDE_CONSENT: tuple[str, ...] = phrases("consent", "BESIDE_CONSENT")
TAKEN_BACK: tuple[str, ...] = phrases("consent", "TAKEN_BACK")
INSTRUCTS: tuple[str, ...] = phrases("consent", "INSTRUCTS")
FUTURE: tuple[str, ...] = phrases("consent", "FUTURE")
ONLY_IF: str = pattern("consent", "ONLY_IF")
OTHER_PERSON: str = pattern("consent", "OTHER_PERSON")
ABSENCE: str = pattern("consent", "ABSENCE")
ALL: str = pattern("consent", "ALL")
REST: str = pattern("consent", "REST")
EXCEPT: str = pattern("consent", "EXCEPT")
COUNTS: dict[str, int] = numbers("consent", "COUNTS")
NUMBER_BEFORE: str = pattern("consent", "NUMBER_BEFORE")
NOT_AN_ITEM: str = pattern("consent", "NOT_AN_ITEM")
POSITION: str = pattern("consent", "POSITION")
RHETORIC: str = pattern("consent", "RHETORIC")
