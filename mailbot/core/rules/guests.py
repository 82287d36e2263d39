"""Guests from outside the Committee: the looser rule R36, and never applied to a member."""

from __future__ import annotations

from mailbot.core.model import Decision, Event, FiledAs, Intent, LetterKind
from mailbot.core.rules import replies
from mailbot.core.rules.case import Case
from mailbot.core.rules.standing import answer

# A guest may 'cử cán bộ có đủ thẩm quyền tham dự': somebody comes either way, no rank rule and no consent.
_EVENTS = {Intent.ATTEND: Event.ATTEND, Intent.DELEGATE: Event.ATTEND, Intent.ABSENT: Event.ABSENT}


def guest(case: Case) -> Decision | None:
    """A guest's answer is recorded as it is, with one receipt."""
    _, invitation = case.invited()
    event = _EVENTS.get(case.reading.intent)
    if not invitation.is_guest or event is None:
        return None
    said = answer(case, event)
    return case.decide(
        "guest", FiledAs.HANDLED, "", said, replies.to_member(case, "receipt_guest", LetterKind.RECEIPT, said)
    )
