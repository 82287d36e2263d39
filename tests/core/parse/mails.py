"""Raw mails for the tests of this room."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

from mailbot.core.model import Mail
from mailbot.core.parse import OwnMail, parse

RECEIVED = datetime(2024, 9, 23, 8, 0, tzinfo=UTC)
FROM = "Tran Thi Kim Ngan <ngan@so.binhdinh.example>"
OURS = OwnMail(addresses=("kstt@vpub.binhdinh.example",), names=("Phòng Kiểm soát TTHC - VP UBND tỉnh",))


def read(raw: bytes, own: OwnMail | None = None) -> Mail:
    return parse(raw, RECEIVED, own=own)


def mail(text: str = "", html: str = "", subject: str = "Re: Mời dự Phiên họp", **headers: str) -> bytes:
    """A mail with a text part, an HTML part or both; header names are written with underscores."""
    message = EmailMessage()
    values = {"From": FROM, "To": "kstt@vpub.binhdinh.example", "Subject": subject}
    values |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    for name, value in values.items():
        message[name] = value
    if text:
        message.set_content(text)
    if text and html:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message.as_bytes()


def raw(head: str, body: str | bytes, charset: str = "utf-8") -> bytes:
    """Exactly these header lines and this body."""
    content = body if isinstance(body, bytes) else body.encode(charset)
    return head.strip().encode() + b"\n\n" + content
