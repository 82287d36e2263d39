"""Who wrote: the one mailbox of the one From field, or nobody."""

from __future__ import annotations

import re
from email.errors import MessageError
from functools import lru_cache

from mailparser.utils import get_addresses

from mailbot.core.model import Address
from mailbot.core.parse.charset import decode
from mailbot.core.parse.headers import decode_header, octets
from mailbot.core.parse.text import one_line

MAX_FROM = 2_000
_FOLD = re.compile(r"\r?\n[ \t]+")
_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PIECE = re.compile(r'\\.|[^\\"()]+|["()]')
_ROUTE = re.compile(r"<\s*@[^<>]*:")
_LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")


def find_sender(fields: list[str]) -> tuple[Address | None, str]:
    """The sender named by the raw From `fields`, and why there is none ('' where there is one).

    Identity rests on mail-parser's address grammar: the standard parser of early 3.11 names the wrong mailbox
    for `head@a.example <evil@b.example>` (CVE-2023-27043).
    """
    if not fields:
        return None, "no From"
    if len(fields) > 1:
        return None, "two From fields"
    return _sender_of(fields[0])


@lru_cache(maxsize=512)  # the same people write again and again
def _sender_of(field: str) -> tuple[Address | None, str]:
    raw = _FOLD.sub(" ", field).strip()
    if not raw:
        return None, "no From"
    if len(raw) > MAX_FROM:
        return None, "From too long"
    text = raw if raw.isascii() else decode(octets(raw), None)
    if _CONTROL.search(text):
        return None, "control characters in From"
    return _one_mailbox(text)


def _one_mailbox(text: str) -> tuple[Address | None, str]:
    defects: list[dict[str, object]] = []
    try:
        found = get_addresses(text, defects=defects, decode_names=True)
    except (MessageError, ValueError, LookupError):  # a broken encoded word in the name
        defects = []
        found = get_addresses(text, defects=defects)
    found = [(name, address) for name, address in found if address]
    bare = _bare(text)
    if _ROUTE.search(bare):  # RFC 5322, 4.4: some programs take the route's host for the writer's
        return None, "source route in From"
    if _is_group(bare):
        return None, "group syntax in From"
    if len(found) > 1 or _another_mailbox(defects):
        return None, "several mailboxes in From"
    if not found:
        return None, "no valid mailbox in From"
    name, address = found[0]
    local, _, domain = address.rpartition("@")
    local, domain = local.lower(), _idna(domain)
    if not local.isascii():
        return None, "non-ASCII local part in From"
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return None, "unusual address in From"
    return Address(f"{local}@{domain}", _display(name, address)), ""


def _display(name: str, address: str) -> str:
    return "" if name == address else decode_header(one_line(name)).strip("\"' ")


def _another_mailbox(defects: list[dict[str, object]]) -> bool:
    """Whether something was set aside that might have been a mailbox."""
    return any(not d.get("recovered") and "@" in str(d.get("raw", "")) for d in defects)


def _bare(text: str) -> str:
    """Without quoted strings and comments, which nest; all of it where one of them does not end."""
    kept: list[str] = []
    depth, quoted = 0, False
    for piece in _PIECE.findall(text):
        if piece == '"' and not depth:
            quoted = not quoted
        elif piece in ("(", ")") and not quoted:
            depth += 1 if piece == "(" else -1
        elif not quoted and not depth:
            kept.append(piece)
    return text if quoted or depth else "".join(kept)


def _is_group(bare: str) -> bool:
    return ":" in re.sub(r"<[^<>]*>", "", bare) and ";" in bare


def _idna(domain: str) -> str:
    domain = domain.rstrip(".").lower()
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
