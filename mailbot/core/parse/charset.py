"""Bytes to text, whatever the label says: mislabelled, missing, legacy Vietnamese charsets."""

from __future__ import annotations

import codecs
import re
import unicodedata

# Codecs that Python knows but that are no character sets of mail (and may be slow).
_NO_CHARSET = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})
# Labels that people's programs write when they do not know: worth no more than a guess.
_WEAK = frozenset({"ascii", "iso8859-1", "cp1252", "latin-1", "iso8859-15"})
# Names that Python does not know.
_ALIASES = {"cp-1258": "cp1258", "x-cp1258": "cp1258", "windows1258": "cp1258", "utf-8mb4": "utf-8", "utf8mb4": "utf-8"}

_ESCAPE = b"\x1b"
_HIGH = re.compile(rb"[\x80-\xff]")
# UTF-8 read as windows-1252 and encoded again: 'Ä‘á»“ng Ã½'.
_MOJIBAKE = re.compile("á[º»][\u0080-\u00ff\u2010-\u2122\u0152-\u017e]|Ä[\u0090\u2018]|Æ[°¡\u00a0]|Ã[\u00a0-\u00bf]")
# TCVN3 (ABC) fonts put signs where letters should be: '§ång ý', 'kh«ng', 'cña'.
_TCVN3 = re.compile(r"[a-zà-ÿ][«¬®µ¶·¸¹¨©ª¼½¾»]|[§®«¬©¨µ¸][a-zà-ÿ«¬µ¸]", re.IGNORECASE)
# VNI fonts write the tone as a letter of its own after the vowel: 'Ñoàng yù', 'khoâng ñöôïc'.
_VNI = re.compile(r"[aeo][âêîôäåãëïöüûûøùõ]|[öô][ïøùûõ]|\bñ[aeiouöôy]|[uyi][øùûïõ]", re.IGNORECASE)
_VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")


def decode(data: bytes, label: str | None) -> str:
    """The text of `data`; `label` is the declared charset, believed where the bytes do not speak against it."""
    name = _codec(label)
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) and len(data) % 2 == 0:
        return data.decode("utf-16", "replace")
    if data[:3] == codecs.BOM_UTF8:
        return data[3:].decode("utf-8", "replace")
    if name.startswith(("utf-16", "utf-32")):
        return _wide(data, name)
    if not _HIGH.search(data):
        return _labelled(data, name) if name == "utf-7" or _ESCAPE in data else data.decode("ascii")
    try:
        return _unmojibake(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if name not in _WEAK and name not in ("", "utf-8"):
        try:
            return data.decode(name)
        except (UnicodeError, ValueError):
            pass
    if name in ("", "utf-8") and _broken_tail_only(data):
        return data.decode("utf-8", "replace")
    return _guess(data)


def is_legacy_vietnamese(text: str) -> str:
    """'TCVN3' or 'VNI' where the text was written for such a font and cannot be read as it stands, else ''."""
    if len(_VIETNAMESE.findall(text)) > 3 and len(_TCVN3.findall(text)) < 4:
        return ""
    size = len(text.split())
    if (found := len(_TCVN3.findall(text))) and found >= max(1, size // 12):
        return "TCVN3"
    if not _VIETNAMESE_STRICT.search(text) and len(_VNI.findall(text)) >= max(2, size // 8):
        return "VNI"
    return ""


_VIETNAMESE_STRICT = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def _codec(label: str | None) -> str:
    wanted = (label or "").strip().strip("\"'").lower()[:40]
    wanted = _ALIASES.get(wanted, wanted)
    try:
        info = codecs.lookup(wanted)
    except (LookupError, ValueError):
        return ""
    if info.name in _NO_CHARSET or not getattr(info, "_is_text_encoding", True):
        return ""
    return info.name


def _labelled(data: bytes, name: str) -> str:
    try:
        return data.decode(name or "ascii")
    except (UnicodeError, ValueError):
        return data.decode("latin-1")


def _wide(data: bytes, name: str) -> str:
    """UTF-16 and UTF-32; a label on bytes that hold no NUL and read as UTF-8 is wrong."""
    if b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if name == "utf-16" and len(data) > 1:
        name = "utf-16-be" if data[0] == 0 else "utf-16-le"
    return data.decode(name, "replace")


def _broken_tail_only(data: bytes) -> bool:
    """Whether this is UTF-8 but for a few broken places (cut off in the middle of a letter, say)."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return broken * 10 < sum(c > "\x7f" for c in text) + 9 and len(_VIETNAMESE.findall(text)) >= broken


def _guess(data: bytes) -> str:
    """Windows-1258 where its combining marks compose to Vietnamese letters, else windows-1252."""
    try:
        vietnamese = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    except ValueError:
        return data.decode("latin-1")
    composed = len(re.findall(r"[\u1ea0-\u1ef9]", vietnamese))
    stray = len(re.findall(r"[\u0300-\u036f]", vietnamese))
    if composed > stray:
        return vietnamese
    return data.decode("cp1252", "replace") if b"\x81" not in data else data.decode("latin-1")


def _unmojibake(text: str) -> str:
    if not any(sign in text for sign in ("á»", "áº", "Ã", "Ä‘")) or len(_MOJIBAKE.findall(text)) < 2:
        return text
    for codec in ("cp1252", "latin-1"):
        try:
            again = text.encode(codec).decode("utf-8")
        except UnicodeError:
            continue
        return again
    return text
