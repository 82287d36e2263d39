"""What people quote of our letters is never taken for their own words, whatever marks their client leaves."""

from __future__ import annotations

from mailbot.core.model import State
from tests.trip.stage import Stage


def test_a_letter_quoted_without_any_mark_is_told_from_the_answer_by_its_own_sentences(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.arrives(play.mail("syt", "Tôi dự họp.", marked=False))
    play.run()
    assert play.state("syt", meeting) is State.ATTENDS
