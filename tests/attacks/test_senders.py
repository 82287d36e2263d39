"""Who pretends to be the Head: by From, by a stamp of his own, by a header that looks like one of ours."""

from __future__ import annotations

import pytest

from mailbot.core.model import State
from tests.attacks.acts import (
    ASKED_AGAIN,
    EVIL,
    HEAD,
    NONE,
    OURS,
    TOLD,
    Siege,
    accepted,
    asked,
    attack,
    consent,
    misuse,
    stamped,
    vouched,
    with_field,
)
from tests.trip.stage import OFFICE, Stage

ABOUT_HEAD = "header.from=binhdinh.example"


@pytest.mark.parametrize(
    "words",
    [
        f"dmarc=fail {ABOUT_HEAD}",
        f"dkim=pass header.d=noikhac.example; spf=pass smtp.mailfrom=noikhac.example; dmarc=fail {ABOUT_HEAD}",
        f"dmarc=pass {ABOUT_HEAD}; dmarc=fail {ABOUT_HEAD}",
        f"dkim=pass header.d=binhdinh.example; dmarc=fail (p=none) {ABOUT_HEAD}",
        f"DMARC=FAIL {ABOUT_HEAD.upper()}",
    ],
)
def test_what_our_server_calls_forged_does_nothing_and_the_head_is_told(play: Stage, words: str) -> None:
    asked(play)
    assert attack(play, stamped(consent(play), words)) == ("forged_mail", TOLD)


@pytest.mark.parametrize(
    "words",
    [
        "spf=pass smtp.mailfrom=binhdinh.example",
        "dkim=pass header.d=noikhac.example",
        "dkim=fail header.d=binhdinh.example",
        "dmarc=pass header.from=noikhac.example",
        "dmarc=pass header.from=xbinhdinh.example",
        "dmarc=pass header.from=binhdinh.example.noikhac.example",
        "dmarc=pass",
        f"none (dmarc=pass {ABOUT_HEAD})",
        f'dmarc=none reason="; dmarc=pass {ABOUT_HEAD}"',
        f"dmarc=pass {ABOUT_HEAD} header.from=noikhac.example",
        f"dmarc=pass {ABOUT_HEAD} (never closed",
    ],
)
def test_a_stamp_of_ours_that_does_not_vouch_for_the_heads_domain_is_none(siege: Siege, words: str) -> None:
    rule, letters = attack(siege.play, stamped(siege.consent(), words))
    assert (rule, set(letters) <= set(ASKED_AGAIN)) == ("unproven_word", True)


@pytest.mark.parametrize(
    "field",
    [
        f"Authentication-Results: dmarc=pass {ABOUT_HEAD}",
        f"Authentication-Results: ; dmarc=pass {ABOUT_HEAD}",
        f"Authentication-Results: mx.noikhac.example; dmarc=pass {ABOUT_HEAD}",
        f"Authentication-Results: x{OURS}; dmarc=pass {ABOUT_HEAD}",
        f"Authentication-Results: {OURS}.noikhac.example; dmarc=pass {ABOUT_HEAD}",
        f"Authentication-Results: {OURS} x; dmarc=pass {ABOUT_HEAD}",
        f"Authentication-Results: mx.noikhac.example ({OURS}); dmarc=pass {ABOUT_HEAD}",
        f"Authentication-Results: mx.noikhac.example;\r\n {OURS}; dmarc=pass {ABOUT_HEAD}",
        f"ARC-Authentication-Results: i=1; {OURS}; dmarc=pass {ABOUT_HEAD}",
        f"X-Authentication-Results: {OURS}; dmarc=pass {ABOUT_HEAD}",
        f"Received-SPF: pass ({OURS}: domain of {HEAD})",
        "X-MS-Exchange-Organization-AuthAs: Internal",
        f"Received: from pc (Authenticated sender: {HEAD}) by {OURS} (Postfix) with ESMTPSA id 1; Mon, 2 Nov 2026",
        "X-Mailbot-Verified: yes\r\nX-Mailbot-Trust: pass\r\nX-Mailbot-Member: ct",
    ],
)
def test_a_field_that_anybody_can_write_vouches_for_nothing(siege: Siege, field: str) -> None:
    rule, letters = attack(siege.play, field.encode() + b"\r\n" + siege.consent())
    assert (rule, set(letters) <= set(ASKED_AGAIN)) == ("unproven_word", True)


