"""An imapclient connection over our own wire: opened, encrypted and logged in, with failures put into sentences."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from mailbot.mailbox import tls
from mailbot.mailbox.errors import MailboxRefused, MailboxUnreachable
from mailbot.mailbox.settings import ImapSettings, Security
from mailbot.mailbox.wire import Breaker, Wire

# Response codes by which a server says that the failure will pass (RFC 5530).
_PASSING = re.compile(r"\[(UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\b", re.IGNORECASE)


class Client(IMAPClient):
    """imapclient's commands on a Wire; times stay aware, nothing said is logged."""

    def __init__(self, settings: ImapSettings, breaker: Breaker) -> None:
        self._tls = None if settings.security is Security.NONE else tls.context(settings)
        self._breaker = breaker
        super().__init__(
            settings.host,
            port=settings.port,
            ssl=settings.security is Security.TLS,
            ssl_context=self._tls,
            timeout=SocketTimeout(connect=settings.connect_timeout, read=settings.read_timeout),
        )
        self.normalise_times = False  # otherwise naive local times
        self.wire.debug = 0  # imapclient logs every line, the password among them

    def _create_IMAP4(self) -> Wire:
        return Wire(self.host, self.port, self._tls if self.ssl else None, self._timeout.connect, self._breaker)

    @property
    def wire(self) -> Wire:
        wire: Wire = self._imap
        return wire


@contextmanager
def speaking(settings: ImapSettings, doing: str) -> Iterator[None]:
    """Turns what imaplib, sockets and TLS raise into MailboxUnreachable or MailboxRefused."""
    try:
        yield
    except imaplib.IMAP4.readonly as error:
        raise MailboxRefused(
            f"The folder on {settings.server} may only be read, while {doing}: {said(error)}."
        ) from error
    except imaplib.IMAP4.abort as error:
        raise MailboxUnreachable(
            f"The connection with {settings.server} was lost while {doing}: {said(error)}."
        ) from error
    except imaplib.IMAP4.error as error:
        kind = MailboxUnreachable if _PASSING.search(str(error)) else MailboxRefused
        raise kind(f"{_capital(settings.server)} refused while {doing}: {said(error)}.") from error
    except ssl.SSLError as error:
        raise tls.handshake_failed(settings, error) from error
    except OSError as error:
        raise MailboxUnreachable(f"{_capital(settings.server)} did not answer while {doing}: {said(error)}.") from error


def connect(settings: ImapSettings, breaker: Breaker) -> Client:
    """Connected, encrypted as `security` says, and logged in."""
    client = _greeted(settings, breaker)
    try:
        if settings.security is Security.STARTTLS:
            _encrypt(client, settings)
        _login(client, settings)
    except BaseException:
        client.wire.shutdown()
        raise
    return client


def _greeted(settings: ImapSettings, breaker: Breaker) -> Client:
    hint = "Check host, port and security, and that this machine may reach them"
    try:
        return Client(settings, breaker)
    except ssl.SSLError as error:
        raise tls.handshake_failed(settings, error) from error
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxUnreachable(f"{_capital(settings.server)} cannot be reached: {said(error)}. {hint}.") from error


def _encrypt(client: Client, settings: ImapSettings) -> None:
    if "STARTTLS" not in client.wire.capabilities:
        raise MailboxRefused(
            f"{_capital(settings.server)} offers no STARTTLS, and the password is not sent unencrypted. "
            "Set security = 'tls' with port 993, or have STARTTLS switched on."
        )
    with speaking(settings, "switching to encryption"):
        client.starttls(client._tls)


def _login(client: Client, settings: ImapSettings) -> None:
    user, password = settings.user, settings.password.value
    try:
        with speaking(settings, "logging in"):
            # PLAIN takes any letter (RFC 4616), LOGIN only ASCII. Asked of the wire, because imapclient would keep
            # this answer, and most servers tell of MOVE and IDLE only after the login.
            plain = "AUTH=PLAIN" in client.wire.capabilities
            (client.plain_login if plain else client.login)(user, password)
    except MailboxRefused as refused:
        cause = refused.__cause__
        if isinstance(cause, LoginError) and isinstance(cause.__context__, imaplib.IMAP4.abort):
            raise MailboxUnreachable(
                f"The connection with {settings.server} was lost while logging in: {said(cause)}."
            ) from cause
        raise MailboxRefused(
            f"{_capital(settings.server)} does not let user '{user}' in: {said(cause)}. Check user and password."
        ) from cause
    except UnicodeEncodeError as error:
        raise MailboxRefused(
            f"{_capital(settings.server)} takes only passwords of ASCII letters; that of user '{user}' has others."
        ) from error


def said(error: BaseException | None) -> str:
    """What a server or the system said, without Python's wrapping and the full stop."""
    text = (isinstance(error, OSError) and error.strerror) or str(error).strip()
    if unwrapped := re.fullmatch(r"b(['\"])(.*)\1", text, re.DOTALL):
        text = unwrapped[2]
    return text.rstrip(". ") or type(error).__name__


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
