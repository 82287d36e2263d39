"""An intent with what led to it: what a text comes to before it is known who speaks."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailbot.core.model import Doubt, Intent, Mode, Substitute
from mailbot.core.reading.facts import Kind
from mailbot.core.reading.said import Said


@dataclass(frozen=True)
class Outcome:
    """An intent with what led to it; becomes a Reading once the speaker is known."""

    intent: Intent
    rule: str
    why: str
    substitute: Substitute | None = None
    review: bool = False
    doubt: Doubt = Doubt.NONE
    words: tuple[str, ...] = ()
    reason: str | None = None
    modes: tuple[Mode, ...] = ()
    companions: str = ""
    claimed: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    names_the_member: bool = False  # by name, post or pronoun; else who attends is only understood


def unclear(said: Said, rule: str, why: str, *, doubt: Doubt = Doubt.ATTENDANCE) -> Outcome:
    """A doubt, with the first three statements of the text."""
    telling = [f for f in said.facts if f.kind is not Kind.BUSY][:3]
    return Outcome(Intent.UNCLEAR, rule, why, review=True, doubt=doubt, words=said.words(telling))
