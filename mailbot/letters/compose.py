"""A Letter as a complete mail: bytes that are fixed once and for all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.charset import BASE64, QP, Charset
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.policy import compat32
from pathlib import Path
from typing import Any

from markupsafe import Markup

from mailbot.core.model import Letter, Meeting
from mailbot.core.policy import Policy
from mailbot.letters.as_html import ShownBar, as_html
from mailbot.letters.as_text import as_text
from mailbot.letters.attach import attached, enclosed, illustrated
from mailbot.letters.buttons import BUTTONS, mailto
from mailbot.letters.headers import checked_address, headers
from mailbot.letters.itip import calendar_part
from mailbot.letters.marks import LETTER_CLASS, marker, reference_line
from mailbot.letters.render import Words, laid_out, words_of
from mailbot.letters.scrub import one_line

LONGEST_TITLE = 120  # characters of a meeting's title in a subject

_QP, _BASE64 = Charset("utf-8"), Charset("utf-8")
_QP.body_encoding, _BASE64.body_encoding = QP, BASE64


@dataclass(frozen=True)
class Parts:
    """A letter before it is MIME."""

    subject: str
    text: str
    html: str
    calendar: str = ""  # '' where it carries none
    content_id: str = ""  # of the picture that the HTML shows; '' where it shows none


def compose(letter: Letter, token: str, *, policy: Policy, templates: Path, now: datetime, host: str) -> bytes:
    """The mail for `letter`, lines ending in CRLF; the same arguments give the same bytes.

    `token` ties an answer to this letter; it stands in the Message-ID `<KIND.TOKEN@host>` and in the buttons. For a
    copy to keep, compose again with a token that means nothing. Raises TemplateFaultError where the template is at
    fault, AttachmentError where a document cannot be read, ValueError for an address that is none.
    """
    for address in (letter.to, *letter.cc):
        checked_address(address)
    parts = parts_of(letter, token, policy=policy, templates=templates, now=now)
    mail: Message[str, Any] = _body(letter, parts, _Boundaries(f"{letter.key} {token}"))
    for name, field in headers(letter, token, parts.subject, policy, now, host):
        mail[name] = field
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def parts_of(letter: Letter, token: str, *, policy: Policy, templates: Path, now: datetime) -> Parts:
    """Subject, text, HTML and calendar of `letter`; raises as `compose` does."""
    words = words_of(letter, policy=policy, templates=templates, now=now)
    meeting = meeting_of(letter)
    first_line = marker(meeting.code if meeting else "")
    subject = _subject(words.kind_words, meeting, policy)
    links = _links(subject, first_line, letter, token, policy)
    bar = _bar(letter, policy)
    html = _html(first_line, subject, as_html(words.blocks, links, bar), words, policy, templates)
    return Parts(
        subject=subject,
        text=_text(first_line, words),
        html=html,
        calendar=_calendar(letter, meeting, policy, now),
        content_id=bar.content_id if bar and bar.content_id in html else "",  # the office's template may have no bar
    )


def meeting_of(letter: Letter) -> Meeting | None:
    """The meeting that the letter is about, where it is about one."""
    meeting = letter.context.get("meeting")
    return meeting if isinstance(meeting, Meeting) else None


def _subject(kind_words: str, meeting: Meeting | None, policy: Policy) -> str:
    """`[BCĐ ...] Giấy mời - Phiên họp quý III/2024, ngày 27/09/2024 [Q3-7K4M]`; the code stays last."""
    words = f"[{policy.committee.short}] {kind_words}"
    if meeting is None:
        return one_line(words, 200)
    title = one_line(meeting.title, LONGEST_TITLE)
    day = meeting.starts_at.astimezone(policy.working.zone)
    return f"{one_line(words, 120)} - {title}, ngày {day:%d/%m/%Y} [{one_line(meeting.code, 20)}]"


def _links(subject: str, first_line: str, letter: Letter, token: str, policy: Policy) -> dict[str, str]:
    below = (first_line, reference_line(letter, token))
    address = policy.office.mailbox
    return {name: mailto(address, f"Re: {subject}", button.answer, below) for name, button in BUTTONS.items()}


def _bar(letter: Letter, policy: Policy) -> ShownBar | None:
    """The letter's picture of the bar under a name that follows from the letter alone, not from its token."""
    if letter.bar is None:
        return None
    digest = hashlib.sha256(letter.key.encode()).hexdigest()[:16]
    return ShownBar(f"bar.{digest}@{policy.office.mailbox.rpartition('@')[2]}", letter.bar)


