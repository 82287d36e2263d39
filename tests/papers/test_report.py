"""The report's file: every component of the administrative form, in its place, in its size, and figures that agree."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from mailbot.core.model import Presence, State, Supplement
from mailbot.core.policy import Form
from mailbot.core.summary import TERMS, Summary
from mailbot.papers import Details, report_docx, report_name
from mailbot.papers.annexes import REQUEST_COLUMNS
from tests.letters.casts import POLICY
from tests.papers.sheets_of_paper import (
    FULL_FORM,
    MANY,
    NOBODY,
    ONLY_GUESTS,
    PLAIN,
    REASON,
    SUMMARIES,
    cells,
    details_of,
    opened,
    runs,
    texts,
    xml_parts,
)

FONT_SLOTS = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")
AWKWARD = {**SUMMARIES, "nobody": NOBODY, "only guests": ONLY_GUESTS, "three hundred": MANY}

REPORT = report_docx(PLAIN, POLICY)
FULL = report_docx(PLAIN, replace(POLICY, form=FULL_FORM), details_of(PLAIN))


def test_the_sheet_is_a4_with_the_decrees_margins_and_annexes_lie_on_their_side() -> None:
    first, *annexes = (_measures(section._sectPr) for section in opened(REPORT).sections)
    assert (first["w"], first["h"]) == (11906, 16838)
    assert len(annexes) == 2
    for annex in annexes:
        assert (annex["w"], annex["h"]) == (16838, 11906)
    for each in (first, *annexes):
        assert 1134 <= each["top"] <= 1417
        assert 1134 <= each["bottom"] <= 1417
        assert 1701 <= each["left"] <= 1984
        assert 850 <= each["right"] <= 1134
    assert xml_parts(REPORT)["word/document.xml"].count('w:orient="landscape"') == len(annexes)


def _measures(section: Any) -> dict[str, int]:
    """Of the sheet and its margins, in twips."""
    found = {**section.find(qn("w:pgSz")).attrib, **section.find(qn("w:pgMar")).attrib}
    return {name.rpartition("}")[2]: int(value) for name, value in found.items() if value.isdigit()}


def test_pages_are_numbered_in_the_upper_margin_but_the_first_and_annexes_from_one() -> None:
    first, *annexes = opened(REPORT).sections
    header = first.header.paragraphs[0]
    assert "PAGE" in header._p.xml
    assert header.alignment == 1
    assert {run.font.size.pt for run in header.runs if run.font.size} == {14}
    for section in (first, *annexes):
        assert section.different_first_page_header_footer
        assert "PAGE" not in section.first_page_header._element.xml
        assert not "".join(p.text for p in section.footer.paragraphs)
    for annex in annexes:
        assert annex._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert annex.header.is_linked_to_previous
    assert first._sectPr.find(qn("w:pgNumType")) is None


@pytest.mark.parametrize("content", [REPORT, FULL, report_docx(SUMMARIES["hostile"], POLICY)])
def test_every_run_and_every_style_is_times_new_roman_in_all_slots(content: bytes) -> None:
    document = opened(content)
    for run in runs(document):
        fonts = run.rPr.find(qn("w:rFonts"))
        assert [fonts.get(qn(slot)) for slot in FONT_SLOTS] == ["Times New Roman"] * 4
        assert set(fonts.attrib) == {qn(slot) for slot in FONT_SLOTS}
    styled = list(document.styles.element.iter(qn("w:rFonts")))
    assert styled
    for fonts in styled:
        assert {fonts.get(qn(slot)) for slot in FONT_SLOTS} == {"Times New Roman"}
        assert not [key for key in fonts.attrib if "Theme" in str(key)]
    assert {p.style.name for p in document.paragraphs if p.style} == {"Normal"}


def test_the_components_stand_in_the_decrees_order() -> None:
    found = texts(opened(FULL))
    wanted = [
        "UBND TỈNH BÌNH ĐỊNH", "VĂN PHÒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số:        /BC-VPUB", "Bình Định, ngày        tháng        năm        ", "BÁO CÁO", "Kính gửi:",
        "1. Thông tin phiên họp", "2. Kết quả xác nhận", "3. Nội dung xin ý kiến", "4. Ghi chú", "Nơi nhận:",
        "- Như trên;", "- Chánh Văn phòng (báo cáo);", "- Các Phó Chánh Văn phòng;", "- Lưu: VT, KSTT.",
        "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Nguyễn Thị Hòa", "Phụ lục I", "DANH SÁCH XÁC NHẬN THAM DỰ",
        "Phụ lục II", "ĐỀ NGHỊ DỰ THAY ĐANG XIN Ý KIẾN",
    ]  # fmt: skip
    places = [found.index(text) for text in wanted]
    assert places == sorted(places)
    assert found[found.index("BÁO CÁO") + 1].startswith("Tổng hợp xác nhận tham dự Phiên họp quý III/2024 của Ban")


@pytest.mark.parametrize(
    ("text", "size", "bold", "italic"),
    [
        ("UBND TỈNH BÌNH ĐỊNH", 26, False, False),
        ("VĂN PHÒNG", 26, True, False),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 26, True, False),
        ("Độc lập - Tự do - Hạnh phúc", 28, True, False),
        ("Số:        /BC-VPUB", 26, False, False),
        ("Bình Định, ngày        tháng        năm        ", 28, False, True),
        ("BÁO CÁO", 28, True, False),
        ("Kính gửi:", 28, False, False),
        ("2. Kết quả xác nhận", 28, True, False),
        ("KT. CHÁNH VĂN PHÒNG", 28, True, False),
        ("Nguyễn Thị Hòa", 28, True, False),
        ("Nơi nhận:", 24, True, True),
        ("- Như trên;", 22, False, False),
        ("- Lưu: VT, KSTT.", 22, False, False),
        ("Phụ lục I", 28, True, False),
        ("DANH SÁCH XÁC NHẬN THAM DỰ", 28, True, False),
    ],
)
def test_each_component_has_its_size_and_weight(text: str, size: int, bold: bool, italic: bool) -> None:
    run = next(run for run in runs(opened(FULL)) if "".join(t.text or "" for t in run.iter(qn("w:t"))) == text)
    assert run.rPr.find(qn("w:sz")).get(qn("w:val")) == run.rPr.find(qn("w:szCs")).get(qn("w:val")) == str(size)
    assert _on(run, "w:b") is bold
    assert _on(run, "w:i") is italic


def _on(run: Any, name: str) -> bool:
    mark = run.rPr.find(qn(name))
    return mark is not None and mark.get(qn("w:val")) not in ("0", "false")


def test_the_body_is_fourteen_points_justified_with_a_first_line_and_six_points_between() -> None:
    (paragraph,) = [p for p in opened(REPORT).paragraphs if p.text.startswith("Thực hiện Quy chế")]
    shape = paragraph.paragraph_format
    assert (paragraph.alignment, shape.line_spacing) == (3, 1.0)
    assert shape.first_line_indent == pytest.approx(Mm(12.7), abs=Mm(0.1))
    assert shape.space_after is not None
    assert shape.space_after.pt == 6
    assert {run.font.size.pt for run in paragraph.runs if run.font.size} == {14}


def test_lines_are_drawn_and_nothing_is_underlined() -> None:
    xml = xml_parts(REPORT)["word/document.xml"]
    assert "<w:u " not in xml
    assert xml.count("<w:pBdr>") == 3  # below the issuer, the motto and the subject


def test_the_heading_is_two_unruled_columns_in_which_the_nations_name_has_room() -> None:
    grid = opened(REPORT).tables[0]._tbl
    assert [round(int(c.get(qn("w:w"))) / 56.6929) for c in grid.tblGrid.findall(qn("w:gridCol"))] == [65, 100]
    assert {edge.get(qn("w:val")) for edge in grid.tblPr.find(qn("w:tblBorders"))} == {"nil"}


@pytest.mark.parametrize(
    ("agency", "issuer"),
    [
        ("Văn phòng UBND tỉnh Bình Định", "VĂN PHÒNG"),
        ("Văn phòng UBND tỉnh", "VĂN PHÒNG"),
        ("Sở Nội vụ", "SỞ NỘI VỤ"),
    ],
)
def test_the_issuer_does_not_repeat_its_superior_and_the_form_can_say_otherwise(agency: str, issuer: str) -> None:
    policy = replace(POLICY, office=replace(POLICY.office, agency=agency))
    assert texts(opened(report_docx(NOBODY, policy)))[:2] == ["UBND TỈNH BÌNH ĐỊNH", issuer]
    by_hand = replace(policy, form=Form(superior="UBND TỈNH GIA LAI", issuer=("BAN CHỈ ĐẠO", "CẢI CÁCH HÀNH CHÍNH")))
    lines = texts(opened(report_docx(NOBODY, by_hand)))[:3]
    assert lines == ["UBND TỈNH GIA LAI", "BAN CHỈ ĐẠO", "CẢI CÁCH HÀNH CHÍNH"]


def test_number_date_and_signature_are_left_to_people() -> None:
    found = texts(opened(REPORT))
    assert "Số:        /BC-…" in found
    assert "Bình Định, ngày        tháng        năm        " in found
    assert found[found.index("CHÁNH VĂN PHÒNG") + 1] == "Phụ lục I"
    assert not [name for name in xml_parts(REPORT) if "media" in name]


def test_the_draft_line_stands_in_the_first_head_alone_and_can_be_left_away() -> None:
    first, *annexes = opened(REPORT).sections
    assert [p.text for p in first.first_page_header.paragraphs] == ["DỰ THẢO (bỏ dòng này khi trình ký)"]
    assert not any(p.text for annex in annexes for p in annex.first_page_header.paragraphs)
    final = opened(report_docx(PLAIN, POLICY, draft=False))
    assert not any(p.text for p in final.sections[0].first_page_header.paragraphs)
    assert report_name(PLAIN, POLICY) == "DU-THAO_Bao-cao-xac-nhan-tham-du_Q3-7K4M_20240926-0800.docx"


def test_the_end_mark_stands_once_before_the_recipients() -> None:
    found = texts(opened(FULL))
    (end,) = [number for number, text in enumerate(found) if "./." in text]
    assert found[end].endswith("xem xét, chỉ đạo./.")
    assert found[end + 1] == "Nơi nhận:"


def test_the_last_words_stay_with_the_signature_which_does_not_break() -> None:
    document = opened(REPORT)
    (closing,) = [p for p in document.paragraphs if p.text.endswith("./.")]
    assert closing.paragraph_format.keep_with_next
    assert closing.paragraph_format.keep_together
    block = next(table for table in document.tables if "Nơi nhận:" in table.cell(0, 0).text)
    assert len(block.rows) == 1
    assert "<w:cantSplit/>" in block._tbl.xml


@pytest.mark.parametrize("name", AWKWARD)
def test_each_figure_is_the_number_of_rows_in_the_annex(name: str) -> None:
    summary = AWKWARD[name]
    document = opened(report_docx(summary, POLICY))
    figures = cells(document.tables[1])
    rows = Counter(_members(document, summary))
    assert [row[1] for row in figures[1:-1]] == [TERMS[state] for state in summary.counts]
    assert {row[1]: int(row[2]) for row in figures[1:-1] if row[2] != "0"} == rows
    assert int(figures[-1][2]) == sum(rows.values()) == summary.total
    (late,) = [text for text in texts(document) if text.startswith("Trong đó, xác nhận sau thời hạn")]
    assert int(re.findall(r"\d+", late)[0]) == len(summary.late)


def _members(document: Document, summary: Summary) -> list[str]:
    """The results in the members' block of Phụ lục I."""
    found, inside = [], False
    for row in cells(document.tables[3])[1:]:
        if len(row) == 1:
            inside = "THÀNH VIÊN BAN CHỈ ĐẠO" in row[0]
        elif inside:
            found.append(row[4])
    return found


