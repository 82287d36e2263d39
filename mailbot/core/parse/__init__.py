"""Raw bytes to a `Mail`: who, when, in answer to what, the newest words, and what kind of mail it is."""

from mailbot.core.parse.mail import OwnMail, parse, sender_of
from mailbot.core.parse.text import fold, normalise

__all__ = ["OwnMail", "fold", "normalise", "parse", "sender_of"]
