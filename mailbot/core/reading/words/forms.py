"""Labels of forms and what is filled in; `data/forms.toml`."""

from __future__ import annotations

from mailbot.core.reading.words import pattern

COMES: str = pattern("forms", "COMES")
AWAY: str = pattern("forms", "AWAY")
SENT: str = pattern("forms", "SENT")
REASON: str = pattern("forms", "REASON")
NAME: str = pattern("forms", "NAME")
POST: str = pattern("forms", "POST")
OTHER: str = pattern("forms", "OTHER")
NUMBER: str = pattern("forms", "NUMBER")
STATUS: str = pattern("forms", "STATUS")
HEADING: str = pattern("forms", "HEADING")
YES: str = pattern("forms", "YES")
NO: str = pattern("forms", "NO")
BLANK: str = pattern("forms", "BLANK")
MAY_BE_FORM: str = pattern("forms", "MAY_BE_FORM")
HONORIFIC: str = pattern("forms", "HONORIFIC")
BEFORE_DIGIT: str = pattern("forms", "BEFORE_DIGIT")
BEHIND_DIGIT: str = pattern("forms", "BEHIND_DIGIT")
