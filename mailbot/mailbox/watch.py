"""The thread that watches one mailbox: connects, waits, calls, and comes back after every loss."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mailbot.mailbox.errors import MailboxRefused, MailboxUnreachable
from mailbot.mailbox.imap import Mailbox
from mailbot.mailbox.settings import ImapSettings


class WatchState(StrEnum):
    """What the watcher has to tell."""

    CONNECTED = "connected"
    LOST = "lost"  # not to be reached, or lost: it tries again
    REFUSED = "refused"  # a person must mend something; it tries again, but seldom
    FAILED = "failed"  # `on_wake` raised: a bug or a broken store; it tries again


@dataclass(frozen=True)
class WatchEvent:
    """A change worth a line in the log."""

    state: WatchState
    text: str
    retry_in: float | None = None  # seconds
    error: Exception | None = None


@dataclass(frozen=True)
class Backoff:
    """Exponential, with jitter, so that many bots do not come back in one wave; seconds."""

    first: float = 1.0
    longest: float = 300.0
    refused: float = 60.0  # at least, after a refusal: servers lock accounts on repeated wrong passwords
    steady: float = 60.0  # a connection that lived so long makes the next failure the first one again

    def delay(self, failures: int, refused: bool) -> float:
        """How long to wait after so many failures in a row (from 1)."""
        grown = min(self.first * 2.0 ** min(failures - 1, 30), self.longest)
        return max(grown, self.refused if refused else 0.0) * random.uniform(0.5, 1.0)


class Watcher:
    """Calls `on_wake(mailbox)` on connecting, on new mail, every `poll` seconds and when asked to look.

    `on_wake` and `on_event` run in the watcher's thread. What `on_wake` raises is reported and costs the connection,
    never the thread.
    """

    def __init__(
        self,
        settings: ImapSettings,
        on_wake: Callable[[Mailbox], None],
        on_event: Callable[[WatchEvent], None],
        *,
        poll: float = 120.0,
        backoff: Backoff | None = None,
    ) -> None:
        self._settings = settings
        self._on_wake = on_wake
        self._on_event = on_event
        self._poll = poll
        self._backoff = backoff or Backoff()
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._mailbox: Mailbox | None = None
        self._thread = threading.Thread(target=self._run, name="imap-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def stopping(self) -> bool:
        """For a long `on_wake`: whether to leave off between two mails."""
        return self._stopping.is_set()

    def look(self) -> None:
        """From any thread: call `on_wake` now, if there is a connection."""
        with self._lock:
            if self._mailbox is not None:
                self._mailbox.interrupt()

    def stop(self, patience: float = 1.0, timeout: float = 4.0) -> bool:
        """From any thread: ends the watcher, politely for `patience` seconds, then by breaking the connection off.

        False where the thread still runs after `timeout` seconds, because `on_wake` does.
        """
        deadline = time.monotonic() + timeout
        self._stopping.set()
        self.look()
        if self._thread.is_alive():
            self._thread.join(min(patience, timeout))
        with self._lock:
            if self._mailbox is not None:
                self._mailbox.break_off()
        if self._thread.is_alive():
            self._thread.join(max(deadline - time.monotonic(), 0))
        return not self._thread.is_alive()

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            trouble = self._one_connection()
            if trouble is None or self._stopping.is_set():
                return
            failures = 1 if time.monotonic() - began > self._backoff.steady else failures + 1
            self._stopping.wait(self._report(trouble, failures))

    def _one_connection(self) -> Exception | None:
        """From connecting to the loss of the connection; what was wrong, None after stop()."""
        mailbox = Mailbox(self._settings)
        with self._lock:
            self._mailbox = mailbox
        try:
            if not self._stopping.is_set():
                mailbox.open()
                self._on_event(WatchEvent(WatchState.CONNECTED, f"Connected to {self._settings.server}."))
            while not self._stopping.is_set():
                self._on_wake(mailbox)
                if not self._stopping.is_set():
                    mailbox.wait(self._poll)
        except Exception as error:
            return error
        finally:
            mailbox.close()
            with self._lock:
                self._mailbox = None
        return None

    def _report(self, trouble: Exception, failures: int) -> float:
        """Tells what happened; how long to wait now."""
        refused = isinstance(trouble, MailboxRefused)
        state = WatchState.REFUSED if refused else WatchState.FAILED
        text = str(trouble)
        if isinstance(trouble, MailboxUnreachable):
            state = WatchState.LOST
        elif not refused:
            text = f"Handling mail failed: {type(trouble).__name__}: {trouble}"
        delay = self._backoff.delay(failures, refused)
        self._on_event(WatchEvent(state, text, delay, trouble))
        return delay
