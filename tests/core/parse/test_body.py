"""Which words count: parts, signatures, disclaimers, telephones, wrapped lines."""

from __future__ import annotations

import pytest

from tests.core.parse.mails import mail, raw, read

CLOSING = {
    "vi": "Tôi xin vắng, bận họp.\n\nTrân trọng,\nTL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nNguyễn Văn A\nĐT: 0256 3000 245",
    "thanks": "Tôi xin vắng, bận họp.\nXin cảm ơn!\nNguyễn Văn A\nPhó Giám đốc Sở",
    "english": "Tôi xin vắng, bận họp.\n\nBest regards,\n\nNguyen Van A\nDeputy Director",
    "dashes": "Tôi xin vắng, bận họp.\n-- \nNguyễn Văn A\nPhó Giám đốc Sở",
}


@pytest.mark.parametrize("case", CLOSING)
def test_the_signature_below_a_closing_is_no_answer(case: str) -> None:
    found = read(mail(CLOSING[case]))
    assert found.text.startswith("Tôi xin vắng, bận họp.")
    assert "Văn A" not in found.text
    assert "Van A" not in found.text
    assert "Văn A" in found.signature or "Van A" in found.signature


KEPT = {
    "postscript": "Tôi dự.\n\nTrân trọng,\nLan\nP/S: anh Nam đi cùng tôi.",
    "answer_below_thanks": "Xin cảm ơn.\nTôi không dự được vì bận, cử đồng chí Phó Giám đốc Nam đi thay.",
    "only_signature": "-- \nTôi dự họp.",
    "name_without_closing": "Anh Hùng giao em đi họp thay.\n\nPhạm Thu Sương\nThư ký Trưởng ban",
    "answer_below_salutation_and_thanks": "Kính gửi Phòng,\nXin cảm ơn.\nCó, tôi đến.",
    "short_answer_below_thanks": "Đã nhận giấy mời.\nXin cảm ơn!\nTôi dự họp",
    "closing_only": "Trân trọng,",
}


@pytest.mark.parametrize("case", KEPT)
def test_words_that_may_be_an_answer_are_kept(case: str) -> None:
    assert " ".join(read(mail(KEPT[case])).text.split()) == " ".join(KEPT[case].split())


PHONES = [
    "Đã gửi từ iPhone của tôi", "Sent from my iPhone", "Sent from my Galaxy", "Đã gửi từ thiết bị Galaxy của tôi",
    "Tải Outlook cho iOS", "Get Outlook for Android", "Được gửi từ Yahoo Mail cho iPhone", "Sent from Mail for Windows",
    "Gửi từ điện thoại của tôi", "Sent via Xiaomi phone", "Đã gửi từ Outlook dành cho Android",
]  # fmt: skip


@pytest.mark.parametrize("line", PHONES)
def test_what_a_telephone_adds_is_cut(line: str) -> None:
    assert read(mail(f"Tôi dự.\n\n{line}\n")).text == "Tôi dự."


@pytest.mark.parametrize(
    "text", ["Gửi từ tối qua mà chưa thấy trả lời.", "Đã gửi từ thứ Hai, Phòng xem lại mail giúp em"]
)
def test_a_sentence_about_sending_is_kept(text: str) -> None:
    assert read(mail(text)).text == text


def test_a_disclaimer_is_cut() -> None:
    text = (
        "Tôi dự.\n________________________________\nDISCLAIMER: This e-mail is confidential. If you are not the"
        " intended recipient you must not approve or delegate anything."
    )
    assert read(mail(text)).text == "Tôi dự."


def test_a_vietnamese_disclaimer_is_cut() -> None:
    text = "Tôi dự.\n\nThông tin trong email này là bảo mật, không được đồng ý hay từ chối điều gì nếu gửi nhầm."
    assert read(mail(text)).text == "Tôi dự."


def test_what_a_gateway_puts_on_top_is_cut() -> None:
    text = "CAUTION: This email originated from outside. Do not approve anything.\n\nTôi dự.\nLan"
    assert read(mail(text)).text == "Tôi dự.\nLan"


def test_lines_of_preformatted_html_stay_lines() -> None:
    assert read(mail(html="<pre>Tôi dự.\n\n&gt; trích\nLan</pre>")).text == "Tôi dự.\n\nLan"


def test_html_alone_is_read_without_what_is_hidden() -> None:
    html = (
        "<html><head><title>Đồng ý</title><style>p{}</style></head><body><div style='display:none'>Vắng</div>"
        "<p>Tôi <b>đ</b><span>ồng</span> ý&nbsp;dự</p><script>x()</script><p>họp.</p></body></html>"
    )
    assert read(mail(html=html)).text == "Tôi đồng ý dự\nhọp."


