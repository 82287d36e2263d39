"""Whatever comes in, a Mail comes out, soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailbot.core.model import Source
from tests.core.parse.clients import HTML, TEXT
from tests.core.parse.mails import mail, raw, read

MANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
GOOD = [
    mail(TEXT["outlook"]("Tôi dự.", "Kính mời", "vi"), HTML["html_outlook"]("Tôi dự.", "Kính mời", "vi")),
    mail(html=HTML["html_gmail"]("Tôi xin vắng.", "Kính mời", "vi")),
    raw("From: a@b.example\nContent-Type: multipart/report; report-type=delivery-status; boundary=b",
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: x\n\nFinal-Recipient: rfc822; a@b.example\n"),
    raw("From: a@b.example\nContent-Type: text/calendar; method=REPLY",
        "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\nEND:VEVENT\nEND:VCALENDAR"),
]  # fmt: skip


def never_broken(content: bytes) -> None:
    found = read(content)
    assert isinstance(found.source, Source)
    assert not any(doubt.startswith("could not be parsed") for doubt in found.doubts)
    found.text.encode("utf-8")
    found.subject.encode("utf-8")


@MANY
@given(content=st.binary(max_size=3_000))
def test_any_bytes_are_a_mail(content: bytes) -> None:
    never_broken(content)


@MANY
@given(good=st.sampled_from(GOOD), cut=st.integers(0, 4_000))
def test_a_mail_cut_off_anywhere_is_a_mail(good: bytes, cut: int) -> None:
    never_broken(good[:cut])


@MANY
@given(good=st.sampled_from(GOOD), at=st.integers(0, 4_000), noise=st.binary(min_size=1, max_size=40))
def test_a_mail_with_noise_anywhere_is_a_mail(good: bytes, at: int, noise: bytes) -> None:
    never_broken(good[:at] + noise + good[at + len(noise) :])


@MANY
@given(
    name=st.sampled_from(["From", "Subject", "Date", "Content-Type", "Content-Transfer-Encoding", "In-Reply-To",
                          "Content-Disposition", "Return-Path", "Auto-Submitted", "Message-ID"]),
    value=st.text(max_size=300),
)  # fmt: skip
def test_any_header_value_is_bearable(name: str, value: str) -> None:
    never_broken(f"From: a@b.example\n{name}: {value}\n\nTôi dự.".encode("utf-8", "replace"))


@MANY
@given(text=st.text(max_size=500), target=st.sampled_from(["utf-16", "utf-7", "cp1258", "iso-2022-jp", "hz", "utf-32"]))
def test_text_in_any_charset_is_a_mail(text: str, target: str) -> None:
    body = text.encode(target, "replace")
    never_broken(b"From: a@b.example\nContent-Type: text/plain; charset=" + target.encode() + b"\n\n" + body)


@MANY
@given(markup=st.text(alphabet="<>/abdivspq =\"'&;-!\n", max_size=600))
def test_any_markup_is_a_mail(markup: str) -> None:
    never_broken(b"From: a@b.example\nContent-Type: text/html\n\n" + markup.encode())


def nested(depth: int) -> bytes:
    head = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return f"From: a@b.example\n{head}Content-Type: text/plain\n\nTôi dự.\n".encode()


HUGE = {
    "subject_of_encoded_words": b"From: a@b.example\nSubject: " + b"=?utf-8?b?VHLhuqM=?= " * 30_000 + b"\n\nx",
    "to_of_commas": b"From: a@b.example\nTo: " + b"a," * 200_000 + b"\n\nx",
    "from_of_brackets": b"From: " + b"(" * 100_000 + b"\n\nx",
    "type_of_quotes": b'From: a@b.example\nContent-Type: text/plain; x="' + b'\\";' * 60_000 + b"\n\nx",
    "many_headers": b"From: a@b.example\n" + b"".join(b"X-%d: y\n" % n for n in range(30_000)) + b"\nx",
    "many_same_headers": b"From: a@b.example\n" * 10_000 + b"\nx",
    "deep": nested(3_000),
    "deep_and_long": nested(150) + b"x\n" * 300_000,
    "many_parts": b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
    "many_lines": b"From: a@b.example\n\n" + b"\n" * 3_000_000,
    "lines_of_on": b"From: a@b.example\n\n" + b"On \n" * 50_000,
    "one_line_of_on": b"From: a@b.example\n\n" + b"On " * 300_000,
    "one_line_of_wrote": b"From: a@b.example\n\nOn " + b"wrote " * 200_000,
    "lines_of_from": b"From: a@b.example\n\n" + b"From: x\n\n" * 50_000,
    "dashes": b"From: a@b.example\n\n" + b"-" * 500_000,
    "marks": b"From: a@b.example\n\n" + b">" * 500_000,
    "ats": b"From: MAILER-DAEMON@b.example\n\n" + b"a.a" * 200_000 + b"@" * 1000,
    "open_tags": b"From: a@b.example\nContent-Type: text/html\n\n" + b"<div>" * 100_000,
    "comments": b"From: a@b.example\nContent-Type: text/html\n\n" + b"<!--" * 100_000,
    "quotes_in_html": b"From: a@b.example\nContent-Type: text/html\n\n" + b"<blockquote type=cite>" * 10_000 + b"x",
    "attributes": b"From: a@b.example\nContent-Type: text/html\n\n<p " + b"a=b " * 100_000 + b">x",
    "attendees": b"From: a@b.example\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n"
    + b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\n" * 50_000 + b"END:VEVENT\nEND:VCALENDAR\n",
    "references": b"From: a@b.example\nReferences: " + b"<invite.0123456789abcdef@b.example> " * 20_000 + b"\n\nx",
    "large": b"From: a@b.example\nContent-Type: application/octet-stream\n\n" + b"A" * 12_000_000,
}  # fmt: skip


@pytest.mark.parametrize("case", HUGE)
def test_a_huge_mail_is_read_within_seconds(case: str) -> None:
    start = time.process_time()
    never_broken(HUGE[case])
    assert time.process_time() - start < 5


def test_what_was_cut_off_is_a_doubt() -> None:
    assert "mail too large" in read(HUGE["large"]).doubts
    assert "header block too large" in read(HUGE["many_headers"]).doubts
    assert "HTML part too large" in read(HUGE["open_tags"]).doubts
    assert any("nested" in d or "parts" in d or "MIME" in d for d in read(HUGE["deep"]).doubts)


def test_the_first_words_of_a_mail_that_is_too_large_are_read() -> None:
    head = "From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nTôi dự.\n"
    found = read(head.encode() + b"--b\nContent-Type: application/octet-stream\n\n" + b"A" * 12_000_000)
    assert found.text == "Tôi dự."
