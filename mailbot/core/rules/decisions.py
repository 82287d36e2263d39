"""The letters that carry the Head's decisions: to the member, to the substitute, to the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mailbot.core.model import (
    Answer,
    CalendarEntry,
    CalendarMethod,
    CloseRequest,
    ConsentRequest,
    Decision,
    Effect,
    Event,
    FiledAs,
    Letter,
    LetterKind,
    Meeting,
    RequestStatus,
    Send,
    Substitute,
)
from mailbot.core.policy import Policy
from mailbot.core.rules.case import Case
from mailbot.core.rules.replies import calendar_uid

# A request with its number on the list that the Head got, and his word on it.
Decided = tuple[int, ConsentRequest, bool]

# So near the start nobody can wait: a consent is told at once, and the Head is asked once more.
LAST_CALL = timedelta(hours=3)


def tell_at(case: Case) -> datetime:
    """When the member and the substitute hear of a consent that is recorded now: after the Head could take it back."""
    near = case.meeting is not None and case.meeting.starts_at - case.now <= LAST_CALL
    return case.now if near else case.now + case.policy.schedule.consent_pause


def still_secret(case: Case, decided: Sequence[Decided]) -> datetime | None:
    """Until when nobody but the Head and the office hears of the consents among these; None where they are told now."""
    at = tell_at(case)
    return at if at > case.now and any(granted for _, _, granted in decided) else None


def agreed(meeting: Meeting, request: ConsentRequest, policy: Policy) -> tuple[Send, Send]:
    """The consent, carried to the member and to the substitute (L09a, f)."""
    entry = _substitute_entry(meeting, request, policy, CalendarMethod.REQUEST)
    return (
        _to_member_of(meeting, "decision_agreed", request),
        _about_substitute("substitute_invited", meeting, request, entry, old_place=""),
    )


def elsewhere(meeting: Meeting, request: ConsentRequest, old_place: str, policy: Policy) -> tuple[Send, ...]:
    """To a substitute who was told where the meeting is: it is somewhere else now, in his calendar as well (L17d)."""
    if request.status is not RequestStatus.GRANTED or request.told_at is None:
        return ()
    entry = _substitute_entry(meeting, request, policy, CalendarMethod.REQUEST)
    told = _about_substitute("substitute_invited", meeting, request, entry, old_place=old_place)
    return (Send(replace(told.letter, key=f"{told.letter.key}:{meeting.sequence}")),)


def refused(case: Case, request: ConsentRequest, *, wants_head: bool, other: Substitute | None) -> Send:
    """The refusal, carried to the member (L09b, c); so is a consent that was taken back before he heard of it."""
    assert case.meeting is not None
    return _to_member_of(
        case.meeting, "decision_refused", with_words(case, request), wants_head=wants_head, other=other
    )


def revoked(case: Case, request: ConsentRequest) -> tuple[Send, ...]:
    """The Head took back a consent of which the member and the substitute were told: both are told again."""
    assert case.meeting is not None
    taken_back = with_words(case, request)
    return (
        _to_member_of(case.meeting, "decision_revoked", taken_back),
        substitute_released(case.meeting, taken_back, "revoked", case.policy),
    )


def absence_accepted(case: Case, request: ConsentRequest) -> Decision:
    """The Head lets the member stay away, and nobody goes for him (L09d): the request ends, and he is told.

    A person records it: what he writes of it himself is never read as an answer to the request.
    """
    assert case.meeting is not None
    invitation = case.invitation_of(request.member.id)
    turn = (invitation.turn if invitation else 0) + 1
    said = Answer(case.meeting.id, request.member.id, Event.ABSENT, None, request.reason, counts=False, turn=turn)
    letter = _to_member_of(case.meeting, "decision_absence", with_words(case, request))
    gone = ended(case.meeting, request, "withdrawn", case.policy)
    return case.decide("absence_accepted", FiledAs.HANDLED, "", *gone, said, letter)


def substitute_released(meeting: Meeting, request: ConsentRequest, cause: str, policy: Policy) -> Send:
    """To a substitute who was told that he goes: he does not, whatever the cause; his calendar entry is taken back."""
    entry = _substitute_entry(meeting, request, policy, CalendarMethod.CANCEL)
    return _about_substitute("substitute_released", meeting, request, entry, cause=cause)


def ended(meeting: Meeting, request: ConsentRequest, cause: str, policy: Policy) -> tuple[Effect, ...]:
    """A request that holds no longer ends; a substitute who was told that he goes is told that he does not."""
    if request.status is RequestStatus.OPEN:
        return (CloseRequest(request.id, RequestStatus.WITHDRAWN),)
    if request.status is not RequestStatus.GRANTED:
        return ()
    released = () if request.told_at is None else (substitute_released(meeting, request, cause, policy),)
    return (CloseRequest(request.id, RequestStatus.VOIDED), *released)


def to_office(case: Case, decided: Sequence[Decided]) -> tuple[Send, ...]:
    """The office hears of every decision at once."""
    return tuple(
        Send(
            Letter(
                key=f"office_decision:{case.ref}:{address}",
                kind=LetterKind.RECEIPT,
                template="office_decision",
                to=address,
                meeting_id=case.meeting.id if case.meeting else None,
                context={
                    "meeting": case.meeting,
                    "decided": tuple(decided),
                    "tell_at": still_secret(case, decided),
                },
            )
        )
        for address in case.policy.office.digest_to
    )


def with_words(case: Case, request: ConsentRequest) -> ConsentRequest:
    """The request with the Head's word on it, as the letters quote it."""
    return replace(
        request, words=case.words, decided_at=case.mail.received_at, recorded_by=case.clerk, ground=case.ground
    )


def _substitute_entry(
    meeting: Meeting, request: ConsentRequest, policy: Policy, method: CalendarMethod
) -> CalendarEntry:
    sequence = meeting.sequence + (method is CalendarMethod.CANCEL)
    uid = calendar_uid(meeting, request.member, policy, substitute=True)
    return CalendarEntry(method, f"{_mark(request)}.{uid}", sequence, rsvp=False)


def _mark(request: ConsentRequest) -> str:
    """What tells this request from every other of the same member, on both sides of a move of the meeting."""
    return f"{request.digest[:16]}.{request.made_at.astimezone(UTC):%Y%m%dt%H%M%S%f}"


def _about_substitute(
    template: str, meeting: Meeting, request: ConsentRequest, entry: CalendarEntry, **context: object
) -> Send:
    """The substitute's own address is seldom known: his agency's office mailbox passes it on, else the member's."""
    return Send(
        Letter(
            key=f"{template}:{meeting.id}:{request.member.id}:{_mark(request)}",
            kind=LetterKind.RECEIPT,
            template=template,
            to=next(iter(request.member.assistants), request.member.email),
            to_name=request.substitute.name or "",
            meeting_id=meeting.id,
            member_id=request.member.id,
            context={"meeting": meeting, "request": request, **context},
            calendar=entry,
            documents=meeting.documents if template == "substitute_invited" else (),
        )
    )


def _to_member_of(meeting: Meeting, template: str, request: ConsentRequest, **context: object) -> Send:
    kind = LetterKind.RECEIPT if template in ("decision_agreed", "decision_absence") else LetterKind.CLARIFY
    return Send(
        Letter(
            key=f"{template}:{meeting.id}:{request.member.id}:{_mark(request)}",
            kind=kind,
            template=template,
            to=request.member.email,
            to_name=request.member.name,
            meeting_id=meeting.id,
            member_id=request.member.id,
            context={"meeting": meeting, "request": request, **context},
        )
    )
