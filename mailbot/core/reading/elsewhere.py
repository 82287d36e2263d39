"""Answers that stand beside the text: typed into the subject, or written in the one letter that is attached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mailbot.core.model import Intent, Mail
from mailbot.core.reading.layout import without_letterhead
from mailbot.core.reading.outcome import Outcome
from mailbot.core.reading.tables import without_tables

_ANSWERS = frozenset({Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE})
# Subjects that name the matter and nobody: 'Xác nhận dự họp' announces an answer and is none.
_NAMES_THE_MATTER = ("attends",)


def in_the_subject(mail: Mail, read_text: Callable[[str], Outcome]) -> Outcome | None:
    """The answer typed into the subject, where it says who: the text below has nothing that could contradict it."""
    if not mail.subject_words or mail.attachments:
        return None
    outcome = read_text(mail.subject_words)
    if outcome.intent not in _ANSWERS or outcome.review or outcome.rule == "sends somebody":
        return None
    if outcome.rule in _NAMES_THE_MATTER and not outcome.names_the_member:
        return None
    return replace(outcome, rule=f"{outcome.rule} (subject)", why=f"{outcome.why} (theo tiêu đề thư)")


def in_the_letter(mail: Mail, covering: Outcome, read_text: Callable[[str], Outcome]) -> Outcome | None:
    """The answer of the one attached letter that has a text layer, where it bears out what the covering mail says."""
    letters = [a.text for a in mail.attachments if a.text.strip()]
    if len(letters) != 1 or len(mail.attachments) != 1:
        return None
    outcome = read_text(without_tables(without_letterhead(letters[0])))
    if outcome.intent not in _ANSWERS or outcome.review:
        return None
    if covering.intent is Intent.DELEGATE and outcome.intent is not Intent.DELEGATE:
        return None
    return replace(outcome, rule=f"{outcome.rule} (letter)", why=f"{outcome.why} (theo văn bản đính kèm)")
