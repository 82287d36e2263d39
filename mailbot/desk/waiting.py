"""What waits for a clerk, with what he can choose to do about it: the commands, written out."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection, Row

from mailbot.core.model import (
    Choice,
    ConsentRequest,
    Invitation,
    LetterKind,
    Meeting,
    OpenMail,
    RequestStatus,
    Role,
    StuckLetter,
)
from mailbot.core.rules.second_thoughts import DOUBT_ON_CONSENT
from mailbot.core.terms import person
from mailbot.desk.desk import Desk
from mailbot.desk.gather import standing
from mailbot.store import correspondence, ledger, meetings, reviews
from mailbot.store.outbox import SendStatus

# The member himself wrote these, and may have answered: a clerk who reads it can enter what it says.
_PERHAPS_AN_ANSWER = frozenset(
    {
        *("doubtful", "doubtful_asked", "unknown_substitute", "letter_of_another", "before_the_move"),
        *("answer_like_mass_mail", "unrelated_mail", "question", "head_for_a_person", "unproven_change"),
    }
)
# The Head wrote these, and may have meant a request.
_PERHAPS_A_WORD = frozenset({"unclear_word", "word_without_list", "word_on_a_report", DOUBT_ON_CONSENT})
_HEADS_WORDS = (
    ("Ghi nhận “đã đồng ý”", "yes"),
    ("Ghi nhận “chưa đồng ý”", "no"),
    ("Ghi nhận đồng ý để vắng, không có người dự thay,", "absent"),
)
_ALIVE = (RequestStatus.OPEN, RequestStatus.GRANTED)
_REQUESTS = 5  # shown with a mail of the Head; more are in `mailbot record list`


@dataclass(frozen=True)
class _Standing:
    """The meeting of a mail, and where its invitees and requests stand."""

    meeting: Meeting
    invitations: tuple[Invitation, ...]
    requests: tuple[ConsentRequest, ...]


def open_mails(connection: Connection, desk: Desk, now: datetime) -> tuple[tuple[str, OpenMail], ...]:
    """The mails that wait for a person, oldest first, each with the rule that left it to one."""
    rows = reviews.open_for_people(connection)
    roster = desk.roster(connection, now)
    stands = {}
    for meeting_id in {row.meeting_id for row in rows if row.meeting_id is not None}:
        meeting = meetings.one(connection, meeting_id)
        stands[meeting_id] = _Standing(meeting, *standing(connection, meeting_id, roster))
    return tuple((row.rule, _open_mail(row, stands.get(row.meeting_id), now)) for row in rows)


def stuck_letters(connection: Connection) -> tuple[StuckLetter, ...]:
    """The letters that are held over a ceiling, and those that no server takes."""
    return tuple(map(_stuck, correspondence.in_status(connection, SendStatus.HELD, SendStatus.FAILED)))


def _open_mail(row: Row[Any], stands: _Standing | None, now: datetime) -> OpenMail:
    invitation = _invitation(row, stands)
    return OpenMail(
        f"#{row.id}",
        row.received_at,
        row.sender or "(không rõ)",
        row.subject,
        row.words,
        row.why or (f"Lỗi khi xử lý: {row.error}" if row.error else ""),
        who=person(invitation.member) if invitation else "",
        choices=(*_records(row, stands, now), *_always(row)),
    )


def _invitation(row: Row[Any], stands: _Standing | None) -> Invitation | None:
    if stands is None or row.rule not in _PERHAPS_AN_ANSWER | _PERHAPS_A_WORD:
        return None
    return next((i for i in stands.invitations if i.member.id == row.member_id), None)


def _records(row: Row[Any], stands: _Standing | None, now: datetime) -> Sequence[Choice]:
    """What the mail may have meant, each as the line that records it and settles the mail."""
    if stands is None or stands.meeting.cancelled_at is not None or now >= stands.meeting.starts_at:
        return ()
    if row.rule in _PERHAPS_A_WORD:
        return _words_of_the_head(row, stands)
    invitation = _invitation(row, stands)
    return _answers(row, stands.meeting, invitation) if invitation else ()


def _answers(row: Row[Any], meeting: Meeting, invitation: Invitation) -> Sequence[Choice]:
    line = f"mailbot record answer {meeting.code} {shlex.quote(invitation.member.id)}"
    attends = Choice("Ghi nhận tham dự", f"{line} attend --mail {row.id}")
    if invitation.member.role is Role.CHAIR:  # what follows from his absence a person arranges
        return (attends,)
    somebody = f"{line} substitute --name '...' --title '...' --rank deputy --mail {row.id}"
    return (
        attends,
        Choice("Ghi nhận báo vắng", f"{line} absent --mail {row.id}"),
        Choice("Ghi nhận đề nghị dự thay (điền họ tên, chức vụ)", somebody),
    )


def _words_of_the_head(row: Row[Any], stands: _Standing) -> Sequence[Choice]:
    alive = [request for request in stands.requests if request.status in _ALIVE][:_REQUESTS]
    return [
        Choice(f"{what} đối với {_named(request)}", f"mailbot record consent {request.id} {word} --mail {row.id}")
        for request in alive
        for what, word in _HEADS_WORDS
    ]


def _named(request: ConsentRequest) -> str:
    return f"{request.substitute.name or 'người dự thay'} (thay {request.member.name})"


def _always(row: Row[Any]) -> Sequence[Choice]:
    again = [Choice("Xử lý lại", f"mailbot inbox retry {row.id}")] if row.status == ledger.Status.FAILED.value else []
    return (
        *again,
        Choice("Xem toàn văn", f"mailbot inbox show {row.id}"),
        Choice("Xem căn cứ xử lý", f"mailbot why {row.id}"),
        Choice("Đã xử lý xong", f"mailbot inbox settle {row.id}"),
    )


def _stuck(row: Row[Any]) -> StuckLetter:
    held = row.status == SendStatus.HELD.value
    why = "tạm giữ do vượt mức thư trả lời tự động" if held else f"không gửi được: {row.reply or 'không rõ lý do'}"
    choices = (
        Choice("Cho gửi" if held else "Gửi lại", f"mailbot outbox release {row.id}"),
        Choice("Không gửi", f"mailbot outbox discard {row.id}"),
    )
    return StuckLetter(row.recipient, LetterKind(row.kind), row.made_at, why, choices)
