"""Header values to text: RFC 2047 words, raw 8-bit octets, folding; in linear time."""

from __future__ import annotations

import binascii
import quopri
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from mailbot.core.parse.charset import decode
from mailbot.core.parse.text import one_line

_WORD = re.compile(r"=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]{0,4000})\?=")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_BETWEEN = re.compile(r"[ \t\r\n]*")


def octets(raw: str) -> bytes:
    """The bytes that the parser keeps as surrogates."""
    return raw.encode("utf-8", "surrogateescape") if raw.isascii() else _encode(raw)


def _encode(raw: str) -> bytes:
    try:
        return raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return raw.encode("utf-8", "replace")


def decode_header(raw: str) -> str:
    """One line of text, NFC, without control and bidi characters. `raw` may carry surrogate-escaped octets.

    The given header parser drops octets of raw 8-bit values and takes quadratic time over many encoded words,
    therefore it is asked for addresses only.
    """
    text = raw if raw.isascii() else decode(octets(raw), None)
    return one_line(_words(_FOLD.sub(" ", text)) if "=?" in text else text)


def _words(text: str) -> str:
    """RFC 2047 words decoded; neighbours of one charset are joined as bytes, for a letter may be cut between them."""
    out: list[str] = []
    pending, charset, end = b"", "", 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        label = match[1].lower()
        adjacent = bool(end) and _BETWEEN.fullmatch(between) is not None
        if not (adjacent and label == charset):
            out.append(decode(pending, charset))
            pending = b""
        if not adjacent:
            out.append(between)
        pending += _unwrap(match[2], match[3])
        charset, end = label, match.end()
    out.append(decode(pending, charset))
    out.append(text[end:])
    return "".join(out)


def _unwrap(encoding: str, body: str) -> bytes:
    data = _encode(body)
    if encoding in "qQ":
        return quopri.decodestring(data, header=True)
    data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return binascii.a2b_base64(data[: len(data) // 4 * 4])


def parse_date(raw: str) -> datetime | None:
    """The Date header, aware; None where it names no time (RFC 5322, 3.3)."""
    try:
        when = parsedate_to_datetime(raw[:200])
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