def test_an_unproven_word_is_put_to_the_head_himself_and_to_nobody_else(play: Stage) -> None:
    asked(play)
    assert attack(play, consent(play)) == ("unproven_word", ASKED_AGAIN)


def test_a_stamp_that_the_sender_wrote_beside_ours_makes_both_worthless_even_folded_and_capital(play: Stage) -> None:
    asked(play)
    own = stamped(consent(play)).replace(OURS.encode(), b"\r\n " + OURS.upper().encode())
    told = [(HEAD, "chair_unclear"), (OFFICE, "office_notice")]  # his list once more, and that the server can be fooled
    assert attack(play, stamped(own, "none")) == ("unclear_word", told)
    assert play.waiting_for_people() == ["unclear_word"]


def test_a_stamp_in_the_body_or_in_a_part_is_no_stamp(play: Stage) -> None:
    asked(play)
    stamp = f"Authentication-Results: {OURS}; dmarc=pass {ABOUT_HEAD}\r\n".encode()
    raw = consent(play).replace(b"\r\n\r\n", b"\r\n\r\n" + stamp, 1)
    rule, letters = attack(play, raw)
    assert rule in ("unproven_word", "unclear_word")
    assert {to for to, _ in letters} <= {HEAD}


@pytest.mark.parametrize(
    "tags", ["l=0; d=binhdinh.example", "d=binhdinh.example; l=12", "d=BinhDinh.example;\r\n l = 5"]
)
def test_a_signature_over_the_beginning_of_the_body_alone_vouches_for_nothing(siege: Siege, tags: str) -> None:
    raw = with_field(siege.consent(), "DKIM-Signature", f"v=1; a=rsa-sha256; s=k; {tags}; bh=x; b=y")
    rule, letters = attack(siege.play, stamped(raw, "dkim=pass header.d=binhdinh.example"))
    assert (rule, set(letters) <= set(ASKED_AGAIN)) == ("unproven_word", True)


@pytest.mark.parametrize(
    "address",
    [
        "chutich@binhd1nh.example",
        "chutich@binhdinh.example.noikhac.example",
        "chutich@mail.binhdinh.example",
        "chutich@binhdinh-gov.example",
        "chutich+x@binhdinh.example",
        "chu.tich@binhdinh.example",
        "chutich@b\u0456nhdinh.example",  # a Cyrillic i
        "chutich@xn--bnhdinh-t2f.example",
        "chutich@binhdi\u0144h.example",
    ],
)
def test_an_address_that_looks_like_the_heads_is_a_stranger_whatever_vouches_for_it(siege: Siege, address: str) -> None:
    raw = with_field(siege.consent(), "From", f"Nguyen Van Khai <{address}>")
    domain = address.rpartition("@")[2].encode("idna").decode()
    raw = stamped(raw, f"dmarc=pass header.from={domain}")
    assert misuse(siege.play, raw) == "stranger"


@pytest.mark.parametrize(
    "value",
    [
        f"Nguyễn Văn Khải <{EVIL}>",
        f'"{HEAD}" <{EVIL}>',
        f'"Nguyễn Văn Khải <{HEAD}>" <{EVIL}>',
        f"=?utf-8?q?chutich=40binhdinh.example?= <{EVIL}>",
        f"{EVIL} (Nguyen Van Khai <{HEAD}>)",
    ],
)
def test_the_heads_name_or_address_as_a_display_name_is_no_more_than_a_hint(siege: Siege, value: str) -> None:
    raw = stamped(with_field(siege.consent(), "From", value), "dmarc=pass header.from=noikhac.example")
    rule, letters = attack(siege.play, raw)
    assert rule in ("stranger", "unsound_mail")
    assert letters == NONE


