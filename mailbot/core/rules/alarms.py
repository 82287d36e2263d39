"""What the office must hear at once beside what a mail does: a letter in wrong hands, a mail system that can be fooled.

No alarm decides anything, and each rings once a day, however many such mails come.
"""

from __future__ import annotations

from collections.abc import Callable

from mailbot.core.model import TWO_STAMPS, AuthResult, DistrustToken, Effect, Source
from mailbot.core.rules import replies
from mailbot.core.rules.case import Case


def alarms(case: Case) -> tuple[Effect, ...]:
    """What follows from a mail whichever rule decides it; nothing from our own (the probe of `mailbot check`)."""
    if case.mail.sender is not None and case.mail.sender.email == case.policy.office.mailbox:
        return ()
    return tuple(effect for alarm in _ALARMS for effect in alarm(case))


def letter_in_wrong_hands(case: Case) -> tuple[Effect, ...]:
    """Somebody else answers a letter that only the Head was sent: its token is worth nothing from now on."""
    written = case.mail.source in (Source.REPLY, Source.CALENDAR)
    forged = case.mail.authenticity.result is AuthResult.FAIL
    if case.reference is None or not case.to_request_list or not written or (case.writes_as_chair and not forged):
        return ()
    distrust = DistrustToken(case.reference.id)
    if forged and case.member is not None:  # the forgery is told already
        return (distrust,)
    title = "Có người khác trả lời thư trình đồng chí Trưởng Ban"
    line = f"Thư gửi từ {case.written_by or '(không rõ người gửi)'}; không ghi nhận."
    return (distrust, *replies.to_office(case, title, line, once=f"misused:{case.reference.id}:{replies.day(case)}"))


def two_stamps(case: Case) -> tuple[Effect, ...]:
    """Two fields under our own server's name: it lets through what others forge, so nothing it says is believed."""
    if TWO_STAMPS not in case.mail.doubts:
        return ()
    title = "Máy chủ thư để lọt trường xác thực giả (Authentication-Results)"
    line = f"Thư từ {case.written_by or '(không rõ người gửi)'}; đề nghị quản trị máy chủ thư kiểm tra."
    return replies.to_office(case, title, line, once=f"two_stamps:{replies.day(case)}")


_ALARMS: tuple[Callable[[Case], tuple[Effect, ...]], ...] = (letter_in_wrong_hands, two_stamps)
