"""Raw bytes to the parts of a mail, within fixed bounds of size, number and depth."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.policy import Compat32
from functools import cached_property

from mailbot.core.parse.charset import decode
from mailbot.core.parse.headers import decode_header, octets

MAX_MAIL = 10_000_000
MAX_HEADERS = 256_000
MAX_VALUE = 16_000
MAX_MIME_VALUE = 2_000  # the standard parser's parameters take quadratic time
MAX_PARTS = 200
MAX_DEPTH = 20
MAX_LINES = 400_000
MAX_WORK = 8_000_000  # lines times declared boundaries
MAX_TEXT_BYTES = 800_000
MAX_HTML_BYTES = 1_500_000
HEAD_OF_LARGE = 700_000  # what is read of a mail that is too large

_MAILS = frozenset(["message/rfc822", "message/global", "message/news"])  # types that carry another mail
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")


class _Bounded(Compat32):
    """Raw header values as they came, each cut to a length that no later reader can choke on."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[: MAX_MIME_VALUE if name[:8].lower() == "content-" else MAX_VALUE]

    def header_fetch_parse(self, name: str, value: str) -> str:
        return value


_POLICY = _Bounded()


@dataclass
class Part:
    """A part that holds no other parts. `returned`: it belongs to a mail that is carried inside this one."""

    message: Message
    content_type: str
    filename: str = ""
    disposition: str = ""
    returned: bool = False
    attached: bool = False  # inside a container that is itself attached

    @property
    def data(self) -> bytes:
        """The content with its transfer encoding undone."""
        return payload(self.message)

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The parameters of Content-Type by lower-case name."""
        return parameters(self.message)

    def parameter(self, name: str) -> str:
        return self.parameters.get(name, "")

    def text(self, limit: int = MAX_TEXT_BYTES) -> str:
        return decode(self.data[:limit], self.parameter("charset"))


@dataclass
class Taken:
    """A mail taken apart: its headers, its parts, the headers of mails inside it, what was odd."""

    message: Message
    parts: list[Part] = field(default_factory=list)
    inner: list[Message] = field(default_factory=list)  # headers of message/rfc822 children
    doubts: list[str] = field(default_factory=list)
    head: dict[str, list[str]] = field(default_factory=dict)  # raw values by lower-case name

    def __post_init__(self) -> None:
        for name, value in self.message.raw_items():
            self.head.setdefault(name.lower(), []).append(str(value))

    def header(self, name: str) -> str:
        """The first raw value of a header, given in lower case; '' where there is none."""
        values = self.head.get(name)
        return values[0] if values else ""


def take_apart(raw: bytes) -> Taken:
    """Never raises: what cannot be parsed gives its headers, and a doubt."""
    raw, doubts = _bounded(raw)
    try:
        message = email.message_from_bytes(raw, policy=_POLICY)
        taken = Taken(message, doubts=doubts)
        _walk(taken)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, AssertionError):
        head = _BLANK_LINE.split(raw, maxsplit=1)[0]
        taken = Taken(
            email.message_from_bytes(head + b"\n\n", policy=_POLICY), doubts=[*doubts, "broken MIME structure"]
        )
    return taken


def _bounded(raw: bytes) -> tuple[bytes, list[str]]:
    doubts: list[str] = []
    if b"\n" not in raw:  # line ends of old Macs
        raw = raw.replace(b"\r", b"\n")
    if raw[:5] == b"From ":  # an mbox line
        raw = raw.partition(b"\n")[2]
    blank = _BLANK_LINE.search(raw)
    head = blank.start() if blank else len(raw)
    if head > MAX_HEADERS:
        kept = raw[:MAX_HEADERS].rpartition(b"\n")[0] or raw[:MAX_HEADERS]
        raw = kept + b"\n\n" + raw[blank.end() if blank else len(raw) :]
        doubts.append("header block too large")
    lines = raw.count(b"\n")
    if len(raw) > MAX_MAIL or lines > MAX_LINES:
        raw = raw[: min(head, MAX_HEADERS) + HEAD_OF_LARGE]
        doubts.append("mail too large")
        lines = raw.count(b"\n")
    if (boundaries := raw.lower().count(b"boundary")) > 10 and boundaries * lines > MAX_WORK:
        raw = raw[: min(head, MAX_HEADERS)] + b"\n\n"
        doubts.append("too many nested parts")
    return raw, doubts


def _walk(taken: Taken) -> None:
    stack: list[tuple[Message, int, bool, bool]] = [(taken.message, 0, False, False)]
    seen = 0
    while stack:
        node, depth, returned, attached = stack.pop()
        seen += 1
        if seen > MAX_PARTS or depth > MAX_DEPTH:
            taken.doubts.append("too many parts" if seen > MAX_PARTS else "parts nested too deeply")
            return
        kind = node.get_content_type()
        disposition = header(node, "content-disposition").partition(";")[0].strip().lower()
        children = node.get_payload()
        if isinstance(children, list) and children and (kind in _MAILS or not kind.startswith("message/")):
            if kind in _MAILS:
                returned = True
                taken.inner += [c for c in children if isinstance(c, Message)]
            inside = attached or (depth > 0 and disposition == "attachment")
            stack.extend((c, depth + 1, returned, inside) for c in reversed(children) if isinstance(c, Message))
            continue
        if kind.startswith("multipart/"):
            kind = "text/plain"  # announced as several parts, sent as one
        taken.parts.append(Part(node, kind, _filename(node), disposition, returned, attached))


def blocks(part: Part) -> Iterator[Message]:
    """The header blocks of a message/delivery-status or disposition-notification part (RFC 3464, RFC 8098)."""
    children = part.message.get_payload()
    if isinstance(children, list):
        for child in children[:MAX_PARTS]:
            if isinstance(child, Message):
                yield child
                if child.keys() == [] and isinstance(child.get_payload(), str):
                    yield email.message_from_bytes(payload(child)[:MAX_TEXT_BYTES], policy=_POLICY)
    else:
        for piece in re.split(rb"\r?\n\r?\n", part.data[:MAX_TEXT_BYTES])[:MAX_PARTS]:
            yield email.message_from_bytes(piece.lstrip() + b"\n\n", policy=_POLICY)


def headers_of(data: bytes) -> Message:
    """The header block at the start of `data`, as in text/rfc822-headers."""
    return email.message_from_bytes(data[:MAX_HEADERS], policy=_POLICY)


def header(message: Message, name: str) -> str:
    """The first value of a header, raw, or ''."""
    value = message.get(name)
    return value if isinstance(value, str) else ""


def payload(message: Message) -> bytes:
    """The decoded content of a part; b'' where there is none."""
    try:
        data = message.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    content = message.get_payload()
    return octets(content) if isinstance(content, str) else b""


def parameters(message: Message) -> dict[str, str]:
    """The parameters of Content-Type, lower-case names and values."""
    try:
        found = message.get_params([])
    except (ValueError, LookupError, TypeError):
        return {}
    return {k.lower(): str(v[2] if isinstance(v, tuple) else v).strip().lower() for k, v in found or [] if v}


def _filename(message: Message) -> str:
    if "content-disposition" not in message and "name" not in header(message, "content-type").lower():
        return ""
    try:
        name = message.get_filename("") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        return "unnamed"
    return decode_header(name)[:255]
