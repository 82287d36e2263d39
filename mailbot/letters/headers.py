"""The header fields of a letter: nothing that came in can end a field and begin another."""

from __future__ import annotations

import re
from datetime import datetime
from email.charset import BASE64, Charset
from email.header import Header
from email.utils import format_datetime

from mailbot.core.model import Letter
from mailbot.core.policy import Policy
from mailbot.letters.marks import reference
from mailbot.letters.scrub import one_line

_BASE64 = Charset("utf-8")
_BASE64.header_encoding = BASE64

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")  # printable ASCII without space, < and > (RFC 5322, 3.6.4)
_ADDRESS = re.compile(r"[!#-'*+./0-9=?A-Z^-~-]{1,64}@[A-Za-z0-9.-]{1,255}")  # one mailbox, no display name, no list
_REFERENCES = 20  # of a long thread the last ones

# To Exchange: no receipts and no automatic answers, but 'All' would also keep back the notice that an address does not
# exist, and that somebody is away: both of which the office wants to know.
_SUPPRESSED = "DR, RN, NRN, AutoReply"


def headers(
    letter: Letter, token: str, subject: str, policy: Policy, now: datetime, host: str
) -> list[tuple[str, str | Header]]:
    """All header fields, each value scrubbed: nothing that came in can end a field and begin another."""
    message_id = f"<{reference(letter, token)}@{host}>"
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError(f"'{message_id}' is no Message-ID")
    fields: list[tuple[str, str | Header]] = [
        ("From", _mailbox(policy.office.mailbox, f"{policy.office.division} - {policy.office.agency}", "From")),
        ("To", _mailbox(letter.to, letter.to_name, "To")),
    ]
    if letter.cc:
        fields.append(("Cc", ", ".join(map(checked_address, letter.cc))))
    fields += [
        ("Subject", Header(subject, _BASE64, header_name="Subject")),
        ("Date", format_datetime(now.astimezone(policy.working.zone))),
        ("Message-ID", message_id),
        *_threading(letter),
        ("Auto-Submitted", "auto-replied" if letter.in_reply_to else "auto-generated"),
        ("X-Auto-Response-Suppress", _SUPPRESSED),
        ("MIME-Version", "1.0"),
    ]
    return fields


def _threading(letter: Letter) -> list[tuple[str, str]]:
    """In-Reply-To and References (RFC 5322, 3.6.4); what is no Message-ID is left away."""
    answered = _MESSAGE_ID.findall(letter.in_reply_to)[:1]
    thread = [found for value in letter.references for found in _MESSAGE_ID.findall(value)]
    thread = list(dict.fromkeys([*(i for i in thread if i not in answered), *answered]))[-_REFERENCES:]
    named = [("In-Reply-To", answered[0])] if answered else []
    return [*named, ("References", " ".join(thread))] if thread else [*named]


def _mailbox(address: str, name: str, header: str) -> Header:
    value = Header(header_name=header)
    if one_line(name):
        value.append(one_line(name, 120), _BASE64)
    value.append(f"<{checked_address(address)}>", "us-ascii")
    return value


def checked_address(address: str) -> str:
    """The address itself; ValueError for what is none."""
    if not _ADDRESS.fullmatch(address):
        raise ValueError(f"'{one_line(address, 80)}' is no mail address")
    return address
