"""Words of the Head that come late, elsewhere or unproven, while nobody has heard of his consent yet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.core.model import Meeting, State, Trust
from mailbot.core.policy import Schedule
from mailbot.trip import handle_due
from tests.trip.stage import OFFICE, Stage, stage

LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."
HEALTH_OFFICE = "vanthu@syt.binhdinh.example"
PAUSE = timedelta(minutes=10)


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Stage]:
    """The bot where nobody vouches for anybody."""
    with stage(tmp_path, schedule=Schedule(consent_pause=PAUSE), trust=Trust()) as made:
        yield made


def agreed(play: Stage) -> Meeting:
    """The Head has agreed, and has said it again in answer to the letter that asked whether it was he."""
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý.", to="approval")
    play.says("ct", "Đồng ý.", to="approval")
    assert play.state("syt", meeting) is State.SUBSTITUTE
    return meeting


def to_the_first_list(play: Stage, text: str) -> bytes:
    """An answer of the Head to the letter that put the request before him, not to the one that asked again."""
    first, again = (str(letter["message-id"]) for letter in play.letters("ct", kind="approval")[:2])
    return play.mail("ct", text, to="approval").replace(again.encode(), first.encode())


def test_the_clock_alone_tells_no_consent_before_the_mailbox_was_looked_at_again(play: Stage) -> None:
    meeting = agreed(play)
    play.now += timedelta(minutes=9)
    play.says("ct", "Không đồng ý.", to="receipt", run=False)  # lies on the server, unread
    play.now += timedelta(minutes=1)
    for _ in range(30):  # the daemon's tick, while the mail server cannot be reached
        play.now += timedelta(minutes=1)
        handle_due(play.app.desk, play.now)
    play.run()
    assert play.state("syt", meeting) is State.REFUSED
    assert (play.templates(HEALTH_OFFICE), play.templates("syt")[-1]) == ([], "decision_refused")


def test_a_mailbox_that_stays_away_keeps_no_consent_back_when_the_meeting_is_near(play: Stage) -> None:
    agreed(play)
    play.now += timedelta(days=7) - timedelta(hours=2)
    handle_due(play.app.desk, play.now)
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited"]


def test_an_unproven_no_to_the_first_list_keeps_the_consent_back_and_he_is_asked(play: Stage) -> None:
    meeting = agreed(play)
    play.arrives(to_the_first_list(play, "Không đồng ý."))
    play.run()
    assert play.last_rule() == "doubt_on_consent"
    assert play.templates("ct").count("chair_confirm") == 2
    assert play.templates(OFFICE).count("office_notice") == 1
    play.later(minutes=30)
    assert play.templates(HEALTH_OFFICE) == []
    play.says("ct", "Không đồng ý.", to="approval")
    assert play.state("syt", meeting) is State.REFUSED


def test_a_no_to_an_echo_that_somebody_else_has_answered_keeps_the_consent_back(play: Stage) -> None:
    meeting = agreed(play)
    play.arrives(play.mail("ct", "Đồng ý.", to="receipt", sender=play.address("sxd")))  # it lies in wrong hands
    play.says("ct", "Không đồng ý.", to="receipt")
    play.later(minutes=30)
    assert play.templates(HEALTH_OFFICE) == []
    assert play.templates("ct")[-1] == "chair_confirm"
    play.says("ct", "Không đồng ý.", to="approval")
    assert play.state("syt", meeting) is State.REFUSED


@pytest.mark.parametrize("to", ["", "invite"])
@pytest.mark.parametrize("words", ["Không đồng ý cho đồng chí Lâm dự thay.", "Khoan, chưa báo vội cho đồng chí Lâm."])
def test_what_he_writes_elsewhere_keeps_the_consent_back(play: Stage, to: str, words: str) -> None:
    agreed(play)
    play.says("ct", words, to=to)
    assert play.waiting_for_people()[-1] == "doubt_on_consent"
    play.later(minutes=30)
    assert play.templates(HEALTH_OFFICE) == []
    play.settled("doubt_on_consent")
    play.later(minutes=1)
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited"]


def test_that_he_comes_himself_says_nothing_of_a_consent(play: Stage) -> None:
    agreed(play)
    play.says("ct", "Tôi sẽ dự họp.")
    play.later(minutes=30)
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited"]


def test_many_such_words_make_one_notice_a_day(play: Stage) -> None:
    agreed(play)
    for number in range(5):
        play.says("ct", f"Không đồng ý cho đồng chí Lâm dự thay. ({number})", to="")
    assert play.templates(OFFICE).count("office_notice") == 1


def test_a_consent_that_was_taken_back_and_is_given_again_is_for_the_office(play: Stage) -> None:
    meeting = agreed(play)
    play.says("ct", "Không đồng ý.", to="receipt")
    assert play.state("syt", meeting) is State.REFUSED
    play.says("ct", "Đồng ý.", to="receipt")
    assert play.waiting_for_people() == ["word_against_the_record"]
    assert play.templates("ct")[-1] == "chair_echo"
    assert play.state("syt", meeting) is State.REFUSED


def test_who_says_again_what_stands_is_not_asked_whether_it_was_he(play: Stage) -> None:
    agreed(play)
    play.arrives(to_the_first_list(play, "Đồng ý."))
    play.run()
    assert (play.last_rule(), play.templates("ct").count("chair_confirm")) == ("word_on_closed_requests", 1)
