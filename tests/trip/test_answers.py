"""Members answer: what they say is where they stand, and each answer gets one letter."""

from __future__ import annotations

from datetime import timedelta

from mailbot.core.model import Event, State
from tests.trip.stage import Stage


def test_a_member_who_says_that_he_comes_is_recorded_and_thanked(play: Stage) -> None:
    meeting = play.meeting("syt", "sxd")
    play.says("syt", "Tôi xác nhận tham dự phiên họp.")
    assert play.state("syt", meeting) is State.ATTENDS
    assert play.templates("syt") == ["invite", "receipt_attend"]
    assert play.state("sxd", meeting) is State.SILENT


def test_the_same_mail_twice_is_one_answer(play: Stage) -> None:
    meeting = play.meeting("syt")
    raw = play.says("syt", "Tôi dự họp.")
    play.arrives(raw)
    play.run()
    assert [row.status for row in play.ledger()] == ["handled", "duplicate"]
    assert play.templates("syt") == ["invite", "receipt_attend"]
    assert play.state("syt", meeting) is State.ATTENDS
    assert play.inbox() == 0


def test_a_member_who_says_the_same_again_gets_no_second_receipt_that_day(play: Stage) -> None:
    play.meeting("syt")
    play.says("syt", "Tôi dự họp.")
    play.says("syt", "Tôi xác nhận tham dự phiên họp.")
    assert play.templates("syt") == ["invite", "receipt_attend"]


def test_a_member_changes_his_mind_three_times_and_the_last_word_counts(play: Stage) -> None:
    meeting = play.meeting("syt")
    for text in (
        "Tôi dự họp.",
        "Tôi không dự được, xin báo vắng.",
        "Tôi sẽ dự họp.",
        "Xin lỗi, tôi không tham dự được.",
    ):
        play.now += timedelta(minutes=10)
        play.says("syt", text)
    assert play.state("syt", meeting) is State.ABSENT
    assert play.templates("syt")[1:] == ["receipt_attend", "receipt_absent", "receipt_attend", "receipt_absent"]


