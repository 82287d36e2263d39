"""Between the attacker and the mailbox: what the mail exchanger stamps, leaves on, cuts off, or takes for two mails."""

from __future__ import annotations

import smtplib
from functools import partial

import pytest

from mailbot.core.model import State
from tests.attacks.acts import (
    ALARM,
    ASKED_AGAIN,
    EVIL,
    HEAD,
    OURS,
    TOLD,
    accepted,
    asked,
    attack,
    consent,
    house_of,
    misuse,
    put,
    stamped,
    traces,
    with_field,
)
from tests.servers import postfix
from tests.trip.stage import OFFICE, Stage

needs_borders = pytest.mark.skipif(not postfix.possible(), reason="header_checks are Postfix's, and Postfix needs root")

FORGED = {
    "plain": f"Authentication-Results: {OURS}; dmarc=pass header.from=binhdinh.example",
    "capital": f"AUTHENTICATION-RESULTS: {OURS.upper()}; dmarc=pass header.from=binhdinh.example",
    "folded": f"Authentication-Results:\r\n\t{OURS};\r\n\tdmarc=pass header.from=binhdinh.example",
    "with a version": f"Authentication-Results: {OURS} 1; dmarc=pass header.from=binhdinh.example",
    "below a comment": f"Authentication-Results: (x) {OURS}; dmarc=pass header.from=binhdinh.example",
    "with a space before the colon": f"Authentication-Results : {OURS}; dmarc=pass header.from=binhdinh.example",
    "in quotes": f'Authentication-Results: "{OURS}"; dmarc=pass header.from=binhdinh.example',
}


# What the rule that takes our server's name off does not know in this spelling.
LEFT_ON = ("below a comment", "in quotes")


@needs_borders
@pytest.mark.parametrize("form", FORGED)
def test_a_forged_stamp_is_taken_off_or_stands_beside_our_servers_own_and_never_counts(play: Stage, form: str) -> None:
    asked(play)
    left_on = ("unclear_word", [(HEAD, "chair_unclear"), *ALARM])
    found = attack(play, FORGED[form].encode() + b"\r\n" + consent(play), "foreign")
    assert found == (left_on if form in LEFT_ON else ("forged_mail", TOLD))


@needs_borders
def test_a_forged_stamp_that_our_server_takes_off_leaves_an_unproven_word(play: Stage) -> None:
    asked(play)
    assert attack(play, stamped(consent(play)), "unknown") == ("unproven_word", ASKED_AGAIN)


@needs_borders
def test_where_our_server_leaves_a_forged_stamp_on_neither_of_the_two_is_believed(play: Stage) -> None:
    asked(play)
    assert attack(play, stamped(consent(play)), "careless") == ("unclear_word", [(HEAD, "chair_unclear"), *ALARM])
    assert play.waiting_for_people() == ["unclear_word"]


@needs_borders
@pytest.mark.parametrize("values", [(f"<{HEAD}>", f"<{EVIL}>"), (f"<{EVIL}>", f"<{HEAD}>")])
def test_two_froms_that_our_server_stamped_one_by_one_are_nobody(play: Stage, values: tuple[str, ...]) -> None:
    asked(play)
    assert misuse(play, with_field(consent(play), "From", *values), "own") == "unsound_mail"


@needs_borders
@pytest.mark.parametrize("value", [f"{HEAD} <{EVIL}>", f'"Nguyễn Văn Khải ({HEAD})" <{EVIL}>', f"<{EVIL}> ({HEAD})"])
def test_an_honest_stamp_for_the_attackers_own_domain_does_not_make_him_the_head(play: Stage, value: str) -> None:
    asked(play)
    assert misuse(play, with_field(consent(play), "From", value), "own") == "stranger"


@needs_borders
def test_a_source_route_that_our_server_stamps_for_the_heads_domain_is_nobody(play: Stage) -> None:
    asked(play)
    raw = with_field(consent(play), "From", f"Khai <@noikhac.example:{HEAD}>")
    assert misuse(play, raw, "own") == "unsound_mail"


def test_a_nul_in_from_does_not_hide_the_attackers_address(play: Stage) -> None:
    asked(play)
    raw = stamped(with_field(consent(play), "From", f"{HEAD}\0 <{EVIL}>"))
    assert misuse(play, raw, way=put(play, raw)) == "stranger"


