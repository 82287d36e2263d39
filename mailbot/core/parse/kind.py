"""Which kind of mail this is: DSN, read receipt, calendar answer, list, automatic answer, or a person's words."""

from __future__ import annotations

import re

from mailbot.core.parse.mime import Taken
from mailbot.core.parse.text import fold

# Subjects that programs put before an answer, folded, with the colon that people do not write there.
_AUTO_SUBJECT = re.compile(
    r"^(?:tra loi tu dong|thu tra loi tu dong|tu dong tra loi|automatic reply|auto[- ]?reply|auto[- ]?response|auto"
    r"|out of office(?: autoreply)?|automatische antwort|abwesenheitsnotiz|reponse automatique|respuesta automatica"
    r"|risposta automatica|resposta automatica|automatisch antwoord|autosvar|automatiskt svar) ?:"
)
# Subjects that people may write, too: they count where the envelope or a header speaks for a program.
_AWAY_SUBJECT = re.compile(
    r"^(?:thong bao di vang|vang mat khoi van phong|ngoai van phong|ra khoi van phong|o ngoai van phong|tra loi tu dong"
    r"|out of (?:the )?office|away from|on vacation|vacation|i am out of|i'm out of|auto)"
)
_RECEIPT_SUBJECT = re.compile(
    r"^(?:da doc|khong doc|khong duoc doc|bien nhan \(da doc\)|xac nhan da nhan thu|read|not read|return receipt"
    r"|read receipt|da xem)\b ?[:(]"
)
_BULK = frozenset(["bulk", "junk", "list", "auto_reply", "auto-reply"])
_RETURN_NULL = re.compile(r"^\s*<\s*>\s*$")


def receipt_sign(taken: Taken) -> str:
    """The sign that this is a message disposition notification (RFC 8098), or ''."""
    if taken.content_type == "multipart/report" and taken.parameters.get("report-type") == "disposition-notification":
        return "read receipt"
    if any(p.content_type == "message/disposition-notification" for p in taken.parts):
        return "read receipt"
    return ""


def list_sign(taken: Taken) -> str:
    """The sign of a mailing list (RFC 2919), or ''."""
    for name in ("list-id", "list-post", "x-mailman-version", "x-list", "mailing-list"):
        if taken.header(name):
            return name.title()
    return ""


def newsletter_sign(taken: Taken) -> str:
    """The sign of mail that was sent to many at once (RFC 2369, RFC 8058), or ''."""
    for name in ("list-unsubscribe", "feedback-id", "x-campaign-id", "x-mailchimp-campaign-id", "x-csa-complaints"):
        if taken.header(name):
            return name.title()
    return ""


def is_newsletter(taken: Taken) -> bool:
    """Whether mail with a List-Id goes one way only: left by a web address (RFC 8058), and nobody can post to it."""
    one_way = not any(taken.header(name) for name in ("list-post", "x-mailman-version"))
    return one_way and "http" in taken.header("list-unsubscribe").lower()


def report_sign(taken: Taken) -> str:
    """The sign of a machine's report that is neither DSN nor receipt: abuse, DMARC, TLS (RFC 5965), or ''."""
    if taken.content_type == "multipart/report":
        return f"multipart/report; {taken.parameters.get('report-type', '')[:40]}"
    return ""


def automatic_sign(taken: Taken, subject: str) -> str:
    """The sign of an automatic answer (RFC 3834 and what programs write instead), or ''.

    X-Auto-Response-Suppress alone is none: people's own programs send it too.
    """
    submitted = taken.header("auto-submitted").strip().lower()
    if submitted and submitted.split(";")[0].split("(")[0].strip() != "no":
        return f"Auto-Submitted: {submitted[:60]}"
    if taken.header("x-autoreply").strip().lower() not in ("", "no", "false"):
        return "X-Autoreply"
    for name in (
        "x-autorespond",
        "x-autoresponse",
        "x-ms-exchange-generated-message-source",
        "x-vacation",
        "x-mail-autoreply",
    ):
        if taken.header(name):
            return name.title()
    folded = fold(subject)
    suppressed = taken.header("x-auto-response-suppress").strip().lower()
    if suppressed == "all" and taken.header("x-ms-exchange-inbox-rules-loop"):
        return "X-MS-Exchange-Inbox-Rules-Loop"
    if _AUTO_SUBJECT.match(folded) or (_AWAY_SUBJECT.match(folded) and (suppressed or null_sender(taken))):
        return "subject of an automatic answer"
    if _RECEIPT_SUBJECT.match(folded) and (suppressed or null_sender(taken)):
        return "subject of a read receipt"
    return ""


def bulk_sign(taken: Taken) -> str:
    """The Precedence field of mail that a program sent, or ''."""
    precedence = taken.header("precedence").strip().lower()
    return f"Precedence: {precedence[:20]}" if precedence in _BULK else ""


def null_sender(taken: Taken) -> bool:
    """Whether the envelope sender was empty, as far as Return-Path says."""
    return _RETURN_NULL.match(taken.header("return-path")) is not None
