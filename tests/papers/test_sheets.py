"""Spreadsheets: text that cannot become a formula, days that are days, ready to be filtered and printed."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.utils import get_column_letter

from mailbot.core.model import State, Supplement
from mailbot.core.summary import TERMS
from mailbot.letters.cast import Cast, sample_summary
from mailbot.office.table_file import read_table, write_table
from mailbot.papers import Details, summary_name, summary_xlsx
from tests.letters.casts import POLICY
from tests.papers.sheets_of_paper import (
    MANY,
    NOBODY,
    PLAIN,
    REASON,
    SUMMARIES,
    ZONE,
    book,
    details_of,
    journal_of,
    pages,
    xml_parts,
)

FIRST = 4  # the row below the header
DANGEROUS = ("=1+1", "+84 256", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://evil.example")', "#N/A")

FILE = summary_xlsx(PLAIN, POLICY, journal_of(PLAIN), details_of(PLAIN))


def test_the_list_stands_in_protocol_order_with_the_head_and_the_guests_in_blocks() -> None:
    rows = list(book(FILE)["Danh sách"].iter_rows(min_row=FIRST, values_only=True))
    assert [row[1] for row in rows] == ["Trưởng Ban", *["Thành viên"] * 26, *["Khách mời"] * 2]
    assert [row[2] for row in rows[1:27]] == [row.invitation.member.name for row in PLAIN.rows]
    results = [row[5] for row in rows[1:27]]
    assert {term: results.count(term) for term in set(results)} == {
        TERMS[state]: count for state, count in PLAIN.counts.items() if count
    }


def test_reasons_stand_in_the_log_and_not_in_the_list() -> None:
    found = book(FILE)
    shown = [str(value) for row in found["Danh sách"].iter_rows(values_only=True) for value in row]
    assert not [text for text in shown if REASON in text]
    assert book(summary_xlsx(PLAIN, POLICY)).sheetnames == ["Danh sách"]


def test_the_log_says_when_who_what_from_which_words_and_by_which_rule() -> None:
    rows = list(book(FILE)["Nhật ký"].iter_rows(min_row=FIRST, values_only=True))
    assert len(rows) == 26
    assert rows[0][0] == datetime.fromisoformat("2024-09-23T08:00")  # spreadsheets know no zones
    assert rows[0][1:] == (
        "Lê Hải Minh", "Phó Chủ tịch UBND tỉnh", "Từ chưa phản hồi sang tham dự", "Tôi tham dự",
        "Cán bộ ghi nhận trực tiếp", "Văn phòng: Lan",
    )  # fmt: skip
    assert rows[7][3] == "Từ chưa phản hồi sang dự thay; người dự thay: Lê Văn Bình, Phó Giám đốc Sở Nội vụ"
    assert rows[7][4] == REASON


def test_moments_are_dates_in_the_offices_zone_in_the_vietnamese_order() -> None:
    cells = [book(FILE)["Danh sách"].cell(FIRST + 1, 9), book(FILE)["Nhật ký"].cell(FIRST, 1)]
    for cell in cells:
        assert (cell.data_type, cell.number_format) == ("d", "hh:mm dd/mm/yyyy")
    answered = PLAIN.rows[0].invitation.last_answer_at
    assert answered is not None
    assert cells[0].value == answered.astimezone(ZONE).replace(tzinfo=None)


@pytest.mark.parametrize("name", ["Danh sách", "Nhật ký"])
def test_a_sheet_can_be_filtered_scrolled_and_printed(name: str) -> None:
    sheet = book(FILE)[name]
    last = sheet.max_row
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == f"A3:{'M' if name == 'Danh sách' else 'G'}{last}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$3:$3"
    assert all(sheet.column_dimensions[get_column_letter(n)].width > 4 for n in range(1, sheet.max_column + 1))


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_person_can_become_a_formula(text: str) -> None:
    cast = Cast()
    poisoned = replace(
        cast,
        member=replace(cast.member, name=text, title=text, agency=text),
        substitute=replace(cast.substitute, name=text, title=text),
        title=text,
        companions=text,
        reason=text,
    )
    summary = sample_summary(poisoned)
    found = book(summary_xlsx(summary, POLICY, journal_of(summary), details_of(summary)))
    cells = [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert text.strip() in {cell.value for cell in cells}
    for content in xml_parts(summary_xlsx(summary, POLICY)).values():
        assert "<f>" not in content


@pytest.mark.parametrize("text", DANGEROUS[:6])
def test_a_cell_that_begins_like_a_formula_is_marked_as_text_for_whoever_edits_it(text: str) -> None:
    summary = sample_summary(replace(Cast(), member=replace(Cast().member, name=text)))
    sheet = book(summary_xlsx(summary, POLICY))["Danh sách"]
    (cell,) = {row[2].coordinate: row[2] for row in sheet.iter_rows(min_row=FIRST + 2, max_row=FIRST + 2)}.values()
    assert (cell.value, cell.number_format, cell.quotePrefix) == (text.strip(), "@", True)


def test_control_characters_are_left_away_and_not_raised_on() -> None:
    summary = SUMMARIES["hostile"]
    found = book(summary_xlsx(summary, POLICY, journal_of(summary), details_of(summary)))
    shown = [v for sheet in found for row in sheet.iter_rows(values_only=True) for v in row if isinstance(v, str)]
    assert any("A<b>x</b> Bcc: evil@evil.example" in text for text in shown)
    assert not [text for text in shown if any(ord(char) < 32 or char in "\u202e\u2066\u200b" for char in text)]


def test_nobody_invited_is_an_empty_list() -> None:
    sheet = book(summary_xlsx(NOBODY, POLICY))["Danh sách"]
    assert (sheet.max_row, sheet.auto_filter.ref) == (3, "A3:M3")


def test_the_same_list_is_the_same_bytes_under_a_name_that_says_what_it_is() -> None:
    assert summary_xlsx(PLAIN, POLICY, journal_of(PLAIN), details_of(PLAIN)) == FILE
    assert summary_name(PLAIN, POLICY) == "Tong-hop-xac-nhan-tham-du_Q3-7K4M_20240926-0800.xlsx"


def test_three_hundred_invitees_print_with_the_header_on_every_page() -> None:
    found = pages(summary_xlsx(MANY, POLICY), ".xlsx")
    assert len(found) > 5
    assert all("Họ và tên" in page and f"Trang {number}/{len(found)}" in page for number, page in enumerate(found, 1))
    assert sum(page.count(TERMS[State.SILENT]) for page in found) == MANY.counts[State.SILENT]


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_tables_of_the_office_keep_dangerous_texts_as_texts(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"table{ending}"
    write_table([["name", "note"], ["=1+1", "a\x00b\x1b"]], path)
    assert read_table(path)[1][0] == "=1+1"
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert list(csv.reader(file))[1][0] == "'=1+1"
    else:
        assert read_table(path)[1][1] == "ab"


def test_the_column_to_fill_in_offers_two_words_and_takes_any_other() -> None:
    (offered,) = book(FILE)["Danh sách"].data_validations.dataValidation
    assert str(offered.sqref) == f"K4:K{book(FILE)['Danh sách'].max_row}"
    assert (offered.formula1, offered.showErrorMessage) == ('"Có mặt,Không có mặt"', False)
    assert not book(summary_xlsx(NOBODY, POLICY))["Danh sách"].data_validations.dataValidation


def test_only_a_supplement_has_the_column_of_changes() -> None:
    row = PLAIN.rows[3].invitation.member
    changed = Supplement(2, PLAIN.at, (), {row.id: "trước đó: chưa phản hồi"})
    rows = list(
        book(summary_xlsx(PLAIN, POLICY, (), Details(supplement=changed)))["Danh sách"].iter_rows(
            min_row=FIRST - 1, values_only=True
        )
    )
    assert rows[0][12:] == ("Mã", "Thay đổi")
    assert [each[12] for each in rows[1:] if each[13]] == [row.id]
    assert book(FILE)["Danh sách"].max_column == 13
