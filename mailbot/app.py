"""Puts the parts together and runs them: the only file that knows them all."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from mailbot.config import Settings
from mailbot.desk import Desk
from mailbot.desk.daily import write_digest
from mailbot.desk.intake import file_away, take_in
from mailbot.desk.sending import send_waiting
from mailbot.mailbox import Mailbox, Sender, verifier_of
from mailbot.mailbox.watch import Watcher, WatchEvent, WatchState
from mailbot.store import Store, correspondence, ledger
from mailbot.ticks import Tick, schedule
from mailbot.trip import handle_due, handle_mail

log: structlog.stdlib.BoundLogger = structlog.get_logger("mailbot")

# How often the clock is asked what is due, and the outbox what waits. Mail that comes in wakes both at once.
DUE_EVERY = timedelta(seconds=5)
SEND_EVERY = timedelta(seconds=5)
# After a refusal that concerns every mail (a wrong password), the queue rests this long.
PAUSE = timedelta(minutes=2)
# What SIGTERM leaves time for: the mail being sent, the transaction being written.
SHUTDOWN_SECONDS = 3.5


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Figures:
    """What one round did, for a line of figures."""

    fetched: int = 0
    handled: int = 0
    review: int = 0
    failed: int = 0
    due: int = 0
    filed: int = 0
    sent: int = 0
    send_failed: int = 0
    queued: int = 0

    def __str__(self) -> str:
        return " ".join(f"{name}={number}" for name, number in vars(self).items())


class App:
    """The program with its settings: `run_once` for one round, `run_forever` for the daemon."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] = wall_clock) -> None:
        self.settings = settings
        self.clock = clock
        self.store = Store.open(settings.database_url)
        verify = verifier_of(settings.policy.trust)
        self.desk = Desk(self.store, settings.policy, settings.templates, settings.token_key(), verify)
        self.account = f"{settings.imap.user}@{settings.imap.host}"
        self._handling = threading.Lock()  # one mail at a time, in the order of receipt
        self._stopping = threading.Event()
        self._rest_until = clock()

    def close(self) -> None:
        self.store.close()

    # One round --------------------------------------------------------------------------------------------------

    def run_once(self) -> Figures:
        """Handle all that waits in the mailbox and all that is due, and send what follows.

        Raises MailboxError where the mailbox cannot be read; what waits to be sent stays in the outbox.
        """
        figures = Figures()
        with self.store.sole_daemon():
            with Mailbox(self.settings.imap) as mailbox:
                figures.fetched = take_in(self.store, mailbox, self.account, self.clock, lambda: False)
                self.handle_waiting(figures)
                figures.filed = file_away(self.store, mailbox, self.account, self.clock)
            try:
                self.do_due(figures)
            finally:
                asyncio.run(self._send_once(figures))
        with self.store.read() as connection:
            letters = correspondence.counts(connection)
        figures.queued = sum(letters.get(status, 0) for status in ("queued", "sending", "uncertain"))
        return figures

    def handle_waiting(self, figures: Figures) -> None:
        """Handle every stored mail that waits; one that fails is recorded, and the next one goes on."""
        with self._handling:
            failed: set[int] = set()
            while not self._stopping.is_set():
                with self.store.read() as connection:
                    entries = [entry for entry in ledger.waiting(connection) if entry.id not in failed]
                if not entries:
                    return
                for entry in entries:
                    self._handle(entry, failed, figures)
                    if self._stopping.is_set():
                        return

    def _handle(self, entry: ledger.Entry, failed: set[int], figures: Figures) -> None:
        try:
            decision = handle_mail(self.desk, entry, self.clock())
        except Exception:
            failed.add(entry.id)
            figures.failed += 1
            log.exception("mail failed", mail=entry.id, tries=entry.tries + 1)
            return
        if decision is not None:
            figures.handled += 1
            figures.review += decision.filed.value == "review"
            log.info("mail", mail=entry.id, rule=decision.rule, filed=decision.filed.value, member=decision.member_id)

    def do_due(self, figures: Figures) -> None:
        """Do what the clock calls for."""
        number, faults = handle_due(self.desk, self.clock())
        figures.due += number
        for fault in faults:
            log.error("due thing failed", error=f"{type(fault).__name__}: {fault}")
        try:
            figures.due += write_digest(self.desk, self.clock())
        except Exception as fault:  # a broken digest must not hold up the Head's letters
            log.error("digest failed", error=f"{type(fault).__name__}: {fault}")
        if number:
            log.info("due", done=number)

    async def _send_once(self, figures: Figures) -> None:
        sender = Sender(self.settings.smtp)
        try:
            await self._send(sender, figures)
        finally:
            await sender.close()

    async def _send(self, sender: Sender, figures: Figures) -> None:
        sent = await send_waiting(self.store, sender, self.clock)
        figures.sent += sent.sent
        figures.send_failed += sent.failed
        if sent.sent or sent.failed or sent.waiting:
            log.info("sent", sent=sent.sent, failed=sent.failed, waiting=sent.waiting)
        if sent.paused:
            self._rest_until = self.clock() + PAUSE
            log.error("sending rests", why=sent.paused, seconds=PAUSE.total_seconds())

    # The daemon -------------------------------------------------------------------------------------------------

    def run_forever(self) -> None:
        """Watch the mailbox until SIGTERM or SIGINT. Raises DatabaseError where another daemon runs."""
        with self.store.sole_daemon():
            asyncio.run(self._daemon())

    async def _daemon(self) -> None:
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        work = asyncio.Event()  # something may be waiting to be sent
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, stop.set)

        def on_wake(mailbox: Mailbox) -> None:
            self._wake(mailbox)
            loop.call_soon_threadsafe(work.set)

        watcher = Watcher(self.settings.imap, on_wake, _say, poll=self.settings.policy.schedule.poll.total_seconds())
        sender = Sender(self.settings.smtp)
        sending, asking = asyncio.Lock(), asyncio.Lock()

        async def due_tick() -> None:
            if asking.locked():
                return
            async with asking:
                figures = Figures()
                await asyncio.to_thread(self.do_due, figures)
            if figures.due:
                work.set()

        async def send_tick() -> None:
            if sending.locked() or self.clock() < self._rest_until:
                return
            async with sending:
                await self._send(sender, Figures())

        scheduler = schedule({due_tick: DUE_EVERY, send_tick: SEND_EVERY})
        scheduler.start()
        watcher.start()
        log.info("running", account=self.account, database=self.settings.database_url.partition("://")[0])
        work.set()
        try:
            await _until(stop, work, due_tick, send_tick)
        finally:
            self._stopping.set()
            scheduler.pause()
            await _within(SHUTDOWN_SECONDS, asyncio.to_thread(watcher.stop), sending.acquire())
            scheduler.shutdown(wait=False)
            await sender.close()
            log.info("stopped")

    def _wake(self, mailbox: Mailbox) -> None:
        figures = Figures()
        figures.fetched = take_in(self.store, mailbox, self.account, self.clock, self._stopping.is_set)
        self.handle_waiting(figures)
        figures.filed = file_away(self.store, mailbox, self.account, self.clock)
        if figures.fetched or figures.filed:
            log.info("polled", fetched=figures.fetched, handled=figures.handled, filed=figures.filed)


async def _until(stop: asyncio.Event, work: asyncio.Event, *steps: Tick) -> None:
    """Until told to stop: whenever there may be work, ask what is due and send what waits."""
    stopped = asyncio.ensure_future(stop.wait())
    while not stop.is_set():
        working = asyncio.ensure_future(work.wait())
        await asyncio.wait({stopped, working}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        if work.is_set() and not stop.is_set():
            work.clear()
            for step in steps:
                try:
                    await step()
                except Exception:  # a locked database, say: said in the log, and tried again at the next tick
                    log.exception("step failed", step=getattr(step, "__name__", ""))


async def _within(seconds: float, *waits: Awaitable[object]) -> None:
    """Wait for these, but not longer than so many seconds."""
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()


def _say(event: WatchEvent) -> None:
    """The watcher's news, in the log."""
    if event.state is WatchState.CONNECTED:
        log.info("mailbox connected", text=event.text)
    else:
        retry = round(event.retry_in, 1) if event.retry_in is not None else None
        log.warning(f"mailbox {event.state.value}", text=event.text, retry_in=retry)
