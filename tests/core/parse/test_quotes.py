"""Quotation never leaks into the meaning, and no word of the writer is lost: client x language x style."""

from __future__ import annotations

import pytest

from mailbot.core.parse import OwnMail
from mailbot.core.parse.text import words
from tests.core.parse.clients import HTML, MARKED, TEXT, gt
from tests.core.parse.mails import mail, read

LETTER = """\
======= Nội dung trả lời đề nghị ghi phía trên dòng này [Q3-7K4M] =======

Kính gửi: Đồng chí Trần Thị Kim Ngân, Giám đốc Sở.

Văn phòng UBND tỉnh trân trọng kính mời đồng chí dự Phiên họp quý III/2024 của Ban Chỉ đạo, 08 giờ 00 ngày \
27/9/2024. Trường hợp vắng mặt, đề nghị nêu rõ lý do; việc cử cấp phó dự thay phải được Trưởng Ban Chỉ đạo đồng ý.

1. Dự họp
2. Vắng mặt
3. Cử cấp phó dự thay

Trân trọng./.
Phòng Kiểm soát thủ tục hành chính"""
# The same without the line that cuts: other systems' letters, and ours where a client dropped it.
BARE_LETTER = LETTER.partition("\n\n")[2]

REPLIES = {
    "formal": "Kính gửi Phòng Kiểm soát TTHC,\n\nTôi xác nhận tham dự phiên họp đúng giờ.\n\nTrân trọng,",
    "terse": "Ok em, anh dự.",
    "unaccented": "Toi ban hop HDND, de nghi cho Pho Giam doc Le Dinh Khai di thay.\nXin cam on.",
    "with_colons": "Sở cử người dự thay:\nHọ tên: Lê Văn An\nChức vụ: Phó Giám đốc\nLý do: Giám đốc đi công tác",
    "english": "Confirmed, I will attend on 27 September at 08:00.",
}


