"""Honest answers as mail programs write them: header fields, MIME structure, encodings of names, quotations.

The quotations are those of tests/core/parse/clients.py; this adds all that stands around them.
"""

from __future__ import annotations

import quopri
from base64 import b64encode, encodebytes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.header import Header
from email.message import EmailMessage
from uuid import uuid4

from tests.core.parse.clients import HTML, TEXT
from tests.trip.stage import OFFICE, Stage

Spelled = Callable[[str], str]


def in_b(name: str) -> str:
    return f"=?UTF-8?B?{b64encode(name.encode()).decode()}?="


def in_q(name: str) -> str:
    return Header(name, "utf-8", header_name="From").encode().replace("\n", "\r\n")


def word_by_word(name: str) -> str:
    """Each word for itself, as Outlook and Zimbra do where only some need it."""
    return " ".join(word if word.isascii() else in_b(word) for word in name.split())


def split_anywhere(name: str) -> str:
    """Two encoded words that part a character, as careless programs do."""
    data = name.encode()
    middle = next(i for i, byte in enumerate(data) if byte > 0x7F) + 1
    return "\r\n ".join(f"=?utf-8?B?{b64encode(piece).decode()}?=" for piece in (data[:middle], data[middle:]))


def raw_utf8(name: str) -> str:
    return f'"{name}"'


def last_first(name: str) -> str:
    """`An, Tô Thị Hoài`, quoted, as address books of Exchange have it."""
    *first, last = name.split()
    return in_b(f"{last}, {' '.join(first)}")


@dataclass(frozen=True)
class Program:
    """A mail program: which quotations it writes, what it calls itself, how it spells."""

    text: str  # a name of TEXT; '' where it sends HTML alone
    html: str  # a name of HTML; '' where it sends text alone
    fields: Mapping[str, str] = field(default_factory=dict)
    spelled: Spelled = in_b
    subject: str = "Re: "
    ids: str = "{}@{domain}"
    encoding: str = "quoted-printable"
    flowed: bool = False


PROGRAMS: dict[str, Program] = {
    "Gmail on the web": Program(
        "gmail_2026", "html_gmail", {"X-Gm-Message-State": "AOJu0Yw"}, ids="CAB{}@mail.gmail.com", encoding="base64"
    ),
    "Gmail in English": Program("gmail", "html_gmail", ids="CAK{}@mail.gmail.com", spelled=in_q),
    "Gmail on Android": Program("gmail_android_no_marks", "html_gmail", ids="CAF{}@mail.gmail.com"),
    "Outlook on the desk": Program(
        "outlook",
        "html_outlook",
        {
            "X-Mailer": "Microsoft Outlook 16.0",
            "Thread-Index": "AQHbC2k5yq8Z1Q==",
            "Content-Language": "vi",
            "X-Auto-Response-Suppress": "DR, OOF, AutoReply",
        },
        subject="RE: ",
        spelled=word_by_word,
    ),
    "OWA": Program(
        "owa",
        "html_owa",
        {
            "Thread-Topic": "Moi hop",
            "Accept-Language": "vi-VN, en-US",
            "X-MS-Has-Attach": "",
            "X-MS-Exchange-MessageSentRepresentingType": "1",
        },
        ids="SG2PR{}@SG2PR06MB.apcprd06.prod.outlook.com",
        encoding="base64",
        spelled=last_first,
    ),
    "Outlook on the phone": Program(
        "", "html_outlook_mobile", {"X-MS-Exchange-CrossTenant-Id": "b0"}, ids="TY0PR{}@TY0PR.outlook.com"
    ),
    "Zimbra": Program(
        "zimbra_headers",
        "html_zimbra",
        {
            "X-Mailer": "Zimbra 8.8.15_GA_4581 (ZimbraWebClient - GC129 (Win)/8.8.15_GA_4581)",
            "Thread-Topic": "Moi hop",
            "X-Originating-IP": "[10.1.2.3]",
        },
        ids="12345.{}.JavaMail.zimbra@{domain}",
        spelled=word_by_word,
    ),
    "Zimbra in text": Program("zimbra_no_headers", "", {"X-Mailer": "Zimbra 8.8.12_GA_3794"}, subject="Trả lời: "),
    "Apple Mail": Program(
        "apple",
        "html_apple",
        {"X-Mailer": "Apple Mail (2.3774.600.62)", "Mime-Version": "1.0 (Mac OS X Mail 16.0 \\(3774.600.62\\))"},
        spelled=split_anywhere,
    ),
    "iPhone": Program("iphone", "html_apple", {"X-Mailer": "iPhone Mail (21F90)"}, encoding="base64"),
    "Thunderbird": Program(
        "thunderbird", "", {"User-Agent": "Mozilla Thunderbird", "Content-Language": "vi"}, flowed=True, spelled=in_q
    ),
    "Thunderbird in HTML": Program("", "html_thunderbird", {"User-Agent": "Mozilla Thunderbird"}),
    "K-9": Program("k9", "html_k9", {"User-Agent": "K-9 Mail for Android"}, spelled=raw_utf8),
    "Roundcube": Program("roundcube", "html_roundcube", {"User-Agent": "Roundcube Webmail/1.6.7", "X-Sender": OFFICE}),
    "Samsung": Program("samsung", "html_samsung", encoding="base64"),
    "Yahoo on the phone": Program("yahoo_iphone", "", {"X-Mailer": "WebService/1.1.22"}, subject="Về việc: "),
}


