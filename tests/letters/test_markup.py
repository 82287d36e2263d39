"""The templates' markup, and values that must never be markup."""

from __future__ import annotations

import pytest

from mailbot.core.terms import STATE_COLOURS
from mailbot.letters.as_html import as_html
from mailbot.letters.as_text import as_text
from mailbot.letters.markup import Items, MarkupError, Paragraph, Quote, Run, Table, read_blocks, split_front
from mailbot.letters.scrub import inert, one_line


def test_lines_of_a_paragraph_are_joined_and_blank_lines_part_paragraphs() -> None:
    assert as_text(read_blocks("một\nhai\n\nba")) == "một hai\n\nba"


def test_a_backslash_breaks_a_line() -> None:
    assert as_text(read_blocks("một \\\nhai")) == "một\nhai"


def test_bold_is_bold_in_html_and_plain_in_text() -> None:
    blocks = read_blocks("một **hai** ba")
    assert blocks == (Paragraph(((Run("một "), Run("hai", bold=True), Run(" ba")),)),)
    assert "một <strong>hai</strong> ba" in as_html(blocks)
    assert as_text(blocks) == "một hai ba"


def test_empty_bold_leaves_nothing_behind() -> None:
    assert as_text(read_blocks("a ****b")) == "a b"


def test_kinds_of_blocks_need_no_blank_line_between_them() -> None:
    blocks = read_blocks("Kính gửi:\n- một\n- hai\n| a | b |\n> lời")
    assert [type(block) for block in blocks] == [Paragraph, Items, Table, Quote]


def test_a_table_with_a_header_names_its_cells_in_text() -> None:
    blocks = read_blocks("| Số | Tên | Lý do |\n| --- | --- | --- |\n| 1 | An | bận \\ họp |\n| 2 | Bình | |")
    assert as_text(blocks) == "1. An; lý do: bận - họp\n2. Bình"


def test_a_table_without_a_header_is_a_list_of_facts_in_text() -> None:
    assert as_text(read_blocks("@table facts\n| Nơi họp | Hội trường |")) == "Nơi họp: Hội trường"


def test_a_row_that_is_short_is_filled_up() -> None:
    (table,) = read_blocks("| a | b | c |\n| d |")
    assert isinstance(table, Table)
    assert [len(row) for row in table.rows] == [3, 3]


def test_front_lines_stand_before_the_first_blank_line() -> None:
    front, body = split_front("\nSubject: Giấy mời\nHint: member\n\nKính gửi")
    assert front == {"subject": "Giấy mời", "hint": "member"}
    assert body == "Kính gửi"


@pytest.mark.parametrize("source", ["@nothing", "@table none\n| a |", "@buttons none"])
def test_what_the_markup_does_not_know_is_an_error(source: str) -> None:
    with pytest.raises(MarkupError):
        read_blocks(source)


@pytest.mark.parametrize("value", ["**x**", "- x", "# x", "> x", "| x | y |", "@buttons attend", "a \\ b", "@lead x"])
def test_a_value_is_never_markup(value: str) -> None:
    (block,) = read_blocks(inert(value))
    assert isinstance(block, Paragraph)
    assert as_text([block]) == value


def test_a_value_in_a_cell_stays_in_its_cell() -> None:
    (table,) = read_blocks(f"| {inert('a | b')} | c |")
    assert isinstance(table, Table)
    assert len(table.rows[0]) == 2


def test_a_value_cannot_bring_its_own_stand_ins() -> None:
    assert inert("\uf52a\uf52ax") == "x"


def test_values_are_one_line_without_what_cannot_be_seen() -> None:
    assert one_line(" a\r\n\tb\u2028c\u00a0d ") == "a b c d"
    assert one_line("a\u202eb\u200bc\x00d\ufeffe\u2066f") == "abcdef"


def test_values_are_composed_and_bounded() -> None:
    assert one_line("tiê\u0301ng") == "tiếng"
    assert one_line("x" * 5000, 10) == "x" * 9 + "…"


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", STATE_COLOURS.values())
def test_white_figures_can_be_read_on_each_state_s_colour(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5  # WCAG 2, 1.4.3


def test_every_state_has_a_colour_of_its_own() -> None:
    assert len(set(STATE_COLOURS.values())) == 7
