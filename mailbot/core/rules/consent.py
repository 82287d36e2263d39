"""The Head's word on requests for substitutes (R16, R17): from his own mailbox, in answer to a list as it was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mailbot.core.model import (
    Answer,
    AuthResult,
    ConsentRequest,
    Decision,
    Effect,
    Event,
    FiledAs,
    Intent,
    Invitation,
    RequestStatus,
    Revoke,
    Send,
    SentMail,
    Settle,
    Verdict,
)
from mailbot.core.rules import decisions, replies, to_the_head
from mailbot.core.rules.binding import request_digest
from mailbot.core.rules.case import Case

# While such a mail waits for a person, no consent of its meeting is told.
DOUBT_ON_CONSENT = "doubt_on_consent"

DECISIONS = {Intent.APPROVE, Intent.REFUSE, Intent.MIXED}


def word_of_another(case: Case) -> Decision | None:
    """Nobody but the Head answers a request for his consent: not his secretary, not the Standing Vice-Chair."""
    if case.writes_as_chair or not (case.to_request_list or case.reading.intent in DECISIONS):
        return None
    return case.decide(
        "word_of_another",
        FiledAs.REVIEW,
        "Ý kiến về việc dự thay không do chính đồng chí Trưởng Ban gửi; không ghi nhận.",
    )


def word_on_a_report(case: Case) -> Decision | None:
    """What is written to a report decides nothing; the Head's word on one reaches the office at once."""
    if case.reference is None or case.to_request_list:
        return None
    if case.writes_as_chair and case.reference.kind in ("summary", "receipt", "digest"):
        notice = replies.to_office(case, "Đồng chí Trưởng Ban trả lời một thư báo cáo", case.mail.text.strip()[:400])
        return case.decide("word_on_a_report", FiledAs.REVIEW, "Đồng chí Trưởng Ban trả lời một thư báo cáo.", *notice)
    if case.reference.kind in ("summary", "digest"):
        return case.decide("word_on_a_report", FiledAs.REVIEW, "Thư trả lời một báo cáo tổng hợp.")
    return None


def word_without_list(case: Case) -> Decision | None:
    """A decision that answers no list binds to nothing: the open requests are put before the Head again."""
    if not case.writes_as_chair or case.to_request_list or case.reading.intent not in DECISIONS:
        return None
    return case.decide("word_without_list", FiledAs.REVIEW, "", *to_the_head.unclear(case, open_requests(case)))


def unclear_word(case: Case) -> Decision | None:
    """The Head's answer fits no request, or is no decision: nothing happens to any of them (L08b)."""
    if not (case.writes_as_chair and case.to_request_list):
        return None
    deferred = case.reading.intent in (Intent.QUESTION, Intent.NONE)
    if not (case.reading.review or case.reading.intent not in DECISIONS or verdicts(case) is None):
        return None
    again = () if deferred else to_the_head.unclear(case, open_requests(case))
    if not _touches_a_secret(case):
        return case.decide("unclear_word", FiledAs.REVIEW, "", *again)
    title = "Đồng chí Trưởng Ban có ý kiến về đề nghị vừa được đồng ý"
    line = "Thư báo tới thành viên và người dự thay tạm dừng cho tới khi cán bộ xử lý xong thư này."
    notice = replies.to_office(case, title, case.mail.text.strip()[:400], line)
    return case.decide(DOUBT_ON_CONSENT, FiledAs.REVIEW, "", *again, *notice)


def _touches_a_secret(case: Case) -> bool:
    """Whether these words may take back a consent of which nobody has heard yet: more than thanks for the echo."""
    if case.reading.rule == "acknowledges" or case.reference is None:
        return False
    return any(r.status is RequestStatus.GRANTED and r.told_at is None for _, r, _ in _listed(case, case.reference))


def unproven_word(case: Case) -> Decision | None:
    """Nobody vouches that the Head wrote this: his own mailbox is asked once more, and only the answer to that counts.

    The new letter carries a token that nobody but the reader of his mailbox can know.
    """
    if not (case.writes_as_chair and case.to_request_list) or case.reference is None:
        return None
    named = verdicts(case) or {}
    alive = (RequestStatus.OPEN, RequestStatus.GRANTED)
    meant = [(n, r) for n, r, _ in _listed(case, case.reference) if n in named and r.status in alive]
    if _is_proven(case, case.reference) or not meant:
        return None
    return case.decide(
        "unproven_word",
        FiledAs.HANDLED,
        "Chưa xác thực được ý kiến do chính đồng chí Trưởng Ban gửi; đã gửi thư đề nghị xác nhận.",
        *to_the_head.confirm(case, meant),
    )


def _is_proven(case: Case, answered: SentMail) -> bool:
    """Whether this is the Head's own: somebody vouches for him, or only his mailbox can know what is answered.

    A letter that somebody else has answered too proves nothing any more, whoever vouches for the address: within one
    domain that may be the same somebody.
    """
    if answered.exposed:
        return False
    fresh = answered.topic in (to_the_head.CHALLENGE, to_the_head.ECHO)
    return fresh or case.policy.trust.token_suffices or case.mail.authenticity.result is AuthResult.PASS


