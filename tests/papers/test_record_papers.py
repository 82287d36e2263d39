"""The year's record on paper and as a spreadsheet: the same figures, protocol order, and what it is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from mailbot.core.model import Presence, State
from mailbot.core.record import Record, Sitting, record, year_record
from mailbot.core.summary import Summary
from mailbot.papers import record_book_name, record_docx, record_name, record_xlsx
from tests.letters.casts import POLICY
from tests.papers.sheets_of_paper import PLAIN, SUMMARIES, ZONE, book, cells, opened, pages, texts

END = datetime(2024, 12, 31, 12, 0, tzinfo=ZONE)
NOT_AN_EVALUATION = "không phải kết quả đánh giá, xếp loại"


def sittings(summary: Summary, *, noted: bool) -> list[Sitting]:
    """Three meetings of the summary's people, each standing one step further in the states."""
    states = list(State)
    found = []
    for number in range(3):
        starts_at = summary.meeting.starts_at - timedelta(days=80 * number)
        meeting = replace(summary.meeting, id=number, starts_at=starts_at, invited_at=starts_at - timedelta(days=9))
        stands = tuple(
            replace(row.invitation, meeting_id=number, state=states[(row.number + number) % len(states)])
            for row in summary.rows
        )
        came = {each.member.id: Presence(index % 3 > 0) for index, each in enumerate(stands)} if noted else {}
        found.append(Sitting(meeting, stands, came))
    return found


def year(summary: Summary = PLAIN, *, noted: bool = True) -> Record:
    return year_record(sittings(summary, noted=noted), 2024, END, ZONE)


@pytest.mark.parametrize("noted", [True, False])
def test_paper_and_spreadsheet_carry_the_records_figures(noted: bool) -> None:
    found = year(noted=noted)
    document, workbook = opened(record_docx(found, POLICY)), book(record_xlsx(found, POLICY))
    for table, sheet, who, lines in (
        (document.tables[-2], workbook["Thành viên"], 3, [line.figures for line in found.members]),
        (document.tables[-1], workbook["Cơ quan"], 2, [line.figures for line in found.agencies]),
    ):
        on_paper = cells(table)
        in_sheet = list(sheet.iter_rows(min_row=4, values_only=True))
        assert len(on_paper) - 1 == len(in_sheet) == len(lines) + 1
        for row, values, of in zip(on_paper[1:], in_sheet, lines, strict=False):
            figures = [int(text) for text in row[who:]]
            assert figures == list(values[who + (who == 3) :])
            assert figures[0] == of.invited == sum(figures[1:8])
            assert figures[1] == of.states[State.ATTENDS]
            assert (len(figures), sum(figures[10:])) == ((14, figures[0]) if noted else (10, 0))
        assert [int(text) for text in on_paper[-1][who:]] == [
            sum(int(row[column]) for row in on_paper[1:-1]) for column in range(who, len(on_paper[0]))
        ]


def test_the_record_says_that_it_is_no_evaluation_and_has_no_addressee() -> None:
    found = texts(opened(record_docx(year(), POLICY)))
    assert any(NOT_AN_EVALUATION in text for text in found)
    assert not [text for text in found if text.startswith("Kính gửi") or text == "- Như trên;"]
    assert any("phiên họp quý" in text.casefold() for text in found)
    for sheet in book(record_xlsx(year(), POLICY)):
        assert NOT_AN_EVALUATION in str(sheet["A2"].value)


def test_nobody_is_ordered_by_his_figures() -> None:
    rows = cells(opened(record_docx(year(), POLICY)).tables[-2])
    assert [row[1] for row in rows[1:-1]] == [row.invitation.member.name for row in PLAIN.rows]
    assert not {"Xếp hạng", "Điểm", "Tỷ lệ"} & set(rows[0])


def test_the_filter_leaves_the_total_below() -> None:
    sheet = book(record_xlsx(year(), POLICY))["Thành viên"]
    assert sheet.cell(sheet.max_row, 2).value == "Tổng số"
    assert sheet.auto_filter.ref is not None
    assert sheet.auto_filter.ref.endswith(str(sheet.max_row - 1))


def test_the_names_say_draft_and_the_days() -> None:
    assert record_name(year()) == "DU-THAO_Theo-doi-tham-du_20240101-20241231.docx"
    assert record_book_name(year()) == "Theo-doi-tham-du_20240101-20241231.xlsx"
    first_half = record([], date(2024, 1, 1), date(2024, 6, 30), END, ZONE)
    title = texts(opened(record_docx(first_half, POLICY)))
    assert any("từ ngày 1/1/2024 đến ngày 30/6/2024" in text for text in title)


@pytest.mark.parametrize("name", ["plain", "long", "hostile", "short"])
def test_the_record_prints_with_its_signature_below_its_last_words(name: str) -> None:
    found = pages(record_docx(year(SUMMARIES[name]), POLICY))
    (signed,) = [page for page in found if "Nơi nhận:" in page]
    assert "./." in signed
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in found[0]
    assert not [page for page in found if not page.strip()]


def test_a_year_without_meetings_is_a_record_too() -> None:
    empty = year_record([], 2024, END, ZONE)
    assert "Chưa có phiên họp nào được tính trong thời gian này." in texts(opened(record_docx(empty, POLICY)))
    assert book(record_xlsx(empty, POLICY))["Cơ quan"].cell(4, 3).value == 0
