"""What the office may do with a meeting, and the sentence for what it may not."""

from __future__ import annotations

import email
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from mailbot.core.model import (
    Answer,
    Asked,
    Effect,
    Event,
    Invitation,
    Letter,
    LetterKind,
    MarkTold,
    Meeting,
    MeetingKind,
    OpenRequest,
    RequestStatus,
    State,
    Undeliverable,
)
from mailbot.core.rules.binding import request_digest
from mailbot.core.rules.decisions import agreed
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.desk.desk import MASK
from mailbot.desk.gather import standing
from mailbot.office.errors import OfficeError
from mailbot.office.meeting_changes import cancel, move
from mailbot.office.meetings import NewMeeting, add_meeting, convene, guest
from mailbot.store import Store, correspondence, outbox, own_letters, requests, seats
from mailbot.store.journals import Cause
from mailbot.store.tables import outbox as table
from tests.core.rules.cases import DEADLINE, DEPUTY, HOME, INVITED, MORNING, POLICY, ROSTER, START, request

TEMPLATES = Path(__file__).parents[2] / "templates"
DAY = timedelta(days=1)
NOTICE = {"meeting": None, "title": "Thông báo", "lines": ()}
WANTED = NewMeeting(MeetingKind.QUARTERLY, "Phiên họp quý IV/2026", START, "Hội trường A", "Đồng chí Trưởng Ban")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store.open(f"sqlite:///{tmp_path}/state.db")
    with store.begin() as connection:
        seats.replace_all(connection, ROSTER, INVITED)
    yield Desk(store, POLICY, TEMPLATES, b"a key")
    store.close()


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    """A convened meeting."""
    made = add_meeting(desk, WANTED, INVITED)
    return convene(desk, made.code, INVITED)[0]


def home(desk: Desk, meeting: Meeting) -> Invitation:
    with desk.store.read() as connection:
        invitations, _ = standing(connection, meeting.id, desk.roster(connection, MORNING))
    return next(each for each in invitations if each.member.id == HOME.id)


def happens(desk: Desk, meeting: Meeting, *effects: Effect) -> None:
    with desk.store.begin() as connection:
        apply(connection, desk, effects, Cause("rule", "mail", MORNING), MORNING)


def copy_of(desk: Desk, meeting: Meeting, template: str) -> str:
    """The text of the last letter of this template."""
    query = sa.select(table.c.copy).where(table.c.template == template, table.c.meeting_id == meeting.id)
    with desk.store.read() as connection:
        copy = connection.scalars(query.order_by(table.c.id.desc())).first()
    message = email.message_from_bytes(copy or b"")
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def written(desk: Desk, meeting: Meeting, template: str) -> list[str]:
    with desk.store.read() as connection:
        return [row.recipient for row in correspondence.of_meeting(connection, meeting.id) if row.template == template]


def test_all_faults_of_a_meeting_are_said_at_once(desk: Desk, tmp_path: Path) -> None:
    wrong = replace(
        WANTED,
        title=" ",
        place="",
        members=("nobody",),
        guests=(guest(1001, "X", "Giám đốc", "Y", HOME.email.upper()),),
        documents=(tmp_path / "missing.pdf",),
        deadline=START,
    )
    with pytest.raises(OfficeError) as said:
        add_meeting(desk, wrong, INVITED)
    assert len(said.value.faults) == 6


def test_a_short_notice_needs_a_deadline_and_one_is_suggested(desk: Desk) -> None:
    with pytest.raises(OfficeError, match=r"has passed: give one, for example --deadline '.*11/11/2026"):
        add_meeting(desk, WANTED, DEADLINE + timedelta(hours=4))


def test_nobody_hears_of_a_meeting_before_it_is_convened(desk: Desk) -> None:
    made = add_meeting(desk, WANTED, INVITED)
    assert written(desk, made, "invite") == []
    assert convene(desk, made.code.lower(), INVITED)[1] == len(ROSTER.members)


def test_convening_again_invites_nobody_a_second_time(desk: Desk, meeting: Meeting) -> None:
    assert convene(desk, meeting.code, MORNING)[1] == 0
    assert sorted(written(desk, meeting, "invite")) == sorted(each.email for each in ROSTER)


def test_a_meeting_is_not_convened_against_a_deadline_that_has_passed(desk: Desk) -> None:
    made = add_meeting(desk, WANTED, INVITED)
    with pytest.raises(OfficeError, match="which has passed"):
        convene(desk, made.code, DEADLINE)
    move(desk, made.code, DEADLINE, starts_at=None, place=None, deadline=START - timedelta(hours=2))
    assert convene(desk, made.code, DEADLINE)[1] == len(ROSTER.members)


