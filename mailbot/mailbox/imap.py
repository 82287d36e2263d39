"""One mailbox folder over one IMAP connection, for one thread; two calls may come from others."""

from __future__ import annotations

import contextlib
import imaplib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from mailbot.mailbox import fetching, filing
from mailbot.mailbox.client import Client, connect, speaking
from mailbot.mailbox.errors import MailboxRefused, MailboxUnreachable
from mailbot.mailbox.fetching import Fetched
from mailbot.mailbox.settings import ImapSettings
from mailbot.mailbox.wire import Bell, Breaker

_LOOKS = 5  # at most, lest a server that announces without end keep us from waiting
_FAREWELL = 2.0  # seconds for LOGOUT: a server that hangs does not hold us up


@dataclass(frozen=True)
class FolderStatus:
    """What the cursor needs to know of the folder (RFC 3501, 2.3.1.1)."""

    uidvalidity: int  # another number than before: all UIDs are void
    uidnext: int
    messages: int


class Mailbox:
    """Opened once, used by one thread, closed. Only interrupt() and break_off() may be called from another thread.

    Every method raises MailboxUnreachable when the connection fails: close it then and make a new one.
    """

    def __init__(self, settings: ImapSettings) -> None:
        self.settings = settings
        self._breaker = Breaker()
        self._bell = Bell()
        self._client: Client | None = None
        self._folder = settings.folder
        self._shown: int | None = None  # the highest UID that new_uids() has seen

    def open(self) -> FolderStatus:
        """Connects, logs in and opens the folder. Raises MailboxRefused for password, certificate or folder."""
        self._client = connect(self.settings, self._breaker)
        with speaking(self.settings, "asking for its folders"):
            self._folder = filing.server_name(self._client, self.settings.folder)
        return self.status()

    def close(self) -> None:
        """Says goodbye if the server listens; never raises."""
        if self._client is not None:
            with contextlib.suppress(Exception):
                self._client.socket().settimeout(_FAREWELL)
                self._client.logout()
            with contextlib.suppress(Exception):
                self._client.wire.shutdown()
        self._client = None
        self._bell.close()

    def __enter__(self) -> Self:
        try:
            self.open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def status(self) -> FolderStatus:
        """Selects the folder anew: that alone shows a UIDVALIDITY that has changed on every server."""
        client = self._opened
        try:
            with speaking(self.settings, f"opening the folder '{self.settings.folder}'"):
                answer = client.select_folder(self._folder)
        except MailboxRefused as error:
            raise MailboxRefused(f"{error} Check folder, and that user may write in it.") from error
        found = FolderStatus(int(answer[b"UIDVALIDITY"]), int(answer.get(b"UIDNEXT", 0)), int(answer[b"EXISTS"]))
        if found.uidnext == 0:
            with speaking(self.settings, "asking for UIDNEXT"):
                uidnext = int(client.folder_status(self._folder, ["UIDNEXT"])[b"UIDNEXT"])
            found = FolderStatus(found.uidvalidity, uidnext, found.messages)
        if self._shown is not None and found.uidnext <= self._shown:
            self._shown = None  # counted anew
        return found

    def new_uids(self, after: int) -> list[int]:
        """UIDs above `after`, ascending. `n:*` names the last mail even where it lies below n: sorted out here."""
        with speaking(self.settings, "looking for new mail"):
            found = self._above(after)
        self._shown = max([after, *found[-1:]])
        return found

    def every_uid(self) -> list[int]:
        """All UIDs of the folder, for counting: a mail that came just now is still news to wait()."""
        with speaking(self.settings, "counting mail"):
            return self._above(0)

    def fetch(self, uids: Iterable[int]) -> Iterator[Fetched]:
        """The mails, byte for byte, in the order of `uids`, a batch at a time; \\Seen stays as it is."""
        with speaking(self.settings, "fetching mail"):
            yield from fetching.fetch(self._opened, uids)

    def file_away(self, uids: Iterable[int]) -> None:
        """Moves or marks handled mails as `filing` says; a mail that is gone is no error.

        Raises MailboxRefused where the server will not have it: harmless for the work, worth a person's look.
        """
        with speaking(self.settings, f"filing handled mail in '{self.settings.filed_folder}'"):
            filing.file_away(self._opened, uids, self.settings.filing, self.settings.filed_folder)

    def find(self, message_id: str, after: int) -> list[int]:
        """UIDs above `after` of mails with this Message-ID; no other mail is looked into, and none is changed."""
        with speaking(self.settings, "looking for a mail"):
            self._opened.noop()
            found = self._opened.search(["UID", f"{after + 1}:*", "HEADER", "Message-ID", message_id])
        return sorted(uid for uid in found if uid > after)

    def delete(self, uids: Iterable[int]) -> bool:
        """Takes mails of our own out of the folder; False where they are only marked as deleted."""
        with speaking(self.settings, "deleting a mail of our own"):
            return filing.delete(self._opened, list(uids))

    def wait(self, seconds: float) -> bool:
        """Waits for mail that new_uids() has not shown: True as soon as there is some, False at the end of the time.

        interrupt() ends it early, with False. Uses IDLE (RFC 2177) where the server has it, else looks now and then.
        """
        deadline = time.monotonic() + seconds
        with speaking(self.settings, "waiting for mail"):
            while (left := deadline - time.monotonic()) > 0:
                if self._news_since_last_look():
                    return True
                if self._opened.has_capability("IDLE"):
                    if self._idle(min(left, self.settings.idle_renew)):
                        return True
                    rung = self._bell.heard_within(0)
                else:
                    rung = self._bell.heard_within(min(left, self.settings.noop_every))
                if rung:
                    self._bell.silence()
                    return False
        return False

    def interrupt(self) -> None:
        """From another thread: ends the present or the next wait(); the connection stays good."""
        self._bell.ring()

    def break_off(self) -> None:
        """From another thread: ends the connection, whatever it waits for; the call in progress fails."""
        self._bell.ring()
        self._breaker.break_off()

    @property
    def _opened(self) -> Client:
        if self._client is None:
            raise MailboxUnreachable(f"The connection with {self.settings.server} is closed.")
        return self._client

    def _news_since_last_look(self) -> bool:
        """Looks again where the server announced mail behind its answer: what it said there, IDLE will not repeat."""
        for _ in range(_LOOKS):
            if self._shown is None:
                return False
            if self._above(self._shown):
                return True
            if not self._opened.wire.mail_announced:
                return False
        return False

    def _above(self, uid: int) -> list[int]:
        client = self._opened
        client.noop()  # a session searches what it knew after its last command
        client.wire.mail_announced = False
        return sorted(found for found in client.search(["UID", f"{uid + 1}:*"]) if found > uid)

    def _idle(self, seconds: float) -> bool:
        """One IDLE: whether the server announced mail, before, during or after the wait itself."""
        wire = self._opened.wire
        wire.mail_announced = False
        tag = wire._command("IDLE")
        while (line := wire._get_response()) is not None:  # until '+ idling'
            if wire.tagged_commands[tag]:
                raise imaplib.IMAP4.error(f"IDLE: {line!r}")
        deadline = time.monotonic() + seconds
        while not wire.mail_announced and wire.line_comes(deadline - time.monotonic(), self._bell):
            wire._get_response()
        wire.send(b"DONE\r\n")
        while not wire.tagged_commands[tag]:
            wire._get_response()
        del wire.tagged_commands[tag]
        wire.untagged_responses.clear()
        return wire.mail_announced


def login_check(settings: ImapSettings) -> FolderStatus:
    """Logs in, opens the folder, leaves. Raises MailboxUnreachable or MailboxRefused."""
    with Mailbox(settings) as mailbox:
        return mailbox.status()