def test_the_first_answer_fixes_punctuality_and_the_last_one_content(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi dự họp.")
    play.now = meeting.deadline + timedelta(hours=2)
    play.says("syt", "Tôi có việc đột xuất, không dự được.")
    row = play.summary(meeting).rows[0]
    assert row.state is State.ABSENT
    assert row.late_by is None
    assert row.changed_late


def test_an_answer_at_the_very_second_of_the_deadline_is_in_time(play: Stage) -> None:
    meeting = play.meeting("syt", "sxd")
    play.says("syt", "Tôi dự họp.", at=meeting.deadline, run=False)
    play.says("sxd", "Tôi dự họp.", at=meeting.deadline + timedelta(seconds=1), run=False)
    play.now = meeting.deadline + timedelta(minutes=3)
    play.run()
    late = {row.invitation.member.id: row.late_by for row in play.summary(meeting).rows}
    assert late == {"syt": None, "sxd": timedelta(seconds=1)}


def test_an_answer_is_judged_by_receipt_however_late_it_is_processed(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.now = meeting.deadline + timedelta(hours=5)  # the bot was down
    play.says("syt", "Tôi dự họp.", at=meeting.deadline - timedelta(minutes=1))
    assert play.summary(meeting).rows[0].late_by is None


def test_a_mail_that_the_server_had_before_the_counted_one_changes_nothing(play: Stage) -> None:
    meeting = play.meeting("syt")
    early = play.mail("syt", "Tôi dự họp.")
    received = play.now
    play.now += timedelta(hours=1)
    play.says("syt", "Tôi không dự được, xin báo vắng.")
    play.arrives(early, received + timedelta(minutes=1))
    play.run()
    assert play.state("syt", meeting) is State.ABSENT
    assert play.last_rule() == "overtaken"


def test_an_answer_after_the_start_is_recorded_without_effect(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.now = meeting.starts_at
    play.says("syt", "Tôi dự họp.")
    assert play.state("syt", meeting) is State.SILENT
    assert play.last_rule() == "after_the_start"


def test_a_mail_about_another_meeting_counts_there_and_only_there(play: Stage) -> None:
    first = play.meeting("syt", title="Phiên họp quý IV/2026")
    second = play.meeting("syt", title="Hội nghị tổng kết năm 2026", starts_in=timedelta(days=20))
    play.says("syt", "Tôi dự họp.", about=second)
    assert play.state("syt", second) is State.ATTENDS
    assert play.state("syt", first) is State.SILENT


def test_with_two_meetings_open_a_mail_that_names_none_is_for_a_person(play: Stage) -> None:
    first = play.meeting("syt")
    second = play.meeting("syt", title="Hội nghị tổng kết năm 2026", starts_in=timedelta(days=20))
    play.says("syt", "Tôi dự họp.", to="")
    assert {play.state("syt", first), play.state("syt", second)} == {State.SILENT}
    assert play.waiting_for_people() == ["several_meetings"]


def test_a_mail_without_any_reference_counts_for_the_only_open_meeting(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi xác nhận tham dự phiên họp.", to="")
    assert play.state("syt", meeting) is State.ATTENDS


def test_the_secretary_may_answer_for_the_member_and_it_is_seen(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Đồng chí Giám đốc Sở sẽ trực tiếp tham dự phiên họp.", sender="vanthu@syt.binhdinh.example")
    standing = play.invitation("syt", meeting)
    assert (standing.state, standing.by_assistant) == (State.ATTENDS, True)


def test_who_answers_with_the_letter_of_another_member_is_for_a_person(play: Stage) -> None:
    meeting = play.meeting("syt", "sxd")
    raw = play.mail("sxd", "Tôi dự họp.", sender=play.address("syt"))
    play.arrives(raw)
    play.run()
    assert {play.state("syt", meeting), play.state("sxd", meeting)} == {State.SILENT}
    assert play.last_rule() == "letter_of_another"


def test_a_stranger_gets_no_letter_and_stays_in_the_inbox(play: Stage) -> None:
    play.meeting("syt")
    play.servers.add_user("ai.do@noikhac.example", "pw")
    play.says("ai.do@noikhac.example", "Tôi xác nhận tham dự phiên họp.", to="")
    assert play.letters("ai.do@noikhac.example") == []
    assert play.waiting_for_people() == ["stranger"]
    assert play.inbox() == 1


def test_a_question_changes_nothing_and_goes_to_a_clerk(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Cho tôi hỏi phiên họp bắt đầu lúc mấy giờ?")
    assert play.state("syt", meeting) is State.SILENT
    assert play.templates("syt") == ["invite", "receipt_question"]
    assert play.waiting_for_people() == ["question"]


def test_an_undecided_answer_is_asked_about_once_and_then_left_to_a_person(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi sẽ cố gắng tham dự.")
    play.now += timedelta(days=1)
    play.says("syt", "Có thể tôi sẽ dự, để xem lịch đã.")
    assert play.state("syt", meeting) is State.UNCLEAR
    assert play.templates("syt") == ["invite", "clarify"]
    assert play.waiting_for_people() == ["doubtful_asked", "doubtful"]


def test_a_clear_answer_settles_the_doubt_before_it_and_clears_the_inbox(play: Stage) -> None:
    play.meeting("syt")
    play.says("syt", "Tôi sẽ cố gắng tham dự.")
    assert play.waiting_for_people() == ["doubtful_asked"]
    play.now += timedelta(hours=1)
    play.says("syt", "Tôi dự họp.", to="clarify")
    assert play.waiting_for_people() == []
    assert play.inbox() == 0


def test_a_doubt_after_a_clear_answer_does_not_overturn_it(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi dự họp.")
    play.says("syt", "Tôi sẽ cố gắng tham dự.")
    assert play.state("syt", meeting) is State.ATTENDS


def test_handled_mails_are_filed_and_doubtful_ones_stay_in_the_inbox(play: Stage) -> None:
    play.meeting("syt", "sxd")
    play.says("syt", "Tôi dự họp.")
    play.says("sxd", "Tôi sẽ cố gắng tham dự.")
    assert (play.filed(), play.inbox()) == (1, 1)


def test_the_heads_yes_to_his_invitation_is_attendance_and_no_consent(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay.")
    play.says("ct", "Đồng ý")
    assert play.state("ct", meeting) is State.ATTENDS
    assert play.state("syt", meeting) is State.PENDING


def test_the_heads_seat_is_apart_from_the_figures(play: Stage) -> None:
    meeting = play.meeting("ct", "syt", "sxd")
    play.says("ct", "Tôi dự họp.")
    summary = play.summary(meeting)
    assert summary.total == 2
    assert sum(summary.counts.values()) == 2
    assert summary.chair is not None
    assert summary.chair.state is State.ATTENDS


def test_a_guest_may_send_an_officer_without_anybodys_consent(play: Stage) -> None:
    guest = play.guest()
    meeting = play.meeting("syt", guests=[guest])
    play.says(guest.email, "Báo Bình Định cử đồng chí Lê Hoài Nam, Trưởng phòng Thời sự, dự họp.")
    assert play.state(guest.email, meeting) is State.ATTENDS
    assert play.requests(meeting) == []
    assert play.templates(guest.email) == ["invite", "receipt_guest"]
    assert play.summary(meeting).total == 1


def test_a_member_of_the_committee_who_is_not_invited_is_for_a_person(play: Stage) -> None:
    meeting = play.meeting("syt")
    play.says("sxd", "Tôi xác nhận tham dự phiên họp.", to="")
    assert play.last_rule() == "not_invited"
    assert [row.invitation.member.id for row in play.summary(meeting).rows] == ["syt"]


def test_every_journal_line_names_the_rule_and_the_words_it_rests_on(play: Stage) -> None:
    from mailbot.store import journals

    meeting = play.meeting("syt")
    play.says("syt", "Tôi xác nhận tham dự phiên họp.")
    with play.app.store.read() as connection:
        (line,) = journals.lines(connection, meeting.id)
    assert (line.event, line.rule, line.actor) == (Event.ATTEND.value, "attends", "mail")
    assert line.words