@pytest.mark.parametrize("now", [START, START + DAY])
def test_nothing_is_done_with_a_meeting_that_has_begun(desk: Desk, meeting: Meeting, now: datetime) -> None:
    with pytest.raises(OfficeError, match="began at"):
        convene(desk, meeting.code, now)
    with pytest.raises(OfficeError, match="has begun"):
        cancel(desk, meeting.code, now)
    with pytest.raises(OfficeError, match="has begun"):
        move(desk, meeting.code, now, starts_at=now + DAY, place=None, deadline=None)


# Another time, another place ----------------------------------------------------------------------------------------


def test_a_new_time_voids_answers_and_asks_everybody_again(desk: Desk, meeting: Meeting) -> None:
    happens(desk, meeting, Answer(meeting.id, HOME.id, Event.ATTEND, turn=1))
    moved = move(desk, meeting.code, MORNING, starts_at=START + DAY, place=None, deadline=None)
    assert (moved.deadline, moved.sequence) == (DEADLINE + DAY, 1)
    assert (home(desk, moved).state, home(desk, moved).turn) == (State.SILENT, 2)
    assert len(written(desk, moved, "meeting_moved")) == len(ROSTER.members)


def test_a_new_time_lets_what_was_asked_or_not_delivered_come_again(desk: Desk, meeting: Meeting) -> None:
    happens(desk, meeting, Asked(meeting.id, HOME.id, "post"), Undeliverable(meeting.id, HOME.id, HOME.email, "5.1.1"))
    assert (home(desk, meeting).asked, home(desk, meeting).undeliverable) == (("post",), True)
    move(desk, meeting.code, MORNING, starts_at=START + DAY, place=None, deadline=None)
    assert (home(desk, meeting).asked, home(desk, meeting).undeliverable) == ((), False)


def test_a_new_time_ends_a_request_and_releases_a_substitute(desk: Desk, meeting: Meeting) -> None:
    digest = request_digest(meeting, HOME, DEPUTY)
    happens(
        desk,
        meeting,
        Answer(meeting.id, HOME.id, Event.PROPOSE, DEPUTY, turn=1),
        OpenRequest(meeting.id, HOME.id, DEPUTY, "", digest, granted=True, granted_words="Đồng ý."),
        Answer(meeting.id, HOME.id, Event.CONSENT, DEPUTY, counts=False, turn=2),
        MarkTold(1),
    )
    move(desk, meeting.code, MORNING, starts_at=START + DAY, place=None, deadline=None)
    with desk.store.read() as connection:
        (ended,) = requests.of_meeting(connection, meeting.id, requests.invitees_of(connection, meeting.id))
    assert (ended.status, home(desk, meeting).state) == (RequestStatus.VOIDED, State.SILENT)
    assert written(desk, meeting, "substitute_released") == ["vp@snv.example"]


def test_a_new_place_keeps_the_answers_and_tells_everybody(desk: Desk, meeting: Meeting) -> None:
    happens(desk, meeting, Answer(meeting.id, HOME.id, Event.ATTEND, turn=1))
    moved = move(desk, meeting.code, MORNING, starts_at=None, place="Hội trường B", deadline=None)
    assert (moved.place, moved.starts_at, moved.deadline) == ("Hội trường B", meeting.starts_at, meeting.deadline)
    assert home(desk, moved).state is State.ATTENDS
    assert len(written(desk, moved, "meeting_place")) == len(ROSTER.members)


@pytest.mark.parametrize(
    ("starts_at", "deadline", "sentence"),
    [
        (MORNING - DAY, None, "lies in the past"),
        (START + DAY, START + DAY, "must lie between now and the start"),
        (START + DAY, MORNING, "must lie between now and the start"),
        (MORNING + timedelta(hours=5), None, "which has passed: give one"),
        (None, DEADLINE - DAY, "it changes only together with the start"),
        (START, None, "is at that time and place already"),
    ],
)
def test_a_change_that_cannot_be_is_said_and_changes_nothing(
    desk: Desk, meeting: Meeting, starts_at: datetime | None, deadline: datetime | None, sentence: str
) -> None:
    with pytest.raises(OfficeError, match=sentence):
        move(desk, meeting.code, MORNING, starts_at=starts_at, place=None, deadline=deadline)
    with desk.store.read() as connection:
        assert desk.open_meetings(connection, MORNING) == (meeting,)


def test_a_meeting_that_does_not_take_place_is_cancelled_once(desk: Desk, meeting: Meeting) -> None:
    assert cancel(desk, meeting.code, MORNING).cancelled_at == MORNING
    assert len(written(desk, meeting, "meeting_cancelled")) == len(ROSTER.members)
    with pytest.raises(OfficeError, match="was cancelled"):
        cancel(desk, meeting.code, MORNING)
    with pytest.raises(OfficeError, match="was cancelled"):
        convene(desk, meeting.code, MORNING)


