"""What a finished mail carries."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import mailparser
import pytest
from selectolax.lexbor import LexborHTMLParser

from mailbot.core.model import Letter, LetterKind, Meeting
from mailbot.letters import compose
from mailbot.letters.attach import AttachmentError
from mailbot.letters.buttons import BUTTONS
from mailbot.letters.cast import NOW, Cast, sample_meeting
from mailbot.letters.marks import marker
from tests.letters.casts import HOST, PLAIN, POLICY, TEMPLATES, TOKEN, mail, parts

INVITE = PLAIN["invite"].letter


def message(letter: Letter, now: datetime = NOW) -> Message:
    return message_from_bytes(compose(letter, TOKEN, policy=POLICY, templates=TEMPLATES, now=now, host=HOST))


def test_the_letter_comes_from_the_office_under_its_division_s_name() -> None:
    parsed = mailparser.parse_from_bytes(mail(PLAIN["invite"]))
    name = "Phòng Kiểm soát thủ tục hành chính - Văn phòng UBND tỉnh Bình Định"
    assert parsed.from_ == [(name, "kstt@vpub.binhdinh.example")]
    assert parsed.to == [("Trần Minh Hải", "haitm@snv.binhdinh.example")]
    assert parsed.subject == ("[BCĐ CCHC-CĐS-ĐA06] Giấy mời - Phiên họp quý III/2024, ngày 27/09/2024 [Q3-7K4M]")


def test_the_token_stands_in_the_message_id() -> None:
    assert message(INVITE)["Message-ID"] == f"<invite.{TOKEN}@vpub.binhdinh.example>"


def test_the_date_is_now_in_local_time() -> None:
    date = message(INVITE)["Date"]
    assert date.endswith("+0700")
    assert parsedate_to_datetime(date) == NOW


def test_an_unasked_letter_is_auto_generated_and_an_answer_auto_replied() -> None:
    assert message(INVITE)["Auto-Submitted"] == "auto-generated"
    assert message(replace(INVITE, in_reply_to="<a@b.example>"))["Auto-Submitted"] == "auto-replied"
    assert message(INVITE)["X-Auto-Response-Suppress"] == "DR, RN, NRN, AutoReply"  # non-delivery reports are wanted


def test_an_answer_joins_its_thread() -> None:
    letter = replace(INVITE, in_reply_to="<b@x.example>", references=("<a@x.example>", "<b@x.example>"))
    assert message(letter)["In-Reply-To"] == "<b@x.example>"
    assert message(letter)["References"].split() == ["<a@x.example>", "<b@x.example>"]


def test_a_message_id_that_carries_a_header_is_left_away() -> None:
    letter = replace(INVITE, in_reply_to="<a@x>\r\nBcc: evil@evil.example", references=("junk\r\nX-Evil: 1", "<b c@x>"))
    found = message(letter)
    assert found["In-Reply-To"] == "<a@x>"
    assert found["References"] == "<a@x>"
    assert found["Bcc"] is None
    assert found["X-Evil"] is None


def test_a_long_thread_keeps_its_last_messages() -> None:
    letter = replace(INVITE, in_reply_to="<last@x>", references=tuple(f"<{n}@x>" for n in range(500)))
    assert message(letter)["References"].split()[-2:] == ["<499@x>", "<last@x>"]
    assert len(message(letter)["References"].split()) == 20


@pytest.mark.parametrize(
    "address",
    [
        *("a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>", "a b@c.example", "", "a"),
        *("a@b.example c@d.example", "Đồng@b.example", '"a"@b.example'),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is no mail address"):
        message(replace(INVITE, to=address))
    with pytest.raises(ValueError, match="is no mail address"):
        message(replace(INVITE, cc=(address,)))


@pytest.mark.parametrize("token", ["a b", "a>\r\nX: y", "<", "đ"])
def test_a_token_that_breaks_the_message_id_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="is no Message-ID"):
        compose(INVITE, token, policy=POLICY, templates=TEMPLATES, now=NOW, host=HOST)


def test_copies_go_to_those_who_are_named() -> None:
    assert message(replace(INVITE, cc=("a@b.example", "c@d.example")))["Cc"] == "a@b.example, c@d.example"


def test_documents_are_attached_under_their_own_names(tmp_path: Path) -> None:
    document = tmp_path / "Giấy mời số 12-GM.pdf"
    document.write_bytes(b"%PDF-1.7\r\n\x00binary\n")
    found = message(replace(INVITE, documents=(str(document),)))
    assert found.get_content_type() == "multipart/mixed"
    payload = found.get_payload()
    assert isinstance(payload, list)
    body, attachment = payload
    assert isinstance(body, Message)
    assert isinstance(attachment, Message)
    assert body.get_content_type() == "multipart/alternative"
    assert attachment.get_content_type() == "application/pdf"
    assert attachment.get_content_disposition() == "attachment"
    assert attachment.get_filename() == "Giấy mời số 12-GM.pdf"
    assert attachment.get_payload(decode=True) == b"%PDF-1.7\r\n\x00binary\n"


def test_a_document_s_name_can_neither_break_the_header_nor_the_line(tmp_path: Path) -> None:
    document = tmp_path / ("Đ" * 90 + "\r\n" + "x: y.pdf")
    document.write_bytes(b"x")
    raw = compose(
        replace(INVITE, documents=(str(document),)), TOKEN, policy=POLICY, templates=TEMPLATES, now=NOW, host=HOST
    )
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert message_from_bytes(raw).defects == []


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(AttachmentError, match=r"document 'tai-lieu\.pdf' cannot be read"):
        message(replace(INVITE, documents=(str(tmp_path / "tai-lieu.pdf"),)))


def test_boundaries_differ_between_letters_and_never_occur_within() -> None:
    first, second = (message(PLAIN[name].letter).get_boundary() or "" for name in ("invite", "invite_guest"))
    assert first != message(PLAIN["remind"].letter).get_boundary()
    assert mail(PLAIN["invite"]).count(first.encode()) == 5  # in the header, before three parts, at the end
    assert second.startswith("=_")


# --- Buttons -----------------------------------------------------------------------------------------------------


def buttons(name: str) -> dict[str, tuple[str, list[str]]]:
    """By its label: the subject and the lines of the mail that a button opens."""
    opened = {}
    for link in LexborHTMLParser(parts(PLAIN[name]).html).css("a"):
        uri = urlsplit(link.attributes["href"] or "")
        query = parse_qs(uri.query, strict_parsing=True)
        assert uri.path == "kstt@vpub.binhdinh.example"
        assert "+" not in uri.query  # RFC 6068 knows no '+' for a space
        opened[link.text()] = (query["subject"][0], query["body"][0].split("\r\n"))
    return opened


@pytest.mark.parametrize(
    ("name", "answers"),
    [
        (
            "invite",
            [
                "Tôi trực tiếp tham dự.",
                "Tôi xin báo vắng. Lý do: ...",
                "Tôi đề nghị Cấp phó dự thay. Họ tên: ... Chức vụ: ... Lý do: ...",
            ],
        ),
        (
            "invite_guest",
            [
                "Tôi trực tiếp tham dự.",
                "Tôi xin báo vắng. Lý do: ...",
                "Tôi cử người dự thay. Họ tên: ... Chức vụ: ...",
            ],
        ),
        ("invite_chair", ["Tôi trực tiếp tham dự.", "Tôi xin báo vắng. Lý do: ..."]),
        ("chair_request", ["Đồng ý", "Không đồng ý"]),
        ("chair_list", ["Đồng ý tất cả", "Đồng ý số ...; không đồng ý số ...", "Không đồng ý tất cả"]),
        ("receipt_attend", []),
        ("summary_chair", []),
        ("digest", []),
    ],
)
def test_each_letter_has_the_buttons_that_its_reader_needs(name: str, answers: list[str]) -> None:
    assert [body[0] for _, body in buttons(name).values()] == answers


def test_a_button_s_mail_carries_the_answer_room_the_marker_and_the_reference() -> None:
    subject, body = buttons("chair_request")["Bấm để trả lời “Đồng ý”"]
    assert subject == f"Re: {parts(PLAIN['chair_request']).subject}"
    assert body == ["Đồng ý", "", "", "", marker("Q3-7K4M"), f"Mã thư: approval.{TOKEN}", ""]


def test_the_numbered_answer_decides_nothing_when_it_is_sent_off_unchanged() -> None:
    assert not re.search(r"\d", BUTTONS["by_number"].answer)


def test_the_text_part_has_no_long_addresses() -> None:
    for sample in PLAIN.values():
        assert "mailto:" not in parts(sample).text


# --- Dates -------------------------------------------------------------------------------------------------------


def test_days_and_the_first_two_months_take_a_leading_zero_and_times_are_local() -> None:
    starts_at = datetime(2025, 2, 4, 18, 5, tzinfo=UTC)  # past midnight in Vietnam
    meeting = replace(sample_meeting(Cast()), starts_at=starts_at, deadline=starts_at - timedelta(days=1))
    letter = replace(INVITE, context={**INVITE.context, "meeting": meeting})
    text = parts(replace(PLAIN["invite"], letter=letter)).text
    assert "Thời gian: 01 giờ 05 phút, thứ Tư, ngày 05 tháng 02 năm 2025" in text
    assert "Hạn xác nhận: trước 01 giờ 05 phút, thứ Ba, ngày 04 tháng 02 năm 2025" in text
    assert parts(replace(PLAIN["invite"], letter=letter)).subject.endswith(", ngày 05/02/2025 [Q3-7K4M]")


def test_times_follow_the_configured_zone() -> None:
    policy = replace(POLICY, working=replace(POLICY.working, zone=ZoneInfo("Asia/Tokyo")))
    raw = compose(INVITE, TOKEN, policy=policy, templates=TEMPLATES, now=NOW, host=HOST)
    assert message_from_bytes(raw)["Date"].endswith("+0900")
    text = message_from_bytes(raw).get_payload(0)
    assert isinstance(text, Message)
    body = text.get_payload(decode=True)
    assert isinstance(body, bytes)
    assert "10 giờ 00 phút, thứ Sáu, ngày 27 tháng 9 năm 2024" in body.decode()


def test_a_long_title_leaves_room_for_the_code() -> None:
    meeting = replace(sample_meeting(Cast()), title="Phiên họp " * 100)
    letter = replace(INVITE, context={**INVITE.context, "meeting": meeting})
    subject = parts(replace(PLAIN["invite"], letter=letter)).subject
    assert subject.endswith("…, ngày 27/09/2024 [Q3-7K4M]")
    assert len(subject) < 250


def test_a_letter_about_no_meeting_has_a_marker_without_a_code() -> None:
    assert PLAIN["digest"].letter.kind is LetterKind.DIGEST
    assert not isinstance(PLAIN["digest"].letter.context.get("meeting"), Meeting)
    assert parts(PLAIN["digest"]).text.startswith(marker("") + "\n")
    assert parts(PLAIN["digest"]).subject == (
        "[BCĐ CCHC-CĐS-ĐA06] Tổng hợp ngày 23/09/2024: 2 thư cần xử lý; 1 thư chưa gửi được; có cảnh báo"
    )