def heads_word(case: Case) -> Decision | None:
    """A clear decision on requests of the list: each open one is settled once, a granted one can be taken back."""
    decided = verdicts(case)
    if not (case.writes_as_chair and case.to_request_list) or decided is None or case.reference is None:
        return None
    effects: list[Effect] = []
    settled: list[decisions.Decided] = []
    closed: list[tuple[int, ConsentRequest]] = []
    for number, request, sent_digest in _listed(case, case.reference):
        verdict = decided.get(number)
        if verdict is None:
            continue
        follows = _settle(case, request, sent_digest, granted=verdict is Verdict.APPROVE)
        effects += follows
        if follows:
            settled.append((number, decisions.with_words(case, request), verdict is Verdict.APPROVE))
        else:
            closed.append((number, request))
    if not settled:
        return _nothing_to_settle(case, decided, closed)
    effects += [*to_the_head.echo(case, settled, closed), *decisions.to_office(case, settled)]
    return case.decide("heads_word", FiledAs.HANDLED, "", *effects)


def _nothing_to_settle(
    case: Case, decided: Mapping[int, Verdict], closed: Sequence[tuple[int, ConsentRequest]]
) -> Decision:
    """His word changes nothing: he hears why, and the office where it is another than the one that stands."""
    echo = to_the_head.echo(case, (), closed)
    if any(_settled_as(request) not in (None, decided[number]) for number, request in closed):
        title = "Đồng chí Trưởng Ban có ý kiến khác về đề nghị đã được giải quyết"
        notice = replies.to_office(case, title, case.mail.text.strip()[:400])
        return case.decide("word_against_the_record", FiledAs.REVIEW, "", *echo, *notice)
    confirmed = case.reference is not None and case.reference.topic == to_the_head.ECHO
    return case.decide(
        "word_on_closed_requests",
        FiledAs.IGNORED,
        "Đề nghị không còn chờ ý kiến.",
        *(() if confirmed else echo),  # who agrees to what was recorded needs no further letter
    )


def _settled_as(request: ConsentRequest) -> Verdict | None:
    """The Head's word that stands on this request; None where it ended without one."""
    words = {RequestStatus.GRANTED: Verdict.APPROVE, RequestStatus.REFUSED: Verdict.REFUSE}
    return words.get(request.status)


def open_requests(case: Case) -> tuple[ConsentRequest, ...]:
    return tuple(r for r in case.requests if r.status is RequestStatus.OPEN)


def verdicts(case: Case) -> Mapping[int, Verdict] | None:
    """The Head's word by number of the list he answers; None where it does not fit that list.

    A bare word means all of the list as it was sent.  A number that is not on the list fits no reading, and consents
    to nothing.
    """
    if case.reference is None:
        return None
    numbers = [number for number, _, _ in case.reference.items]
    items = case.reading.items
    if not items:
        word = {Intent.APPROVE: Verdict.APPROVE, Intent.REFUSE: Verdict.REFUSE}.get(case.reading.intent)
        return None if word is None else dict.fromkeys(numbers, word)
    named = {int(key): word for key, word in items.items() if key != "*"}
    if set(named) - set(numbers):
        return None
    rest = {n: items["*"] for n in numbers if n not in named} if "*" in items else {}
    return {**named, **rest}


def _listed(case: Case, reference: SentMail) -> list[tuple[int, ConsentRequest, str]]:
    by_id = {request.id: request for request in case.requests}
    return [(number, by_id[rid], digest) for number, rid, digest in reference.items if rid in by_id]


def _settle(case: Case, request: ConsentRequest, sent_digest: str, *, granted: bool) -> list[Effect]:
    """What the Head's word does to one request; nothing where it is not open any more or not as it was sent."""
    invitation = case.invitation_of(request.member.id)
    if invitation is None or case.meeting is None:
        return []
    unchanged = sent_digest == request.digest == request_digest(case.meeting, invitation.member, request.substitute)
    if request.status is RequestStatus.GRANTED and not granted:
        letters = decisions.revoked(case, request) if request.told_at else (_refusal(case, request),)
        return [
            Revoke(request.id, case.words, case.clerk, case.ground),
            _said(invitation, request, Event.REVOCATION),
            *letters,
        ]
    if request.status is not RequestStatus.OPEN or not unchanged:
        return []
    settled = Settle(request.id, granted, case.words, recorded_by=case.clerk, ground=case.ground)
    if granted:
        consent = replace(settled, tell_at=decisions.tell_at(case))
        return [consent, _said(invitation, request, Event.CONSENT)]
    return [
        replace(settled, wish=case.reading.other_person),
        _said(invitation, request, Event.REFUSAL),
        _refusal(case, request),
    ]


def _refusal(case: Case, request: ConsentRequest) -> Send:
    return decisions.refused(case, request, wants_head=case.reading.wants_head, other=case.reading.other_person)


def _said(invitation: Invitation, request: ConsentRequest, event: Event) -> Answer:
    """The journal line of the Head's word; who wrote the member's own answer stays known."""
    return Answer(
        invitation.meeting_id,
        request.member.id,
        event,
        request.substitute,
        request.reason,
        counts=False,
        by_assistant=invitation.by_assistant,
        written_by=invitation.written_by,
        unverified=invitation.unverified,
        turn=invitation.turn + 1,
    )
