"""An SMTP connection: opened, encrypted and logged in, with failures put into sentences."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from aiosmtplib import SMTP, SMTPAuthenticationError, SMTPException, SMTPResponseException

from mailbot.core.plain import capital
from mailbot.mailbox import tls
from mailbot.mailbox.errors import MailboxError, MailboxRefused, MailboxUnreachable
from mailbot.mailbox.settings import Secret, Security, SmtpSettings, without_secrets

if TYPE_CHECKING:
    from mailbot.mailbox.oauth import Tokens

T = TypeVar("T")


async def connect(settings: SmtpSettings) -> SMTP:
    """Raises MailboxUnreachable where it may work later, MailboxRefused where a person must mend something."""
    client = SMTP(
        hostname=settings.host,
        port=settings.port,
        local_hostname=settings.ehlo_name or None,
        timeout=settings.connect_timeout,
        use_tls=settings.security is Security.TLS,
        start_tls=False,
        tls_context=None if settings.security is Security.NONE else tls.context(settings),
    )
    try:
        await _greet(client, settings)
        if settings.security is Security.STARTTLS:
            await _encrypt(client, settings)
        if settings.user:
            await _login(client, settings)
    except BaseException:
        client.close()
        raise
    client.timeout = settings.command_timeout
    return client


async def _greet(client: SMTP, settings: SmtpSettings) -> None:
    try:
        await client.connect()
        await client.ehlo()
    except SMTPResponseException as error:
        raise _of_reply(error, f"{settings.server} turns us away") from error
    except (SMTPException, OSError) as error:
        cause = error.__cause__
        if isinstance(cause, ssl.SSLError):
            raise tls.handshake_failed(settings, cause) from error
        raise MailboxUnreachable(
            f"{capital(settings.server)} cannot be reached: {cause or error}. "
            "Check host, port and security, and that this machine may reach them."
        ) from error


async def _encrypt(client: SMTP, settings: SmtpSettings) -> None:
    if not client.supports_extension("starttls"):
        raise MailboxRefused(
            f"{capital(settings.server)} offers no STARTTLS, and nothing is sent unencrypted. "
            "Set security = 'tls' with port 465, or have STARTTLS switched on."
        )
    try:
        await client.starttls()
        await client.ehlo()
    except ssl.SSLError as error:
        raise tls.handshake_failed(settings, error) from error
    except SMTPResponseException as error:
        raise _of_reply(error, f"{settings.server} refuses to encrypt") from error
    except (SMTPException, OSError) as error:
        raise MailboxUnreachable(f"Encryption with {settings.server} broke off: {error}.") from error


async def _login(client: SMTP, settings: SmtpSettings) -> None:
    if settings.tokens is not None:
        await _login_by_token(client, settings, settings.tokens)
        return
    with _authenticating(settings, settings.password, "Check user and password."):
        # As bytes: aiosmtplib would make ASCII of a text, and passwords need not be.
        await client.login(settings.user.encode(), settings.password.value.encode())


async def _login_by_token(client: SMTP, settings: SmtpSettings, tokens: Tokens) -> None:
    """XOAUTH2; a token from before that is refused is renewed once."""
    if "xoauth2" not in client.server_auth_methods:
        raise MailboxRefused(
            f"{capital(settings.server)} offers no OAuth login (XOAUTH2). "
            "Set smtp.login = 'password', or have it switched on."
        )
    hint = f"Check user, and that {tokens.settings} may send as this mailbox by SMTP."
    tries = tokens.to_try()
    refused: MailboxRefused | None = None
    while (token := await _aside(lambda: next(tries, None))) is not None:
        try:
            with _authenticating(settings, token, hint):
                await client.auth_xoauth2(settings.user.encode(), token.value.encode())
            return
        except MailboxRefused as error:
            refused = error
        except MailboxUnreachable:
            tokens.forget(token)
            raise
    if refused is not None:
        raise refused


async def _aside(do: Callable[[], T]) -> T:
    """Done in a thread that dies with the program: one of a pool would hold up its end while an endpoint hangs."""
    done: Future[T] = Future()

    def work() -> None:
        done.set_running_or_notify_cancel()
        try:
            done.set_result(do())
        except BaseException as error:
            done.set_exception(error)

    threading.Thread(target=work, name="token", daemon=True).start()
    return await asyncio.wrap_future(done)


@contextmanager
def _authenticating(settings: SmtpSettings, secret: Secret, hint: str) -> Iterator[None]:
    """Sentences for a login that fails; the secret stays out of them, also where the server repeats it."""
    try:
        yield
    except SMTPAuthenticationError as error:
        refused = _of_reply(error, f"{settings.server} does not let user '{settings.user}' in", hint)
        raise type(refused)(without_secrets(str(refused), secret)) from None
    except (SMTPResponseException, OSError) as error:
        why = without_secrets(str(error), secret)
        raise MailboxUnreachable(f"The login to {settings.server} broke off: {why}.") from None
    except SMTPException as error:
        raise MailboxRefused(
            f"{capital(settings.server)} offers no login that we know: {without_secrets(str(error), secret)} "
            "Check security and port; leave user empty for a server that needs none."
        ) from None


def _of_reply(error: SMTPResponseException, what: str, hint: str = "") -> MailboxError:
    """4xx passes by itself, 5xx does not."""
    kind = MailboxRefused if 500 <= error.code < 600 else MailboxUnreachable
    return kind(f"{capital(what)}: {error.code} {error.message}. {hint}".rstrip())
