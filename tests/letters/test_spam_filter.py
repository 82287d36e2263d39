"""No letter looks like spam to a filter that goes by rules alone, as it comes in from the office's own server."""

from __future__ import annotations

from email import message_from_bytes
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from tests.letters.casts import written
from tests.servers.places import MissingServer
from tests.servers.spam_filter import Verdict, judge

HIGHEST = 2.0  # of the 5 from which filters usually put mail aside


def received(raw: bytes) -> bytes:
    """The mail as the reader's server has it: with a line of its own on top."""
    at = format_datetime(parsedate_to_datetime(message_from_bytes(raw)["Date"]))
    return (
        "Received: from mail.vpub.binhdinh.example (mail.vpub.binhdinh.example [10.20.30.40])\r\n"
        "\tby mx.snv.binhdinh.example (Postfix) with ESMTPS id 4XD1Kf2Zzz\r\n"
        f"\tfor <haitm@snv.binhdinh.example>; {at}\r\n"
    ).encode() + raw


def judged(mails: list[bytes]) -> list[Verdict]:
    try:
        return judge(mails)
    except MissingServer as missing:
        pytest.fail(str(missing), pytrace=False)


def test_every_letter_passes_a_spam_filter() -> None:
    longest = {letter.sample.letter.template: letter for letter in written("long")}
    letters = (*written("plain"), *longest.values())
    verdicts = judged([received(letter.raw) for letter in letters])
    suspicious = [
        (str(letter), verdict) for letter, verdict in zip(letters, verdicts, strict=True) if verdict.score >= HIGHEST
    ]
    assert suspicious == []
    assert all("HTML_MESSAGE" in verdict.rules for verdict in verdicts), "the rules were not asked"


def test_the_filter_would_find_spam() -> None:
    """The string that every spam filter takes for spam, so that it can be tried (GTUBE)."""
    gtube = b"XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X"
    (verdict,) = judged([b"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\n\r\n" + gtube + b"\r\n"])
    assert verdict.score > 900
