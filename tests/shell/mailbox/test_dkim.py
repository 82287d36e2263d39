"""DKIM signatures on real mails: what holds, what is broken, and what must not be believed though it verifies."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import dkim
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.model import AuthResult, Signature, SignatureState, Trust
from mailbot.core.parse import parse, sender_of
from mailbot.core.parse.mime import read_head
from mailbot.mailbox.dkim import MOST, is_plain, signatures
from tests import signing
from tests.signing import published, signed

DOMAIN = "ubnd.example"
NOW = datetime.now(UTC)
TRUST = Trust(verify_dkim=True)
MAIL = (
    "From: =?utf-8?q?Ph=E1=BA=A1m?= Tuan <ct@ubnd.example>\r\nTo: kstt@vpub.example\r\nSubject: Re: Phien hop\r\n"
    "Date: Mon, 2 Nov 2026 09:00:00 +0700\r\nMessage-ID: <1@ubnd.example>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "Đồng ý.\r\n\r\n-- \r\nPhạm Anh Tuấn\r\n"
).encode()
SIMPLE = (b"simple", b"simple")


def found(raw: bytes, records: Mapping[str, bytes | None] | None = None, at: datetime = NOW) -> tuple[Signature, ...]:
    known = {f"s1.{DOMAIN}": signing.rsa().record} if records is None else records
    sender = sender_of(raw)
    assert sender is not None
    return signatures(raw, sender.email.rpartition("@")[2], at, published(known))


def result(raw: bytes, records: Mapping[str, bytes | None] | None = None) -> AuthResult:
    return parse(raw, NOW, trust=TRUST, signed=found(raw, records)).authenticity.result


def state(raw: bytes, records: Mapping[str, bytes | None] | None = None, at: datetime = NOW) -> SignatureState:
    (one,) = found(raw, records, at)
    return one.state


@pytest.mark.parametrize("head", [b"simple", b"relaxed"])
@pytest.mark.parametrize("body", [b"simple", b"relaxed"])
def test_a_signed_mail_is_its_senders_in_every_canonicalisation(head: bytes, body: bytes) -> None:
    raw = signed(MAIL, DOMAIN, how=(head, body))
    assert found(raw) == (Signature(DOMAIN, SignatureState.VALID, "rsa-sha256", 2048, names_sender=True),)
    assert result(raw) is AuthResult.PASS


def test_an_ed25519_key_vouches_as_well() -> None:
    key = signing.ed25519()
    raw = signed(MAIL, DOMAIN, key)
    assert result(raw, {f"s1.{DOMAIN}": key.record}) is AuthResult.PASS
    assert result(raw.replace("Đồng ý".encode(), "Không".encode()), {f"s1.{DOMAIN}": key.record}) is AuthResult.NONE


@pytest.mark.parametrize(("bits", "worth"), [(512, AuthResult.NONE), (1024, AuthResult.PASS)])
def test_a_key_that_can_be_broken_vouches_for_nothing(bits: int, worth: AuthResult) -> None:
    key = signing.rsa(bits)
    raw, records = signed(MAIL, DOMAIN, key), {f"s1.{DOMAIN}": key.record}
    (one,) = found(raw, records)
    assert (one.state, one.bits) == (SignatureState.VALID, bits)
    assert result(raw, records) is worth


CHANGES = {
    "another word": ("Đồng ý", "Không đồng ý"),
    "a line more": ("Tuấn\r\n", "Tuấn\r\nThêm.\r\n"),
    "another subject": ("Phien hop", "Phien khac"),
    "another sender's name": ("Tuan <", "Khac <"),
    "another sender of the domain": ("<ct@", "<pct@"),
    "another encoding": ("8bit", "quoted-printable"),
    "another type": ("text/plain", "text/html"),
    "another domain in the signature": ("d=ubnd", "D=ubnd"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_mail_that_is_not_as_it_was_signed_is_none_and_not_a_forgery(change: tuple[str, str]) -> None:
    raw = signed(MAIL, DOMAIN).replace(change[0].encode(), change[1].encode(), 1)
    assert raw != signed(MAIL, DOMAIN)
    assert result(raw) is AuthResult.NONE


def test_what_mail_servers_do_on_the_way_is_borne_by_relaxed_signatures_only() -> None:
    def on_the_way(raw: bytes) -> bytes:
        changed = raw.replace(b"Subject: Re: ", b"SUBJECT:  Re:\t ").removesuffix(b"\r\n") + b" \r\n\r\n"
        return b"Received: from a by b; Mon, 2 Nov 2026 09:00:01 +0700\r\n" + changed

    assert result(on_the_way(signed(MAIL, DOMAIN))) is AuthResult.PASS
    assert result(on_the_way(signed(MAIL, DOMAIN, how=SIMPLE))) is AuthResult.NONE
    assert result(signed(MAIL, DOMAIN).replace(b"\r\n", b"\n")) is AuthResult.PASS


def test_a_signature_of_a_part_vouches_for_nothing_appended_to_or_not() -> None:
    raw = signed(MAIL, DOMAIN, length=True)
    assert [(one.state, one.limited) for one in found(raw)] == [(SignatureState.VALID, True)]
    appended = raw + "Đồng ý 2, 3, 4.\r\n".encode()
    assert state(appended) is SignatureState.VALID  # that is what l= means
    assert result(raw) is result(appended) is AuthResult.NONE


def test_only_the_senders_own_domain_vouches_and_only_its_keys_are_asked_for() -> None:
    asked: list[str] = []

    def resolve(name: str, seconds: float) -> bytes | None:
        asked.append(name)
        return signing.rsa().record

    for domain in ("evil.example", "mail.ubnd.example", "example", "xubnd.example"):
        assert signatures(signed(MAIL, domain), DOMAIN, NOW, resolve) == ()
    assert asked == []
    assert len(signatures(signed(signed(MAIL, DOMAIN), "list.example"), DOMAIN, NOW, resolve)) == 1
    assert asked == [f"s1._domainkey.{DOMAIN}."]


def test_of_several_signatures_one_that_holds_suffices() -> None:
    old = signed(MAIL, DOMAIN, signing.rsa(1024), selector="old")
    raw = signed(old, DOMAIN)
    assert result(raw) is AuthResult.PASS
    assert [one.state for one in found(raw)] == [SignatureState.VALID, SignatureState.NO_KEY]
    assert result(raw, {f"old.{DOMAIN}": signing.rsa(1024).record}) is AuthResult.PASS


def test_no_more_than_a_few_signatures_are_looked_at() -> None:
    raw = MAIL
    for number in range(MOST + 5):
        raw = signed(raw, DOMAIN, selector=f"n{number}")
    assert len(found(raw)) == MOST


def test_what_the_dns_does_not_have_or_does_not_say_is_none() -> None:
    raw = signed(MAIL, DOMAIN)
    assert state(raw, {}) is SignatureState.NO_KEY
    assert state(raw, {f"s1.{DOMAIN}": None}) is SignatureState.NO_ANSWER
    assert state(raw, {f"s1.{DOMAIN}": b"v=DKIM1; p="}) is SignatureState.NO_KEY  # withdrawn
    assert state(raw, {f"s1.{DOMAIN}": signing.rsa(1024).record}) is SignatureState.BROKEN  # another key
    for records in ({}, {f"s1.{DOMAIN}": None}, {f"s1.{DOMAIN}": b"v=DKIM1; p="}):
        assert result(raw, records) is AuthResult.NONE


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"hello",
        b"=;=;=",
        b"\xff\xfe",
        b"v=DKIM1; k=rsa",
        b"v=DKIM1; k=rsa; p=!!!!",
        b"v=DKIM1; k=rsa; p=AAAA",
        b"v=DKIM1; k=ed25519; p=AAAA",
        b"v=DKIM1; k=dsa; p=AAAA",
        b"v=DKIM2; p=" + b"A" * 300,
        b"v=DKIM1; p=" + b"A" * 200_000,
        signing.ed25519().record,
        signing.rsa().record + b"; s=other",
    ],
)
def test_a_record_that_is_no_key_for_this_is_none(record: bytes) -> None:
    assert result(signed(MAIL, DOMAIN), {f"s1.{DOMAIN}": record}) is AuthResult.NONE


def test_a_key_that_is_only_being_tried_vouches_for_nothing() -> None:
    record = signing.rsa().record
    assert result(signed(MAIL, DOMAIN), {f"s1.{DOMAIN}": record + b"; t=s:y"}) is AuthResult.NONE
    assert result(signed(MAIL, DOMAIN), {f"s1.{DOMAIN}": record + b"; t=s"}) is AuthResult.PASS


def test_all_keys_of_a_mail_share_one_span_of_time() -> None:
    raw = signed(signed(MAIL, DOMAIN, selector="a"), DOMAIN, selector="b")

    def slow(name: str, seconds: float) -> bytes | None:
        time.sleep(min(seconds, 0.2))
        return signing.rsa().record

    states = [one.state for one in signatures(raw, DOMAIN, NOW, slow, seconds=0.1)]
    assert states == [SignatureState.VALID, SignatureState.NO_ANSWER]


@pytest.mark.parametrize(("minutes", "wanted"), [(-10, SignatureState.EXPIRED), (10, SignatureState.VALID)])
def test_a_signature_is_measured_by_the_time_at_which_the_mail_came_in(minutes: int, wanted: SignatureState) -> None:
    ends = int((NOW + timedelta(minutes=minutes)).timestamp())
    raw = signing.with_tags(MAIL, DOMAIN, x=str(ends))
    assert state(raw) is wanted
    assert state(raw, at=NOW - timedelta(hours=1)) is SignatureState.VALID
    assert state(raw, at=NOW + timedelta(hours=1)) is SignatureState.EXPIRED


@pytest.mark.parametrize(
    "tags",
    [
        {"x": "soon"},
        {"x": "1"},
        {"x": "\xb2"},
        {"t": "99999999999"},
        {"t": "now"},
        {"v": "2"},
        {"q": "carrier/pigeon"},
        {"c": "loose/loose"},
        {"a": "rsa-md5"},
        {"l": ""},
        {"l": "-1"},
        {"i": "@evil.example"},
        {"h": "to:subject:date"},  # whoever has such a mail can send it in anybody's name
        {"h": ""},
    ],
    ids=str,
)
def test_a_signature_whose_tags_are_nonsense_or_leave_the_sender_out_vouches_for_nothing(tags: dict[str, str]) -> None:
    assert result(signing.with_tags(MAIL, DOMAIN)) is AuthResult.PASS
    assert result(signing.with_tags(MAIL, DOMAIN, **tags)) is AuthResult.NONE


def test_a_signature_by_sha1_vouches_for_nothing() -> None:
    raw = signed(MAIL, DOMAIN, algorithm=b"rsa-sha1")
    assert state(raw) is SignatureState.VALID
    assert result(raw) is AuthResult.NONE


GARBAGE = [
    b"",
    b"v=1",
    b"=",
    b";;;;",
    b"v=1; d=ubnd.example",
    b"v=1; a=rsa-sha256; d=ubnd.example; s=s1; h=from; bh=AAAA; b=AAAA",
    b"v=1; a=rsa-sha256; d=ubnd.example; s=s1; h=from; bh=*; b=*",
    b"v=1; a=rsa-sha256; d=ubnd.example; s=..; h=from; bh=AAAA; b=AAAA",
    b"v=1; a=rsa-sha256; d=ubnd.example; s=\xff\xfe; h=from; bh=AAAA; b=AAAA",
    b"v=1; a=rsa-sha256; d=ubnd.example; s=" + b"a." * 200 + b"; h=from; bh=AAAA; b=AAAA",
    b"v=1; v=1; d=ubnd.example",
    b"d=ubnd.example;" * 900,
    b"d=ubnd.example; b" + b"\r\n " * 2_500,
]


@pytest.mark.parametrize("value", GARBAGE)
def test_garbage_in_the_field_is_none_and_a_good_signature_below_it_still_holds(value: bytes) -> None:
    garbage = b"DKIM-Signature: " + value + b"\r\n"
    assert result(garbage + MAIL) is AuthResult.NONE
    assert result(garbage + signed(MAIL, DOMAIN)) is AuthResult.PASS


FORGED = "Đồng ý tất cả.".encode()
SMUGGLED = {
    "a bare return that ends the head": b"X-A: a\r\r" + FORGED + b"\r\n",
    "a bare return before another sender": b"X-A: a\rFrom: pct@ubnd.example\r\n",
    "a line that is no field": b"X-A: a\r\nFrom x\r\n " + FORGED + b"\r\n",
    "a field's name that is too long": b"X" * 300 + b": a\r\n",
    "a blank before the colon": b"X-A : a\r\n",
}


@pytest.mark.parametrize("line", SMUGGLED.values(), ids=SMUGGLED.keys())
def test_a_head_that_two_programs_would_read_differently_is_not_verified(line: bytes) -> None:
    raw = signed(MAIL, DOMAIN)
    start = raw.index(b"To: ")
    assert is_plain(raw)
    for smuggled in (line + raw, raw[:start] + line + raw[start:], b" folded\r\n" + raw):
        assert not is_plain(smuggled)
        assert signatures(smuggled, DOMAIN, NOW, published({f"s1.{DOMAIN}": signing.rsa().record})) == ()


@pytest.mark.parametrize("field", ["Subject: Khac", "References: <a@b.example>", 'Content-Type: text/x; a="b"'])
def test_a_field_above_the_signed_one_of_its_name_is_seen(field: str) -> None:
    raw = signed(b"References: <1@vpub.example>\r\n" + MAIL, DOMAIN)
    assert result(raw) is AuthResult.PASS
    smuggled = field.encode() + b"\r\n" + raw
    assert state(smuggled) is SignatureState.VALID  # the library is content
    assert result(smuggled) is AuthResult.NONE


FIELDS = [b"From: a@b.example", b"X: y", b"X:", b"From x", b":", b"X : y"]
PIECES = [*FIELDS, b" z", b"\t", b"\r", b"\n", b"\r\n", b"\n\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(b"\r\n".join))
def test_where_a_mail_is_plain_the_library_reads_the_fields_and_the_body_that_mailbot_reads(raw: bytes) -> None:
    if is_plain(raw):
        theirs = dkim.DKIM(raw)
        head, body, cut = read_head(raw.replace(b"\r\n", b"\n"))
        names = [name.lower().decode() for name, _ in theirs.headers]
        assert {name: names.count(name) for name in names} == {name: len(values) for name, values in head.items()}
        assert theirs.body == body.replace(b"\n", b"\r\n")
        assert not cut


HEAVY = {
    "one endless gap": MAIL + b" " * 5_000_000 + b"x\r\n",
    "a million lines": MAIL + b"\r\n" * 1_000_000 + b"x\r\n",
    "very many fields": b"X: y\r\n" * 16_000 + MAIL,
    "one field of very many lines": b"X: y\r\n" + b" \r\n" * 30_000 + MAIL,
}


@pytest.mark.parametrize("mail", HEAVY.values(), ids=HEAVY.keys())
def test_a_mail_that_was_built_to_be_slow_takes_no_long_time(mail: bytes) -> None:
    field = signed(MAIL, DOMAIN)[: -len(MAIL)]
    begin = time.perf_counter()
    result(field * MOST + mail)
    assert time.perf_counter() - begin < 5


def test_a_signature_with_very_many_names_takes_no_long_time() -> None:
    raw = b"X: y\r\n" * 900 + signing.with_tags(MAIL, DOMAIN, h=":".join(f"a{number}" for number in range(1_500)))
    begin = time.perf_counter()
    assert result(raw) is AuthResult.NONE
    assert time.perf_counter() - begin < 2
