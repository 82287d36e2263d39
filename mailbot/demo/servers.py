"""Embedded mail servers, IMAP and SMTP over the same mailboxes in memory: for the demo and the fast tests."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

try:
    from mailbot.demo.imap_server import ImapServer
    from mailbot.demo.smtp_server import DROP, HANG, Fault, Phase, SmtpServer, always, for_recipient, times
except ModuleNotFoundError as missing:
    package = (missing.name or "").partition(".")[0]
    raise ModuleNotFoundError(
        f"The embedded mail servers need the package '{package}': run pip install 'mailbot[demo]'.", name=package
    ) from missing

__all__ = ["DROP", "HANG", "EmbeddedMail", "EmbeddedServers", "Fault", "Phase", "always", "for_recipient", "times"]

T = TypeVar("T")
OnDelivery = Callable[[str, bytes], None]


class EmbeddedMail:
    """IMAP and SMTP on one event loop: what SMTP takes for a user lies in the INBOX at once, byte for byte."""

    def __init__(
        self,
        users: Mapping[str, str],
        *,
        host: str = "127.0.0.1",
        imap_port: int = 0,
        smtp_port: int = 0,
        tls: ssl.SSLContext | None = None,
        auth_required: bool = False,
        on_delivery: OnDelivery | None = None,
    ) -> None:
        """`users`: addresses (lower case) and their passwords. Port 0: the system picks one.

        `tls` switches STARTTLS on. `on_delivery` is called on the event loop with every mail that was taken.
        """
        self.users = dict(users)
        self.bouncing: set[str] = set()  # refused at RCPT as if nobody were there
        self.silent: set[str] = set()  # taken without having a mailbox; the mail goes nowhere
        self.on_delivery = on_delivery
        self._imap = ImapServer(host, imap_port, tls)
        self._smtp = SmtpServer(
            host,
            smtp_port,
            tls,
            recipient=self._refusal,
            accept=self._accept,
            check_password=lambda user, password: self.users.get(user) == password,
            auth_required=auth_required,
        )
        self.faults = self._smtp.faults
        self.senders = self._smtp.senders

    @property
    def imap_port(self) -> int:
        return self._imap.port

    @property
    def smtp_port(self) -> int:
        return self._smtp.port

    async def start(self) -> Self:
        """Also after stop(): on the same ports, with the same mails."""
        for user, password in self.users.items():
            await self._imap.add_user(user, password)
        await self._imap.start()
        await self._smtp.start()
        return self

    async def stop(self) -> None:
        """Cuts every connection, as a killed server does."""
        await self._smtp.stop()
        await self._imap.stop()

    async def add_user(self, user: str, password: str) -> None:
        self.users[user] = password
        await self._imap.add_user(user, password)

    async def deliver(self, user: str, raw: bytes, received_at: datetime | None = None, folder: str = "INBOX") -> int:
        """Puts a mail into a folder; `received_at` (aware) becomes its INTERNALDATE, now if None. Returns its UID."""
        return await self._imap.append(user, raw, received_at, folder)

    async def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        return [raw for raw, _ in await self._imap.messages(user, folder)]

    async def flags(self, user: str, folder: str = "INBOX") -> list[frozenset[bytes]]:
        """The flags of each mail, in the order of messages()."""
        return [flags for _, flags in await self._imap.messages(user, folder)]

    async def folders(self, user: str) -> list[str]:
        return await self._imap.folders(user)

    async def renumber(self, user: str, uidvalidity: int, folder: str = "INBOX") -> None:
        """Changes a folder's UIDVALIDITY."""
        await self._imap.renumber(user, uidvalidity, folder)

    def _refusal(self, address: str) -> str | None:
        if address in self.bouncing or not (address in self.users or address in self.silent):
            return f"550 5.1.1 <{address}>: no such user here"
        return None

    async def _accept(self, recipient: str, raw: bytes) -> None:
        if recipient in self.users:
            await self.deliver(recipient, raw)
        if self.on_delivery is not None:
            self.on_delivery(recipient, raw)


class EmbeddedServers:
    """EmbeddedMail in a thread of its own, for callers without an event loop: `with EmbeddedServers(users) as s:`."""

    def __init__(self, users: Mapping[str, str], **options: Any) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="embedded-mail", daemon=True)
        self.mail = EmbeddedMail(users, **options)

    def __enter__(self) -> Self:
        self._thread.start()
        self._run(self.mail.start())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._run(self.mail.stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    @property
    def imap_port(self) -> int:
        return self.mail.imap_port

    @property
    def smtp_port(self) -> int:
        return self.mail.smtp_port

    def deliver(self, user: str, raw: bytes, received_at: datetime | None = None, folder: str = "INBOX") -> int:
        return self._run(self.mail.deliver(user, raw, received_at, folder))

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        return self._run(self.mail.messages(user, folder))

    def flags(self, user: str, folder: str = "INBOX") -> list[frozenset[bytes]]:
        return self._run(self.mail.flags(user, folder))

    def folders(self, user: str) -> list[str]:
        return self._run(self.mail.folders(user))

    def renumber(self, user: str, uidvalidity: int, folder: str = "INBOX") -> None:
        self._run(self.mail.renumber(user, uidvalidity, folder))

    def add_user(self, user: str, password: str) -> None:
        self._run(self.mail.add_user(user, password))

    def stop(self) -> None:
        """The servers die; the mails stay."""
        self._run(self.mail.stop())

    def start(self) -> None:
        """They come back."""
        self._run(self.mail.start())

    def _run(self, work: Coroutine[object, object, T]) -> T:
        if threading.current_thread() is self._thread:
            work.close()
            raise RuntimeError("called from on_delivery: use the coroutines of `mail` there")
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(30)
