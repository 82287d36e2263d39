"""What has to be known of a mail server to speak to it; all times in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


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

    @property
    def server(self) -> str:
        """For sentences: 'the SMTP server mail.example:465'."""
        return f"the SMTP server {self.host}:{self.port}"
