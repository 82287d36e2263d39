"""`mailbot report`: the files of a meeting and of a year, for their owner alone, never over a file that is there."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailbot.cli.settings import opened_desk
from mailbot.config import load
from mailbot.core.model import State
from mailbot.office.reports import attendance
from tests.papers.sheets_of_paper import book, opened, texts
from tests.shell.past import NOW, REASON, STARTED, Past, held, past

YEAR = STARTED.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).year


@pytest.fixture
def after(tmp_path: Path) -> Past:
    return past(tmp_path)


def written(folder: Path, ending: str) -> bytes:
    (path,) = folder.glob(f"*{ending}")
    return path.read_bytes()


def test_a_meetings_papers_are_the_report_and_the_list_with_the_log(after: Past, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    said = after.run("report", "meeting", after.code, "--out", out).output
    assert sorted(path.suffix for path in out.iterdir()) == [".docx", ".xlsx"]
    assert all(str(path) in said for path in out.iterdir())
    assert "2/26 đồng chí tham dự; 1 dự thay đã được đồng ý; 1 báo vắng; 22 chưa phản hồi" in said
    found = book(written(out, ".xlsx"))
    assert found.sheetnames == ["Danh sách", "Nhật ký"]
    log = list(found["Nhật ký"].iter_rows(min_row=4, values_only=True))
    assert len(log) == 6
    assert REASON in str(log[3][4])
    assert any("22" in text for text in texts(opened(written(out, ".docx"))))


def test_what_really_happened_stands_in_the_papers_once_it_is_entered(after: Past, tmp_path: Path) -> None:
    after.run("meeting", "came", after.code, "--all-confirmed", "--nobody-else")
    after.run("report", "meeting", after.code, "--out", tmp_path / "out")
    said = texts(opened(written(tmp_path / "out", ".docx")))
    assert (
        "Thực tế dự họp (trong số 26 thành viên được mời): thành viên có mặt 02, người khác dự 01, không có mặt 23."
        in said
    )
    rows = book(written(tmp_path / "out", ".xlsx"))["Danh sách"].iter_rows(min_row=4, values_only=True)
    came = [row[10] for row in rows]
    assert (came.count("Có mặt"), came.count("Không có mặt")) == (3, 23)  # the Head is one of the three


def test_the_files_are_for_their_owner_alone_even_where_an_older_one_was_not(after: Past, tmp_path: Path) -> None:
    out = tmp_path / "out"
    after.run("report", "year", str(YEAR), "--out", out)
    for path in out.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
    after.run("report", "year", str(YEAR), "--out", out, "--force")
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}


def test_a_file_that_is_there_stays_and_none_of_the_others_is_written(after: Past, tmp_path: Path) -> None:
    out = tmp_path / "out"
    after.run("report", "year", str(YEAR), "--out", out)
    (docx,) = out.glob("*.docx")
    (xlsx,) = out.glob("*.xlsx")
    docx.write_bytes(b"numbered and signed")
    xlsx.unlink()
    said = after.run("report", "year", str(YEAR), "--out", out, status=2).output
    assert f"{docx} is there already; --force overwrites it" in said
    assert (docx.read_bytes(), list(out.iterdir())) == (b"numbered and signed", [docx])
    after.run("report", "year", str(YEAR), "--out", out, "--force")
    assert docx.read_bytes().startswith(b"PK")


def test_the_pdf_is_made_on_request(after: Past, tmp_path: Path) -> None:
    after.run("report", "meeting", after.code, "--out", tmp_path / "out", "--pdf")
    assert written(tmp_path / "out", ".pdf").startswith(b"%PDF-")


def test_without_libreoffice_nothing_is_written_and_one_sentence_says_so(
    after: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = after.run("report", "meeting", after.code, "--out", tmp_path / "out", "--pdf", status=1).output
    assert said.startswith("LibreOffice is not installed")
    assert not (tmp_path / "out").exists()


def test_the_year_counts_who_confirmed_and_who_came_a_line_a_member_and_a_line_an_agency(after: Past) -> None:
    after.run("meeting", "came", after.code, "--all-confirmed", "--nobody-else", "--came", "stp=Lê Văn B")
    found = json.loads(after.run("report", "year", str(YEAR), "--json").output)
    members = {each["id"]: each for each in found["members"]}
    assert len(members) == 26
    assert "ct" not in members  # the Head, to whom the members answer
    assert (members["syt"]["attends"], members["syt"]["came"]) == (1, 1)
    assert (members["stc"]["substitute"], members["stc"]["came_for_him"]) == (1, 1)
    assert (members["stp"]["absent"], members["stp"]["came_for_him"]) == (1, 1)
    assert (members["vpub"]["silent"], members["vpub"]["stayed_away"]) == (1, 1)
    assert found["total"] == {
        "invited": 26, "attends": 2, "substitute": 1, "pending": 0, "refused": 0, "absent": 1, "unclear": 0,
        "silent": 22, "late": 0, "unreached": 0, "came": 2, "came_for_him": 2, "stayed_away": 22, "not_noted": 0,
    }  # fmt: skip
    assert sum(each["invited"] for each in found["agencies"]) == 26


def test_the_years_table_is_printed_and_says_what_it_leaves_out(after: Past) -> None:
    said = after.run("report", "year", str(YEAR)).output
    assert "Trực tiếp tham dự" in said
    assert "Tổng số" in said
    assert f"năm {YEAR}: 1 meetings; 0 cancelled and 0 upcoming ones are not counted." in said
    assert "year 1999" not in after.run("report", "year", "1999", status=2).output


def test_the_record_names_who_held_the_seat_then_and_not_who_holds_it_now(after: Past, tmp_path: Path) -> None:
    rosterfile = tmp_path / "roster.csv"
    after.run("roster", "export", rosterfile)
    lines = rosterfile.read_text("utf-8-sig").splitlines()
    old = next(line for line in lines if line.startswith("syt,"))
    name = old.split(",")[1]
    rosterfile.write_text("\n".join(lines).replace(name, "Người Mới Đến"), "utf-8")
    after.run("roster", "import", rosterfile, "--yes")
    with opened_desk(load(after.bot.config, after.bot.environment)) as desk:
        record = attendance(desk, YEAR, datetime.now(UTC))
    (syt,) = [each for each in record.members if each.member.id == "syt"]
    assert syt.member.name == name
    after.run("report", "meeting", after.code, "--out", tmp_path / "out")
    rows = book(written(tmp_path / "out", ".xlsx"))["Danh sách"].iter_rows(min_row=4, values_only=True)
    assert name in [row[2] for row in rows]


def test_a_pdf_without_a_folder_and_a_meeting_that_is_not_there_are_said(after: Past, tmp_path: Path) -> None:
    assert "--pdf needs --out" in after.run("report", "year", str(YEAR), "--pdf", status=2).output
    assert (
        "no meeting has the code 'Q-0000'"
        in after.run("report", "meeting", "Q-0000", "--out", tmp_path / "out", status=2).output
    )
    assert not (tmp_path / "out").exists()


def test_meetings_to_come_are_not_counted_and_can_be_reported_all_the_same(after: Past, tmp_path: Path) -> None:
    with opened_desk(load(after.bot.config, after.bot.environment)) as desk:
        code = held(desk, NOW + timedelta(days=5), "Phiên họp sắp tới")
        record = attendance(desk, (NOW + timedelta(days=5)).year, datetime.now(UTC))
    assert record.upcoming == 1
    assert {state: record.total.states[state] for state in (State.ATTENDS, State.SILENT)} in (
        {State.ATTENDS: 2, State.SILENT: 22},
        {State.ATTENDS: 0, State.SILENT: 0},  # where the year has turned in these five days
    )
    after.run("report", "meeting", code, "--out", tmp_path / "out")
    assert any("Phiên họp sắp tới" in text for text in texts(opened(written(tmp_path / "out", ".docx"))))