@pytest.mark.parametrize("letter", [LETTER, BARE_LETTER], ids=["with_line", "bare"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("client", TEXT)
def test_an_answer_above_the_quotation_is_all_that_is_read(client: str, reply: str, lang: str, letter: str) -> None:
    said = REPLIES[reply]
    found = read(mail(TEXT[client](said, letter, lang)))
    assert words(found.text) == words(said)
    assert found.quoted


@pytest.mark.parametrize("letter", [LETTER, BARE_LETTER], ids=["with_line", "bare"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("client", HTML)
def test_an_answer_above_the_quotation_is_all_that_is_read_of_html(
    client: str, reply: str, lang: str, letter: str
) -> None:
    said = REPLIES[reply]
    found = read(mail(html=HTML[client](said, letter, lang)))
    assert words(found.text) == words(said)
    assert found.quoted


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("client", MARKED)
def test_an_answer_below_the_quotation_is_all_that_is_read(client: str, reply: str, lang: str) -> None:
    said = REPLIES[reply]
    below = MARKED[client]("", LETTER, lang).strip() + f"\n\n{said}\n"
    found = read(mail(below))
    assert words(found.text) == words(said)
    assert found.quoted


LIST = """\
Kính gửi: Đồng chí Trưởng Ban Chỉ đạo.

Có 03 đơn vị xin cử cấp phó dự thay:

1. Sở Y tế: đ/c Bùi Minh Lân, Phó Giám đốc.
2. Sở Xây dựng: đ/c Lê Văn Quốc, Phó Giám đốc.
3. Ban Dân tộc: đ/c Đinh Thị Hạnh, Phó Trưởng Ban.

Kính trình đồng chí xem xét."""


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("client", MARKED)
def test_answers_between_numbered_lines_are_kept_with_their_numbers(client: str, lang: str) -> None:
    quoted = MARKED[client]("", LIST, lang).strip()
    lines = []
    for line in quoted.split("\n"):
        lines.append(line)
        if "Phó Giám đốc." in line or "Phó Trưởng Ban." in line:
            lines += ["", "đồng ý" if "2." not in line else "Không, Giám đốc phải dự.", ""]
    lines += ["", "Trình ký chiều nay."]
    found = read(mail("\n".join(lines)))
    assert found.items == ((1, "đồng ý"), (2, "Không, Giám đốc phải dự."), (3, "đồng ý"))
    assert words(found.text) == words("đồng ý Không, Giám đốc phải dự. đồng ý Trình ký chiều nay.")


def test_an_answer_below_a_numbered_list_answers_no_single_number() -> None:
    found = read(mail("On 20/09/2024 14:05, X wrote:\n> 1. Sở Y tế\n> 2. Sở Xây dựng\n\nĐồng ý cả.\n"))
    assert found.items == ()
    assert found.text == "Đồng ý cả."


def test_the_last_answer_ends_where_the_closing_words_begin() -> None:
    text = "On 20/09/2024 14:05, X wrote:\n> 1. Sở Y tế\nđồng ý\n> 2. Sở Xây dựng\nkhông\n\nTrân trọng,\nAnh\n"
    assert read(mail(text)).items == ((1, "đồng ý"), (2, "không"))


@pytest.mark.parametrize("said", ["Ngày 27/9 tôi dự lúc 8h.", "Confirmed, 27/9/2024 at 08:00.", "Vào lúc 8:00 tôi đến"])
@pytest.mark.parametrize("client", MARKED)
def test_words_right_above_the_introduction_without_a_blank_line_are_kept(client: str, said: str) -> None:
    text = MARKED[client](said, LETTER, "vi").replace(f"{said}\n\n", f"{said}\n")
    assert read(mail(text)).text == said


ELSEWHERE = [
    '30.09.2024, 18.30, "Phòng KSTT" <kstt@vpub.example>:',
    "11:00 AM, November 17, 2024, Phòng <kstt@vpub.example>:",
    "ср, 30 апр. 2024 г. в 15:19, Phòng KSTT <kstt@vpub.example>:",
    "Dnia 27 grudnia 2024 12:08 Phòng <kstt@vpub.example> napisał(a):",
    "On Wed, 14 Nov 2024 08:14:43 +0700 Phòng <kstt@vpub.example> wrote",
    "On Nov 26, 2024 you wrote:",
]


@pytest.mark.parametrize("intro", ELSEWHERE)
def test_introductions_of_other_languages_are_known_by_their_shape(intro: str) -> None:
    assert read(mail(f"Tôi dự.\n\n{intro}\n\nKính mời đồng chí; nếu vắng thì cử cấp phó.")).text == "Tôi dự."


def test_answers_between_numbered_lines_of_html_are_kept_with_their_numbers() -> None:
    quote = '<blockquote class="gmail_quote" style="border-left:1px solid">'
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">Vào Th 6, 20 thg 9, X &lt;a@b.example&gt; đã viết:</div>'
        f"{quote}Kính gửi đồng chí.<br>1. Sở Y tế: đ/c Bùi Minh Lân.</blockquote><div>Nhất trí</div>"
        f"{quote}2. Sở Xây dựng: đ/c Lê Văn Quốc.</blockquote><div>Chưa đồng ý</div></div>"
    )
    found = read(mail(html=html))
    assert found.items == ((1, "Nhất trí"), (2, "Chưa đồng ý"))


def test_a_short_answer_between_two_quoted_lines_is_no_wrapped_end() -> None:
    long = "> 1. Sở Y tế xin cử đồng chí Bùi Minh Lân - Phó Giám đốc dự thay đồng chí Giám đốc Sở"
    found = read(mail(f"On 20/09/2024 14:05, X wrote:\n{long}\nđồng ý\n> 2. Sở Xây dựng\n"))
    assert found.items == ((1, "đồng ý"),)


def test_the_end_of_a_quoted_line_that_a_program_wrapped_does_not_leak() -> None:
    long = "> Việc cử cấp phó dự thay phải được sự đồng ý trước bằng văn bản của Trưởng Ban Chỉ"
    found = read(mail(f"Tôi dự.\n\nOn 20/09/2024 14:05, X wrote:\n{long}\nđạo tỉnh\n> Trân trọng\n"))
    assert found.text == "Tôi dự."


PERSON = "Lê A <a@so.example>"
FORWARDS = {
    "gmail_vi": ("---------- Forwarded message ---------", f"Từ: {PERSON}", "Date: 20 thg 9, 2024", "Subject: V/v"),
    "gmail_android": ("---------- Tin nhắn đã chuyển tiếp ----------", f"Từ: {PERSON}", "Ngày: 20 thg 9, 2024"),
    "outlook": (f"From: {PERSON}", "Sent: Friday, September 20, 2024 2:05 PM", "To: B <b@so.example>", "Subject: V/v"),
    "thunderbird": ("-------- Tin nhắn đã được chuyển tiếp --------", "Tiêu đề: V/v", f"Từ: {PERSON}", "Đến: B"),
    "apple": ("Bắt đầu thư được chuyển tiếp:", "", f"> Từ: {PERSON}", "> Chủ đề: V/v"),
    "apple_en": ("Begin forwarded message:", "", f"From: {PERSON}", "Subject: V/v", "Date: 20 Sep 2024", "To: B"),
    "zimbra": ("----- Thư đã chuyển tiếp -----", f"Từ: {PERSON}", "Tới: B <b@so.example>", "Chủ đề: V/v"),
    "geary": ("---------- Thư được chuyển tiếp ----------", f"Từ: {PERSON}", "Chủ đề: V/v"),
}


@pytest.mark.parametrize("client", FORWARDS)
def test_what_is_forwarded_is_quotation(client: str) -> None:
    inner = "Tôi đồng ý cử đồng chí Nam đi thay."
    head = "\n".join(FORWARDS[client])
    inner = gt(inner) if client == "apple" else inner
    found = read(mail(f"Kính chuyển Phòng tổng hợp.\n\n{head}\n\n{inner}\n", subject="Fwd: V/v"))
    assert found.text == "Kính chuyển Phòng tổng hợp."
    assert found.quoted


def test_only_quotation_gives_no_words_and_a_doubt() -> None:
    found = read(mail(TEXT["outlook"]("", LETTER, "vi")))
    assert found.text == ""
    assert found.quoted
    assert "only quoted text" in found.doubts


def test_words_behind_marks_above_the_quotation_are_kept_with_a_doubt() -> None:
    found = read(mail(TEXT["thunderbird"]("> Tôi dự họp.", LETTER, "vi")))
    assert found.text == "Tôi dự họp."
    assert "answer stands behind quotation marks" in found.doubts


@pytest.mark.parametrize(
    "line",
    [
        "======= Nội dung trả lời đề nghị ghi phía trên dòng này [Q3-7K4M] =======",
        "----- Vui lòng trả lời phía trên dòng này -----",
        "*** NỘI DUNG TRẢ LỜI GHI PHÍA TRÊN DÒNG NÀY ***",
    ],
)
def test_all_below_our_own_line_is_ours(line: str) -> None:
    found = read(mail(f"Tôi vắng.\n\n{line}\nĐồng ý\nKính mời đồng chí dự họp."))
    assert found.text == "Tôi vắng."


def test_words_before_our_line_on_one_line_with_it_are_kept() -> None:
    found = read(mail("Tôi xin vắng ======= Nội dung trả lời đề nghị ghi phía trên dòng này [Q3-7K4M] ======= Đồng ý"))
    assert found.text == "Tôi xin vắng"


def test_a_drawn_table_is_no_quotation() -> None:
    text = "| STT | Họ tên |\n| 1 | Lê Văn An |"
    assert read(mail(text)).text == text


def test_bars_mark_a_quotation() -> None:
    assert read(mail("Tôi dự.\n\nOn 20/09/2024 14:05, X wrote:\n| Kính mời đồng chí\n| dự họp.\n")).text == "Tôi dự."


def test_our_own_sentences_are_taken_away_where_nothing_else_marks_them() -> None:
    sentence = "Việc cử cấp phó dự thay phải được Trưởng Ban Chỉ đạo đồng ý."
    found = read(mail(f"Tôi dự họp.\n{sentence}\n"), OwnMail(sentences=(sentence,)))
    assert found.text == "Tôi dự họp."
    assert found.quoted


PLAIN_WORDS = [
    "Từ 7h30 đến 8h15 ngày 27/9 tôi tiếp công dân, sẽ vào họp muộn.",
    "Vào lúc 8h00 ngày 27/9/2024 tôi sẽ có mặt.",
    "Ngày 20/9/2024, Sở đã gửi: báo cáo, slide và danh sách.",
    "Từ: Quy Nhơn\nĐến: Hà Nội\nNgày về: 28/9, nên tôi xin vắng.",
    "Về việc dự họp:\n- Người dự: Lê Văn An\n- Chức vụ: Phó Giám đốc",
    "Tôi đồng ý với nội dung giấy mời và sẽ dự.\n\nNội dung trả lời này thay cho công văn.",
    "1. Tôi dự họp.\n2. Đề nghị gửi tài liệu trước.",
    "On Friday I will attend; on Saturday I fly to Hanoi.",
]


@pytest.mark.parametrize("text", PLAIN_WORDS)
def test_words_that_only_look_like_a_header_are_not_cut(text: str) -> None:
    found = read(mail(text))
    assert words(found.text) == words(text)
    assert not found.quoted
