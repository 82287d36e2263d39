"""A text as it is taken apart for reading: laid out, in one spelling, in clauses."""

from __future__ import annotations

from mailbot.core.model import Member, Roster
from mailbot.core.reading.clauses import Analysis, analyse
from mailbot.core.reading.layout import lay_out
from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.text import read_words


def analysed(text: str, member: Member, roster: Roster, occasion: Occasion) -> tuple[Analysis, str]:
    """The clauses of a text that `member` or his office wrote, and the signature below it."""
    letter = lay_out(text, member)
    words = read_words(letter.body)
    return analyse(words, member, roster, occasion), letter.signature
