"""Who may go in a member's place (R16-R19): rank decides first, the Head afterwards, and nobody else."""

from __future__ import annotations

from dataclasses import replace

from mailbot.core.model import (
    Asked,
    ConsentRequest,
    Decision,
    Doubt,
    Effect,
    Event,
    FiledAs,
    Intent,
    LetterKind,
    Member,
    OpenRequest,
    Rank,
    RequestStatus,
    Role,
    State,
    Substitute,
    UnitKind,
)
from mailbot.core.names import folded, same_person
from mailbot.core.rules import decisions, replies
from mailbot.core.rules.attendance import before, withdrawal
from mailbot.core.rules.binding import request_digest
from mailbot.core.rules.case import Case
from mailbot.core.rules.standing import answer

# Ranks that the Regulation shuts out, whatever the Head might say: refused before he is disturbed (R18, R19).
INELIGIBLE = {Rank.DIVISION, Rank.STAFF, Rank.OUTSIDE}


def seat_without_deputy(case: Case) -> Decision | None:
    """A member whose post has no deputy (the Standing Vice-Chair): nobody can stand in by rule, a person settles it."""
    if case.reading.intent is not Intent.DELEGATE:
        return None
    _, invitation = case.invited()
    profile = case.roster.profile(invitation.member)
    standing = invitation.member.role is Role.STANDING_VICE_CHAIR
    if not standing and (profile is None or profile.deputies):
        return None
    said = answer(case, Event.PROPOSE_UNKNOWN)
    letter = replies.to_member(
        case,
        "clarify_vice_chair",
        LetterKind.CLARIFY,
        said,
        substitute=case.reading.substitute or Substitute(),
        before=before(case, State.UNCLEAR),
    )
    return case.decide(
        "seat_without_deputy",
        FiledAs.REVIEW,
        "Vị trí này không có cấp phó theo Quy chế; việc dự thay do cán bộ báo cáo, xử lý.",
        *withdrawal(case),
        said,
        letter,
    )


def ineligible_substitute(case: Case) -> Decision | None:
    """Division level, staff, another agency: refused at once, with the sentence that it runs against (L05, L05b)."""
    substitute = case.reading.substitute
    if case.reading.intent is not Intent.DELEGATE or substitute is None or substitute.rank not in INELIGIBLE:
        return None
    by_name_forbidden = substitute.rank is Rank.DIVISION and substitute.unit is not UnitKind.UNIT
    template = "refuse_division" if by_name_forbidden else "refuse_unit"
    said = answer(case, Event.PROPOSE_INELIGIBLE)
    ended = before(case, State.UNCLEAR)
    letter = replies.to_member(case, template, LetterKind.CLARIFY, said, substitute=substitute, before=ended)
    return case.decide(template, FiledAs.HANDLED, "", *withdrawal(case), said, letter)


def unknown_substitute(case: Case) -> Decision | None:
    """Somebody, but nobody whom the Head could be asked about: who, and of what post? (L06b, L06c)"""
    substitute = case.reading.substitute or Substitute()
    if case.reading.intent is not Intent.DELEGATE or (substitute.rank is Rank.DEPUTY and substitute.name):
        return None
    meeting, invitation = case.invited()
    doubt = Doubt.POST if substitute.name and substitute.title else Doubt.PERSON
    said = answer(case, Event.PROPOSE_UNKNOWN)
    effects: list[Effect] = [*withdrawal(case), said]
    asked_before = f"{doubt.value}:{folded(substitute.name or '')}"
    if asked_before in invitation.asked:
        return case.decide("unknown_substitute", FiledAs.REVIEW, "", *effects)
    effects += [
        replies.to_member(
            case,
            "clarify",
            LetterKind.CLARIFY,
            said,
            topic=doubt.value,
            doubt=doubt.value,
            substitute=substitute,
            before=before(case, State.UNCLEAR),
            words="",
        ),
        Asked(meeting.id, invitation.member.id, asked_before),
    ]
    return case.decide("unknown_substitute_asked", FiledAs.HANDLED, "", *effects)


