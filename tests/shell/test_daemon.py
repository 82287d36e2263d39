"""The daemon as a process, against a real IMAP and a real SMTP server."""

from __future__ import annotations

import signal
import smtplib
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from mailbot.store.tables import ledger, outbox
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.relay import Relay
from tests.shell.cli import ROSTER, Installation, install


@pytest.fixture
def bot(tmp_path: Path, dovecot: Dovecot, postfix: Postfix | Relay, new_user: Callable[[], str]) -> Installation:
    """A bot whose office mailbox lies on Dovecot and whose letters go through Postfix."""
    user = new_user()
    made = install(tmp_path, dovecot.imap_port, postfix.port, user)
    made.change('mailbox = "kstt@vpub.binhdinh.example"', f'mailbox = "{user}"')
    made.change('digest_to = ["kstt@vpub.binhdinh.example"]', f'digest_to = ["{user}"]')
    members = {"antth@syt.binhdinh.example": new_user(), "chutich@binhdinh.example": new_user()}
    roster = ROSTER.read_text("utf-8")
    for old, new in members.items():
        roster = roster.replace(old, new)
    (tmp_path / "roster.csv").write_text(roster, "utf-8")
    made.run("roster", "import", "roster.csv")
    made.environment |= {"OFFICE": user, "SYT": members["antth@syt.binhdinh.example"]}
    return made


@contextmanager
def running(bot: Installation) -> Iterator[subprocess.Popen[str]]:
    daemon = subprocess.Popen(
        bot.command("run"), cwd=bot.folder, env=bot.environment, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        yield daemon
    finally:
        daemon.kill()
        daemon.wait()


def until(bot: Installation, query: sa.Select[Any], wanted: int, seconds: float = 20) -> None:
    """Wait until the database holds so many such rows."""
    engine = sa.create_engine(f"sqlite:///{bot.folder}/state.db")
    deadline = time.monotonic() + seconds
    found = -1
    while time.monotonic() < deadline:
        with engine.connect() as connection:
            found = connection.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
        if found >= wanted:
            engine.dispose()
            return
        time.sleep(0.1)
    raise AssertionError(f"{found} of {wanted} rows after {seconds} s")


def convene(bot: Installation) -> str:
    added = bot.run(
        "meeting", "add", "--kind", "other", "--title", "Phiên họp", "--start", "15/12/2099 08:00", "--place", "A",
        "--invite", "syt",
    ).stdout  # fmt: skip
    code = added.partition("[")[2].partition("]")[0]
    bot.run("meeting", "invite", code)
    return code


def answer(bot: Installation, port: int, text: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = bot.environment["SYT"], bot.environment["OFFICE"], "Re: họp"
    message["Message-ID"] = f"<{time.time_ns()}@syt.binhdinh.example>"
    message.set_content(text)
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.send_message(message)


SENT = sa.select(outbox.c.id).where(outbox.c.status == "sent")
HANDLED = sa.select(ledger.c.id).where(ledger.c.status == "handled")


def test_the_daemon_sends_reads_answers_and_ends_cleanly_within_five_seconds(
    bot: Installation, postfix: Postfix | Relay
) -> None:
    code = convene(bot)
    with running(bot) as daemon:
        until(bot, SENT, 1)
        answer(bot, postfix.port, "Tôi xác nhận tham dự phiên họp.")
        until(bot, HANDLED, 1)
        until(bot, SENT, 2)
        asked = time.monotonic()
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(10) == 0
        assert time.monotonic() - asked < 5
    assert '"attends": 1' in bot.run("meeting", "show", code, "--json").stdout


def test_the_daemon_comes_back_after_its_server_was_gone_and_says_so(
    bot: Installation, dovecot: Dovecot, postfix: Postfix | Relay
) -> None:
    convene(bot)
    with running(bot) as daemon:
        until(bot, SENT, 1)
        dovecot.kill()
        time.sleep(1)
        dovecot.start()
        answer(bot, postfix.port, "Tôi dự họp.")
        until(bot, HANDLED, 1, seconds=40)
        daemon.send_signal(signal.SIGTERM)
        _, said = daemon.communicate(timeout=10)
    assert "mailbox lost" in said
    assert said.count("mailbox connected") >= 2


def test_a_second_daemon_on_the_same_database_is_refused(bot: Installation) -> None:
    with running(bot):
        until(bot, sa.select(sa.literal(1)), 1)
        deadline = time.monotonic() + 20
        while not (bot.folder / "state.lock").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        said = bot.run("run", "--once", status=2).stderr
    assert "another mailbot daemon" in said


def test_the_commands_work_beside_a_running_daemon(bot: Installation) -> None:
    with running(bot):
        code = convene(bot)
        until(bot, SENT, 1)
        assert code in bot.run("meeting", "list").stdout
