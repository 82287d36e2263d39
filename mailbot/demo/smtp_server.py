"""The embedded SMTP server: aiosmtpd with routing by RCPT TO, and faults to order."""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
from collections.abc import Awaitable, Callable
from enum import StrEnum

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

# The sole ways to misbehave beside an SMTP reply such as '451 4.3.0 try later'.
DROP = "drop"  # close the connection without a word
HANG = "hang"  # say nothing more


# At every login aiosmtpd warns of an attribute of its own.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Phase(StrEnum):
    """Where a fault strikes."""

    GREETING = "greeting"
    EHLO = "ehlo"
    AUTH = "auth"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"  # instead of 354
    CONTENT = "content"  # in the midst of the mail, before the dot
    DOT = "dot"  # after the dot; nothing is delivered
    ACCEPTED = "accepted"  # after the dot; the mail is delivered all the same


# Called with the recipient ('' before one is known); what it returns strikes, None lets the command pass.
Fault = Callable[[str], str | None]
Recipient = Callable[[str], str | None]  # the reply that refuses this address, None if it is taken
Accept = Callable[[str, bytes], Awaitable[None]]  # a mail for one recipient
CheckPassword = Callable[[str, str], bool]


def always(what: str) -> Fault:
    return lambda _: what


def times(count: int, what: str) -> Fault:
    """The first `count` times only."""
    left = iter([what] * count)
    return lambda _: next(left, None)


def for_recipient(address: str, what: str) -> Fault:
    return lambda recipient: what if recipient == address else None


class _Connection(SMTP):
    """aiosmtpd's protocol with a fault check before every verb."""

    def __init__(self, server: SmtpServer, tls: ssl.SSLContext | None, auth_required: bool, size_limit: int) -> None:
        super().__init__(
            server,
            hostname="localhost",
            ident="embedded SMTP",
            enable_SMTPUTF8=True,
            decode_data=False,
            data_size_limit=size_limit,
            tls_context=tls,
            authenticator=server.authenticate,
            auth_required=auth_required,
            auth_require_tls=False,
            loop=asyncio.get_running_loop(),
        )
        self._server = server
        self._bare: asyncio.BaseTransport | None = None  # below TLS, if there is any

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._bare = self._bare or transport
        self._server.connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._server.connections.discard(self)
        super().connection_lost(error)

    def abort(self) -> None:
        if isinstance(self._bare, asyncio.WriteTransport):
            self._bare.abort()

    async def fault(self, phase: Phase, recipient: str = "") -> str | None:
        """The reply that is to take the place of the right one, if there is a fault here."""
        fault = self._server.faults.get(phase)
        what = fault(recipient or self._recipient) if fault else None
        if what == DROP:
            self.abort()
        if what in (DROP, HANG):
            await asyncio.Event().wait()  # cancelled when the connection has gone
        return what

    async def strike(self, phase: Phase, recipient: str = "") -> bool:
        """Whether a fault took the command's place."""
        reply = await self.fault(phase, recipient)
        if reply is not None:
            await self.push(reply)
        return reply is not None

    @property
    def _recipient(self) -> str:
        recipients = self.envelope.rcpt_tos if self.envelope else []
        return recipients[0] if recipients else ""

    async def _handle_client(self) -> None:
        if not await self.strike(Phase.GREETING):
            await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self.strike(Phase.EHLO):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self.strike(Phase.AUTH):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not await self.strike(Phase.MAIL):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        named = re.search("<([^>]*)>", arg or "")
        if not await self.strike(Phase.RCPT, named[1].lower() if named else ""):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if await self.strike(Phase.DATA):
            return
        if Phase.CONTENT in self._server.faults:
            await self.push("354 go on")
            await self._reader.readline()  # the mail has begun
            if await self.strike(Phase.CONTENT):
                # To close on unread bytes would reset the connection, and take the reply away with it.
                while await self._reader.read(65536):
                    pass
                return
        await super().smtp_DATA(arg)


class SmtpServer:
    """Takes mail for known recipients and hands it on, byte for byte; lives on the running event loop."""

    def __init__(
        self,
        host: str,
        port: int,
        tls: ssl.SSLContext | None,
        *,
        recipient: Recipient,
        accept: Accept,
        check_password: CheckPassword,
        auth_required: bool = False,
        size_limit: int = 32 * 1024 * 1024,
    ) -> None:
        self.host, self.port = host, port
        self.faults: dict[Phase, Fault] = {}
        self.senders: list[str] = []  # MAIL FROM of every mail taken; '' for <>
        self.connections: set[_Connection] = set()
        self._tls = tls
        self._recipient = recipient
        self._accept = accept
        self._check_password = check_password
        self._auth_required = auth_required
        self._size_limit = size_limit
        self._listener: asyncio.Server | None = None

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._listener = await loop.create_server(
            lambda: _Connection(self, self._tls, self._auth_required, self._size_limit), self.host, self.port
        )
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Closes all connections without a word."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for connection in list(self.connections):
            connection.abort()
        while self.connections:
            await asyncio.sleep(0.001)

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        return AuthResult(success=self._check_password(data.login.decode(), data.password.decode()), handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self._recipient(address.lower()):
            return refusal
        envelope.rcpt_tos.append(address.lower())
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: _Connection, session: Session, envelope: Envelope) -> str:
        if refusal := await server.fault(Phase.DOT):
            return refusal
        for recipient in dict.fromkeys(envelope.rcpt_tos):
            await self._accept(recipient, envelope.original_content or b"")
        self.senders.append((envelope.mail_from or "").removeprefix("<").removesuffix(">"))
        return await server.fault(Phase.ACCEPTED) or "250 2.0.0 delivered"
