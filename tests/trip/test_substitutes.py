"""Somebody in a member's place: rank decides first, then the Head, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

from mailbot.core.model import MeetingKind, RequestStatus, State
from mailbot.office.meeting_changes import move
from tests.trip.stage import Stage

LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."
CUONG = "Tôi đi công tác Hà Nội, xin cử đồng chí Hà Mạnh Cường - Phó Giám đốc Sở dự thay."
THANG = "Tôi bận họp Tỉnh ủy, đề nghị để đồng chí Ngô Đức Thắng, Phó Giám đốc Sở, dự họp thay tôi."
LONG = "Đề nghị cho đồng chí Tạ Hoàng Long, Phó Giám đốc Sở, dự thay tôi."


def test_a_deputy_is_put_before_the_head_and_goes_once_he_agrees(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    assert play.state("syt", meeting) is State.PENDING
    assert play.templates("ct") == ["invite", "chair_request"]
    play.says("ct", "Đồng ý.", to="approval")
    assert play.state("syt", meeting) is State.SUBSTITUTE
    assert play.templates("syt") == ["invite", "receipt_pending", "decision_agreed"]
    assert play.templates("vanthu@syt.binhdinh.example") == ["substitute_invited"]
    assert "office_decision" in play.templates("kstt@vpub.binhdinh.example")
    assert play.templates("ct")[-1] == "chair_echo"


def test_the_substitute_gets_the_meeting_as_a_calendar_entry(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý", to="approval")
    (letter,) = play.letters("vanthu@syt.binhdinh.example")
    assert [part.get_content_type() for part in letter.walk()].count("text/calendar") == 1


def test_a_division_leader_is_refused_before_the_head_is_disturbed(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", "Tôi cử đồng chí Trần Văn Bảy, Trưởng phòng Nghiệp vụ Y, dự thay.")
    assert play.state("syt", meeting) is State.UNCLEAR
    assert play.templates("syt") == ["invite", "refuse_division"]
    assert play.templates("ct") == ["invite"]
    assert play.requests(meeting) == []


def test_the_head_of_a_centre_is_refused_without_citing_the_division_level(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", "Cử đồng chí Trần Văn Bảy, Giám đốc Trung tâm Kiểm soát bệnh tật, dự thay tôi.")
    assert play.templates("syt") == ["invite", "refuse_unit"]


def test_a_substitute_of_unknown_post_is_asked_about_and_then_put_before_the_head(play: Stage) -> None:
    meeting = play.meeting("ct", "sct")
    play.says("sct", "Đồng chí Trần Văn Bảy sẽ dự thay tôi.")
    assert play.state("sct", meeting) is State.UNCLEAR
    assert play.templates("sct") == ["invite", "clarify"]
    play.says("sct", "Đồng chí Trần Văn Bảy, Phó Giám đốc Sở.", to="clarify")
    assert play.state("sct", meeting) is State.PENDING
    assert play.templates("ct") == ["invite", "chair_request"]


def test_three_requests_within_half_an_hour_are_one_numbered_list_after_the_first(play: Stage) -> None:
    play.meeting("ct", "syt", "sxd", "stc")
    play.says("syt", LAM)
    play.now += timedelta(minutes=5)
    play.says("sxd", CUONG)
    play.says("stc", THANG)
    assert play.templates("ct") == ["invite", "chair_request"]
    play.later(minutes=26)
    assert play.templates("ct") == ["invite", "chair_request", "chair_list"]


def test_the_head_agrees_to_some_and_not_to_others_by_number(play: Stage) -> None:
    meeting = play.meeting("ct", "syt", "sxd", "stc", "skhcn")
    play.says("syt", LAM)
    play.now += timedelta(minutes=1)
    for who, text in (("sxd", CUONG), ("stc", THANG), ("skhcn", LONG)):
        play.says(who, text)
    play.later(minutes=31)
    play.says("ct", "Đồng ý 1, 3; không đồng ý 2", to="approval")
    assert play.state("sxd", meeting) is State.SUBSTITUTE
    assert play.state("stc", meeting) is State.REFUSED
    assert play.state("skhcn", meeting) is State.SUBSTITUTE
    assert play.state("syt", meeting) is State.PENDING  # was on another list


def test_a_refusal_with_an_order_tells_the_member_to_come_himself(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Không đồng ý, yêu cầu Giám đốc trực tiếp dự.", to="approval")
    assert play.state("syt", meeting) is State.REFUSED
    letter = play.letters("syt", kind="clarify")[-1].get_body(("plain",))
    assert letter is not None
    assert "trực tiếp" in letter.get_content()


def test_approve_in_english_is_a_consent(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "approve", to="approval")
    assert play.state("syt", meeting) is State.SUBSTITUTE


def test_nobody_but_the_head_can_consent(play: Stage) -> None:
    meeting = play.meeting("ct", "pct", "syt")
    play.says("syt", LAM)
    play.arrives(play.mail("ct", "Đồng ý", to="approval", sender="thuky.ct@binhdinh.example"))
    play.arrives(play.mail("ct", "Đồng ý", to="approval", sender="pct.thuongtruc@binhdinh.example"))
    play.arrives(play.mail("ct", "Đồng ý", to="approval", sender="ke.gian@noikhac.example"))
    play.run()
    assert play.state("syt", meeting) is State.PENDING
    assert {row.status for row in play.ledger()[1:]} == {"review"}


def test_a_member_cannot_approve_his_own_request(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.arrives(play.mail("ct", "Đồng ý", to="approval", sender=play.address("syt")))
    play.run()
    assert play.state("syt", meeting) is State.PENDING


def test_consent_after_the_member_withdrew_has_no_effect(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.now += timedelta(minutes=10)
    play.says("syt", "Tôi đã thu xếp được, tôi trực tiếp dự họp.")
    play.says("ct", "Đồng ý", to="approval")
    assert play.state("syt", meeting) is State.ATTENDS
    assert play.last_rule() == "word_on_closed_requests"
    assert "substitute_invited" not in play.templates("vanthu@syt.binhdinh.example")


def test_a_member_who_comes_after_all_releases_the_substitute(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý", to="approval")
    play.now += timedelta(hours=1)
    play.says("syt", "Lịch thay đổi, tôi trực tiếp dự họp.")
    assert play.state("syt", meeting) is State.ATTENDS
    assert [request.status for request in play.requests(meeting)] == [RequestStatus.VOIDED]
    assert play.templates("vanthu@syt.binhdinh.example") == ["substitute_invited", "substitute_released"]


def test_another_substitute_voids_the_consent_and_needs_a_new_one(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý", to="approval")
    play.now += timedelta(hours=1)
    play.says("syt", "Xin thay đổi người dự thay: đồng chí Trần Thị Chín, Phó Giám đốc Sở, dự thay tôi.")
    assert play.state("syt", meeting) is State.PENDING
    assert [request.status for request in play.requests(meeting)] == [RequestStatus.VOIDED, RequestStatus.OPEN]


def test_a_second_yes_on_a_used_request_changes_nothing(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý", to="approval")
    letters = len(play.templates("syt"))
    play.now += timedelta(minutes=5)
    play.says("ct", "Đồng ý nhé", to="approval")
    assert play.state("syt", meeting) is State.SUBSTITUTE
    assert len(play.templates("syt")) == letters
    assert play.last_rule() == "word_on_closed_requests"


def test_a_yes_after_a_no_does_not_revive_the_request(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Không đồng ý", to="approval")
    play.now += timedelta(minutes=5)
    play.says("ct", "Đồng ý", to="approval")
    assert play.state("syt", meeting) is State.REFUSED


def test_the_head_takes_his_consent_back_before_the_start(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý", to="approval")
    play.now += timedelta(hours=1)
    play.says("ct", "Không đồng ý, yêu cầu đồng chí Giám đốc trực tiếp dự.", to="approval")
    assert play.state("syt", meeting) is State.REFUSED
    assert play.templates("syt")[-1] == "decision_revoked"
    assert play.templates("vanthu@syt.binhdinh.example")[-1] == "substitute_released"


def test_a_yes_without_any_list_binds_to_nothing_and_the_list_is_sent_again(play: Stage) -> None:
    meeting = play.meeting("syt", "sxd")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý", to="")
    assert play.state("syt", meeting) is State.PENDING


def test_a_number_that_is_not_on_the_list_consents_to_nothing(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý 1, 2", to="approval")
    assert play.state("syt", meeting) is State.PENDING
    assert play.last_rule() == "unclear_word"
    assert play.templates("ct")[-1] == "chair_unclear"


def test_the_head_who_wants_to_think_leaves_the_request_open(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Để tôi xem đã.", to="approval")
    assert play.state("syt", meeting) is State.PENDING
    assert play.waiting_for_people() == ["unclear_word"]


def test_whom_the_head_named_with_his_post_needs_no_second_request(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý nhưng phải là đồng chí Trần Thị Chín, Phó Giám đốc Sở.", to="approval")
    assert play.state("syt", meeting) is State.REFUSED
    play.now += timedelta(hours=1)
    play.says("syt", "Tôi xin cử đồng chí Trần Thị Chín, Phó Giám đốc Sở, dự thay.", to="clarify")
    assert play.state("syt", meeting) is State.SUBSTITUTE
    assert play.templates("vanthu@syt.binhdinh.example") == ["substitute_invited"]


def test_the_standing_vice_chairs_substitute_is_settled_by_a_person(play: Stage) -> None:
    meeting = play.meeting("ct", "pct")
    play.says("pct", "Tôi bận, giao đồng chí Phạm Thị Thu, Phó Chánh Văn phòng UBND tỉnh, dự thay.")
    assert play.state("pct", meeting) is State.UNCLEAR
    assert play.requests(meeting) == []
    assert play.waiting_for_people() != []


def test_an_unanswered_request_is_put_before_the_head_again_at_most_twice(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", LAM)
    for _ in range(12):
        play.later(hours=8)
    assert play.templates("ct").count("chair_request") == 3
    assert play.templates("ct")[0] == "invite"


def test_silence_of_the_head_is_never_consent(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.now = meeting.starts_at
    play.run()
    assert play.state("syt", meeting) is State.PENDING
    assert [request.status for request in play.requests(meeting)] == [RequestStatus.EXPIRED]
    assert play.templates("syt")[-1] == "expired"


def test_a_consent_before_a_new_time_does_not_hold_for_it(play: Stage) -> None:
    from mailbot.office.meeting_changes import move

    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    moved = move(
        play.app.desk,
        meeting.code,
        play.now,
        starts_at=meeting.starts_at + timedelta(days=2),
        place=None,
        deadline=None,
    )
    play.run()
    play.says("ct", "Đồng ý", to="approval")
    assert play.state("syt", moved) is State.SILENT
    assert play.templates("syt")[-1] == "meeting_moved"


def test_a_two_hour_ad_hoc_meeting_runs_its_whole_course(play: Stage) -> None:
    meeting = play.meeting(
        "ct", "syt", "sxd",
        kind=MeetingKind.AD_HOC,
        title="Họp đột xuất ứng phó bão",
        starts_in=timedelta(hours=3),
        deadline=play.now + timedelta(hours=2),
    )  # fmt: skip
    play.now += timedelta(minutes=5)
    play.says("syt", "Tôi dự họp.")
    play.says("sxd", CUONG)
    play.says("ct", "Đồng ý", to="approval")
    play.later(hours=2)
    assert play.templates("ct")[-1] == "summary"
    assert play.state("sxd", meeting) is State.SUBSTITUTE
    assert play.summary(meeting).headline() == "1/2 đồng chí tham dự; 1 dự thay đã được đồng ý"


def test_a_substitute_who_was_told_hears_of_another_room_and_finds_it_in_his_calendar(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Đồng ý.", to="approval")
    move(play.app.desk, meeting.code, play.now, starts_at=None, place="Hội trường B", deadline=None)
    play.run()
    agency = "vanthu@syt.binhdinh.example"
    assert play.templates(agency) == ["substitute_invited", "substitute_invited"]
    entries = [part.get_content() for letter in play.letters(agency) for part in letter.walk()
               if part.get_content_type() == "text/calendar" and isinstance(part, EmailMessage)]  # fmt: skip
    assert [("SEQUENCE:1" in entry, "Hội trường B" in entry) for entry in entries] == [(False, False), (True, True)]
