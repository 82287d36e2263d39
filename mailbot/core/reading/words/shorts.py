"""What decides between meanings of a short form; `data/shorts.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import words

BEFORE_GIVES_CAN: frozenset[str] = words("shorts", "BEFORE_GIVES_CAN")
AFTER_GIVES_COMRADE: frozenset[str] = words("shorts", "AFTER_GIVES_COMRADE")
VERBS_AFTER_PRONOUN: frozenset[str] = words("shorts", "VERBS_AFTER_PRONOUN")
NO_BEFORE: frozenset[str] = words("shorts", "NO_BEFORE")
CITIES: frozenset[str] = words("shorts", "CITIES")
TELEX_WORDS: frozenset[str] = words("shorts", "TELEX_WORDS")
