"""Every letter with made-up data: for checking templates, for previews and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from mailbot.core.model import (
    CalendarEntry,
    CalendarMethod,
    ConsentRequest,
    Doubt,
    Invitation,
    Letter,
    LetterKind,
    Member,
    Mode,
    RequestStatus,
    State,
    Substitute,
)
from mailbot.core.rules.attendance import ASKABLE
from mailbot.core.summary import summarise
from mailbot.letters.cast import DEADLINE, NOW, STARTS_AT, Cast, Sample, sample_meeting, sample_request, sample_summary
from mailbot.letters.office_samples import to_the_office

__all__ = ["Sample", "sample_letters"]

_TELEPHONE = "ý kiến trực tiếp qua điện thoại"


def sample_letters(cast: Cast) -> Iterator[Sample]:
    """Every template, in the variants that make a difference to its words."""
    yield from _invitations(cast)
    yield from _receipts(cast)
    yield from _questions(cast)
    yield from _to_the_head(cast)
    yield from _decisions(cast)
    yield from _changes(cast)
    yield from _reports(cast)
    yield from to_the_office(cast)


def _letter(template: str, kind: LetterKind, to: Member, cast: Cast, **context: object) -> Letter:
    return Letter(
        key=f"sample {template}",
        kind=kind,
        template=template,
        to=to.email,
        to_name=to.name,
        meeting_id=1,
        member_id=to.id,
        context={"meeting": sample_meeting(cast), **context},
    )


def _reply(letter: Letter) -> Letter:
    answered, earlier = "<answer.1@coquan.binhdinh.example>", "<invite.earlier@vpub.binhdinh.example>"
    return replace(letter, in_reply_to=answered, references=(earlier,))


def _invitations(cast: Cast) -> Iterator[Sample]:
    friday = DEADLINE - timedelta(hours=15)
    for name, to, short, softer in (
        ("invite", cast.member, False, None),
        ("invite_softer", cast.member, False, friday),
        ("invite_short_notice", cast.member, True, None),
        ("invite_guest", cast.guest, False, None),
        ("invite_guest_short_notice", cast.guest, True, None),
        ("invite_chair", cast.chair, False, None),
    ):
        context = {"invitation": Invitation(1, to), "short_notice": short, "softer": softer}
        letter = _letter("invite", LetterKind.INVITE, to, cast, **context)
        yield Sample(name, replace(letter, calendar=CalendarEntry(CalendarMethod.REQUEST, f"1-{to.id}@mailbot")))
    for name, to, last in (
        ("remind", cast.member, False),
        ("remind_last", cast.member, True),
        ("remind_guest", cast.guest, True),
    ):
        left = timedelta(days=1) if last else timedelta(days=3)
        letter = _letter("remind", LetterKind.REMIND, to, cast, invitation=Invitation(1, to), last=last, left=left)
        yield Sample(name, letter, DEADLINE - left)
    for name, to in (("deadline_passed", cast.member), ("deadline_passed_guest", cast.guest)):
        letter = _letter("deadline_passed", LetterKind.REMIND, to, cast, invitation=Invitation(1, to))
        yield Sample(name, letter, DEADLINE + timedelta(minutes=5))


def _receipts(cast: Cast) -> Iterator[Sample]:
    def receipt(template: str, to: Member, invitation: Invitation | None = None, **context: object) -> Letter:
        if invitation is not None:
            context["invitation"] = invitation
        return _reply(_letter(template, LetterKind.RECEIPT, to, cast, received_at=NOW, **context))

    attends = Invitation(1, cast.member, State.ATTENDS)
    along = replace(attends, companions=cast.companions, modes=(Mode.LATE, Mode.ONLINE))
    absent = replace(attends, state=State.ABSENT, reason=cast.reason)
    pending = replace(attends, state=State.PENDING, substitute=cast.substitute, reason=cast.reason)
    yield Sample("receipt_attend", receipt("receipt_attend", cast.member, attends, late=False, before=None))
    yield Sample(
        "receipt_attend_changed", receipt("receipt_attend", cast.member, along, late=True, before=State.SUBSTITUTE)
    )
    yield Sample("receipt_absent", receipt("receipt_absent", cast.member, absent, late=False, before=None))
    yield Sample(
        "receipt_absent_changed", receipt("receipt_absent", cast.member, absent, late=True, before=State.PENDING)
    )
    plain = {"claimed": False, "by_assistant": False, "unregistered": False, "replaced": None}
    yield Sample("receipt_pending", receipt("receipt_pending", cast.member, pending, late=False, before=None, **plain))
    marked = {"claimed": True, "by_assistant": True, "unregistered": True, "replaced": None}
    yield Sample(
        "receipt_pending_marked",
        receipt("receipt_pending", cast.member, pending, late=True, before=State.ATTENDS, **marked),
    )
    for name, before in (("again", State.PENDING), ("after_consent", State.SUBSTITUTE)):
        other = {**plain, "replaced": cast.other}
        letter = receipt("receipt_pending", cast.member, pending, late=False, before=before, **other)
        yield Sample(f"receipt_pending_{name}", letter)
    for state in (State.ATTENDS, State.ABSENT):
        answer = Invitation(1, cast.guest, state, companions=cast.companions)
        yield Sample(f"receipt_guest_{state}", receipt("receipt_guest", cast.guest, answer))
    officer = Invitation(1, cast.guest, State.ATTENDS, substitute=cast.substitute)
    yield Sample("receipt_guest_officer", receipt("receipt_guest", cast.guest, officer))
    for state in (State.ATTENDS, State.ABSENT):
        yield Sample(f"receipt_chair_{state}", receipt("receipt_chair", cast.chair, Invitation(1, cast.chair, state)))
    yield Sample("receipt_question", receipt("receipt_question", cast.member))


def _questions(cast: Cast) -> Iterator[Sample]:
    def question(template: str, to: Member, **context: object) -> Letter:
        context = {"invitation": Invitation(1, to, State.UNCLEAR), "received_at": NOW, "before": None, **context}
        return _reply(_letter(template, LetterKind.CLARIFY, to, cast, **context))

    nameless, untitled = replace(cast.low, name=None), replace(cast.low, title=None)
    for template in ("refuse_division", "refuse_unit"):
        yield Sample(template, question(template, cast.member, substitute=cast.low))
        late = question(template, cast.member, substitute=nameless, before=State.SUBSTITUTE)
        yield Sample(f"{template}_nameless", late, DEADLINE + timedelta(hours=1))
    yield Sample("refuse_unit_untitled", question("refuse_unit", cast.member, substitute=untitled))
    said = {"substitute": cast.low, "words": cast.words}
    for doubt in sorted(ASKABLE):
        yield Sample(f"clarify_{doubt}", question("clarify", cast.member, **said, doubt=doubt.value))
    ended = question("clarify", cast.member, **said, doubt=Doubt.PERSON.value, before=State.PENDING)
    yield Sample("clarify_person_late", ended, DEADLINE + timedelta(hours=1))
    nothing = {"substitute": None, "words": ""}
    for doubt in (Doubt.PERSON, Doubt.POST, Doubt.SEVERAL):
        yield Sample(f"clarify_{doubt}_bare", question("clarify", cast.member, **nothing, doubt=doubt.value))
    for doubt in (Doubt.ATTENDANCE, Doubt.PERSON):
        yield Sample(f"clarify_{doubt}_guest", question("clarify", cast.guest, **nothing, doubt=doubt.value))
    named = _letter("mail_in_your_name", LetterKind.CLARIFY, cast.member, cast, received_at=NOW)
    yield Sample("mail_in_your_name", named)
    without = replace(named, meeting_id=None, context={"meeting": None, "received_at": NOW})
    yield Sample("mail_in_your_name_no_meeting", without)
    yield Sample("clarify_vice_chair", question("clarify_vice_chair", cast.vice_chair, substitute=cast.substitute))
    nobody = question("clarify_vice_chair", cast.vice_chair, substitute=Substitute())
    yield Sample("clarify_vice_chair_bare", nobody)


def _to_the_head(cast: Cast) -> Iterator[Sample]:
    def approval(template: str, **context: object) -> Letter:
        return _letter(template, LetterKind.APPROVAL, cast.chair, cast, chair=cast.chair, **context)

    bare = replace(sample_request(cast, 3), reason="", claimed_consent=True, received_at=DEADLINE + timedelta(hours=1))
    bare = replace(bare, substitute=replace(cast.other, registered=None))
    himself = Invitation(1, cast.member, State.PENDING)
    writers = dict.fromkeys((1, 2, 3), himself)
    writers[3] = replace(himself, by_assistant=True, written_by="vanthu@snv.binhdinh.example", unverified=True)
    one, several = ((1, sample_request(cast)),), ((1, sample_request(cast)), (2, sample_request(cast, 2)), (3, bare))
    yield Sample("chair_request", approval("chair_request", requests=one, nudge=False, writers=writers))
    yield Sample("chair_request_nudge", approval("chair_request", requests=((1, bare),), nudge=True, writers=writers))
    listed = {"requests": several, "listed_at": NOW, "writers": writers}
    yield Sample("chair_list", approval("chair_list", nudge=False, **listed))
    yield Sample("chair_list_nudge", approval("chair_list", nudge=True, **listed))
    yield Sample("chair_unclear", approval("chair_unclear", words=cast.words, requests=several))
    yield Sample("chair_unclear_one", approval("chair_unclear", words=cast.words, requests=one))
    doubted = {"words": cast.words, "received_at": NOW}
    yield Sample("chair_confirm", approval("chair_confirm", requests=several, **doubted))
    yield Sample("chair_confirm_one", approval("chair_confirm", requests=one, **doubted))
    decided = (
        (1, sample_request(cast, 1, RequestStatus.GRANTED), True),
        (2, sample_request(cast, 2, RequestStatus.REFUSED), False),
    )

    def echo(**context: object) -> Letter:
        return _reply(_letter("chair_echo", LetterKind.RECEIPT, cast.chair, cast, chair=cast.chair, **context))

    soon = NOW + timedelta(minutes=10)
    yield Sample("chair_echo", echo(decided=decided, closed=(), granted=(1,), tell_at=soon))
    yield Sample("chair_echo_one", echo(decided=decided[:1], closed=(), granted=(1,), tell_at=soon))
    yield Sample("chair_echo_at_once", echo(decided=decided[:1], closed=(), granted=(1,), tell_at=None))
    yield Sample("chair_echo_refused", echo(decided=decided[1:], closed=(), granted=(), tell_at=None))
    yield Sample("chair_echo_closed", echo(decided=(), closed=several[:2], granted=(), tell_at=None))
    by_hand = tuple((n, replace(r, recorded_by="ngocpt", ground=_TELEPHONE), word) for n, r, word in decided)
    yield Sample("chair_echo_by_hand", echo(decided=by_hand, closed=(), granted=(1,), tell_at=soon))
    office = replace(cast.member, id="", name="", email="kstt@vpub.binhdinh.example")
    letter = _letter("office_decision", LetterKind.RECEIPT, office, cast, decided=decided, tell_at=soon)
    yield Sample("office_decision", replace(letter, member_id=None))
    letter = _letter("office_decision", LetterKind.RECEIPT, office, cast, decided=by_hand, tell_at=None)
    yield Sample("office_decision_by_hand", replace(letter, member_id=None))


def _decisions(cast: Cast) -> Iterator[Sample]:
    def decision(template: str, kind: LetterKind, request: ConsentRequest, **context: object) -> Letter:
        return _letter(template, kind, cast.member, cast, request=request, **context)

    granted, refused = sample_request(cast, 1, RequestStatus.GRANTED), sample_request(cast, 1, RequestStatus.REFUSED)
    wordless = replace(granted, words="", decided_at=None, substitute=replace(cast.substitute, name=None))
    recorded = replace(granted, recorded_by="ngocpt", ground=_TELEPHONE)
    for name, request in (("", granted), ("_wordless", wordless), ("_by_hand", recorded)):
        yield Sample(f"decision_agreed{name}", decision("decision_agreed", LetterKind.RECEIPT, request))
        invited = decision("substitute_invited", LetterKind.RECEIPT, request, old_place="")
        entry = CalendarEntry(CalendarMethod.REQUEST, "1-snv-substitute@mailbot", rsvp=False)
        yield Sample(f"substitute_invited{name}", replace(invited, to_name=cast.substitute.name or "", calendar=entry))
        taken_back = replace(request, status=RequestStatus.REVOKED, words=cast.refusal if request.words else "")
        revoked = decision("decision_revoked", LetterKind.CLARIFY, taken_back)
        yield Sample(f"decision_revoked{name}", revoked)
    update = CalendarEntry(CalendarMethod.REQUEST, "1-snv-substitute@mailbot", sequence=1, rsvp=False)
    moved = decision("substitute_invited", LetterKind.RECEIPT, granted, old_place="Phòng họp số 2, UBND tỉnh")
    moved = replace(moved, to_name=cast.substitute.name or "", calendar=update)
    yield Sample("substitute_invited_elsewhere", moved)
    yield Sample("decision_absence", decision("decision_absence", LetterKind.RECEIPT, recorded))
    for name, wants_head, other in (("", False, None), ("_wants_head", True, None), ("_other", False, cast.other)):
        letter = decision("decision_refused", LetterKind.CLARIFY, refused, wants_head=wants_head, other=other)
        yield Sample(f"decision_refused{name}", letter)
    gone = CalendarEntry(CalendarMethod.CANCEL, "1-snv-substitute@mailbot", sequence=1, rsvp=False)
    for cause in ("withdrawn", "replaced", "revoked", "cancelled", "postponed", "moved"):
        letter = decision("substitute_released", LetterKind.RECEIPT, granted, cause=cause)
        yield Sample(f"substitute_released_{cause}", replace(letter, calendar=gone))
    released = decision("substitute_released", LetterKind.RECEIPT, wordless, cause="withdrawn")
    yield Sample("substitute_released_nameless", replace(released, calendar=gone))
    yield Sample("expired", decision("expired", LetterKind.RECEIPT, sample_request(cast)), STARTS_AT)


def _changes(cast: Cast) -> Iterator[Sample]:
    old = {"old_starts_at": STARTS_AT - timedelta(days=2), "old_place": "Phòng họp số 2, UBND tỉnh"}
    for template in ("meeting_moved", "meeting_place", "meeting_cancelled", "meeting_postponed"):
        cancels = template in ("meeting_cancelled", "meeting_postponed")
        for to in (cast.member, cast.guest, cast.chair):
            letter = _letter(template, LetterKind.INVITE, to, cast, invitation=Invitation(1, to), **old)
            method = CalendarMethod.CANCEL if cancels else CalendarMethod.REQUEST
            entry = CalendarEntry(method, f"1-{to.id}@mailbot", sequence=1)
            yield Sample(f"{template}_{to.role}", replace(letter, calendar=entry))


def _reports(cast: Cast) -> Iterator[Sample]:
    summary = sample_summary(cast)
    pending = tuple(row.request for row in summary.rows if row.state is State.PENDING and row.request)
    more = {"summary": summary, "pending": pending, "copy": False}
    changes = (f"{cast.member.name}: từ chưa phản hồi sang tham dự", f"{cast.guest.name}: tham dự")
    changed = {row.invitation.member.id: "trước đó: chưa phản hồi" for row in summary.rows[5:9]}
    for name, to, to_chair in (("chair", cast.chair, True), ("vice_chair", cast.vice_chair, False)):
        letter = _letter("summary", LetterKind.SUMMARY, to, cast, to_chair=to_chair, changed={}, **more)
        yield Sample(f"summary_{name}", letter, DEADLINE)
        again = {"previous_at": DEADLINE, "changes": changes, "changed": changed, "number": 2}
        letter = _letter("supplement", LetterKind.SUMMARY, to, cast, to_chair=to_chair, **more, **again)
        yield Sample(f"supplement_{name}", letter, DEADLINE + timedelta(hours=3))
    letter = _letter("summary", LetterKind.SUMMARY, cast.chair, cast, to_chair=True, changed={}, **more)
    to_office = replace(letter, to="kstt@vpub.binhdinh.example", to_name="", member_id=None)
    yield Sample("summary_office", replace(to_office, context={**letter.context, "copy": True}), DEADLINE)
    nobody = summarise(sample_meeting(cast), [], [], DEADLINE)
    empty = {**letter.context, "summary": nobody, "pending": ()}
    yield Sample("summary_empty", replace(letter, context=empty), DEADLINE)
