"""Filing handled mails away on the server, so that people see in the inbox what is left for them."""

from __future__ import annotations

import imaplib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from mailbot.mailbox.client import Client
from mailbot.mailbox.settings import Filing

KEYWORD = b"$MailbotHandled"
_BATCH = 200  # one at a time is six times slower


def file_away(client: Client, uids: Iterable[int], filing: Filing, folder: str) -> None:
    """Moves or marks the mails; one that a person has moved or deleted first is no error.

    Raises imaplib.IMAP4.error where the server will not have it.
    """
    if filing is Filing.NONE:
        return
    act = _how(client, filing, folder)
    for batch in _batches(uids):
        try:
            act(batch)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            # Either some mail is gone, which some servers mind, or the server does refuse: then so again.
            if left := client.search(["UID", ",".join(map(str, batch))]):
                act(left)


def delete(client: Client, uids: list[int]) -> bool:
    """Delete these mails for good; where only a plain EXPUNGE could do it they stay, marked, for people to expunge."""
    client.add_flags(uids, [rb"\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
        return True
    return False


def _how(client: Client, filing: Filing, folder: str) -> Callable[[list[int]], None]:
    """The gentlest way that the server offers; a plain EXPUNGE would also remove what people have marked."""
    if filing is Filing.MOVE and client.has_capability("MOVE"):
        target = _made_sure(client, folder)
        return lambda uids: client.move(uids, target)
    if filing is Filing.MOVE and client.has_capability("UIDPLUS"):
        target = _made_sure(client, folder)
        return lambda uids: _copy_and_expunge(client, uids, target)
    return lambda uids: client.add_flags(uids, [KEYWORD], silent=True)


def _copy_and_expunge(client: Client, uids: list[int], target: str) -> None:
    client.copy(uids, target)
    client.add_flags(uids, [rb"\Deleted"], silent=True)
    client.uid_expunge(uids)


def _made_sure(client: Client, folder: str) -> str:
    """The folder's name on the server, once it exists and people's mail programs show it."""
    name = server_name(client, folder)
    if not client.folder_exists(name):
        client.create_folder(name)
        client.subscribe_folder(name)
    return name


def server_name(client: Client, folder: str) -> str:
    """`a/b` with the server's own separator and below its personal namespace (RFC 2342)."""
    if folder.upper() == "INBOX":
        return folder
    prefix, separator = _namespace(client)
    name = folder.replace("/", separator) if separator else folder
    return name if name.upper().startswith(prefix.upper()) else prefix + name


def _namespace(client: Client) -> tuple[str, str]:
    if client.has_capability("NAMESPACE") and (personal := client.namespace().personal):
        prefix, separator = personal[0]
        return prefix, separator or ""
    for _, separator, _ in client.list_folders("", ""):
        return "", separator.decode() if separator else ""
    return "", ""


def _batches(uids: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(uids)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
