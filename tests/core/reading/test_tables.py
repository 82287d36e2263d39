"""Tables become lines that can be read: pairs as fields of a form, rows under a heading as lines of a list."""

from __future__ import annotations

import pytest

from mailbot.core.model import Intent, Rank
from mailbot.core.reading import read
from mailbot.core.reading.tables import without_tables
from tests.core.reading.people import ROSTER, mail

HEADING = "STT | Họ tên | Chức vụ | Dự họp"


@pytest.mark.parametrize(
    "text",
    ["", "Tôi dự họp.", "Kính gửi Phòng,\n\nTôi dự.\n", "a | b | c", "a | ", " | b", "Thứ | Hai | 27/9\nSáng | họp |"],
)
def test_a_text_without_a_table_of_ours_stays_as_it_is(text: str) -> None:
    assert without_tables(text) == text


# -- two cells --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", ["Họ tên | Lê Văn Tám", "Họ tên: | Lê Văn Tám", "Họ tên : | Lê Văn Tám ", "Họ tên|Lê Văn Tám"]
)
def test_a_pair_of_cells_is_a_label_with_its_value(row: str) -> None:
    assert without_tables(row) == "Họ tên: Lê Văn Tám"


def test_eight_words_are_no_label() -> None:
    assert without_tables("một hai ba bốn năm sáu bảy | có") == "một hai ba bốn năm sáu bảy: có"
    assert without_tables("một hai ba bốn năm sáu bảy tám | có") == "một hai ba bốn năm sáu bảy tám | có"


def test_pairs_between_lines_leave_the_lines_as_they_are() -> None:
    text = "Kính gửi Phòng.\nTham dự | Không\nLý do | họp Bộ\nTrân trọng."
    assert without_tables(text) == "Kính gửi Phòng.\nTham dự: Không\nLý do: họp Bộ\nTrân trọng."


# -- rows under a heading ---------------------------------------------------------------------------------------------

ROWS = (
    ("Có", "- Lê Văn Tám, Phó Giám đốc: dự họp"),
    ("x", "- Lê Văn Tám, Phó Giám đốc: dự họp"),
    ("Không", "- Lê Văn Tám, Phó Giám đốc: không dự họp"),
    ("đến muộn 15 phút", "- Lê Văn Tám, Phó Giám đốc: đến muộn 15 phút"),
    ("", "- Lê Văn Tám, Phó Giám đốc"),
)


@pytest.mark.parametrize(("cell", "line"), ROWS)
def test_a_row_under_a_heading_is_a_line_of_a_list(cell: str, line: str) -> None:
    assert without_tables(f"{HEADING}\n1 | Lê Văn Tám | Phó Giám đốc | {cell}") == line


@pytest.mark.parametrize(
    ("cell", "line"), [("x", "- Lê Văn Tám: vắng"), ("Không", "- Lê Văn Tám"), ("", "- Lê Văn Tám")]
)
def test_a_cell_under_absent_says_so_only_where_it_is_marked(cell: str, line: str) -> None:
    assert without_tables(f"TT | Họ và tên | Vắng mặt\n1 | Lê Văn Tám | {cell}") == line


def test_an_empty_cell_does_not_move_the_mark_under_another_head() -> None:
    head = "STT | Họ tên | Dự họp | Vắng"
    assert without_tables(f"{head}\n1 | Lê Văn Tám |  | x") == "- Lê Văn Tám: vắng"
    assert without_tables(f"{head}\n1 | Lê Văn Tám | x") == "- Lê Văn Tám: dự họp"


def test_an_empty_cell_says_nothing() -> None:
    assert without_tables(f"{HEADING}\n1 | Lê Văn Tám |  | Có") == "- Lê Văn Tám: dự họp"


def test_what_stands_under_other_heads_is_said_as_well() -> None:
    text = "STT | Họ tên | Dự họp | Lý do\n1 | Lê Văn Tám | Không | bận họp Bộ"
    assert without_tables(text) == "- Lê Văn Tám: không dự họp, bận họp Bộ"


def test_every_row_is_a_line_of_its_own() -> None:
    text = f"{HEADING}\n1 | Lê Văn Tám | Phó Giám đốc | Có\n2 | Nguyễn Thị Hoa | Chuyên viên | Không"
    assert without_tables(text).split("\n") == [
        "- Lê Văn Tám, Phó Giám đốc: dự họp",
        "- Nguyễn Thị Hoa, Chuyên viên: không dự họp",
    ]


