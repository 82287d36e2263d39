"""The roster file: read with all its faults at once, written so that it reads the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from mailbot.core.model import Deputy, Member, Role, Roster
from mailbot.office.roster_file import RosterFaults, load_roster, roster_on, roster_warnings, write_roster

TODAY = date(2024, 9, 1)
HEAD = "id,name,title,agency,aliases,role,email,assistants"
CHAIR = "ct,Phạm An,Chủ tịch UBND tỉnh,UBND tỉnh,,chair,ct@binhdinh.example,thuky.ct@binhdinh.example"
VICE = "pct,Lê Bình,Phó Chủ tịch UBND tỉnh,UBND tỉnh,,standing_vice_chair,pct@binhdinh.example,"
MEMBER = (
    "snv,Trần Cường,Giám đốc Sở Nội vụ,Sở Nội vụ,SNV;Nội vụ,member,CuongT@snv.binhdinh.example,vt@snv.binhdinh.example"
)


def written(folder: Path, *lines: str, name: str = "roster.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path


def faults_of(path: Path) -> list[str]:
    with pytest.raises(RosterFaults) as raised:
        load_roster(path, on=TODAY)
    assert str(raised.value) == "\n".join(map(str, raised.value.faults))
    return [str(fault) for fault in raised.value.faults]


def test_a_roster_is_read_in_protocol_order_with_its_agencies_kinds(tmp_path: Path) -> None:
    roster = load_roster(written(tmp_path, HEAD, CHAIR, VICE, MEMBER), on=TODAY)
    assert [m.id for m in roster] == ["ct", "pct", "snv"]
    assert roster.chair is not None
    assert roster.chair.id == "ct"
    assert roster.members[2] == Member(
        id="snv",
        name="Trần Cường",
        title="Giám đốc Sở Nội vụ",
        agency="Sở Nội vụ",
        role=Role.MEMBER,
        email="cuongt@snv.binhdinh.example",
        aliases=("SNV", "Nội vụ"),
        assistants=("vt@snv.binhdinh.example",),
        kind="SO",
        order=3,
    )


def test_excel_s_byte_order_mark_and_semicolons_are_read(tmp_path: Path) -> None:
    lines = [
        line.replace(";", "|").replace(",", ";").replace("SNV|Nội vụ", '"SNV;Nội vụ"')
        for line in (HEAD, CHAIR, VICE, MEMBER)
    ]
    path = written(tmp_path, *lines, encoding="utf-8-sig")
    assert load_roster(path, on=TODAY) == load_roster(
        written(tmp_path, HEAD, CHAIR, VICE, MEMBER, name="b.csv"), on=TODAY
    )


def test_vietnamese_heads_and_seats_are_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "STT,Mã,Họ và tên,Chức vụ,Cơ quan,Chức danh Ban Chỉ đạo,Thư điện tử,"
        "Cấp phó,Từ ngày,Đến ngày,Điện thoại,Loại cơ quan",
        "1,ct,Phạm An,Chủ tịch,UBND tỉnh,Trưởng Ban,ct@a.example,,,,,",
        "2,pct,Lê Bình,Phó Chủ tịch,UBND tỉnh,Phó Trưởng ban Thường trực,pct@a.example,,,,,",
        '3,x,Trần Cường,Tổng Biên tập,Tạp chí Bình Định,Uỷ viên,c@a.example,"Lý D - Phó Tổng Biên tập; Vũ E",'
        "21/5/2024,31/12/2026,+84 256 3822 294,dv",
    )
    member = load_roster(path, on=TODAY).members[2]
    assert member.role is Role.MEMBER
    assert member.deputies == (Deputy("Lý D", "Phó Tổng Biên tập"), Deputy("Vũ E"))
    assert (member.valid_from, member.valid_to) == (date(2024, 5, 21), date(2026, 12, 31))
    assert (member.phone, member.kind) == ("+84 256 3822 294", "DV")


def test_all_faults_are_told_at_once_each_with_its_row_and_column(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        HEAD + ",kind,valid_from,phone",
        CHAIR + ",,,",
        VICE + ",,,",
        MEMBER + ",SOO,,",
        "",
        "stc,,Giám đốc Sở Tài chính,Sở Tài chính,,minister,lan(at)stc,,,31/9/2024,không",
        "snv,Hồ Lan,Giám đốc,Sở Y tế,,member,pct@binhdinh.example,ct@binhdinh.example,,,",
    )
    faults = faults_of(path)
    assert [fault.split(": ")[0] for fault in faults] == [
        "roster.csv, row 4, column kind",
        "roster.csv, row 6, column name",
        "roster.csv, row 6, column role",
        "roster.csv, row 6, column email",
        "roster.csv, row 6, column phone",
        "roster.csv, row 6, column valid_from",
        "roster.csv, row 7, column email",
        "roster.csv, row 7, column id",
        "roster.csv, row 7, column assistants",
    ]
    assert "did you mean 'SO'?" in faults[0]
    assert "'lan(at)stc' is not an address; for example" in faults[3]
    assert "there is no day 31/9/2024" in faults[5]
    assert "stands in row 4 already" in faults[7]
    assert "is the address of the member in row 2" in faults[8]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([HEAD, VICE, MEMBER], "on 1/9/2024 there is no chair"),
        ([HEAD, CHAIR, MEMBER], "there is no standing_vice_chair"),
        ([HEAD, CHAIR, VICE, MEMBER.replace("member", "chair")], "more than one chair (Trưởng Ban): rows 2, 4"),
        ([HEAD], "has no members"),
        ([HEAD.replace("email", "e-mial"), CHAIR, VICE], "the column 'e-mial' is not known; did you mean 'email'?"),
        ([HEAD.replace("agency,", ""), CHAIR, VICE], "there is no column 'agency' (or 'cơ quan')"),
        ([HEAD + ",Họ tên", CHAIR, VICE], "the columns 'name' and 'Họ tên' are the same one"),
        ([HEAD, CHAIR, VICE, MEMBER + ",more"], "more cells than there are columns"),
        ([HEAD, CHAIR, VICE.replace("standing_vice_chair", "guest")], "guests are named with their meeting"),
        ([HEAD, CHAIR, VICE, MEMBER + '\n"open'], "is not a table that can be read"),
        ([HEAD, CHAIR.replace("thuky.ct", "ct"), VICE], "is the member's own address"),
    ],
)
def test_what_is_wrong_with_a_roster_is_said_in_a_sentence(tmp_path: Path, lines: list[str], sentence: str) -> None:
    assert any(sentence in fault for fault in faults_of(written(tmp_path, *lines)))


def test_one_mistake_in_a_seat_is_not_told_twice(tmp_path: Path) -> None:
    assert len(faults_of(written(tmp_path, HEAD, CHAIR.replace("chair", "chiar"), VICE))) == 1


def test_files_that_are_no_roster_are_refused(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "nowhere.csv") == ["nowhere.csv: cannot be read: No such file or directory"]
    assert "is not UTF-8" in faults_of(written(tmp_path, HEAD, CHAIR, encoding="utf-16"))[0]
    assert "is not an XLSX file" in faults_of(written(tmp_path, HEAD, CHAIR, name="roster.xlsx"))[0]
    assert "more than 5000 rows" in faults_of(written(tmp_path, HEAD, *[CHAIR] * 5001))[0]


HISTORY = (
    HEAD + ",valid_from,valid_to",
    CHAIR + ",,30/6/2024",
    "ct,Hồ Mới,Chủ tịch UBND tỉnh,UBND tỉnh,,chair,ct@binhdinh.example,,1/7/2024,",
    VICE + ",,31/12/2024",
    "pct,Vũ Sau,Phó Chủ tịch UBND tỉnh,UBND tỉnh,,standing_vice_chair,sau@binhdinh.example,,1/1/2025,",
)


def test_the_holders_of_one_seat_follow_each_other(tmp_path: Path) -> None:
    roster = load_roster(written(tmp_path, *HISTORY), on=TODAY)
    assert [m.name for m in roster] == ["Hồ Mới", "Lê Bình"]
    assert [m.name for m in roster.former] == ["Phạm An"]
    assert [m.name for m in roster.upcoming] == ["Vũ Sau"]
    later = roster_on((*roster.members, *roster.former, *roster.upcoming), date(2025, 1, 1))
    assert [m.name for m in later] == ["Hồ Mới", "Vũ Sau"]


def test_a_day_on_which_nobody_or_two_would_sit_in_the_chair_is_a_fault(tmp_path: Path) -> None:
    gap = [line.replace("1/1/2025", "3/1/2025") for line in HISTORY]
    assert "on 1/1/2025 there is no standing_vice_chair" in faults_of(written(tmp_path, *gap))[0]
    both = [line.replace("30/6/2024", "1/7/2024") for line in HISTORY]
    assert any("on 1/7/2024 there is more than one chair" in fault for fault in faults_of(written(tmp_path, *both)))
    over = [line.replace("1/1/2025,", "1/1/2025,2/1/2024") for line in HISTORY]
    assert "is before" in faults_of(written(tmp_path, *over))[0]


@pytest.mark.parametrize("name", ["roster.csv", "roster.xlsx"])
def test_a_roster_that_is_written_reads_the_same(tmp_path: Path, name: str) -> None:
    roster = load_roster(written(tmp_path, *HISTORY, MEMBER + ",,", name="in.csv"), on=TODAY)
    tricky = replace(
        roster.members[-1],
        name="=HYPERLINK(1)",
        title="@post",
        agency="- Sở, một",
        phone="+84 256 3822 294",
        deputies=(Deputy("Lê C", "Phó Giám đốc"), Deputy("Vũ E")),
        kind="SO",
    )
    roster = replace(roster, members=(*roster.members[:-1], tricky))
    write_roster(roster, tmp_path / name)
    assert load_roster(tmp_path / name, on=TODAY) == roster


def test_rows_that_an_import_put_right_are_no_part_of_an_export(tmp_path: Path) -> None:
    roster = load_roster(written(tmp_path, *HISTORY, name="in.csv"), on=TODAY)
    mistyped = replace(roster.members[0], email="typo@binhdinh.example")
    until_later = replace(roster.members[1], id="old", email="old@binhdinh.example", valid_to=date(2024, 12, 1))
    write_roster(replace(roster, former=(*roster.former, mistyped, until_later)), tmp_path / "out.csv")
    assert load_roster(tmp_path / "out.csv", on=TODAY) == roster


def test_no_cell_of_an_export_can_become_a_formula(tmp_path: Path) -> None:
    member = Member("x", "=1+1", "@a", "-b", Role.MEMBER, "x@a.example", phone="+84 256")
    write_roster(Roster((member,)), tmp_path / "roster.csv")
    row = (tmp_path / "roster.csv").read_text("utf-8-sig").splitlines()[1]
    assert row == "x,'=1+1,'@a,'-b,,member,x@a.example,,,,,,'+84 256"
    write_roster(Roster((member,)), tmp_path / "roster.xlsx")
    cells = load_workbook(tmp_path / "roster.xlsx").worksheets[0][2]
    assert [cell.value for cell in cells][1:4] == ["=1+1", "@a", "-b"]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_days_and_whole_numbers_of_a_spreadsheet_are_read_as_a_person_sees_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([*HEAD.split(","), "valid_from", "phone"])
    sheet.append([*CHAIR.split(","), date(2024, 5, 21), "0256 3822 294"])
    sheet.append([])
    sheet.append([*VICE.split(","), date(2024, 5, 22), 842563822294.0])
    book.save(tmp_path / "roster.xlsx")
    chair, vice = load_roster(tmp_path / "roster.xlsx", on=TODAY).members
    assert (chair.valid_from, vice.valid_from) == (date(2024, 5, 21), date(2024, 5, 22))
    assert vice.phone == "842563822294"


def test_seats_kinds_and_shared_mailboxes_are_worth_a_warning(tmp_path: Path) -> None:
    odd = "x,Võ D,Giám đốc,Quỹ Đầu tư,,member,d@a.example,vt@snv.binhdinh.example"
    roster = load_roster(written(tmp_path, HEAD, CHAIR, VICE, MEMBER, odd), on=TODAY)
    warnings = roster_warnings(roster)
    assert warnings[0] == "the roster has 4 members, the Committee 27 seats"
    assert "'Quỹ Đầu tư' is of no known kind" in warnings[1]
    assert warnings[2].startswith("vt@snv.binhdinh.example is an assistant of snv, x")
    assert roster_warnings(load_roster(written(tmp_path, HEAD, CHAIR, VICE), on=TODAY), seats=2) == ()


CELLS = st.one_of(
    st.text(max_size=20), st.sampled_from(["chair", "1/1/0001", "31/12/9999", "a@b.example", '"', "\x00", ";;"])
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=10), max_size=5))
def test_no_table_ends_otherwise_than_with_a_roster_or_faults(tmp_path: Path, rows: list[list[str]]) -> None:
    head = f"{HEAD},valid_from,valid_to"
    text = "\n".join([head, *(",".join(row) for row in rows)])
    (tmp_path / "odd.csv").write_bytes(text.encode("utf-8", "replace"))
    with pytest.raises(RosterFaults):
        load_roster(tmp_path / "odd.csv", on=TODAY)
    (tmp_path / "odd.xlsx").write_bytes(text.encode("utf-8", "replace"))
    with pytest.raises(RosterFaults):
        load_roster(tmp_path / "odd.xlsx", on=TODAY)
