"""Who comes: seven exclusive states that sum to the invited, exceptions first, lateness by the first answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.model import ConsentRequest, Invitation, RequestStatus, State
from mailbot.core.summary import ORDER, SHORT_TERMS, TERMS, Summary, punctuality, summarise
from tests.core.rules.cases import (
    DEADLINE,
    EVERYBODY,
    FINANCE,
    GUEST,
    HEAD,
    HOME,
    MEETING,
    MORNING,
    STANDING,
    VICE,
    answered,
    invitation,
    request,
)

HOUR = timedelta(hours=1)


def summary(*changed: Invitation, requests: tuple[ConsentRequest, ...] = ()) -> Summary:
    stands = {each.member.id: each for each in changed}
    everybody = [stands.get(each.id, invitation(each)) for each in EVERYBODY]
    return summarise(MEETING, everybody, requests, DEADLINE)


@given(st.lists(st.sampled_from(State), min_size=len(EVERYBODY), max_size=len(EVERYBODY)))
def test_the_seven_states_sum_to_the_invited_whoever_stands_where(states: list[State]) -> None:
    figures = summary(*(invitation(each, state) for each, state in zip(EVERYBODY, states, strict=True)))
    assert sum(figures.counts.values()) == figures.total == 4
    assert figures.counts[State.ATTENDS] + len(figures.exceptions) == figures.total


def test_every_state_has_its_terms_and_its_place() -> None:
    assert set(ORDER) == set(TERMS) == set(SHORT_TERMS) == set(State)
    assert len(ORDER) == len(State)


def test_the_head_and_the_guests_stand_apart() -> None:
    figures = summary(answered(HEAD, State.ATTENDS), answered(GUEST, State.ABSENT))
    assert [row.invitation.member for row in figures.rows] == [STANDING, HOME, FINANCE, VICE]
    assert figures.chair is not None
    assert (figures.chair.state, [each.state for each in figures.guests]) == (State.ATTENDS, [State.ABSENT])


def test_the_rows_stand_in_protocol_order_whatever_the_order_of_the_invitations() -> None:
    backwards = summarise(MEETING, [invitation(each) for each in reversed(EVERYBODY)], (), DEADLINE)
    assert [(row.number, row.invitation.member.id) for row in backwards.rows] == [
        (1, "PCT"), (2, "SNV"), (3, "STC"), (4, "PCT2"),
    ]  # fmt: skip


def test_the_exceptions_stand_by_state_then_in_protocol_order() -> None:
    figures = summary(
        invitation(HOME, State.ABSENT), invitation(FINANCE, State.PENDING), invitation(VICE, State.ABSENT)
    )
    assert [row.invitation.member for row in figures.exceptions] == [FINANCE, HOME, VICE, STANDING]


def test_the_headline_names_only_what_is_there() -> None:
    figures = summary(answered(HOME, State.ATTENDS), answered(FINANCE, State.SUBSTITUTE))
    assert figures.headline() == "1/4 đồng chí tham dự; 1 dự thay đã được đồng ý; 2 chưa phản hồi"


def test_a_meeting_without_members_has_a_headline_too() -> None:
    assert summarise(MEETING, [], (), DEADLINE).headline() == "0/0 đồng chí tham dự"


def test_the_row_shows_the_last_request_and_no_withdrawn_one() -> None:
    first = request(status=RequestStatus.REFUSED)
    second = request(id=32, made_at=MORNING + HOUR)
    assert _request_of(summary(requests=(second, first))) == second
    assert _request_of(summary(requests=(first, replace(second, status=RequestStatus.WITHDRAWN)))) is None


def _request_of(figures: Summary) -> ConsentRequest | None:
    return next(row.request for row in figures.rows if row.invitation.member is HOME)


@pytest.mark.parametrize(
    ("first", "last", "late_by", "changed"),
    [
        (None, None, None, False),
        (DEADLINE, DEADLINE, None, False),
        (DEADLINE + timedelta(microseconds=1), DEADLINE + HOUR, timedelta(microseconds=1), False),
        (MORNING, DEADLINE, None, False),
        (MORNING, DEADLINE + HOUR, None, True),
    ],
    ids=["silent", "exactly at it", "just after it", "changed in time", "changed after it"],
)
def test_the_first_answer_fixes_punctuality_and_the_last_one_content(
    first: datetime | None, last: datetime | None, late_by: timedelta | None, changed: bool
) -> None:
    stands = invitation(HOME, State.ATTENDS, first_answer_at=first, last_answer_at=last)
    assert punctuality(stands, DEADLINE) == (late_by, changed)


@pytest.mark.parametrize(
    ("stands", "late"),
    [
        ({"undeliverable": True}, False),
        ({"invited_at": DEADLINE + timedelta(minutes=1)}, False),
        ({"invited_at": DEADLINE}, True),
        ({}, True),
    ],
    ids=["not reached", "invited after it", "invited exactly at it", "invited in time"],
)
def test_nobody_is_late_against_a_deadline_that_he_could_not_meet(stands: dict[str, bool], late: bool) -> None:
    after = answered(HOME, State.ATTENDS, DEADLINE + HOUR, **stands)
    assert [row.late_by for row in summary(after).late] == ([HOUR] if late else [])


def test_who_was_not_reached_is_listed() -> None:
    assert [row.invitation.member for row in summary(invitation(VICE, undeliverable=True)).undeliverable] == [VICE]
