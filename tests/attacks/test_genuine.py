"""The honest twins of all attacks: what people write with the programs that they have must be accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.model import State, Trust, TrustProfile
from tests.attacks.acts import ASKED_AGAIN, HEAD, accepted, asked, attack, picture, put, stamped
from tests.attacks.clients import PROGRAMS, answer
from tests.attacks.test_mail_exchangers import needs_borders
from tests.servers.house import RealServers
from tests.trip.stage import Stage, stage

COMES = "Kính gửi Phòng,\nTôi sẽ trực tiếp tham dự phiên họp.\nTrân trọng."


@needs_borders
@pytest.mark.parametrize("program", PROGRAMS)
def test_twin_a_member_and_the_head_are_heard_with_any_program_where_our_server_vouches(
    play: Stage, program: str
) -> None:
    meeting = asked(play)
    assert accepted(play, answer(play, program, "sxd", COMES, kind="invite"), "own") == "attends"
    assert accepted(play, answer(play, program, "ct", "Đồng ý.", kind="approval"), "own") == "heads_word"
    assert (play.state("sxd", meeting), play.state("syt", meeting)) == (State.ATTENDS, State.SUBSTITUTE)
    assert play.waiting_for_people() == []


@pytest.mark.parametrize("program", PROGRAMS)
def test_twin_where_nobody_vouches_a_member_is_heard_and_the_head_repeats_it_once(play: Stage, program: str) -> None:
    meeting = asked(play)
    assert accepted(play, answer(play, program, "sxd", COMES, kind="invite")) == "attends"
    assert attack(play, answer(play, program, "ct", "Đồng ý.", kind="approval")) == ("unproven_word", ASKED_AGAIN)
    assert accepted(play, answer(play, program, "ct", "Đồng ý.", kind="approval")) == "heads_word"
    assert (play.state("sxd", meeting), play.state("syt", meeting)) == (State.ATTENDS, State.SUBSTITUTE)
    assert play.waiting_for_people() == []


GATEWAY = (
    "dkim=fail (body hash did not verify) header.d={0}; spf=softfail smtp.mailfrom={0}; dmarc=none header.from={0}"
)


def through_gateway(raw: bytes, domain: str) -> bytes:
    """A gateway has written a warning above the text, which breaks the signature that our server then checks."""
    signed = f"DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s=k1; h=from:to:subject; bh=eA==; b=eA==\r\n".encode()
    return stamped(signed + raw.replace(b"Subject: ", b"X-Gateway: scanned\r\nSubject: ", 1), GATEWAY.format(domain))


@pytest.mark.parametrize("program", ["Gmail on the web", "Outlook on the desk", "Zimbra"])
def test_twin_a_gateway_that_breaks_the_signature_makes_nobody_a_forger(play: Stage, program: str) -> None:
    meeting = asked(play)
    member = through_gateway(answer(play, program, "sxd", COMES, kind="invite"), "sxd.binhdinh.example")
    assert accepted(play, member) == "attends"
    head = through_gateway(answer(play, program, "ct", "Đồng ý.", kind="approval"), "binhdinh.example")
    assert attack(play, head) == ("unproven_word", ASKED_AGAIN)
    again = through_gateway(answer(play, program, "ct", "Đồng ý.", kind="approval"), "binhdinh.example")
    assert accepted(play, again) == "heads_word"
    assert (play.state("sxd", meeting), play.state("syt", meeting)) == (State.ATTENDS, State.SUBSTITUTE)


HARMLESS = {
    "a Sender of his office": {"Sender": "<vanthu@binhdinh.example>"},
    "a Reply-To to himself": {"Reply-To": f"<{HEAD}>"},
    "a request for a receipt": {"Disposition-Notification-To": f"<{HEAD}>", "X-Priority": "1", "Importance": "high"},
    "a copy to his secretary": {"Cc": "<thuky.ct@binhdinh.example>"},
    "the word that no machine wrote it": {"Auto-Submitted": "no"},
    "a stamp of another server": {
        "Authentication-Results": "mx.google.example; dkim=pass header.d=binhdinh.example",
        "ARC-Authentication-Results": "i=1; mx.google.example; dkim=pass",
    },
}


@needs_borders
@pytest.mark.parametrize("kind", HARMLESS)
def test_twin_a_field_that_honest_mails_have_does_not_harm_the_head(play: Stage, kind: str) -> None:
    meeting = asked(play)
    raw = answer(play, "OWA", "ct", "Đồng ý.", kind="approval", fields=HARMLESS[kind])
    assert accepted(play, raw, "own") == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


@needs_borders
@pytest.mark.parametrize("program", ["Zimbra", "Outlook on the desk", "Gmail on the web"])
def test_twin_the_secretarys_genuine_proposal_goes_to_the_head(play: Stage, program: str) -> None:
    meeting = play.meeting("ct", "syt")
    words = "Đồng chí Giám đốc bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở Y tế, dự thay."
    raw = answer(play, program, "syt", words, kind="invite")
    raw = raw.replace(b"<antth@syt.binhdinh.example>", b"<vanthu@syt.binhdinh.example>", 1)
    assert accepted(play, raw, "own") == "put_before_the_head"
    assert (play.state("syt", meeting), picture(play)[1][-1][0]) == (State.PENDING, HEAD)
    assert accepted(play, answer(play, program, "ct", "Đồng ý.", kind="approval"), "own") == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


@pytest.fixture
def exchange(tmp_path: Path, house: RealServers) -> Iterator[Stage]:
    with stage(tmp_path, trust=Trust(TrustProfile.MICROSOFT365), servers=house) as made:
        yield made


ONLINE = (
    "spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=binhdinh.example; dkim=pass (signature was verified) "
    "header.d=binhdinh.example;dmarc=pass action=none header.from=binhdinh.example;compauth=pass reason=100"
)


@pytest.mark.parametrize(
    "fields", [{"X-MS-Exchange-Organization-AuthAs": "Internal"}, {"Authentication-Results": ONLINE}]
)
def test_twin_the_heads_word_from_within_and_from_outside_the_tenant_counts_at_exchange(
    exchange: Stage, fields: dict[str, str]
) -> None:
    meeting = asked(exchange)
    raw = answer(exchange, "OWA", "ct", "Đồng ý.", kind="approval", fields=fields)
    assert accepted(exchange, raw) == "heads_word"
    assert exchange.state("syt", meeting) is State.SUBSTITUTE


def test_an_anonymous_mail_at_exchange_is_unproven(exchange: Stage) -> None:
    asked(exchange)
    fields = {"X-MS-Exchange-Organization-AuthAs": "Anonymous"}
    raw = answer(exchange, "OWA", "ct", "Đồng ý.", kind="approval", fields=fields)
    assert attack(exchange, raw) == ("unproven_word", ASKED_AGAIN)


@pytest.fixture
def logins(tmp_path: Path, house: RealServers) -> Iterator[Stage]:
    with stage(tmp_path, trust=Trust(login_hosts=("out.vpub.binhdinh.example",)), servers=house) as made:
        yield made


LOGIN = f"from pc (pc [10.0.0.7]) (Authenticated sender: {HEAD})\r\n\tby" + (
    " out.vpub.binhdinh.example (Postfix) with ESMTPSA id 4"
)


def test_twin_the_heads_login_at_our_own_server_vouches_for_him(logins: Stage) -> None:
    meeting = asked(logins)
    raw = answer(logins, "Thunderbird", "ct", "Đồng ý.", kind="approval")
    raw = f"Received: {LOGIN}\r\n".encode() + raw
    assert accepted(logins, raw, way=put(logins, raw)) == "heads_word"
    assert logins.state("syt", meeting) is State.SUBSTITUTE


def test_a_login_that_the_sender_wrote_below_our_servers_own_hop_vouches_for_nobody(logins: Stage) -> None:
    asked(logins)
    raw = answer(logins, "Thunderbird", "ct", "Đồng ý.", kind="approval", fields={"Received": LOGIN})
    assert attack(logins, raw) == ("unproven_word", ASKED_AGAIN)
