"""One mail's way through this room: `parse`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.core.model import Bounce, CalendarReply, Mail, Reference, Source
from mailbot.core.parse import attachments, bounce, itip, kind, references
from mailbot.core.parse.body import Body, read_body
from mailbot.core.parse.charset import is_legacy_vietnamese
from mailbot.core.parse.headers import decode_header, parse_date
from mailbot.core.parse.mime import Taken, blocks, header, headers_of, take_apart
from mailbot.core.parse.sender import find_sender
from mailbot.core.parse.text import fold, words


@dataclass(frozen=True)
class OwnMail:
    """What is known of our own letters: evidence for quotations, and what is never the writer's."""

    addresses: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()

    def evidence(self) -> tuple[str, ...]:
        return tuple(fold(x) for x in (*self.addresses, *self.names) if len(x) > 5)


def parse(raw: bytes, received_at: datetime, *, own: OwnMail | None = None) -> Mail:
    """The mail in `raw`, which the server received at `received_at` (aware).

    Never raises and never takes long: what is wrong with a mail stands in its `doubts`.
    """
    own = own or OwnMail()
    taken = take_apart(raw)
    message = taken.message
    subject = decode_header(header(message, "subject"))
    froms = [v for n, v in message.raw_items() if n.lower() == "from" and isinstance(v, str)]
    sender, sender_doubt = find_sender(froms)
    body = read_body(taken, own.evidence(), frozenset(words(s) for s in own.sentences))
    source, automatic, failure, answer, contradiction = _kind(taken, subject, body)
    doubts = [*taken.doubts, *body.doubts]
    if sender_doubt:
        doubts.append(sender_doubt)
    if contradiction:
        doubts.append("two calendar answers")
    if legacy := is_legacy_vietnamese(f"{subject}\n{body.text}"):
        doubts.append(f"legacy Vietnamese encoding ({legacy})")
    return Mail(
        received_at=received_at,
        source=source,
        sender=sender,
        subject=subject,
        message_id=decode_header(header(message, "message-id"))[:998],
        date=parse_date(header(message, "date")),
        references=_references(taken, body, answer.uid if answer else ""),
        text=body.text,
        quoted=body.quoted,
        calendar=answer,
        bounce=failure,
        attachments=attachments.list_attachments(taken),
        automatic=automatic,
        doubts=tuple(dict.fromkeys(doubts)),
        code=references.subject_code(subject),
        items=body.items,
    )


def _kind(taken: Taken, subject: str, body: Body) -> tuple[Source, str, Bounce | None, CalendarReply | None, bool]:
    failure = bounce.find_bounce(taken, subject, "\n".join(body.whole))
    if failure is not None:
        return Source.BOUNCE, "delivery failure", failure, None, False
    if sign := kind.receipt_sign(taken):
        return Source.AUTO, sign, None, None, False
    answer, contradiction = itip.find_reply(taken.parts)
    if answer is not None:
        return Source.CALENDAR, "", None, answer, contradiction
    if sign := kind.list_sign(taken.message):
        return Source.OTHER, sign, None, None, False
    if sign := kind.automatic_sign(taken.message, subject):
        return Source.AUTO, sign, None, None, False
    return Source.REPLY, "", None, None, False


def _references(taken: Taken, body: Body, uid: str) -> tuple[Reference, ...]:
    returned = [header(inner, "message-id") for inner in taken.inner]
    for part in taken.parts:
        if part.content_type == "message/disposition-notification":
            returned += [header(b, "original-message-id") for b in blocks(part)]
        elif part.content_type in ("text/rfc822-headers", "message/rfc822-headers"):
            returned.append(header(headers_of(part.data), "message-id"))
    message = taken.message
    return references.nearest_first(
        header(message, "in-reply-to"), header(message, "references"), body.whole, [*returned, uid]
    )
