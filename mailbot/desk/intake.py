"""Taking in: from the server into the ledger, raw bytes first; the cursor moves in the same transaction."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from mailbot.mailbox.fetching import Fetched
from mailbot.mailbox.imap import Mailbox
from mailbot.store import Store, counts, cursors, ledger

_BATCH = 50
# How often the folder is counted: one line to the server, as long as the folder is full.
COUNT_EVERY = timedelta(hours=1)
# What stays the same when the same mail arrives over two delivery paths.
_STABLE = re.compile(
    rb"^(?:from|date|message-id|in-reply-to|subject):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
_MESSAGE_ID = re.compile(rb"^message-id:\s*(<[^>\r\n]{1,996}>)", re.IGNORECASE | re.MULTILINE)
_HEADER_LIMIT = 256 * 1024


def take_in(
    store: Store, mailbox: Mailbox, account: str, clock: Callable[[], datetime], stopping: Callable[[], bool]
) -> int:
    """Store every mail that is new in the folder; how many that were.

    A changed UIDVALIDITY means that the old UIDs mean nothing: all is looked at again, and what is known already is
    found by its content.
    """
    status = mailbox.status()
    folder = mailbox.settings.folder
    with store.read() as connection:
        cursor = cursors.of_folder(connection, account, folder)
    after = cursor[1] if cursor is not None and cursor[0] == status.uidvalidity else 0
    looked_at = clock()
    new = 0
    for batch in _batches(mailbox.fetch(mailbox.new_uids(after))):
        with store.begin() as connection:
            for mail in batch:
                place = ledger.Place(account, folder, status.uidvalidity, mail.uid)
                new += _store(connection, place, mail, clock())
            cursors.move(connection, place, clock())
        if stopping():
            return new
    with store.begin() as connection:
        cursors.note_poll(connection, ledger.Place(account, folder, status.uidvalidity, after), looked_at)
    _count(store, mailbox, account, status.uidvalidity, looked_at)
    return new


def _count(store: Store, mailbox: Mailbox, account: str, uidvalidity: int, now: datetime) -> None:
    """Now and then compare what lies in the folder with the ledger: the digest tells of a mail that slipped through.

    What came after the last fetch is not missing yet.
    """
    folder = mailbox.settings.folder
    with store.read() as connection:
        last = counts.last_count(connection, account, folder)
        seen = cursors.of_folder(connection, account, folder)
    if seen is None or (last is not None and timedelta(0) <= now - last.counted_at < COUNT_EVERY):
        return
    there = [uid for uid in mailbox.every_uid() if uid <= seen[1]]
    with store.begin() as connection:
        known = counts.known_uids(connection, account, folder, uidvalidity, min(there, default=0))
        count = counts.FolderCount(now, len(there), len(set(there) - known))
        counts.note_count(connection, count, account, folder)


def file_away(store: Store, mailbox: Mailbox, account: str, clock: Callable[[], datetime]) -> int:
    """Put what is decided out of the inbox, as the setting `filing` says; how many that were.

    Cosmetic, after the commit: losing it changes nothing, for the ledger knows, and it is tried again.
    """
    uidvalidity, folder = mailbox.status().uidvalidity, mailbox.settings.folder
    with store.read() as connection:
        uids = ledger.unfiled(connection, account, folder, uidvalidity)
    if not uids:
        return 0
    mailbox.file_away(uids)
    with store.begin() as connection:
        ledger.mark_filed(connection, account, folder, uidvalidity, uids, clock())
    return len(uids)


def fingerprints(raw: bytes) -> tuple[str, str, str]:
    """(sha256 of all, hash of what stays the same over two paths, Message-ID or '')."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    head = head[:_HEADER_LIMIT]
    stable = b"\n".join(sorted(re.sub(rb"\s+", b" ", field) for field in _STABLE.findall(head)))
    content = hashlib.sha256(stable + b"\n\n" + body.strip()).hexdigest()
    found = _MESSAGE_ID.search(head)
    return hashlib.sha256(raw).hexdigest(), content, found[1].decode("ascii", "replace") if found else ""


def _batches(fetched: Iterator[Fetched]) -> Iterator[list[Fetched]]:
    batch: list[Fetched] = []
    for mail in fetched:
        batch.append(mail)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _store(connection: Connection, place: ledger.Place, mail: Fetched, now: datetime) -> int:
    if mail.raw is None:
        ledger.add_missing(connection, place, now)
        return 0
    sha256, content_hash, message_id = fingerprints(mail.raw)
    arrival = ledger.Arrival(place, mail.received_at, mail.raw, sha256, content_hash, message_id)
    return int(ledger.add(connection, arrival, now) is not None)
