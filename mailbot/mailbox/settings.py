"""What has to be known of a mail server to speak to it; all times in seconds."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from mailbot.mailbox.oauth import Tokens

_BASE64 = re.compile(r"[A-Za-z0-9+/]{4,}")


class Security(StrEnum):
    """How the connection is protected."""

    TLS = "tls"  # from the first byte (RFC 8314): ports 993, 465
    STARTTLS = "starttls"  # upgraded before anything is said; refused where the server offers none
    NONE = "none"  # plain text: for servers on the same machine


class Filing(StrEnum):
    """What becomes of a handled mail on the server."""

    MOVE = "move"  # into the folder `filed_folder`
    FLAG = "flag"  # stays where it is, with the keyword $MailbotHandled
    NONE = "none"  # nothing changes


@dataclass(frozen=True)
class Secret:
    """A password: shown by nothing that prints or logs it."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        return "********"


def without_secrets(text: str, *secrets: Secret) -> str:
    """What a server said, without our secrets: some repeat the command that they refuse, in plain text or base64."""
    for secret in secrets:
        if secret.value:
            text = _BASE64.sub(partial(_hidden_within, secret), text).replace(secret.value, str(secret))
    return text


def _hidden_within(secret: Secret, run: re.Match[str]) -> str:
    whole = run[0] + "=" * (-len(run[0]) % 4)
    try:
        return str(secret) if secret.value.encode() in base64.b64decode(whole) else run[0]
    except ValueError:
        return run[0]


class Flow(StrEnum):
    """On what the access tokens rest (RFC 6749)."""

    CLIENT_CREDENTIALS = "client_credentials"  # the application's own right (4.4): a client secret
    REFRESH_TOKEN = "refresh_token"  # the consent that the mailbox's owner gave once (6)


@dataclass(frozen=True)
class OAuthSettings:
    """Where access tokens come from that stand in for passwords."""

    provider: str  # for sentences
    token_url: str
    client_id: str
    flow: Flow
    scope: str = ""
    client_secret: Secret = Secret("")
    refresh_token: Secret = Secret("")
    refresh_token_file: Path | None = None  # where it came from, and where a new one is kept
    timeout: float = 15.0
    ca_file: Path | None = None

    @property
    def endpoint(self) -> str:
        """For sentences."""
        return f"the token endpoint {urlsplit(self.token_url).netloc.rpartition('@')[2]}"

    def __str__(self) -> str:
        return f"OAuth ({self.provider}, {self.flow.value.replace('_', ' ')})"


@dataclass(frozen=True)
class ImapSettings:
    """One mailbox folder on an IMAP server."""

    host: str
    user: str
    password: Secret
    port: int = 993
    security: Security = Security.TLS
    folder: str = "INBOX"
    filing: Filing = Filing.MOVE
    filed_folder: str = "mailbot/Handled"  # '/' stands for whatever separates levels on the server
    connect_timeout: float = 15.0
    read_timeout: float = 60.0
    idle_renew: float = 600.0  # routers forget silent connections; RFC 2177 asks for less than 29 minutes
    noop_every: float = 30.0  # how often to look where the server has no IDLE
    verify: bool = True  # the server's certificate
    ca_file: Path | None = None  # PEM; trusted instead of the system's authorities
    tokens: Tokens | None = field(default=None, repr=False)  # then these log in, not the password

    @property
    def server(self) -> str:
        """For sentences: 'the IMAP server mail.example:993'."""
        return f"the IMAP server {self.host}:{self.port}"


@dataclass(frozen=True)
class SmtpSettings:
    """The server that takes our mail."""

    host: str
    sender: str  # the address of MAIL FROM
    port: int = 465
    security: Security = Security.TLS
    user: str = ""  # empty: no login
    password: Secret = Secret("")
    ehlo_name: str = ""  # empty: this machine's full name
    connect_timeout: float = 15.0
    command_timeout: float = 120.0
    data_timeout: float = 600.0  # after the final dot: impatience there makes duplicates (RFC 5321, 4.5.3.2.6)
    verify: bool = True
    ca_file: Path | None = None
    tokens: Tokens | None = field(default=None, repr=False)

    @property
    def server(self) -> str:
        """For sentences: 'the SMTP server mail.example:465'."""
        return f"the SMTP server {self.host}:{self.port}"