@needs_borders
def test_what_postfix_cuts_off_behind_a_nul_leaves_the_heads_address_and_a_stamp_that_decides(play: Stage) -> None:
    asked(play)
    raw = with_field(consent(play), "From", f"{HEAD}\0 <{EVIL}>")
    assert attack(play, raw, "foreign") == ("forged_mail", TOLD)


def smuggled(play: Stage, mark: bytes, border: str) -> list[str]:
    """A mail of a stranger whose text goes on, behind `mark`, as the commands of a second one in the Head's name."""
    inner = consent(play).rstrip(b"\r\n")
    outer = with_field(play.mail("syt", "Xin chào.", to=""), "From", f"<{EVIL}>").rstrip(b"\r\n")
    commands = f"MAIL FROM:<{HEAD}>\r\nRCPT TO:<{OFFICE}>\r\nDATA\r\n".encode()
    house = house_of(play)

    def send() -> None:
        port = house.postfix.borders[border] if border else house.smtp_port
        with house.arriving(OFFICE, play.now), smtplib.SMTP("127.0.0.1", port, "outside.noikhac.example") as smtp:
            smtp.ehlo()
            smtp.mail(EVIL)
            smtp.rcpt(OFFICE)
            smtp.docmd("DATA")
            smtp.send(outer + mark + commands + inner + b"\r\n.\r\nQUIT\r\n")
            assert smtp.file is not None
            while not smtp.file.readline().startswith(b"221"):
                pass

    return traces(play, send)


MARKS = [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n", b"\n.\r", b"\r\n\0.\r\n"]


@needs_borders
@pytest.mark.parametrize("mark", MARKS)
def test_behind_a_server_that_wants_the_standard_end_a_smuggled_mail_is_the_strangers_text(
    play: Stage, mark: bytes
) -> None:
    meeting = asked(play)
    assert smuggled(play, mark, "unknown") == ["stranger"]
    assert play.state("syt", meeting) is State.PENDING


@needs_borders
@pytest.mark.parametrize("mark", MARKS)
def test_a_mail_that_an_older_server_lets_through_smuggled_is_as_unproven_as_any(play: Stage, mark: bytes) -> None:
    meeting = asked(play)
    found = smuggled(play, mark, "")
    both = mark.endswith(b".\n") or mark == b"\n.\r\n"
    assert sorted(found) == (["stranger", "unproven_word"] if both else ["stranger"])
    assert play.state("syt", meeting) is State.PENDING


def test_a_mail_that_asks_for_the_heads_name_on_the_envelope_alone_is_a_strangers(play: Stage) -> None:
    asked(play)
    raw = with_field(consent(play), "From", f"<{EVIL}>")
    by_envelope = partial(house_of(play).post, OFFICE, [raw], play.now, sender=HEAD)
    assert misuse(play, raw, way=by_envelope) == "stranger"


@pytest.mark.parametrize(
    "name", ["X-Mailbot-Trust", "X-Mailbot-Kind", "X-Mailbot-Rule", "X-Mailbot-Token", "X-Mailbot"]
)
def test_a_field_that_pretends_to_steer_mailbot_steers_nothing(play: Stage, name: str) -> None:
    asked(play)
    raw = with_field(consent(play), name, "pass; approve; heads_word")
    assert attack(play, raw) == ("unproven_word", ASKED_AGAIN)


@pytest.mark.parametrize("name", ["Auto-Submitted", "X-Autoreply"])
def test_the_word_that_no_machine_wrote_this_proves_nobody(play: Stage, name: str) -> None:
    asked(play)
    assert attack(play, with_field(consent(play), name, "no")) == ("unproven_word", ASKED_AGAIN)


@needs_borders
def test_twin_a_dot_alone_in_the_heads_text_is_no_end(play: Stage) -> None:
    meeting = asked(play)
    raw = consent(play, "Đồng ý.\n.")
    assert accepted(play, raw, "own") == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


@needs_borders
def test_twin_the_heads_word_with_the_stamp_of_a_server_that_takes_nothing_off_counts(play: Stage) -> None:
    meeting = asked(play)
    foreign = stamped(consent(play), "dmarc=pass header.from=binhdinh.example", "mx.noikhac.example")
    assert accepted(play, foreign, "own") == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE
