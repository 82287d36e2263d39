"""Who vouches for the From address, and who only says that he does."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.core.model import AuthResult, Mail, Trust, TrustProfile
from mailbot.core.parse import parse
from mailbot.core.parse.authentication import take_apart

OURS = "mx.province.example"
STRICT = Trust(authserv_ids=(OURS,))
INTRANET = Trust(TrustProfile.INTRANET, login_hosts=("mail.province.example",))
EXCHANGE = Trust(TrustProfile.MICROSOFT365)


def mail(*fields: str, trust: Trust = STRICT, sender: str = "ct@ubnd.example") -> Mail:
    head = "\r\n".join([*fields, f"From: Phạm Anh Tuấn <{sender}>", "Subject: Re", "", "Đồng ý"])
    return parse(head.encode(), datetime(2026, 11, 9, 8, tzinfo=UTC), trust=trust)


def result(*fields: str, trust: Trust = STRICT, sender: str = "ct@ubnd.example") -> AuthResult:
    return mail(*fields, trust=trust, sender=sender).authenticity.result


VOUCHED = [
    f"{OURS}; dmarc=pass header.from=ubnd.example",
    f"{OURS.upper()} 1; spf=fail smtp.mailfrom=x.example; dmarc=pass (p=reject dis=none) header.from=UBND.example",
    f"{OURS}; dkim=pass (2048-bit key; unprotected) header.d=ubnd.example header.i=@ubnd.example header.b=aB3/c+==",
    f"{OURS};\r\n\tdkim=pass header.i=@ubnd.example header.s=a header.b=AbC",
    f"{OURS}; dkim=fail header.d=ubnd.example; dkim = pass header.d = ubnd.example",
    f'"{OURS}"; dmarc/1=pass reason="all is well; really" header.from=ubnd.example',
    f"(a (nested) comment) {OURS} (another); dmarc=pass header.from=ubnd.example",
]


@pytest.mark.parametrize("field", VOUCHED)
def test_our_own_server_vouches_by_dmarc_or_by_an_aligned_signature(field: str) -> None:
    assert result(f"Authentication-Results: {field}") is AuthResult.PASS


NOT_VOUCHED = {
    "another server's name": "mx.evil.example; dmarc=pass header.from=ubnd.example",
    "no name": "dmarc=pass header.from=ubnd.example",
    "an empty name": "; dmarc=pass header.from=ubnd.example",
    "our name as the end of another": f"x.{OURS}; dmarc=pass header.from=ubnd.example",
    "our name in a comment": f"mx.evil.example ({OURS}); dmarc=pass header.from=ubnd.example",
    "two words for a name": f"{OURS} evil; dmarc=pass header.from=ubnd.example",
    "another domain's DMARC": f"{OURS}; dmarc=pass header.from=evil.example",
    "another domain's signature": f"{OURS}; dkim=pass header.d=evil.example",
    "a subdomain's signature": f"{OURS}; dkim=pass header.d=mail.ubnd.example",
    "SPF alone": f"{OURS}; spf=pass smtp.mailfrom=ct@ubnd.example",
    "pass in a comment": f"{OURS}; dmarc=none (dmarc=pass header.from=ubnd.example)",
    "pass in a quoted string": f'{OURS}; dmarc=none reason="; dmarc=pass header.from=ubnd.example"',
    "pass after a mark in a comment": f'{OURS}; spf=none (") smtp.helo="; dmarc=pass header.from=ubnd.example',
    "a comment that stays open": f"{OURS}; dmarc=pass header.from=ubnd.example (so",
    "a string that stays open": f'{OURS}; dmarc=pass header.from="ubnd.example',
    "a property twice": f"{OURS}; dmarc=pass header.from=evil.example header.from=ubnd.example",
    "temperror": f"{OURS}; dmarc=temperror header.from=ubnd.example",
    "best guess": f"{OURS}; dmarc=bestguesspass header.from=ubnd.example",
    "none at all": f"{OURS}; none",
}


@pytest.mark.parametrize("field", NOT_VOUCHED.values(), ids=NOT_VOUCHED.keys())
def test_nobody_vouches(field: str) -> None:
    assert result(f"Authentication-Results: {field}") is AuthResult.NONE


def test_without_a_configured_name_no_field_is_believed() -> None:
    for name in ("", "mx.any.example"):
        assert result(f"Authentication-Results: {name}; dmarc=pass header.from=ubnd.example", trust=Trust()) is (
            AuthResult.NONE
        )


def test_two_fields_under_our_name_count_for_nothing_and_are_told() -> None:
    field = f"Authentication-Results: {OURS}; dmarc=pass header.from=ubnd.example"
    found = mail(field, field)
    assert found.authenticity.result is AuthResult.NONE
    assert found.doubts == ("two Authentication-Results under our own name",)


def test_a_field_of_another_server_beside_ours_changes_nothing() -> None:
    ours = f"Authentication-Results: {OURS}; dmarc=pass header.from=ubnd.example"
    other = "Authentication-Results: mx.evil.example; dmarc=fail header.from=ubnd.example"
    assert result(ours, other) is AuthResult.PASS


def test_a_mail_that_fails_dmarc_is_forged_whatever_else_passes() -> None:
    field = f"{OURS}; dkim=pass header.d=ubnd.example; dmarc=fail header.from=ubnd.example"
    found = mail(f"Authentication-Results: {field}").authenticity
    assert found.result is AuthResult.FAIL
    assert "ubnd.example" in found.grounds


def test_a_signature_of_a_part_of_the_body_vouches_for_nothing() -> None:
    signature = "DKIM-Signature: v=1; a=rsa-sha256; d=ubnd.example; s=a;\r\n\tc=relaxed/relaxed; l=120; bh=x; b=y"
    field = f"Authentication-Results: {OURS}; dmarc=pass header.from=ubnd.example"
    assert result(field, signature) is AuthResult.NONE
    assert result(field, signature.replace("d=ubnd", "d=mail.ubnd")) is AuthResult.NONE  # DMARC aligns it too
    assert result(field, signature.replace("ubnd", "list")) is AuthResult.PASS


def received(login: str, by: str = "mail.province.example", how: str = "ESMTPSA") -> str:
    who = f"\r\n\t(Authenticated sender: {login})" if login else ""
    return f"Received: from [10.0.0.7] (unknown [10.0.0.7]){who}\r\n\tby {by} (Postfix) with {how} id 4X; 9 Nov 2026"


DELIVERY = "Received: from mail.province.example\r\n\tby mail.province.example with LMTP\r\n\tid ab; Mon, 9 Nov 2026"


def intranet(*fields: str, sender: str = "ct@province.example") -> AuthResult:
    return result(*fields, trust=INTRANET, sender=sender)


def test_a_login_at_our_own_server_vouches_for_its_own_address_only() -> None:
    assert intranet(DELIVERY, received("ct@province.example")) is AuthResult.PASS
    assert intranet(received("ct")) is AuthResult.PASS
    assert intranet(DELIVERY, received("vp@province.example")) is AuthResult.FAIL
    assert intranet(received("ct"), sender="ct@other.example") is AuthResult.FAIL


def test_a_login_that_another_server_reports_or_that_lies_below_the_first_hop_is_nobody() -> None:
    assert intranet(received("ct@province.example", by="mail.evil.example")) is AuthResult.NONE
    assert intranet(received("", how="ESMTP"), received("ct@province.example")) is AuthResult.NONE
    assert intranet(received("ct@province.example", how="ESMTP")) is AuthResult.NONE
    assert result(received("ct@ubnd.example")) is AuthResult.NONE


def test_exchange_online_vouches_without_a_name_in_the_topmost_field() -> None:
    theirs = "Authentication-Results: spf=pass (sender IP is 1.2.3.4)\r\n smtp.mailfrom=ubnd.example; dkim=pass"
    theirs += " (signature was verified)\r\n header.d=ubnd.example;dmarc=pass action=none"
    theirs += "\r\n header.from=ubnd.example;compauth=pass reason=100"
    forged = "Authentication-Results: dmarc=pass header.from=ubnd.example"
    assert result(theirs, trust=EXCHANGE) is AuthResult.PASS
    assert result(theirs.replace("=pass action", "=fail action"), forged, trust=EXCHANGE) is AuthResult.FAIL
    assert result(theirs.replace("; dkim", "; (; dkim"), forged, trust=EXCHANGE) is AuthResult.NONE
    assert result(theirs, trust=STRICT) is AuthResult.NONE


def test_exchange_online_vouches_for_mail_within_the_tenant() -> None:
    internal = "X-MS-Exchange-Organization-AuthAs: Internal"
    assert result(internal, trust=EXCHANGE) is AuthResult.PASS
    assert result(internal, internal, trust=EXCHANGE) is AuthResult.NONE
    assert result(internal, trust=STRICT) is AuthResult.NONE


def test_a_field_is_taken_apart_in_linear_time_and_never_raises() -> None:
    for hostile in ("(" * 16_000, '"' * 16_001, "=" * 16_000, ";" * 16_000, "a=b " * 4_000, "\\" * 16_000, ""):
        assert take_apart(hostile) is None or isinstance(take_apart(hostile), tuple)


UNSEEN = [b"\x00", b"\xed\xb2\x80", b"\xff\xfe", b"\x1b[31m", "\u202e".encode()]


@pytest.mark.parametrize("unseen", UNSEEN, ids=repr)
def test_what_no_database_and_no_screen_can_bear_is_left_out_of_what_a_head_says(unseen: bytes) -> None:
    trust = Trust(login_hosts=("mx.a.example",))
    login = b"Received: from x (Authenticated sender: ha%sn) by mx.a.example (P) with ESMTPSA; x\r\n"
    fields = b"From: <gd@syt.example>\r\nAuto-Submitted: auto-replied%s\r\n" + login
    mail = parse(
        fields.replace(b"%s", unseen) + b"\r\nV\xc3\xa2ng.\r\n", datetime(2026, 11, 9, 8, tzinfo=UTC), trust=trust
    )
    for text in (mail.automatic, mail.authenticity.grounds):
        assert text
        assert all(char.isprintable() for char in text)
