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
from mailbot.core.rules.second_thoughts import kept_back, untold

DECISIONS = {Intent.APPROVE, Intent.REFUSE, Intent.MIXED}


def word_of_another(case: Case) -> Decision | None:
    """Nobody but the Head answers a request for his consent: not his secretary, not the Standing Vice-Chair."""
    if not is_word_of_another(case):
        return None
    return case.decide(
        "word_of_another",
        FiledAs.REVIEW,
        "Ý kiến về việc dự thay không do chính đồng chí Trưởng Ban gửi; không ghi nhận.",
    )


def is_word_of_another(case: Case) -> bool:
    return not case.writes_as_chair and (case.to_request_list or case.reading.intent in DECISIONS)


def word_on_a_report(case: Case) -> Decision | None:
    """What is written to a report decides nothing; the Head's word on one reaches the office at once."""
    if case.reference is None or case.to_request_list:
        return None
    if case.writes_as_chair and case.reference.kind in ("summary", "receipt", "digest"):
        notice = replies.to_office(
            case,
            "Đồng chí Trưởng Ban trả lời một thư báo cáo",
            case.mail.text.strip()[:400],
            once=f"report:{case.reference.id}:{replies.day(case)}",
        )
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
    if untold(case) and case.reading.rule != "acknowledges":  # more than thanks for the echo
        return kept_back(case, *again)
    return case.decide("unclear_word", FiledAs.REVIEW, "", *again)


def unproven_word(case: Case) -> Decision | None:
    """Nobody vouches that the Head wrote this: his own mailbox is asked once more, and only the answer to that counts.

    The new letter carries a token that nobody but the reader of his mailbox can know.
    """
    if not (case.writes_as_chair and case.to_request_list) or case.reference is None:
        return None
    meant = _changed_by(verdicts(case) or {}, _listed(case, case.reference))
    if is_proven(case, case.reference) or not meant:
        return None
    challenge = to_the_head.confirm(case, meant)
    if any(request in untold(case) for _, request in meant):
        return kept_back(case, *challenge)
    return case.decide(
        "unproven_word",
        FiledAs.HANDLED,
        "Chưa xác thực được ý kiến do chính đồng chí Trưởng Ban gửi; đã gửi thư đề nghị xác nhận.",
        *challenge,
    )


def _changed_by(
    word: Mapping[int, Verdict], listed: Sequence[tuple[int, ConsentRequest, str]]
) -> list[tuple[int, ConsentRequest]]:
    """The requests, with their numbers, that would stand otherwise if this word were the Head's."""
    changes = {RequestStatus.OPEN: set(Verdict), RequestStatus.GRANTED: {Verdict.REFUSE}}
    return [(n, request) for n, request, _ in listed if word.get(n) in changes.get(request.status, ())]


def is_proven(case: Case, answered: SentMail) -> bool:
    """Whether this is the Head's own: somebody vouches for him, or only his mailbox can know what is answered.

    A letter that somebody else has answered too proves nothing any more, whoever vouches for the address: within one
    domain that may be the same somebody. Nor does one that went to another mailbox than he has now.
    """
    if answered.exposed or not went_to_the_head(case, answered):
        return False
    fresh = answered.topic in (to_the_head.CHALLENGE, to_the_head.ECHO)
    return fresh or case.policy.trust.token_suffices or case.mail.authenticity.result is AuthResult.PASS


def went_to_the_head(case: Case, answered: SentMail) -> bool:
    """Whether this letter was sent to the mailbox that the Head has now."""
    return case.roster.chair is not None and answered.recipient == case.roster.chair.email


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
        once = f"against:{','.join(str(request.id) for _, request in closed)}:{replies.day(case)}"
        notice = replies.to_office(case, title, case.mail.text.strip()[:400], once=once)
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
    refused = dict.fromkeys((RequestStatus.REFUSED, RequestStatus.REVOKED), Verdict.REFUSE)
    return (refused | {RequestStatus.GRANTED: Verdict.APPROVE}).get(request.status)


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
