"""Which of our own letters a mail refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mailbot.core.model import LetterKind, Reference

_KINDS = "|".join(kind.value for kind in LetterKind)
_ID = re.compile(rf"({_KINDS})\.([A-Za-z0-9_-]{{8,64}})@", re.IGNORECASE)
# The buttons write it into the body; clients may fold it or put quotation marks before it.
_CODE_LINE = re.compile(
    rf"m[ãa] th[ưu]\s{{0,3}}:\s{{0,3}}[<\[(]?({_KINDS})\.([A-Za-z0-9_-]{{8,64}})(?![A-Za-z0-9_-])", re.IGNORECASE
)
_RETURNED = re.compile(r"^[> ]{0,8}message-id:[ \n]{0,4}(<[^>\n]{1,200}>)", re.IGNORECASE | re.MULTILINE)
# '[Q3-7K4M]' at the end of a subject.
_SUBJECT_CODE = re.compile(r"\[([A-Z0-9]{1,6}-[A-Z0-9]{4})\]\s*$")


def in_ids(value: str) -> list[Reference]:
    """Our Message-IDs in a header value, in the order written."""
    return [Reference(m[1].lower(), m[2]) for m in _ID.finditer(value[:20_000])]


def in_body(text: str) -> list[Reference]:
    """`Mã thư: KIND.TOKEN` in a body, quoted or not."""
    return [Reference(m[1].lower(), m[2]) for m in _CODE_LINE.finditer(text)]


def nearest_first(
    in_reply_to: str, references: str, bodies: Iterable[str], returned: Iterable[str]
) -> tuple[Reference, ...]:
    """All of them without repetition: In-Reply-To, References from the last, the body's code, what a report returns."""
    found = in_ids(in_reply_to) + in_ids(references)[::-1]
    for body in bodies:
        found += in_body(body)
    for value in returned:
        found += in_ids(value)
    return tuple(dict.fromkeys(found))


def returned_in_text(text: str) -> list[Reference]:
    """The Message-ID of a letter of ours that a delivery failure returns within its own text."""
    return [r for m in _RETURNED.finditer(text) for r in in_ids(m[1])]


def subject_code(subject: str) -> str:
    """The meeting's short code at the end of a subject, or ''."""
    match = _SUBJECT_CODE.search(subject[-40:])
    return match[1] if match else ""
