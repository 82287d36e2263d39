"""Mail that could not be delivered: RFC 3464 reports, and the notices of servers that write their own."""

from __future__ import annotations

import re
from email.message import Message

from mailbot.core.model import Bounce
from mailbot.core.parse.headers import decode_header
from mailbot.core.parse.kind import null_sender
from mailbot.core.parse.mime import Part, Taken, blocks, header, parameter
from mailbot.core.parse.text import fold, one_line

MAX_RECIPIENTS = 100
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.ASCII)
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY_CODE = re.compile(r"(?<![\d.])([45][0-7]\d)[ -]")

# Whose mail it is: the servers' own senders.
_DAEMON = re.compile(
    r"(?:mailer[-_ ]?daemon|post[-_]?master|mail[-_ ]?delivery[-_ ]?(?:sub)?system|double-bounce|mdaemon|mailerdaemon)@?|<>",
    re.IGNORECASE,
)
# What such notices are called, folded.
_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|notification|problem|report|has failed|error)|returned (?:mail|email|to sender|message)"
    r"|failure (?:notice|notification|delivery)|mail (?:delivery|system error|could not|failed)|could not (?:be delivered|send)"
    r"|message (?:delivery|not delivered|undeliverable|returned|rejected|delayed)|non[- ]?(?:delivery|remise)|not delivered"
    r"|unzustellbar|warning: (?:message|could not)|nondeliverable|unable to deliver|bounce|unbekannte|user unknown"
    r"|khong gui duoc|khong the gui|khong chuyen duoc|gui khong thanh cong|khong the chuyen|thu bi tra lai|thu tra lai"
    r"|gui thu that bai|chua gui duoc|loi gui thu|thong bao tinh trang|khong the phan phoi|thu khong duoc gui"
)
# How their text begins, folded: programs that write no report part.
_TEXT = re.compile(
    r"this is the qmail-send program|this message was created automatically by mail delivery|permanent fatal errors"
    r"|a message that you sent could not be delivered|your message (?:did not reach|was not delivered|could not be)"
    r"|the following addresses had|could not be delivered to|delivery to the following|unable to deliver|user unknown"
    r"|i(?:'m| am) sorry to (?:have to )?inform you|undeliverable|not be delivered|mailbox (?:is )?full|unknown user"
    r"|thu cua ban khong duoc gui|khong the gui thu cua ban|khong gui duoc thu|dia chi nguoi nhan khong ton tai"
    r"|hop thu (?:cua nguoi nhan )?da day|khong tim thay dia chi|no such user|host unknown|mailbox unavailable"
)
_FINAL_LINE = re.compile(r"^\s{0,8}<?([\w.+=-]{1,64}@[\w.-]{3,200}?)>?\s{0,4}(?::|\.{3}|$)", re.MULTILINE)


def find_bounce(taken: Taken, subject: str, body: str) -> Bounce | None:
    """The delivery failure that this mail reports, or None. `body` is its own text."""
    report = next((p for p in taken.parts if p.content_type.endswith("delivery-status") and not p.returned), None)
    if report is not None:
        return _from_report(report, taken, body)
    sign = bounce_sign(taken.message, subject, body)
    return _from_text(taken, body) if sign else None


def bounce_sign(message: Message, subject: str, body: str) -> str:
    """Why a mail without a report part is taken for a delivery failure, or ''."""
    if header(message, "x-failed-recipients"):
        return "X-Failed-Recipients"
    if "x-ms-exchange-message-is-ndr" in message:
        return "X-MS-Exchange-Message-Is-Ndr"
    if message.get_content_type() == "multipart/report" and parameter(message, "report-type") == "delivery-status":
        return "multipart/report"
    named = _SUBJECT.search(fold(subject)) is not None
    told = _TEXT.search(fold(body[:3000])) is not None
    daemon = _DAEMON.search(decode_header(header(message, "from"))) is not None
    null = null_sender(message)
    if daemon and (named or told or null):
        return "From: mailer-daemon"
    if null and named and told:
        return "empty Return-Path"
    return ""


def _from_report(report: Part, taken: Taken, body: str) -> Bounce | None:
    recipients: list[str] = []
    status = diagnostic = ""
    actions: list[str] = []
    for block in blocks(report):
        action = header(block, "action").strip().lower()
        recipient = header(block, "original-recipient") or header(block, "final-recipient")
        if action:
            actions.append(action.split()[0])
        if action.startswith(("delivered", "relayed", "expanded")):
            continue
        found = _ADDRESS.search(recipient.partition(";")[2] or recipient)
        if found:
            recipients.append(found[0].lower())
        if not status and (code := _STATUS.search(header(block, "status"))):
            status = code[1]
        diagnostic = diagnostic or one_line(decode_header(header(block, "diagnostic-code")).partition(";")[2])
    if actions and all(a.startswith(("delivered", "relayed", "expanded")) for a in actions):
        return None
    if not recipients:
        return _from_text(taken, body)
    delayed = bool(actions) and all(a.startswith("delayed") for a in actions)
    permanent = not delayed and not status.startswith("4")
    return Bounce(tuple(dict.fromkeys(recipients))[:MAX_RECIPIENTS], status, diagnostic[:500], permanent)


def _from_text(taken: Taken, body: str) -> Bounce:
    """What a notice without a report part tells: X-Failed-Recipients, else the addresses that its own text names."""
    own = {a.lower() for name in ("to", "from") for a in _ADDRESS.findall(header(taken.message, name))}
    failed = [a.lower() for a in _ADDRESS.findall(header(taken.message, "x-failed-recipients"))]
    if not failed:
        failed = [a.lower() for a in _FINAL_LINE.findall(body)] or [a.lower() for a in _ADDRESS.findall(body)]
    if not failed:
        failed = [a.lower() for inner in taken.inner for a in _ADDRESS.findall(header(inner, "to"))]
    recipients = tuple(a for a in dict.fromkeys(failed) if a not in own)[:MAX_RECIPIENTS]
    code = _STATUS.search(body)
    reply = _REPLY_CODE.search(body)
    status = code[1] if code else ""
    line = next((one_line(x) for x in body.splitlines() if (code and code[1] in x) or (reply and reply[0] in x)), "")
    temporary = status.startswith("4") or (not status and reply is not None and reply[1].startswith("4"))
    return Bounce(recipients, status, line[:500], not temporary)
