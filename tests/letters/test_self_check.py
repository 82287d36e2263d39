"""The self-check of the office's letters: what every letter must say, and what none may."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from mailbot.core.model import LetterKind
from mailbot.core.names import folded
from mailbot.core.summary import SHORT_TERMS, TERMS
from mailbot.letters.buttons import BUTTONS
from mailbot.letters.filters import filters
from tests.letters.casts import CASTS, PLAIN, POLICY, TOKEN, parts, written

EVERY_LETTER = pytest.mark.parametrize("name", list(PLAIN))
EVERY_CAST = pytest.mark.parametrize("cast", CASTS)

# Where 'đồng ý' stands outside quotation marks it is a state of the fixed list, a report of what the Head said, or the
# Regulation's own words: never a bare word that a reply could echo.
REPORTED = re.compile(
    r"(?:đã|chưa) (?:được )?(?:Trưởng Ban )?đồng ý|xin ý kiến đồng ý|ý kiến đồng ý|việc đồng ý"
    r"|sau khi có ý kiến đồng ý|không có ý kiến đồng ý",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”")

# Letters that name no time: the old one is void, or the mail is about no certain meeting.
TIMELESS = {"substitute_released_moved", "mail_in_your_name", "chair_echo"}

MOMENT = re.compile(
    r"\d\d giờ \d\d phút, (?:thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ nhật), "
    r"ngày \d\d tháng (?:0[12]|[3-9]|1[0-2]) năm \d{4}"
)

# What a state is called in letters: a word for one that stands in no list would be a second term.
OTHER_TERMS = re.compile(
    r"không tham dự|không tham gia|vắng mặt|quá hạn(?!; đề)|chưa trả lời(?!\))|bị từ chối|không đồng ý|đang chờ duyệt"
    r"|ủy quyền|cử người thay|tham gia họp"
)


def own_words(name: str) -> str:
    """The letter without what it quotes and without the footer."""
    return QUOTED.sub("“”", parts(PLAIN[name]).text.partition("\n-- \n")[0])


@EVERY_LETTER
def test_an_agreement_outside_quotation_marks_is_reported_and_never_bare(name: str) -> None:
    left = REPORTED.sub("", own_words(name))
    assert "đồng ý" not in left.casefold(), left


@EVERY_LETTER
def test_the_meeting_s_time_is_absolute_and_names_the_weekday(name: str) -> None:
    letter = PLAIN[name].letter
    if letter.context.get("meeting") is None or name in TIMELESS:
        return
    assert MOMENT.search(own_words(name))


@EVERY_LETTER
def test_nobody_is_ordered(name: str) -> None:
    text = own_words(name)
    # The one order is the Head's own, and the letter says that it is his.
    text = text.replace("Đồng chí Trưởng Ban Chỉ đạo yêu cầu đồng chí trực tiếp tham dự.", "")
    assert not re.search(r"\b(?:yêu cầu|phải|bắt buộc|buộc|cấm|hãy)\b", text, re.IGNORECASE), text


@EVERY_LETTER
def test_a_state_has_one_term(name: str) -> None:
    assert not OTHER_TERMS.search(own_words(name)), own_words(name)


def test_the_terms_of_letters_are_those_of_the_reports() -> None:
    assert set(TERMS) == set(SHORT_TERMS)
    for state, term in SHORT_TERMS.items():
        assert folded(term) in folded(TERMS[state]), state


@EVERY_LETTER
def test_a_letter_that_asks_again_allows_for_an_answer_on_paper(name: str) -> None:
    if PLAIN[name].letter.kind is LetterKind.REMIND:
        assert "Trường hợp đồng chí đã xác nhận bằng văn bản" in own_words(name)


@EVERY_CAST
def test_every_button_answers_to_the_office_under_the_letter_s_subject_with_its_mark(cast: str) -> None:
    for letter in written(cast):
        for link in LexborHTMLParser(letter.parts.html).css("a"):
            uri = urlsplit(link.attributes["href"] or "")
            assert (uri.scheme, unquote(uri.path)) == ("mailto", "kstt@vpub.binhdinh.example"), str(letter)
            fields = parse_qs(uri.query, strict_parsing=True)
            assert fields["subject"] == [f"Re: {letter.parts.subject}"], str(letter)
            lines = fields["body"][0].split("\r\n")
            assert lines[0] in {button.answer for button in BUTTONS.values()}, str(letter)
            assert letter.parts.text.split("\n")[0] in lines, str(letter)
            assert lines[-2] == f"Mã thư: {letter.sample.letter.kind}.{TOKEN}", str(letter)


@EVERY_CAST
def test_every_footer_says_that_it_is_automatic_and_that_people_read_the_answers(cast: str) -> None:
    for letter in written(cast):
        footer = letter.parts.text.partition("\n-- \n")[2]
        assert "PHÒNG KIỂM SOÁT THỦ TỤC HÀNH CHÍNH" in footer, str(letter)
        assert "(Thư được gửi tự động từ hộp thư của Phòng; cán bộ của Phòng theo dõi mọi thư trả lời.)" in footer
        assert "Thư được gửi tự động" in LexborHTMLParser(letter.parts.html).text(), str(letter)


def test_every_cast_writes_every_letter() -> None:
    names = {cast: {letter.sample.name for letter in written(cast)} for cast in CASTS}
    assert set(map(frozenset, names.values())) == {frozenset(PLAIN)}


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2024, 2, 4, 18, 30, tzinfo=UTC), "01 giờ 30 phút, thứ Hai, ngày 05 tháng 02 năm 2024"),
        (datetime(2024, 3, 9, 1, 0, tzinfo=UTC), "08 giờ 00 phút, thứ Bảy, ngày 09 tháng 3 năm 2024"),
        (datetime(2023, 12, 31, 17, 0, tzinfo=UTC), "00 giờ 00 phút, thứ Hai, ngày 01 tháng 01 năm 2024"),
        (datetime(2024, 9, 28, 16, 59, tzinfo=UTC), "23 giờ 59 phút, thứ Bảy, ngày 28 tháng 9 năm 2024"),
        (datetime(2024, 9, 28, 17, 0, tzinfo=UTC), "00 giờ 00 phút, Chủ nhật, ngày 29 tháng 9 năm 2024"),
    ],
)
def test_moments_are_said_on_the_office_s_clock_and_in_its_style(moment: datetime, said: str) -> None:
    assert filters(POLICY.working.zone)["moment"](moment) == said
