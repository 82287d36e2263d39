"""Every letter with made-up data: for checking templates, for previews and for tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

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
    OpenMail,
    RequestStatus,
    State,
    Substitute,
)
from mailbot.core.summary import summarise
from mailbot.letters.cast import DEADLINE, NOW, STARTS_AT, Cast, sample_meeting, sample_request, sample_summary


@dataclass(frozen=True)
class Sample:
    """A letter under a name of its own, and when it is written."""

    name: str
    letter: Letter
    now: datetime = NOW


def sample_letters(cast: Cast) -> Iterator[Sample]:
    """Every template, in the variants that make a difference to its words."""
    yield from _invitations(cast)
    yield from _receipts(cast)
    yield from _questions(cast)
    yield from _to_the_head(cast)
    yield from _decisions(cast)
    yield from _changes(cast)
    yield from _reports(cast)
    yield from _to_the_office(cast)


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
    for name, to, short in (
        ("invite", cast.member, False),
        ("invite_short_notice", cast.member, True),
        ("invite_guest", cast.guest, False),
        ("invite_chair", cast.chair, False),
    ):
        letter = _letter("invite", LetterKind.INVITE, to, cast, invitation=Invitation(1, to), short_notice=short)
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
    plain = {"claimed": False, "by_assistant": False, "unregistered": False}
    yield Sample("receipt_pending", receipt("receipt_pending", cast.member, pending, late=False, before=None, **plain))
    marked = {"claimed": True, "by_assistant": True, "unregistered": True}
    yield Sample(
        "receipt_pending_marked",
        receipt("receipt_pending", cast.member, pending, late=True, before=State.ATTENDS, **marked),
    )
    for state in (State.ATTENDS, State.ABSENT, State.UNCLEAR):
        answer = Invitation(1, cast.guest, state, companions=cast.companions)
        yield Sample(f"receipt_guest_{state}", receipt("receipt_guest", cast.guest, answer))
    officer = Invitation(1, cast.guest, State.ATTENDS, substitute=cast.substitute)
    yield Sample("receipt_guest_officer", receipt("receipt_guest", cast.guest, officer))
    for state in (State.ATTENDS, State.ABSENT, State.UNCLEAR):
        yield Sample(f"receipt_chair_{state}", receipt("receipt_chair", cast.chair, Invitation(1, cast.chair, state)))
    yield Sample("receipt_question", receipt("receipt_question", cast.member))


def _questions(cast: Cast) -> Iterator[Sample]:
    def question(template: str, to: Member, **context: object) -> Letter:
        invitation = Invitation(1, to, State.UNCLEAR)
        return _reply(
            _letter(template, LetterKind.CLARIFY, to, cast, invitation=invitation, received_at=NOW, **context)
        )

    nameless, untitled = replace(cast.low, name=None), replace(cast.low, title=None)
    for template in ("refuse_division", "refuse_unit"):
        yield Sample(template, question(template, cast.member, substitute=cast.low, late=False))
        late = question(template, cast.member, substitute=nameless, late=True)
        yield Sample(f"{template}_nameless", late, DEADLINE + timedelta(hours=1))
    yield Sample("refuse_unit_untitled", question("refuse_unit", cast.member, substitute=untitled, late=False))
    for doubt in Doubt:
        yield Sample(f"clarify_{doubt}", question("clarify", cast.member, substitute=cast.low, doubt=doubt.value))
    for doubt in (Doubt.PERSON, Doubt.POST, Doubt.SEVERAL):
        bare = question("clarify", cast.member, substitute=None, doubt=doubt.value)
        yield Sample(f"clarify_{doubt}_bare", bare)
    for doubt in (Doubt.ATTENDANCE, Doubt.PERSON):
        guest = question("clarify", cast.guest, substitute=None, doubt=doubt.value)
        yield Sample(f"clarify_{doubt}_guest", guest)
    named = _letter("mail_in_your_name", LetterKind.CLARIFY, cast.member, cast, received_at=NOW)
    yield Sample("mail_in_your_name", named)
    without = replace(named, meeting_id=None, context={"meeting": None, "received_at": NOW})
    yield Sample("mail_in_your_name_no_meeting", without)
    yield Sample("clarify_vice_chair", question("clarify_vice_chair", cast.vice_chair, substitute=cast.substitute))
    nobody = question("clarify_vice_chair", cast.vice_chair, substitute=Substitute())
    yield Sample("clarify_vice_chair_bare", nobody)


def _to_the_head(cast: Cast) -> Iterator[Sample]:
    def approval(template: str, **context: object) -> Letter:
        return _letter(template, LetterKind.APPROVAL, cast.chair, cast, **context)

    bare = replace(sample_request(cast, 3), reason="", claimed_consent=True, received_at=DEADLINE + timedelta(hours=1))
    bare = replace(bare, substitute=replace(cast.other, registered=None))
    one, several = ((1, sample_request(cast)),), ((1, sample_request(cast)), (2, sample_request(cast, 2)), (3, bare))
    yield Sample("chair_request", approval("chair_request", requests=one, nudge=False))
    yield Sample("chair_request_nudge", approval("chair_request", requests=((1, bare),), nudge=True))
    yield Sample("chair_list", approval("chair_list", requests=several, nudge=False, listed_at=NOW))
    yield Sample("chair_list_nudge", approval("chair_list", requests=several, nudge=True, listed_at=NOW))
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
        return _reply(_letter("chair_echo", LetterKind.RECEIPT, cast.chair, cast, **context))

    soon = NOW + timedelta(minutes=10)
    yield Sample("chair_echo", echo(decided=decided, closed=(), granted=(1,), tell_at=soon))
    yield Sample("chair_echo_one", echo(decided=decided[:1], closed=(), granted=(1,), tell_at=soon))
    yield Sample("chair_echo_at_once", echo(decided=decided[:1], closed=(), granted=(1,), tell_at=None))
    yield Sample("chair_echo_refused", echo(decided=decided[1:], closed=(), granted=(), tell_at=None))
    yield Sample("chair_echo_closed", echo(decided=(), closed=several[:2], granted=(), tell_at=None))
    office = replace(cast.member, id="", name="", email="kstt@vpub.binhdinh.example")
    letter = _letter("office_decision", LetterKind.RECEIPT, office, cast, decided=decided, tell_at=soon)
    yield Sample("office_decision", replace(letter, member_id=None))


def _decisions(cast: Cast) -> Iterator[Sample]:
    def decision(template: str, kind: LetterKind, request: ConsentRequest, **context: object) -> Letter:
        return _letter(template, kind, cast.member, cast, request=request, **context)

    granted, refused = sample_request(cast, 1, RequestStatus.GRANTED), sample_request(cast, 1, RequestStatus.REFUSED)
    wordless = replace(granted, words="", decided_at=None, substitute=replace(cast.substitute, name=None))
    for name, request in (("", granted), ("_wordless", wordless)):
        yield Sample(f"decision_agreed{name}", decision("decision_agreed", LetterKind.RECEIPT, request))
        invited = decision("substitute_invited", LetterKind.RECEIPT, request)
        entry = CalendarEntry(CalendarMethod.REQUEST, "1-snv-substitute@mailbot", rsvp=False)
        yield Sample(f"substitute_invited{name}", replace(invited, to_name=cast.substitute.name or "", calendar=entry))
        taken_back = replace(request, status=RequestStatus.REVOKED, words=cast.refusal if request.words else "")
        revoked = decision("decision_revoked", LetterKind.CLARIFY, taken_back)
        yield Sample(f"decision_revoked{name}", revoked)
    for name, wants_head, other in (("", False, None), ("_wants_head", True, None), ("_other", False, cast.other)):
        letter = decision("decision_refused", LetterKind.CLARIFY, refused, wants_head=wants_head, other=other)
        yield Sample(f"decision_refused{name}", letter)
    for cause in ("withdrawn", "replaced", "revoked", "cancelled", "moved"):
        letter = decision("substitute_released", LetterKind.RECEIPT, granted, cause=cause)
        yield Sample(f"substitute_released_{cause}", letter)
    released = decision("substitute_released", LetterKind.RECEIPT, wordless, cause="withdrawn")
    yield Sample("substitute_released_nameless", released)
    yield Sample("expired", decision("expired", LetterKind.RECEIPT, sample_request(cast)), STARTS_AT)


def _changes(cast: Cast) -> Iterator[Sample]:
    old = {"old_starts_at": STARTS_AT - timedelta(days=2), "old_place": "Phòng họp số 2, UBND tỉnh"}
    for template in ("meeting_moved", "meeting_place", "meeting_cancelled"):
        cancels = template == "meeting_cancelled"
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


def _to_the_office(cast: Cast) -> Iterator[Sample]:
    def to_office(template: str, **context: object) -> Letter:
        return Letter(
            key=f"sample {template}",
            kind=LetterKind.DIGEST,
            template=template,
            to="kstt@vpub.binhdinh.example",
            context=context,
        )

    notice = to_office(
        "office_notice",
        title="Thư của Trưởng Ban chưa xác định được ý kiến",
        lines=(f"Nội dung thư: “{cast.words}”", f"Người gửi: {cast.chair.email}"),
    )
    yield Sample("office_notice", notice)
    waiting = OpenMail("17", NOW, cast.member.email, cast.title, cast.words, "Thư nêu hai phương án khác nhau.")
    stranger = OpenMail("18", NOW, "nguoila@noikhac.example", "Hỏi thông tin", cast.reason, "Địa chỉ chưa đăng ký.")
    yield Sample(
        "digest",
        to_office(
            "digest",
            meetings=((sample_summary(cast), (f"{cast.member.name}: tham dự",)),),
            open_mails=(waiting,),
            strangers=(stranger,),
            sent={LetterKind.REMIND.value: 3, LetterKind.CLARIFY.value: 1, LetterKind.DIGEST.value: 0},
            failures=("Thư gửi haitm@snv.binhdinh.example: máy chủ từ chối",),
            health=("Lần đọc hộp thư gần nhất: 16:28 23/9/2024",),
            day=NOW.date(),
        ),
    )
    quiet = to_office(
        "digest", meetings=(), open_mails=(), strangers=(), sent={}, failures=(), health=(), day=NOW.date()
    )
    yield Sample("digest_quiet", quiet)
