"""The bar of the seven states as a picture: for mail clients that show no coloured cells; its words stand beside it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, ImageDraw

from mailbot.core.model import State
from mailbot.core.summary import ORDER, SHORT_TERMS, Summary
from mailbot.core.terms import STATE_COLOURS

WIDTH, HEIGHT = 600, 44  # CSS pixels; a phone shows it at some 350
SCALE = 2  # drawn twice as fine, crisp on fine screens

MARGIN, GAP = 6, 3  # around the bar on its white plate, and between two states
NARROWEST = 10  # no state becomes too narrow to be seen, be it one of three hundred
ROUND = 6
PITCH = 7  # between the lines of a pattern
PLATE, EDGE = "#ffffff", "#9fb3c8"


@dataclass(frozen=True)
class Picture:
    """A PNG with what it says, and the size at which it is meant to be shown."""

    content: bytes
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class _Box:
    left: int
    top: int
    right: int
    bottom: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.right, self.bottom

    @property
    def size(self) -> tuple[int, int]:
        return self.right - self.left, self.bottom - self.top


def bar_png(summary: Summary) -> Picture:
    """The shares of the seven states, in the summary's order, in its colours, each with a pattern of its own.

    The bar lies on a white plate, so that it looks the same on a dark background; nothing in it is text.
    """
    counts = summary.counts
    image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), "#00000000")
    draw = ImageDraw.Draw(image)
    plate = (0, 0, WIDTH * SCALE - 1, HEIGHT * SCALE - 1)
    draw.rounded_rectangle(plate, ROUND * SCALE, fill=PLATE, outline=EDGE, width=SCALE)
    for state, (left, right) in spans(counts, WIDTH - 2 * MARGIN).items():
        box = _Box((MARGIN + left) * SCALE, MARGIN * SCALE, (MARGIN + right) * SCALE, (HEIGHT - MARGIN) * SCALE)
        image.paste(_tile(state, box.size), (box.left, box.top))
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return Picture(file.getvalue(), alt_text(counts))


def alt_text(counts: Mapping[State, int]) -> str:
    """'Biểu đồ: 21 tham dự, 3 dự thay (tổng số 26 thành viên được mời)'."""
    shown = [f"{counts[state]} {SHORT_TERMS[state]}" for state in ORDER if counts[state]]
    total = sum(counts.values())
    return f"Biểu đồ: {', '.join(shown)} (tổng số {total} thành viên được mời)" if shown else "Biểu đồ: chưa có số liệu"


def spans(counts: Mapping[State, int], room: int) -> dict[State, tuple[int, int]]:
    """Where each state that is there begins and ends in `room` pixels, none narrower than can be seen."""
    shown = [state for state in ORDER if counts[state]]
    total = sum(counts[state] for state in shown)
    free = room - GAP * (len(shown) - 1) - NARROWEST * len(shown)
    found: dict[State, tuple[int, int]] = {}
    left = seen = 0
    for state in shown:
        before, seen = seen, seen + counts[state]
        right = left + NARROWEST + round(free * seen / total) - round(free * before / total)
        found[state] = (left, right)
        left = right + GAP
    return found


def _tile(state: State, size: tuple[int, int]) -> Image.Image:
    """A piece of the bar: the state's colour under its pattern, which differs in lightness as well."""
    tile = Image.new("RGB", size, STATE_COLOURS[state])
    _PATTERNS[state](ImageDraw.Draw(tile), size, STATE_COLOURS[state])
    return tile


def _solid(draw: ImageDraw.ImageDraw, size: tuple[int, int], colour: str) -> None:
    """Nothing over the colour."""


def _rising(draw: ImageDraw.ImageDraw, size: tuple[int, int], colour: str) -> None:
    width, height = size
    for start in range(-height, width, 2 * PITCH * SCALE):
        draw.line((start, height, start + height, 0), PLATE, 2 * SCALE)


def _falling(draw: ImageDraw.ImageDraw, size: tuple[int, int], colour: str) -> None:
    width, height = size
    for start in range(-height, width, 2 * PITCH * SCALE):
        draw.line((start, 0, start + height, height), PLATE, 2 * SCALE)


def _crossed(draw: ImageDraw.ImageDraw, size: tuple[int, int], colour: str) -> None:
    _rising(draw, size, colour)
    _falling(draw, size, colour)


def _dotted(draw: ImageDraw.ImageDraw, size: tuple[int, int], colour: str) -> None:
    step, radius = PITCH * SCALE, 2 * SCALE
    for y in range(step // 2, size[1], step):
        for x in range(step // 2, size[0], step):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), PLATE)


def _level(draw: ImageDraw.ImageDraw, size: tuple[int, int], colour: str) -> None:
    for y in range(PITCH * SCALE // 2, size[1], PITCH * SCALE):
        draw.line((0, y, size[0], y), PLATE, 3 * SCALE)


def _hollow(draw: ImageDraw.ImageDraw, size: tuple[int, int], colour: str) -> None:
    """An empty frame: nobody has said anything."""
    draw.rectangle((0, 0, size[0] - 1, size[1] - 1), PLATE, colour, 2 * SCALE)


_PATTERNS: dict[State, Callable[[ImageDraw.ImageDraw, tuple[int, int], str], None]] = {
    State.ATTENDS: _solid,
    State.SUBSTITUTE: _rising,
    State.PENDING: _dotted,
    State.REFUSED: _crossed,
    State.ABSENT: _level,
    State.UNCLEAR: _falling,
    State.SILENT: _hollow,
}
