"""Mails off the server, byte for byte, in batches; nothing changes there."""

from __future__ import annotations

import imaplib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from mailbot.mailbox.client import Client

BATCH_MAILS = 50  # beyond that, larger batches gain nothing
BATCH_BYTES = 8 * 1024 * 1024
LARGEST = 25 * 1024 * 1024  # of a larger mail only the beginning is fetched
BEGINNING = 1024 * 1024
_ENVELOPES = 500  # sizes are asked for so many mails at once


@dataclass(frozen=True)
class Fetched:
    """One mail as the server gave it."""

    uid: int
    received_at: datetime  # INTERNALDATE in UTC; the time of fetching where the server gave none
    raw: bytes | None  # None: the server named this UID but gave no mail for it
    size: int = 0  # bytes of the whole mail (RFC822.SIZE)
    truncated: bool = False  # `raw` is the beginning of a mail that is too large


@dataclass(frozen=True)
class _Announced:
    uid: int
    size: int

    @property
    def cost(self) -> int:
        return min(self.size, BEGINNING) if self.large else self.size

    @property
    def large(self) -> bool:
        return self.size > LARGEST


def fetch(client: Client, uids: Iterable[int]) -> Iterator[Fetched]:
    """In the order of `uids`, one item for each. The sizes come first, so that memory stays bounded."""
    waiting = iter(uids)
    while chunk := list(islice(waiting, _ENVELOPES)):
        sizes = {uid: data.get(b"RFC822.SIZE", 0) for uid, data in client.fetch(chunk, ["RFC822.SIZE"]).items()}
        for batch in _batches([_Announced(uid, sizes.get(uid, 0)) for uid in chunk]):
            yield from _fetch_batch(client, batch)


def _batches(mails: Sequence[_Announced]) -> Iterator[list[_Announced]]:
    batch: list[_Announced] = []
    cost = 0
    for mail in mails:
        full = len(batch) >= BATCH_MAILS or cost + mail.cost > BATCH_BYTES or (batch and batch[0].large != mail.large)
        if batch and full:
            yield batch
            batch, cost = [], 0
        batch.append(mail)
        cost += mail.cost
    if batch:
        yield batch


def _fetch_batch(client: Client, batch: Sequence[_Announced]) -> Iterator[Fetched]:
    large = batch[0].large
    section = f"BODY.PEEK[]<0.{BEGINNING}>" if large else "BODY.PEEK[]"
    key = b"BODY[]<0>" if large else b"BODY[]"
    try:
        answers = client.fetch([mail.uid for mail in batch], ["INTERNALDATE", section])
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, ValueError):
        # One mail that the server cannot give, or gives with a date that is none, must not hold up the others.
        if len(batch) == 1:
            yield _nothing(batch[0])
            return
        for mail in batch:
            yield from _fetch_batch(client, [mail])
        return
    for mail in batch:
        answer = answers.get(mail.uid, {})
        raw = answer.get(key)
        if not isinstance(raw, bytes):
            yield _nothing(mail)
            continue
        yield Fetched(mail.uid, _utc(answer.get(b"INTERNALDATE")), raw, max(mail.size, len(raw)), large)


def _nothing(mail: _Announced) -> Fetched:
    return Fetched(mail.uid, datetime.now(UTC), None, mail.size)


def _utc(when: object) -> datetime:
    if isinstance(when, datetime) and when.tzinfo is not None:
        return when.astimezone(UTC)
    return datetime.now(UTC)
