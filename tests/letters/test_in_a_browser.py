"""Every letter in a real browser, with short and with the longest data: legible, whole, and pressed by a thumb."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from mailbot.letters.as_html import as_html
from mailbot.letters.looks import dressed
from mailbot.letters.markup import read_blocks
from tests.letters.browser import Browser, contrast, opened
from tests.letters.casts import TEMPLATES, written
from tests.servers.places import MissingServer

CASTS = ("plain", "long", "hostile")
PHONES = (320, 390)
SCHEMES = ("light", "dark")
LEAST_CONTRAST = 4.5  # WCAG 2, AA
LEAST_LETTERS = 13  # px
LEAST_BUTTON = 44  # px: a thumb

# An address that no space breaks, as it can stand in the digest.
LONG_WORD = "phong.kiem.soat.thu.tuc.hanh.chinh.va.cai.cach.hanh.chinh@coquan.binhdinh.example"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    try:
        with opened() as browser:
            yield browser
    except MissingServer as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.mark.parametrize("cast", CASTS)
def test_every_letter_is_legible_and_fits_on_phone_and_desktop_in_light_and_dark(browser: Browser, cast: str) -> None:
    for letter in written(cast):
        browser.show(letter.parts.html)
        for width in (*PHONES, 1200):
            for scheme in SCHEMES:
                look, where = browser.look(width, scheme), f"{letter} at {width} px, {scheme}"
                assert look.overhang <= 0, where
                faint = [(t.words[:40], round(t.contrast, 2)) for t in look.texts if t.contrast < LEAST_CONTRAST]
                assert faint == [], where
                assert [t.words[:40] for t in look.texts if t.size < LEAST_LETTERS] == [], where
                assert all(height >= LEAST_BUTTON for _, height in look.buttons), where
                assert len(look.texts) > 3, where


@pytest.mark.parametrize("cast", ["plain", "long"])
def test_a_client_that_takes_the_style_block_away_shows_the_same_letter(browser: Browser, cast: str) -> None:
    for letter in written(cast):
        browser.show(re.sub(r"<style>.*?</style>", "", letter.parts.html, flags=re.DOTALL))
        for width in (*PHONES, 1200):
            look, where = browser.look(width), f"{letter} at {width} px"
            assert look.overhang <= 0, where
            assert min(text.contrast for text in look.texts) >= LEAST_CONTRAST, where
            assert min(text.size for text in look.texts) >= LEAST_LETTERS, where
            assert all(height >= LEAST_BUTTON for _, height in look.buttons), where


def test_no_letter_asks_the_network_for_anything(browser: Browser) -> None:
    browser.asked.clear()
    for letter in written("plain"):
        browser.show(letter.parts.html)
    assert browser.asked == []


def test_a_word_that_is_wider_than_a_phone_breaks(browser: Browser) -> None:
    blocks = read_blocks(f"Thư của {LONG_WORD}\n\n| Stt | Thư |\n| --- | --- |\n| 1 | {LONG_WORD} |")
    browser.show(dressed(f"<body>{as_html(blocks)}</body>", TEMPLATES))
    assert browser.look(320).overhang <= 0


def test_what_is_measured_would_be_found(browser: Browser) -> None:
    browser.show(
        '<body><p style="color:#999;font-size:11px">mờ</p><div style="width:900px">rộng</div><a href="#">x</a>'
    )
    look = browser.look(320)
    assert look.overhang > 0
    assert look.texts[0].contrast < LEAST_CONTRAST
    assert look.texts[0].size < LEAST_LETTERS
    assert look.buttons[0][1] < LEAST_BUTTON
    assert round(contrast((0, 0, 0), (255, 255, 255))) == 21
