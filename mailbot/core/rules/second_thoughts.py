"""The Head's second thoughts: while nobody has heard of his consent, words that may take it back keep it so."""

from __future__ import annotations

from mailbot.core.model import ConsentRequest, Decision, Effect, FiledAs, Intent, RequestStatus
from mailbot.core.rules import replies
from mailbot.core.rules.case import Case

# While such a mail waits for a person, no consent of its meeting is told.
DOUBT_ON_CONSENT = "doubt_on_consent"

# What says nothing of anybody's substitute, where it is clear.
_BESIDE_THE_MATTER = {Intent.APPROVE, Intent.ATTEND, Intent.ABSENT, Intent.QUESTION, Intent.NONE}


def untold(case: Case) -> tuple[ConsentRequest, ...]:
    """The consents of this meeting of which the member and the substitute have not heard."""
    return tuple(r for r in case.requests if r.status is RequestStatus.GRANTED and r.told_at is None)


def word_beside_the_list(case: Case) -> Decision | None:
    """What the Head writes elsewhere binds to no request and may mean one of which nobody has heard: a person looks."""
    if not case.writes_as_chair or case.to_request_list or not untold(case):
        return None
    if case.reading.intent in _BESIDE_THE_MATTER and not case.reading.review:
        return None
    return kept_back(case)


def kept_back(case: Case, *effects: Effect) -> Decision:
    """The consents stay untold until a person has dealt with this mail; the office hears of it at once, once a day."""
    title = "Đồng chí Trưởng Ban có ý kiến về đề nghị vừa được đồng ý"
    line = "Thư báo tới thành viên và người dự thay tạm dừng cho tới khi cán bộ xử lý xong thư này."
    named = ",".join(str(request.id) for request in untold(case))
    notice = replies.to_office(
        case, title, case.mail.text.strip()[:400], line, once=f"doubt:{named}:{replies.day(case)}"
    )
    return case.decide(DOUBT_ON_CONSENT, FiledAs.REVIEW, "", *effects, *notice)
