"""Meetings, the journal of every invitee, and requests that change only from the status they must have had."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mailbot.core.model import (
    Answer,
    ConsentRequest,
    Event,
    Invitation,
    Meeting,
    Mode,
    OpenRequest,
    Rank,
    RequestStatus,
    Revoke,
    Roster,
    Settle,
    State,
    Substitute,
    UnitKind,
)
from mailbot.core.states import ImpossibleEventError
from mailbot.store import Store, journals, meetings, requests
from mailbot.store.journals import Cause
from mailbot.store.requests import StaleRequestError
from tests.core.rules.cases import (
    DEPUTY,
    EVERYBODY,
    FINANCE,
    GUEST,
    HOME,
    INVITED,
    MEETING,
    MORNING,
    OTHER_DEPUTY,
    ROSTER,
    START,
)

NOW = MORNING
HOUR = timedelta(hours=1)


@pytest.fixture
def meeting(store: Store) -> Meeting:
    """A convened meeting with everybody."""
    new = replace(MEETING, documents=("/srv/giấy mời.pdf",), note="mang theo báo cáo")
    with store.begin() as connection:
        made = meetings.add(connection, new, EVERYBODY, INVITED)
        meetings.change(connection, made.id, invited_at=INVITED)
        return meetings.one(connection, made.id)


def say(store: Store, meeting: Meeting, event: Event, minutes: int = 0, **values: Any) -> None:
    said = replace(Answer(meeting.id, HOME.id, event), **values)
    cause = Cause("rule", "mail", NOW + timedelta(minutes=minutes), "Vâng.")
    with store.begin() as connection:
        journals.append(connection, said, cause, NOW + HOUR)


def home(store: Store, meeting: Meeting, roster: Roster = ROSTER) -> Invitation:
    with store.read() as connection:
        return next(i for i in meetings.invitations(connection, meeting.id, roster) if i.member.id == HOME.id)


def test_a_meeting_comes_back_as_it_was_kept(store: Store, meeting: Meeting) -> None:
    new = replace(MEETING, id=meeting.id, documents=("/srv/giấy mời.pdf",), note="mang theo báo cáo")
    assert meeting == new


def test_a_meeting_is_found_by_its_code_however_it_is_written(store: Store, meeting: Meeting) -> None:
    with store.read() as connection:
        assert meetings.by_code(connection, "q-7k4m") == meeting
        assert meetings.by_code(connection, "Q-XXXX") is None


def test_two_meetings_cannot_have_the_same_code(store: Store, meeting: Meeting) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"), store.begin() as connection:
        meetings.add(connection, MEETING, (), NOW)


def test_only_convened_meetings_that_have_not_begun_are_running(store: Store, meeting: Meeting) -> None:
    with store.begin() as connection:
        meetings.add(connection, replace(MEETING, code="Q-2222"), (), NOW)
        assert meetings.convened_after(connection, START - HOUR) == (meeting,)
        assert meetings.convened_after(connection, START) == ()
        assert [each.code for each in meetings.all_of_them(connection)] == ["Q-7K4M", "Q-2222"]


def test_the_invitees_stand_in_protocol_order_with_the_guests_last(store: Store, meeting: Meeting) -> None:
    with store.read() as connection:
        invitations = meetings.invitations(connection, meeting.id, ROSTER)
        assert [each.member for each in invitations] == list(EVERYBODY)
        assert {each.state for each in invitations} == {State.SILENT}
        assert meetings.guests(connection, [meeting]) == (GUEST,)


def test_where_one_stands_is_the_last_line_of_his_journal(store: Store, meeting: Meeting) -> None:
    say(store, meeting, Event.PROPOSE, substitute=DEPUTY, reason="ốm", turn=1)
    say(store, meeting, Event.ATTEND, 5, modes=(Mode.LATE,), companions="hai người", by_assistant=True, turn=2)
    stands = home(store, meeting)
    assert (stands.state, stands.substitute, stands.reason, stands.turn) == (State.ATTENDS, None, "", 2)
    assert (stands.modes, stands.companions, stands.by_assistant) == ((Mode.LATE,), "hai người", True)
    assert (stands.first_answer_at, stands.last_answer_at) == (NOW, NOW + timedelta(minutes=5))


def test_nothing_that_was_said_is_overwritten(store: Store, meeting: Meeting) -> None:
    say(store, meeting, Event.PROPOSE, substitute=DEPUTY)
    say(store, meeting, Event.ATTEND, 5)
    with store.read() as connection:
        lines = journals.lines(connection, meeting.id)
        assert [(line.event, line.before, line.after) for line in lines] == [
            ("propose", "silent", "pending"), ("attend", "pending", "attends"),
        ]  # fmt: skip
        assert journals.lines(connection, meeting.id, since=NOW + HOUR) == []


def test_what_does_not_count_fixes_no_punctuality(store: Store, meeting: Meeting) -> None:
    say(store, meeting, Event.DOUBT, counts=False, turn=1)
    stands = home(store, meeting)
    assert (stands.state, stands.first_answer_at, stands.last_answer_at) == (State.UNCLEAR, None, None)


def test_a_new_time_forgets_when_one_answered_but_not_that(store: Store, meeting: Meeting) -> None:
    say(store, meeting, Event.ATTEND, turn=1)
    say(store, meeting, Event.VOID, 5, counts=False, turn=2)
    assert (home(store, meeting).state, home(store, meeting).first_answer_at) == (State.SILENT, None)
    say(store, meeting, Event.ATTEND, 10, turn=3)
    assert home(store, meeting).first_answer_at == NOW + timedelta(minutes=10)
    with store.read() as connection:
        assert len(journals.lines(connection, meeting.id)) == 3


def test_what_cannot_happen_is_refused_and_leaves_no_line(store: Store, meeting: Meeting) -> None:
    with pytest.raises(ImpossibleEventError):
        say(store, meeting, Event.CONSENT)
    with store.read() as connection:
        assert journals.lines(connection, meeting.id) == []


def test_a_seats_present_holder_stands_for_it_and_a_lost_seat_keeps_its_last_one(
    store: Store, meeting: Meeting
) -> None:
    successor = replace(HOME, name="Người kế nhiệm", email="moi@snv.example")
    renewed = replace(ROSTER, members=(successor,))
    assert home(store, meeting, renewed).member == successor
    assert home(store, meeting, Roster(())).member == HOME


def test_an_invitees_marks_are_his_alone(store: Store, meeting: Meeting) -> None:
    with store.begin() as connection:
        meetings.change_invitee(connection, meeting.id, HOME.id, undeliverable_at=NOW, asked=["post"], invited_at=NOW)
        marked = {each.member.id for each in meetings.invitations(connection, meeting.id, ROSTER) if each.undeliverable}
    assert marked == {HOME.id}
    assert (home(store, meeting).asked, home(store, meeting).invited_at) == (("post",), NOW)


# Requests -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def opened(store: Store, meeting: Meeting) -> ConsentRequest:
    with store.begin() as connection:
        new = OpenRequest(meeting.id, HOME.id, replace(DEPUTY, registered=False), "ốm", "digest", claimed_consent=True)
        requests.open_one(connection, new, NOW + HOUR, NOW)
    return one_request(store, meeting)


def one_request(store: Store, meeting: Meeting) -> ConsentRequest:
    with store.read() as connection:
        (found,) = requests.of_meeting(connection, meeting.id, requests.invitees_of(connection, meeting.id))
    return found


def test_a_request_comes_back_as_it_was_made(opened: ConsentRequest) -> None:
    assert (opened.member, opened.substitute, opened.reason) == (HOME, replace(DEPUTY, registered=False), "ốm")
    assert (opened.status, opened.digest, opened.claimed_consent) == (RequestStatus.OPEN, "digest", True)
    assert (opened.made_at, opened.received_at, opened.asked_at) == (NOW + HOUR, NOW, None)


def test_what_the_head_named_himself_is_granted_from_the_outset(store: Store, meeting: Meeting) -> None:
    with store.begin() as connection:
        new = OpenRequest(
            meeting.id, FINANCE.id, OTHER_DEPUTY, "", "digest", granted=True, granted_words="Phải là đồng chí Cúc."
        )
        requests.open_one(connection, new, NOW, NOW)
    granted = one_request(store, meeting)
    assert (granted.status, granted.words) == (RequestStatus.GRANTED, "Phải là đồng chí Cúc.")
    assert granted.asked_at == granted.decided_at == NOW


def test_asking_and_nudging_leave_their_marks(store: Store, meeting: Meeting, opened: ConsentRequest) -> None:
    with store.begin() as connection:
        requests.mark_asked(connection, (opened.id,), NOW, nudge=False)
        requests.mark_asked(connection, (opened.id,), NOW + HOUR, nudge=True)
        requests.mark_asked(connection, (opened.id,), NOW + 2 * HOUR, nudge=True)
    seen = one_request(store, meeting)
    assert (seen.asked_at, seen.nudges, seen.nudged_at) == (NOW, 2, NOW + 2 * HOUR)


@pytest.mark.parametrize("granted", [True, False])
def test_the_heads_word_is_taken_once(store: Store, meeting: Meeting, opened: ConsentRequest, granted: bool) -> None:
    wish = None if granted else Substitute("Mai Thị Én", "Phó Giám đốc", Rank.DEPUTY, UnitKind.NONE, True)
    with store.begin() as connection:
        requests.settle(connection, Settle(opened.id, granted, "Đồng ý.", wish), NOW)
    with (
        pytest.raises(StaleRequestError, match=f"request {opened.id} cannot become granted"),
        store.begin() as connection,
    ):
        requests.settle(connection, Settle(opened.id, True, "Đồng ý lần nữa."), NOW + HOUR)
    seen = one_request(store, meeting)
    assert seen.status is (RequestStatus.GRANTED if granted else RequestStatus.REFUSED)
    assert (seen.words, seen.decided_at, seen.wish) == ("Đồng ý.", NOW, wish)


MOVES = {
    "settle": {RequestStatus.OPEN},
    "revoke": {RequestStatus.GRANTED},
    "close": {RequestStatus.OPEN, RequestStatus.GRANTED},
}


@pytest.mark.parametrize("status", RequestStatus)
@pytest.mark.parametrize("move", MOVES)
def test_a_request_moves_only_from_where_it_must_have_been(
    store: Store, meeting: Meeting, opened: ConsentRequest, move: str, status: RequestStatus
) -> None:
    _put(store, opened, status)
    if status in MOVES[move]:
        _move(store, opened, move)
        assert one_request(store, meeting).status is not status
    else:
        with pytest.raises(StaleRequestError):
            _move(store, opened, move)
        assert one_request(store, meeting).status is status


def _move(store: Store, request: ConsentRequest, move: str) -> None:
    with store.begin() as connection:
        if move == "settle":
            requests.settle(connection, Settle(request.id, True, ""), NOW)
        elif move == "revoke":
            requests.revoke(connection, Revoke(request.id, "Không đồng ý nữa."), NOW)
        else:
            requests.close(connection, request.id, RequestStatus.EXPIRED)


def _put(store: Store, request: ConsentRequest, status: RequestStatus) -> None:
    with store.begin() as connection:
        if status in (RequestStatus.GRANTED, RequestStatus.REVOKED, RequestStatus.REFUSED):
            granted = status is not RequestStatus.REFUSED
            requests.settle(connection, Settle(request.id, granted, ""), NOW)
        if status is RequestStatus.REVOKED:
            requests.revoke(connection, Revoke(request.id, ""), NOW)
        if status in (RequestStatus.WITHDRAWN, RequestStatus.VOIDED, RequestStatus.EXPIRED):
            requests.close(connection, request.id, status)
