"""A seat changes hands between the invitation and the meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mailbot.core.model import RequestStatus, State
from mailbot.office.meetings import convene
from mailbot.office.seats import reseat
from mailbot.store import seats
from tests.trip.stage import Stage
from tests.trip.test_substitutes import LAM


def hand_over(play: Stage, seat: str) -> list[str]:
    """The roster is imported anew with another person in this seat, at the same address."""
    members = tuple(replace(m, name="Phạm Văn Mới") if m.id == seat else m for m in play.members)
    new = replace(play.members, members=members)
    with play.app.store.begin() as connection:
        seats.replace_all(connection, new, play.now)
        told = reseat(connection, play.app.desk, new, play.now)
    return told


def test_a_new_holder_inherits_no_answer_and_is_invited_himself(play: Stage) -> None:
    meeting = play.meeting("syt", "sxd")
    play.says("syt", "Tôi dự họp.")
    play.now += timedelta(hours=1)
    (line,) = hand_over(play, "syt")
    assert meeting.code in line
    assert play.state("syt", meeting) is State.SILENT
    convene(play.app.desk, meeting.code, play.now)
    play.run()
    assert play.templates("syt") == ["invite", "receipt_attend", "invite"]
    assert play.templates("sxd") == ["invite"]


def test_a_new_holder_inherits_no_consent(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý", to="approval")
    play.now += timedelta(hours=1)
    hand_over(play, "syt")
    assert play.state("syt", meeting) is State.SILENT
    assert [request.status for request in play.requests(meeting)] == [RequestStatus.VOIDED]


def test_a_new_telephone_number_voids_nothing(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi dự họp.")
    members = tuple(replace(m, phone="0256 1") if m.id == "syt" else m for m in play.members)
    new = replace(play.members, members=members)
    with play.app.store.begin() as connection:
        seats.replace_all(connection, new, play.now)
        assert reseat(connection, play.app.desk, new, play.now) == []
    assert play.state("syt", meeting) is State.ATTENDS
