"""Who is believed to be the Head, where the mail exchanger says so and where nobody does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.model import Meeting, State, Trust
from mailbot.office.by_hand import Entry, enter_consent
from tests.trip.stage import Stage, stage

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
