"""How a mail server fails us: it cannot be reached, or it refuses and a person must mend something."""

from __future__ import annotations


class MailboxError(Exception):
    """Base of both; the text is a sentence that names the server and what to do."""


class MailboxUnreachable(MailboxError):
    """The network or the server fails at the moment: try again later."""


class MailboxRefused(MailboxError):
    """The server says no to the password, the folder or the encryption: trying again alone will not help."""