def test_the_annex_stands_in_protocol_order_the_head_apart_and_guests_in_a_block_of_their_own() -> None:
    rows = cells(opened(REPORT).tables[3])
    assert [row[0][:2] for row in rows if len(row) == 1] == ["A.", "B.", "C."]
    assert rows[2][:2] == ["", "Phạm Quốc Anh"]
    assert [row[1] for row in rows[4:30]] == [row.invitation.member.name for row in PLAIN.rows]
    assert [row[0] for row in rows[4:30]] == [str(number) for number in range(1, 27)]
    assert [row[0] for row in rows[31:]] == ["1", "2"]
    first, *others = opened(REPORT).tables[3]._tbl.tr_lst
    assert "<w:tblHeader/>" in first.xml
    assert not [row for row in others if "<w:tblHeader/>" in row.xml]
    assert all("<w:cantSplit/>" in row.xml for row in (first, *others))


def test_reasons_stand_in_the_second_annex_alone_beside_an_empty_column() -> None:
    document = opened(REPORT)
    before = [row for table in document.tables[:4] for row in cells(table)]
    assert not [row for row in before if REASON in " ".join(row)]
    assert not [p.text for p in document.paragraphs if REASON in p.text]
    requests = cells(document.tables[4])
    waiting = [row for row in PLAIN.rows if row.state is State.PENDING]
    assert len(requests) == 1 + len(waiting)
    assert all(REASON in row[3] and row[5] == "" for row in requests[1:])
    assert {row[4] for row in requests[1:]} == {"Có trong danh sách cấp phó của cơ quan"}


