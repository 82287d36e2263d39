"""Whatever is wrong is said in a sentence that names it, all of it at once, without a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from mailbot.demo.servers import EmbeddedServers
from tests.shell.cli import OFFICE, ROSTER, Installation, install


@pytest.fixture
def bot(tmp_path: Path) -> Installation:
    return install(tmp_path)


def test_every_wrong_key_of_the_configuration_is_named_at_once(bot: Installation) -> None:
    bot.change('poll = "2m"', 'poll = "often"\npol = "2m"')
    bot.change('policy = "h24"', 'policy = "h25"')
    said = bot.run("check", status=1).stdout
    for part in ("schedule.poll", "schedule.pol", "deadline.policy"):
        assert part in said


def test_an_unknown_time_zone_is_named_with_an_example(bot: Installation) -> None:
    bot.change("Asia/Ho_Chi_Minh", "Asia/Ho_Chi_Min")
    said = bot.run("meeting", "list", status=2).stderr
    assert "committee.zone" in said
    assert "Asia/Ho_Chi_Minh" in said


def test_five_faults_of_a_roster_are_told_with_row_and_column(bot: Installation) -> None:
    lines = ROSTER.read_text("utf-8").splitlines()
    lines[3] = lines[3].replace("vice_chair", "vicechair")
    lines[4] = lines[4].replace("giamdoc@congan.binhdinh.example", "giamdoc")
    lines[5] = lines[5].replace("Hoàng Thị Minh Tâm", "")
    lines[6] = lines[6].replace("stttt,", "snv,", 1)
    lines[1] = lines[1].replace(",chair,", ",member,")
    broken = bot.folder / "roster.csv"
    broken.write_text("\n".join(lines), "utf-8")
    said = bot.run("roster", "import", str(broken), status=2).stderr
    for part in ("row 4", "role", "row 5", "email", "row 6", "name", "row 7", "chair"):
        assert part in said, said
    assert bot.run("roster", "list", "--json").stdout.strip() == "[]"


def test_a_password_that_fails_is_said_and_ends_with_1(bot: Installation) -> None:
    with EmbeddedServers({OFFICE: "another"}) as servers:
        bot.change("port = 1 ", f"port = {servers.imap_port} ")
        bot.run("roster", "import", str(ROSTER))
        done = bot.run("run", "--once", status=1)
    assert "password" in done.stderr.lower() or "login" in done.stderr.lower()
    assert "secret" not in done.stderr + done.stdout


def test_a_server_that_is_not_there_is_named(bot: Installation) -> None:
    done = bot.run("run", "--once", status=1)
    assert "127.0.0.1:1" in done.stderr


def test_an_undefined_variable_in_a_template_is_told_with_file_and_line(bot: Installation) -> None:
    template = bot.folder / "templates" / "remind.j2"
    template.write_text(template.read_text("utf-8") + "\nKính gửi {{ hoten }}\n", "utf-8")
    said = bot.run("check", status=1).stdout
    assert "remind.j2" in said
    assert "hoten" in said
    assert "line" in said


def test_a_database_of_a_newer_version_is_refused(bot: Installation) -> None:
    bot.run("roster", "import", str(ROSTER))
    engine = sa.create_engine(f"sqlite:///{bot.folder}/state.db")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    said = bot.run("roster", "list", status=2).stderr
    assert "9999" in said
    assert "newer" in said


def test_a_meeting_without_place_in_the_past_and_for_nobody_is_told_all_three(bot: Installation) -> None:
    bot.run("roster", "import", str(ROSTER))
    wrong = ("--start", "1/2/2020 8h", "--place", " ", "--invite", "xyz")
    said = bot.run("meeting", "add", "--kind", "ad_hoc", "--title", "Họp", *wrong, status=2).stderr
    for part in ("place", "past", "xyz"):
        assert part in said


def test_a_date_that_nobody_can_read_is_answered_with_an_example(bot: Installation) -> None:
    said = bot.run(
        "meeting", "add", "--kind", "ad_hoc", "--title", "Họp", "--start", "mai", "--place", "A", status=2
    ).stderr
    assert "--start" in said
    assert "08:00 27/9/2024" in said


def test_a_short_notice_meeting_wants_an_explicit_deadline_and_proposes_one(bot: Installation) -> None:
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    bot.run("roster", "import", str(ROSTER))
    start = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(hours=4)
    arguments = (
        "meeting",
        "add",
        "--kind",
        "ad_hoc",
        "--title",
        "Họp bão",
        "--place",
        "A",
        "--start",
        f"{start:%d/%m/%Y %H:%M}",
    )
    said = bot.run(*arguments, status=2).stderr
    assert "--deadline" in said
    proposed = said.rpartition("--deadline '")[2].partition("'")[0]
    assert "Hạn xác nhận" in bot.run(*arguments, "--deadline", proposed).stdout
