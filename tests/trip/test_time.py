"""What the clock calls for: reminders, the summary at the deadline, supplements, digests; each once."""

from __future__ import annotations

import email
import email.policy
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from mailbot import trip
from mailbot.app import Figures
from mailbot.core.model import Decision, MeetingKind, State
from mailbot.core.rules import Case, decide
from mailbot.demo.servers import EmbeddedServers
from mailbot.desk import Desk, intake
from mailbot.mailbox import Mailbox
from mailbot.office.meeting_changes import move
from mailbot.office.meetings import NewMeeting, add_meeting, convene
from mailbot.store import reviews
from mailbot.store.ledger import Status
from mailbot.store.tables import request
from tests.trip.stage import OFFICE, ZONE, Stage


def test_who_is_silent_is_reminded_twice_and_who_answered_is_not(play: Stage) -> None:
    play.meeting("ct", "syt", "sxd", starts_in=timedelta(days=10))
    play.says("syt", "Tôi dự họp.")
    for _ in range(9):
        play.later(days=1)
    assert play.templates("sxd").count("remind") == 2
    assert "remind" not in play.templates("syt")
    assert "remind" not in play.templates("ct")


def test_after_a_long_gap_only_the_latest_reminder_goes_out(play: Stage) -> None:
    meeting = play.meeting("syt", starts_in=timedelta(days=10))
    play.now = meeting.deadline - timedelta(hours=3)
    play.run()
    assert play.templates("syt") == ["invite", "remind"]


def test_at_the_deadline_the_head_and_the_standing_vice_chair_get_the_summary(play: Stage) -> None:
    meeting = play.meeting("ct", "pct", "syt", "sxd")
    play.says("syt", "Tôi dự họp.")
    play.now = meeting.deadline + timedelta(minutes=1)
    play.run()
    assert play.templates("ct")[-1] == "summary"
    assert "summary" in play.templates("pct")
    assert play.templates("sxd")[-1] == "deadline_passed"
    assert play.templates("syt")[-1] == "receipt_attend"
    play.later(minutes=5)
    assert play.templates("ct").count("summary") == 1


def test_the_seven_states_of_the_summary_sum_to_the_invited(play: Stage) -> None:
    meeting = play.meeting()
    for who, text in (
        ("syt", "Tôi dự họp."),
        ("sxd", "Tôi không dự được, xin báo vắng."),
        ("stc", "Đề nghị cho đồng chí Ngô Đức Thắng, Phó Giám đốc Sở, dự thay tôi."),
        ("stp", "Tôi sẽ cố gắng tham dự."),
    ):
        play.says(who, text)
    summary = play.summary(meeting)
    assert sum(summary.counts.values()) == summary.total == 26
    assert summary.counts[State.SILENT] == 22


def test_a_change_after_the_summary_goes_out_as_a_supplement(play: Stage) -> None:
    meeting = play.meeting("ct", "pct", "syt")
    play.now = meeting.deadline + timedelta(minutes=1)
    play.run()
    play.now += timedelta(minutes=10)
    play.says("syt", "Tôi dự họp.")
    assert "supplement" not in play.templates("ct")
    play.later(minutes=31)
    assert play.templates("ct")[-1] == "supplement"
    play.later(minutes=31)
    assert play.templates("ct").count("supplement") == 1


