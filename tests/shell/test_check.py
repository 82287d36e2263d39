"""`mailbot check`: a line for each thing that must be in place, and status 1 where one is not."""

from __future__ import annotations

import json
import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mailbot
from mailbot.cli import main
from mailbot.config import ConfigFaults, load
from mailbot.demo.servers import EmbeddedServers
from mailbot.office.roster_file import load_roster
from mailbot.store import Store, seats

BOT = "bot@province.example"
TEMPLATES = Path(__file__).parents[2] / "templates"
ROSTER = """id,name,title,agency,role,email
ct,Phạm An,Chủ tịch UBND tỉnh,UBND tỉnh,chair,ct@a.example
pct,Lê Bình,Phó Chủ tịch UBND tỉnh,UBND tỉnh,standing_vice_chair,pct@a.example
quy,Võ Cường,Giám đốc Quỹ,Quỹ Đầu tư,member,quy@a.example
"""
CONFIG = """
[committee]
name = "Ban Chỉ đạo"
short = "BCĐ"
province = "tỉnh Bình Định"
place = "Bình Định"
seats = 3
[regulation]
citation = "Quy chế"
[office]
division = "Phòng Kiểm soát thủ tục hành chính"
agency = "Văn phòng UBND tỉnh"
mailbox = "{bot}"
[imap]
host = "127.0.0.1"
port = {imap_port}
security = "none"
[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "none"
[templates]
folder = '{templates}'
[holidays]
days = [{{ date = "1/1/2024" }}]
"""


