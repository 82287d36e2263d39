"""The Head's second thought: for a while nobody but him and the office hears of a consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailbot.core.model import Meeting, RequestStatus, State, Trust
from mailbot.core.policy import Schedule
from tests.trip.stage import CLOSED, Stage, stage

LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."
HEALTH_OFFICE = "vanthu@syt.binhdinh.example"


@pytest.fixture(params=[CLOSED, Trust()], ids=["intranet", "strict"])
def play(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    with stage(tmp_path, schedule=Schedule(consent_pause=timedelta(minutes=10)), trust=request.param) as made:
        yield made


def agreed(play: Stage) -> Meeting:
    """The Head has agreed; where nobody vouches for him he has said it twice."""
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý.", to="approval")
    if play.state("syt", meeting) is State.PENDING:
        play.says("ct", "Đồng ý.", to="approval")
    assert play.state("syt", meeting) is State.SUBSTITUTE
    return meeting


def test_member_and_substitute_hear_of_a_consent_after_the_pause_and_once(play: Stage) -> None:
    agreed(play)
    assert play.templates("ct")[-1] == "chair_echo"
    assert "decision_agreed" not in play.templates("syt")
    play.later(minutes=9)
    assert play.templates(HEALTH_OFFICE) == []
    play.later(minutes=1)
    play.later(minutes=1)
    assert play.templates("syt")[-1] == "decision_agreed"
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited"]


@pytest.mark.parametrize("words", ["Không đồng ý", "Không đồng ý.", "Thu hồi ý kiến đồng ý", "Tôi rút lại ý kiến"])
def test_what_is_taken_back_in_time_never_reaches_the_substitute(play: Stage, words: str) -> None:
    meeting = agreed(play)
    play.says("ct", words, to="receipt")
    assert (play.last_rule(), play.state("syt", meeting)) == ("heads_word", State.REFUSED)
    play.later(minutes=30)
    assert play.templates("syt")[-1] == "decision_refused"
    assert "decision_agreed" not in play.templates("syt")
    assert play.templates(HEALTH_OFFICE) == []


@pytest.mark.parametrize(
    "words", ["Khoan, chưa báo vội", "Tôi xin rút lại ý kiến đồng ý lúc nãy.", "Để tôi nghĩ thêm."]
)
def test_words_that_may_take_it_back_keep_it_secret_until_a_person_has_looked(play: Stage, words: str) -> None:
    meeting = agreed(play)
    play.says("ct", words, to="receipt")
    assert "doubt_on_consent" in play.waiting_for_people()
    assert "office_notice" in play.templates("kstt@vpub.binhdinh.example")
    play.later(hours=5)
    assert (play.state("syt", meeting), play.templates(HEALTH_OFFICE)) == (State.SUBSTITUTE, [])
    play.settled("doubt_on_consent")
    play.later(minutes=1)
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited"]


def test_what_is_taken_back_later_is_told_to_both(play: Stage) -> None:
    meeting = agreed(play)
    play.later(minutes=10)
    play.says("ct", "Không đồng ý", to="receipt")
    assert play.state("syt", meeting) is State.REFUSED
    assert play.templates("syt")[-1] == "decision_revoked"
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited", "substitute_released"]


@pytest.mark.parametrize("words", ["Đồng ý", "Cảm ơn", "Đã rõ, cảm ơn các đồng chí."])
def test_a_polite_word_to_the_echo_changes_nothing_and_makes_no_letter(play: Stage, words: str) -> None:
    meeting = agreed(play)
    written = play.templates("ct")
    play.says("ct", words, to="receipt")
    assert (play.state("syt", meeting), play.templates("ct")) == (State.SUBSTITUTE, written)


def test_the_buttons_words_take_it_back(play: Stage) -> None:
    meeting = agreed(play)
    html = play.letters("ct", kind="receipt")[-1].get_body(("html",))
    assert html is not None
    assert "Kh%C3%B4ng%20%C4%91%E1%BB%93ng%20%C3%BD" in html.get_content()
    assert [request.status for request in play.requests(meeting)] == [RequestStatus.GRANTED]


def test_a_member_who_comes_himself_within_the_pause_leaves_the_substitute_undisturbed(play: Stage) -> None:
    meeting = agreed(play)
    play.says("syt", "Tôi sẽ trực tiếp tham dự.")
    play.later(minutes=30)
    assert play.state("syt", meeting) is State.ATTENDS
    assert play.templates(HEALTH_OFFICE) == []


def test_somebody_else_who_answers_the_echo_takes_nothing_back(play: Stage) -> None:
    meeting = agreed(play)
    raw = play.mail("ct", "Không đồng ý", to="receipt", sender=play.address("sxd"))
    play.arrives(raw)
    play.run()
    assert (play.last_rule(), play.state("syt", meeting)) == ("word_of_another", State.SUBSTITUTE)
