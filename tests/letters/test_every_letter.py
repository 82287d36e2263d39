"""What holds for every letter, whoever and whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

import pytest
from selectolax.lexbor import LexborHTMLParser

from mailbot.core.names import folded
from mailbot.letters.contract import CONTEXTS
from tests.letters.casts import CASTS, HOST, PLAIN, TEMPLATES, TOKEN, mail, parts, written

EVERY = pytest.mark.parametrize("cast", CASTS)

# What the reader would take for an answer, were it to stand alone on a line.
WORDS_OF_THE_HEAD = {
    *("dong y", "khong dong y", "chua dong y", "dong y tat ca", "khong dong y tat ca", "nhat tri"),
    *("approve", "approved", "refuse", "reject", "yes", "no"),
}
WORDS_OF_MEMBERS = {"1", "2", "3", "tham du", "bao vang", "vang", "co", "khong"}


def lines_of(html: str) -> Iterator[str]:
    """The lines that a client makes of the HTML when it quotes it as text."""
    tree = LexborHTMLParser(html)
    tree.strip_tags(["head", "style"])
    assert tree.body is not None
    text = re.sub(r"<br>|</?(?:p|td|th|tr|table|li|ul|h2|div|blockquote|a)\b[^>]*>", "\n", tree.body.html or "")
    lines = (LexborHTMLParser(line).text().strip() for line in text.splitlines())
    yield from (line for line in lines if line)


def bare(line: str) -> str:
    return folded(re.sub(r"^[\s>*•-]+|[\s“”\"'.!,;:*()]+", " ", line))


@EVERY
def test_a_letter_is_plain_ascii_with_crlf_and_short_lines(cast: str) -> None:
    for letter in written(cast):
        raw = letter.raw
        assert raw.isascii(), str(letter)
        assert raw.count(b"\n") == raw.count(b"\r\n") == raw.count(b"\r"), str(letter)
        assert max(map(len, raw.split(b"\r\n"))) <= 998, str(letter)


@EVERY
def test_a_letter_stays_below_a_hundred_kilobytes(cast: str) -> None:
    for letter in written(cast):
        assert len(letter.raw) < 100_000, str(letter)


@pytest.mark.parametrize("cast", ["plain"])
def test_composing_twice_gives_the_same_bytes(cast: str) -> None:
    for letter in written(cast):
        assert letter.raw == mail(letter.sample), str(letter)


@pytest.mark.parametrize("cast", ["plain"])
def test_a_copy_with_another_token_says_nothing_of_the_first(cast: str) -> None:
    for letter in written(cast):
        copy = mail(letter.sample, token="masked")
        assert TOKEN.encode() not in copy, str(letter)
        assert f"<{letter.sample.letter.kind}.masked@{HOST}>".encode() in copy, str(letter)


@EVERY
def test_every_header_field_stands_once_and_no_other_gets_in(cast: str) -> None:
    for letter in written(cast):
        message = message_from_bytes(letter.raw)
        wanted = [
            *("Content-Type", "From", "To", "Subject", "Date", "Message-ID"),
            *(["In-Reply-To", "References"] if letter.sample.letter.in_reply_to else []),
            *("Auto-Submitted", "X-Auto-Response-Suppress", "MIME-Version"),
        ]
        assert message.keys() == wanted, str(letter)
        assert len(getaddresses(message.get_all("To", []))) == 1, str(letter)
        assert message["From"].endswith("<kstt@vpub.binhdinh.example>"), str(letter)
        assert message.defects == [], str(letter)


@EVERY
def test_the_subject_has_the_committee_first_and_the_code_last(cast: str) -> None:
    for letter in written(cast):
        subject = str(make_header(decode_header(message_from_bytes(letter.raw)["Subject"])))
        assert subject.startswith("[BCĐ CCHC-CĐS-ĐA06] "), str(letter)
        if letter.sample.letter.context.get("meeting"):
            assert subject.endswith(", ngày 27/09/2024 [Q3-7K4M]"), str(letter)
        assert subject == letter.parts.subject, str(letter)
        assert not re.search(r"[\x00-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", subject), str(letter)


@EVERY
def test_alternatives_stand_from_plain_to_best(cast: str) -> None:
    for letter in written(cast):
        message = message_from_bytes(letter.raw)
        assert message.get_content_type() == "multipart/alternative", str(letter)
        payload = message.get_payload()
        assert isinstance(payload, list), str(letter)
        types = [part.get_content_type() for part in payload if isinstance(part, Message)]
        calendar = ["text/calendar"] if letter.sample.letter.calendar else []
        assert types == ["text/plain", "text/html", *calendar], str(letter)
        assert not any("Content-Disposition" in part for part in message.walk()), str(letter)


@EVERY
def test_the_marker_is_the_first_line_of_both_parts(cast: str) -> None:
    for letter in written(cast):
        found = letter.parts
        wanted = "======= Nội dung trả lời đề nghị ghi phía trên dòng này"
        assert found.text.startswith(wanted), str(letter)
        assert next(lines_of(found.html)).startswith(wanted), str(letter)
        assert found.text.split("\n")[0] == next(lines_of(found.html)), str(letter)


@EVERY
def test_no_line_of_ours_is_an_answer_when_it_is_quoted(cast: str) -> None:
    for letter in written(cast):
        found = letter.parts
        assert not WORDS_OF_THE_HEAD & {bare(line) for line in lines_of(found.html)}, str(letter)
        assert not (WORDS_OF_THE_HEAD | WORDS_OF_MEMBERS) & {bare(line) for line in found.text.splitlines()}, str(
            letter
        )


@EVERY
def test_nothing_that_came_in_becomes_html_markup_or_a_template(cast: str) -> None:
    for letter in written(cast):
        found = letter.parts
        tree = LexborHTMLParser(found.html)
        assert tree.css("b, script, img, link, iframe, form, [onclick]") == [], str(letter)
        assert "49" not in found.text.replace("Q3-7K4M", ""), str(letter)
        assert not re.search(r"https?:|url\(", found.html), str(letter)
        hidden = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ue000-\uf8ff]")
        assert not hidden.search(found.text), str(letter)
        assert not hidden.search(found.html), str(letter)


@EVERY
def test_text_and_html_say_the_same_words(cast: str) -> None:
    for letter in written(cast):
        found = letter.parts
        html = set(re.findall(r"\w+", " ".join(lines_of(found.html)).casefold()))
        text = set(re.findall(r"\w+", found.text.casefold()))
        assert not text - html, str(letter)


@EVERY
def test_no_letter_shows_what_python_shows(cast: str) -> None:
    for letter in written(cast):
        text = letter.parts.text
        assert not re.search(r"\bNone\b|\bTrue\b|\bFalse\b|<\w+\.\w+|datetime|\[\]|\(\)", text), str(letter)
        assert "  " not in text.replace("-- \n", ""), str(letter)


@EVERY
def test_every_button_fits_into_the_shortest_limit_of_clients(cast: str) -> None:
    for letter in written(cast):
        for link in LexborHTMLParser(letter.parts.html).css("a"):
            href = link.attributes["href"] or ""
            assert href.startswith("mailto:kstt@vpub.binhdinh.example?subject=Re%3A%20"), str(letter)
            assert len(href) < 2000, str(letter)


@pytest.mark.parametrize("name", [name for name in PLAIN if PLAIN[name].letter.context.get("meeting")])
def test_moments_are_said_with_hour_weekday_day_month_and_year(name: str) -> None:
    text = parts(PLAIN[name]).text
    if PLAIN[name].letter.template not in ("substitute_released", "receipt_question", "chair_unclear"):
        assert re.search(
            r"\d\d giờ \d\d phút, (thứ (Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật), ngày \d\d tháng \d+ năm 2024", text
        )
    assert not re.search(r"\d+h\d*\b|ngày mai|hôm qua|ngày \d tháng", text)


@pytest.mark.parametrize("name", list(PLAIN))
def test_the_office_asks_and_never_orders(name: str) -> None:
    text = parts(PLAIN[name]).text.casefold()
    if name != "decision_refused_wants_head":  # only the Head may 'yêu cầu', and that letter reports his words
        assert "yêu cầu" not in text
    assert not re.search(r"bắt buộc|vi phạm|không hợp lệ|anh/chị|quý vị|\bbạn\b|!|hệ thống yêu cầu|\bbot\b", text)
    assert "(thư được gửi tự động từ hộp thư của phòng" in text


def test_every_template_has_a_place_in_the_contract_and_a_sample() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.j2")} == set(CONTEXTS)
    assert {sample.letter.template for sample in PLAIN.values()} == set(CONTEXTS)


def test_every_sample_gives_exactly_what_the_contract_promises() -> None:
    for sample in PLAIN.values():
        assert set(sample.letter.context) | {"meeting"} == CONTEXTS[sample.letter.template] | {"meeting"}, sample.name


def test_every_part_is_used() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.j2"))
    for part in (TEMPLATES / "parts").glob("*.j2"):
        name = part.stem
        hint = name.startswith("hint_") and re.search(rf"Hint:.*\b{name.removeprefix('hint_')}\b", sources)
        assert hint or f'"parts/{name}.j2"' in sources or name == "footer", name
