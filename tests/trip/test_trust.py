"""Who is believed to be the Head, where the mail exchanger says so and where nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy.pool import QueuePool

from mailbot.core.model import Meeting, Signature, State, Trust
from mailbot.mailbox.dkim import signatures
from mailbot.office.by_hand import Entry, enter_consent
from tests import signing
from tests.trip.stage import OFFICE, Stage, stage

OURS = "mx.vpub.binhdinh.example"
LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Stage]:
    """The bot behind a mail exchanger that stamps what it checked."""
    with stage(tmp_path, trust=Trust(authserv_ids=(OURS,))) as made:
        yield made


def stamped(raw: bytes, verdict: str, name: str = OURS) -> bytes:
    domain = raw.partition(b"From:")[2].partition(b">")[0].rpartition(b"@")[2].decode()
    return f"Authentication-Results: {name}; dmarc={verdict} header.from={domain}\r\n".encode() + raw


def asked(play: Stage) -> Meeting:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    assert play.state("syt", meeting) is State.PENDING
    return meeting


def test_a_consent_that_the_exchanger_vouches_for_takes_effect_at_once(play: Stage) -> None:
    meeting = asked(play)
    play.arrives(stamped(play.mail("ct", "Đồng ý.", to="approval"), "pass"))
    play.run()
    assert play.state("syt", meeting) is State.SUBSTITUTE


def test_a_consent_that_nobody_vouches_for_waits_until_the_head_has_said_it_again(play: Stage) -> None:
    meeting = asked(play)
    play.says("ct", "Đồng ý.", to="approval")
    assert (play.last_rule(), play.state("syt", meeting)) == ("unproven_word", State.PENDING)
    assert play.templates("ct")[-1] == "chair_confirm"
    assert play.templates("syt") == ["invite", "receipt_pending"]
    play.says("ct", "Đồng ý", to="approval")  # answers the last letter of this kind: the new one
    assert (play.last_rule(), play.state("syt", meeting)) == ("heads_word", State.SUBSTITUTE)


def test_who_knows_the_first_letter_only_can_say_it_as_often_as_he_likes(play: Stage) -> None:
    meeting = asked(play)
    forged = play.mail("ct", "Đồng ý.", to="approval")
    for number in range(5):
        play.arrives(forged.replace(b"Message-ID: <", f"Message-ID: <{number}".encode()))
    play.run()
    assert play.state("syt", meeting) is State.PENDING
    assert play.templates("ct").count("chair_confirm") == 1


@pytest.mark.parametrize("name", ["", "mx.evil.example", f"x.{OURS}"])
def test_a_stamp_under_another_name_vouches_for_nothing(play: Stage, name: str) -> None:
    meeting = asked(play)
    play.arrives(stamped(play.mail("ct", "Đồng ý.", to="approval"), "pass", name))
    play.run()
    assert (play.last_rule(), play.state("syt", meeting)) == ("unproven_word", State.PENDING)


def test_a_stamp_of_the_senders_own_beside_ours_makes_both_worthless(play: Stage) -> None:
    meeting = asked(play)
    play.arrives(stamped(stamped(play.mail("ct", "Đồng ý.", to="approval"), "pass"), "none"))
    play.run()
    assert play.state("syt", meeting) is State.PENDING


def test_a_forged_consent_does_nothing_and_the_head_and_the_office_are_told(play: Stage) -> None:
    meeting = asked(play)
    play.arrives(stamped(play.mail("ct", "Đồng ý.", to="approval"), "fail"))
    play.run()
    assert (play.last_rule(), play.state("syt", meeting)) == ("forged_mail", State.PENDING)
    assert play.templates("ct")[-1] == "mail_in_your_name"
    assert play.templates("kstt@vpub.binhdinh.example")[-1] == "office_notice"
    assert play.waiting_for_people() == ["forged_mail"]


def test_a_forged_answer_of_a_member_leaves_his_seat_as_it_was(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.arrives(stamped(play.mail("syt", "Tôi không dự được."), "fail"))
    play.run()
    assert play.state("syt", meeting) is State.SILENT
    play.arrives(stamped(play.mail("syt", "Tôi sẽ dự."), "pass"))
    play.run()
    assert play.state("syt", meeting) is State.ATTENDS


def test_an_answer_that_nobody_vouches_for_and_no_letter_of_ours_shows_is_marked_and_confirmed(play: Stage) -> None:
    meeting = play.meeting("ct", "syt", "sxd", "snv")
    play.says("syt", "Tôi sẽ dự họp.", to="")
    play.says("sxd", "Tôi sẽ dự họp.")
    play.arrives(stamped(play.mail("snv", "Tôi sẽ dự họp.", to=""), "pass"))
    play.run()
    assert [play.invitation(who, meeting).unverified for who in ("syt", "sxd", "snv")] == [True, False, False]
    assert play.templates("syt")[-1] == "receipt_attend"
    play.later(days=6, minutes=30)
    (report,) = play.letters("ct", kind="summary")
    body = report.get_body(("plain",))
    assert body is not None
    assert body.get_content().count("chưa xác thực được người gửi") == 1


def test_who_wrote_for_a_member_is_named_in_the_report_also_behind_the_heads_word(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM, sender="vanthu@syt.binhdinh.example")
    play.arrives(stamped(play.mail("ct", "Đồng ý.", to="approval"), "pass"))
    play.run()
    standing = play.invitation("syt", meeting)
    assert (standing.state, standing.written_by) == (State.SUBSTITUTE, "vanthu@syt.binhdinh.example")
    play.later(days=6, minutes=30)
    (report,) = play.letters("ct", kind="summary")
    body = report.get_body(("plain",))
    assert body is not None
    assert "chưa do thành viên trực tiếp gửi (vanthu@syt.binhdinh.example)" in body.get_content()


def test_a_consent_by_word_that_a_clerk_enters_needs_nobody_else_to_vouch(play: Stage) -> None:
    meeting = asked(play)
    (request,) = play.requests(meeting)
    entry = Entry("chị Thảo", "điện thoại", play.now)
    enter_consent(play.app.desk, request.id, granted=True, words="Đồng ý", entry=entry, now=play.now)
    play.run()
    assert play.state("syt", meeting) is State.SUBSTITUTE


# Own verification of DKIM ------------------------------------------------------------------------------------------


@pytest.fixture
def verifying(tmp_path: Path) -> Iterator[Stage]:
    """The bot without any server's word; it looks at signatures itself, and the Head's server has published its key."""
    with stage(tmp_path, trust=Trust(verify_dkim=True)) as made:
        resolve = signing.published({f"s1.{domain_of_the_head(made)}": signing.rsa().record})

        def verify(raw: bytes, domain: str, received_at: datetime) -> tuple[Signature, ...]:
            pool = made.app.store.engine.pool
            assert isinstance(pool, QueuePool)
            assert pool.checkedout() == 0  # nothing holds the database while the DNS is asked
            return signatures(raw, domain, received_at, resolve)

        made.app.desk = replace(made.app.desk, verify=verify)
        yield made


def domain_of_the_head(play: Stage) -> str:
    return play.address("ct").rpartition("@")[2]


def test_a_consent_that_the_heads_server_has_signed_takes_effect_at_once(verifying: Stage) -> None:
    meeting = asked(verifying)
    raw = verifying.mail("ct", "Đồng ý.", to="approval")
    verifying.arrives(signing.signed(raw, domain_of_the_head(verifying)))
    verifying.run()
    assert (verifying.last_rule(), verifying.state("syt", meeting)) == ("heads_word", State.SUBSTITUTE)


def test_a_consent_under_the_signature_of_another_mail_waits_until_the_head_has_said_it_again(verifying: Stage) -> None:
    meeting = asked(verifying)
    raw = signing.signed(verifying.mail("ct", "Không.", to="approval"), domain_of_the_head(verifying))
    verifying.arrives(raw[: raw.index(b"From: ")] + verifying.mail("ct", "Đồng ý.", to="approval"))
    verifying.run()
    assert (verifying.last_rule(), verifying.state("syt", meeting)) == ("unproven_word", State.PENDING)
    assert verifying.templates("ct")[-1] == "chair_confirm"
    verifying.says("ct", "Đồng ý", to="approval")
    assert (verifying.last_rule(), verifying.state("syt", meeting)) == ("heads_word", State.SUBSTITUTE)


def test_the_dns_is_not_asked_for_a_strangers_mail(verifying: Stage) -> None:
    asked_for: list[str] = []

    def verify(raw: bytes, domain: str, received_at: datetime) -> tuple[Signature, ...]:
        asked_for.append(domain)
        return ()

    verifying.app.desk = replace(verifying.app.desk, verify=verify)
    verifying.arrives(signing.signed(verifying.mail("la@evil.example", "Đồng ý.", to=""), "evil.example"))
    verifying.says("syt", "Tôi sẽ dự.", to="")
    assert asked_for == [verifying.address("syt").rpartition("@")[2]]


def test_what_quotes_a_letter_carries_its_token_to_nobody_else(play: Stage) -> None:
    asked(play)
    token = str(play.letters("ct", kind="approval")[-1]["message-id"]).partition(".")[2].partition("@")[0]
    raw = play.mail("ct", f"Đồng ý. (Mã thư: approval.{token}, {token[:30]})", to="approval")
    play.arrives(stamped(raw, "pass"))
    play.arrives(play.mail("sxd", f"Xin hỏi thư approval.{token} là gì?", to=""))
    play.run()
    play.later(days=6, hours=8)  # the summary, and the digest of that day
    words = " ".join(str(row.words) + str(row.why) for row in play.ledger())
    everything = [letter for who in ("syt", "sxd", OFFICE) for letter in play.letters(who)]
    letters = [letter for letter in everything if OFFICE in str(letter["from"])]
    parts = [part for letter in letters for part in letter.walk() if part.get_content_maintype() == "text"]
    written = [part.get_content() for part in parts if isinstance(part, EmailMessage)]
    assert "Xin hỏi thư approval" in words
    assert any("Xin hỏi thư approval" in text for text in written)
    assert not [text for text in (words, *written) if token[:24] in text]


def test_a_forged_change_keeps_the_consent_until_the_member_has_answered_our_question(play: Stage) -> None:
    meeting = asked(play)
    play.arrives(stamped(play.mail("ct", "Đồng ý.", to="approval"), "pass"))
    play.run()
    play.says("syt", "Tôi sẽ trực tiếp dự họp.", to="")
    assert (play.last_rule(), play.state("syt", meeting)) == ("unproven_change", State.SUBSTITUTE)
    play.says("syt", "Đúng, tôi sẽ trực tiếp dự họp.", to="clarify")
    assert play.state("syt", meeting) is State.ATTENDS
    assert "unproven_change" not in play.waiting_for_people()
