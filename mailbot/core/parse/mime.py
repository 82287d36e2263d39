"""Raw bytes to the parts of a mail, within fixed bounds of size, number and depth, in linear time.

The standard parser needs time that grows with lines times nesting, and quadratic time for long parameters; the given
one builds on it. This reader splits at boundaries and looks at nothing twice; whatever it meets, it gives parts.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote_to_bytes

from mailbot.core.parse.charset import decode
from mailbot.core.parse.headers import decode_header, octets

MAX_MAIL = 10_000_000
MAX_HEADERS = 256_000
MAX_VALUE = 16_000
MAX_PARAMETERS = 4_000
MAX_PARTS = 200
MAX_DEPTH = 20
MAX_TEXT_BYTES = 800_000
MAX_HTML_BYTES = 1_500_000
HEAD_OF_LARGE = 700_000  # what is read of a mail that is too large

_NO_BOUNDARY = "several parts without a boundary"  # programs differ: nothing to see, or all of it as text

_MAILS = frozenset(["message/rfc822", "message/global", "message/news"])  # types that carry another mail
_NAME = re.compile(r"[!-9;-~]{1,200}")
_TYPE = re.compile(r"\s*([\w!#$&^.+-]{1,80}/[\w!#$&^.+-]{1,80})\s*(?:;|$|\s)", re.ASCII)
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)')
_CONTINUED = re.compile(r"^(.{1,40}?)\*(\d{1,3})?(\*)?$")
_ESCAPED = re.compile(r"\\(.)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")


class Head(dict[str, list[str]]):
    """Raw header values by lower-case name; octets that are no ASCII stand as surrogates."""

    def first(self, name: str) -> str:
        """The first value of a header, given in lower case; '' where there is none."""
        values = self.get(name)
        return values[0] if values else ""


@dataclass
class Part:
    """A part that holds no other parts."""

    head: Head
    body: bytes
    content_type: str
    parameters: dict[str, str]
    attached: bool = False  # inside a container that is itself attached

    @cached_property
    def disposition(self) -> str:
        return self.head.first("content-disposition").partition(";")[0].strip().lower()

    @cached_property
    def filename(self) -> str:
        """The file's name, decoded (RFC 2231, RFC 2047, raw octets), or ''."""
        name = parameters(self.head.first("content-disposition")).get("filename") or self.parameters.get("name", "")
        return decode_header(name)[:255]

    @cached_property
    def data(self) -> bytes:
        """The content with its transfer encoding undone."""
        return _undo(self.head.first("content-transfer-encoding").strip().lower(), self.body)

    def parameter(self, name: str) -> str:
        return self.parameters.get(name, "").strip().lower()

    def text(self, limit: int = MAX_TEXT_BYTES) -> str:
        return decode(self.data[:limit], self.parameter("charset"))


@dataclass
class Taken:
    """A mail taken apart: its headers, its parts, the headers of mails inside it, what was odd."""

    head: Head
    content_type: str
    parameters: dict[str, str]
    parts: list[Part] = field(default_factory=list)
    inner: list[Head] = field(default_factory=list)  # of message/rfc822 parts
    doubts: list[str] = field(default_factory=list)

    def header(self, name: str) -> str:
        return self.head.first(name)


def take_apart(raw: bytes) -> Taken:
    """The mail in `raw`; what exceeds the bounds is left out, and a doubt says so."""
    doubts: list[str] = []
    if len(raw) > MAX_MAIL:
        raw = raw[: _end_of_head(raw) + HEAD_OF_LARGE]
        doubts.append("mail too large")
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head, body, cut = read_head(raw)
    if cut:
        doubts.append("header block too large")
    content_type, params = content_type_of(head)
    taken = Taken(head, content_type, params, doubts=doubts)
    _descend(taken, head, body, 0, False)
    return taken


def read_head(data: bytes) -> tuple[Head, bytes, bool]:
    """A header block, what follows it, and whether it was cut. A line that is no header ends the block."""
    end = -1 if data.startswith(b"\n") else data.find(b"\n\n")
    if data.startswith(b"\n"):
        return Head(), data[1:], False
    block, rest = (data, b"") if end < 0 else (data[:end], data[end + 2 :])
    cut = len(block) > MAX_HEADERS
    lines = block[:MAX_HEADERS].decode("ascii", "surrogateescape").split("\n")
    head = Head()
    value: list[str] = []
    for number, line in enumerate(lines):
        if line[:1] in (" ", "\t") and value:
            value.append(line)
            continue
        _close(head, value)
        name, colon, content = line.partition(":")
        if colon and _NAME.fullmatch(name.rstrip(" \t")):
            value = [name.rstrip(" \t").lower(), content.strip(" \t")]
        elif line and not line.startswith(("From ", ">From ")) and not cut:
            left = "\n".join(lines[number:]).encode("ascii", "surrogateescape")
            return head, left + (b"\n\n" + rest if end >= 0 else b""), False
        else:
            value = []
    _close(head, value)
    return head, rest, cut


