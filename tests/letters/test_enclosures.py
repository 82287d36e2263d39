"""The MIME of a letter that carries papers and a picture, as strict readers take it apart."""

from __future__ import annotations

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage, MIMEPart

import pytest
from selectolax.lexbor import LexborHTMLParser

from mailbot.core.model import Enclosure, Illustration, Letter
from mailbot.letters.compose import compose, parts_of
from tests.letters.casts import HOST, PLAIN, POLICY, SAMPLES, TEMPLATES, TOKEN

PNG = b"\x89PNG\r\n\x1a\n and some bytes"
BAR = Illustration(PNG, 'Biểu đồ: 14 tham dự, 2 "dự thay" <b>', 600, 44)
FILES = (
    Enclosure("Tong-hop_Q3-7K4M.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK\x03x"),
    Enclosure("Bao-cao.pdf", "application/pdf", b"%PDF-1.7\r\n.\n"),
)
SUMMARY = PLAIN["summary_chair"]


def sent(letter: Letter, token: str = TOKEN) -> bytes:
    return compose(letter, token, policy=POLICY, templates=TEMPLATES, now=SUMMARY.now, host=HOST)


def read(raw: bytes) -> EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


WHOLE = sent(replace(SUMMARY.letter, bar=BAR, enclosures=FILES))


def shape(part: MIMEPart) -> object:
    """Content types, nested as the parts are."""
    kind = part.get_content_type()
    return (kind, [shape(each) for each in part.iter_parts()]) if part.is_multipart() else kind


def test_the_parts_are_nested_as_clients_want_them() -> None:
    related = ("multipart/related", ["text/html", "image/png"])
    assert shape(read(WHOLE)) == (
        "multipart/mixed",
        [("multipart/alternative", ["text/plain", related]), FILES[0].content_type, FILES[1].content_type],
    )
    assert shape(read(sent(replace(SUMMARY.letter, bar=BAR)))) == (
        "multipart/alternative",
        ["text/plain", related],
    )


def test_the_picture_is_named_by_the_html_with_words_and_size() -> None:
    mail = read(WHOLE)
    html = next(part for part in mail.walk() if part.get_content_type() == "text/html").get_content()
    (image,) = LexborHTMLParser(html).css("img")
    part = next(part for part in mail.walk() if part.get_content_type() == "image/png")
    assert image.attributes["src"] == f"cid:{str(part['Content-ID']).strip('<>')}"
    assert (image.attributes["alt"], image.attributes["width"], image.attributes["height"]) == (BAR.alt, "600", "44")
    assert part.get_payload(decode=True) == PNG
    assert LexborHTMLParser(html).css("table.mb-bar") == []
    for number, words in ((14, "tham dự"), (2, "chưa phản hồi")):
        assert f"{number} {words}" in LexborHTMLParser(html).text()


def test_the_files_arrive_byte_for_byte_under_their_names() -> None:
    found = [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True))
             for part in read(WHOLE).iter_attachments()]  # fmt: skip
    assert found == [(each.name, each.content_type, each.content) for each in FILES]


def test_every_part_is_sound_ascii_with_short_lines_and_one_mime_version() -> None:
    assert WHOLE.isascii()
    assert max(map(len, WHOLE.split(b"\r\n"))) <= 998
    assert WHOLE.count(b"\n") == WHOLE.count(b"\r\n")
    assert WHOLE.count(b"MIME-Version") == 1
    assert all(part.defects == [] for part in read(WHOLE).walk())


def test_the_same_letter_is_the_same_bytes_and_another_token_changes_no_content_id() -> None:
    letter = replace(SUMMARY.letter, bar=BAR, enclosures=FILES)
    assert sent(letter) == WHOLE
    masked = sent(letter, "0" * 32)
    assert TOKEN.encode() not in masked
    ids = [[str(part["Content-ID"]) for part in read(raw).walk() if part["Content-ID"]] for raw in (WHOLE, masked)]
    assert ids[0] == ids[1] != []


def test_without_a_picture_the_bar_is_coloured_cells() -> None:
    html = parts_of(SUMMARY.letter, TOKEN, policy=POLICY, templates=TEMPLATES, now=SUMMARY.now).html
    assert len(LexborHTMLParser(html).css("table.mb-bar td")) == 7
    assert LexborHTMLParser(html).css("img") == []


@pytest.mark.parametrize("name", ["invite", "summary_empty"])
def test_a_letter_that_shows_no_bar_carries_no_picture(name: str) -> None:
    mail = read(sent(replace(PLAIN[name].letter, bar=BAR)))
    assert "image/png" not in [part.get_content_type() for part in mail.walk()]


def test_even_hostile_names_leave_the_picture_one_image() -> None:
    (sample,) = [each for each in SAMPLES["hostile"] if each.name == "summary_chair"]
    mail = read(sent(replace(sample.letter, bar=BAR, enclosures=FILES)))
    html = next(part for part in mail.walk() if part.get_content_type() == "text/html").get_content()
    assert len(LexborHTMLParser(html).css("img")) == 1
    assert LexborHTMLParser(html).css("b, script") == []
