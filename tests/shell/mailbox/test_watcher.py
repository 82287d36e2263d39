"""The watcher thread: it hears of mail, comes back after every loss, and stops when told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from mailbot.demo.servers import EmbeddedServers
from mailbot.mailbox import ImapSettings, Mailbox, Secret, Security, Watcher, WatchEvent, WatchState
from mailbot.mailbox.watch import Backoff
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.scripted_imap import ScriptedImap
from tests.shell.mailbox.mails import PLAIN

BOT = "bot@province.example"
QUICK = Backoff(first=0.05, longest=0.2, refused=0.4)


def _settings(port: int, password: str = "secret") -> ImapSettings:
    return ImapSettings("127.0.0.1", BOT, Secret(password), port=port, security=Security.NONE, read_timeout=30)


class Watched:
    """A watcher whose calls can be looked at."""

    def __init__(self, settings: ImapSettings, on_wake: Callable[[Mailbox], None], poll: float = 60) -> None:
        self.wakes = 0
        self.seen: list[int] = []
        self.events: list[WatchEvent] = []
        self._do = on_wake
        self.watcher = Watcher(settings, self._on_wake, self.events.append, poll=poll, backoff=QUICK)

    def _on_wake(self, mailbox: Mailbox) -> None:
        self.seen += mailbox.new_uids(max(self.seen, default=0))
        self._do(mailbox)
        self.wakes += 1

    def states(self) -> list[WatchState]:
        return [event.state for event in self.events]


@contextmanager
def watched(
    settings: ImapSettings, on_wake: Callable[[Mailbox], None] = lambda mailbox: None, poll: float = 60
) -> Iterator[Watched]:
    made = Watched(settings, on_wake, poll)
    made.watcher.start()
    try:
        yield made
    finally:
        assert made.watcher.stop()


def until(condition: Callable[[], bool], seconds: float = 5) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.01)
    return False


def _stopped_after(watched: Watched) -> float:
    began = time.monotonic()
    assert watched.watcher.stop()
    return time.monotonic() - began


def test_it_looks_once_on_connecting_and_again_when_mail_comes(embedded: EmbeddedServers) -> None:
    embedded.deliver(BOT, PLAIN)
    with watched(_settings(embedded.imap_port)) as bot:
        assert until(lambda: len(bot.seen) == 1)
        embedded.deliver(BOT, PLAIN)
        assert until(lambda: len(bot.seen) == 2)
        assert bot.states() == [WatchState.CONNECTED]


def test_it_looks_again_after_the_poll_interval_and_when_asked(embedded: EmbeddedServers) -> None:
    with watched(_settings(embedded.imap_port), poll=0.1) as polled:
        assert until(lambda: polled.wakes >= 3)
    with watched(_settings(embedded.imap_port)) as asked:
        assert until(lambda: asked.wakes == 1)
        time.sleep(0.1)
        asked.watcher.look()
        assert until(lambda: asked.wakes == 2)


def test_a_killed_server_is_reported_and_mail_that_came_meanwhile_is_seen(certificates: Certificates) -> None:
    with Dovecot(certificates, {BOT: "secret"}) as server, watched(_settings(server.imap_port)) as bot:
        assert until(lambda: bot.wakes == 1)
        server.kill()
        assert until(lambda: WatchState.LOST in bot.states())
        server.start()
        server.deliver(BOT, PLAIN)
        assert until(lambda: len(bot.seen) == 1)
        assert bot.states()[-1] is WatchState.CONNECTED


def test_while_a_server_is_down_it_tries_seldom_and_says_when(embedded: EmbeddedServers) -> None:
    embedded.stop()
    with watched(_settings(embedded.imap_port)) as bot:
        time.sleep(1.0)
        tries = len(bot.events)
        assert 4 <= tries <= 15  # at most 0.2 s and at least half of that apart, after three quicker ones
        assert all(event.state is WatchState.LOST and (event.retry_in or 0) <= 0.2 for event in bot.events)
        assert "cannot be reached" in bot.events[0].text
        embedded.start()
        assert until(lambda: bot.wakes == 1)


def test_a_server_that_hangs_up_at_once_every_time_causes_no_busy_loop() -> None:
    with ScriptedImap({b"IDLE": lambda tag: [b"+ idling\r\n", None]}) as server:
        with watched(_settings(server.port)) as bot:
            time.sleep(1.0)
        assert 3 <= bot.states().count(WatchState.LOST) <= 15


def test_a_wrong_password_is_tried_seldom(embedded: EmbeddedServers) -> None:
    with watched(_settings(embedded.imap_port, "wrong")) as bot:
        time.sleep(1.0)
        assert set(bot.states()) == {WatchState.REFUSED}
        assert 2 <= len(bot.events) <= 5
        assert "Check user and password" in bot.events[0].text


def test_a_failure_of_the_handler_is_reported_and_the_next_call_comes(embedded: EmbeddedServers) -> None:
    trouble = iter([ZeroDivisionError("a bug")])

    def handle(mailbox: Mailbox) -> None:
        for error in trouble:
            raise error

    with watched(_settings(embedded.imap_port), handle) as bot:
        assert until(lambda: bot.wakes == 1)
        assert bot.states() == [WatchState.CONNECTED, WatchState.FAILED, WatchState.CONNECTED]
        assert bot.events[1].text == "Handling mail failed: ZeroDivisionError: a bug"


@pytest.mark.parametrize("kind", ["embedded", "dovecot"])
def test_it_stops_within_two_seconds_in_the_midst_of_idle(kind: str, request: pytest.FixtureRequest) -> None:
    if kind == "embedded":
        settings = _settings(request.getfixturevalue("embedded").imap_port)
    else:
        user = request.getfixturevalue("new_user")()
        port = request.getfixturevalue("dovecot").imap_port
        settings = ImapSettings("127.0.0.1", user, Secret("secret"), port=port, security=Security.NONE)
    with watched(settings) as bot:
        assert until(lambda: bot.wakes == 1)
        time.sleep(0.1)
        assert _stopped_after(bot) < 2


@pytest.mark.parametrize("silent_at", [b"IDLE", b"DONE", b"UID SEARCH", b"LOGIN", b"SELECT"])
def test_it_stops_within_two_seconds_while_the_server_hangs(silent_at: bytes) -> None:
    with ScriptedImap({silent_at: lambda tag: []}) as server, watched(_settings(server.port)) as bot:
        assert until(
            lambda: any(command.upper().startswith(silent_at) for command in server.commands) or bot.wakes == 1
        )
        time.sleep(0.1)
        assert _stopped_after(bot) < 2


def test_it_stops_within_two_seconds_while_the_server_does_not_even_greet() -> None:
    with ScriptedImap({}, greeting=b"") as server, watched(_settings(server.port)) as bot:
        time.sleep(0.2)
        assert _stopped_after(bot) < 2


def test_it_stops_at_once_between_two_tries() -> None:
    patient = Backoff(first=60)
    events: list[WatchEvent] = []
    watcher = Watcher(_settings(1), lambda mailbox: None, events.append, backoff=patient)
    watcher.start()
    assert until(lambda: len(events) == 1)
    began = time.monotonic()
    assert watcher.stop()
    assert time.monotonic() - began < 1


def test_it_says_so_when_the_handler_does_not_end(embedded: EmbeddedServers) -> None:
    free = threading.Event()

    def handle(mailbox: Mailbox) -> None:
        free.wait(10)

    watcher = Watcher(_settings(embedded.imap_port), handle, lambda event: None)
    watcher.start()
    time.sleep(0.2)
    assert watcher.stopping is False
    assert watcher.stop(patience=0.1, timeout=0.3) is False
    assert watcher.stopping is True
    free.set()
    assert watcher.stop()


def test_the_backoff_grows_to_its_limit_and_spares_refusing_servers() -> None:
    backoff = Backoff(first=1, longest=300, refused=60)
    for failures, full in [(1, 1), (2, 2), (5, 16), (9, 256), (10, 300), (10_000, 300)]:
        assert full / 2 <= backoff.delay(failures, refused=False) <= full
    assert 30 <= backoff.delay(1, refused=True) <= 60
