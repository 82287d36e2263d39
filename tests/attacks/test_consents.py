"""Words that look like the Head's consent: used before, meant for something else, said by another or by a machine."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest

from mailbot.core.model import RequestStatus, State
from tests.attacks.acts import (
    HEAD,
    NONE,
    Siege,
    accepted,
    another,
    asked,
    attack,
    consent,
    misuse,
    put,
    vouched,
    with_body,
    with_field,
)
from tests.trip.stage import FILED, OFFICE, Stage

CHIN = "Xin thay đổi người dự thay: đồng chí Trần Thị Chín, Phó Giám đốc Sở, dự thay tôi."
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"


def test_a_used_consent_that_arrives_again_byte_for_byte_is_a_duplicate(play: Stage) -> None:
    asked(play)
    raw = vouched(consent(play))
    assert accepted(play, raw) == "heads_word"
    assert attack(play, raw) == ("duplicate", NONE)


def test_a_used_consent_that_somebody_drags_back_into_the_inbox_is_a_duplicate(play: Stage) -> None:
    asked(play)
    raw = vouched(consent(play))
    assert accepted(play, raw) == "heads_word"
    (stored,) = [mail for mail in play.servers.messages(OFFICE, FILED) if raw.rpartition(b"\r\n\r\n")[2] in mail]
    assert attack(play, stored, way=put(play, stored)) == ("duplicate", NONE)


def test_a_used_consent_under_a_new_message_id_does_not_bring_a_released_substitute_back(play: Stage) -> None:
    meeting = asked(play)
    raw = vouched(consent(play))
    accepted(play, raw)
    play.now += timedelta(minutes=10)
    play.says("syt", "Lịch thay đổi, tôi trực tiếp dự họp.")
    assert play.state("syt", meeting) is State.ATTENDS
    assert attack(play, another(raw)) == ("word_on_closed_requests", [(HEAD, "chair_echo")])


def test_an_old_consent_does_not_reach_the_substitute_who_was_named_meanwhile(play: Stage) -> None:
    meeting = asked(play)
    old = vouched(consent(play))
    play.now += timedelta(minutes=40)
    play.says("syt", CHIN)
    assert [r.status for r in play.requests(meeting)] == [RequestStatus.WITHDRAWN, RequestStatus.OPEN]
    assert attack(play, old) == ("word_on_closed_requests", [(HEAD, "chair_echo")])


def test_a_consent_for_one_meeting_grants_nothing_in_another(play: Stage) -> None:
    first = asked(play)
    old = vouched(consent(play))
    second = play.meeting("ct", "syt", title="Hội nghị tổng kết năm 2026", starts_in=timedelta(days=20))
    play.says("syt", "Đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay.", about=second)
    assert accepted(play, old) == "heads_word"
    assert (play.state("syt", first), play.state("syt", second)) == (State.SUBSTITUTE, State.PENDING)


@pytest.mark.parametrize("text", ["Đồng ý.", "Đồng chí Chủ tịch đồng ý nhé.", "Fwd: Chủ tịch đã đồng ý"])
def test_the_heads_own_secretary_cannot_consent_though_his_domain_is_vouched_for(siege: Siege, text: str) -> None:
    raw = siege.play.mail("ct", text, to="approval", sender="thuky.ct@binhdinh.example")
    assert misuse(siege.play, vouched(raw)) == "word_of_another"


SAID = f"From: Nguyễn Văn Khải <{HEAD}>\r\nSubject: Re: Kính trình\r\n\r\nĐồng ý.\r\n"
FORWARDS = {
    "as text": (TEXT, f"Kính chuyển.\r\n\r\n---------- Forwarded message ---------\r\n{SAID}"),
    "as text without a word": (TEXT, f"---------- Thư đã chuyển tiếp ----------\r\n{SAID}"),
    "enclosed": (
        "multipart/mixed; boundary=b",
        f"--b\r\n\r\nKinh chuyen.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{SAID}\r\n--b--\r\n",
    ),
}


@pytest.mark.parametrize("form", FORWARDS)
def test_the_heads_consent_that_his_secretary_forwards_is_no_consent(siege: Siege, form: str) -> None:
    raw = siege.play.mail("ct", "", to="approval", sender="thuky.ct@binhdinh.example")
    forwarded = with_body(with_field(raw, "Subject", "Fwd: Re: Kính trình"), *FORWARDS[form])
    assert misuse(siege.play, vouched(forwarded)) == "word_of_another"


@pytest.mark.parametrize("who", ["syt", "sxd", "pct", "vpub"])
def test_a_member_with_the_heads_token_cannot_grant_his_own_request_or_anybodys(siege: Siege, who: str) -> None:
    raw = consent(siege.play, sender=siege.play.address(who))
    assert misuse(siege.play, vouched(raw)) == "word_of_another"


def test_the_clerk_of_the_member_cannot_consent_either(siege: Siege) -> None:
    raw = consent(siege.play, sender="vanthu@syt.binhdinh.example")
    assert misuse(siege.play, vouched(raw)) == "word_of_another"


def test_a_members_token_in_another_members_hand_answers_for_neither(play: Stage) -> None:
    asked(play)
    raw = play.mail("syt", "Tôi sẽ trực tiếp dự họp.", sender=play.address("sxd"))
    assert attack(play, vouched(raw)) == ("letter_of_another", NONE)


@pytest.mark.parametrize("token", ["0" * 26, "a" * 64, "approval." + "b" * 26, "%" * 26, "' OR 1=1 --"])
def test_a_guessed_token_finds_no_letter_and_grants_no_request(play: Stage, token: str) -> None:
    meeting = asked(play)
    raw = with_field(consent(play), "References")
    raw = with_field(raw, "In-Reply-To", f"<approval.{token}@vpub.binhdinh.example>")
    rule = accepted(play, vouched(with_body(raw, TEXT, "Đồng ý.\r\n")))
    assert rule in ("word_without_list", "doubtful")
    assert (play.state("syt", meeting), play.waiting_for_people()) == (State.PENDING, [rule])


@pytest.mark.parametrize("kind", ["receipt", "invite", "summary", "clarify"])
def test_the_heads_token_under_the_name_of_another_kind_is_no_list(play: Stage, kind: str) -> None:
    meeting = asked(play)
    raw = vouched(consent(play)).replace(b"<approval.", f"<{kind}.".encode())
    assert accepted(play, raw) != "heads_word"
    assert (play.state("syt", meeting), [r.status for r in play.requests(meeting)]) == (
        State.PENDING,
        [RequestStatus.OPEN],
    )


def test_who_forges_the_head_cannot_answer_the_letter_that_asks_him_again(play: Stage) -> None:
    asked(play)
    forged = consent(play)
    assert accepted(play, forged) == "unproven_word"
    challenge = play.letters("ct", kind="approval")[-1]
    guess = str(challenge["message-id"]).replace(str(challenge["message-id"])[10:16], "AAAAAA")
    raw = with_field(with_field(another(forged), "In-Reply-To", guess), "References", guess)
    rule, _ = attack(play, raw)
    assert rule in ("unproven_word", "word_without_list", "unclear_word")


def test_the_secretary_cannot_answer_the_letter_that_asks_the_head_again(play: Stage) -> None:
    asked(play)
    accepted(play, consent(play))
    raw = consent(play, sender="thuky.ct@binhdinh.example")  # answers the new letter
    assert misuse(play, vouched(raw)) == "word_of_another"


NO_WORD = {
    "quoted": (TEXT, "\r\n> Đồng ý.\r\n> Tôi đồng ý.\r\n"),
    "quoted below an introduction": (TEXT, f"\r\nVào Th 2, 2 thg 11, 2026 Khải <{HEAD}> đã viết:\r\n> Đồng ý\r\n"),
    "in the signature": (TEXT, "Kính gửi Phòng,\r\n\r\n-- \r\nĐồng ý\r\nNguyễn Văn Khải\r\n"),
    "in the signature below other words": (TEXT, "Để tôi xem đã.\r\n-- \r\nĐồng ý\r\nNguyễn Văn Khải\r\n"),
    "in an attached text": (
        "multipart/mixed; boundary=b",
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Disposition: attachment; filename=y.txt\r\n\r\nĐồng ý\r\n--b--\r\n",
    ),
    "in an enclosed mail": (
        "multipart/mixed; boundary=b",
        f"--b\r\nContent-Type: text/plain\r\n\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nFrom: <{HEAD}>\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\nĐồng ý\r\n--b--\r\n",
    ),
    "in a comment of the HTML": (HTML, "<p><!-- Đồng ý --></p><style>Đồng ý</style><title>Đồng ý</title>"),
    "hidden in the HTML": (HTML, '<div style="display:none">Đồng ý</div><p>Để tôi xem đã.</p>'),
    "against the HTML": (
        "multipart/alternative; boundary=b",
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nĐồng ý\r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Không đồng ý</p>\r\n--b--\r\n",
    ),
    "against the text": (
        "multipart/alternative; boundary=b",
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nKhông đồng ý\r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Đồng ý</p>\r\n--b--\r\n",
    ),
    "reported": (TEXT, "Đồng chí Giám đốc Sở có nói là tôi đồng ý phải không?\r\n"),
    "conditional": (TEXT, "Nếu đồng chí Giám đốc ốm thì đồng ý, còn không thì không.\r\n"),
    "empty": (TEXT, "\r\n"),
}


@pytest.mark.parametrize("place", NO_WORD)
def test_a_yes_that_is_not_the_heads_newest_word_grants_nothing_though_he_is_vouched_for(
    siege: Siege, place: str
) -> None:
    rule, letters = attack(siege.play, vouched(with_body(siege.consent(), *NO_WORD[place])))
    assert rule in ("unclear_word", "unrelated_mail")
    assert set(letters) <= {(HEAD, "chair_unclear")}


MACHINES = {
    "Auto-Submitted": "auto-replied",
    "auto-submitted": "Auto-Generated; owner-email=x",
    "X-Autoreply": "yes",
    "X-Vacation": "1",
    "Precedence": "auto_reply",
}


@pytest.mark.parametrize("name", MACHINES)
def test_a_yes_in_an_automatic_answer_of_the_heads_mailbox_is_no_consent(siege: Siege, name: str) -> None:
    raw = vouched(with_field(siege.consent(), name, MACHINES[name]))
    rule, letters = attack(siege.play, raw)
    assert (rule in ("automatic_mail", "answer_like_mass_mail"), letters) == (True, NONE)


def _report(kind: str, status: str) -> tuple[str, str]:
    return f"multipart/report; report-type={kind}; boundary=b", (
        "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nĐồng ý\r\n"
        f"--b\r\nContent-Type: message/{kind}\r\n\r\n{status}\r\n--b--\r\n"
    )


def test_a_yes_in_a_bounce_is_no_consent(siege: Siege) -> None:
    status = f"Reporting-MTA: dns; x.example\r\n\r\nFinal-Recipient: rfc822; {HEAD}\r\nAction: failed\r\nStatus: 5.1.1"
    raw = with_body(siege.consent(), *_report("delivery-status", status))
    returned = [(OFFICE, "office_notice")]  # that the letter to the Head came back
    assert attack(siege.play, vouched(raw)) == ("returned_letter", returned)


def test_a_yes_in_a_read_receipt_is_no_consent(siege: Siege) -> None:
    raw = with_body(siege.consent(), *_report("disposition-notification", f"Final-Recipient: rfc822; {HEAD}"))
    assert attack(siege.play, vouched(raw)) == ("automatic_mail", NONE)


def test_twin_the_consent_that_was_asked_for_again_counts_without_any_stamp(play: Stage) -> None:
    meeting = asked(play)
    accepted(play, consent(play))
    assert accepted(play, consent(play, "Đồng ý")) == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


@pytest.mark.parametrize("text", ["Đồng ý", "ĐỒNG Ý!", "Dong y", "Nhất trí.", "Đồng ý\r\n\r\nSent from my iPhone"])
def test_twin_the_head_says_yes_from_his_phone_and_quotes_nothing(play: Stage, text: str) -> None:
    meeting = asked(play)
    raw = with_body(consent(play), TEXT, text + "\r\n")
    assert accepted(play, vouched(raw)) == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE


def test_twin_the_head_says_yes_in_base64_and_html_alone(play: Stage) -> None:
    meeting = asked(play)
    raw = with_body(consent(play), HTML, base64.encodebytes("<div>Đồng ý</div>".encode()))
    assert accepted(play, vouched(with_field(raw, "Content-Transfer-Encoding", "base64"))) == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE
    assert (OFFICE, play.templates(OFFICE)[-1]) == (OFFICE, "office_decision")


def test_twin_a_field_that_says_that_no_machine_wrote_does_no_harm(play: Stage) -> None:
    meeting = asked(play)
    raw = with_field(consent(play), "Auto-Submitted", "no")
    assert accepted(play, vouched(raw)) == "heads_word"
    assert play.state("syt", meeting) is State.SUBSTITUTE
