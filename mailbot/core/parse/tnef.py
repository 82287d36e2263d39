"""winmail.dat: what Outlook packs into TNEF (MS-OXTNEF) - the words, the message class, the meeting's UID."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from mailbot.core.model import CalendarReply, PartStat
from mailbot.core.parse import html, rtf
from mailbot.core.parse.charset import decode
from mailbot.core.parse.text import normalise

MAX_TNEF = 5_000_000
MAX_ATTRIBUTES = 2_000
MAX_PROPERTIES = 1_000

_SIGNATURE = 0x223E9F78
# Attributes (MS-OXTNEF 2.1.3.3).
_MESSAGE_CLASS, _BODY, _MESSAGE_PROPERTIES, _CODEPAGE = 0x8008, 0x800C, 0x9003, 0x9007
# Properties (MS-OXPROPS).
_CLASS, _TEXT, _HTML, _RTF, _WINDOWS_CODEPAGE = 0x001A, 0x1000, 0x1013, 0x1009, 0x3FDE
# Sizes of the fixed property types, as stored (padded to four bytes).
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_TEXT_TYPES = frozenset([0x1E, 0x1F])
_VARIABLE = frozenset([0x0D, 0x1E, 0x1F, 0x102])

_ANSWERS = {
    "ipm.schedule.meeting.resp.pos": PartStat.ACCEPTED,
    "ipm.schedule.meeting.resp.neg": PartStat.DECLINED,
    "ipm.schedule.meeting.resp.tent": PartStat.TENTATIVE,
}
# A foreign UID stands in the GlobalObjectId behind this mark (MS-OXOCAL 2.2.1.27).
_UID = re.compile(rb"vCal-Uid\x01\x00\x00\x00([\x21-\x7e]{1,500})")


@dataclass(frozen=True)
class Winmail:
    """What a winmail.dat holds."""

    message_class: str = ""
    text: str = ""  # words; marks of the HTML walk included where they came from HTML
    uid: str = ""


def read(data: bytes) -> Winmail | None:
    """The content of a winmail.dat; None where it is none. Broken files give what stands before the break."""
    if len(data) < 6 or len(data) > MAX_TNEF or struct.unpack_from("<I", data)[0] != _SIGNATURE:
        return None
    codepage, message_class, text = "cp1258", "", ""
    properties: dict[int, str | bytes] = {}
    for name, content in _attributes(data):
        if name == _CODEPAGE and len(content) >= 4:
            codepage = f"cp{struct.unpack_from('<I', content)[0]}"
        elif name == _MESSAGE_CLASS:
            message_class = content.decode("latin-1").strip("\0 ")
        elif name == _BODY:
            text = decode(content.rstrip(b"\0"), codepage)
        elif name == _MESSAGE_PROPERTIES:
            properties |= dict(_properties(content, codepage))
    uid = _UID.search(data)
    return Winmail(
        message_class=str(properties.get(_CLASS, "")).strip("\0") or message_class,
        text=_words(properties, codepage) or normalise(text).strip(),
        uid=uid[1].decode("ascii") if uid else "",
    )


def meeting_answer(winmail: Winmail, sender: str) -> CalendarReply | None:
    """The answer of an Outlook meeting response, which names its attendee only as the sender."""
    stat = _ANSWERS.get(winmail.message_class.lower())
    if stat is None:
        return None
    return CalendarReply("REPLY", stat, attendee=sender, uid=winmail.uid, comment=winmail.text[:5_000])


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 6
    for _ in range(MAX_ATTRIBUTES):
        if offset + 9 > len(data):
            return
        level, identifier, size = struct.unpack_from("<BII", data, offset)
        if level == 1:
            yield identifier & 0xFFFF, data[offset + 9 : offset + 9 + size]
        offset += 9 + size + 2


def _properties(data: bytes, codepage: str) -> Iterator[tuple[int, str | bytes]]:
    """Named properties are passed over; text is decoded."""
    try:
        count = min(struct.unpack_from("<I", data)[0], MAX_PROPERTIES)
        offset = 4
        for _ in range(count):
            kind, name = struct.unpack_from("<HH", data, offset)
            offset += 4
            if name >= 0x8000:
                offset = _skip_name(data, offset)
            several, kind = kind & 0x1000, kind & 0xEFFF
            if kind in _FIXED:
                values = struct.unpack_from("<I", data, offset)[0] if several else 1
                yield name, data[offset : offset + 4]
                offset += (4 if several else 0) + _FIXED[kind] * values
            elif kind in _VARIABLE:
                values = min(struct.unpack_from("<I", data, offset)[0], MAX_PROPERTIES)
                offset += 4
                for _ in range(values):
                    size = struct.unpack_from("<I", data, offset)[0]
                    content = data[offset + 4 : offset + 4 + size]
                    yield name, _text(content, kind, codepage) if kind in _TEXT_TYPES else content
                    offset += 4 + size + (-size % 4)
            else:
                return
    except struct.error:
        return


def _skip_name(data: bytes, offset: int) -> int:
    kind, value = struct.unpack_from("<II", data, offset + 16)
    return offset + 24 + (value + (-value % 4) if kind == 1 else 0)


def _text(content: bytes, kind: int, codepage: str) -> str:
    return (content.decode("utf-16-le", "replace") if kind == 0x1F else decode(content, codepage)).strip("\0")


def _words(properties: dict[int, str | bytes], codepage: str) -> str:
    page = properties.get(_WINDOWS_CODEPAGE)
    if isinstance(page, bytes) and len(page) == 4:
        number = struct.unpack("<I", page)[0]
        codepage = "utf-8" if number == 65001 else f"cp{number}"
    text = properties.get(_TEXT, "")
    if isinstance(text, str) and text.strip():
        return normalise(text).strip()
    markup = properties.get(_HTML, b"")
    if isinstance(markup, bytes):
        markup = decode(markup, codepage)
    if markup.strip():
        return html.to_lines(markup)[0].strip()
    packed = properties.get(_RTF, b"")
    return normalise(rtf.to_text(rtf.unpack(packed))).strip() if isinstance(packed, bytes) and packed else ""
