"""One mail's way through this room: `parse`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from mailbot.core.model import Address, Bounce, CalendarReply, Mail, Reference, Signature, Source, Trust
from mailbot.core.parse import attachments, bounce, itip, kind, listing, references, tnef
from mailbot.core.parse.authentication import authenticate
from mailbot.core.parse.body import Body, read_body
from mailbot.core.parse.charset import is_legacy_vietnamese
from mailbot.core.parse.headers import decode_header, parse_date
from mailbot.core.parse.mime import MAX_HEADERS, Taken, blocks, read_head, take_apart
from mailbot.core.parse.sender import find_sender
from mailbot.core.parse.subject import own_words
from mailbot.core.parse.text import fold, words
from mailbot.core.plain import visible

_LITTLE = 15  # words: who writes more than a signature has put his answer there


@dataclass(frozen=True)
class OwnMail:
    """What is known of our own letters: evidence for quotations, and what is never the writer's."""

    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    @cached_property
    def evidence(self) -> tuple[str, ...]:
        """Folded addresses and names: what makes a header block or an introduction certain."""
        return tuple(fold(x) for x in (*self.addresses, *self.names) if len(x) > 5)

    @cached_property
    def said(self) -> frozenset[str]:
        """Our sentences as words."""
        return frozenset(words(s) for s in self.sentences)


def parse(
    raw: bytes,
    received_at: datetime,
    *,
    own: OwnMail | None = None,
    trust: Trust | None = None,
    signed: Sequence[Signature] = (),
) -> Mail:
    """The mail in `raw`, which the server received at `received_at` (aware); `trust` says who may vouch for its sender,
    and `signed` which signatures were found on it.

    Never raises and never takes long: what is wrong with a mail stands in its `doubts`.
    """
    try:
        return _read(raw, received_at, own or OwnMail(), trust or Trust(), signed)
    except Exception as error:
        # A mail that breaks this room must not stop the others: it reaches a person, who sees the raw mail.
        return Mail(received_at, Source.REPLY, None, doubts=(f"could not be parsed ({type(error).__name__})",))


def sender_of(raw: bytes) -> Address | None:
    """Who the head of this mail says has written it; None where that is nobody or several."""
    head, _, _ = read_head(raw[:MAX_HEADERS].replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    return find_sender(head.get("from", []))[0]


def _read(raw: bytes, received_at: datetime, own: OwnMail, trust: Trust, signed: Sequence[Signature]) -> Mail:
    taken = take_apart(raw)
    subject = decode_header(taken.header("subject"))
    sender, nobody = find_sender(taken.head.get("from", []))
    authenticity, suspicion = authenticate(taken.head, sender, trust, signed)
    packed = _winmail(taken)
    body = read_body(taken, own.evidence, own.said, packed.text if packed else "")
    refers = _references(taken, body)
    found = _kind(taken, subject, body, packed, sender.email if sender else "", bool(refers))
    if found.source is Source.BOUNCE:
        refers = tuple(dict.fromkeys([*refers, *references.returned_in_text("\n".join(body.whole))]))
    elif found.calendar:
        refers = tuple(dict.fromkeys([*refers, *references.in_ids(found.calendar.uid)]))
    legacy = is_legacy_vietnamese(body.text) or is_legacy_vietnamese(subject)
    doubts = [
        *taken.doubts,
        *(body.doubts if found.source is Source.REPLY else []),
        *([nobody] if nobody else []),
        *([suspicion] if suspicion else []),
        *(["two calendar answers"] if found.contradiction else []),
        *([f"legacy Vietnamese encoding ({legacy})"] if legacy else []),
    ]
    return Mail(
        received_at=received_at,
        source=found.source,
        sender=sender,
        subject=subject,
        message_id=decode_header(taken.header("message-id"))[:998],
        date=parse_date(taken.header("date")),
        references=refers,
        text=body.text,
        quoted=body.quoted,
        calendar=found.calendar,
        bounce=found.bounce,
        attachments=attachments.list_attachments(taken),
        automatic=visible(found.automatic),
        doubts=tuple(dict.fromkeys(doubts)),
        code=references.subject_code(subject),
        items=body.items,
        listed=listing.quoted_list(body.whole, body.text),
        subject_words=own_words(subject[:400], body.whole) if len(body.text.split()) <= _LITTLE else "",
        quoted_day=listing.quoted_day(body.whole, body.text) if refers else None,
        signature=body.signature,
        authenticity=replace(authenticity, grounds=visible(authenticity.grounds)),
    )


def _winmail(taken: Taken) -> tnef.Winmail | None:
    for part in taken.parts:
        if part.content_type.endswith("ms-tnef") or part.filename.lower() == "winmail.dat":
            return tnef.read(part.data)
    return None


class _Kind(NamedTuple):
    """What kind of mail this is, and by which sign."""

    source: Source
    automatic: str = ""
    bounce: Bounce | None = None
    calendar: CalendarReply | None = None
    contradiction: bool = False


def _kind(
    taken: Taken, subject: str, body: Body, packed: tnef.Winmail | None, sender: str, answers_ours: bool
) -> _Kind:
    """In the order that the field has tested: many bounces call themselves automatic answers, and so do calendars."""
    failure = bounce.find_bounce(taken, subject, "\n".join(body.whole))
    if failure is not None:
        return _Kind(Source.BOUNCE, "delivery failure", failure)
    if sign := kind.receipt_sign(taken):
        return _Kind(Source.AUTO, sign)
    answer, contradiction = itip.find_reply(taken.parts, sender)
    if answer is None and packed is not None:
        answer = tnef.meeting_answer(packed, sender)
    if answer is not None:
        return _Kind(Source.CALENDAR, "", None, answer, contradiction)
    if sign := kind.report_sign(taken) or kind.automatic_sign(taken, subject):
        return _Kind(Source.AUTO, sign)
    if sign := kind.list_sign(taken):
        return _Kind(Source.OTHER if not answers_ours and kind.is_newsletter(taken) else Source.AUTO, sign)
    if not answers_ours and (sign := kind.newsletter_sign(taken)):
        return _Kind(Source.OTHER, sign)
    if sign := kind.bulk_sign(taken):
        return _Kind(Source.AUTO, sign)
    return _Kind(Source.REPLY)


def _references(taken: Taken, body: Body) -> tuple[Reference, ...]:
    """Our own letters that this mail answers, returns or confirms; nearest first."""
    returned = [inner.first("message-id") for inner in taken.inner]
    for part in taken.parts:
        if part.content_type == "message/disposition-notification":
            returned += [b.first("original-message-id") for b in blocks(part)]
        elif part.content_type in ("text/rfc822-headers", "message/rfc822-headers"):
            returned.append(read_head(part.data)[0].first("message-id"))
    return references.nearest_first(taken.header("in-reply-to"), taken.header("references"), body.whole, returned)
