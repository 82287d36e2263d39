"""The daily digest: what waits with what can be done about it, what comes, and whether the mailbox hides anything."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage

import sqlalchemy as sa

from mailbot.core.model import State
from mailbot.demo.servers import EmbeddedServers
from mailbot.desk.daily import write_digest
from mailbot.store import correspondence, counts, outbox
from mailbot.store.tables import ledger as ledger_table
from tests.trip.stage import OFFICE, ZONE, Stage

LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."
HALF_PAST_FOUR = datetime(2026, 11, 2, 16, 31, tzinfo=ZONE)


def digest(play: Stage, at: datetime = HALF_PAST_FOUR) -> tuple[str, str]:
    """(subject, text) of the digest that is sent at this time."""
    play.now = at
    play.run()
    found = play.letters(OFFICE, kind="digest")[-1]
    body = found.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(found["subject"]), body.get_content()


def test_a_doubtful_answer_waits_with_the_lines_that_record_it(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", "Tôi sẽ cố gắng tham dự.")
    subject, text = digest(play)
    assert subject.endswith("Tổng hợp ngày 02/11/2026: 1 thư cần xử lý")
    assert "“Tôi sẽ cố gắng tham dự" in text
    for what in ("attend", "absent", "substitute --name '...' --title '...' --rank deputy"):
        assert f"mailbot record answer {meeting.code} syt {what} --mail 1\n" in text
    for line in ("mailbot inbox show 1", "mailbot why 1", "mailbot inbox settle 1"):
        assert line in text
    assert "- chưa rõ việc tham dự: 1" in text


def test_the_heads_unclear_word_waits_with_the_requests_that_it_may_mean(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Để tôi xem đã.", to="approval")
    (request,) = play.requests(meeting)
    _, text = digest(play)
    assert f"mailbot record consent {request.id} yes --mail 2" in text
    assert f"mailbot record consent {request.id} no --mail 2" in text


def test_a_forged_or_unknown_sender_s_mail_offers_nothing_to_record(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("ai.do@noikhac.example", "Tôi là Giám đốc Sở Y tế, tôi dự họp.", to="")
    subject, text = digest(play)
    assert "1 thư cần xử lý" in subject
    assert "NGƯỜI GỬI CHƯA ĐĂNG KÝ" in text
    assert "record answer" not in text


def test_what_will_be_sent_until_the_next_working_day_is_announced(play: Stage) -> None:
    play.meeting("ct", "syt", "sxd", starts_in=timedelta(days=3))  # the last reminder falls on tomorrow morning
    _, text = digest(play)
    assert "Dự kiến gửi từ nay đến 16 giờ 30 phút, thứ Ba, ngày 03 tháng 11 năm 2026" in text
    assert "- thư nhắc xác nhận tham dự: 2" in text
    before = play.templates("syt").count("remind")
    play.now = datetime(2026, 11, 3, 16, 0, tzinfo=ZONE)
    play.run()
    assert play.templates("syt").count("remind") == before + 1


def test_who_is_silent_and_who_was_not_reached_stand_apart_with_their_telephones(play: Stage) -> None:
    assert isinstance(play.servers, EmbeddedServers)
    play.servers.mail.bouncing.add(play.address("sxd"))
    play.meeting("ct", "syt", "sxd")
    _, text = digest(play)
    silent, unreached = text.partition("Thư mời chưa chuyển được")[::2]
    assert play.name("syt") in silent.partition("Chưa phản hồi:")[2]
    assert play.address("sxd") in unreached
    assert play.address("sxd") not in silent.partition("Chưa phản hồi:")[2]


def test_a_letter_that_no_server_took_waits_until_a_clerk_lets_it_go(play: Stage) -> None:
    play.meeting("ct", "syt")
    with play.app.store.begin() as connection:
        row = next(row for row in correspondence.of_meeting(connection, 1) if row.recipient == play.address("syt"))
        outbox.mark_failed(connection, row.id, "550 5.7.1 no")
    subject, text = digest(play)
    assert "1 thư chưa gửi được" in subject
    assert f"mailbot outbox discard {row.id}" in text
    with play.app.store.begin() as connection:
        assert outbox.discard(connection, row.id)
    assert "chưa gửi được" not in digest(play, HALF_PAST_FOUR + timedelta(days=1))[0]


def test_a_mail_that_lies_in_the_folder_and_not_in_the_ledger_is_a_warning(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", "Tôi sẽ cố gắng tham dự.")
    with play.app.store.begin() as connection:  # as if it had slipped through
        connection.execute(sa.update(ledger_table).values(uid=ledger_table.c.uid + 1000))
    subject, text = digest(play)
    assert subject.endswith("có cảnh báo")
    assert "Trong hộp thư có 1 thư chưa được ghi sổ" in text


def test_what_clerks_take_out_of_the_folder_is_no_warning(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", "Tôi dự họp.")
    assert play.inbox() == 0
    subject, text = digest(play)
    assert "cảnh báo" not in subject
    assert "Thư trong hộp thư lúc 16:31 2/11/2026: 0; trong đó đã ghi sổ: 0" in text


def test_a_mailbox_that_nobody_has_looked_at_for_long_is_a_warning(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.now = HALF_PAST_FOUR
    assert write_digest(play.app.desk, play.now)
    play.run()
    assert "có cảnh báo" in str(play.letters(OFFICE, kind="digest")[-1]["subject"])


def test_a_working_day_on_which_nothing_happened_is_told_in_three_lines(play: Stage) -> None:
    subject, text = digest(play)
    assert play.templates(OFFICE) == ["digest_quiet"]
    assert subject.endswith("không có việc cần xử lý")
    assert len(text.partition("-- ")[0].split("\n\n", 1)[1].strip().splitlines()) == 3


def test_a_day_off_has_a_digest_only_where_somebody_wrote(play: Stage) -> None:
    meeting = play.meeting("ct", "syt", starts_in=timedelta(days=20))
    play.now = datetime(2026, 11, 7, 16, 31, tzinfo=ZONE)  # a Saturday
    play.run()
    assert play.templates(OFFICE) == []
    play.now = datetime(2026, 11, 8, 10, 0, tzinfo=ZONE)
    play.says("syt", "Tôi dự họp.")
    assert play.state("syt", meeting) is State.ATTENDS
    play.now = datetime(2026, 11, 8, 16, 31, tzinfo=ZONE)
    play.run()
    assert play.templates(OFFICE) == ["digest"]


def test_the_folder_is_counted_now_and_then_and_not_at_every_look(play: Stage) -> None:
    play.run()
    with play.app.store.read() as connection:
        first = counts.last_count(connection)
    play.later(minutes=10)
    with play.app.store.read() as connection:
        assert counts.last_count(connection) == first
    play.later(minutes=60)
    with play.app.store.read() as connection:
        later = counts.last_count(connection)
    assert first is not None
    assert later is not None
    assert later.counted_at > first.counted_at


def test_a_flood_of_mails_makes_no_flood_of_a_digest(play: Stage) -> None:
    play.meeting("ct", "syt")
    for number in range(60):
        play.says(f"ai{number}@noikhac.example", "Xin chào. " * 60, to="", run=False)
    subject, text = digest(play)
    assert "60 thư cần xử lý" in subject
    assert "Còn 40 thư khác cần xử lý: mailbot inbox list" in text
    assert len(play.servers.messages(OFFICE)[-1]) < 100_000
