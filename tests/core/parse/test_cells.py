"""The cells of a table in HTML: a row is a line, ' | ' stands between its cells, and an empty one keeps its place."""

from __future__ import annotations

import pytest

from mailbot.core.parse.html import CELL, to_lines
from tests.core.parse.mails import mail, read


def _row(*cells: str, tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"


def _lines(*rows: str) -> list[str]:
    text, cut = to_lines(f"<table>{''.join(rows)}</table>")
    assert not cut
    return text.split("\n")


def test_a_row_is_a_line_with_bars_between_its_cells() -> None:
    rows = (_row("STT", "Họ tên", "Dự họp", tag="th"), _row("1", "Lê Văn An", "Có"))
    assert _lines(*rows) == ["STT | Họ tên | Dự họp", "1 | Lê Văn An | Có"]


@pytest.mark.parametrize("empty", ["", " ", "&nbsp;", "<span></span>", "<span style='display:none'>Có</span>"])
def test_an_empty_cell_keeps_its_place(empty: str) -> None:
    (line,) = _lines(_row("1", empty, "x"))
    assert [cell.strip() for cell in line.split("|")] == ["1", "", "x"]


def test_an_empty_first_cell_keeps_its_place() -> None:
    (line,) = _lines(_row("", "Lê Văn An", "Có"))
    assert [cell.strip() for cell in line.split("|")] == ["", "Lê Văn An", "Có"]


def test_empty_cells_at_the_end_leave_no_bars() -> None:
    assert _lines(_row("1", "Lê Văn An", "", "")) == ["1 | Lê Văn An"]


@pytest.mark.parametrize("cells", [("Tôi dự họp.",), ("", "Tôi dự họp.", ""), ("Tôi dự họp.", "&nbsp;")])
def test_a_row_with_words_in_one_cell_is_a_line_without_bars(cells: tuple[str, ...]) -> None:
    assert _lines(_row(*cells)) == ["Tôi dự họp."]


def test_a_row_without_words_is_no_line() -> None:
    assert _lines(_row("A", "B"), _row("", "&nbsp;"), _row("C", "D")) == ["A | B", "C | D"]


def test_words_in_a_cell_stay_together_however_they_are_set() -> None:
    assert _lines(_row("<b>Lê</b> <i>Văn</i>\n   An", "<span>C</span>ó")) == ["Lê Văn An | Có"]


def test_white_space_between_the_cells_is_nothing() -> None:
    assert to_lines("<table>\n<tr>\n <td>A</td>\n <td>B</td>\n</tr>\n</table>")[0] == "A | B"


def test_the_mark_of_a_cells_end_is_in_no_line() -> None:
    assert CELL not in to_lines(f"<table>{_row('A', 'B')}</table><p>sau{CELL}bảng</p>")[0]


def test_a_bar_outside_a_table_is_left_as_it_is() -> None:
    assert to_lines("<p>Tôi dự | không dự</p>")[0] == "Tôi dự | không dự"


def test_the_text_of_a_mail_has_its_tables_rows_between_the_other_lines() -> None:
    table = f"<table>{_row('Họ tên', 'Dự', 'Vắng')}{_row('Lê Văn An', '', 'x')}</table>"
    found = read(mail(html=f"<p>Kính gửi Phòng.</p>{table}<p>Xin cảm ơn.</p>"))
    lines = [[cell.strip() for cell in line.split("|")] for line in found.text.split("\n")]
    assert lines[1:3] == [["Họ tên", "Dự", "Vắng"], ["Lê Văn An", "", "x"]]
    assert not found.quoted


def test_a_row_that_begins_with_an_empty_cell_is_no_quotation() -> None:
    found = read(mail(html=f"<p>Kính gửi Phòng.</p><table>{_row('', 'Lê Văn An', 'Có')}</table>"))
    assert "Lê Văn An | Có" in found.text
    assert not found.quoted


def test_a_quoted_table_is_quotation() -> None:
    quoted = f"<blockquote type='cite'><table>{_row('Họ tên', 'Lê Văn An')}</table></blockquote>"
    found = read(mail(html=f"<p>Tôi dự.</p>{quoted}"))
    assert found.text == "Tôi dự."
    assert found.quoted


def test_a_table_that_the_text_part_has_without_bars_is_no_difference() -> None:
    found = read(mail("Họ tên: Lê Văn An\nDự họp: Có", f"<table>{_row('Họ tên:', 'Lê Văn An')}{_row('Dự họp:', 'Có')}"))
    assert not found.doubts


@pytest.mark.parametrize(
    "cell",
    [
        "<p>{}</p>",
        "<p class=MsoNormal><span>{}</span><o:p></o:p></p>",
        "<div>{}</div>",
        "<div><p>{}</p></div>",
        "{}<br>",
    ],
)
def test_paragraphs_within_the_cells_of_a_row_leave_it_a_line(cell: str) -> None:
    rows = (_row(*(cell.format(text) for text in texts)) for texts in (("Họ tên", "Dự họp"), ("Lê Văn An", "Không")))
    assert _lines(*rows) == ["Họ tên | Dự họp", "Lê Văn An | Không"]


def test_a_break_within_a_cell_is_a_blank() -> None:
    assert _lines(_row("Giám đốc<br>Sở Nội vụ", "Không dự")) == ["Giám đốc Sở Nội vụ | Không dự"]


def test_a_bar_within_a_cell_makes_no_further_cell() -> None:
    assert _lines(_row("Dự | vắng", "Dự")) == ["Dự / vắng | Dự"]


def test_a_table_for_layout_keeps_its_lines() -> None:
    body = "<p>Kính gửi Phòng,</p><p>Tôi dự.</p><p>Trân trọng.</p>"
    assert _lines(_row("", body)) == ["Kính gửi Phòng,", "Tôi dự.", "Trân trọng."]
    assert "Tôi dự." in _lines(_row("<p>Sở</p>", body))
