"""What kind of mail it is: by headers that the field has tested, never by what a person may say."""

from __future__ import annotations

import pytest

from mailbot.core.model import Source
from tests.core.parse.mails import mail, raw, read

AUTOMATIC = {
    "rfc_3834": {"auto_submitted": "auto-replied"},
    "zimbra_away": {
        "auto_submitted": "auto-replied (zimbra; vacation)",
        "precedence": "bulk",
        "subject": "Trả lời: Mời dự Phiên họp",
        "in_reply_to": "<invite.0123456789abcdef@vpub.binhdinh.example>",
    },
    "exchange_away": {"x_auto_response_suppress": "All", "x_ms_exchange_inbox_rules_loop": "a@so.example"},
    "exchange_away_subject": {"subject": "Trả lời tự động: Mời dự Phiên họp"},
    "exchange_away_english": {"subject": "Automatic reply: Mời dự Phiên họp"},
    "away_with_empty_envelope": {"subject": "Out of office", "return_path": "<>"},
    "x_autoreply": {"x_autoreply": "yes"},
    "precedence": {"precedence": "auto_reply"},
    "list": {"list_id": "<lop.lists.example>", "list_unsubscribe": "<mailto:x@lists.example>"},
    "exchange_receipt": {"subject": "Đã đọc: Mời dự Phiên họp", "x_auto_response_suppress": "All"},
}  # fmt: skip


@pytest.mark.parametrize("sign", AUTOMATIC)
def test_an_automatic_answer_is_told_by_its_headers(sign: str) -> None:
    found = read(mail("Tôi đi công tác, đồng chí Phó Giám đốc giải quyết công việc thay.", **AUTOMATIC[sign]))
    assert found.source is Source.AUTO
    assert found.automatic


HUMAN = {
    "auto_submitted_no": {"auto_submitted": "no"},
    "suppress_alone": {"x_auto_response_suppress": "All"},
    "answers_an_away_note": {"subject": "RE: Trả lời tự động: Mời dự Phiên họp"},
    "tells_of_a_bounce": {"subject": "Fwd: Undelivered Mail Returned to Sender"},
    "says_he_is_away": {"subject": "Out of office ngày 27/9, xin vắng"},
    "read_in_subject": {"subject": "Đã đọc giấy mời"},
    "postmaster_who_writes": {"From": "Quản trị <postmaster@so.example>"},
    "newsletter_header_on_an_answer": {
        "list_unsubscribe": "<mailto:x@crm.example>",
        "in_reply_to": "<invite.0123456789abcdef@vpub.binhdinh.example>",
    },
}  # fmt: skip


@pytest.mark.parametrize("case", HUMAN)
def test_a_person_is_not_taken_for_a_program(case: str) -> None:
    found = read(
        mail("Tôi đang nghỉ phép, xin vắng. Thư này trả lời tự động hộ anh Nam thì không phải.", **HUMAN[case])
    )
    assert found.source is Source.REPLY
    assert not found.automatic


def test_a_newsletter_is_other_mail() -> None:
    found = read(mail("Giảm giá 15 %", list_unsubscribe="<https://shop.example/u>", subject="Khuyến mãi"))
    assert found.source is Source.OTHER


def test_a_read_receipt_is_automatic_and_names_the_letter() -> None:
    body = (
        "--b\nContent-Type: text/plain; charset=utf-8\n\nThư của bạn đã được đọc.\n--b\n"
        "Content-Type: message/disposition-notification\n\nReporting-UA: x\n"
        "Original-Message-ID: <remind.0123456789abcdef@vpub.binhdinh.example>\n"
        "Disposition: manual-action/MDN-sent-manually; displayed\n\n--b--\n"
    )
    head = "From: a@so.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b"
    found = read(raw(head, body))
    assert found.source is Source.AUTO
    assert [str(r) for r in found.references] == ["remind.0123456789abcdef"]


def test_an_abuse_report_is_automatic() -> None:
    head = "From: loop@isp.example\nContent-Type: multipart/report; report-type=feedback-report; boundary=b"
    found = read(raw(head, "--b\nContent-Type: text/plain\n\nabuse\n--b--\n"))
    assert found.source is Source.AUTO
