"""The bar: shares that are right, states that can be told apart without their colours, words that say the same."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from mailbot.core.model import State
from mailbot.core.summary import ORDER, Summary
from mailbot.core.terms import STATE_COLOURS
from mailbot.papers import bar_png
from mailbot.papers.picture import GAP, MARGIN, NARROWEST, WIDTH, alt_text, spans
from tests.papers.sheets_of_paper import MANY, NOBODY, PLAIN

ROOM = WIDTH - 2 * MARGIN


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGBA")


def luminance(colour: Sequence[int]) -> float:
    """WCAG 2, relative luminance."""
    parts = [value / 255 for value in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_words_say_what_the_bar_shows() -> None:
    assert bar_png(PLAIN).alt == (
        "Biểu đồ: 14 tham dự, 2 dự thay, 2 chờ ý kiến, 2 chưa được đồng ý, 2 báo vắng, 2 cần báo lại, "
        "2 chưa phản hồi (tổng số 26 thành viên được mời)"
    )
    assert alt_text({state: int(state is State.ABSENT) for state in State}) == (
        "Biểu đồ: 1 báo vắng (tổng số 1 thành viên được mời)"
    )
    assert bar_png(NOBODY).alt == "Biểu đồ: chưa có số liệu"


@given(st.lists(st.integers(0, 300), min_size=7, max_size=7).filter(any))
def test_shares_fill_the_bar_in_the_summarys_order_and_nobody_is_too_narrow_to_be_seen(numbers: list[int]) -> None:
    counts = dict(zip(ORDER, numbers, strict=True))
    found = spans(counts, ROOM)
    assert list(found) == [state for state in ORDER if counts[state]]
    edges = list(found.values())
    assert (edges[0][0], edges[-1][1]) == (0, ROOM)
    assert all(before[1] + GAP == after[0] for before, after in pairwise(edges))
    assert all(right - left >= NARROWEST for left, right in edges)
    free = ROOM - GAP * (len(edges) - 1) - NARROWEST * len(edges)
    for state, (left, right) in found.items():
        assert abs(right - left - NARROWEST - free * counts[state] / sum(numbers)) <= 1


def test_the_picture_is_twice_as_fine_as_it_is_shown_and_small_enough_for_a_mail() -> None:
    for summary in (PLAIN, MANY, NOBODY):
        made = bar_png(summary)
        assert picture(made.content).size == (2 * made.width, 2 * made.height)
        assert len(made.content) < 8000


def test_the_plate_is_white_with_clear_corners_so_that_dark_backgrounds_change_nothing() -> None:
    image = picture(bar_png(PLAIN).content)
    assert image.getchannel("A").getpixel((0, 0)) == 0
    inside = image.crop((20, 3, image.width - 20, image.height - 3))
    assert inside.getchannel("A").getextrema() == (255, 255)
    assert image.getpixel((image.width // 2, 6)) == (255, 255, 255, 255)


@pytest.mark.parametrize("state", ORDER)
def test_every_state_has_contrast_on_the_plate(state: State) -> None:
    colour = tuple(int(STATE_COLOURS[state][place : place + 2], 16) for place in (1, 3, 5))
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


def test_neighbours_differ_without_colour() -> None:
    """In grey, each piece has another pattern: another share of white, or white in other places."""
    image = picture(bar_png(PLAIN).content).convert("L")
    pieces = []
    for left, right in spans(PLAIN.counts, ROOM).values():
        middle = MARGIN + (left + right) // 2
        piece = image.crop((2 * middle - 30, 2 * MARGIN + 2, 2 * middle + 30, 2 * MARGIN + 62))
        pieces.append(piece.point(lambda value: 255 if value > 200 else 0).tobytes())
    for number, one in enumerate(pieces):
        for other in pieces[number + 1 :]:
            assert sum(a != b for a, b in zip(one, other, strict=True)) > len(one) * 0.1


def test_on_a_phone_one_of_three_hundred_is_still_there() -> None:
    """Scaled to the 350 pixels that a phone of 390 leaves."""
    summary = _all_attend_but_one(MANY)
    image = picture(bar_png(summary).content).convert("L").resize((350, 26), Image.Resampling.LANCZOS)
    scale = 350 / WIDTH
    _, (left, right) = spans(summary.counts, ROOM).values()
    assert (right - left) * scale >= 5
    strip = image.crop((round((MARGIN + left) * scale), 4, round((MARGIN + right) * scale), 22))
    darkest, _ = strip.getextrema()
    assert isinstance(darkest, int)
    assert darkest < 170


def _all_attend_but_one(summary: Summary) -> Summary:
    states = [State.SILENT, *[State.ATTENDS] * (summary.total - 1)]
    rows = zip(summary.rows, states, strict=True)
    return replace(
        summary, rows=tuple(replace(row, invitation=replace(row.invitation, state=state)) for row, state in rows)
    )