def test_a_change_in_the_last_two_hours_is_reported_at_once(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.now = meeting.deadline + timedelta(minutes=1)
    play.run()
    play.now = meeting.starts_at - timedelta(hours=1)
    play.says("syt", "Tôi dự họp.")
    assert play.templates("ct")[-1] == "supplement"


def test_the_summary_waits_for_answers_that_came_in_time_and_are_not_fetched_yet(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", "Tôi dự họp.", at=meeting.deadline, run=False)
    play.now = meeting.deadline + timedelta(seconds=30)
    play.app.do_due(Figures())  # the clock ticks before the mailbox is looked at
    assert "summary" not in play.templates("ct")
    play.run()
    assert play.templates("ct")[-1] == "summary"
    assert play.summary(meeting).counts[State.ATTENDS] == 1


def test_the_office_gets_one_digest_a_day_and_can_read_it_in_the_inbox(play: Stage) -> None:
    play.meeting("syt", "sxd")
    play.says("sxd", "Tôi sẽ cố gắng tham dự.")
    play.now = datetime(2026, 11, 2, 16, 31, tzinfo=ZONE)
    play.run()
    play.later(minutes=20)
    assert play.templates(OFFICE).count("digest") == 1
    subjects = [
        str(email.message_from_bytes(raw, policy=email.policy.default)["subject"])
        for raw in play.servers.messages(OFFICE)
    ]
    assert any("Tổng hợp ngày 02/11/2026: 1 thư cần xử lý" in subject for subject in subjects)


def test_on_a_quiet_sunday_there_is_no_digest(play: Stage) -> None:
    play.now = datetime(2026, 11, 8, 16, 31, tzinfo=ZONE)
    play.run()
    assert play.templates(OFFICE) == []


def test_an_invitation_that_bounces_marks_the_invitee_as_not_reached(play: Stage) -> None:
    assert isinstance(play.servers, EmbeddedServers)
    play.servers.mail.bouncing.add(play.address("sxd"))
    meeting = play.meeting("ct", "syt", "sxd")
    assert play.invitation("sxd", meeting).undeliverable
    play.now = meeting.deadline + timedelta(minutes=1)
    play.run()
    assert "deadline_passed" not in play.templates("sxd")
    assert [row.invitation.member.id for row in play.summary(meeting).undeliverable] == ["sxd"]


def test_an_out_of_office_is_no_answer_and_gets_none(play: Stage) -> None:
    meeting = play.meeting("syt")
    raw = play.mail("syt", "Tôi đang đi công tác, đồng chí Nguyễn Bá Lâm dự họp thay. Tôi sẽ trả lời sau khi trở về.")
    play.arrives(raw.replace(b"To: ", b"Auto-Submitted: auto-replied\r\nTo: ", 1))
    play.run()
    assert play.state("syt", meeting) is State.SILENT
    assert play.templates("syt") == ["invite"]
    assert play.last_rule() == "automatic_mail"


def test_a_crash_between_commit_and_filing_changes_nothing(play: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi dự họp.", run=False)

    def killed(*_: object) -> int:
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr("mailbot.app.file_away", killed)
        with pytest.raises(SystemExit):
            play.run()
    assert play.state("syt", meeting) is State.ATTENDS
    assert (play.inbox(), play.filed()) == (1, 0)
    play.run()
    assert (play.inbox(), play.filed()) == (0, 1)
    assert play.templates("syt") == ["invite", "receipt_attend"]


def test_a_crash_in_the_midst_of_applying_leaves_nothing_and_the_mail_is_handled_afterwards(
    play: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi dự họp.", run=False)

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Desk, "enqueue", broken)
        assert play.run().failed == 1
    assert play.state("syt", meeting) is State.SILENT
    assert [row.status for row in play.ledger()] == ["received"]
    play.run()
    assert play.state("syt", meeting) is State.ATTENDS


def test_a_mail_that_fails_three_times_is_left_to_a_person_and_the_next_one_goes_on(
    play: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = play.meeting("syt", "sxd")
    play.says("syt", "Tôi dự họp.", run=False)
    play.says("sxd", "Tôi dự họp.", run=False)

    def sick(case: Case) -> Decision:
        if case.reading.sender == "syt":
            raise ZeroDivisionError
        return decide(case)

    monkeypatch.setattr(trip, "decide", sick)
    for _ in range(4):
        play.run()
    assert play.state("sxd", meeting) is State.ATTENDS
    assert [row.status for row in play.ledger()] == [Status.FAILED.value, Status.HANDLED.value]
    assert play.inbox() == 1


def test_a_failed_mail_is_handled_once_more_when_the_office_asks_for_it(
    play: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = play.meeting("syt")
    play.says("syt", "Tôi dự họp.", run=False)

    def sick(_: Case) -> Decision:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(trip, "decide", sick)
        for _ in range(4):
            play.run()
    with play.app.store.begin() as connection:
        assert reviews.retry(connection, play.ledger()[0].id)
        assert not reviews.retry(connection, play.ledger()[0].id)
    play.run()
    assert play.state("syt", meeting) is State.ATTENDS


def test_renumbered_folders_are_read_again_without_any_effect_twice(play: Stage) -> None:
    play.meeting("syt", "sxd")
    play.says("sxd", "Tôi sẽ cố gắng tham dự.")
    assert isinstance(play.servers, EmbeddedServers)
    play.servers.renumber(OFFICE, 4242)
    play.run()
    assert [row.status for row in play.ledger()] == ["review", "duplicate"]
    assert play.templates("sxd") == ["invite", "clarify"]
    assert play.inbox() == 1  # a person still has to see it


def test_the_fingerprint_ignores_what_a_second_delivery_path_adds() -> None:
    raw = b"Received: from a\r\nFrom: x@a.example\r\nMessage-ID: <1@a>\r\nSubject: s\r\n\r\nbody\r\n"
    again = raw.replace(b"from a", b"from b by c")
    assert intake.fingerprints(raw)[1:] == intake.fingerprints(again)[1:]
    assert intake.fingerprints(raw)[0] != intake.fingerprints(again)[0]
    assert intake.fingerprints(raw)[1] != intake.fingerprints(raw.replace(b"body", b"other"))[1]


def test_a_letter_written_before_the_move_and_sent_after_it_is_about_the_old_time(play: Stage) -> None:
    start = play.now + timedelta(days=7)
    wanted = NewMeeting(MeetingKind.QUARTERLY, "Phiên họp quý IV/2026", start, "Hội trường A", "Đồng chí A", ("syt",))
    meeting, _ = convene(play.app.desk, add_meeting(play.app.desk, wanted, play.now).code, play.now)
    play.now += timedelta(hours=1)  # the SMTP server is down meanwhile
    move(play.app.desk, meeting.code, play.now, starts_at=start + timedelta(days=1), place=None, deadline=None)
    play.now += timedelta(hours=1)
    play.run()
    old = play.letters("syt")[0]
    new = play.letters("syt")[-1]
    raw = play.mail("syt", "Tôi dự họp.").replace(str(new["message-id"]).encode(), str(old["message-id"]).encode())
    play.arrives(raw)
    play.run()
    assert (play.last_rule(), play.state("syt", meeting)) == ("before_the_move", State.SILENT)


def test_a_meeting_whose_record_is_broken_holds_up_no_other(play: Stage) -> None:
    broken = play.meeting("syt", title="Phiên họp thứ nhất")
    sound = play.meeting("syt", "ct", title="Phiên họp thứ hai")
    play.says("syt", "Tôi bận, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay.", about=broken, run=False)
    play.says("syt", "Tôi bận, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay.", about=sound, run=False)
    figures = Figures()
    with Mailbox(play.settings.imap) as mailbox:
        intake.take_in(play.app.store, mailbox, play.app.account, lambda: play.now, lambda: False)
    play.app.handle_waiting(figures)
    with play.app.store.begin() as connection:
        connection.execute(sa.update(request).where(request.c.meeting_id == broken.id).values(status="no such"))
    number, faults = trip.handle_due(play.app.desk, play.now)
    assert (figures.handled, number, len(faults)) == (2, 1, 1)
    assert play.templates("ct")[-1] == "chair_request"