def _text(first_line: str, words: Words) -> str:
    """The text part; '-- ' sets the footer apart as every client's signature (RFC 3676, 4.3)."""
    above = [first_line, as_text(words.blocks), as_text(words.hint)]
    return "\n\n".join(part for part in above if part) + "\n\n-- \n" + as_text(words.footer) + "\n"


def _html(first_line: str, subject: str, body: Markup, words: Words, policy: Policy, templates: Path) -> str:
    context = {
        "letter_class": LETTER_CLASS,
        "marker": first_line,
        "subject": subject,
        "policy": policy,
        "body": body,
        "hint": as_html(words.hint) if words.hint else Markup(""),
        "footer": as_html(words.footer),
    }
    return laid_out(templates, "letter", context)


def _calendar(letter: Letter, meeting: Meeting | None, policy: Policy, now: datetime) -> str:
    if letter.calendar is None or meeting is None:
        return ""
    return calendar_part(letter, letter.calendar, meeting, policy=policy, now=now)


class _Boundaries:
    """Boundaries that follow from the letter alone; the standard library's are random."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def next(self) -> str:
        self._count += 1
        digest = hashlib.sha256(f"{self._count} {self._seed}".encode()).hexdigest()
        return f"=_{digest[:40]}"  # '=_' can stand in no quoted-printable or base64 body


def _body(letter: Letter, parts: Parts, boundaries: _Boundaries) -> Message:
    """alternative(text, HTML, calendar), the best last; inside mixed where there are documents or papers.

    The HTML and its picture are one related part. The calendar part carries no Content-Disposition: with one,
    Thunderbird shows no buttons.
    """
    body: MIMEBase = MIMEMultipart("alternative", boundary=boundaries.next())
    body.attach(_text_part(parts.text, "plain"))
    body.attach(_html_part(letter, parts, boundaries))
    if parts.calendar and letter.calendar is not None:
        body.attach(_text_part(parts.calendar, "calendar", f"; method={letter.calendar.method}"))
    if letter.documents or letter.enclosures:
        outer = MIMEMultipart("mixed", boundary=boundaries.next())
        del body["MIME-Version"]
        outer.attach(body)
        for document in letter.documents:
            outer.attach(attached(Path(document)))
        for enclosure in letter.enclosures:
            outer.attach(enclosed(enclosure))
        body = outer
    del body["MIME-Version"]  # `headers` writes it where it belongs
    return body


def _html_part(letter: Letter, parts: Parts, boundaries: _Boundaries) -> Message:
    html = _text_part(parts.html, "html")
    if letter.bar is None or not parts.content_id:
        return html
    related = MIMEMultipart("related", boundary=boundaries.next(), type="text/html")
    del related["MIME-Version"]
    related.attach(html)
    related.attach(illustrated(letter.bar, parts.content_id))
    return related


def _text_part(text: str, subtype: str, parameters: str = "") -> Message:
    """A part in whichever encoding is shorter: much Vietnamese is shorter in base64, much HTML in quoted-printable."""
    parts = [_encoded_part(text.replace("\r\n", "\n"), charset) for charset in (_QP, _BASE64)]
    part = min(parts, key=lambda part: len(str(part.get_payload())))
    part["Content-Type"] = f"text/{subtype}; charset=utf-8{parameters}"
    return part


def _encoded_part(text: str, charset: Charset) -> Message:
    part = Message()
    part.set_payload(text, charset)
    for written in ("MIME-Version", "Content-Type"):  # the library would put quotation marks around every parameter
        del part[written]
    return part