@pytest.fixture
def config(tmp_path: Path, embedded: EmbeddedServers, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration for the embedded servers, with a roster of three in its database."""
    path = tmp_path / "config.toml"
    ports = {"imap_port": embedded.imap_port, "smtp_port": embedded.smtp_port}
    path.write_text(CONFIG.format(bot=BOT, templates=TEMPLATES, **ports), "utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    monkeypatch.setenv("MAILBOT_IMAP_PASSWORD", "secret")
    store = Store.open(load(path).database_url)
    with store.begin() as connection:
        seats.replace_all(connection, load_roster(tmp_path / "roster.csv"), datetime.now(UTC))
    store.close()
    return path


def check(config: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--config", str(config), "check", *options])


def test_all_is_well_a_line_each(config: Path) -> None:
    result = check(config)
    assert result.exit_code == 0, result.output
    marks = [line.split(" — ")[0] for line in result.stdout.splitlines()]
    assert [mark for mark in marks if not mark.startswith("!")] == [
        "✓ configuration",
        "✓ database",
        "✓ token key",
        "✓ roster",
        "✓ templates",
        "✓ trust",
        "✓ IMAP",
        "✓ SMTP",
    ]
    assert "3 members, chair Phạm An, standing vice-chair Lê Bình" in result.stdout
    assert "! roster — quy: 'Quỹ Đầu tư' is of no known kind of agency" in result.stdout
    assert "! configuration — holidays: no day of" in result.stdout


def test_what_vouches_for_senders_is_said_and_what_that_leaves_open(config: Path) -> None:
    plain = config.read_text("utf-8")
    assert "! trust — nobody vouches for senders" in check(config).stdout
    config.write_text(plain + '[trust]\nauthserv_ids = ["MX.vpub.example"]\n', "utf-8")
    said = check(config).stdout
    assert "✓ trust — strict; believed: mx.vpub.example" in said
    assert "! trust" not in said
    config.write_text(plain + "[trust]\nverify_dkim = true\n", "utf-8")
    said = check(config).stdout
    assert "✓ trust — strict; believed: no server by name; DKIM signatures are verified here" in said
    assert "! trust" not in said
    config.write_text(plain + '[trust]\nprofile = "intranet"\n', "utf-8")
    assert "! trust — who has seen a letter to the Head" in check(config).stdout


def test_own_verification_without_its_libraries_is_a_mistake_that_says_what_to_install(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [str(Path(mailbot.__file__).parents[1])])  # as if they were not installed
    for name in ("dkim", "dns", "nacl"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    config.write_text(config.read_text("utf-8") + "[trust]\nverify_dkim = true\n", "utf-8")
    with pytest.raises(ConfigFaults, match=r"trust.verify_dkim: needs .*: pip install 'mailbot\[dkim\]'"):
        load(config)


def test_programs_get_the_same_as_json(config: Path) -> None:
    answer = json.loads(check(config, "--json").stdout)
    assert [each["check"] for each in answer][-2:] == ["IMAP", "SMTP"]
    assert all(each["ok"] for each in answer)


def test_a_password_that_fails_is_a_sentence_and_the_other_checks_go_on(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILBOT_IMAP_PASSWORD", "wrong")
    result = check(config)
    assert result.exit_code == 1
    assert "✗ IMAP — The IMAP server 127.0.0.1" in result.stdout
    assert "✓ SMTP" in result.stdout
    assert result.stderr == "Not in order: IMAP.\n"


def test_a_password_that_is_not_given_is_asked_for_by_its_ways(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MAILBOT_IMAP_PASSWORD")
    assert "✗ IMAP — no password is given; give it by $MAILBOT_IMAP_PASSWORD" in check(config).stdout


def test_servers_that_are_gone_are_told(config: Path, embedded: EmbeddedServers) -> None:
    embedded.stop()
    result = check(config)
    assert result.exit_code == 1
    assert result.stderr == "Not in order: IMAP, SMTP.\n"


def test_every_mistake_of_the_configuration_is_a_line(config: Path) -> None:
    config.write_text(config.read_text("utf-8").replace("[imap]", "[imap]\nfolders = 3\nfiling = 5"), "utf-8")
    result = check(config)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "✗ configuration — config.toml: imap.filing: '5' is none of move, flag, none; for example: filing = \"move\"",
        "  config.toml: imap.folders: is not a known key; did you mean 'folder'?",
    ]


def test_an_empty_roster_and_missing_templates_are_told(config: Path) -> None:
    text = config.read_text("utf-8").replace(str(TEMPLATES), "nowhere")
    config.write_text(f'{text}[database]\nurl = "sqlite:///other.db"\n', "utf-8")
    result = check(config)
    assert "✗ roster — has no members yet: mailbot roster import FILE" in result.stdout
    assert "✗ templates — the templates folder" in result.stdout


def test_a_template_with_an_undefined_variable_is_told_with_its_file(config: Path, tmp_path: Path) -> None:
    copy = tmp_path / "templates"
    for file in TEMPLATES.rglob("*"):
        if file.is_file():
            target = copy / file.relative_to(TEMPLATES)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    spoilt = next(file for file in sorted(copy.glob("*.j2")))
    spoilt.write_text(spoilt.read_text("utf-8") + "\n{{ nobody_gives_this }}\n", "utf-8")
    config.write_text(config.read_text("utf-8").replace(str(TEMPLATES), str(copy)), "utf-8")
    result = check(config)
    assert result.exit_code == 1
    assert f"✗ templates — templates/{spoilt.name}" in result.stdout
    assert "'nobody_gives_this' is undefined" in result.stdout


def test_a_database_of_a_newer_version_is_told(config: Path, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "state.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    result = check(config)
    assert result.exit_code == 1
    assert "✗ database — database sqlite:///" in result.stdout
    assert "made by a newer mailbot" in result.stdout


def test_who_wants_pdf_is_told_whether_it_can_be_made(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "PDF" not in CliRunner().invoke(main, ["--config", str(config), "check"]).output
    config.write_text(config.read_text("utf-8") + '\n[form]\nattach = ["pdf"]\n', "utf-8")
    assert "✓ PDF — made by /" in CliRunner().invoke(main, ["--config", str(config), "check"]).output
    monkeypatch.setenv("PATH", str(tmp_path))
    shown = CliRunner().invoke(main, ["--config", str(config), "check"])
    assert (shown.exit_code, "! PDF — LibreOffice is not installed" in shown.output) == (0, True)
