"""The words of an RTF text, and the compression in which Outlook sends it (MS-OXRTFCP)."""

from __future__ import annotations

import re
import struct

MAX_RTF = 400_000
# The dictionary that both sides start with (MS-OXRTFCP 2.1.2.1).
_START = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor "
    b"MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_WINDOW = 4096

_TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_BREAKS = frozenset([b"par", b"line", b"row", b"sect", b"page"])
# Groups that hold no text.
_TABLES = frozenset([b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"header", b"footer", b"object"])


def unpack(data: bytes) -> bytes:
    """Compressed RTF to RTF; b'' where it is not."""
    if len(data) < 16:
        return b""
    size, magic = struct.unpack_from("<II", data, 4)
    if magic == 0x414C454D:  # 'MELA': stored as it is
        return data[16 : 16 + min(size, MAX_RTF)]
    if magic != 0x75465A4C:  # 'LZFu'
        return b""
    window = bytearray(_START.ljust(_WINDOW, b"\0"))
    write = len(_START)
    out = bytearray()
    position = 16
    while position < len(data) and len(out) < min(size, MAX_RTF):
        control = data[position]
        position += 1
        for bit in range(8):
            if control >> bit & 1:
                if position + 2 > len(data):
                    return bytes(out)
                reference = data[position] << 8 | data[position + 1]
                position += 2
                read, length = reference >> 4, (reference & 15) + 2
                if read == write:
                    return bytes(out)
                chunk = (
                    [window[(read + n) % _WINDOW] for n in range(length)] if length <= (write - read) % _WINDOW else []
                )
                for n in range(length):
                    byte = chunk[n] if chunk else window[(read + n) % _WINDOW]
                    out.append(byte)
                    window[write] = byte
                    write = (write + 1) % _WINDOW
            elif position < len(data):
                out.append(data[position])
                window[write] = data[position]
                write = (write + 1) % _WINDOW
                position += 1
    return bytes(out)


def to_text(rtf: bytes) -> str:
    """The text runs of an RTF document, a line a paragraph."""
    out: list[str] = []
    stack: list[bool] = []
    hidden, after_star, skip, fallback, codepage = False, False, 0, 1, "cp1252"
    for match in _TOKEN.finditer(rtf[:MAX_RTF]):
        word, number, octet, symbol, brace, run = match.groups()
        if brace == b"{":
            stack.append(hidden)
        elif brace == b"}":
            hidden = stack.pop() if stack else False
        elif symbol == b"*":
            after_star = True
            continue
        elif word is not None:
            if after_star or word in _TABLES:
                hidden = True
            elif word == b"ansicpg" and number:
                codepage = f"cp{int(number)}"
            elif word == b"uc" and number:
                fallback = min(int(number), 4)
            elif not hidden:
                if word == b"u" and number:
                    out.append(chr(int(number) % 0x10000))
                    skip = fallback
                elif word in _BREAKS:
                    out.append("\n")
                elif word in (b"tab", b"cell"):
                    out.append(" ")
        elif not hidden:
            if octet is not None:
                if skip:
                    skip -= 1
                else:
                    out.append(_character(int(octet, 16), codepage))
            elif symbol is not None:
                out.append({b"~": " ", b"\\": "\\", b"{": "{", b"}": "}", b"_": "-"}.get(symbol, ""))
            elif run is not None:
                text = run.decode("latin-1")
                out.append(text[skip:])
                skip = 0
        after_star = False
    return "".join(out)


def _character(octet: int, codepage: str) -> str:
    try:
        return bytes([octet]).decode(codepage, "replace")
    except LookupError:
        return bytes([octet]).decode("cp1252", "replace")
