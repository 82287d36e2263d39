"""How commands speak: tables, JSON, and sentences instead of tracebacks."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from mailbot.cli import Lazy, main
from mailbot.cli.output import EXPECTED, clean_errors, fail, print_json, say, table
from mailbot.cli.settings import pass_settings
from mailbot.config import ConfigFaults, Fault, Settings
from mailbot.mailbox.errors import MailboxRefused
from mailbot.office.roster_file import Fault as RosterFault
from mailbot.office.roster_file import RosterFaults

ROWS: list[dict[str, object]] = [
    {"id": "snv", "name": "Trần Cường", "since": date(2024, 5, 21), "ok": True, "hidden": 1},
    {"id": "stc", "name": "[red]Hồ\x1b[31m Lan[/red]", "since": None, "ok": False, "hidden": 2},
]
COLUMNS = {"id": "Mã", "name": "Họ tên", "since": "Từ ngày", "ok": ""}


def test_people_get_a_table_and_no_value_can_colour_it(capsys: pytest.CaptureFixture[str]) -> None:
    table(ROWS, COLUMNS)
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert lines[0] == ["Mã", "Họ", "tên", "Từ", "ngày"]
    assert lines[2] == ["snv", "Trần", "Cường", "21/5/2024", "✓"]
    assert lines[3] == ["stc", "[red]Hồ[31m", "Lan[/red]", "✗"]


def test_programs_get_the_same_columns_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    table(ROWS, COLUMNS, as_json=True)
    answer = json.loads(capsys.readouterr().out)
    assert answer[0] == {"id": "snv", "name": "Trần Cường", "since": "2024-05-21", "ok": True}
    assert len(answer) == 2


def test_values_of_the_core_become_json(capsys: pytest.CaptureFixture[str]) -> None:
    @dataclass(frozen=True)
    class Value:
        at: datetime
        where: Path

    print_json([Value(datetime(2024, 9, 27, 8, tzinfo=UTC), Path("/x"))])
    assert json.loads(capsys.readouterr().out) == [{"at": "2024-09-27T08:00:00+00:00", "where": "/x"}]


def test_values_are_said_as_people_write_them() -> None:
    assert say(datetime(2024, 9, 27, 8, 5, tzinfo=UTC)) == "08:05 27/9/2024"
    assert say(("a", "b")) == "a; b"
    assert say("a\x07b\u202ec") == "abc"


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (ConfigFaults("config.toml", [Fault("imap.host", "is missing")]), 2, "config.toml: imap.host: is missing\n"),
        (RosterFaults([RosterFault("r.csv", "is empty", 3, "name")]), 2, "r.csv, row 3, column name: is empty\n"),
        (MailboxRefused("The IMAP server says no."), 1, "The IMAP server says no.\n"),
        (PermissionError(13, "Permission denied", "/x"), 2, "/x: Permission denied\n"),
    ],
)
def test_expected_trouble_ends_with_its_sentence_and_status(error: Exception, status: int, said: str) -> None:
    result = CliRunner().invoke(_group(_raising(error)), ["it"])
    assert (result.exit_code, result.stderr, result.stdout) == (status, said, "")


def test_expected_trouble_is_where_its_name_says() -> None:
    for module, name, _ in EXPECTED:
        trouble = getattr(importlib.import_module(module), name)
        assert (trouble.__module__, issubclass(trouble, Exception)) == (module, True)


def test_a_bug_is_not_dressed_up_as_a_sentence() -> None:
    with pytest.raises(ZeroDivisionError), clean_errors():
        _ = 1 // 0


def test_a_failure_is_one_sentence_on_standard_error() -> None:
    result = CliRunner().invoke(_group(lambda: fail("No such meeting.", 1)), ["it"])
    assert (result.exit_code, result.stderr) == (1, "No such meeting.\n")


def test_commands_get_the_settings_of_the_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Path(__file__).parents[2] / "config.toml"
    (tmp_path / "mine.toml").write_text(shipped.read_text("utf-8"), "utf-8")
    seen: list[Path] = []

    @click.command("it")
    @pass_settings
    def it(settings: Settings) -> None:
        seen.append(settings.config_path)

    monkeypatch.setattr(main, "get_command", lambda *_: it)
    result = CliRunner().invoke(main, ["--config", str(tmp_path / "mine.toml"), "it"])
    assert result.exit_code == 0, result.output
    assert seen == [tmp_path / "mine.toml"]


def test_no_configuration_is_a_sentence_and_status_2(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--config", str(tmp_path / "none.toml"), "check"])
    assert "there is no file" in result.stdout
    assert "Traceback" not in result.output


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys; from mailbot.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "assert not {'sqlalchemy', 'imapclient', 'rich', 'jinja2'} & set(sys.modules), 'loaded too much'\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=False)
    assert done.returncode == 0, done.stderr
    assert "check" in done.stdout


def _raising(error: Exception) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run


def _group(run: Callable[[], None]) -> click.Group:
    """A group that treats errors as `mailbot` does, with one command."""

    class One(Lazy):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            return click.Command("it", callback=run)

    return One("mailbot")
