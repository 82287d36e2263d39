"""Mail out: one recipient a transaction, each phase known, so that 'not sent' is never confused with 'perhaps sent'."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time

from aiosmtplib import SMTP, SMTPException, SMTPResponse, SMTPResponseException

from mailbot.core.plain import capital
from mailbot.mailbox import smtp_connection
from mailbot.mailbox.errors import MailboxRefused, MailboxUnreachable
from mailbot.mailbox.outcome import Outcome, OutcomeKind, of_reply, sent
from mailbot.mailbox.settings import SmtpSettings
from mailbot.mailbox.smtp_upload import as_transmitted, dot_stuffed, upload

_KEEP_WARM = 20.0  # seconds; servers drop idle clients, and a check by NOOP costs as much as connecting
_AUTH_NEEDED = {530, 534, 535, 538}  # RFC 4954: our login, not this mail
_START_INPUT = 354
_COMPLETED = 250
# What aiosmtplib raises when the connection is at fault: SMTPServerDisconnected and timeouts among them.
_CONNECTION_TROUBLE = (SMTPException, OSError)


class _Lost(Exception):
    """The connection failed before the final dot was written: nothing was sent."""


class Sender:
    """Keeps one connection for a batch of mails; one mail at a time.

    A send() that is cancelled leaves the mail uncertain: whoever claimed it must treat it so.
    """

    def __init__(self, settings: SmtpSettings) -> None:
        self.settings = settings
        self._client: SMTP | None = None
        self._used_at = 0.0
        self._takes_null = True  # MAIL FROM:<>
        self._one_at_a_time = asyncio.Lock()

    async def send(self, recipient: str, raw: bytes, *, null_sender: bool = False) -> Outcome:
        """One mail to one recipient; never raises for anything that the network, the server or the address does.

        `null_sender` gives it the reverse-path <>, so that nobody can bounce or auto-answer it (RFC 3834, 3.3).
        """
        async with self._one_at_a_time:
            try:
                return await self._attempt(recipient, raw, null_sender)
            except BaseException:
                self._drop()
                raise

    async def close(self) -> None:
        """Says QUIT if the server listens; never raises."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(*_CONNECTION_TROUBLE):
                await client.quit(timeout=2.0)
            client.close()

    async def _attempt(self, recipient: str, raw: bytes, null_sender: bool) -> Outcome:
        fresh = not self._warm()
        while True:
            try:
                client = await self._connected(fresh)
                outcome = await self._transaction(client, recipient, as_transmitted(raw), null_sender)
            except MailboxUnreachable as error:
                return Outcome(OutcomeKind.RETRY, str(error))
            except MailboxRefused as error:
                return Outcome(OutcomeKind.PAUSE, str(error))
            except _Lost as error:
                self._drop()
                if fresh:
                    return Outcome(OutcomeKind.RETRY, f"The connection with {self.settings.server} was lost: {error}.")
                fresh = True  # a warm connection that went cold says nothing about the server
                continue
            self._used_at = time.monotonic()
            if outcome.code in _AUTH_NEEDED and not fresh:  # the login of a warm connection has run out
                self._drop()
                fresh = True
                continue
            if outcome.kind is not OutcomeKind.SENT:
                self._drop()  # half a transaction may be open; a new connection is the surest reset
            return outcome

    def _warm(self) -> bool:
        client = self._client
        return client is not None and client.is_connected and time.monotonic() - self._used_at < _KEEP_WARM

    async def _connected(self, fresh: bool) -> SMTP:
        if fresh or self._client is None:
            await self.close()
            self._client = await smtp_connection.connect(self.settings)
        return self._client

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None

    async def _transaction(self, client: SMTP, recipient: str, raw: bytes, null_sender: bool) -> Outcome:
        """MAIL, RCPT, DATA. Raises _Lost for any trouble of the connection before the dot."""
        to = _ascii_domain(recipient)
        try:
            options, encoding = _mail_options(client, self.settings.sender, to, raw)
        except _Unsupported as error:
            return Outcome(OutcomeKind.FAILED, f"{self.settings.server} cannot take this mail: {error}.")
        try:
            refused = await self._mail_from(client, null_sender, options, encoding)
            if refused is not None:
                return refused
            try:
                await client.rcpt(to, encoding=encoding)
            except SMTPResponseException as error:
                return self._of_recipient(error)
            code, text = await client.execute_command(b"DATA")
            if code != _START_INPUT:
                return of_reply(code, text)
        except ValueError as error:  # an address that no command line can carry
            return Outcome(OutcomeKind.FAILED, f"The address '{recipient}' cannot be used: {error}.")
        except _CONNECTION_TROUBLE as error:
            raise _Lost(error) from error
        return await self._content(client, raw)

    async def _mail_from(self, client: SMTP, null: bool, options: list[str], encoding: str) -> Outcome | None:
        """MAIL FROM; the outcome if it ends here. Some servers refuse <> from a user: then we name ourselves."""
        if null and self._takes_null:
            try:
                await client.mail("", options=options, encoding=encoding)
            except SMTPResponseException as error:
                if not 500 <= error.code < 600 or error.code in _AUTH_NEEDED:
                    return self._of_sender(error)
                self._takes_null = False
            else:
                return None
        try:
            await client.mail(self.settings.sender, options=options, encoding=encoding)
        except SMTPResponseException as error:
            return self._of_sender(error)
        return None

    def _of_sender(self, error: SMTPResponseException) -> Outcome:
        """The sender is the same for every mail: a refusal of him is not this mail's fault, but one of its size is."""
        too_large = error.code == 552 or re.search(r"\b5\.(3\.4|2\.3)\b", error.message)
        if 500 <= error.code < 600 and not too_large:
            text = (
                f"{self.settings.server} refuses to take mail from '{self.settings.sender}': "
                f"{error.code} {error.message}. Check sender, user and password."
            )
            return Outcome(OutcomeKind.PAUSE, capital(text), error.code)
        return of_reply(error.code, error.message)

    def _of_recipient(self, error: SMTPResponseException) -> Outcome:
        if error.code in _AUTH_NEEDED:
            text = f"{self.settings.server} wants a login first: {error.code} {error.message}. Check user and password."
            return Outcome(OutcomeKind.PAUSE, capital(text), error.code)
        return of_reply(error.code, error.message)

    async def _content(self, client: SMTP, raw: bytes) -> Outcome:
        """The mail itself and the final dot; the dot is written only when all before it has left this process."""
        protocol = client.protocol
        if protocol is None:
            raise _Lost("it closed after DATA")
        # Listens from the start: a server may refuse in the midst of the mail.
        reply = asyncio.ensure_future(protocol.read_response())
        try:
            await asyncio.sleep(0)
            try:
                await upload(protocol, dot_stuffed(raw), reply)
                if reply.done():  # before the dot: a refusal in the midst of the mail, or the end of the connection
                    return of_reply(*await reply)
                protocol.write(b".\r\n")
            except _CONNECTION_TROUBLE as error:
                raise _Lost(error) from error
            return await self._verdict(reply)
        finally:
            reply.cancel()

    async def _verdict(self, reply: asyncio.Future[SMTPResponse]) -> Outcome:
        try:
            code, text = await asyncio.wait_for(reply, self.settings.data_timeout)
        except (TimeoutError, *_CONNECTION_TROUBLE) as error:
            what = str(error) or "no answer in time"
            text = f"The mail was handed to {self.settings.server} in full, but its answer did not come: {what}."
            return Outcome(OutcomeKind.UNCERTAIN, text)
        return sent(code, text) if code == _COMPLETED else of_reply(code, text)


