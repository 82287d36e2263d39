"""What names are made of; `data/names.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import phrases, words

SURNAMES: frozenset[str] = words("names", "SURNAMES")
COMMON_SURNAMES: frozenset[str] = words("names", "COMMON_SURNAMES")
GIVEN: frozenset[str] = words("names", "GIVEN")
GIVEN_OR_VERB: frozenset[str] = words("names", "GIVEN_OR_VERB")
BEHIND_NAMES: tuple[str, ...] = phrases("names", "BEHIND_NAMES")
MIDDLE: frozenset[str] = words("names", "MIDDLE")
HONORIFICS: tuple[str, ...] = phrases("names", "HONORIFICS")
DECORATIONS: tuple[str, ...] = phrases("names", "DECORATIONS")
SELF_PRONOUNS: tuple[str, ...] = phrases("names", "SELF_PRONOUNS")
ANAPHORS: tuple[str, ...] = phrases("names", "ANAPHORS")