def _close(head: Head, value: list[str]) -> None:
    """Enter a header whose lines are complete: its name, then its lines."""
    if value:
        head.setdefault(value[0], []).append("\n".join(value[1:])[:MAX_VALUE])


def content_type_of(head: Head) -> tuple[str, dict[str, str]]:
    """The content type, lower case, and its parameters; what cannot be read is text/plain (RFC 2045, 5.2)."""
    value = head.first("content-type")
    match = _TYPE.match(value)
    return (match[1].lower() if match else "text/plain"), parameters(value)


def parameters(value: str) -> dict[str, str]:
    """The parameters of a header value by lower-case name, continuations and charsets resolved (RFC 2231)."""
    if ";" not in value:
        return {}
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(value[:MAX_PARAMETERS]):
        name, content = match[1].lower(), match[2].strip()
        if content.startswith('"'):
            content = _ESCAPED.sub(r"\1", content[1:-1] if content.endswith('"') else content[1:])
        if continued := _CONTINUED.match(name):
            pieces.setdefault(continued[1], []).append(
                (int(continued[2] or 0), bool(continued[3] or not continued[2]), content)
            )
        else:
            plain.setdefault(name, content)
    for name, found in pieces.items():
        plain[name] = _joined(sorted(found))
    return plain


def _joined(pieces: list[tuple[int, bool, str]]) -> str:
    charset = ""
    data = b""
    for number, (_, encoded, content) in enumerate(pieces):
        value = content
        if encoded and number == 0 and content.count("'") >= 2:
            charset, _, value = content.split("'", 2)
        data += unquote_to_bytes(value) if encoded else octets(value)
    return decode(data, charset)


def _descend(taken: Taken, head: Head, body: bytes, depth: int, attached: bool) -> None:
    if depth > MAX_DEPTH:
        taken.doubts.append("parts nested too deeply")
        return
    content_type, params = content_type_of(head)
    children = split_parts(body, params.get("boundary", "")) if content_type.startswith("multipart/") else []
    if content_type.startswith("multipart/") and not children:
        content_type = "text/plain"  # announced as several parts, sent as one
        if not params.get("boundary", ""):
            taken.doubts.append(_NO_BOUNDARY)
    if not children:
        if len(taken.parts) >= MAX_PARTS:
            taken.doubts.append("too many parts")
            return
        part = Part(head, body, content_type, params, attached)
        taken.parts.append(part)
        if content_type in _MAILS:
            taken.inner.append(read_head(part.data.lstrip(b"\n"))[0])
        return
    inside = attached or (depth > 0 and head.first("content-disposition").strip().lower().startswith("attachment"))
    for child in children:
        if taken.doubts and taken.doubts[-1] in ("too many parts", "parts nested too deeply"):
            return
        child_head, child_body, _ = read_head(child)
        _descend(taken, child_head, child_body, depth + 1, inside)


def split_parts(body: bytes, boundary: str) -> list[bytes]:
    """What stands between the lines of a boundary (RFC 2046, 5.1.1); the last one may lack its end."""
    if not boundary:
        return []
    delimiter = b"\n--" + octets(boundary)
    pieces = (b"\n" + body).split(delimiter, MAX_PARTS + 2)
    parts: list[bytes] = []
    for piece in pieces[1:]:
        if piece.startswith(b"--") and not piece[2:].partition(b"\n")[0].strip():
            break
        rest_of_line, _, content = piece.partition(b"\n")
        if rest_of_line.strip():  # a longer boundary that begins like this one
            if parts:
                parts[-1] += delimiter + piece
            continue
        parts.append(content)
    return parts


def blocks(part: Part) -> list[Head]:
    """The header blocks of a message/delivery-status or disposition-notification part (RFC 3464, RFC 8098)."""
    data = part.data[:MAX_TEXT_BYTES].replace(b"\r\n", b"\n").strip(b"\n")
    return [read_head(piece.lstrip(b"\n"))[0] for piece in re.split(rb"\n[ \t]*\n", data, maxsplit=MAX_PARTS)]


def _undo(encoding: str, body: bytes) -> bytes:
    if encoding == "base64":
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            data = _NOT_BASE64.sub(b"", body)
            return binascii.a2b_base64(data[: len(data) // 4 * 4])
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    return body


def _end_of_head(raw: bytes) -> int:
    found = [i for i in (raw.find(b"\n\n"), raw.find(b"\r\n\r\n")) if i >= 0]
    return min(min(found, default=len(raw)), MAX_HEADERS)
