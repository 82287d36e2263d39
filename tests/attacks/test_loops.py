"""The mailbox as a weapon: machines that answer machines, and letters to whom nobody asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mailbot.core.model import State
from tests.attacks.acts import (
    EVIL,
    HEAD,
    NONE,
    Siege,
    accepted,
    another,
    asked,
    attack,
    consent,
    vouched,
    with_body,
    with_field,
)
from tests.trip.stage import OFFICE, Stage

ANTTH = "antth@syt.binhdinh.example"

VACATIONS = {
    "marked": ("Auto-Submitted", "auto-replied"),
    "marked as vacation": ("Auto-Submitted", "auto-replied (vacation)"),
    "marked the old way": ("X-Autoreply", "yes"),
    "known by its subject": ("Subject", "Automatic reply: Đã ghi nhận"),
    "known by a Vietnamese subject": ("Subject", "=?utf-8?q?Tr=E1=BA=A3_l=E1=BB=9Di_t=E1=BB=B1_=C4=91=E1=BB=99ng:?= x"),
    "of low precedence": ("Precedence", "bulk"),
}


@pytest.mark.parametrize("kind", VACATIONS)
def test_a_vacation_responder_that_answers_our_receipt_is_not_answered(play: Stage, kind: str) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi dự họp.")
    raw = play.mail("syt", "Tôi đang nghỉ phép, không dự họp được.", to="receipt")
    rule, letters = attack(play, with_field(raw, *VACATIONS[kind]))
    assert (rule in ("automatic_mail", "answer_like_mass_mail"), letters) == (True, NONE)
    assert play.state("syt", meeting) is State.ATTENDS


def test_a_responder_without_any_mark_ends_after_a_few_letters(play: Stage) -> None:
    play.meeting("syt")
    play.says("syt", "Tôi dự họp.")
    for _ in range(10):
        play.now += timedelta(minutes=1)
        play.says("syt", "Cảm ơn, tôi đã nhận được thư của quý cơ quan.", to="receipt")
    assert len(play.templates("syt")) <= 3


def test_our_own_letter_that_comes_back_is_left_alone(play: Stage) -> None:
    asked(play)
    letter = play.servers.messages(HEAD)[-1]
    assert attack(play, letter) == ("own_letter", NONE)


def test_a_mail_in_our_own_name_is_never_answered_whatever_it_says(play: Stage) -> None:
    asked(play)
    raw = with_field(vouched(consent(play)), "From", f"<{OFFICE}>")
    assert attack(play, raw) == ("own_letter", NONE)


@pytest.mark.parametrize("kind", VACATIONS)
def test_a_bot_that_answers_whatever_it_is_sent_answers_once(play: Stage, kind: str) -> None:
    play.meeting("syt")
    answered = 0
    while answered < len(play.letters("syt")) and answered < 10:
        raw = play.mail("syt", "Thư của quý cơ quan đã đến. Tôi sẽ dự họp.", to="")
        about = play.letters("syt")[answered]
        raw = with_field(with_field(raw, "In-Reply-To", str(about["message-id"])), *VACATIONS[kind])
        accepted(play, another(raw, answered))
        answered += 1
    assert (answered, play.templates("syt")) == (1, ["invite"])


def test_a_bot_without_any_mark_that_answers_whatever_it_is_sent_ends(play: Stage) -> None:
    play.meeting("syt")
    answered = 0
    while answered < len(play.letters("syt")) and answered < 20:
        about = play.letters("syt")[answered]
        raw = with_field(play.mail("syt", "Đã nhận được thư.", to=""), "In-Reply-To", str(about["message-id"]))
        accepted(play, another(raw, answered))
        answered += 1
    assert answered <= 3


def test_two_bots_that_answer_each_other_fall_silent(play: Stage) -> None:
    play.meeting("syt")
    letter = play.servers.messages(ANTTH)[-1]
    raw = with_field(letter, "From", f"<{ANTTH}>")
    assert attack(play, raw) == ("automatic_mail", NONE)


def _bounce(play: Stage, token: str, to: str) -> bytes:
    raw = with_field(play.mail("syt", "", to=""), "From", f"<MAILER-DAEMON@{EVIL.partition('@')[2]}>")
    body = (
        "--b\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; x.example\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        "\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\n"
        f"Message-ID: <invite.{token}@vpub.binhdinh.example>\r\n--b--\r\n"
    )
    return with_body(raw, "multipart/report; report-type=delivery-status; boundary=b", body)


def test_a_forged_bounce_without_the_letters_token_makes_nobody_unreachable(play: Stage) -> None:
    meeting = play.meeting("syt")
    assert attack(play, _bounce(play, "0" * 26, ANTTH)) == ("returned_letter", NONE)
    assert not play.invitation("syt", meeting).undeliverable


def test_who_answers_is_reached_again_whatever_bounce_was_forged_before(play: Stage) -> None:
    meeting = play.meeting("syt")
    token = str(play.letters("syt")[-1]["message-id"]).partition(".")[2].partition("@")[0]
    accepted(play, _bounce(play, token, ANTTH))
    play.says("syt", "Tôi dự họp.")
    assert (play.state("syt", meeting), play.invitation("syt", meeting).undeliverable) == (State.ATTENDS, False)


@pytest.mark.parametrize(
    "name",
    ["Reply-To", "Return-Path", "Errors-To", "Sender", "Cc", "Disposition-Notification-To", "Return-Receipt-To"],
)
def test_no_field_of_a_mail_can_turn_our_letter_to_another_address(play: Stage, name: str) -> None:
    play.meeting("syt")
    play.servers.add_user(EVIL, "pw")
    raw = with_field(play.mail("syt", "Tôi dự họp."), name, f"<{EVIL}>")
    assert accepted(play, raw) == "attends"
    assert (play.letters(EVIL), play.templates("syt")) == ([], ["invite", "receipt_attend"])
    assert EVIL not in str(play.letters("syt")[-1])


def test_a_reply_to_on_the_heads_word_does_not_turn_the_echo(siege: Siege) -> None:
    raw = with_field(vouched(siege.play.mail("ct", "Đồng ý 9", to="approval")), "Reply-To", f"<{EVIL}>")
    rule, letters = attack(siege.play, raw)
    assert (rule, letters) == ("unclear_word", [(HEAD, "chair_unclear")])


def test_a_calendar_answer_to_another_members_entry_leaves_his_seat_as_it_was(play: Stage) -> None:
    meeting = play.meeting("syt", "sxd")
    uid = f"{meeting.code}.sxd@vpub.binhdinh.example".lower()
    reply = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{uid}\r\nDTSTAMP:20261102T020000Z\r\nATTENDEE;PARTSTAT=DECLINED:mailto:{play.address('sxd')}\r\n"
        f"ORGANIZER:mailto:{OFFICE}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    accepted(play, with_body(play.mail("syt", "x"), "text/calendar; method=REPLY; charset=utf-8", reply))
    assert (play.state("sxd", meeting), play.templates("sxd")) == (State.SILENT, ["invite"])


def test_twin_a_member_who_changes_his_mind_is_told_each_time(play: Stage) -> None:
    meeting = play.meeting("syt")
    for text in ("Tôi dự họp.", "Tôi không dự được, xin báo vắng.", "Tôi sẽ dự họp."):
        play.now += timedelta(minutes=5)
        play.says("syt", text)
    assert play.templates("syt") == ["invite", "receipt_attend", "receipt_absent", "receipt_attend"]
    assert play.state("syt", meeting) is State.ATTENDS


def test_twin_a_reply_to_of_the_members_own_does_no_harm(play: Stage) -> None:
    meeting = play.meeting("syt")
    assert accepted(play, with_field(play.mail("syt", "Tôi dự họp."), "Reply-To", f"<{ANTTH}>")) == "attends"
    assert play.state("syt", meeting) is State.ATTENDS


def test_twin_a_clerk_answers_for_his_member_and_gets_the_receipt(play: Stage) -> None:
    meeting = play.meeting("syt")
    raw = play.mail("syt", "Đồng chí Giám đốc Sở sẽ trực tiếp tham dự.", sender="vanthu@syt.binhdinh.example")
    assert accepted(play, vouched(raw)) == "attends"
    assert play.state("syt", meeting) is State.ATTENDS
