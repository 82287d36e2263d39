"""Greetings, closings, signatures; `data/noise.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern, phrases, words

GREETINGS: tuple[str, ...] = phrases("noise", "GREETINGS")
CLOSINGS: tuple[str, ...] = phrases("noise", "CLOSINGS")
SIGNATURE_LINES: tuple[str, ...] = phrases("noise", "SIGNATURE_LINES")
SIGNATURE_WORDS: frozenset[str] = words("noise", "SIGNATURE_WORDS")
SIGNED_POSTS: str = pattern("noise", "SIGNED_POSTS")
FORM_LABELS: tuple[str, ...] = phrases("noise", "FORM_LABELS")
