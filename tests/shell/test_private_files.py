"""What the program writes is for its owner alone, whatever the umask; and what lies open is told."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from mailbot.cli import main
from mailbot.demo.servers import EmbeddedServers
from mailbot.store import Store
from mailbot.store.engine import database_files
from tests.shell.cli import OFFICE, ROSTER, Installation, install


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    with EmbeddedServers({OFFICE: "secret"}) as made:
        yield made


@pytest.fixture
def bot(tmp_path: Path, servers: EmbeddedServers) -> Iterator[Installation]:
    """Started by somebody whose umask hides nothing."""
    before = os.umask(0)
    try:
        yield install(tmp_path, servers.imap_port, servers.smtp_port)
    finally:
        os.umask(before)


def modes(folder: Path, *names: str) -> dict[str, int]:
    return {name: stat.S_IMODE((folder / name).stat().st_mode) for name in names}


def test_all_that_the_daemon_writes_is_for_its_owner_alone(bot: Installation) -> None:
    shipped = {path.relative_to(bot.folder) for path in bot.folder.rglob("*")}
    bot.run("roster", "import", str(ROSTER))
    with subprocess.Popen(bot.command("run"), cwd=bot.folder, env=bot.environment, stderr=subprocess.DEVNULL) as daemon:
        wanted = {"state.db", "state.db-wal", "state.db-shm", "state.lock", "mailbot.key"}
        deadline = time.monotonic() + 20
        while not wanted <= set(os.listdir(bot.folder)) and time.monotonic() < deadline:
            time.sleep(0.05)
        written = {path.relative_to(bot.folder) for path in bot.folder.rglob("*")} - shipped
        found = modes(bot.folder, *map(str, written))
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(10)
    assert found == dict.fromkeys(wanted, 0o600)


def test_an_exported_roster_with_its_telephone_numbers_is_too(bot: Installation) -> None:
    bot.run("roster", "import", str(ROSTER))
    for name in ("out.csv", "out.xlsx"):
        bot.run("roster", "export", name)
    assert set(modes(bot.folder, "out.csv", "out.xlsx").values()) == {0o600}


def test_a_store_opened_by_whatever_program_makes_its_files_private(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store.open(f"sqlite:///{tmp_path}/state.db")
        with store.sole_daemon(), store.begin():
            files = database_files(f"sqlite:///{tmp_path}/state.db")
            found = modes(tmp_path, *(file.name for file in files))
        store.close()
    finally:
        os.umask(before)
    assert found == dict.fromkeys(("state.db", "state.db-wal", "state.db-shm", "state.lock"), 0o600)


def test_files_that_lie_open_are_warned_about_with_the_command_that_closes_them(bot: Installation) -> None:
    bot.run("roster", "import", str(ROSTER))
    bot.run("check", status=None)
    assert "others on this machine" not in bot.run("check", status=None).stdout
    (bot.folder / "state.db").chmod(0o644)
    (bot.folder / "mailbot.key").chmod(0o640)
    said = bot.run("check").stdout
    commands = [line.partition(": ")[2] for line in said.splitlines() if "others on this machine can open" in line]
    assert f"chmod 600 {bot.folder / 'state.db'}" in commands
    assert f"chmod 600 {bot.folder / 'mailbot.key'}" in commands
    for command in commands:
        subprocess.run(command, shell=True, check=True)
    assert "others on this machine" not in bot.run("check").stdout


def test_a_secret_s_file_that_lies_open_is_warned_about_too(bot: Installation) -> None:
    (bot.folder / "key file").write_text("k" * 64)
    (bot.folder / "key file").chmod(0o644)
    bot.change('# token_key_file = "/etc/mailbot/token_key"', 'token_key_file = "key file"')
    said = bot.run("check", status=None).stdout
    assert f"is open to every user of this machine: chmod 600 '{bot.folder}/key file'" in said


def test_a_command_leaves_the_umask_of_its_caller_as_it_was(bot: Installation) -> None:
    CliRunner().invoke(main, ["--config", str(bot.config), "roster", "list"])
    assert os.umask(0) == 0