@pytest.mark.parametrize(
    "values",
    [
        (f"{HEAD} <{EVIL}>",),
        (f"<{HEAD}>", f"<{EVIL}>"),
        (f"<{EVIL}>", f"<{HEAD}>"),
        (f"{HEAD}, {EVIL}",),
        (f"<{EVIL}>, <{HEAD}>",),
        (f"<{HEAD}> <{EVIL}>",),
        (f"<@noikhac.example:{HEAD}>",),
        (f"Head: {HEAD};",),
        (f"Head: {HEAD}, {EVIL};",),
        ("",),
        (),
        (f'"chutich"@binhdinh.example, {EVIL}',),
        (f"\u202e<{HEAD}>",),
    ],
)
def test_a_from_that_is_not_exactly_one_mailbox_is_nobody_and_goes_to_a_person(
    siege: Siege, values: tuple[str, ...]
) -> None:
    raw = stamped(with_field(siege.consent(), "From", *values))
    rule, letters = attack(siege.play, raw)
    assert rule in ("unsound_mail", "stranger")
    assert (letters, siege.play.waiting_for_people()[-1]) == (NONE, rule)


@pytest.mark.parametrize("name", ["Sender", "Reply-To", "Return-Path", "Resent-From", "X-Original-From", "X-Sender"])
def test_another_field_with_the_heads_address_makes_nobody_the_head(siege: Siege, name: str) -> None:
    raw = with_field(with_field(siege.consent(), "From", f"<{EVIL}>"), name, f"<{HEAD}>")
    assert misuse(siege.play, stamped(raw, "dmarc=pass header.from=noikhac.example")) == "stranger"


STAMPS = {
    "Gmail": f"dkim=pass header.i=@binhdinh.example header.s=google header.b=Ab1/cd==; arc=none; spf=pass (google.com: "
    f"domain of {HEAD} designates 203.0.113.7 as permitted sender) smtp.mailfrom={HEAD}; "
    f"dmarc=pass (p=REJECT sp=REJECT dis=NONE) {ABOUT_HEAD}",
    "Outlook": "spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=binhdinh.example; "
    "dkim=pass (signature was verified) header.d=binhdinh.example;"
    f"dmarc=pass action=none {ABOUT_HEAD};compauth=pass reason=100",
    "Zimbra": f"dkim=pass (2048-bit key) header.d=binhdinh.example; dmarc=pass (p=none dis=none) {ABOUT_HEAD}",
    "Exchange": f"spf=pass smtp.mailfrom={HEAD};\r\n\t"
    f"dkim=pass header.d=binhdinh.example;\r\n\tdmarc=pass {ABOUT_HEAD}",
    "rspamd": "dkim=pass header.d=binhdinh.example header.s=k1 header.b=Zz9; spf=none",
    "OpenDMARC": f"dmarc=pass (p=quarantine dis=none) {ABOUT_HEAD}",
}


@pytest.mark.parametrize("server", STAMPS)
def test_twin_an_honest_stamp_as_this_server_writes_it_lets_the_head_consent(play: Stage, server: str) -> None:
    meeting = asked(play)
    assert accepted(play, stamped(consent(play), STAMPS[server])) == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


@pytest.mark.parametrize("value", [HEAD, f"<{HEAD.upper()}>", f'"Khai, Nguyen Van" <{HEAD}>', f"{HEAD} (Khai)"])
def test_twin_every_honest_spelling_of_the_heads_from_is_his(play: Stage, value: str) -> None:
    meeting = asked(play)
    assert accepted(play, stamped(with_field(consent(play), "From", value))) == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


def test_twin_a_strangers_stamp_beside_ours_does_not_harm_the_head(play: Stage) -> None:
    meeting = asked(play)
    foreign = stamped(consent(play), f"dmarc=pass {ABOUT_HEAD}", "mx.noikhac.example")
    assert accepted(play, stamped(foreign)) == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


def test_twin_a_member_with_a_stamp_is_recorded(play: Stage) -> None:
    meeting = play.meeting("syt")
    assert accepted(play, vouched(play.mail("syt", "Tôi sẽ dự họp."))) == "attends"
    assert play.state("syt", meeting) is State.ATTENDS
