"""Stands in for Postfix where the tests do not run as root: aiosmtpd in front of Dovecot's LMTP."""

from __future__ import annotations

import asyncio
import re
import smtplib
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from mailbot.demo.smtp_server import SmtpServer
from tests.servers.certificates import Certificates


class Relay:
    """The same face as Postfix: `port`, `domain`, refused@domain, and fields that it drops; it has no borders."""

    def __init__(
        self,
        certificates: Certificates,
        lmtp_port: int,
        domain: str,
        *,
        also: Sequence[str] = (),
        borders: Mapping[str, str] | None = None,
        drops: Sequence[str] = (),
    ) -> None:
        """Takes mail for every domain, `also` or not; `borders` need Postfix."""
        self.borders: dict[str, int] = {}
        self._lmtp_port, self.domain = lmtp_port, domain
        self._drops = re.compile("|".join(drops), re.IGNORECASE) if drops else None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="relay", daemon=True)
        self._server = SmtpServer(
            "127.0.0.1",
            0,
            certificates.server_context(),
            recipient=self._refusal,
            accept=self._hand_over,
            check_password=lambda user, password: False,
            size_limit=1048576,
        )

    @property
    def port(self) -> int:
        return self._server.port

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._server.start(), self._loop).result(10)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._server.stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def settle(self) -> None:
        """Nothing waits here: a mail is taken when it lies in its mailbox."""

    def _refusal(self, address: str) -> str | None:
        if address == f"refused@{self.domain}":
            return "554 5.7.1 no such user here"
        return None

    async def _hand_over(self, recipient: str, raw: bytes) -> None:
        await asyncio.to_thread(self._lmtp, recipient, self._without(raw))

    def _without(self, raw: bytes) -> bytes:
        head, end, body = raw.partition(b"\r\n\r\n")
        fields = re.split(rb"\r\n(?![ \t])", head)
        kept = [field for field in fields if not (self._drops and self._drops.match(field.decode("latin-1")))]
        return b"\r\n".join(kept) + end + body

    def _lmtp(self, recipient: str, raw: bytes) -> None:
        with smtplib.LMTP("127.0.0.1", self._lmtp_port) as lmtp:
            lmtp.sendmail("relay@elsewhere.example", [recipient], raw, mail_options=["BODY=8BITMIME"])
