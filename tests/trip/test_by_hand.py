"""What came on paper or by word goes the way of a mail."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest

from mailbot.core.model import Intent, Rank, RequestStatus, State, Substitute
from mailbot.office.by_hand import Entry, enter_absence, enter_answer, enter_consent
from mailbot.office.errors import OfficeError
from mailbot.store import journals
from tests.trip.stage import Stage

PAPER = "Công văn số 120/SYT-VP ngày 30/10/2026"
LAM = Substitute("Nguyễn Bá Lâm", "Phó Giám đốc Sở", Rank.DEPUTY)


def entry(play: Stage, ground: str = PAPER) -> Entry:
    return Entry("ngoc", ground, play.now)


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def test_an_answer_on_paper_counts_like_a_mail_and_names_its_ground_and_clerk(play: Stage) -> None:
    meeting = play.meeting("syt")
    enter_answer(play.app.desk, meeting.code, "syt", Intent.ATTEND, None, entry(play), play.now)
    play.run()
    assert play.state("syt", meeting) is State.ATTENDS
    assert play.templates("syt") == ["invite", "receipt_attend"]
    with play.app.store.read() as connection:
        (line,) = journals.lines(connection, meeting.id)
    assert (line.actor, line.words) == ("office: ngoc", PAPER)


def test_a_division_leader_is_refused_on_paper_too(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    leader = Substitute("Trần Văn Bảy", "Trưởng phòng", Rank.DIVISION)
    enter_answer(play.app.desk, meeting.code, "syt", Intent.DELEGATE, leader, entry(play), play.now)
    assert play.state("syt", meeting) is State.UNCLEAR
    assert play.templates("syt") == ["invite", "refuse_division"]


def test_the_head_lets_a_member_stay_away_and_nobody_goes_for_him(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    enter_answer(play.app.desk, meeting.code, "syt", Intent.DELEGATE, LAM, entry(play), play.now)
    (request,) = play.requests(meeting)
    word = entry(play, "ý kiến trực tiếp qua điện thoại")
    enter_absence(play.app.desk, request.id, words="Cho vắng", entry=word, now=play.now)
    play.run()
    assert play.state("syt", meeting) is State.ABSENT
    assert [r.status for r in play.requests(meeting)] == [RequestStatus.WITHDRAWN]
    assert play.templates("syt")[-1] == "decision_absence"
    assert "“Cho vắng”" in text_of(play.letters("syt")[-1])
    assert play.templates("vanthu@syt.binhdinh.example") == []


def test_a_substitute_who_was_told_is_released_when_the_head_lets_the_member_stay_away(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    enter_answer(play.app.desk, meeting.code, "syt", Intent.DELEGATE, LAM, entry(play), play.now)
    (request,) = play.requests(meeting)
    enter_consent(play.app.desk, request.id, granted=True, words="Đồng ý", entry=entry(play), now=play.now)
    play.run()
    enter_absence(play.app.desk, request.id, words="", entry=entry(play), now=play.now)
    play.run()
    assert play.state("syt", meeting) is State.ABSENT
    assert play.templates("vanthu@syt.binhdinh.example") == ["substitute_invited", "substitute_released"]


def test_the_heads_word_on_the_telephone_grants_an_open_request(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    enter_answer(play.app.desk, meeting.code, "syt", Intent.DELEGATE, LAM, entry(play), play.now)
    (request,) = play.requests(meeting)
    word = entry(play, "ý kiến trực tiếp qua điện thoại")
    enter_consent(play.app.desk, request.id, granted=True, words="Đồng ý", entry=word, now=play.now)
    play.run()
    assert play.state("syt", meeting) is State.SUBSTITUTE
    assert [r.status for r in play.requests(meeting)] == [RequestStatus.GRANTED]
    assert "decision_agreed" in play.templates("syt")


def test_the_paper_that_came_before_the_counted_mail_is_not_recorded_over_it(play: Stage) -> None:
    meeting = play.meeting("syt")
    early = entry(play)
    play.now += timedelta(hours=2)
    play.says("syt", "Tôi không dự được, xin báo vắng.")
    with pytest.raises(OfficeError, match="overtaken"):
        enter_answer(play.app.desk, meeting.code, "syt", Intent.ATTEND, None, early, play.now)
    assert play.state("syt", meeting) is State.ABSENT


def test_a_request_that_is_not_open_is_named(play: Stage) -> None:
    play.meeting("ct", "syt")
    with pytest.raises(OfficeError, match="no request 99"):
        enter_consent(play.app.desk, 99, granted=True, words="", entry=entry(play), now=play.now)


def test_the_telephone_is_told_as_the_telephone_and_never_quoted_as_the_heads_words(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    enter_answer(play.app.desk, meeting.code, "syt", Intent.DELEGATE, LAM, entry(play), play.now)
    play.run()
    (request,) = play.requests(meeting)
    word = entry(play, "ý kiến trực tiếp qua điện thoại")
    enter_consent(play.app.desk, request.id, granted=True, words="", entry=word, now=play.now)
    play.run()
    (settled,) = play.requests(meeting)
    assert (settled.words, settled.recorded_by, settled.ground) == ("", "ngoc", "ý kiến trực tiếp qua điện thoại")
    for who, told in (("syt", "người ghi: ngoc"), ("ct", "do cán bộ của Phòng ghi nhận (ngoc)")):
        letters = [text_of(letter) for letter in play.letters(who, kind="receipt")]
        (text,) = [text for text in letters if told in text]
        assert "căn cứ: ý kiến trực tiếp qua điện thoại" in text
        assert "“ý kiến trực tiếp" not in text


def test_a_consent_that_is_taken_back_by_word_names_the_clerk_too(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    enter_answer(play.app.desk, meeting.code, "syt", Intent.DELEGATE, LAM, entry(play), play.now)
    play.run()
    (request,) = play.requests(meeting)
    play.says("ct", "Đồng ý.", to="approval")
    play.later(minutes=1)
    word = entry(play, "ý kiến tại cuộc họp giao ban")
    enter_consent(play.app.desk, request.id, granted=False, words="Thôi", entry=word, now=play.now)
    play.run()
    assert [r.status for r in play.requests(meeting)] == [RequestStatus.REVOKED]
    told = text_of(play.letters("syt", kind="clarify")[-1])
    assert "căn cứ: ý kiến tại cuộc họp giao ban; người ghi: ngoc; nội dung: “Thôi”" in told
