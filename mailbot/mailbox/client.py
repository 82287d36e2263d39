"""An imapclient connection over our own wire: opened, encrypted and logged in, with failures put into sentences."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import LoginError

from mailbot.core.plain import capital
from mailbot.mailbox import tls
from mailbot.mailbox.errors import MailboxRefused, MailboxUnreachable
from mailbot.mailbox.settings import ImapSettings, Secret, Security, without_secrets
from mailbot.mailbox.wire import Breaker, Wire

if TYPE_CHECKING:
    from mailbot.mailbox.oauth import Tokens

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
        raise kind(f"{capital(settings.server)} refused while {doing}: {said(error)}.") from error
    except ssl.SSLError as error:
        raise tls.handshake_failed(settings, error) from error
    except OSError as error:
        raise MailboxUnreachable(f"{capital(settings.server)} did not answer while {doing}: {said(error)}.") from error


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
        raise MailboxUnreachable(f"{capital(settings.server)} cannot be reached: {said(error)}. {hint}.") from error


def _encrypt(client: Client, settings: ImapSettings) -> None:
    if "STARTTLS" not in client.wire.capabilities:
        raise MailboxRefused(
            f"{capital(settings.server)} offers no STARTTLS, and the password is not sent unencrypted. "
            "Set security = 'tls' with port 993, or have STARTTLS switched on."
        )
    with speaking(settings, "switching to encryption"):
        client.starttls(client._tls)


def _login(client: Client, settings: ImapSettings) -> None:
    if settings.tokens is not None:
        _login_by_token(client, settings, settings.tokens)
    else:
        _login_by_password(client, settings)


def _login_by_password(client: Client, settings: ImapSettings) -> None:
    user, password = settings.user, settings.password.value
    # PLAIN takes any letter (RFC 4616), LOGIN only ASCII. Asked of the wire, because imapclient would keep
    # this answer, and most servers tell of MOVE and IDLE only after the login.
    plain = "AUTH=PLAIN" in client.wire.capabilities
    try:
        with _authenticating(settings, settings.password, "Check user and password."):
            (client.plain_login if plain else client.login)(user, password)
    except UnicodeEncodeError:
        raise MailboxRefused(
            f"{capital(settings.server)} takes only passwords of ASCII letters; that of user '{user}' has others."
        ) from None  # that error's object is the password


def _login_by_token(client: Client, settings: ImapSettings, tokens: Tokens) -> None:
    """XOAUTH2, else OAUTHBEARER (RFC 7628); a token from before that is refused is renewed once."""
    mechanism = next((name for name in _ANSWERS if f"AUTH={name}" in client.wire.capabilities), None)
    if mechanism is None:
        raise MailboxRefused(
            f"{capital(settings.server)} offers no OAuth login (XOAUTH2, OAUTHBEARER). "
            "Set imap.login = 'password', or have it switched on."
        )
    hint = f"Check user, and that {tokens.settings} may use IMAP for this mailbox."
    refused: MailboxRefused | None = None
    for token in tokens.to_try():
        # Not imapclient's oauth2_login: that repeats the token where the server explains its refusal.
        answers = iter(_ANSWERS[mechanism](settings.user, token.value))
        try:
            with _authenticating(settings, token, hint):
                client.sasl_login(mechanism, lambda challenge, answers=answers: next(answers, b""))
            return
        except MailboxRefused as error:
            refused = error
        except MailboxUnreachable:
            tokens.forget(token)
            raise
    if refused is not None:
        raise refused


def _xoauth2(user: str, token: str) -> tuple[bytes, ...]:
    return (f"user={user}\1auth=Bearer {token}\1\1".encode(), b"")


def _oauthbearer(user: str, token: str) -> tuple[bytes, ...]:
    named = user.replace("=", "=3D").replace(",", "=2C")
    return (f"n,a={named},\1auth=Bearer {token}\1\1".encode(), b"\1")


# What we say first, and what to the server's explanation of a refusal.
_ANSWERS = {"XOAUTH2": _xoauth2, "OAUTHBEARER": _oauthbearer}


@contextmanager
def _authenticating(settings: ImapSettings, secret: Secret, hint: str) -> Iterator[None]:
    """Tells a refusal of the login from a connection that was lost during it; the secret stays out of both."""
    try:
        with speaking(settings, "logging in"):
            yield
    except MailboxRefused as refused:
        cause = refused.__cause__
        why = without_secrets(said(cause), secret)
        if isinstance(cause, LoginError) and isinstance(cause.__context__, imaplib.IMAP4.abort):
            raise MailboxUnreachable(
                f"The connection with {settings.server} was lost while logging in: {why}."
            ) from None
        raise MailboxRefused(
            f"{capital(settings.server)} does not let user '{settings.user}' in: {why}. {hint}"
        ) from None
    except MailboxUnreachable as unreachable:
        raise MailboxUnreachable(without_secrets(str(unreachable), secret)) from None


def said(error: BaseException | None) -> str:
    """What a server or the system said, without Python's wrapping and the full stop."""
    text = (isinstance(error, OSError) and error.strerror) or str(error).strip()
    if unwrapped := re.fullmatch(r"b(['\"])(.*)\1", text, re.DOTALL):
        text = unwrapped[2]
    return text.rstrip(". ") or type(error).__name__
