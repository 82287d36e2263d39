"""Attached files: name, type, size, and the text layer of official letters ('công văn') where there is one."""

from __future__ import annotations

import io
import logging
import re
import zipfile
import zlib

from mailbot.core.model import Attachment
from mailbot.core.parse.charset import decode
from mailbot.core.parse.itip import is_calendar
from mailbot.core.parse.mime import Part, Taken
from mailbot.core.parse.text import MAX_CHARS, normalise

MAX_FILE = 5_000_000  # larger files are listed, not read
MAX_DOCUMENT = 4_000_000  # of XML in a .docx
MAX_PDF = 2_000_000
MAX_PAGES = 10
MAX_READ = 10  # files of one mail whose text is read

_BODIES = frozenset(["text/plain", "text/html"])
# Parts that carry no file of the writer's: signatures, and pictures shown inside the text.
_NO_FILES = frozenset(
    [
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "text/rfc822-headers",
        "message/delivery-status",
        "message/disposition-notification",
    ]
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_PARAGRAPH = re.compile(r"</w:p>|<w:br\b[^>]*/?>|</w:tr>")
_CELL = re.compile(r"</w:tc>|<w:tab\b[^>]*/>")
_DELETED = re.compile(r"<w:(?:delText|instrText)\b[^>]*>[^<]*</w:(?:delText|instrText)>")
_XML_TAG = re.compile(r"<[^<>]{0,4000}>")
_ENTITY = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'", "&amp;": "&"}


def list_attachments(taken: Taken) -> tuple[Attachment, ...]:
    """The parts that are files, in order."""
    found: list[Attachment] = []
    for part in taken.parts:
        if _is_file(part):
            data = part.data
            text = text_layer(part, data) if len(found) < MAX_READ and len(data) <= MAX_FILE else ""
            found.append(Attachment(part.filename, part.content_type, len(data), text))
    return tuple(found)


def _is_file(part: Part) -> bool:
    if part.content_type in _NO_FILES:
        return False
    if is_calendar(part) and not part.filename:
        return False
    if part.content_type in _BODIES:
        return part.disposition == "attachment" or bool(part.filename and part.disposition != "inline")
    return not (
        part.content_type.startswith("image/") and part.disposition != "attachment" and "content-id" in part.head
    )


def text_layer(part: Part, data: bytes) -> str:
    """The text in a file of a kind that officials send, or '' where it holds none that can be read."""
    name = part.filename.lower()
    if part.content_type == "text/plain" or name.endswith(".txt"):
        return normalise(decode(data[:MAX_CHARS], part.parameter("charset"))).strip()
    if part.content_type == _DOCX or name.endswith(".docx"):
        return docx_text(data)
    if part.content_type == "application/pdf" or name.endswith(".pdf"):
        return pdf_text(data)
    return ""


def docx_text(data: bytes) -> str:
    """The words of a .docx: the text runs of its main document, a line a paragraph; deleted text is left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as document:
            xml = document.read(MAX_DOCUMENT).decode("utf-8", "replace")
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError, NotImplementedError, zlib.error, EOFError):
        return ""
    xml = _CELL.sub(" ", _PARAGRAPH.sub("\n", _DELETED.sub("", xml)))
    text = _XML_TAG.sub("", xml)
    for entity, character in _ENTITY.items():
        text = text.replace(entity, character)
    return re.sub(r"\n{3,}", "\n\n", normalise(text)).strip()


def pdf_text(data: bytes) -> str:
    """The text layer of a PDF's first pages; '' for scans and for files that cannot be read."""
    if not data.startswith(b"%PDF") or len(data) > MAX_PDF:
        return ""
    from pypdf import PdfReader  # slow to import, and few mails carry a PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        pages = [reader.pages[i].extract_text() for i in range(min(MAX_PAGES, len(reader.pages)))]
    except Exception:
        # The library raises its own and many standard errors on broken files; none of them may end the mail.
        return ""
    return normalise("\n".join(pages)).strip()
