"""Mail that could not be delivered: RFC 3464 reports, and the notices of servers that write their own."""

from __future__ import annotations

import re
import unicodedata

from mailbot.core.model import Bounce
from mailbot.core.parse.headers import decode_header
from mailbot.core.parse.kind import null_sender
from mailbot.core.parse.mime import Part, Taken, blocks
from mailbot.core.parse.text import fold, one_line


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile(unicodedata.normalize("NFD", "|".join(phrases)))


MAX_RECIPIENTS = 100
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY_CODE = re.compile(r"(?<![\d.])([45][0-7]\d)[ -]")

# Servers that write in their own name, and senders behind whom a person may be, too.
_DAEMON = re.compile(r"mailer[-_ ]?daemon|mail[-_ ]?delivery[-_ ]?(?:sub)?system|double-bounce@", re.IGNORECASE)
_POSTMASTER = re.compile(r"post[-_]?master@|mdaemon|^<>|system administrator|mail administrator", re.IGNORECASE)
# What such notices are called, folded.
_SUBJECT = _any_of(
    "undeliver", "delivery (?:status|failure|notification|problem|report|has failed|error)", "failure delivery",
    "returned (?:mail|email|to sender|message)", "failure (?:notice|notification)", "not delivered", "user unknown",
    "mail (?:delivery|system error|could not|failed|error)", "failed mail", "could not (?:be delivered|send)", "bounce",
    "message (?:delivery|not delivered|undeliverable|returned|rejected|delayed)", "nondeliver", "non[- ]deliver",
    "warning: (?:message|could not)", "unable to deliver", "error sending your mail", "processing error",
    # Vietnamese: Exchange, Zimbra, and what offices write
    "khong gui duoc", "khong the gui", "khong chuyen duoc", "gui khong thanh cong", "khong the chuyen", "thu tra lai",
    "thu bi tra lai", "gui thu that bai", "chua gui duoc", "loi gui thu", "khong the phan phoi", "thu khong duoc gui",
    # others
    "unzustellbar", "non remis", "メールエラー通知", "退信", "投递失败", "传输失败",
)  # fmt: skip
# How their text begins, folded: programs that write no report part.
_TEXT = _any_of(
    "this is the qmail-send program", "this message was created automatically by mail delivery",
    "permanent fatal error",
    "permanent errors", "a message that you sent could not be delivered", "undeliverable", "failed recipient",
    "your message (?:did not reach|was not delivered|could not be)", "the following addresses had", "user unknown",
    "not be delivered", "could not deliver", "delivery to the following", "unable to deliver", "trouble delivering",
    "wasn't able to deliver", "i(?:'m| am) sorry to (?:have to )?inform you", "mailbox (?:is )?full", "unknown user",
    "no such user", "host unknown", "mailbox unavailable", "was rejected by a remote", "has been returned because",
    '"notificationtype":"bounce"',
    # Vietnamese
    "thu cua ban khong duoc gui", "khong the gui thu cua ban", "khong gui duoc thu", "khong tim thay dia chi",
    "dia chi nguoi nhan khong ton tai", "hop thu cua nguoi nhan da day", "hop thu da day",
    # others
    "送信できませんでした", "无法投递", "无法发送到",
)  # fmt: skip
_ANSWERED = re.compile(r"^(?:re|fw|fwd|tl|tr|tra loi|chuyen tiep|ve viec)\s{0,3}:")
_FINAL_LINE = re.compile(r"^\s{0,8}<?([\w.+=-]{1,64}@[\w.-]{3,200}?)>?\s{0,4}(?::|\.{3}|$)", re.MULTILINE)


def find_bounce(taken: Taken, subject: str, body: str) -> Bounce | None:
    """The delivery failure that this mail reports, or None. `body` is its own text."""
    report = next((p for p in taken.parts if p.content_type.endswith("delivery-status")), None)
    if report is not None:
        return _from_report(report, taken, body)
    sign = bounce_sign(taken, subject, body)
    return _from_text(taken, body) if sign else None


def bounce_sign(taken: Taken, subject: str, body: str) -> str:
    """Why a mail without a report part is taken for a delivery failure, or ''.

    Servers that write no report are known by their sender; others need two signs and a code, an address or a returned
    mail, so that a person who tells of a bounce is still a person.
    """
    if taken.header("x-failed-recipients"):
        return "X-Failed-Recipients"
    if "x-ms-exchange-message-is-ndr" in taken.head:
        return "X-MS-Exchange-Message-Is-Ndr"
    if taken.content_type == "multipart/report" and taken.parameters.get("report-type") == "delivery-status":
        return "multipart/report"
    sender = taken.header("from")[:1000]
    if _DAEMON.search(sender):
        return "From: mailer-daemon"
    named, null = _SUBJECT.search(fold(subject)) is not None, null_sender(taken)
    server = _POSTMASTER.search(sender) is not None
    if not (named or null or server):
        return ""
    start = fold(body[:3000])
    signs = named + null + (_TEXT.search(start) is not None)
    if signs >= 1 and server:
        return "From: postmaster"
    if signs < 2 or _ANSWERED.match(fold(subject)):
        return ""
    told_where = _STATUS.search(start) or _REPLY_CODE.search(start) or _FINAL_LINE.search(start)
    return "words of a delivery failure" if told_where or null or taken.inner else ""


def _from_report(report: Part, taken: Taken, body: str) -> Bounce | None:
    recipients: list[str] = []
    status = diagnostic = ""
    actions: list[str] = []
    for block in blocks(report):
        action = block.first("action").strip().lower()
        recipient = block.first("original-recipient") or block.first("final-recipient")
        if action:
            actions.append(action.split()[0])
        if action.startswith(("delivered", "relayed", "expanded")):
            continue
        found = _ADDRESS.search(recipient.partition(";")[2] or recipient)
        if found:
            recipients.append(found[0].lower())
        if not status and (code := _STATUS.search(block.first("status"))):
            status = code[1]
        diagnostic = diagnostic or one_line(decode_header(block.first("diagnostic-code")).partition(";")[2])
    if actions and all(a.startswith(("delivered", "relayed", "expanded")) for a in actions):
        return None
    if not recipients:
        return _from_text(taken, body)
    delayed = bool(actions) and all(a.startswith("delayed") for a in actions)
    permanent = not delayed and not status.startswith("4")
    return Bounce(tuple(dict.fromkeys(recipients))[:MAX_RECIPIENTS], status, diagnostic[:500], permanent)


def _from_text(taken: Taken, body: str) -> Bounce:
    """What a notice without a report part tells: X-Failed-Recipients, else the addresses that its own text names."""
    own = {a.lower() for name in ("to", "from") for a in _ADDRESS.findall(taken.header(name))}
    failed = [a.lower() for a in _ADDRESS.findall(taken.header("x-failed-recipients"))]
    if not failed:
        failed = [a.lower() for a in _FINAL_LINE.findall(body)] or [a.lower() for a in _ADDRESS.findall(body)]
    if not failed:
        failed = [a.lower() for inner in taken.inner for a in _ADDRESS.findall(inner.first("to"))]
    recipients = tuple(a for a in dict.fromkeys(failed) if a not in own)[:MAX_RECIPIENTS]
    code = _STATUS.search(body)
    reply = _REPLY_CODE.search(body)
    status = code[1] if code else ""
    line = next((one_line(x) for x in body.splitlines() if (code and code[1] in x) or (reply and reply[0] in x)), "")
    temporary = status.startswith("4") or (not status and reply is not None and reply[1].startswith("4"))
    return Bounce(recipients, status, line[:500], not temporary)
