"""Verifying a mail's DKIM signatures before it is handled: the DNS is asked here, while no transaction is open."""

from __future__ import annotations

from datetime import datetime

from mailbot.core.model import Signature
from mailbot.core.parse import sender_of
from mailbot.desk.desk import Desk
from mailbot.desk.gather import people


def signatures_on(desk: Desk, raw: bytes, received_at: datetime) -> tuple[Signature, ...]:
    """What the signatures of the sender's domain are; nothing where the configuration does not ask for it.

    Only for addresses that are read as an answer: a flood of strangers' mails shall not make the bot wait for the DNS.
    """
    sender = sender_of(raw) if desk.verify is not None else None
    if desk.verify is None or sender is None:
        return ()
    with desk.store.read() as connection:
        roster = people(connection, desk, received_at)
    if not any(sender.email in (member.email, *member.assistants) for member in roster):
        return ()
    return desk.verify(raw, sender.email.rpartition("@")[2], received_at)