def proposed_again(case: Case) -> Decision | None:
    """The very person for whom a request stands already: nothing new, and no second question to the Head.

    His post need not be named again; where another than a deputy's is named, that is not the same any more.
    """
    request, substitute = case.standing_request, case.reading.substitute
    if case.reading.intent is not Intent.DELEGATE or request is None or substitute is None:
        return None
    other_post = substitute.title is not None and substitute.rank is not Rank.DEPUTY
    if other_post or not same_person(request.substitute.name, substitute.name):
        return None
    return case.decide("proposed_again", FiledAs.HANDLED, "Thành viên nhắc lại đề nghị đã được ghi nhận.")


def the_heads_own_choice(case: Case) -> Decision | None:
    """The Head refused one person and named this one with his post: no second request is needed."""
    wished = None if case.unverified else _wish(case)
    if wished is None or case.reading.substitute is None:
        return None
    _, invitation = case.invited()
    said = answer(case, Event.PROPOSE)
    consent = replace(said, event=Event.CONSENT, counts=False, turn=said.turn + 1)
    request = _open(case, wished)
    decided = ((1, _granted(case, invitation.member, request), True),)
    notice = decisions.to_office(case, decided)
    return case.decide("the_heads_own_choice", FiledAs.HANDLED, "", said, request, consent, *notice)


def _wish(case: Case) -> ConsentRequest | None:
    """The member's last request, where the Head refused it and named just this person as deputy."""
    last = case.own_requests[-1] if case.own_requests else None
    substitute = case.reading.substitute
    if last is None or last.status is not RequestStatus.REFUSED or last.wish is None or substitute is None:
        return None
    if case.meeting is None or last.digest != request_digest(case.meeting, last.member, last.substitute):
        return None  # what he said was about another time
    named_with_post = last.wish.rank is Rank.DEPUTY and same_person(last.wish.name, substitute.name)
    return last if named_with_post else None


def put_before_the_head(case: Case) -> Decision | None:
    """A deputy head of the member's own agency: a request for the Head's consent, and nothing more until he answers."""
    substitute = case.reading.substitute
    if case.reading.intent is not Intent.DELEGATE or substitute is None:
        return None
    said = answer(case, Event.PROPOSE)
    replaced = case.standing_request
    letter = replies.to_member(
        case,
        "receipt_pending",
        LetterKind.RECEIPT,
        said,
        before=before(case, State.PENDING),
        claimed=case.reading.claimed_consent,
        by_assistant=case.reading.writer == "assistant",
        unregistered=substitute.registered is False,
        replaced=replaced.substitute if replaced else None,
    )
    return case.decide("put_before_the_head", FiledAs.HANDLED, "", *withdrawal(case), said, _open(case), letter)


def _open(case: Case, wished: ConsentRequest | None = None) -> OpenRequest:
    meeting, invitation = case.invited()
    substitute = case.reading.substitute or Substitute()
    return OpenRequest(
        meeting.id,
        invitation.member.id,
        substitute,
        case.reading.reason or "",
        request_digest(meeting, invitation.member, substitute),
        claimed_consent=case.reading.claimed_consent,
        granted=wished is not None,
        granted_words=wished.words if wished else "",
        tell_at=decisions.tell_at(case) if wished else None,
    )


def _granted(case: Case, member: Member, opened: OpenRequest) -> ConsentRequest:
    """The request as it will stand, for the letter that tells of it: it has no number yet."""
    return ConsentRequest(
        id=0,
        meeting_id=opened.meeting_id,
        member=member,
        substitute=opened.substitute,
        reason=opened.reason,
        status=RequestStatus.GRANTED,
        made_at=case.now,
        digest=opened.digest,
        decided_at=case.mail.received_at,
        words=opened.granted_words,
    )
