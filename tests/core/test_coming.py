"""What will go out: the clock's own questions, asked ahead, agree with what the clock does when the time has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from mailbot.core.due import Picture, coming, due
from mailbot.core.model import RequestStatus, Send, State
from tests.core.rules.cases import (
    DEADLINE,
    DEPUTY,
    EVERYBODY,
    FINANCE,
    HOME,
    MEETING,
    POLICY,
    ROSTER,
    START,
    ZONE,
    answered,
    invitation,
    pending,
    request,
)

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MONDAY = datetime(2026, 11, 9, 16, 30, tzinfo=ZONE)  # the day before the last reminder


def picture(done: frozenset[str] = frozenset()) -> Picture:
    """Nobody has answered, and all that was due by Monday is done."""
    seen = Picture(MEETING, tuple(invitation(each) for each in EVERYBODY), (), ROSTER, POLICY)
    return replace(seen, done=done | {one.key for one in due(seen, MONDAY)})


def asking(at: datetime) -> Picture:
    """Somebody's request was put before the Head at this time."""
    stands = tuple(pending(each) if each is HOME else answered(each, State.ATTENDS) for each in EVERYBODY)
    return Picture(MEETING, stands, (request(asked_at=at),), ROSTER, POLICY)


def test_tomorrow_s_reminders_are_counted_one_for_each_of_the_silent() -> None:
    silent = [each for each in EVERYBODY if each.id != "CT"]
    assert coming(picture(), MONDAY, MONDAY + DAY) == {"remind": len(silent)}


def test_what_was_done_is_not_counted_again() -> None:
    sent = frozenset(one.key for one in due(picture(), DEADLINE - DAY))
    assert len(sent) > 0
    assert coming(picture(done=sent), MONDAY, MONDAY + DAY) == {}


def test_the_summary_and_the_letters_to_the_silent_come_with_the_deadline() -> None:
    found = coming(picture(), DEADLINE - HOUR, DEADLINE + HOUR)
    assert found["summary"] == 3  # the Head, the Standing Vice-Chair, and the office its copy
    assert found["deadline_passed"] == len(EVERYBODY) - 1


def test_nothing_comes_of_a_meeting_that_is_cancelled() -> None:
    cancelled = replace(picture(), meeting=replace(MEETING, cancelled_at=MONDAY))
    assert coming(cancelled, MONDAY, START + DAY) == {}


def test_each_nudge_is_counted_and_no_more_than_there_are() -> None:
    asked_at = datetime(2026, 11, 9, 16, 0, tzinfo=ZONE)
    found = coming(asking(asked_at), MONDAY, MONDAY + DAY)
    assert found["chair_request"] == POLICY.schedule.nudges


def test_a_request_without_an_answer_ends_with_the_start() -> None:
    found = coming(asking(START - 3 * DAY), START - HOUR, START + HOUR)
    assert found["expired"] == 1


def test_a_consent_that_waits_is_told_once_to_both() -> None:
    ripe = MONDAY + timedelta(minutes=5)
    granted = request(FINANCE, DEPUTY, status=RequestStatus.GRANTED, tell_at=ripe)
    stands = tuple(answered(each, State.ATTENDS) for each in EVERYBODY)
    found = coming(Picture(MEETING, stands, (granted,), ROSTER, POLICY), MONDAY, MONDAY + HOUR)
    assert found == {"decision_agreed": 1, "substitute_invited": 1}


def test_looking_ahead_agrees_with_ticking_through_the_day() -> None:
    """The same questions, asked every five minutes by a clock that keeps only what it has done."""
    until = DEADLINE + 2 * HOUR
    seen, ticked, now = picture(), 0, MONDAY
    while now < until:
        now += timedelta(minutes=5)
        for one in due(seen, now):
            ticked += sum(isinstance(effect, Send) for effect in one.effects)
            seen = replace(seen, done=seen.done | {one.key})
    assert sum(coming(picture(), MONDAY, until).values()) == ticked
