"""Mails as people's programs write them: the answer, the letter quoted below it, in text or HTML or both."""

from __future__ import annotations

import email.policy
import html
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from mailbot.demo.parts import Client

FROM_PHONE = "Đã gửi từ iPhone của tôi"


@dataclass(frozen=True)
class Writer:
    """Who writes, to whom."""

    name: str
    address: str
    office: str  # the address that answers go to

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


@dataclass(frozen=True)
class Draft:
    """What is to be written: words, in answer to a letter or to none."""

    words: str
    writer: Writer
    letter: EmailMessage | None
    now: datetime  # aware, on the writer's clock

    @property
    def text(self) -> str:
        """The letter's text part."""
        return _part(self.letter, "plain")

    @property
    def markup(self) -> str:
        """What stands between <body> and </body> of the letter's HTML part, as clients quote it."""
        body = LexborHTMLParser(_part(self.letter, "html")).body
        return (body.inner_html or "") if body is not None else ""

    @property
    def office_line(self) -> str:
        """Who wrote the letter, as clients name him above the quotation."""
        return str(self.letter["from"]) if self.letter is not None else ""

    @property
    def subject(self) -> str:
        return str(self.letter["subject"]) if self.letter is not None else ""


def write(client: Client, draft: Draft) -> EmailMessage:
    """The mail as `client` writes it."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = f'"{draft.writer.name}" <{draft.writer.address}>'
    mail["To"] = draft.writer.office
    mail["Date"] = format_datetime(draft.now)
    mail["Message-ID"] = make_msgid(domain=draft.writer.domain)
    if draft.letter is not None:
        mail["Subject"] = f"Re: {draft.subject}"
        if client is not Client.BUTTON:
            mail["In-Reply-To"] = mail["References"] = str(draft.letter["message-id"])
    else:
        mail["Subject"] = "Xác nhận tham dự phiên họp Ban Chỉ đạo"
    CLIENTS[client](mail, draft)
    return mail


def _plain(mail: EmailMessage, draft: Draft) -> None:
    """A simple phone: the words, and nothing quoted."""
    mail.set_content(draft.words + "\n")


def _phone(mail: EmailMessage, draft: Draft) -> None:
    mail["X-Mailer"] = "iPhone Mail (22A3354)"
    quoted = _marked(f"Vào {_clock(draft)}, {_short_day(draft)}, {draft.office_line} đã viết:\n\n{draft.text}")
    mail.set_content(f"{draft.words}\n\n{FROM_PHONE}\n\n{quoted if draft.letter is not None else ''}\n")


def _gmail(mail: EmailMessage, draft: Draft) -> None:
    if draft.letter is None:
        mail.set_content(draft.words + "\n")
        mail.add_alternative(f'<div dir="ltr">{_divs(draft.words)}</div>', subtype="html")
        return
    when = f"Vào {_weekday(draft)}, {_short_day(draft)} vào lúc {_clock(draft)}"
    mail.set_content(f"{draft.words}\n\n{when} {draft.office_line} đã viết:\n\n{_marked(draft.text)}\n")
    mail.add_alternative(
        f'<div dir="ltr">{_divs(draft.words)}</div><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{when} {html.escape(draft.office_line)} đã viết:<br></div>'
        '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);'
        f'padding-left:1ex">{draft.markup}</blockquote></div>',
        subtype="html",
    )


def _outlook(mail: EmailMessage, draft: Draft) -> None:
    """HTML alone, the letter below a block of header lines."""
    mail["X-Mailer"] = "Microsoft Outlook 16.0"
    mail["Thread-Topic"] = draft.subject
    words = "".join(f'<p class="MsoNormal">{line}<o:p></o:p></p>' for line in _lines(draft.words))
    names = (("Từ", draft.office_line), ("Đã gửi", _long_day(draft)), ("Tới", draft.writer.name))
    block = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in (*names, ("Chủ đề", draft.subject)))
    mail.set_content(
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0in;} -->'
        f'</style></head><body lang="VI"><div class="WordSection1">{words}<div><div style="border:none;'
        'border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in">'
        f'<p class="MsoNormal">{block}<o:p></o:p></p></div></div>{draft.markup}</div></body></html>',
        subtype="html",
    )


def _zimbra(mail: EmailMessage, draft: Draft) -> None:
    mail["X-Mailer"] = "Zimbra 8.8.15_GA_4717 (ZimbraWebClient - GC130 (Win)/8.8.15_GA_4717)"
    names = (
        ("Từ", draft.office_line),
        ("Tới", f'"{draft.writer.name}" <{draft.writer.address}>'),
        ("Đã gửi", _long_day(draft)),
        ("Chủ đề", draft.subject),
    )
    block = "\n".join(f"{name}: {value}" for name, value in names)
    bold = "<br>".join(f"<b>{name}: </b>{html.escape(value)}" for name, value in names)
    mail.set_content(f"{draft.words}\n\n----- Thư gốc -----\n{block}\n\n{draft.text}\n")
    mail.add_alternative(
        '<html><body><div style="font-family: times new roman, new york, times, serif; font-size: 12pt; '
        f'color: #000000"><div>{_divs(draft.words)}</div><div><br></div><hr id="zwchr" data-marker="__DIVIDER__">'
        f'<div data-marker="__HEADERS__">{bold}</div><div><br></div><div data-marker="__QUOTED_TEXT__">'
        f'<blockquote style="border-left:2px solid #1010FF;margin-left:5px;padding-left:5px">{draft.markup}'
        "</blockquote></div></div></body></html>",
        subtype="html",
    )


def _apple(mail: EmailMessage, draft: Draft) -> None:
    mail["X-Mailer"] = "Apple Mail (2.3826.200.121)"
    intro = f"Vào {_clock(draft)}, {_short_day(draft)}, {draft.office_line} đã viết:"
    mail.set_content(f"{draft.words}\n\n> {intro}\n>\n{_marked(draft.text)}\n")
    mail.add_alternative(
        f'<html><body dir="auto"><div>{_divs(draft.words)}</div><div><br><blockquote type="cite"><div>'
        f"{html.escape(intro)}</div><br><div>{draft.markup}</div></blockquote></div></body></html>",
        subtype="html",
    )


def _button(mail: EmailMessage, draft: Draft) -> None:
    """The `mailto:` link in the letter whose answer begins with these words: a new mail, as the link fills it in."""
    for link in LexborHTMLParser(_part(draft.letter, "html")).css("a[href^='mailto:']"):
        target = urlsplit(link.attributes["href"] or "")
        fields = parse_qs(target.query.replace("+", "%2B"))
        body = fields.get("body", [""])[0].replace("\r\n", "\n")
        if body.partition("\n")[0] == draft.words:
            mail.replace_header("To", unquote(target.path))
            mail.replace_header("Subject", fields["subject"][0])
            mail.set_content(body)
            return
    raise LookupError(f"no button of the letter '{draft.subject}' answers '{draft.words}'")


CLIENTS: dict[Client, Callable[[EmailMessage, Draft], None]] = {
    Client.PLAIN: _plain,
    Client.PHONE: _phone,
    Client.GMAIL: _gmail,
    Client.OUTLOOK: _outlook,
    Client.ZIMBRA: _zimbra,
    Client.APPLE: _apple,
    Client.BUTTON: _button,
}


def _part(letter: EmailMessage | None, subtype: str) -> str:
    part = letter.get_body((subtype,)) if letter is not None else None
    return str(part.get_content()) if isinstance(part, EmailMessage) else ""


def _marked(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _lines(words: str) -> list[str]:
    return [html.escape(line) or "&nbsp;" for line in words.split("\n")]


def _divs(words: str) -> str:
    return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in words.split("\n"))


def _weekday(draft: Draft) -> str:
    return ("Th 2", "Th 3", "Th 4", "Th 5", "Th 6", "Th 7", "CN")[draft.now.weekday()]


def _short_day(draft: Draft) -> str:
    return f"{draft.now.day} thg {draft.now.month}, {draft.now.year}"


def _long_day(draft: Draft) -> str:
    words = ("Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy")
    weekday = f"Thứ {words[draft.now.weekday()]}" if draft.now.weekday() < 6 else "Chủ nhật"
    return f"{weekday}, {draft.now.day} tháng {draft.now.month}, {draft.now.year} {_clock(draft)}"


def _clock(draft: Draft) -> str:
    return f"{draft.now:%H:%M}"
