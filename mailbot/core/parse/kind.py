"""Which kind of mail this is: DSN, read receipt, calendar answer, list, automatic answer, or a person's words."""

from __future__ import annotations

import re
from email.message import Message

from mailbot.core.parse.mime import Taken, header, parameter
from mailbot.core.parse.text import fold

# Subjects of automatic answers, folded; from the clients' own catalogues and from the field.
_AUTO_SUBJECT = re.compile(
    r"^(?:tra loi tu dong|thu tra loi tu dong|tu dong tra loi|thong bao di vang|vang mat khoi van phong|ngoai van phong"
    r"|ra khoi van phong|o ngoai van phong|automatic reply|auto[- ]?reply|autoreply|auto response|autoresponse|auto ?:"
    r"|out of (?:the )?office|away from (?:the )?office|on vacation|vacation reply|i am out of|i'm out of"
    r"|automatische antwort|abwesenheitsnotiz|reponse automatique|respuesta automatica|risposta automatica"
    r"|resposta automatica|automatisch antwoord|autosvar|automatiskt svar)\b"
)
_RECEIPT_SUBJECT = re.compile(
    r"^(?:da doc|khong doc|khong duoc doc|bien nhan \(da doc\)|xac nhan da nhan thu|read|not read|return receipt"
    r"|read receipt|da xem)\b ?[:(]"
)
_BULK = frozenset(["bulk", "junk", "list", "auto_reply", "auto-reply"])
_RETURN_NULL = re.compile(r"^\s*<\s*>\s*$")


def receipt_sign(taken: Taken) -> str:
    """The sign that this is a message disposition notification (RFC 8098), or ''."""
    message = taken.message
    if (
        message.get_content_type() == "multipart/report"
        and parameter(message, "report-type") == "disposition-notification"
    ):
        return "read receipt"
    if any(p.content_type == "message/disposition-notification" and not p.returned for p in taken.parts):
        return "read receipt"
    return ""


def list_sign(message: Message) -> str:
    """The sign of a mailing list (RFC 2919), or ''."""
    for name in ("list-id", "list-post", "x-mailman-version", "x-list", "mailing-list"):
        if header(message, name):
            return name.title()
    return ""


def newsletter_sign(message: Message) -> str:
    """The sign of mail that was sent to many at once (RFC 2369, RFC 8058), or ''."""
    for name in ("list-unsubscribe", "feedback-id", "x-campaign-id", "x-mailchimp-campaign-id", "x-csa-complaints"):
        if header(message, name):
            return name.title()
    return ""


def report_sign(message: Message) -> str:
    """The sign of a machine's report that is neither DSN nor receipt: abuse, DMARC, TLS (RFC 5965), or ''."""
    if message.get_content_type() == "multipart/report":
        return f"multipart/report; {parameter(message, 'report-type')[:40]}"
    return ""


def automatic_sign(message: Message, subject: str) -> str:
    """The sign of an automatic answer (RFC 3834 and what programs write instead), or ''.

    X-Auto-Response-Suppress alone is none: people's own programs send it too.
    """
    submitted = header(message, "auto-submitted").strip().lower()
    if submitted and submitted.split(";")[0].split("(")[0].strip() != "no":
        return f"Auto-Submitted: {submitted[:60]}"
    if header(message, "x-autoreply").strip().lower() not in ("", "no", "false"):
        return "X-Autoreply"
    for name in (
        "x-autorespond",
        "x-autoresponse",
        "x-ms-exchange-generated-message-source",
        "x-vacation",
        "x-mail-autoreply",
    ):
        if header(message, name):
            return name.title()
    folded = fold(subject)
    suppressed = header(message, "x-auto-response-suppress").strip().lower()
    if suppressed == "all" and header(message, "x-ms-exchange-inbox-rules-loop"):
        return "X-MS-Exchange-Inbox-Rules-Loop"
    if _AUTO_SUBJECT.match(folded):
        return "subject of an automatic answer"
    if _RECEIPT_SUBJECT.match(folded) and (suppressed or null_sender(message)):
        return "subject of a read receipt"
    return ""


def bulk_sign(message: Message) -> str:
    """The Precedence field of mail that a program sent, or ''."""
    precedence = header(message, "precedence").strip().lower()
    return f"Precedence: {precedence[:20]}" if precedence in _BULK else ""


def null_sender(message: Message) -> bool:
    """Whether the envelope sender was empty, as far as Return-Path says."""
    return _RETURN_NULL.match(header(message, "return-path")) is not None
