"""The HTML part as an independent parser reads it, and what mail clients are known to break on."""

from __future__ import annotations

import re

import html5lib
import pytest
from html5lib.html5parser import ParseError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailbot.letters.page import summary_page
from tests.letters.casts import CASTS, POLICY, TEMPLATES, written
from tests.papers.sheets_of_paper import SUMMARIES

EVERY = pytest.mark.parametrize("cast", CASTS)

# What lays a letter out must stand on the elements: Gmail's app and many gateways drop the style block.
LAYS_OUT = ("padding", "margin", "width", "font-size", "background-color", "border")
# What old clients do not know, or what fetches something; in inline styles neither may stand.
UNSAFE = re.compile(r"url\(|position:|float:|flex|grid|calc\(|var\(|@import|expression\(|behavior")


@EVERY
def test_a_strict_parser_finds_no_error(cast: str) -> None:
    for letter in written(cast):
        html5lib.HTMLParser(strict=True).parse(letter.parts.html)


@EVERY
def test_the_summary_as_a_page_is_sound_too(cast: str) -> None:
    html5lib.HTMLParser(strict=True).parse(summary_page(SUMMARIES[cast], policy=POLICY, templates=TEMPLATES))


@pytest.mark.parametrize("html", ["<p>a", "<!DOCTYPE html><table><p>x</p></table>", "<!DOCTYPE html><b><p>x</b></p>"])
def test_the_strict_parser_forgives_nothing(html: str) -> None:
    with pytest.raises(ParseError):
        html5lib.HTMLParser(strict=True).parse(html)


@EVERY
def test_the_language_is_told_to_whoever_reads_aloud(cast: str) -> None:
    for letter in written(cast):
        tree = LexborHTMLParser(letter.parts.html)
        assert [node.attributes["lang"] for node in tree.css("html, body > div")] == ["vi", "vi"], str(letter)
        assert [title.text() for title in tree.css("title")] == [letter.parts.subject], str(letter)


@EVERY
def test_a_table_is_layout_a_picture_or_has_named_rows_or_columns(cast: str) -> None:
    for letter in written(cast):
        for table in LexborHTMLParser(letter.parts.html).css("table"):
            role = table.attributes.get("role")
            if role == "img":
                assert table.attributes["aria-label"], str(letter)
            elif role is None:
                assert _own_heads(table), f"{letter}: {(table.html or '')[:120]}"
            else:
                assert role == "presentation", str(letter)


@EVERY
def test_every_image_says_what_it_shows_and_nothing_comes_from_elsewhere(cast: str) -> None:
    for letter in written(cast):
        tree = LexborHTMLParser(letter.parts.html)
        assert all(image.attributes.get("alt") for image in tree.css("img")), str(letter)
        assert tree.css("link, script, iframe, object, embed, video, audio, base, meta[http-equiv]") == [], str(letter)
        sources = [node.attributes[name] or "" for name in ("src", "background") for node in tree.css(f"[{name}]")]
        assert all(source.startswith(("cid:", "data:")) for source in sources), str(letter)


@EVERY
def test_inline_styles_hold_the_layout_and_nothing_that_clients_drop(cast: str) -> None:
    for letter in written(cast):
        styles = [node.attributes["style"] or "" for node in LexborHTMLParser(letter.parts.html).css("[style]")]
        assert all(any(name in style for style in styles) for name in LAYS_OUT), str(letter)
        assert [style for style in styles if UNSAFE.search(style)] == [], str(letter)


def test_what_the_style_block_says_is_for_dark_phones_and_type_alone() -> None:
    """Whatever else it said would be missing where it is dropped (`test_in_a_browser.py` shows the letter so)."""
    sheet = (TEMPLATES / "layout" / "letter.html").read_text("utf-8").partition("<style>")[2].partition("</style>")[0]
    outside = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", sheet)
    named = set(re.findall(r"([a-z-]+):\s", re.sub(r"[^{}]*\{", "{", outside)))
    assert named <= {"color-scheme", "supported-color-schemes", "font-family", "text-wrap", "padding"}


def _own_heads(table: LexborNode) -> list[LexborNode]:
    return [head for head in table.css("th") if head.attributes.get("scope") in ("row", "col")]
