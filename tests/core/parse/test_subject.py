"""What the writer typed into the subject: never a prefix, never a word of our title."""

from __future__ import annotations

import pytest

from mailbot.core.parse.subject import MAX_SEARCHED, own_words
from tests.core.parse.mails import mail, read

TITLE = "Mời dự Phiên họp quý III/2024"
INTRO = "Vào Th 6, 20 thg 9, 2024 vào lúc 14:05 Phòng <kstt@vpub.binhdinh.example> đã viết:"
LETTER = f"> {TITLE} của Ban Chỉ đạo\n> lúc 08 giờ 00 ngày 27/9/2024.\n> Đề nghị trả lời trước ngày 25/9/2024."


BESIDE_THE_TITLE = (
    (f"Re: {TITLE} - Tôi dự", "Tôi dự"),
    (f"Re: {TITLE}: tôi xin vắng.", "tôi xin vắng"),
    (f"Tôi không dự - {TITLE}", "Tôi không dự"),
    (f"RE: Re: TL: [Q3-7K4M] {TITLE} (anh Nam đi thay)", "(anh Nam đi thay)"),
    ("re: moi du phien hop quy iii/2024 - toi du", "toi du"),
    (f"Trả lời: {TITLE} > Có", "Có"),
)


@pytest.mark.parametrize(("subject", "own"), BESIDE_THE_TITLE)
def test_the_words_beside_the_quoted_title_are_the_writers(subject: str, own: str) -> None:
    assert own_words(subject, [f"> {TITLE} của Ban Chỉ đạo"]) == own


def test_words_on_both_sides_of_the_title_are_kept_apart() -> None:
    assert own_words(f"Gấp: {TITLE} - tôi xin vắng", [TITLE]) == "Gấp. tôi xin vắng"
    assert own_words(f"Anh dự - {TITLE} - em báo giúp anh nhé", [TITLE]) == "Anh dự. em báo giúp anh nhé"


def test_a_prefix_and_our_code_are_nobodys_words() -> None:
    assert own_words(f"Tôi không dự - Re: {TITLE}", [TITLE]) == "Tôi không dự"
    assert own_words(f"Re: {TITLE} [Q3-7K4M]", [TITLE]) == ""


def test_the_longest_run_is_the_title() -> None:
    assert own_words(f"Re: {TITLE} - tôi dự", ["Mời dự Phiên họp", TITLE]) == "tôi dự"


FRESH = (
    ("Tôi xin vắng", "Tôi xin vắng"),
    ("Fwd: Tôi dự họp", "Tôi dự họp"),
    ("V/v: xin vắng họp.", "xin vắng họp"),
    ("Ý kiến: đồng ý", "đồng ý"),
    ("[Q3-7K4M] Tôi dự họp", "Tôi dự họp"),
    ("", ""),
)


@pytest.mark.parametrize(("subject", "own"), FRESH)
def test_a_subject_that_answers_nothing_is_all_the_writers(subject: str, own: str) -> None:
    assert own_words(subject, ["Kính gửi Phòng."]) == own


@pytest.mark.parametrize("prefix", ["Re:", "RE :", "TL:", "Trả lời:", "Tra loi:", "Fwd: Re:", "[Q3-7K4M] Re:"])
def test_an_answers_subject_that_fits_no_quotation_is_ours(prefix: str) -> None:
    assert own_words(f"{prefix} Tôi xin vắng", ["Kính mời đồng chí."]) == ""


@pytest.mark.parametrize("subject", [f"Re: {TITLE}", TITLE, "Re:", f"Fwd: {TITLE}."])
def test_our_title_alone_leaves_nothing(subject: str) -> None:
    assert own_words(subject, [f"{TITLE}."]) == ""


def test_three_words_in_common_are_no_title() -> None:
    assert own_words("Tôi dự Phiên họp", ["Mời dự Phiên họp"]) == "Tôi dự Phiên họp"


def test_a_title_is_whole_words_of_the_quotation() -> None:
    assert own_words("an dự phiên họp", ["toàn dự phiên họp"]) == "an dự phiên họp"


def test_a_title_far_below_in_the_quotation_is_not_looked_for() -> None:
    assert own_words(f"{TITLE} - tôi dự", ["x " * (MAX_SEARCHED // 2) + TITLE]) == f"{TITLE} - tôi dự"


# -- of whole mails ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "Cảm ơn em.", "Kính gửi Phòng, tôi trả lời ở tiêu đề."])
def test_a_mail_of_few_words_has_those_of_its_subject(text: str) -> None:
    found = read(mail(f"{text}\n\n{INTRO}\n\n{LETTER}\n", subject=f"Re: {TITLE} - tôi xin vắng"))
    assert found.subject_words == "tôi xin vắng"
    assert found.text == text


def test_who_writes_more_than_fifteen_words_has_answered_below() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm"
    subject = f"Re: {TITLE} - tôi xin vắng"
    assert read(mail(f"{text}\n\n{INTRO}\n\n{LETTER}\n", subject=subject)).subject_words == "tôi xin vắng"
    assert read(mail(f"{text} sáu\n\n{INTRO}\n\n{LETTER}\n", subject=subject)).subject_words == ""


def test_the_title_may_be_quoted_in_the_html_part_alone() -> None:
    html = f"<div>Chào em.</div><blockquote type='cite'>{TITLE}</blockquote>"
    assert read(mail("Chào em.", html, subject=f"Re: {TITLE} - anh dự")).subject_words == "anh dự"


def test_a_subject_without_a_word_of_the_writer_has_none() -> None:
    assert read(mail(f"{INTRO}\n\n{LETTER}\n", subject=f"Re: {TITLE}")).subject_words == ""
