"""The DKIM signatures of a mail, verified by the keys in the DNS; dkimpy does the arithmetic.

dkimpy is written for mail that is well-formed. What it would read differently from mailbot, or could be kept busy with,
is sorted out before it sees the mail: no signature is found there then.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from datetime import datetime

import dkim
from dkim.util import InvalidTagValueList, parse_tag_value

from mailbot.core.model import Signature, SignatureState
from mailbot.mailbox.dns import Resolve, Unanswered

Tags = dict[bytes, bytes]

MOST = 3  # signatures of the domain that are looked at
LARGEST = 10_000_000  # bytes; of a larger mail not all is read anyhow
_LARGEST_HEAD = 100_000
_MOST_FIELDS = 1_000
_LONGEST_SIGNATURE = 8_000
_MOST_SIGNED = 200  # names in h=
_LONGEST_KEY = 2_000  # bytes of the record: more than RSA with 8192 bits needs

_BARE_RETURN = re.compile(rb"\r(?!\n)")
_FIELD = re.compile(rb"[!-9;-~]{1,200}:")
_LONG_GAP = re.compile(rb"\s{40}")
_SPACES = re.compile(rb"[ \t]+")
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*")

# What dkimpy has to say of strangers' signatures is nothing for the log.
_SILENT = logging.Logger("dkim", logging.CRITICAL + 1)


def signatures(
    raw: bytes, domain: str, received_at: datetime, resolve: Resolve, seconds: float = 5.0
) -> tuple[Signature, ...]:
    """What the signatures of exactly `domain` are; the DNS has so many seconds in all, and never makes this raise.

    Other domains' signatures vouch for nothing, so their keys are not asked for: nobody makes us ask his own server.
    """
    if not is_plain(raw):
        return ()
    keys = _Keys(resolve, time.monotonic() + seconds)
    return tuple(_verified(raw, number, tags, received_at, keys) for number, tags in _of_domain(raw, domain))


def is_plain(raw: bytes) -> bool:
    """Whether any reader sees the same fields and the same body in this mail, and none is kept busy by its head.

    A bare carriage return ends a line for mailbot and not for dkimpy; so does a line in the head that is no field end
    the head. Either would let somebody put words of his own into a mail that was signed.
    """
    if len(raw) > LARGEST or _BARE_RETURN.search(raw):
        return False
    head = raw[: _LARGEST_HEAD + 4].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if len(head) > _LARGEST_HEAD:
        return False
    lines = head.rstrip(b"\n").split(b"\n")
    fields = [line for line in lines if not line.startswith((b" ", b"\t"))]
    return lines[:1] == fields[:1] and len(fields) <= _MOST_FIELDS and all(map(_FIELD.match, fields))


class _Keys:
    """Keys for one mail, within one span of time; remembers what became of the last question."""

    def __init__(self, resolve: Resolve, until: float) -> None:
        self._resolve, self._until = resolve, until
        self.record: bytes | None = None
        self.trouble: SignatureState | None = None

    def __call__(self, name: bytes, timeout: float = 0) -> bytes | None:
        """As dkimpy asks: the record of a name, None where there is none to be had."""
        self.record = self.trouble = None
        text = name.decode("ascii", "replace").lower().rstrip(".")
        left = self._until - time.monotonic()
        try:
            if left <= 0:
                raise Unanswered("no time left")
            record = self._resolve(f"{text}.", left) if _NAME.fullmatch(text) else None
        except Unanswered:
            self.trouble = SignatureState.NO_ANSWER
            return None
        if not record or len(record) > _LONGEST_KEY:
            self.trouble = SignatureState.NO_KEY
            return None
        self.record = record
        return record


def _of_domain(raw: bytes, domain: str) -> Iterator[tuple[int, Tags]]:
    """The first signatures of this domain: the number among all signatures, and the tags."""
    found = 0
    for number, value in enumerate(_fields(dkim.DKIM(raw, logger=_SILENT))):
        tags = _tags(value)
        if found < MOST and tags.get(b"d", b"").decode("ascii", "replace").lower() == domain:
            found += 1
            yield number, tags


def _fields(mail: dkim.DKIM) -> list[bytes]:
    return [value for name, value in mail.headers if name.lower() == b"dkim-signature"]


def _tags(value: bytes) -> Tags:
    if len(value) > _LONGEST_SIGNATURE or _LONG_GAP.search(value):
        return {}
    try:
        tags: Tags = parse_tag_value(value)
    except InvalidTagValueList:
        return {}
    return tags if tags.get(b"h", b"").count(b":") < _MOST_SIGNED else {}


def _verified(raw: bytes, number: int, tags: Tags, received_at: datetime, keys: _Keys) -> Signature:
    mail = dkim.DKIM(raw, logger=_SILENT, minkey=0)  # how long a key has to be, the core says
    if tags.get(b"c", b"").endswith(b"/relaxed"):
        # A step of that canonicalisation, taken before dkimpy takes it: its own is quadratic in the length of a gap.
        mail.body = _SPACES.sub(b" ", mail.body)
    keys.trouble, keys.record = None, None
    try:
        valid = bool(mail.verify(number, dnsfunc=keys))
    except Exception:
        # dkimpy raises its own exceptions, and others where a key or a tag is nonsense: not a valid signature.
        valid = False
    return Signature(
        domain=tags[b"d"].decode("ascii").lower(),
        state=_state(valid, mail, tags, received_at, keys),
        algorithm=tags.get(b"a", b"").decode("ascii", "replace"),
        bits=mail.keysize or 0,
        limited=b"l" in tags,
        testing=_is_testing(keys.record),
        names_sender=b"from" in [name.strip().lower() for name in tags.get(b"h", b"").split(b":")],
    )


def _state(valid: bool, mail: dkim.DKIM, tags: Tags, received_at: datetime, keys: _Keys) -> SignatureState:
    # dkimpy compares x= with the present, less ten hours, and takes no other time. A mail that is handled later than
    # that (after a weekend without the bot) is not believed although it came in time; never the other way round.
    if (expires := tags.get(b"x", b"")) and (not expires.isdigit() or int(expires) < received_at.timestamp()):
        return SignatureState.EXPIRED
    if keys.trouble is not None:
        return keys.trouble
    if valid:
        return SignatureState.VALID
    return SignatureState.NO_KEY if keys.record is not None and not mail.keysize else SignatureState.BROKEN


def _is_testing(record: bytes | None) -> bool:
    """RFC 6376, 3.6.1: t=y."""
    try:
        flags = parse_tag_value(record or b"").get(b"t", b"")
    except InvalidTagValueList:
        return False  # dkimpy has not taken it either
    return b"y" in [flag.strip() for flag in flags.split(b":")]
