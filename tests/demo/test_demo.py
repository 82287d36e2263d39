"""`mailbot demo`: one run as a newcomer starts it, one with a false expectation, and its folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from mailbot.cli import main
from mailbot.core.model import State
from mailbot.core.policy import WorkingTime
from mailbot.demo import script
from mailbot.demo.folder import MARK, FolderError, prepare
from mailbot.demo.house import next_morning
from mailbot.demo.parts import Client, Part, Script
from mailbot.demo.script import OFFICE, REPORTS, SCRIPT, comes
from mailbot.store.engine import Store

LONGEST = 60.0  # seconds


@dataclass(frozen=True)
class Run:
    """A finished demo."""

    status: int
    result: dict[str, Any]
    progress: str
    folder: Path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The demo as a program starts it, in an environment that belongs to another mailbot."""
    place = tmp_path_factory.mktemp("demo")
    done = subprocess.run(
        [sys.executable, "-m", "mailbot", "demo", "--json", "--out", "out"],
        cwd=place,
        env=os.environ | {"MAILBOT_IMAP_PASSWORD": "of somebody else", "MAILBOT_CONFIG": "/nowhere/config.toml"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout, done.stderr
    return Run(done.returncode, json.loads(done.stdout), done.stderr, place / "out")


def test_the_demo_comes_out_as_its_script_says(run: Run) -> None:
    assert run.result["differences"] == []
    assert run.result["ok"]
    assert run.status == 0


def test_the_demo_is_over_within_a_minute(run: Run) -> None:
    assert run.result["seconds"] < LONGEST


def test_the_figures_are_those_of_the_26_seats_beside_the_head(run: Run) -> None:
    assert sum(run.result["counts"].values()) == 26
    assert run.result["counts"]["attends"] == 13


def test_every_mail_that_was_sent_is_in_the_folder_in_order(run: Run) -> None:
    mails = sorted((run.folder / "sent").iterdir())
    assert len(mails) == run.result["letters_out"]
    assert [int(mail.name[:3]) for mail in mails] == list(range(1, len(mails) + 1))
    assert all(re.fullmatch(r"\d{3}-[a-z_]+-[\w.@-]+\.example\.eml", mail.name) for mail in mails)
    assert mails[0].name.startswith("001-invite-")
    assert b"BEGIN:VCALENDAR" in mails[0].read_bytes() or b"text/calendar" in mails[0].read_bytes()


def test_every_mail_that_came_in_is_in_the_folder(run: Run) -> None:
    mails = list((run.folder / "received").iterdir())
    written = sum(1 + line.twice for part in SCRIPT.parts for line in part.lines)
    heads_answers, own_letters = 4, 8
    assert len(mails) == run.result["mails_in"] == written + heads_answers + own_letters


def test_the_summary_is_a_page_with_everybody(run: Run) -> None:
    page = Path(run.folder.parent / run.result["page"]).read_text("utf-8")
    assert run.result["headline"] in page
    assert "La Quốc Thịnh" in page
    assert "<script" not in page


def test_the_progress_names_who_wrote_and_what_was_decided(run: Run) -> None:
    assert "◀ Tô Thị Hoài An (Gmail)" in run.progress
    assert "● refuse_division stnmt" in run.progress
    assert "▶ chutich@binhdinh.example: Kính trình xin ý kiến" in run.progress
    assert "The deadline has passed" in run.progress


def test_one_can_look_around_in_what_the_demo_leaves(run: Run) -> None:
    shown = CliRunner().invoke(main, ["--config", str(run.folder / "config.toml"), "meeting", "list", "--json"])
    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.output)[0]["title"] == "Phiên họp đột xuất về Đề án 06"


def test_no_password_is_left_behind(run: Run) -> None:
    settings = (run.folder / "config.toml").read_text("utf-8")
    assert "password" not in settings


def test_a_false_expectation_makes_the_demo_fail_and_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = comes("snv", 0.2, Client.PHONE, "dự")
    false = Script(
        parts=(
            Part("ct", (), State.SILENT, ("invite", *REPORTS[:1])),
            Part("pct", (), State.SILENT, ("invite", *REPORTS[:1], "deadline_passed")),
            Part("snv", told.lines, State.ABSENT, ("invite", "receipt_absent")),
            Part(OFFICE, letters=(*REPORTS[:1], "digest")),
        ),
        members=("ct", "pct", "snv"),
        deadline=3.0,
        digest=4.0,
        patience=13.0,
    )
    monkeypatch.setattr(script, "SCRIPT", false)
    shown = CliRunner().invoke(main, ["demo", "--out", str(tmp_path / "out")])
    assert shown.exit_code == 1
    differences = [line for line in shown.output.splitlines() if line.startswith("differs from the script: ")]
    assert [line.removeprefix("differs from the script: ") for line in differences] == [
        "snv: state is 'attends', and should be 'absent'",
        "tamhtm@snv.binhdinh.example: 1 letter(s) 'receipt_absent' too few",
        "tamhtm@snv.binhdinh.example: 1 letter(s) 'receipt_attend' too many",
    ]


def test_a_folder_with_other_peoples_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(FolderError, match="no demo has made"):
        prepare(tmp_path)
    shown = CliRunner().invoke(main, ["demo", "--out", str(tmp_path)])
    assert (shown.exit_code, shown.output.count("\n")) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_an_earlier_demos_mails_are_cleared_away_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    prepare(out)
    (out / "sent" / "001-invite.eml").touch()
    (out / "notes.txt").touch()
    prepare(out)
    assert sorted(path.name for path in out.rglob("*")) == [MARK, "notes.txt", "received", "sent"]


def test_without_the_embedded_servers_there_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("mailbot.demo.", "aiosmtpd"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "aiosmtpd.smtp", None)
    shown = CliRunner().invoke(main, ["demo"])
    assert shown.exit_code == 2
    assert "pip install 'mailbot[demo]'" in shown.output
    assert shown.output.count("\n") == 1


def test_the_meeting_is_on_the_next_working_morning() -> None:
    zone = timezone(timedelta(hours=7))
    friday = datetime(2026, 11, 6, 17, 0, tzinfo=zone)
    assert next_morning(friday, WorkingTime()).isoformat() == "2026-11-09T08:00:00+07:00"


def test_a_demo_leaves_a_database_of_this_version(run: Run) -> None:
    store = Store.open(f"sqlite:///{run.folder}/state.db")
    store.close()