def test_the_number_of_a_row_is_not_said() -> None:
    assert "7" not in without_tables(f"{HEADING}\n7 | Lê Văn Tám | Phó Giám đốc | Có")


def test_a_table_may_be_drawn_with_bars_at_its_edges() -> None:
    text = "| STT | Họ tên | Dự họp |\n| 1 | Lê Văn Tám | Có |"
    assert without_tables(text) == "- Lê Văn Tám: dự họp"


def test_somebody_in_anothers_place_gives_fields_of_a_form() -> None:
    text = "STT | Họ tên | Người dự thay | Lý do\n1 | Trần Minh Hải | Lê Văn Tám | họp Bộ"
    assert without_tables(text) == "Họ tên: Trần Minh Hải\nNgười dự thay: Lê Văn Tám\nLý do: họp Bộ"


def test_a_blank_line_does_not_end_a_table() -> None:
    text = f"{HEADING}\n\n1 | Lê Văn Tám | Phó Giám đốc | Có"
    assert without_tables(text) == "\n- Lê Văn Tám, Phó Giám đốc: dự họp"


def test_a_line_of_words_ends_a_table() -> None:
    text = f"{HEADING}\nXin cảm ơn.\n1 | Lê Văn Tám | Phó Giám đốc | Có"
    assert without_tables(text) == "Xin cảm ơn.\n1 | Lê Văn Tám | Phó Giám đốc | Có"


def test_a_second_heading_takes_the_place_of_the_first() -> None:
    text = f"{HEADING}\n1 | Lê Văn Tám | PGĐ | Có\nSTT | Họ tên | Vắng\n1 | Nguyễn Thị Hoa | x"
    assert without_tables(text).split("\n") == ["- Lê Văn Tám, PGĐ: dự họp", "- Nguyễn Thị Hoa: vắng"]


def test_a_row_of_which_one_cell_is_no_head_is_no_heading() -> None:
    text = "STT | Họ tên | Quê quán\n1 | Lê Văn Tám | Quy Nhơn"
    assert without_tables(text) == text


# -- in whole mails ---------------------------------------------------------------------------------------------------

MEMBERS_ROW = "1 | Trần Minh Hải | Giám đốc"


def test_the_members_own_row_is_his_answer() -> None:
    assert read(mail(f"{HEADING}\n{MEMBERS_ROW} | Có"), ROSTER).intent is Intent.ATTEND
    assert read(mail(f"{HEADING}\n{MEMBERS_ROW} | Không"), ROSTER).intent is Intent.ABSENT


def test_the_members_own_row_without_a_mark_is_no_answer() -> None:
    assert read(mail(f"{HEADING}\n{MEMBERS_ROW} | "), ROSTER).intent is Intent.UNCLEAR


def test_a_row_for_another_sends_him_with_his_post() -> None:
    text = "STT | Họ tên | Chức vụ | Ghi chú\n1 | Lê Văn Tám | Trưởng phòng | dự thay Giám đốc"
    reading = read(mail(text, by_assistant=True), ROSTER)
    assert reading.substitute is not None
    assert (reading.intent, reading.substitute.rank) == (Intent.DELEGATE, Rank.DIVISION)


def test_pairs_of_cells_are_read_as_a_form() -> None:
    reading = read(mail("Tham dự | Không\nLý do | đi học"), ROSTER)
    assert (reading.intent, reading.rule, reading.reason) == (Intent.ABSENT, "form: away", "đi học")


def test_two_columns_have_a_heading_in_their_first_row_only() -> None:
    assert without_tables("Họ tên | Dự họp\nTrần Minh Hải | Không") == "- Trần Minh Hải: không dự họp"
    assert without_tables("Chức vụ | Giám đốc\nXác nhận | Dự trực tiếp") == "Chức vụ: Giám đốc\nXác nhận: Dự trực tiếp"


@pytest.mark.parametrize(("comes", "away", "said"), [("☒", "☐", "dự họp"), ("☐", "☒", "vắng"), ("[ ]", "[x]", "vắng")])
def test_a_box_in_a_cell_speaks_for_its_column(comes: str, away: str, said: str) -> None:
    table = f"Họ tên | Dự họp | Vắng\nTrần Minh Hải | {comes} | {away}"
    assert without_tables(table) == f"- Trần Minh Hải: {said}"
