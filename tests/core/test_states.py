"""The table of states: total for what an invitee says, and closed to what cannot happen."""

from __future__ import annotations

import pytest

from mailbot.core.model import Event, State
from mailbot.core.states import TRANSITIONS, ImpossibleEventError, after

SAID = (Event.ATTEND, Event.ABSENT, Event.PROPOSE, Event.PROPOSE_INELIGIBLE, Event.PROPOSE_UNKNOWN, Event.DOUBT)
WORDS_OF_THE_HEAD = (Event.CONSENT, Event.REFUSAL, Event.REVOCATION)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", [*SAID, Event.VOID])
def test_whatever_an_invitee_says_leads_somewhere_from_every_state(state: State, event: Event) -> None:
    assert after(state, event) in State


@pytest.mark.parametrize("state", State)
def test_his_last_word_counts_from_wherever_he_stood(state: State) -> None:
    assert after(state, Event.ATTEND) is State.ATTENDS
    assert after(state, Event.ABSENT) is State.ABSENT
    assert after(state, Event.PROPOSE) is State.PENDING
    assert after(state, Event.VOID) is State.SILENT


@pytest.mark.parametrize("state", [state for state in State if state is not State.SILENT])
def test_a_doubt_never_overturns_what_was_said(state: State) -> None:
    assert after(state, Event.DOUBT) is state


def test_a_doubt_of_somebody_silent_shows_that_he_wrote() -> None:
    assert after(State.SILENT, Event.DOUBT) is State.UNCLEAR


def test_a_substitute_goes_only_by_the_heads_consent() -> None:
    ways = [
        (state, event) for state, cells in TRANSITIONS.items() for event, to in cells.items() if to is State.SUBSTITUTE
    ]
    said_nothing = (State.SUBSTITUTE, Event.DOUBT)
    assert [way for way in ways if way != said_nothing] == [(State.PENDING, Event.CONSENT)]


@pytest.mark.parametrize("event", [Event.CONSENT, Event.REFUSAL])
@pytest.mark.parametrize("state", [state for state in State if state is not State.PENDING])
def test_the_heads_word_can_only_meet_a_request_that_waits(state: State, event: Event) -> None:
    with pytest.raises(ImpossibleEventError, match=f"{event.value}.*{state.value}"):
        after(state, event)


@pytest.mark.parametrize("state", [state for state in State if state is not State.SUBSTITUTE])
def test_only_a_consent_that_was_given_can_be_taken_back(state: State) -> None:
    with pytest.raises(ImpossibleEventError):
        after(state, Event.REVOCATION)


def test_every_event_stands_in_the_table() -> None:
    assert {event for cells in TRANSITIONS.values() for event in cells} == {*SAID, Event.VOID, *WORDS_OF_THE_HEAD}
    assert set(TRANSITIONS) == set(State)