def test_the_heads_own_words_are_not_in_the_wide_list() -> None:
    assert "giao đồng chí Bình" not in " ".join(texts(opened(REPORT)))
    consents = {row[6] for row in cells(opened(REPORT).tables[3]) if len(row) > 1}
    assert {"Chờ ý kiến", "Chưa đồng ý (11:00 23/9/2024)"} <= consents


def test_a_report_without_open_requests_has_one_annex_without_a_number() -> None:
    document = opened(report_docx(NOBODY, POLICY))
    found = texts(document)
    assert "Phụ lục" in found
    assert not [text for text in found if "Phụ lục I" in text]
    assert len(document.sections) == 2
    assert "Chưa có đại biểu được mời." in found
    assert "- Đồng chí Trưởng Ban Chỉ đạo;" in found


def test_who_really_came_stands_beside_what_was_confirmed_once_the_office_has_noted_it() -> None:
    assert "Thực tế dự họp" not in cells(opened(REPORT).tables[3])[0]
    rows = cells(opened(FULL).tables[3])
    column = rows[0].index("Thực tế dự họp")
    noted = [row[column] for row in rows[4:30]]
    assert noted[:4] == ["Không có mặt", "Người dự: Lê Văn Bình", "Có mặt", ""]
    (sentence,) = [text for text in texts(opened(FULL)) if text.startswith("Thực tế dự họp (")]
    counted = Counter(noted)
    assert f"có mặt {counted['Có mặt']:02d}, người khác dự {counted['Người dự: Lê Văn Bình']:02d}" in sentence
    assert f"không có mặt {counted['Không có mặt']:02d}, chưa ghi nhận {counted['']:02d}" in sentence


