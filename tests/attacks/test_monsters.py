"""Mails that are built to break whoever reads them: handled like any other, and no way round a gate."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode

import pytest

from mailbot.core.model import State
from tests.attacks.acts import (
    HEAD,
    Siege,
    Way,
    accepted,
    arriving,
    picture,
    put,
    traces,
    vouched,
    with_body,
    with_field,
)
from tests.trip.stage import OFFICE, Stage

TEXT = "text/plain; charset=utf-8"


def _zip() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 30_000_000)
    return b64encode(file.getvalue())


def _nested(depth: int) -> str:
    opened = "".join(f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(depth))
    return f"{opened}--b{depth}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nĐồng ý\r\n--b{depth}--\r\n"


def _enclosed(depth: int) -> str:
    return "Content-Type: message/rfc822\r\n\r\n" * depth + "Content-Type: text/plain; charset=utf-8\r\n\r\nĐồng ý\r\n"


MONSTERS: dict[str, tuple[str, str | bytes]] = {
    "a zip bomb": (
        "multipart/mixed; boundary=b",
        b"--b\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: attachment; filename=a.docx\r\n\r\n" + _zip() + b"\r\n--b--\r\n",
    ),
    "nested 3000 levels": ("multipart/mixed; boundary=b0", _nested(3000)),
    "mails in mails": ("message/rfc822", _enclosed(3000)),
    "10000 parts": ("multipart/mixed; boundary=b", "--b\r\n\r\nx\r\n" * 10_000 + "--b--\r\n"),
    "its own boundary within itself": ("multipart/mixed; boundary=b", "--b\r\n" * 50_000),
    "no boundary": ("multipart/mixed", "Để tôi xem đã."),
    "200000 tags": ("text/html; charset=utf-8", "<div>" * 200_000 + "?"),
    "200000 quotation marks": (TEXT, ">" * 200_000 + "\r\n"),
    "200000 spaces": (TEXT, "Đồng" + " " * 200_000 + "chí?\r\n"),
    "an unknown charset": ("text/plain; charset=x-none-such", b"\xff\xfe\x00?"),
    "a bad PDF": ("application/pdf; name=a.pdf", b"%PDF-1.7\n1 0 obj<</Kids[1 0 R]/Parent 1 0 R>>" * 500),
    "nothing but zeros": (TEXT, b"\0" * 100_000),
}


def handled(siege: Siege, way: Way) -> tuple[set[str], set[str]]:
    """The rules and whom they wrote to, for what comes in this way; no seat and no request is other than before."""
    before = picture(siege.play)
    found = traces(siege.play, way)
    after = picture(siege.play)
    assert after[0] == before[0]
    return set(found), {to for to, _ in after[1][len(before[1]) :]}


@pytest.mark.parametrize("monster", MONSTERS)
def test_a_mail_that_is_built_to_break_the_reader_is_handled_and_grants_nothing(siege: Siege, monster: str) -> None:
    for path in (arriving, put):
        raw = vouched(with_body(siege.consent(), *MONSTERS[monster]))
        rules, to = handled(siege, path(siege.play, raw))
        assert rules <= {"unclear_word", "unsound_mail", "unrelated_mail"}
        assert to <= {HEAD}


@pytest.mark.parametrize(
    "name", ["Subject", "References", "Received", "X-Long", "Content-Type", "From", "Authentication-Results"]
)
def test_a_field_of_half_a_megabyte_is_handled_and_grants_nothing(siege: Siege, name: str) -> None:
    for path in (arriving, put):
        rules, to = handled(siege, path(siege.play, with_field(siege.consent(), name, "=?utf-8?q?a?= <(" * 30_000)))
        assert len(rules) == 1
        assert to <= {HEAD, OFFICE}


def test_twin_an_answer_with_an_attachment_and_a_long_subject_counts(play: Stage) -> None:
    meeting = play.meeting("syt")
    body = "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nTôi dự họp.\r\n--b\r\nContent-Type: image/png; "
    body += "name=logo.png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    raw = with_body(play.mail("syt", ""), "multipart/mixed; boundary=b", body)
    assert accepted(play, with_field(raw, "Subject", "Re: " + "Giay moi " * 40)) == "attends"
    assert play.state("syt", meeting) is State.ATTENDS