def test_a_meeting_that_is_put_off_voids_what_was_asked_and_names_no_new_time(desk: Desk, meeting: Meeting) -> None:
    digest = request_digest(meeting, HOME, DEPUTY)
    happens(desk, meeting, Answer(meeting.id, HOME.id, Event.PROPOSE, DEPUTY, turn=1))
    happens(desk, meeting, OpenRequest(meeting.id, HOME.id, DEPUTY, "", digest, granted=True), MarkTold(1))
    after = cancel(desk, meeting.code, MORNING, postponed=True)
    assert (after.postponed, after.cancelled_at) == (True, MORNING)
    assert len(written(desk, meeting, "meeting_postponed")) == len(ROSTER.members)
    assert written(desk, meeting, "meeting_cancelled") == []
    assert len(written(desk, meeting, "substitute_released")) == 1
    with desk.store.read() as connection:
        _, asked = standing(connection, meeting.id, desk.roster(connection, MORNING))
    assert [request.status for request in asked] == [RequestStatus.VOIDED]
    with pytest.raises(OfficeError, match="was cancelled"):
        cancel(desk, meeting.code, MORNING)


def test_a_deadline_on_a_sunday_asks_for_friday_evening_without_consequence(desk: Desk) -> None:
    monday = START + timedelta(days=4)
    made = add_meeting(desk, replace(WANTED, starts_at=monday), INVITED)
    convene(desk, made.code, INVITED)
    assert "trước 17 giờ 00 phút, thứ Sáu, ngày 13 tháng 11 năm 2026" in copy_of(desk, made, "invite")
    thursday = add_meeting(desk, WANTED, INVITED)
    convene(desk, thursday.code, INVITED)
    assert "ngoài giờ làm việc" not in copy_of(desk, thursday, "invite")


def test_a_substitute_gets_the_papers_of_the_meeting_and_his_letter_goes_without_those_that_are_gone(
    desk: Desk, tmp_path: Path
) -> None:
    kept, gone = tmp_path / "kept.pdf", tmp_path / "gone.pdf"
    for paper in (kept, gone):
        paper.write_bytes(b"%PDF-1.4")
    made = add_meeting(desk, replace(WANTED, documents=(kept, gone)), INVITED)
    meeting, _ = convene(desk, made.code, INVITED)
    gone.unlink()
    granted = request(digest=request_digest(meeting, HOME, DEPUTY), status=RequestStatus.GRANTED)
    happens(desk, meeting, *agreed(meeting, granted, POLICY))
    with desk.store.read() as connection:
        copy = connection.scalar(sa.select(table.c.copy).where(table.c.template == "substitute_invited"))
    names = [part.get_filename() for part in email.message_from_bytes(copy or b"").walk() if part.get_filename()]
    assert names == ["kept.pdf"]
    assert "Tài liệu gửi kèm thư này." in copy_of(desk, meeting, "substitute_invited")


def test_a_code_that_nobody_knows_is_said(desk: Desk) -> None:
    with pytest.raises(OfficeError, match="no meeting has the code 'Q-XXXX'"):
        convene(desk, "Q-XXXX", MORNING)


def test_the_same_address_is_the_same_guest() -> None:
    assert guest(1, "A", "B", "C", " HQ@Bao.example ").id == guest(2, "D", "E", "F", "hq@bao.example").id


# The seal of our letters --------------------------------------------------------------------------------------------


def test_the_database_keeps_no_token_once_a_letter_is_sent(desk: Desk, meeting: Meeting) -> None:
    with desk.store.begin() as connection:
        first = outbox.claim(connection, INVITED, limit=1)[0]
        token = first.raw.split(b"<invite.")[1].split(b"@")[0].decode()
        assert own_letters.by_token(connection, desk.seal(token)) is not None
        outbox.mark_sent(connection, first.id, "250", INVITED)
        kept = connection.execute(sa.select(table).where(table.c.id == first.id)).one()
    assert kept.raw is None
    assert token not in str(tuple(kept))
    assert MASK.encode() in kept.copy


def test_a_letter_whose_key_was_used_is_not_written_again(desk: Desk, meeting: Meeting) -> None:
    letter = Letter("a key", LetterKind.DIGEST, "office_notice", "clerk@vpub.example", context=NOTICE)
    with desk.store.begin() as connection:
        assert desk.enqueue(connection, letter, MORNING)
        assert not desk.enqueue(connection, letter, MORNING + DAY)
