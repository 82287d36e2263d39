"""Documents, papers and the picture that go out with a letter."""

from __future__ import annotations

from email.encoders import encode_base64
from email.mime.base import MIMEBase
from pathlib import Path

from mailbot.core.model import Enclosure, Illustration
from mailbot.letters.scrub import one_line

# By ending; the system's own table differs from machine to machine. All else is application/octet-stream.
TYPES: dict[str, tuple[str, str]] = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".pptx": ("application", "vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".doc": ("application", "msword"),
    ".xls": ("application", "vnd.ms-excel"),
    ".odt": ("application", "vnd.oasis.opendocument.text"),
    ".jpg": ("image", "jpeg"),
    ".png": ("image", "png"),
    ".zip": ("application", "zip"),
}

BAR_NAME = "bieu-do.png"

_LONGEST_STEM = 80  # characters: percent-encoded on one header line, it must stay below 998 octets


class AttachmentError(Exception):
    """A document that cannot be read; the message names it."""


def attached(document: Path) -> MIMEBase:
    """The document as an attachment part; its name as RFC 2231 has it. Raises AttachmentError."""
    try:
        content = document.read_bytes()
    except OSError as error:
        raise AttachmentError(f"document '{document.name}' cannot be read: {error.strerror}") from error
    part = _encoded(content, TYPES.get(document.suffix.lower(), ("application", "octet-stream")))
    name = one_line(document.stem.replace("/", " "), _LONGEST_STEM) + one_line(document.suffix, 10)
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
    return part


def content_type(ending: str) -> str:
    """Of a file whose name ends so: '.docx'."""
    return "/".join(TYPES[ending])


def enclosed(enclosure: Enclosure) -> MIMEBase:
    """A paper as an attachment part; its name is ours and ASCII, so that every client shows it."""
    kind, _, subtype = enclosure.content_type.partition("/")
    part = _encoded(enclosure.content, (kind, subtype))
    part.add_header("Content-Disposition", "attachment", filename=one_line(enclosure.name, _LONGEST_STEM))
    return part


def illustrated(picture: Illustration, content_id: str) -> MIMEBase:
    """A picture for the HTML beside it, which names it by `content_id` (RFC 2392)."""
    part = _encoded(picture.content, TYPES[".png"])
    part.add_header("Content-ID", f"<{content_id}>")
    part.add_header("Content-Disposition", "inline", filename=BAR_NAME)
    return part


def _encoded(content: bytes, kind: tuple[str, str]) -> MIMEBase:
    part = MIMEBase(*kind)
    part.set_payload(content)
    encode_base64(part)
    del part["MIME-Version"]
    return part
