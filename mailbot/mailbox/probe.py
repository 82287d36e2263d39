"""A mail of our own that carries forged fields: what our own mail system makes of them shows what a pin is worth."""

from __future__ import annotations

import asyncio
import email.policy
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from mailbot.core.model import Trust, TrustProfile
from mailbot.core.parse.authentication import EXCHANGE_MARK, relied_on
from mailbot.core.parse.mime import take_apart
from mailbot.mailbox.errors import MailboxRefused
from mailbot.mailbox.imap import Mailbox
from mailbot.mailbox.outcome import Outcome, OutcomeKind
from mailbot.mailbox.settings import ImapSettings, SmtpSettings
from mailbot.mailbox.smtp import Sender

_LOOK_EVERY = 2.0  # seconds
_INTERNAL = "iNTERNAL"  # as good as 'Internal', and not as Exchange writes it

_TEXT = """\
Đây là thư mailbot tự gửi cho hộp thư này (lệnh `mailbot check --probe`) để kiểm tra máy chủ thư có gỡ các trường
xác thực giả mạo hay không. Thư không cần trả lời và có thể xóa.
"""


@dataclass(frozen=True)
class Forged:
    """A field that only our own servers should be able to write."""

    what: str  # for sentences
    field: str
    value: str
    mark: str  # by which it is known again


@dataclass(frozen=True)
class Probe:
    """One mail that carries them all."""

    message_id: str
    forged: tuple[Forged, ...]
    raw: bytes


@dataclass(frozen=True)
class Arrived:
    """What became of it."""

    survived: tuple[Forged, ...]  # would be believed
    removed: tuple[Forged, ...]
    deleted: bool  # the mail is out of the mailbox again


def forged_fields(trust: Trust, token: str, now: datetime) -> Iterator[Forged]:
    """One for each name that is believed; each speaks of a domain of its own that nobody has."""
    field = "Authentication-Results"
    if trust.profile is TrustProfile.MICROSOFT365:
        nobody = f"probe-{token}.invalid"
        yield Forged(f"the topmost {field} without a name", field, f"dmarc=pass header.from={nobody}", nobody)
        yield Forged(f"{EXCHANGE_MARK}: Internal", EXCHANGE_MARK, _INTERNAL, _INTERNAL)
    for number, name in enumerate(trust.authserv_ids):
        nobody = f"probe-{token}-a{number}.invalid"
        yield Forged(f"{field} of '{name}'", field, f"{name}; dmarc=pass header.from={nobody}", nobody)
    for number, host in enumerate(trust.login_hosts):
        nobody = f"probe-{token}-l{number}.invalid"
        login = f"from {nobody} ({nobody} [192.0.2.1])\r\n\t(Authenticated sender: {nobody})\r\n\tby {host} (Postfix)"
        login += f" with ESMTPSA id {token};\r\n\t{format_datetime(now)}"
        yield Forged(f"a login at '{host}' in Received", "Received", login, nobody)


def make(trust: Trust, address: str, token: str, now: datetime) -> Probe | None:
    """A mail of the mailbox to itself, which a running bot leaves alone as its own; None where no name is believed."""
    forged = tuple(forged_fields(trust, token, now))
    if not forged:
        return None
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = message["To"] = address
    message["Subject"] = f"[mailbot] Thư kiểm tra {token}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<probe.{token}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(_TEXT, cte="quoted-printable")
    head = "".join(f"{one.field}: {one.value}\r\n" for one in forged)
    return Probe(str(message["Message-ID"]), forged, head.encode("ascii") + bytes(message))


def survivors(probe: Probe, raw: bytes, trust: Trust) -> tuple[Forged, ...]:
    """The forged fields that mailbot would go by in the mail as it came."""
    believed = list(relied_on(take_apart(raw).head, trust))
    return tuple(
        one for one in probe.forged if any(name == one.field.lower() and one.mark in value for name, value in believed)
    )


def run(
    imap: ImapSettings,
    smtp: SmtpSettings,
    probe: Probe,
    address: str,
    trust: Trust,
    patience: float,
    tell: Callable[[float], None],
) -> Arrived | None:
    """Hand the mail in, wait for it, look at it, and take it out of the mailbox again; None where it does not come.

    Only this very mail is looked at. `tell` is called now and then with the seconds that are left. Raises MailboxError
    where a server fails or does not take the mail.
    """
    with Mailbox(imap) as mailbox:
        before = mailbox.status().uidnext - 1
        outcome = asyncio.run(_sent(smtp, address, probe.raw))
        if outcome.kind not in (OutcomeKind.SENT, OutcomeKind.UNCERTAIN):
            raise MailboxRefused(outcome.text)
        until = time.monotonic() + patience
        while (left := until - time.monotonic()) > 0:
            tell(left)
            for mail in mailbox.fetch(mailbox.find(probe.message_id, before)):
                if mail.raw is not None:
                    survived = survivors(probe, mail.raw, trust)
                    removed = tuple(one for one in probe.forged if one not in survived)
                    return Arrived(survived, removed, mailbox.delete([mail.uid]))
            mailbox.wait(min(left, _LOOK_EVERY))
    return None


async def _sent(settings: SmtpSettings, address: str, raw: bytes) -> Outcome:
    sender = Sender(settings)
    try:
        return await sender.send(address, raw)
    finally:
        await sender.close()