def test_a_member_noted_under_his_own_name_came_himself() -> None:
    first = PLAIN.rows[0].invitation.member
    details = Details({first.id: Presence(True, f"đồng chí {first.name}")})
    rows = cells(opened(report_docx(PLAIN, POLICY, details)).tables[3])
    assert rows[4][rows[0].index("Thực tế dự họp")] == "Có mặt"


@pytest.mark.parametrize("name", AWKWARD)
def test_whatever_people_are_called_the_file_can_be_read_and_nothing_invisible_is_in_it(name: str) -> None:
    document = opened(report_docx(AWKWARD[name], POLICY, details_of(AWKWARD[name])))
    for text in texts(document):
        assert text == unicodedata.normalize("NFC", text)
        assert not [char for char in text if unicodedata.category(char)[0] == "C"]


def test_names_written_in_parts_are_put_together() -> None:
    apart = unicodedata.normalize("NFD", "Nguyễn Thị Hòa")
    policy = replace(POLICY, form=replace(FULL_FORM, signer=apart))
    assert "Nguyễn Thị Hòa" in texts(opened(report_docx(PLAIN, policy)))


def test_the_file_says_nothing_of_who_made_it_and_the_same_report_is_the_same_bytes() -> None:
    parts = xml_parts(REPORT)
    assert "python-docx" not in parts["docProps/core.xml"]
    assert parts.keys() & {"word/stylesWithEffects.xml", "customXml/item1.xml"} == set()
    assert report_docx(PLAIN, POLICY) == REPORT


@pytest.mark.parametrize("name", AWKWARD)
def test_without_reasons_no_reason_stands_in_the_report_and_all_else_does(name: str) -> None:
    summary = AWKWARD[name]
    whole, less = (texts(opened(report_docx(summary, POLICY, reasons=reasons))) for reasons in (True, False))
    titles = [title for title, _ in REQUEST_COLUMNS]
    if "Lý do (nguyên văn)" in whole:
        kept = [title for title in titles if title != "Lý do (nguyên văn)"]
        first = less.index(titles[1], less.index("ĐỀ NGHỊ DỰ THAY ĐANG XIN Ý KIẾN")) - 1
        assert less[first : first + len(kept)] == kept
        assert any(REASON in text for text in whole) == (name in ("plain", "three hundred"))
    assert not [text for text in less if REASON in text or "Lý do" in text]
    assert [text for text in whole if text.startswith(("2.", "3."))] == [
        text for text in less if text.startswith(("2.", "3."))
    ]


def test_a_supplement_says_which_one_it_is_and_what_has_changed_and_marks_the_rows() -> None:
    member = PLAIN.rows[2].invitation.member
    changes = (
        "đồng chí Lâm Quang Sơn (Giám đốc): từ “chưa phản hồi” sang “tham dự”",
        "đồng chí B: báo vắng (cập nhật)",
    )
    supplement = Supplement(2, PLAIN.at, changes, {member.id: "trước đó: chưa phản hồi"})
    said = texts(opened(report_docx(PLAIN, POLICY, Details(supplement=supplement))))
    assert said[said.index("BÁO CÁO") + 1].startswith(
        "Bổ sung (lần 2) tổng hợp xác nhận tham dự Phiên họp quý III/2024"
    )
    at = next(n for n, text in enumerate(said) if text.startswith("Thay đổi so với báo cáo lúc 08 giờ 00 phút"))
    assert said[at + 1 : at + 3] == [f"- Đ{changes[0][1:]};", f"- Đ{changes[1][1:]}."]
    assert [text for text in said if "trước đó" in text] == ["Thay đổi (trước đó: chưa phản hồi)"]
    assert not [text for text in texts(opened(REPORT)) if text.startswith(("Thay đổi", "Bổ sung"))]