def answer(
    play: Stage, program: str, who: str, words: str, *, kind: str, fields: Mapping[str, str] | None = None
) -> bytes:
    """`who` answers the last letter of this kind with this program; `fields` as a server or he himself adds them."""
    with_, letter = PROGRAMS[program], play.letters(who, kind=kind)[-1]
    address, domain = play.address(who), play.address(who).rpartition("@")[2]
    head = {
        "From": f"{with_.spelled(play.name(who))} <{address}>",
        "To": f"{in_b('Phòng KSTTHC')} <{OFFICE}>",
        "Subject": Header(f"{with_.subject}{letter['subject']}", "utf-8", 70).encode().replace("\n", "\r\n"),
        "Date": "Mon, 02 Nov 2026 09:01:00 +0700",
        "Message-ID": f"<{with_.ids.format(uuid4().hex, domain=domain)}>",
        "In-Reply-To": str(letter["message-id"]),
        "References": str(letter["message-id"]),
        "MIME-Version": "1.0",
        **with_.fields,
        **(fields or {}),
    }
    lines = [f"{name}: {value}" for name, value in head.items() if name.lower() != "mime-version"]
    return "\r\n".join([*lines, f"MIME-Version: {head['MIME-Version']}", _body(with_, words, _text(letter))]).encode()


def _text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content()).strip()


def _body(program: Program, words: str, letter: str) -> str:
    parts = []
    if program.text:
        kind = "text/plain; charset=UTF-8" + ("; format=flowed" if program.flowed else "")
        parts.append(_part(kind, program.encoding, TEXT[program.text](words, letter, "vi")))
    if program.html:
        parts.append(_part("text/html; charset=UTF-8", program.encoding, HTML[program.html](words, letter, "vi")))
    if len(parts) == 1:
        return parts[0]
    mark = f"----=_Part_{uuid4().hex}"
    opened = f'Content-Type: multipart/alternative; boundary="{mark}"\r\n\r\n'
    return opened + "".join(f"--{mark}\r\n{part}\r\n" for part in parts) + f"--{mark}--\r\n"


def _part(kind: str, encoding: str, content: str) -> str:
    data = content.encode()
    coded = encodebytes(data) if encoding == "base64" else quopri.encodestring(data)
    text = coded.decode("ascii").replace("\n", "\r\n")
    return f"Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{text}"
