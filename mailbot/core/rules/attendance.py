"""A member says whether he comes himself: yes, no, a question, or something nobody could act on (R14, R15, R20)."""

from __future__ import annotations

from mailbot.core.model import (
    Asked,
    Decision,
    Doubt,
    Effect,
    Event,
    FiledAs,
    Intent,
    LetterKind,
    RequestStatus,
    Role,
    State,
)
from mailbot.core.names import same_person
from mailbot.core.rules import decisions, replies
from mailbot.core.rules.case import Case
from mailbot.core.rules.standing import answer

# Doubts that one short, closed question to the sender can settle (letters L06); the others are for a person alone.
ASKABLE = {Doubt.ATTENDANCE, Doubt.PERSON, Doubt.POST, Doubt.SEVERAL, Doubt.ATTACHMENT, Doubt.RECEIPT}


def question(case: Case) -> Decision | None:
    """A question says nothing about attending: the sender learns that a clerk will answer."""
    if case.reading.intent is not Intent.QUESTION:
        return None
    effects = () if case.writes_as_chair else (replies.to_member(case, "receipt_question", LetterKind.RECEIPT),)
    return case.decide("question", FiledAs.REVIEW, "", *effects)


def doubtful(case: Case) -> Decision | None:
    """A doubt goes to a person; where one question can settle it the sender is asked, once for each doubt."""
    if not case.reading.review and case.reading.intent is not Intent.UNCLEAR:
        return None
    meeting, invitation = case.invited()
    said = answer(case, Event.DOUBT)
    doubt = case.reading.doubt
    if doubt not in ASKABLE or doubt.value in invitation.asked or invitation.member.role is Role.CHAIR:
        return case.decide("doubtful", FiledAs.REVIEW, "", said)
    question_back = replies.to_member(
        case,
        "clarify",
        LetterKind.CLARIFY,
        said,
        topic=doubt.value,
        doubt=doubt.value,
        substitute=case.reading.substitute,
        words=" … ".join(case.reading.words),
    )
    asked = Asked(meeting.id, invitation.member.id, doubt.value)
    return case.decide("doubtful_asked", FiledAs.REVIEW, "", said, question_back, asked)


def unproven_change(case: Case) -> Decision | None:
    """An answer that nobody vouches for, and that answers no letter of ours, ends no consent of the Head.

    The member is asked at his own address; the answer to that letter shows that he reads it, and counts.
    """
    request, substitute = case.standing_request, case.reading.substitute
    granted = request is not None and request.status is RequestStatus.GRANTED
    if not (granted and case.unverified and case.reading.intent in (Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE)):
        return None
    if request is not None and substitute is not None and same_person(request.substitute.name, substitute.name):
        return None  # he proposes again whom the Head has agreed to: nothing would end
    doubt = Doubt.ATTENDANCE.value
    asked = replies.to_member(case, "clarify", LetterKind.CLARIFY, topic=doubt, doubt=doubt, substitute=None)
    title = "Thư chưa xác thực đề nghị thay đổi việc dự thay đã được đồng ý"
    line = f"Thư từ {case.written_by}; kết quả giữ nguyên, đã hỏi lại thành viên qua địa chỉ trong danh sách."
    notice = replies.to_office(case, title, line, once=f"unproven_change:{request and request.id}:{replies.day(case)}")
    return case.decide(
        "unproven_change", FiledAs.REVIEW, "Chưa xác thực được người gửi; ý kiến đồng ý giữ nguyên.", asked, *notice
    )


def heads_own_attendance(case: Case) -> Decision | None:
    """The Head answers his own invitation: he comes, or a person arranges what follows."""
    _, invitation = case.invited()
    if invitation.member.role is not Role.CHAIR:
        return None
    if case.reading.intent is Intent.ATTEND:
        said = answer(case, Event.ATTEND)
        receipt = replies.to_member(case, "receipt_chair", LetterKind.RECEIPT, said)
        return case.decide("head_attends", FiledAs.HANDLED, "", said, receipt)
    if case.reading.intent is Intent.ABSENT:
        said = answer(case, Event.ABSENT)
        once = f"head_absent:{invitation.meeting_id}:{min(said.turn, replies.MANY_TURNS)}:{replies.day(case)}"
        receipt = replies.to_member(case, "receipt_chair", LetterKind.RECEIPT, said)
        notice = replies.to_office(case, "Đồng chí Trưởng Ban báo vắng", case.reading.why, once=once)
        return case.decide("head_absent", FiledAs.REVIEW, "", said, receipt, *notice)
    return case.decide("head_for_a_person", FiledAs.REVIEW, "")


def attends(case: Case) -> Decision | None:
    """He comes himself; a substitute who was proposed or agreed upon is no longer needed."""
    if case.reading.intent is not Intent.ATTEND:
        return None
    said = answer(case, Event.ATTEND)
    receipt = replies.to_member(case, "receipt_attend", LetterKind.RECEIPT, said, before=before(case, State.ATTENDS))
    return case.decide("attends", FiledAs.HANDLED, "", *withdrawal(case), said, receipt)


def absent(case: Case) -> Decision | None:
    """He does not come and names nobody; that is reported, not judged (R15)."""
    if case.reading.intent is not Intent.ABSENT:
        return None
    said = answer(case, Event.ABSENT)
    receipt = replies.to_member(case, "receipt_absent", LetterKind.RECEIPT, said, before=before(case, State.ABSENT))
    return case.decide("absent", FiledAs.HANDLED, "", *withdrawal(case), said, receipt)


def withdrawal(case: Case) -> tuple[Effect, ...]:
    """What becomes of the request that stands when the member says something else: it ends, and a substitute who
    was told that he goes is told that he does not."""
    request = case.standing_request
    if request is None or case.meeting is None:
        return ()
    cause = "replaced" if case.reading.intent is Intent.DELEGATE else "withdrawn"
    return decisions.ended(case.meeting, request, cause, case.policy)


def before(case: Case, state: State) -> State | None:
    """The state that this answer changes, for the letter that acknowledges the change (L19)."""
    _, invitation = case.invited()
    return invitation.state if invitation.first_answer_at and invitation.state is not state else None
