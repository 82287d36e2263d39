"""A house of real servers for one stage at a time: Dovecot's mailboxes behind Postfix, for any address we serve."""

from __future__ import annotations

import contextlib
import os
import smtplib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from types import TracebackType
from typing import Self

from imapclient import IMAPClient

from tests.servers import postfix as real_postfix
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.relay import Relay

PASSWORD = "pw"
SOMEBODY = "bounces@noikhac.example"  # on the envelope of a mail that comes from outside

# Everybody has a mailbox, so that a letter to whom none should go would be found. The date of receipt is read from the
# mail's file and nowhere else: `RealServers.deliver` sets it.
_ANYBODY = f"""
passdb {{
  driver = static
  args = password={PASSWORD}
}}
mail_never_cache_fields = date.received imap.envelope
"""


class RealServers:
    """`with RealServers(certificates, domains) as servers:`; the same face as the embedded ones, and `wipe`."""

    def __init__(
        self, certificates: Certificates, domains: Sequence[str], borders: Mapping[str, str] | None = None
    ) -> None:
        """`borders`: as of Postfix, whose place a relay of ours takes without root: it has none."""
        self.domains = frozenset(domains)
        self.dovecot = Dovecot(certificates, {}, extra=_ANYBODY)
        kind = Postfix if real_postfix.possible() else Relay
        self.postfix: Postfix | Relay = kind(
            certificates, self.dovecot.lmtp_port, domains[0], also=domains, borders=borders
        )
        self._running = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            starting.enter_context(self.dovecot)
            starting.enter_context(self.postfix)
            self._running = starting.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._running.__exit__(kind, error, at)

    @property
    def imap_port(self) -> int:
        return self.dovecot.imap_port

    @property
    def smtp_port(self) -> int:
        return self.postfix.port

    def takes(self, raw: bytes) -> bool:
        """Whether a mail can come by SMTP: the relay refuses long lines (RFC 5321, 4.5.3.1.6), which Postfix folds."""
        return isinstance(self.postfix, Postfix) or all(len(line) < 1000 for line in raw.split(b"\r\n"))

    def add_user(self, user: str, password: str) -> None:
        """Everybody has a mailbox here; raises ValueError for a domain whose mail Postfix would not take."""
        if password != PASSWORD or user.rpartition("@")[2] not in self.domains:
            raise ValueError(f"{user} is at no domain of these servers, or has another password than '{PASSWORD}'")

    def wipe(self) -> None:
        """As if newly built, for the next stage; nobody may be connected."""
        self.postfix.settle()
        self.dovecot.wipe()

    def deliver(self, user: str, raw: bytes, received_at: datetime | None = None, folder: str = "INBOX") -> None:
        """Into the inbox by SMTP and LMTP, as everything comes: trace headers on top. Into another folder by APPEND."""
        if folder == "INBOX":
            self.post(user, [raw], received_at)
        else:
            self.append(user, raw, received_at, folder)

    def append(self, user: str, raw: bytes, received_at: datetime | None = None, folder: str = "INBOX") -> None:
        """Puts a mail into a folder byte for byte, as a person does who drags it there."""
        with self._box(user) as box:
            if not box.folder_exists(folder):
                box.create_folder(folder)
            box.append(folder, raw, msg_time=received_at)

    def post(
        self,
        user: str,
        raws: Iterable[bytes],
        received_at: datetime | None = None,
        *,
        sender: str = SOMEBODY,
        border: str = "",
    ) -> None:
        """Send mails from outside, by the port of a `border` or by the plain one; they arrive before this returns.

        The server's clock is the caller's: where `received_at` is given it becomes their INTERNALDATE.
        """
        port = self.postfix.borders[border] if border else self.postfix.port
        with self.arriving(user, received_at), smtplib.SMTP("127.0.0.1", port, "outside.noikhac.example") as smtp:
            for raw in raws:
                smtp.sendmail(sender, [user], raw, mail_options=["BODY=8BITMIME"])

    @contextlib.contextmanager
    def arriving(self, user: str, received_at: datetime | None) -> Iterator[None]:
        """Waits for what was sent meanwhile, and sets its date of receipt."""
        self.postfix.settle()
        known = self.dovecot.mails_of(user)
        yield
        self.postfix.settle()
        if received_at is not None:
            for file in self.dovecot.mails_of(user) - known:
                os.utime(file, (received_at.timestamp(), received_at.timestamp()))

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """The mails of a folder, in the order of arrival."""
        self.postfix.settle()
        with self._box(user) as box:
            box.select_folder(folder, readonly=True)
            found = box.fetch(box.search(), ["BODY.PEEK[]"])
            return [bytes(found[uid][b"BODY[]"]) for uid in sorted(found)]

    def folders(self, user: str) -> list[str]:
        with self._box(user) as box:
            return [str(name) for _, _, name in box.list_folders()]

    @contextlib.contextmanager
    def _box(self, user: str) -> Iterator[IMAPClient]:
        with IMAPClient("127.0.0.1", self.imap_port, ssl=False) as box:
            box.login(user, PASSWORD)
            yield box
