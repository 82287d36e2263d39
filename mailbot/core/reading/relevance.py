"""Whether a mail has to do with the meeting at all."""

from __future__ import annotations

import re

from mailbot.core.model import Mail
from mailbot.core.reading.text import canonical
from mailbot.core.reading.words import pattern

_MEETING = re.compile(pattern("relevance", "MEETING"))
_ATTENDING = re.compile(pattern("relevance", "ATTENDING"))


def about_the_meeting(mail: Mail) -> bool:
    """Whether subject or newest text speaks of a meeting or of attending one."""
    words = f"{canonical(mail.subject)} . {canonical(mail.text[:4000])}"
    return bool(_MEETING.search(words))


def about_attending(mail: Mail) -> bool:
    """Whether the newest text or the subject speaks of somebody's attending."""
    return bool(_ATTENDING.search(canonical(mail.text[:4000]))) or bool(_ATTENDING.search(canonical(mail.subject)))