def test_parts_that_say_the_same_are_no_doubt() -> None:
    found = read(mail("Tôi dự họp.\n", "<p>Tôi <b>dự</b> họp.</p>"))
    assert found.text == "Tôi dự họp."
    assert not found.doubts


SAME = {
    "links": ("Tôi dự.\nXem so.example<https://so.example/x>", '<p>Tôi dự.</p><p>Xem <a href="x">so.example</a></p>'),
    "pictures": ("[cid:logo.png]\nTôi dự.", "<p><img alt='Logo Sở' src='cid:logo.png'></p><p>Tôi dự.</p>"),
    "bold": ("*Tôi* dự _họp_.", "<b>Tôi</b> dự <u>họp</u>."),
    "numbers": ("1. Đồng ý\n2. Không", "<ol><li>Đồng ý</li><li>Không</li></ol>"),
    "bullets": ("* Đồng ý\n* Không", "<ul><li>Đồng ý</li><li>Không</li></ul>"),
    "signature": ("Tôi dự.\n\nLê An", "<div>Tôi dự.</div><div class='gmail_signature'>Lê An</div>"),
}


@pytest.mark.parametrize("case", SAME)
def test_how_programs_write_html_as_text_is_no_difference(case: str) -> None:
    text, html = SAME[case]
    assert not read(mail(text, html)).doubts


def test_numbered_lists_of_html_keep_their_numbers() -> None:
    assert read(mail(html="<ol><li>Đồng ý</li><li>Không</li></ol>")).text == "1. Đồng ý\n2. Không"


@pytest.mark.parametrize(("text", "html"), [("Tôi dự họp.", "<p>Tôi xin vắng.</p>"), ("Đồng ý", "<p>Không đồng ý</p>")])
def test_parts_that_say_different_things_are_a_doubt(text: str, html: str) -> None:
    assert "text and HTML part differ" in read(mail(text, html)).doubts


def test_a_text_part_that_only_points_to_the_html_part_is_passed_over() -> None:
    found = read(mail("Vui lòng xem bản HTML của thư này.", "<p>Tôi dự họp.</p>"))
    assert found.text == "Tôi dự họp."
    assert not found.doubts


def test_a_quotation_that_only_one_part_marks_is_cut_in_both() -> None:
    letter = "Việc cử cấp phó dự thay phải được Trưởng Ban Chỉ đạo đồng ý trước."
    html = f'<div>Tôi dự.</div><div id="divRplyFwdMsg">Từ: X</div><div>{letter}</div>'
    found = read(mail(f"Tôi dự.\n\n{letter}", html))
    assert found.text == "Tôi dự."
    assert not found.doubts


def test_lines_that_a_program_wrapped_are_joined() -> None:
    text = "Giám đốc Sở bận họp Hội đồng nhân dân tỉnh nên không thể tham\ndự phiên họp, xin cử đồng chí Nam đi thay."
    assert read(mail(text)).text == text.replace("\n", " ")


def test_flowed_text_is_joined() -> None:
    body = "Tôi không thể \ntham dự được.\n> trích \n> dẫn\nXin cảm ơn.\n"
    found = read(raw("From: a@so.example\nContent-Type: text/plain; charset=utf-8; format=flowed", body))
    assert found.text == "Tôi không thể tham dự được.\nXin cảm ơn."
    assert found.quoted


def test_an_inner_mail_is_not_the_writers_words() -> None:
    body = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\nKính chuyển.\n--b\nContent-Type: message/rfc822\n\n"
        "From: x@so.example\nSubject: y\n\nTôi đồng ý.\n--b--\n"
    )
    found = read(raw("From: a@so.example\nContent-Type: multipart/mixed; boundary=b", body))
    assert found.text == "Kính chuyển."


def test_a_text_with_a_name_that_stands_alone_is_the_mail() -> None:
    assert (
        read(raw('From: a@so.example\nContent-Type: text/plain; charset=utf-8; name="x.txt"', "Tôi dự.")).text
        == "Tôi dự."
    )


def test_an_announced_multipart_without_parts_is_read_as_text() -> None:
    assert (
        read(raw("From: a@so.example\nContent-Type: multipart/alternative; boundary=zzz", "Tôi dự.")).text == "Tôi dự."
    )


def test_a_multipart_without_a_boundary_is_read_as_text_and_doubted() -> None:
    found = read(raw("From: a@so.example\nContent-Type: multipart/alternative", "Tôi dự."))
    assert found.text == "Tôi dự."
    assert found.doubts == ("several parts without a boundary",)


def test_a_multipart_without_a_boundary_inside_another_is_doubted_too() -> None:
    body = "--b\nContent-Type: multipart/related\n\nTôi dự.\n--b--\n"
    found = read(raw("From: a@so.example\nContent-Type: multipart/mixed; boundary=b", body))
    assert "several parts without a boundary" in found.doubts
