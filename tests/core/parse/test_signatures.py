"""What a signature that was verified here is worth, beside what servers say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.core.model import Authenticity, AuthResult, Signature, SignatureState, Trust
from mailbot.core.parse import parse, sender_of

OURS = "mx.province.example"
TRUST = Trust(authserv_ids=(OURS,), login_hosts=("mail.province.example",), verify_dkim=True)
GOOD = Signature("ubnd.example", SignatureState.VALID, "rsa-sha256", 2048, names_sender=True)
STAMP = f"Authentication-Results: {OURS}; "


def judged(*signed: Signature, fields: tuple[str, ...] = (), trust: Trust = TRUST) -> Authenticity:
    head = "\r\n".join([*fields, "From: Phạm Anh Tuấn <ct@ubnd.example>", "Subject: Re", "", "Đồng ý"])
    return parse(head.encode(), datetime(2026, 11, 9, 8, tzinfo=UTC), trust=trust, signed=signed).authenticity


def test_a_valid_signature_of_the_senders_domain_vouches() -> None:
    assert judged(GOOD).result is AuthResult.PASS
    assert judged(GOOD).method == "dkim (verified here)"
    assert judged(replace(GOOD, bits=1024)).result is AuthResult.PASS
    assert judged(replace(GOOD, algorithm="ed25519-sha256", bits=256)).result is AuthResult.PASS


@pytest.mark.parametrize(
    "signature",
    [
        replace(GOOD, domain="evil.example"),
        replace(GOOD, domain="mail.ubnd.example"),
        replace(GOOD, domain="example"),
        replace(GOOD, limited=True),
        replace(GOOD, bits=1023),
        replace(GOOD, algorithm="rsa-sha1"),
        replace(GOOD, testing=True),
        replace(GOOD, names_sender=False),
        *(replace(GOOD, state=state) for state in SignatureState if state is not SignatureState.VALID),
    ],
)
def test_no_other_signature_vouches_and_none_is_a_sign_of_forgery(signature: Signature) -> None:
    assert judged(signature).result is AuthResult.NONE


def test_nothing_is_verified_where_the_configuration_does_not_ask_for_it() -> None:
    assert judged(GOOD, trust=replace(TRUST, verify_dkim=False)).result is AuthResult.NONE


def test_a_good_signature_beside_a_broken_one_or_a_strangers_vouches() -> None:
    broken = replace(GOOD, state=SignatureState.BROKEN)
    assert judged(broken, replace(GOOD, domain="list.example", limited=True), GOOD).result is AuthResult.PASS


def test_a_signature_of_a_part_by_the_domain_or_its_kin_makes_the_others_worthless_too() -> None:
    assert judged(replace(GOOD, limited=True), GOOD).result is AuthResult.NONE
    kin = "DKIM-Signature: v=1; a=rsa-sha256; d=mail.ubnd.example; s=a; l=120; bh=x; b=y"
    assert judged(GOOD, fields=(kin,)).result is AuthResult.NONE
    assert judged(GOOD, fields=(kin.replace("ubnd", "list"),)).result is AuthResult.PASS


def test_what_our_own_servers_say_of_a_forgery_comes_first() -> None:
    assert judged(GOOD, fields=(f"{STAMP}dmarc=fail header.from=ubnd.example",)).result is AuthResult.FAIL
    login = "Received: from x (Authenticated sender: vp@ubnd.example)\r\n by mail.province.example with ESMTPSA id 4"
    assert judged(GOOD, fields=(login,)).result is AuthResult.FAIL


def test_a_server_that_says_nothing_or_could_not_verify_leaves_it_to_the_signature() -> None:
    assert judged(GOOD, fields=(f"{STAMP}none",)).result is AuthResult.PASS
    assert judged(GOOD, fields=(f"{STAMP}dkim=fail header.d=ubnd.example",)).result is AuthResult.PASS
    stamped = judged(replace(GOOD, state=SignatureState.BROKEN), fields=(f"{STAMP}dkim=pass header.d=ubnd.example",))
    assert (stamped.result, stamped.method) == (AuthResult.PASS, "dkim")


@pytest.mark.parametrize("field", ["Subject: Khác", "In-Reply-To: <a@b.example>", "Content-Type: text/html"])
def test_a_field_that_was_put_above_another_one_of_its_name_takes_the_worth_away(field: str) -> None:
    doubled = (field, field.partition(":")[0] + ": gốc")
    assert judged(GOOD, fields=doubled).result is AuthResult.NONE


def test_the_sender_is_known_from_the_head_alone() -> None:
    assert (found := sender_of("From: Tuấn <CT@ubnd.example>\r\n\r\nFrom: x@y.example".encode())) is not None
    assert found.email == "ct@ubnd.example"
    assert sender_of(b"From: a@b.example\r\nFrom: c@d.example\r\n\r\n") is None
    assert sender_of(b"") is None