async def login_check(settings: SmtpSettings) -> None:
    """Connects, logs in, leaves. Raises MailboxUnreachable or MailboxRefused."""
    client = await smtp_connection.connect(settings)
    with contextlib.suppress(*_CONNECTION_TROUBLE):
        await client.quit(timeout=2.0)
    client.close()


class _Unsupported(Exception):
    """The mail needs an extension that the server does not have."""


def _mail_options(client: SMTP, sender: str, recipient: str, raw: bytes) -> tuple[list[str], str]:
    """The parameters of MAIL, and the encoding of addresses: SMTPUTF8 (RFC 6531) only where it is needed."""
    options = []
    head, _, _ = raw.partition(b"\r\n\r\n")
    international = not (sender.isascii() and recipient.isascii() and head.isascii())
    if client.supports_extension("size"):
        options.append(f"SIZE={len(raw)}")
    if not raw.isascii():
        if not client.supports_extension("8bitmime"):
            raise _Unsupported("it holds 8-bit text, and the server does not know 8BITMIME")
        options.append("BODY=8BITMIME")
    if international:
        if not client.supports_extension("smtputf8"):
            raise _Unsupported("an address or a header is not ASCII, and the server does not know SMTPUTF8")
        options.append("SMTPUTF8")
    return options, "utf-8" if international else "ascii"


def _ascii_domain(address: str) -> str:
    """The domain in its ASCII form (IDNA); an address that has none is left to the server."""
    local, at, domain = address.rpartition("@")
    with contextlib.suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return local + at + domain
