"""The mailbox as a weapon: many mails at once must not make many letters."""

from __future__ import annotations

from mailbot.core.model import State
from tests.attacks.acts import (
    EVIL,
    HEAD,
    another,
    asked,
    consent,
    house_of,
    picture,
    stamped,
    vouched,
    with_field,
)
from tests.trip.stage import OFFICE, Stage

MANY = 60
BOMB = 2_000


def flood(play: Stage, raw: bytes) -> set[str]:
    """The same again and again under new names; the rules that decided."""
    known = len(play.ledger())
    house_of(play).post(OFFICE, (another(raw, number) for number in range(MANY)), play.now)
    figures = play.run()
    rows = [row for row in play.ledger()[known:] if row.rule != "own_letter"]
    assert (figures.failed, len(rows)) == (0, MANY)
    return {str(row.rule) for row in rows}


def test_a_bomb_of_the_same_answer_gets_one_receipt(play: Stage) -> None:
    meeting = play.meeting("syt")
    assert flood(play, play.mail("syt", "Tôi dự họp.")) == {"attends"}
    assert play.templates("syt") == ["invite", "receipt_attend"]
    assert play.state("syt", meeting) is State.ATTENDS


def test_a_bomb_of_questions_gets_one_letter(play: Stage) -> None:
    play.meeting("syt")
    flood(play, play.mail("syt", "Cho tôi hỏi phiên họp bắt đầu lúc mấy giờ?"))
    assert play.templates("syt") == ["invite", "receipt_question"]


def test_a_bomb_of_unclear_answers_is_asked_about_once(play: Stage) -> None:
    play.meeting("syt")
    flood(play, play.mail("syt", "Đã nhận được giấy mời."))
    assert len(play.templates("syt")) <= 2


def test_a_bomb_of_the_same_proposal_makes_one_request_and_one_letter_to_the_head(play: Stage) -> None:
    meeting = asked(play)
    written = play.templates("ct")
    assert flood(play, play.mail("syt", "Đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay.")) == {
        "proposed_again"
    }
    assert (play.templates("ct"), len(play.requests(meeting))) == (written, 1)


def test_a_bomb_of_forged_mails_is_told_once(play: Stage) -> None:
    meeting = asked(play)
    forged = stamped(consent(play), "dmarc=fail header.from=binhdinh.example")
    assert flood(play, forged) == {"forged_mail"}
    assert play.templates("ct").count("mail_in_your_name") == 1
    assert play.templates(OFFICE).count("office_notice") == 1
    assert play.state("syt", meeting) is State.PENDING


def test_a_bomb_of_unproven_words_makes_one_letter_to_the_head(play: Stage) -> None:
    meeting = asked(play)
    assert flood(play, consent(play)) == {"unproven_word"}
    assert play.templates("ct").count("chair_confirm") == 1
    assert play.state("syt", meeting) is State.PENDING


def test_a_bomb_of_unclear_words_of_the_head_makes_one_letter_to_him(play: Stage) -> None:
    asked(play)
    assert flood(play, vouched(consent(play, "Đồng ý 7, 8, 9"))) == {"unclear_word"}
    assert play.templates("ct").count("chair_unclear") == 1


def test_a_bomb_of_a_strangers_mails_gets_no_letter(play: Stage) -> None:
    play.meeting("syt")
    raw = with_field(play.mail("syt", "Tôi dự họp.", to=""), "From", f"<{EVIL}>")
    play.servers.add_user(EVIL, "pw")
    assert flood(play, raw) == {"stranger"}
    assert play.letters(EVIL) == []


def test_a_bomb_of_one_and_the_same_mail_is_one_mail(play: Stage) -> None:
    play.meeting("syt")
    raw = play.mail("syt", "Tôi dự họp.")
    house_of(play).post(OFFICE, [raw] * MANY, play.now)
    play.run()
    assert [row.status for row in play.ledger()] == ["handled"] + ["duplicate"] * (MANY - 1)
    assert play.templates("syt") == ["invite", "receipt_attend"]


def bomb(play: Stage, size: int, *kinds: bytes) -> list[str]:
    """So many mails of these kinds in turn; the rules that decided."""
    known = len(play.ledger())
    raws = (another(kinds[number % len(kinds)], number) for number in range(size))
    house_of(play).post(OFFICE, raws, play.now)
    figures = play.run()
    rules = [str(row.rule) for row in play.ledger()[known:] if row.rule != "own_letter"]
    assert (figures.failed, figures.queued, len(rules)) == (0, 0, size)
    return rules


def test_a_bomb_of_two_thousand_answers_of_every_kind_makes_one_letter_of_a_kind(play: Stage) -> None:
    meeting = asked(play)
    written = len(picture(play)[1])
    play.servers.add_user(EVIL, "pw")
    kinds = {
        "proposed_again": play.mail("syt", "Đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."),
        "attends": play.mail("sxd", "Tôi dự họp."),
        "unproven_word": consent(play),
        "forged_mail": stamped(consent(play), "dmarc=fail header.from=binhdinh.example"),
        "unclear_word": vouched(consent(play, "Đồng ý 7, 8, 9")),
        "word_of_another": consent(play, sender=play.address("sxd")),
        "stranger": with_field(consent(play), "From", f"<{EVIL}>"),
        "unsound_mail": with_field(consent(play), "From", f"<{HEAD}>, <{EVIL}>"),
    }
    rules = bomb(play, BOMB, *kinds.values())
    assert {rule: rules.count(rule) for rule in set(rules)} == dict.fromkeys(kinds, BOMB // len(kinds))
    assert sorted(picture(play)[1][written:]) == [
        (HEAD, "chair_confirm"),
        (HEAD, "chair_unclear"),
        (HEAD, "mail_in_your_name"),
        (OFFICE, "office_notice"),
        (OFFICE, "office_notice"),  # of the forgeries, and that others have answered the Head's letter
        (play.address("sxd"), "receipt_attend"),
    ]
    assert (play.state("syt", meeting), play.letters(EVIL)) == (State.PENDING, [])


def test_a_bomb_of_changes_of_mind_is_recorded_and_not_answered_each_time(play: Stage) -> None:
    meeting = play.meeting("syt")
    rules = bomb(play, 200, play.mail("syt", "Tôi dự họp."), play.mail("syt", "Tôi bận họp, xin báo vắng."))
    assert (set(rules), len(play.templates("syt")) <= 25) == ({"attends", "absent"}, True)
    assert play.state("syt", meeting) is State.ABSENT
