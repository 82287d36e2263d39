"""No password, key or token in what the program says, however much it says and whatever goes wrong."""

from __future__ import annotations

import base64
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from mailbot.demo.servers import EmbeddedServers, Phase, always
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.token_endpoint import CLIENT_ID, CLIENT_SECRET, TokenEndpoint
from tests.shell.cli import REPOSITORY, ROSTER, Installation, install

BOT = "kstt@vpub.binhdinh.example"
MEMBER = "antth@syt.binhdinh.example"
IMAP_PASSWORD, SMTP_PASSWORD = "Imap-Passw0rd-8812", "Smtp-Passw0rd-4471"
KEY = "c0ffee" * 11
TOKEN = re.compile(r"[0-9a-f]{32}")
MESSAGE_ID = re.compile(r"(?im)^Message-ID: <[a-z_]+\.([0-9a-f]{32})@[^>]+>")


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    """They know other passwords than the bot."""
    with EmbeddedServers({BOT: "another", MEMBER: "another"}) as made:
        yield made


@pytest.fixture(params=["human", "json"])
def bot(tmp_path: Path, servers: EmbeddedServers, request: pytest.FixtureRequest) -> Installation:
    """Says all it can, in either form; logs in to both servers."""
    made = install(tmp_path, servers.imap_port, servers.smtp_port)
    made.change('user = ""', f'user = "{BOT}"')
    made.change('level = "info"', 'level = "debug"')
    made.change('format = "auto"', f'format = "{request.param}"')
    made.change('poll = "2m"', 'poll = "5s"')
    made.environment |= {
        "MAILBOT_IMAP_PASSWORD": IMAP_PASSWORD,
        "MAILBOT_SMTP_PASSWORD": SMTP_PASSWORD,
        "MAILBOT_TOKEN_KEY": KEY,
    }
    made.run("roster", "import", str(ROSTER))
    return made


def know(bot: Installation) -> None:
    """From now on the bot has the passwords that the servers know."""
    bot.environment |= {"MAILBOT_IMAP_PASSWORD": "another", "MAILBOT_SMTP_PASSWORD": "another"}


def convene(bot: Installation) -> None:
    added = bot.run(
        "meeting", "add", "--kind", "other", "--title", "Phiên họp", "--start", "15/12/2099 08:00", "--place", "A",
        "--invite", "syt",
    ).stdout  # fmt: skip
    bot.run("meeting", "invite", added.partition("[")[2].partition("]")[0])


def daemon_says(bot: Installation, enough: Callable[[str], bool]) -> str:
    """All that the daemon says until that is `enough`."""
    path = bot.folder / "said"
    with path.open("w") as file:
        daemon = subprocess.Popen(bot.command("run"), cwd=bot.folder, env=bot.environment, stdout=file, stderr=file)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline and not enough(path.read_text("utf-8")):
            time.sleep(0.1)
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(10)
    said = path.read_text("utf-8")
    assert enough(said), said
    return said


def has_no_secret(said: str, *further: str) -> None:
    for secret in (IMAP_PASSWORD, SMTP_PASSWORD, KEY, *further):
        assert secret not in said
        assert base64.b64encode(secret.encode()).decode().rstrip("=") not in said
        assert base64.b64encode(f"\0{BOT}\0{secret}".encode()).decode().rstrip("=") not in said
    assert not TOKEN.search(said), said


def tokens_of_letters(bot: Installation) -> list[str]:
    with closing(sqlite3.connect(bot.folder / "state.db")) as database:
        letters = [raw for (raw,) in database.execute("SELECT raw FROM outbox")]
    return [found[1] for raw in letters if (found := MESSAGE_ID.search(raw.decode("ascii", "replace")))]


def test_wrong_passwords_are_refused_and_not_told(bot: Installation) -> None:
    convene(bot)
    said = daemon_says(bot, lambda said: "mailbox refused" in said and "sending rests" in said)
    has_no_secret(said)
    checked = bot.run("check", status=1)
    assert "Not in order: IMAP, SMTP." in checked.stderr
    has_no_secret(checked.stdout + checked.stderr)


