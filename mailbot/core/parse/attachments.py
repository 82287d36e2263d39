"""Attached files: name, type, size, and the text layer where there is one."""

from __future__ import annotations

from mailbot.core.model import Attachment
from mailbot.core.parse.mime import Taken
from mailbot.core.parse.text import normalise

_BODIES = frozenset(["text/plain", "text/html"])


def list_attachments(taken: Taken) -> tuple[Attachment, ...]:
    """The parts that are no body text, in order."""
    found = []
    for part in taken.parts:
        if part.returned or not (part.filename or part.disposition == "attachment" or part.content_type not in _BODIES):
            continue
        if part.content_type.startswith("message/") or (part.content_type in _BODIES and part.disposition == "inline"):
            continue
        data = part.data
        text = normalise(part.text()) if part.content_type == "text/plain" else ""
        found.append(Attachment(part.filename, part.content_type, len(data), text))
    return tuple(found)
