"""What stands in one cell of a roster file; each reader raises ValueError with what is wrong and an example."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from mailbot.core.model import Deputy, Role
from mailbot.office.roster_columns import ROLE_OF_WORD, fold

ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
PHONES = re.compile(r"[+0-9 .()/;,-]{5,60}")
IDENTIFIER = re.compile(r"[\w.-]{1,40}")
NAME_AND_POST = re.compile(r"\s+[-–]\s+|\s*,\s*")


def clean(text: str) -> str:
    """NFC, single spaces; invisible characters (zero width, direction marks, control) are no part of a value."""
    visible = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf")
    )
    return " ".join(unicodedata.normalize("NFC", visible).split())


def identifier(text: str) -> str:
    """A seat's short name."""
    if not IDENTIFIER.fullmatch(text):
        raise ValueError(f"'{text}' is no short name: letters, figures, '_', '-' and '.' only; for example 'snv'")
    return text


def address(text: str) -> str:
    """One address in ASCII, in lower case (RFC 5321, 4.1.2, without quoted local parts)."""
    lower = text.lower()
    if len(lower) > 254 or not ADDRESS.fullmatch(lower):
        raise ValueError(f"'{text}' is not an address; for example 'haitm@snv.binhdinh.example'")
    return lower


def addresses(text: str) -> tuple[str, ...]:
    """Addresses parted by ';', ',' or a space, each once."""
    return tuple(dict.fromkeys(address(each) for each in re.split(r"[;,\s]+", text) if each))


def names(text: str) -> tuple[str, ...]:
    """Names parted by ';', each once."""
    return tuple(dict.fromkeys(each.strip() for each in text.split(";") if each.strip()))


def role(text: str) -> Role:
    """A seat of the Committee, in English or in Vietnamese. A guest belongs to a meeting, not to the roster."""
    found = ROLE_OF_WORD.get(fold(text))
    if found is None:
        raise ValueError(
            f"'{text}' is not a seat; use chair, standing_vice_chair, vice_chair or member,"
            " for example 'member' or 'Ủy viên' (guests are named with their meeting)"
        )
    return found


def kind(text: str, kinds: Mapping[str, str]) -> str:
    """The kind of an agency: one of `kinds`, which maps from the case-folded to the right spelling."""
    found = kinds.get(text.casefold())
    if found is None:
        near = get_close_matches(text.casefold(), kinds, n=1)
        hint = f"did you mean '{kinds[near[0]]}'?" if near else f"known are {', '.join(kinds.values())}"
        raise ValueError(f"'{text}' is not a kind of agency; {hint}")
    return found


def deputies(text: str) -> tuple[Deputy, ...]:
    """The register of deputies: 'Trần B - Phó Giám đốc; Lê C - Phó Giám đốc'; the post may be missing."""
    return tuple(_deputy(each) for each in names(text))


def phone(text: str) -> str:
    """One or more phone numbers, kept as they are written."""
    if not PHONES.fullmatch(text):
        raise ValueError(f"'{text}' is not a phone number; for example '0256 3822 294' or '+84 256 3822 294'")
    return text


def _deputy(text: str) -> Deputy:
    name, *post = NAME_AND_POST.split(text, maxsplit=1)
    if not name:
        raise ValueError(f"'{text}' names nobody; for example 'Trần Văn B - Phó Giám đốc'")
    return Deputy(name, post[0] if post else "")