def test_a_server_that_repeats_the_login_it_refuses_does_not_put_it_into_the_log(
    bot: Installation, servers: EmbeddedServers
) -> None:
    convene(bot)
    line = base64.b64encode(f"\0{BOT}\0{SMTP_PASSWORD}".encode()).decode()
    servers.mail.faults[Phase.AUTH] = always(f"535 5.7.8 refused: AUTH PLAIN {line} (password {SMTP_PASSWORD})")
    said = daemon_says(bot, lambda said: "sending rests" in said)
    assert "refused: AUTH PLAIN ********" in said
    has_no_secret(said)
    has_no_secret(bot.run("check", status=1).stdout)


def test_a_whole_round_with_failing_mails_tells_no_token(bot: Installation, servers: EmbeddedServers) -> None:
    know(bot)
    convene(bot)
    (token,) = tokens_of_letters(bot)
    daemon_says(bot, lambda said: "running" in said and bool(servers.messages(MEMBER)))
    reference = MESSAGE_ID.search(servers.messages(MEMBER)[0].decode())
    assert reference
    assert reference[1] == token
    with closing(sqlite3.connect(bot.folder / "state.db")) as database:
        database.execute("CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
    servers.deliver(
        BOT,
        f"From: {MEMBER}\r\nTo: {BOT}\r\nSubject: Re: họp\r\nMessage-ID: <1@syt.binhdinh.example>\r\n"
        f"In-Reply-To: {reference[0].partition(' ')[2]}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nTôi dự họp.\r\n".encode(),
    )
    said = daemon_says(bot, lambda said: "mail failed" in said and "disk is full" in said)
    assert "Traceback" in said
    has_no_secret(said, token, "another")


def test_a_server_that_is_gone_is_told_without_a_secret(bot: Installation, servers: EmbeddedServers) -> None:
    convene(bot)
    servers.stop()
    said = daemon_says(bot, lambda said: "mailbox lost" in said and "sending rests" in said)
    has_no_secret(said)
    once = bot.run("run", "--once", status=1)
    has_no_secret(once.stdout + once.stderr)


@pytest.mark.parametrize("form", ["HUMAN", "JSON"])
def test_a_traceback_shows_where_and_not_with_what(form: str) -> None:
    program = f"""
import logging, structlog
from mailbot.config import Log, LogFormat
from mailbot.logs import set_up
set_up(Log(logging.DEBUG, LogFormat.{form}))
def log_in(password):
    local = {{"password": password}}
    raise ValueError("the letter <invite." + "0a" * 16 + "@vpub.example> is broken")
try:
    log_in("".join(["hunt", "er2"]))
except ValueError:
    structlog.get_logger("mailbot").exception("step failed")
    logging.getLogger("some.library").exception("it failed")
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    said = done.stdout + done.stderr
    assert said.count("in log_in") == 2
    assert "the letter <invite.********@vpub.example> is broken" in said
    assert "hunter2" not in said
    assert not TOKEN.search(said)


def test_no_access_token_and_no_secret_of_oauth_is_told(tmp_path: Path, certificates: Certificates) -> None:
    with (
        TokenEndpoint(BOT) as endpoint,
        Dovecot(certificates, {BOT: "secret"}, token_info_url=endpoint.info_url) as dovecot,
    ):
        endpoint.rotating = True
        bot = install(tmp_path, dovecot.imap_port, 1)
        bot.change('level = "info"', 'level = "debug"')
        bot.change('poll = "2m"', 'poll = "5s"')
        section = f'[oauth]\nprovider = "other"\nclient_id = "{CLIENT_ID}"\ntoken_url = "{endpoint.url}/token"\n'
        bot.change("[schedule]", f"{section}[schedule]")
        bot.environment |= {
            "MAILBOT_OAUTH_CLIENT_SECRET": CLIENT_SECRET,
            "MAILBOT_OAUTH_REFRESH_TOKEN": endpoint.refresh_token,
        }
        said = daemon_says(bot, lambda said: "mailbox connected" in said and "it cannot be kept" in said)
        has_no_secret(said, *endpoint.every_secret)
        endpoint.user = "somebody.else@province.example"
        bot.environment["MAILBOT_OAUTH_REFRESH_TOKEN"] = endpoint.refresh_token
        said = daemon_says(bot, lambda said: "mailbox refused" in said)
        has_no_secret(said, *endpoint.every_secret)
        said = daemon_says(bot, lambda said: "no longer accepts the refresh token" in said)  # it was good once
        has_no_secret(said, *endpoint.every_secret)
