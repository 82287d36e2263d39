"""Who really came: entered by options or from the filled-in list, all mistakes at once, history kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mailbot.cli.settings import opened_desk
from mailbot.config import load
from mailbot.core.model import Presence
from mailbot.office.errors import OfficeError
from mailbot.office.meeting_changes import cancel
from mailbot.office.presence import Came, enter
from mailbot.office.presence_cells import read_presence
from mailbot.store import meetings, presences
from tests.shell.past import Past, held, past


@pytest.fixture
def after(tmp_path: Path) -> Past:
    return past(tmp_path)


def noted(after: Past) -> dict[str, Presence]:
    with opened_desk(load(after.bot.config, after.bot.environment)) as desk, desk.store.read() as connection:
        meeting = meetings.by_code(connection, after.code)
        assert meeting is not None
        return presences.of_meeting(connection, meeting.id)


def shown(after: Past) -> dict[str, str]:
    """The column of `meeting show`, by id."""
    found = json.loads(after.run("meeting", "show", after.code, "--json").output)
    return {each["id"]: each["came"] for each in [found["chair"], *found["invitees"]]}


def exported(after: Past, folder: Path) -> Path:
    after.run("report", "meeting", after.code, "--out", folder)
    (path,) = folder.glob("*.xlsx")
    return path


def fill(path: Path, words: dict[str, str]) -> None:
    """What a clerk writes into the column, by id; the file is as a spreadsheet program saves it."""
    book = load_workbook(path)
    sheet = book["Danh sách"]
    heads = [cell.value for cell in sheet[3]]
    came, mark = heads.index("Thực tế dự họp"), heads.index("Mã")
    for number in range(4, sheet.max_row + 1):
        who = str(sheet.cell(number, mark + 1).value)
        if who in words:
            sheet.cell(number, came + 1).value = words[who]
    book.save(path)


def test_a_meeting_of_which_nothing_is_noted_shows_no_column(after: Past) -> None:
    assert "thực tế dự họp" not in after.run("meeting", "show", after.code).output
    assert set(shown(after).values()) == {""}


def test_who_confirmed_came_but_for_the_exceptions_and_others_are_left_open(after: Past) -> None:
    said = after.run(
        "meeting", "came", after.code, "--all-confirmed", "--except", "sxd", "--came", "snv=Lê Văn B - Phó Giám đốc"
    )
    assert "of 27 invitees 4 came (2 of them sent somebody), 1 did not, of 22 nothing is noted" in said.output
    found = shown(after)
    assert found["ct"] == found["syt"] == "Có mặt"
    assert found["stc"] == "Người dự: Ngô Đức Thắng - Phó Giám đốc Sở Tài chính"
    assert found["snv"] == "Người dự: Lê Văn B - Phó Giám đốc"
    assert (found["sxd"], found["stp"], found["vpub"]) == ("Không có mặt", "", "")
    assert "thực tế dự họp" in after.run("meeting", "show", after.code).output


def test_nobody_else_closes_the_list(after: Past) -> None:
    after.run("meeting", "came", after.code, "--came", "vpub")
    after.run("meeting", "came", after.code, "--all-confirmed", "--nobody-else")
    found = shown(after)
    assert (found["stp"], found["vpub"], found["syt"]) == ("Không có mặt", "Có mặt", "Có mặt")
    assert "" not in found.values()


def test_the_exported_list_filled_in_by_hand_is_read_back(after: Past, tmp_path: Path) -> None:
    path = exported(after, tmp_path / "out")
    fill(path, {"ct": "Có mặt", "syt": "x", "sxd": "Vắng có lý do", "stc": "Người dự: Lê Văn Bình - Phó Giám đốc",
                "snv": "Trần Thị Mai - Phó Giám đốc", "stp": "không có mặt"})  # fmt: skip
    after.run("meeting", "came", after.code, path)
    assert noted(after) == {
        "ct": Presence(True),
        "syt": Presence(True),
        "sxd": Presence(False),
        "stc": Presence(True, "Lê Văn Bình - Phó Giám đốc"),
        "snv": Presence(True, "Trần Thị Mai - Phó Giám đốc"),
        "stp": Presence(False),
    }


def test_what_the_papers_print_reads_back_as_what_it_was(after: Past, tmp_path: Path) -> None:
    after.run("meeting", "came", after.code, "--all-confirmed", "--nobody-else", "--came", "snv=Lê Văn B")
    before = noted(after)
    after.run("meeting", "came", after.code, exported(after, tmp_path / "out"))
    assert noted(after) == before


def test_a_csv_with_names_alone_will_do(after: Past, tmp_path: Path) -> None:
    rows = json.loads(after.run("meeting", "show", after.code, "--json").output)["invitees"]
    name = next(each["name"] for each in rows if each["id"] == "syt")
    path = tmp_path / "came.csv"
    path.write_text(f"Họ và tên,Thực tế dự họp\n{name},Có mặt\n", "utf-8")
    after.run("meeting", "came", after.code, path)
    assert noted(after) == {"syt": Presence(True)}


def test_all_mistakes_of_a_file_are_told_at_once_with_row_and_column(after: Past, tmp_path: Path) -> None:
    path = tmp_path / "came.csv"
    path.write_text("Mã,Họ và tên,Thực tế dự họp\nsyt,,chắc là có\nsxd,,12\n,,Có mặt\nstc,,Người dự: .\n", "utf-8")
    said = after.run("meeting", "came", after.code, path, "--came", "snv=?", status=2).output.splitlines()
    column = "column Thực tế dự họp"
    assert [line.partition("; ")[0] for line in said] == [
        "--came 'snv=?': '?' is nobody's name",
        f"came.csv, row 2, {column}: 'chắc là có' is not understood",
        f"came.csv, row 3, {column}: '12' is not understood",
        f"came.csv, row 4, {column}: there is nobody in this row: neither 'Mã' nor 'Họ và tên' is filled in",
        f"came.csv, row 5, {column}: '.' is nobody's name",
    ]
    assert noted(after) == {}


def test_who_is_not_invited_or_said_twice_is_told_with_his_place_and_nothing_is_kept(
    after: Past, tmp_path: Path
) -> None:
    path = tmp_path / "came.csv"
    path.write_text("Mã,Thực tế dự họp\nsyt,Có mặt\nxyz,Có mặt\nsyt,Không có mặt\n", "utf-8")
    said = after.run("meeting", "came", after.code, path, "--except", "abc", status=2).output.splitlines()
    assert [line.partition(";")[0] for line in said] == [
        f"--except: 'abc' is not invited to {after.code}",
        f"came.csv, row 3, column Thực tế dự họp: 'xyz' is not invited to {after.code}",
        "came.csv, row 4, column Thực tế dự họp: of 'syt' something else is said already",
    ]
    assert noted(after) == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a,b\n1,2\n", "there is no row of heads with 'Thực tế dự họp' and 'Mã' or 'Họ và tên'"),
        ("Mã,Thực tế dự họp\nsyt,\n", "nothing is said of anybody"),
    ],
)
def test_a_file_that_says_nothing_is_told_what_is_missing(
    after: Past, tmp_path: Path, content: str, sentence: str
) -> None:
    path = tmp_path / "came.csv"
    path.write_text(content, "utf-8")
    assert sentence in after.run("meeting", "came", after.code, path, status=2).output


def test_entering_again_replaces_and_the_history_says_who_entered_what_when(after: Past) -> None:
    after.run("meeting", "came", after.code, "--came", "syt", "--came", "sxd", "--clerk", "Lan")
    after.run("meeting", "came", after.code, "--except", "syt", "--came", "sxd", "--clerk", "Minh")
    after.run("meeting", "came", after.code, "--forget", "syt", "--clerk", "Hoa")
    assert noted(after) == {"sxd": Presence(True)}
    with opened_desk(load(after.bot.config, after.bot.environment)) as desk, desk.store.read() as connection:
        lines = presences.history(connection, 1)
    assert [(line.member_id, line.came, line.clerk, line.replaced_at is None) for line in lines] == [
        ("syt", True, "Lan", False),
        ("sxd", True, "Lan", True),
        ("syt", False, "Minh", False),
        ("syt", None, "Hoa", True),
    ]


def test_nobody_has_come_to_a_meeting_that_has_not_begun_or_does_not_take_place(after: Past) -> None:
    now = datetime.now(UTC)
    with opened_desk(load(after.bot.config, after.bot.environment)) as desk:
        code = held(desk, now + timedelta(days=5))
        with pytest.raises(OfficeError, match="nobody has come yet"):
            enter(desk, code, Came(all_confirmed=True), "Lan", now)
        cancel(desk, code, now)
        with pytest.raises(OfficeError, match="was cancelled"):
            enter(desk, code, Came(all_confirmed=True), "Lan", now + timedelta(days=9))
        with pytest.raises(OfficeError, match="no meeting has the code 'Q-0000'"):
            enter(desk, "Q-0000", Came(all_confirmed=True), "Lan", now)


@pytest.mark.parametrize(
    "text", ["Có mặt", " có mặt. ", "CÓ", "x", "1", "True", "dự", "co mat", "Co\u0301 ma\u0323\u0306t"]
)
def test_words_for_came(text: str) -> None:
    assert read_presence(text) == Presence(True)


@pytest.mark.parametrize("text", ["Không có mặt", "vắng", "Vắng mặt", "0", "không dự", "vắng không lý do", "vang"])
def test_words_for_did_not_come(text: str) -> None:
    assert read_presence(text) == Presence(False)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Người dự: Lê Văn Bình", "Lê Văn Bình"),
        ("dự thay: Lê Văn Bình, Phó Giám đốc", "Lê Văn Bình, Phó Giám đốc"),
        ("Vàng A Pao - Phó Giám đốc", "Vàng A Pao - Phó Giám đốc"),
        ("Lê Văn Bình", "Lê Văn Bình"),
    ],
)
def test_words_for_somebody_else(text: str, who: str) -> None:
    assert read_presence(text) == Presence(True, who)


@pytest.mark.parametrize("text", ["không rõ", "chưa biết", "?", "2", "có lẽ", "xem lại biên bản", "Có mặt 8h30"])
def test_words_that_are_not_understood_are_said_back(text: str) -> None:
    with pytest.raises(ValueError, match="is not understood; what may stand here: 'Có mặt'"):
        read_presence(text)
