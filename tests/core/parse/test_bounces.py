"""Delivery failures: who could not be reached and why; and never a person among them."""

from __future__ import annotations

import pytest

from mailbot.core.model import Source
from tests.core.parse.mails import mail, raw, read

HEAD = (
    "From: Mail Delivery System <MAILER-DAEMON@mx.vpub.example>\nSubject: Undelivered Mail Returned to Sender\n"
    "Auto-Submitted: auto-replied\nReturn-Path: <>\n"
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b"
)


def report(*fields: str, action: str = "failed", status: str = "5.1.1") -> str:
    recipients = "\n\n".join(
        f"Final-Recipient: rfc822; {f}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} no such user"
        for f in fields
    )
    return (
        "--b\nContent-Type: text/plain\n\nI'm sorry.\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.vpub.example\n\n{recipients}\n\n--b\nContent-Type: message/rfc822\n\n"
        "From: kstt@vpub.binhdinh.example\nMessage-ID: <invite.0123456789abcdef@vpub.binhdinh.example>\nSubject: x\n\n"
        "Đồng ý\n--b--\n"
    )


def test_a_report_names_recipient_status_and_letter() -> None:
    found = read(raw(HEAD, report("Lan@So.Example")))
    assert found.source is Source.BOUNCE
    assert found.bounce is not None
    assert found.bounce.recipients == ("lan@so.example",)
    assert found.bounce.status == "5.1.1"
    assert found.bounce.diagnostic == "550 5.1.1 no such user"
    assert found.bounce.permanent
    assert [str(r) for r in found.references] == ["invite.0123456789abcdef"]
    assert "Đồng ý" not in found.text


def test_a_report_names_all_recipients() -> None:
    found = read(raw(HEAD, report("a@so.example", "b@so.example", "a@so.example")))
    assert found.bounce is not None
    assert found.bounce.recipients == ("a@so.example", "b@so.example")


def test_a_delay_is_not_permanent() -> None:
    found = read(raw(HEAD, report("a@so.example", action="delayed", status="4.4.1")))
    assert found.bounce is not None
    assert not found.bounce.permanent


def test_a_report_of_success_is_no_failure() -> None:
    found = read(raw(HEAD.replace("MAILER-DAEMON", "mta"), report("a@so.example", action="delivered", status="2.0.0")))
    assert found.source is Source.AUTO
    assert found.bounce is None


COPY = "\n\nMessage-ID: <invite.0123456789abcdef@vpub.binhdinh.example>\n"
NOTICES = {
    "qmail": (
        "From: MAILER-DAEMON@mail.kkt.example\nSubject: failure notice",
        "Hi. This is the qmail-send program at mail.kkt.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
        "<lan@so.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy." + COPY,
    ),
    "exim": (
        "From: Mail Delivery System <Mailer-Daemon@so.example>\nX-Failed-Recipients: lan@so.example\n"
        "Subject: Mail delivery failed: returning message to sender",
        "This message was created automatically by mail delivery software.\n\n  lan@so.example\n    550 5.1.1 Unknown"
        + COPY,
    ),
    "exchange_vietnamese": (
        "From: Microsoft Outlook <postmaster@so.example>\nSubject: Không gửi được: Mời dự\n"
        "X-MS-Exchange-Message-Is-Ndr:",
        "Không thể gửi thư của bạn đến lan@so.example.\n\nlan@so.example\nRemote Server returned '550 5.1.1'" + COPY,
    ),
    "no_daemon": (
        "From: ndr@gateway.example\nReturn-Path: <>\nSubject: Delivery failure notification",
        "Your message could not be delivered to the following recipients:\n\nlan@so.example\n\n550 5.1.1" + COPY,
    ),
}


@pytest.mark.parametrize("server", NOTICES)
def test_a_notice_without_a_report_part_is_found_too(server: str) -> None:
    head, body = NOTICES[server]
    found = read(raw(f"To: kstt@vpub.binhdinh.example\n{head}", body))
    assert found.source is Source.BOUNCE
    assert found.bounce is not None
    assert found.bounce.recipients == ("lan@so.example",)
    assert found.bounce.status in ("5.1.1", "")
    assert [str(r) for r in found.references] == ["invite.0123456789abcdef"]


def test_a_person_who_forwards_a_notice_is_a_person() -> None:
    text = "Thư mời bị trả lại, nhờ Phòng gửi lại giúp.\n\n> <lan@so.example>: 550 5.1.1 user unknown\n"
    found = read(mail(text, subject="Fwd: Undelivered Mail Returned to Sender"))
    assert found.source is Source.REPLY
    assert found.text == "Thư mời bị trả lại, nhờ Phòng gửi lại giúp."


def test_a_person_who_attaches_a_report_is_a_person() -> None:
    body = (
        "--o\nContent-Type: text/plain; charset=utf-8\n\nThư gửi tôi bị trả lại.\n--o\nContent-Type: message/rfc822\n\n"
        f"{HEAD}\n\n{report('a@so.example')}\n--o--\n"
    )
    found = read(raw("From: a@so.example\nSubject: V/v thư mời\nContent-Type: multipart/mixed; boundary=o", body))
    assert found.source is Source.REPLY
    assert found.text == "Thư gửi tôi bị trả lại."
