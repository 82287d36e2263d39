"""What the clock calls for, at any `now`: at the right moment, to the right people, and never twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.due import Change, Picture, describe, digest_day, due
from mailbot.core.model import (
    CloseMeeting,
    CloseRequest,
    Due,
    Invitation,
    Letter,
    MarkAsked,
    MarkTold,
    Meeting,
    Papers,
    RequestStatus,
    Send,
    State,
)
from mailbot.core.policy import Schedule
from tests.core.rules.cases import (
    DEADLINE,
    DEPUTY,
    EVERYBODY,
    FINANCE,
    HEAD,
    HOME,
    INVITED,
    MEETING,
    MORNING,
    OTHER_DEPUTY,
    POLICY,
    ROSTER,
    STANDING,
    START,
    VICE,
    ZONE,
    answered,
    invitation,
    of_kind,
    pending,
    request,
)

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
FIRST_REMINDER = DEADLINE - timedelta(days=3)  # Sunday 08:00: moved to the Friday before
FRIDAY = datetime(2026, 11, 6, 7, 30, tzinfo=ZONE)
LAST_REMINDER = DEADLINE - timedelta(days=1)  # Tuesday 08:00


def picture(
    *changed: Invitation, meeting: Meeting = MEETING, schedule: Schedule | None = None, **values: Any
) -> Picture:
    stands = {each.member.id: each for each in changed}
    invitations = tuple(stands.get(each.id, invitation(each)) for each in EVERYBODY)
    policy = replace(POLICY, schedule=schedule or POLICY.schedule)
    return replace(Picture(meeting, invitations, (), ROSTER, policy), **values)


def called_for(rule: str, seen: Picture, now: datetime) -> list[Due]:
    return [one for one in due(seen, now) if one.rule == rule]


def sent(ones: Iterable[Due]) -> list[Letter]:
    return [effect.letter for one in ones for effect in one.effects if isinstance(effect, Send)]


def everyone_attends() -> list[Invitation]:
    return [answered(each, State.ATTENDS) for each in EVERYBODY]


# Reminders ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "reminded"),
    [
        (FRIDAY - MINUTE, False),
        (FRIDAY, True),
        (FIRST_REMINDER, True),
        (DEADLINE - MINUTE, True),
        (DEADLINE, False),
        (START, False),
    ],
    ids=["before", "on the working morning before", "on Sunday", "just before the deadline", "at it", "at the start"],
)
def test_reminders_go_out_in_office_hours_and_never_from_the_deadline_on(now: datetime, reminded: bool) -> None:
    assert bool(called_for("reminder", picture(), now)) is reminded


def test_the_silent_are_reminded_and_the_head_and_who_was_not_reached_are_not() -> None:
    seen = picture(answered(HOME, State.ABSENT), invitation(VICE, undeliverable=True))
    assert {each.to_name for each in sent(called_for("reminder", seen, FRIDAY))} == {"Lâm Hải", "Lê Văn Tài", "Hồ Quân"}


def test_the_last_reminder_goes_to_who_must_answer_again_too() -> None:
    unclear = picture(*everyone_attends(), invitation(HOME, State.UNCLEAR))
    assert sent(called_for("reminder", unclear, FRIDAY)) == []
    (last,) = sent(called_for("reminder", unclear, LAST_REMINDER))
    assert (last.to, last.context["last"], last.context["left"]) == (HOME.email, True, timedelta(days=1))


def test_after_a_gap_only_the_latest_reminder_goes_out() -> None:
    late_start = sent(called_for("reminder", picture(), LAST_REMINDER))
    assert len(late_start) == len({each.to for each in late_start})
    assert all(each.context["last"] for each in late_start)


def test_who_was_invited_after_the_time_of_the_reminder_is_not_reminded_of_it() -> None:
    newcomer = picture(*everyone_attends(), invitation(HOME, invited_at=FRIDAY + HOUR))
    assert called_for("reminder", newcomer, FRIDAY + 2 * HOUR) == []
    assert len(called_for("reminder", newcomer, LAST_REMINDER)) == 1


def test_who_was_not_invited_yet_is_not_reminded() -> None:
    assert called_for("reminder", picture(*everyone_attends(), invitation(HOME, invited_at=None)), LAST_REMINDER) == []


def test_another_room_does_not_remind_anybody_a_second_time() -> None:
    moved = replace(MEETING, place="Hội trường B", sequence=1)
    first = {one.key for one in called_for("reminder", picture(), FRIDAY)}
    assert called_for("reminder", picture(meeting=moved, done=frozenset(first)), FRIDAY) == []


def test_another_time_reminds_anew() -> None:
    later = replace(MEETING, starts_at=START + timedelta(days=7), deadline=DEADLINE + timedelta(days=7), sequence=1)
    first = {one.key for one in called_for("reminder", picture(), FRIDAY)}
    assert called_for("reminder", picture(meeting=later, done=frozenset(first)), FRIDAY + timedelta(days=7))


# Requests to the Head -----------------------------------------------------------------------------------------------

NEW = request(asked_at=None)
SECOND = request(FINANCE, OTHER_DEPUTY, id=32, asked_at=None)
ASKED = request(VICE, id=30, asked_at=FRIDAY)


def test_a_request_alone_goes_to_the_head_at_once() -> None:
    (one,) = called_for("request_to_the_head", picture(requests=(NEW,)), FRIDAY)
    (letter,) = sent([one])
    assert (letter.template, letter.to, letter.items) == ("chair_request", HEAD.email, ((1, 31, NEW.digest),))
    assert of_kind(MarkAsked, one.effects) == [MarkAsked((31,))]


def test_several_that_wait_are_one_numbered_list() -> None:
    (letter,) = sent(called_for("request_to_the_head", picture(requests=(NEW, SECOND)), FRIDAY))
    assert (letter.template, letter.items) == ("chair_list", ((1, 31, NEW.digest), (2, 32, SECOND.digest)))


@pytest.mark.parametrize(
    ("after", "asked"),
    [(timedelta(0), False), (29 * MINUTE, False), (30 * MINUTE, True)],
)
def test_within_half_an_hour_of_the_last_list_further_requests_are_gathered(after: timedelta, asked: bool) -> None:
    seen = picture(requests=(ASKED, NEW))
    assert bool(called_for("request_to_the_head", seen, FRIDAY + after)) is asked


def test_shortly_before_the_start_nothing_is_gathered() -> None:
    soon = picture(requests=(replace(ASKED, asked_at=START - 3 * HOUR), NEW))
    assert called_for("request_to_the_head", soon, START - 3 * HOUR)


@pytest.mark.parametrize("now", [START, START + HOUR])
def test_from_the_start_on_the_head_is_not_asked_any_more(now: datetime) -> None:
    assert called_for("request_to_the_head", picture(requests=(NEW,)), now) == []


# A consent ----------------------------------------------------------------------------------------------------------

CONSENT = request(status=RequestStatus.GRANTED, tell_at=FRIDAY)


@pytest.mark.parametrize(
    ("now", "told"),
    [(FRIDAY - MINUTE, False), (FRIDAY, True), (START - MINUTE, True), (START, False)],
)
def test_a_consent_is_told_once_the_head_could_take_it_back_and_not_from_the_start_on(
    now: datetime, told: bool
) -> None:
    assert bool(called_for("consent_told", picture(requests=(CONSENT,)), now)) is told


@pytest.mark.parametrize("status", [each for each in RequestStatus if each is not RequestStatus.GRANTED])
def test_what_is_no_consent_any_more_is_not_told(status: RequestStatus) -> None:
    assert not called_for("consent_told", picture(requests=(replace(CONSENT, status=status),)), FRIDAY)


def test_a_consent_is_told_once() -> None:
    assert not called_for("consent_told", picture(requests=(replace(CONSENT, told_at=FRIDAY),)), FRIDAY)


def test_a_consent_goes_to_the_member_and_to_the_agencys_office_with_a_calendar_entry() -> None:
    told = called_for("consent_told", picture(requests=(CONSENT,)), FRIDAY)
    to_member, to_substitute = sent(told)
    assert (to_member.template, to_member.to) == ("decision_agreed", HOME.email)
    assert (to_substitute.template, to_substitute.to, to_substitute.to_name) == (
        "substitute_invited",
        "vp@snv.example",
        DEPUTY.name,
    )
    assert to_substitute.calendar is not None
    assert of_kind(MarkTold, told[0].effects) == [MarkTold(CONSENT.id)]


def test_the_substitutes_letter_goes_to_the_member_where_his_agency_has_no_office_mailbox() -> None:
    consent = request(FINANCE, id=32, substitute=OTHER_DEPUTY, status=RequestStatus.GRANTED)
    _, to_substitute = sent(called_for("consent_told", picture(requests=(consent,)), FRIDAY))
    assert (to_substitute.to, to_substitute.to_name) == (FINANCE.email, OTHER_DEPUTY.name)


def test_without_a_head_nobody_is_asked() -> None:
    headless = replace(ROSTER, members=(STANDING, HOME))
    seen = picture(requests=(NEW, ASKED), roster=headless)
    assert called_for("request_to_the_head", seen, FRIDAY) == called_for("nudge", seen, FRIDAY + 8 * HOUR) == []


@pytest.mark.parametrize("status", [each for each in RequestStatus if each is not RequestStatus.OPEN])
def test_a_request_that_is_not_open_is_not_asked_about(status: RequestStatus) -> None:
    assert called_for("request_to_the_head", picture(requests=(replace(NEW, status=status),)), FRIDAY) == []


BATCHED = Schedule(chair_hours=(time(9), time(15)))


@pytest.mark.parametrize(
    ("made", "now", "asked"),
    [
        ((6, 8, 0), (6, 8, 59), False),
        ((6, 8, 0), (6, 9, 0), True),
        ((6, 9, 0), (6, 9, 0), True),
        ((6, 9, 1), (6, 14, 59), False),
        ((6, 9, 1), (6, 15, 0), True),
        ((6, 15, 1), (7, 8, 59), False),
        ((6, 15, 1), (7, 9, 0), True),
        ((6, 8, 0), (9, 7, 0), True),
    ],
)
def test_with_batching_hours_a_request_waits_for_the_next_one(
    made: tuple[int, int, int], now: tuple[int, int, int], asked: bool
) -> None:
    made_at, at = (datetime(2026, 11, *moment, tzinfo=ZONE) for moment in (made, now))
    seen = picture(requests=(replace(NEW, made_at=made_at),), schedule=BATCHED)
    assert bool(called_for("request_to_the_head", seen, at)) is asked


def test_a_batching_hour_that_would_come_too_late_is_not_waited_for() -> None:
    short = replace(NEW, made_at=START - 3 * HOUR)
    assert called_for("request_to_the_head", picture(requests=(short,), schedule=BATCHED), START - 3 * HOUR)


# Nudges -------------------------------------------------------------------------------------------------------------

WAITING = request(asked_at=FRIDAY + HOUR)


@pytest.mark.parametrize(
    ("now", "nudged"),
    [
        (FRIDAY + 5 * HOUR - MINUTE, False),
        (FRIDAY + 5 * HOUR, True),
        (datetime(2026, 11, 6, 17, 1, tzinfo=ZONE), False),
        (datetime(2026, 11, 7, 10, 0, tzinfo=ZONE), False),
        (datetime(2026, 11, 9, 7, 30, tzinfo=ZONE), True),
        (START, False),
    ],
    ids=["too early", "after four hours", "in the evening", "on Saturday", "on Monday morning", "at the start"],
)
def test_the_head_is_asked_again_after_a_while_in_office_hours(now: datetime, nudged: bool) -> None:
    assert bool(called_for("nudge", picture(requests=(WAITING,)), now)) is nudged


@pytest.mark.parametrize(("nudges", "again"), [(0, True), (1, True), (2, False), (3, False)])
def test_he_is_nudged_at_most_twice(nudges: int, again: bool) -> None:
    waiting = replace(WAITING, nudges=nudges, nudged_at=FRIDAY + HOUR if nudges else None)
    assert bool(called_for("nudge", picture(requests=(waiting,)), FRIDAY + 6 * HOUR)) is again


def test_a_nudge_puts_the_open_ones_before_him_with_numbers_and_counts_itself() -> None:
    other = request(FINANCE, OTHER_DEPUTY, id=32, asked_at=FRIDAY)
    (one,) = called_for("nudge", picture(requests=(WAITING, other)), FRIDAY + 6 * HOUR)
    (letter,) = sent([one])
    assert (letter.template, letter.context["nudge"], len(letter.items)) == ("chair_list", True, 2)
    assert of_kind(MarkAsked, one.effects) == [MarkAsked((31, 32), nudge=True)]


@pytest.mark.parametrize(("before", "nudged"), [(29, False), (30, True)])
def test_the_last_call_does_not_wait_four_hours(before: int, nudged: bool) -> None:
    afternoon = replace(MEETING, starts_at=START + 6 * HOUR)
    now = START + 4 * HOUR
    waiting = replace(WAITING, asked_at=now - before * MINUTE)
    assert bool(called_for("nudge", picture(meeting=afternoon, requests=(waiting,)), now)) is nudged


def test_what_was_never_put_before_him_is_no_nudge() -> None:
    assert called_for("nudge", picture(requests=(NEW,)), FRIDAY + 8 * HOUR) == []


# Closing ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "polled_at", "closed"),
    [
        (DEADLINE, None, False),
        (DEADLINE + timedelta(microseconds=1), None, True),
        (DEADLINE + MINUTE, DEADLINE - MINUTE, False),
        (DEADLINE + MINUTE, DEADLINE, False),
        (DEADLINE + MINUTE, DEADLINE + timedelta(seconds=1), True),
        (DEADLINE + 15 * MINUTE, DEADLINE - HOUR, True),
        (START + HOUR, DEADLINE - HOUR, True),
    ],
    ids=["at it", "after it", "not looked since", "looked exactly at it", "looked", "no patience left", "long after"],
)
def test_the_list_closes_after_the_deadline_and_one_look(
    now: datetime, polled_at: datetime | None, closed: bool
) -> None:
    assert bool(called_for("closing", picture(polled_at=polled_at), now)) is closed


def test_the_summary_goes_to_the_head_and_the_standing_vice_chair_and_a_copy_to_the_office() -> None:
    (one,) = called_for("closing", picture(*everyone_attends()), DEADLINE + MINUTE)
    assert one.effects[0] == CloseMeeting(MEETING.id)
    assert [(each.template, each.to, each.context["to_chair"]) for each in sent([one])] == [
        ("summary", HEAD.email, True), ("summary", STANDING.email, False), ("summary", "clerk@vpub.example", True),
    ]  # fmt: skip
    assert [each.context["copy"] for each in sent([one])] == [False, False, True]
    assert [each.papers for each in sent([one])] == [Papers(True), Papers(False), Papers(True)]


def test_the_silent_are_told_that_the_deadline_passed_and_the_head_and_the_unreached_are_not() -> None:
    seen = picture(answered(HOME, State.ABSENT), invitation(VICE, undeliverable=True))
    told = [each.to_name for each in sent(called_for("closing", seen, DEADLINE + MINUTE)) if each.kind == "remind"]
    assert told == ["Lâm Hải", "Lê Văn Tài", "Hồ Quân"]


def test_the_summary_shows_what_still_waits_for_the_head() -> None:
    letters = sent(called_for("closing", picture(requests=(WAITING,)), DEADLINE + MINUTE))
    assert letters[0].context["pending"] == (WAITING,)


def test_a_closing_that_was_missed_until_the_start_only_closes() -> None:
    (one,) = called_for("closing", picture(), START)
    assert one.effects == (CloseMeeting(MEETING.id),)


# Supplements --------------------------------------------------------------------------------------------------------

CLOSED = replace(MEETING, closed_at=DEADLINE)
CHANGE = Change(DEADLINE + HOUR, HOME, State.ATTENDS, State.SUBSTITUTE, DEPUTY)


@pytest.mark.parametrize(
    ("change_at", "now", "reported"),
    [
        (DEADLINE + HOUR, DEADLINE + HOUR + 29 * MINUTE, False),
        (DEADLINE + HOUR, DEADLINE + HOUR + 30 * MINUTE, True),
        (START - 2 * HOUR - MINUTE, START - 2 * HOUR - MINUTE, False),
        (START - 2 * HOUR, START - 2 * HOUR, True),
        (START - MINUTE, START, False),
    ],
    ids=["gathered", "ripe", "more than two hours before", "in the last two hours", "at the start"],
)
def test_changes_are_gathered_for_a_while_and_at_once_near_the_start(
    change_at: datetime, now: datetime, reported: bool
) -> None:
    seen = picture(meeting=CLOSED, reported_at=DEADLINE, changes=(replace(CHANGE, at=change_at),))
    assert bool(called_for("supplement", seen, now)) is reported


def test_a_supplement_says_what_changed_and_counts_on() -> None:
    seen = picture(meeting=CLOSED, reported_at=DEADLINE, supplements=1, changes=(CHANGE,))
    (one,) = called_for("supplement", seen, DEADLINE + 2 * HOUR)
    letters = sent([one])
    assert [each.to for each in letters] == [HEAD.email, STANDING.email, "clerk@vpub.example"]
    assert letters[0].context["number"] == 2
    assert letters[0].context["changed"] == {CHANGE.member.id: "trước đó: tham dự"}
    assert letters[0].papers is not None
    assert letters[0].papers.supplement is not None
    assert letters[0].papers.supplement.changed == {CHANGE.member.id: "trước đó: tham dự"}
    assert letters[0].context["changes"] == (
        "đồng chí Đào Thị Hoa (Giám đốc): từ “tham dự” sang “dự thay”: đồng chí Trần Văn Bình",
    )


@pytest.mark.parametrize(
    "values",
    [{"changes": ()}, {"reported_at": None}, {"meeting": MEETING}],
    ids=["nothing changed", "no summary went out", "not closed"],
)
def test_without_a_change_after_a_summary_there_is_no_supplement(values: dict[str, Any]) -> None:
    standard: dict[str, Any] = {"meeting": CLOSED, "reported_at": DEADLINE, "changes": (CHANGE,)}
    assert called_for("supplement", picture(**standard | values), DEADLINE + 2 * HOUR) == []


def test_a_change_within_a_state_is_called_an_update() -> None:
    same = Change(DEADLINE, HOME, State.SUBSTITUTE, State.SUBSTITUTE, OTHER_DEPUTY)
    assert describe(same).endswith("dự thay: đồng chí Ngô Thị Cúc (cập nhật)")


# Expiry -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "expired"), [(START - MINUTE, False), (START, True), (START + HOUR, True)])
def test_a_request_without_an_answer_expires_at_the_start(now: datetime, expired: bool) -> None:
    assert bool(called_for("expiry", picture(requests=(WAITING,)), now)) is expired


def test_expiry_closes_only_what_is_open_and_tells_the_member() -> None:
    seen = picture(requests=(WAITING, request(FINANCE, id=32, status=RequestStatus.GRANTED)))
    (one,) = called_for("expiry", seen, START)
    assert of_kind(CloseRequest, one.effects) == [CloseRequest(31, RequestStatus.EXPIRED)]
    assert [(each.template, each.to) for each in sent([one])] == [("expired", HOME.email)]


# Never twice, never out of place ------------------------------------------------------------------------------------

ANY_TIME = st.integers(0, 10 * 24 * 60).map(lambda minutes: INVITED + minutes * MINUTE)
BUSY = picture(
    invitation(FINANCE, State.UNCLEAR),
    requests=(NEW, replace(WAITING, id=34), request(FINANCE, OTHER_DEPUTY, id=33, asked_at=FRIDAY)),
    reported_at=DEADLINE,
    changes=(CHANGE,),
)


@given(ANY_TIME, st.booleans())
def test_what_was_done_is_never_due_again_at_the_same_moment(now: datetime, closed: bool) -> None:
    seen = replace(BUSY, meeting=CLOSED if closed else MEETING)
    done = frozenset(one.key for one in due(seen, now))
    assert due(replace(seen, done=done), now) == ()


@given(ANY_TIME)
def test_every_due_thing_and_every_letter_has_a_key_of_its_own(now: datetime) -> None:
    found = due(BUSY, now)
    keys = [one.key for one in found]
    letters = [each.key for each in sent(found)]
    assert (len(keys), len(letters)) == (len(set(keys)), len(set(letters)))


@given(ANY_TIME)
def test_a_cancelled_meeting_calls_for_nothing(now: datetime) -> None:
    assert due(replace(BUSY, meeting=replace(MEETING, cancelled_at=INVITED)), now) == ()


@given(ANY_TIME)
def test_a_meeting_that_was_not_convened_calls_for_nothing(now: datetime) -> None:
    assert due(replace(BUSY, meeting=replace(MEETING, invited_at=None)), now) == ()


@given(st.lists(ANY_TIME, min_size=1, max_size=8))
def test_ticks_at_any_moments_even_backwards_remind_nobody_twice_of_the_same(moments: list[datetime]) -> None:
    done: frozenset[str] = frozenset()
    reminded: list[tuple[str, object]] = []
    for now in moments:
        found = due(picture(done=done), now)
        done |= {one.key for one in found}
        reminded += [(each.to, each.context["last"]) for each in sent(found) if each.template == "remind"]
    assert len(reminded) == len(set(reminded))


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 11, 12, 16, 29, 59, tzinfo=ZONE), None),
        (datetime(2026, 11, 12, 16, 30, tzinfo=ZONE), "2026-11-12"),
        (datetime(2026, 11, 12, 23, 59, tzinfo=ZONE), "2026-11-12"),
        (datetime(2026, 11, 13, 0, 0, tzinfo=ZONE), None),
    ],
)
def test_the_digest_of_a_day_is_due_from_its_hour_to_midnight(now: datetime, day: str | None) -> None:
    assert digest_day(now, time(16, 30), POLICY.working) == day


def test_the_head_learns_who_really_wrote_each_request() -> None:
    by_office = pending(by_assistant=True, written_by="vp@snv.example", unverified=True)
    seen = picture(by_office, requests=(request(asked_at=None),))
    (letter,) = sent(called_for("request_to_the_head", seen, MORNING))
    writers = letter.context["writers"]
    assert isinstance(writers, dict)
    assert writers[31] == by_office
