"""What our letters carry so that an answer can be cut from the letter that it quotes, and tied to it."""

from __future__ import annotations

from mailbot.core.model import Letter

# The class of everything visible in the HTML part: clients that quote HTML keep it.
LETTER_CLASS = "mailbot-letter"

_MARKER = "Nội dung trả lời đề nghị ghi phía trên dòng này"
_RULE = "======="


def marker(code: str) -> str:
    """The first line of every letter: in a reply everything from here down is quotation."""
    return f"{_RULE} {_MARKER} [{code}] {_RULE}" if code else f"{_RULE} {_MARKER} {_RULE}"


def reference(letter: Letter, token: str) -> str:
    """`KIND.TOKEN`, the left side of the Message-ID."""
    return f"{letter.kind}.{token}"


def reference_line(letter: Letter, token: str) -> str:
    """The line by which a mail that a button started says which letter it answers."""
    return f"Mã thư: {reference(letter, token)}"
