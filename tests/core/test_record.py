"""The year's record: who was invited, how he answered, who came; each for his own meetings, and no score."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.model import Invitation, Meeting, Member, Presence, Role, State
from mailbot.core.record import Figures, MemberRecord, Record, Sitting, record, year_record
from tests.core.rules.cases import EVERYBODY, FINANCE, GUEST, HEAD, HOME, INVITED, MEETING, STANDING, VICE, ZONE

END = datetime(2026, 12, 31, 12, 0, tzinfo=ZONE)


def sitting(*stands: Invitation, days: int = 0, came: dict[str, Presence] | None = None, **values: Any) -> Sitting:
    """A meeting so many days before the usual one, with everybody silent but those who are named."""
    meeting: Meeting = replace(MEETING, id=100 - days, starts_at=MEETING.starts_at - timedelta(days=days))
    meeting = replace(meeting, deadline=meeting.starts_at - timedelta(days=1), **values)
    named = {each.member.id: each for each in stands}
    everybody = [named.pop(each.id, Invitation(0, each, invited_at=INVITED)) for each in EVERYBODY]
    invitations = tuple(replace(each, meeting_id=meeting.id) for each in (*everybody, *named.values()))
    return Sitting(meeting, invitations, came or {})


def stands(member: Member, state: State, **values: Any) -> Invitation:
    return replace(Invitation(0, member, state, invited_at=INVITED), **values)


def of(found: Record, member: Member) -> Figures:
    (line,) = [each for each in found.members if each.member.id == member.id and each.member.name == member.name]
    return line.figures


def test_each_state_is_counted_over_the_meetings_of_the_year() -> None:
    found = year_record(
        [
            sitting(stands(HOME, State.ATTENDS), days=200),
            sitting(stands(HOME, State.ATTENDS), stands(FINANCE, State.SUBSTITUTE), days=100),
            sitting(stands(HOME, State.REFUSED), stands(FINANCE, State.UNCLEAR)),
        ],
        2026, END, ZONE,
    )  # fmt: skip
    assert dict(of(found, HOME).states) == dict.fromkeys(State, 0) | {State.ATTENDS: 2, State.REFUSED: 1}
    assert of(found, FINANCE).states[State.SILENT] == 1
    assert (of(found, VICE).invited, of(found, VICE).states[State.SILENT]) == (3, 3)
    assert [meeting.id for meeting in found.meetings] == [-100, 0, 100]


@given(st.lists(st.lists(st.sampled_from(State), min_size=6, max_size=6), max_size=4))
def test_states_sum_to_the_invitations_by_member_by_agency_and_in_all(year: list[list[State]]) -> None:
    meetings = [
        sitting(*(stands(each, state) for each, state in zip(EVERYBODY, states, strict=True)), days=number)
        for number, states in enumerate(year)
    ]
    found = year_record(meetings, 2026, END, ZONE)
    assert found.total.invited == 4 * len(year)
    for lines in (found.members, found.agencies):
        for state in State:
            assert sum(line.figures.states[state] for line in lines) == found.total.states[state]


def test_the_head_and_guests_are_not_counted() -> None:
    found = year_record([sitting(stands(HEAD, State.ABSENT), stands(GUEST, State.ATTENDS))], 2026, END, ZONE)
    assert [line.member for line in found.members] == [STANDING, HOME, FINANCE, VICE]
    assert found.total.states[State.ABSENT] == found.total.states[State.ATTENDS] == 0


def test_called_off_unheld_and_unconvened_meetings_are_not_counted_but_told() -> None:
    found = year_record(
        [
            sitting(days=90),
            sitting(days=60, cancelled_at=INVITED),
            sitting(days=30, invited_at=None),
            sitting(days=0),
        ],
        2026, MEETING.starts_at - timedelta(seconds=1), ZONE,
    )  # fmt: skip
    assert (len(found.meetings), found.cancelled, found.upcoming) == (1, 1, 1)
    assert found.total.invited == 4
    assert year_record([sitting()], 2026, MEETING.starts_at, ZONE).upcoming == 0


def test_the_year_is_that_of_the_offices_clock() -> None:
    new_year = datetime(2027, 1, 1, 6, 0, tzinfo=ZONE)  # still 2026 in UTC
    late = replace(sitting(), meeting=replace(MEETING, starts_at=new_year))
    assert not year_record([late], 2026, new_year + timedelta(days=1), ZONE).meetings
    assert year_record([late], 2027, new_year + timedelta(days=1), ZONE).meetings
    day = date(2027, 1, 1)
    assert record([late], day, day, new_year + timedelta(days=1), ZONE).meetings


def test_who_held_a_seat_for_a_part_of_the_year_has_his_own_meetings_alone() -> None:
    successor = replace(HOME, name="Lý Thị Mai", email="mai@snv.example")
    second = sitting(days=10)
    changed = [replace(i, member=successor) if i.member.id == HOME.id else i for i in second.invitations]
    found = year_record(
        [sitting(days=300), sitting(days=200), replace(second, invitations=tuple(changed))], 2026, END, ZONE
    )
    names = [line.member.name for line in found.members]
    assert names == [STANDING.name, HOME.name, "Lý Thị Mai", FINANCE.name, VICE.name]
    assert (of(found, HOME).invited, of(found, successor).invited) == (2, 1)
    (agency,) = [line for line in found.agencies if line.agency == HOME.agency]
    assert agency.figures.invited == 3


def test_a_name_that_was_written_without_its_marks_is_the_same_holder_as_last_written() -> None:
    first = sitting(days=10)
    bare = [replace(i, member=replace(HOME, name="Dao Thi Hoa")) if i.member is HOME else i for i in first.invitations]
    found = year_record([replace(first, invitations=tuple(bare)), sitting()], 2026, END, ZONE)
    assert [line.member for line in found.members] == [STANDING, HOME, FINANCE, VICE]
    assert of(found, HOME).invited == 2


def test_agencies_are_one_by_name_in_protocol_order() -> None:
    second_seat = Member("SNV2", "Ngô Văn Ba", "Phó Giám đốc", "SỞ NỘI VỤ", Role.MEMBER, "ba@snv.example", order=9)
    found = year_record([sitting(stands(second_seat, State.ATTENDS))], 2026, END, ZONE)
    assert [line.agency.casefold() for line in found.agencies] == ["ubnd tỉnh", "sở nội vụ", "sở tài chính"]
    assert [line.figures.invited for line in found.agencies] == [2, 2, 1]


def test_late_is_who_first_answered_after_the_deadline_and_not_who_was_never_reached() -> None:
    late = MEETING.deadline + timedelta(hours=1)
    found = year_record(
        [
            sitting(
                stands(HOME, State.ATTENDS, first_answer_at=late, last_answer_at=late),
                stands(FINANCE, State.ATTENDS, first_answer_at=late, last_answer_at=late, undeliverable=True),
            )
        ],
        2026, END, ZONE,
    )  # fmt: skip
    assert (of(found, HOME).late, of(found, FINANCE).late, found.total.late) == (1, 0, 1)
    assert (of(found, FINANCE).unreached, found.total.unreached) == (1, 1)


@pytest.mark.parametrize(
    ("noted", "kind"),
    [
        (None, "not_noted"),
        (Presence(), "not_noted"),
        (Presence(None, "Trần Văn Bình"), "not_noted"),
        (Presence(False), "stayed_away"),
        (Presence(True), "came"),
        (Presence(True, "đồng chí Đào Thị Hoa"), "came"),
        (Presence(True, "Trần Văn Bình"), "came_for_him"),
    ],
)
def test_who_really_came_is_counted_beside_what_was_confirmed(noted: Presence | None, kind: str) -> None:
    came = {HOME.id: noted} if noted else {}
    found = year_record([sitting(stands(HOME, State.SUBSTITUTE), came=came)], 2026, END, ZONE)
    figures = of(found, HOME)
    kinds = ("came", "came_for_him", "stayed_away", "not_noted")
    assert {each: getattr(figures, each) for each in kinds} == {each: int(each == kind) for each in kinds}
    assert figures.noted == int(kind != "not_noted")
    assert found.has_presence is (kind != "not_noted")
    assert figures.states[State.SUBSTITUTE] == 1


def test_nothing_in_the_record_is_a_score() -> None:
    names = {each.name for kind in (Figures, MemberRecord, Record) for each in dataclasses.fields(kind)}
    assert not names & {"score", "rank", "rate", "share", "points", "grade"}
    assert year_record([], 2026, END, ZONE).total.invited == 0
