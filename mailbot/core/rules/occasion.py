"""Which meeting a mail is about, and whether it can still change anything there."""

from __future__ import annotations

from mailbot.core.model import Decision, FiledAs
from mailbot.core.rules.case import Case


def no_meeting(case: Case) -> Decision | None:
    """A mail that names no meeting, where none or several are open, is for a person: nothing is guessed."""
    if case.meeting is not None:
        return None
    if case.candidates:
        titles = "; ".join(meeting.title for meeting in case.candidates)
        return case.decide("several_meetings", FiledAs.REVIEW, f"Chưa rõ thư nói về phiên họp nào: {titles}.")
    return case.decide("no_meeting", FiledAs.REVIEW, "Không có phiên họp nào đang mở mà thư này có thể nói tới.")


def letter_of_another(case: Case) -> Decision | None:
    """Who answers with the letter that went to somebody else is for a person: whom he speaks for is not certain."""
    if case.reference is None or case.reference.member_id in (None, case.reading.sender):
        return None
    return case.decide(
        "letter_of_another", FiledAs.REVIEW, "Người gửi trả lời bằng thư mời gửi cho thành viên khác, cần xác định rõ."
    )


def cancelled_meeting(case: Case) -> Decision | None:
    """What is answered to a meeting that does not take place is recorded, and nothing more."""
    if case.meeting is None or case.meeting.cancelled_at is None:
        return None
    became = "hoãn" if case.meeting.postponed else "không tổ chức"
    return case.decide("cancelled_meeting", FiledAs.IGNORED, f"Phiên họp đã được thông báo {became}.")


def after_the_start(case: Case) -> Decision | None:
    """From the start on nothing changes any more; the office sees what came."""
    if case.meeting is None or max(case.mail.received_at, case.now) < case.meeting.starts_at:
        return None
    if case.mail.received_at < case.meeting.starts_at:
        return case.decide(
            "handled_after_the_start", FiledAs.REVIEW, "Thư đến kịp nhưng được xử lý sau khi phiên họp bắt đầu."
        )
    return case.decide("after_the_start", FiledAs.IGNORED, "Thư đến sau khi phiên họp bắt đầu; không thay đổi kết quả.")


def before_the_move(case: Case) -> Decision | None:
    """An answer to the time that was: received before the meeting was moved, or to a letter or entry of before.

    Nobody said that he comes at the new time; a person asks, and the letter about the new time has asked already.
    """
    if case.meeting is None or case.meeting.moved_at is None:
        return None
    calendar = case.mail.calendar
    old_entry = calendar is not None and (calendar.sequence or 0) < case.meeting.moved_sequence
    old_letter = case.reference is not None and case.reference.written_at < case.meeting.moved_at
    if not (old_entry or old_letter or case.mail.received_at < case.meeting.moved_at):
        return None
    return case.decide(
        "before_the_move", FiledAs.REVIEW, "Thư trả lời cho thời gian họp cũ, trước khi phiên họp được chuyển."
    )


def not_invited(case: Case) -> Decision | None:
    """A member who is not invited to this meeting (R29: the presiding person decides the composition)."""
    if case.invitation is not None:
        return None
    return case.decide("not_invited", FiledAs.REVIEW, "Người gửi không có trong thành phần được mời của phiên họp này.")


def overtaken(case: Case) -> Decision | None:
    """A mail that the server received before the one that was already counted changes nothing (order of receipt)."""
    if case.writes_as_chair and case.to_request_list:
        return None
    last = case.invitation.last_answer_at if case.invitation else None
    if last is None or case.mail.received_at >= last:
        return None
    return case.decide("overtaken", FiledAs.IGNORED, "Thư đến trước một thư đã được ghi nhận của cùng thành viên.")
