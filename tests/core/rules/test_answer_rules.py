"""What an invitee's answer leads to: his line in the journal, the letters, and what becomes of his request."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from mailbot.core.model import (
    Asked,
    Bounce,
    CalendarMethod,
    CalendarReply,
    CloseRequest,
    Doubt,
    Event,
    FiledAs,
    Intent,
    Invitation,
    Member,
    Mode,
    OpenRequest,
    RequestStatus,
    Source,
    State,
    Substitute,
    Undeliverable,
)
from mailbot.core.names import same_person
from mailbot.core.rules import decide
from mailbot.core.rules.decisions import agreed
from tests.core.rules.cases import (
    DEADLINE,
    DEPUTY,
    DIVISION_LEADER,
    FINANCE,
    GUEST,
    HEAD,
    HOME,
    MEETING,
    MORNING,
    NAMELESS,
    OTHER_DEPUTY,
    OUTSIDER,
    POLICY,
    SOMEBODY,
    SPECIALIST,
    STANDING,
    START,
    UNIT_LEADER,
    VICE,
    answered,
    case,
    invitation,
    letter,
    letters,
    of_kind,
    pending,
    proposes,
    represented,
    request,
    templates,
    the_answer,
)

OPEN = request()
GRANTED = request(status=RequestStatus.GRANTED, told_at=MORNING)

# Who comes, who does not --------------------------------------------------------------------------------------------


def test_a_plain_yes_is_recorded_with_a_receipt_in_answer_to_it() -> None:
    decision = decide(case(Intent.ATTEND, modes=(Mode.LATE,), companions="một người"))
    said = the_answer(decision)
    assert (said.event, said.modes, said.companions, said.counts) == (
        Event.ATTEND,
        (Mode.LATE,),
        "một người",
        True,
    )
    (receipt,) = letters(decision)
    assert (receipt.template, receipt.to, receipt.in_reply_to) == ("receipt_attend", HOME.email, "<1@x.example>")


def test_an_absence_keeps_the_reason_as_written_and_is_not_judged() -> None:
    decision = decide(case(Intent.ABSENT, reason="bận tiếp đoàn công tác"))
    assert (the_answer(decision).reason, templates(decision)) == ("bận tiếp đoàn công tác", ["receipt_absent"])


def test_the_receipt_goes_to_the_mailbox_that_wrote() -> None:
    office = replace(HOME, email="vp@snv.example")
    (receipt,) = letters(decide(case(Intent.ATTEND, office, writer="assistant")))
    assert receipt.to == "vp@snv.example"


def test_an_answer_by_the_office_mailbox_is_marked_as_such() -> None:
    assert the_answer(decide(case(Intent.ATTEND, writer="assistant"))).by_assistant
    assert not the_answer(decide(case(Intent.ATTEND))).by_assistant


@pytest.mark.parametrize(("intent", "template"), [(Intent.ATTEND, "receipt_attend"), (Intent.ABSENT, "receipt_absent")])
def test_a_changed_answer_names_what_it_changes(intent: Intent, template: str) -> None:
    (changed,) = letters(decide(case(intent, stands=[answered(HOME, State.REFUSED)])))
    (first,) = letters(decide(case(intent)))
    assert (changed.template, changed.context["before"]) == (template, State.REFUSED)
    assert first.context["before"] is None


def test_who_comes_after_all_withdraws_his_open_request() -> None:
    decision = decide(case(Intent.ATTEND, stands=[pending()], requests=[OPEN]))
    assert of_kind(CloseRequest, decision.effects) == [CloseRequest(31, RequestStatus.WITHDRAWN)]
    assert templates(decision) == ["receipt_attend"]


@pytest.mark.parametrize("intent", [Intent.ATTEND, Intent.ABSENT])
def test_a_substitute_who_was_told_and_no_longer_goes_is_told_so(intent: Intent) -> None:
    decision = decide(case(intent, stands=[represented()], requests=[GRANTED]))
    assert of_kind(CloseRequest, decision.effects) == [CloseRequest(31, RequestStatus.VOIDED)]
    released = letters(decision)[0]
    assert (released.template, released.context["cause"]) == ("substitute_released", "withdrawn")
    assert released.calendar is not None
    assert released.calendar.method is CalendarMethod.CANCEL


@pytest.mark.parametrize("intent", [Intent.ATTEND, Intent.ABSENT])
def test_a_substitute_who_was_not_told_yet_hears_nothing(intent: Intent) -> None:
    unheard = request(status=RequestStatus.GRANTED, tell_at=MORNING)
    decision = decide(case(intent, stands=[represented()], requests=[unheard]))
    assert of_kind(CloseRequest, decision.effects) == [CloseRequest(31, RequestStatus.VOIDED)]
    assert "substitute_released" not in templates(decision)


def test_the_request_of_another_member_is_left_alone() -> None:
    decision = decide(case(Intent.ATTEND, FINANCE, stands=[pending()], requests=[OPEN]))
    assert of_kind(CloseRequest, decision.effects) == []


@pytest.mark.parametrize("status", [each for each in RequestStatus if each not in ("open", "granted")])
def test_a_request_that_has_ended_is_not_closed_again(status: RequestStatus) -> None:
    decision = decide(case(Intent.ATTEND, stands=[answered(HOME, State.REFUSED)], requests=[request(status=status)]))
    assert of_kind(CloseRequest, decision.effects) == []


# Lateness -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "stands", "late"),
    [
        (DEADLINE, invitation(HOME), False),
        (DEADLINE + timedelta(microseconds=1), invitation(HOME), True),
        (DEADLINE + timedelta(hours=2), invitation(HOME, undeliverable=True), False),
        (DEADLINE + timedelta(hours=2), invitation(HOME, invited_at=DEADLINE + timedelta(hours=1)), False),
        (DEADLINE + timedelta(hours=2), invitation(HOME, invited_at=DEADLINE), True),
    ],
    ids=["exactly at it", "just after it", "not reached", "invited after it", "invited exactly at it"],
)
def test_late_is_after_the_deadline_unless_it_could_not_be_met(at: datetime, stands: Invitation, late: bool) -> None:
    (receipt,) = letters(decide(case(at=at, stands=[stands])))
    assert receipt.context["late"] is late


# Doubts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "doubt",
    [Doubt.ATTENDANCE, Doubt.PERSON, Doubt.POST, Doubt.SEVERAL, Doubt.ATTACHMENT, Doubt.RECEIPT],
)
def test_a_doubt_that_one_question_settles_is_asked_once(doubt: Doubt) -> None:
    asked = decide(case(Intent.UNCLEAR, doubt=doubt))
    again = decide(case(Intent.UNCLEAR, doubt=doubt, stands=[invitation(HOME, asked=(doubt.value,))]))
    assert (templates(asked), [each.topic for each in letters(asked)]) == (["clarify"], [doubt.value])
    assert [each.doubt for each in of_kind(Asked, asked.effects)] == [doubt.value]
    assert (again.rule, again.filed, templates(again)) == ("doubtful", FiledAs.REVIEW, [])


@pytest.mark.parametrize("doubt", [Doubt.OTHER, Doubt.NONE, Doubt.ITEMS])
def test_any_other_doubt_is_for_a_person_and_asks_nobody(doubt: Doubt) -> None:
    decision = decide(case(Intent.UNCLEAR, doubt=doubt))
    assert (decision.filed, templates(decision)) == (FiledAs.REVIEW, [])


def test_a_doubt_keeps_what_was_said_before_and_fixes_no_punctuality() -> None:
    stands = represented(modes=(Mode.ONLINE,))
    said = the_answer(decide(case(Intent.UNCLEAR, doubt=Doubt.OTHER, stands=[stands], requests=[GRANTED])))
    assert (said.event, said.counts, said.turn) == (Event.DOUBT, False, stands.turn)
    assert (said.substitute, said.modes) == (DEPUTY, (Mode.ONLINE,))


def test_a_clear_answer_that_wants_review_is_not_acted_upon() -> None:
    decision = decide(case(Intent.ATTEND, review=True, doubt=Doubt.OTHER))
    assert the_answer(decision).event is Event.DOUBT


def test_the_head_is_never_asked_back_about_his_own_attendance() -> None:
    assert templates(decide(case(Intent.UNCLEAR, HEAD, doubt=Doubt.ATTENDANCE))) == []


def test_a_question_is_acknowledged_and_leaves_the_answer_open() -> None:
    decision = decide(case(Intent.QUESTION))
    assert (decision.filed, templates(decision)) == (FiledAs.REVIEW, ["receipt_question"])
    assert letters(decision)[0].context["invitation"] == invitation(HOME)


def test_the_heads_question_gets_no_automatic_receipt() -> None:
    assert decide(case(Intent.QUESTION, HEAD)).effects == ()


# The Head himself ---------------------------------------------------------------------------------------------------


def test_the_heads_absence_is_recorded_and_told_to_the_office_at_once() -> None:
    decision = decide(case(Intent.ABSENT, HEAD))
    assert (decision.rule, decision.filed, templates(decision)) == (
        "head_absent",
        FiledAs.REVIEW,
        ["receipt_chair", "office_notice"],
    )
    assert the_answer(decision).event is Event.ABSENT


def test_the_heads_substitute_is_for_a_person_and_needs_nobodys_consent() -> None:
    decision = decide(proposes(Substitute("Lâm Hải", "Phó Chủ tịch"), HEAD))
    assert (decision.rule, decision.effects) == ("head_for_a_person", ())


# Substitutes --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("substitute", "template"),
    [
        (DIVISION_LEADER, "refuse_division"),
        (UNIT_LEADER, "refuse_unit"),
        (SPECIALIST, "refuse_unit"),
        (OUTSIDER, "refuse_unit"),
    ],
    ids=["phòng", "unit", "staff", "outside"],
)
def test_each_ineligible_rank_is_refused_with_its_own_sentence(substitute: Substitute, template: str) -> None:
    decision = decide(proposes(substitute))
    assert (decision.rule, decision.filed, templates(decision)) == (template, FiledAs.HANDLED, [template])
    assert the_answer(decision).event is Event.PROPOSE_INELIGIBLE


@pytest.mark.parametrize("substitute", [DIVISION_LEADER, SOMEBODY, OTHER_DEPUTY])
def test_another_substitute_ends_the_request_for_the_one_before(substitute: Substitute) -> None:
    decision = decide(proposes(substitute, stands=[pending()], requests=[OPEN]))
    assert of_kind(CloseRequest, decision.effects) == [CloseRequest(31, RequestStatus.WITHDRAWN)]


def test_another_substitute_voids_a_consent_and_tells_the_one_before() -> None:
    decision = decide(proposes(OTHER_DEPUTY, stands=[represented()], requests=[GRANTED]))
    assert of_kind(CloseRequest, decision.effects) == [CloseRequest(31, RequestStatus.VOIDED)]
    assert templates(decision) == ["substitute_released", "receipt_pending"]
    assert letters(decision)[0].context["cause"] == "replaced"


@pytest.mark.parametrize("member", [STANDING, VICE], ids=lambda member: member.id)
def test_a_seat_without_deputies_is_a_persons_to_settle(member: Member) -> None:
    decision = decide(proposes(DEPUTY, member))
    assert (decision.rule, decision.filed) == ("seat_without_deputy", FiledAs.REVIEW)
    assert of_kind(OpenRequest, decision.effects) == []


@pytest.mark.parametrize(
    ("substitute", "topic"),
    [(SOMEBODY, "post"), (NAMELESS, "person"), (None, "person"), (replace(SOMEBODY, title=None), "person")],
    ids=["unknown title", "no name", "nobody named", "no title"],
)
def test_what_is_missing_about_a_substitute_is_asked_for(substitute: Substitute | None, topic: str) -> None:
    decision = decide(proposes(substitute))
    assert [(each.template, each.topic) for each in letters(decision)] == [("clarify", topic)]
    assert the_answer(decision).event is Event.PROPOSE_UNKNOWN


def test_the_same_unknown_person_is_asked_about_once_and_then_left_to_a_person() -> None:
    first = decide(proposes(SOMEBODY))
    (asked,) = of_kind(Asked, first.effects)
    again = decide(proposes(SOMEBODY, stands=[invitation(HOME, asked=(asked.doubt,))]))
    another = decide(proposes(replace(SOMEBODY, name="Đinh Thị Kim"), stands=[invitation(HOME, asked=(asked.doubt,))]))
    assert (again.rule, again.filed, templates(again)) == ("unknown_substitute", FiledAs.REVIEW, [])
    assert templates(another) == ["clarify"]


def test_a_deputy_becomes_a_request_and_the_member_hears_that_it_waits() -> None:
    decision = decide(proposes(DEPUTY, reason="đi công tác", claimed_consent=True))
    (opened,) = of_kind(OpenRequest, decision.effects)
    assert (opened.substitute, opened.reason, opened.digest) == (DEPUTY, "đi công tác", OPEN.digest)
    assert (opened.claimed_consent, opened.granted, opened.granted_words) == (True, False, "")
    assert templates(decision) == ["receipt_pending"]


def test_a_consent_that_the_member_claims_is_no_consent() -> None:
    said = the_answer(decide(proposes(DEPUTY, claimed_consent=True)))
    assert said.event is Event.PROPOSE


@pytest.mark.parametrize(("registered", "flagged"), [(None, False), (True, False), (False, True)])
def test_a_deputy_who_is_not_on_the_register_is_flagged(registered: bool | None, flagged: bool) -> None:
    (waits,) = letters(decide(proposes(replace(DEPUTY, registered=registered))))
    assert waits.context["unregistered"] is flagged


@pytest.mark.parametrize("status", [RequestStatus.OPEN, RequestStatus.GRANTED])
def test_the_same_person_again_is_no_second_question_to_the_head(status: RequestStatus) -> None:
    decision = decide(proposes(DEPUTY, stands=[pending()], requests=[request(status=status)]))
    assert (decision.rule, decision.effects) == ("proposed_again", ())


def test_the_same_person_without_his_post_does_not_end_his_own_request() -> None:
    bare = Substitute("Tran Van Binh")
    decision = decide(proposes(bare, stands=[pending()], requests=[OPEN]))
    assert (decision.rule, decision.effects) == ("proposed_again", ())


def test_the_same_name_with_a_division_leaders_post_is_refused() -> None:
    lower = replace(DIVISION_LEADER, name=DEPUTY.name)
    decision = decide(proposes(lower, stands=[pending()], requests=[OPEN]))
    assert decision.rule == "refuse_division"


def test_the_same_name_with_a_post_that_nobody_knows_is_asked_about() -> None:
    decision = decide(proposes(replace(SOMEBODY, name=DEPUTY.name), stands=[pending()], requests=[OPEN]))
    assert decision.rule == "unknown_substitute_asked"


def test_a_name_that_differs_in_a_mark_only_is_another_person() -> None:
    decision = decide(proposes(replace(DEPUTY, name="Trần Văn Bính"), stands=[pending()], requests=[OPEN]))
    assert decision.rule == "put_before_the_head"


def test_a_request_that_was_refused_may_be_made_again() -> None:
    refused = request(status=RequestStatus.REFUSED)
    decision = decide(proposes(DEPUTY, stands=[answered(HOME, State.REFUSED)], requests=[refused]))
    assert decision.rule == "put_before_the_head"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Trần Văn Bình", "đồng chí TRẦN VĂN BÌNH", True),
        ("Trần Văn Bình", "Tran Van Binh", True),
        ("Lê Thị Hòa", "Lê Thị Hoà", True),
        ("Đỗ Văn Phú", "Do Van Phu", True),
        ("Đỗ Văn Phú", "Dỗ Văn Phú", False),
        ("Trần Văn Bình", "Trần Văn Bính", False),
        ("Trần Văn Bình", "Trần Bình", False),
        ("", "", False),
        (None, None, False),
    ],
)
def test_names_are_compared_as_a_person_would(one: str | None, other: str | None, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


# Whom the Head named himself ----------------------------------------------------------------------------------------

WISHED = request(status=RequestStatus.REFUSED, wish=OTHER_DEPUTY, words="Phải là đồng chí Cúc, Phó Giám đốc.")


def test_whom_the_head_named_with_his_post_is_granted_by_those_words() -> None:
    decision = decide(proposes(OTHER_DEPUTY, stands=[answered(HOME, State.REFUSED)], requests=[WISHED]))
    (opened,) = of_kind(OpenRequest, decision.effects)
    assert (opened.substitute, opened.granted, opened.granted_words) == (OTHER_DEPUTY, True, WISHED.words)
    assert templates(decision) == ["office_decision"]


@pytest.mark.parametrize(
    "wish",
    [replace(OTHER_DEPUTY, rank=SOMEBODY.rank), replace(OTHER_DEPUTY, name="Ngô Thị Cức"), None],
    ids=["without his post", "another person", "nobody"],
)
def test_whom_the_head_did_not_name_so_needs_a_request(wish: Substitute | None) -> None:
    named = request(status=RequestStatus.REFUSED, wish=wish)
    decision = decide(proposes(OTHER_DEPUTY, stands=[answered(HOME, State.REFUSED)], requests=[named]))
    assert decision.rule == "put_before_the_head"


def test_a_wish_holds_only_until_the_member_asks_for_somebody_else() -> None:
    later = request(id=32, substitute=DEPUTY, status=RequestStatus.WITHDRAWN)
    decision = decide(proposes(OTHER_DEPUTY, stands=[answered(HOME, State.ABSENT)], requests=[WISHED, later]))
    assert decision.rule == "put_before_the_head"


def test_the_calendar_entry_of_a_wished_substitute_can_be_taken_back() -> None:
    wished = decide(proposes(OTHER_DEPUTY, stands=[answered(HOME, State.REFUSED)], requests=[WISHED]))
    (opened,) = of_kind(OpenRequest, wished.effects)
    stored = request(id=55, substitute=OTHER_DEPUTY, status=RequestStatus.GRANTED, digest=opened.digest)
    (given,) = (each.letter.calendar for each in agreed(MEETING, stored, POLICY) if each.letter.calendar)
    stored = replace(stored, told_at=MORNING)
    withdrawn = decide(case(stands=[represented(substitute=OTHER_DEPUTY)], requests=[WISHED, stored]))
    (taken,) = (each.calendar for each in letters(withdrawn) if each.calendar)
    assert (taken.uid, taken.method, taken.sequence > given.sequence) == (given.uid, CalendarMethod.CANCEL, True)


# Guests -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intent", "event"),
    [(Intent.ATTEND, Event.ATTEND), (Intent.ABSENT, Event.ABSENT), (Intent.DELEGATE, Event.ATTEND)],
)
def test_a_guests_answer_is_recorded_as_it_is(intent: Intent, event: Event) -> None:
    decision = decide(case(intent, GUEST, substitute=SPECIALIST if intent is Intent.DELEGATE else None))
    assert (the_answer(decision).event, templates(decision)) == (event, ["receipt_guest"])


def test_whom_a_guest_sends_is_kept_with_his_name_and_post() -> None:
    assert the_answer(decide(proposes(SPECIALIST, GUEST))).substitute == SPECIALIST


def test_a_guests_unclear_answer_is_asked_about_like_anybodys() -> None:
    assert templates(decide(case(Intent.UNCLEAR, GUEST, doubt=Doubt.ATTENDANCE))) == ["clarify"]


# Returned letters ---------------------------------------------------------------------------------------------------

LOST = Bounce((HOME.email,), "5.1.1", "no such user")


def test_a_returned_invitation_marks_its_invitee_as_not_reached() -> None:
    decision = decide(case(member=None, reference=letter(), mailed={"source": Source.BOUNCE, "bounce": LOST}))
    assert of_kind(Undeliverable, decision.effects) == [Undeliverable(MEETING.id, HOME.id, HOME.email, "no such user")]
    assert decision.filed is FiledAs.REVIEW


@pytest.mark.parametrize(("phone", "said"), [("0256 1", "liên hệ điện thoại 0256 1"), ("", "chưa có số điện thoại")])
def test_the_office_hears_at_once_whom_to_telephone(phone: str, said: str) -> None:
    stands = [replace(invitation(HOME), member=replace(HOME, phone=phone))]
    lost = {"source": Source.BOUNCE, "bounce": LOST}
    decision = decide(case(member=None, reference=letter(), stands=stands, mailed=lost))
    (notice,) = letters(decision)
    assert notice.to == "clerk@vpub.example"
    text = str(notice.context["lines"])
    assert said in text
    assert "5.1.1 - hộp thư không tồn tại" in text
    assert "08 giờ 00 phút, thứ Năm, ngày 05 tháng 11 năm 2026" in text
    assert "chưa được coi là đã nhận thư mời" in text


def test_forged_notices_about_one_letter_disturb_the_office_once() -> None:
    keys = set()
    for address in ("a@x.example", "b@x.example"):
        bounce = replace(LOST, recipients=(address,))
        decision = decide(case(member=None, reference=letter(id=9), mailed={"source": Source.BOUNCE, "bounce": bounce}))
        keys |= {each.key for each in letters(decision)}
    assert keys == {"office_notice:returned:9:clerk@vpub.example"}


def test_a_digest_that_comes_back_is_not_told_to_those_who_do_not_get_it() -> None:
    digest = replace(letter("digest"), recipient="clerk@vpub.example", member_id=None)
    decision = decide(case(member=None, reference=digest, mailed={"source": Source.BOUNCE, "bounce": LOST}))
    assert not letters(decision)


def test_a_notice_that_returns_no_letter_of_ours_marks_nobody() -> None:
    decision = decide(case(member=None, mailed={"source": Source.BOUNCE, "bounce": LOST}))
    assert (decision.filed, decision.effects) == (FiledAs.REVIEW, ())


@pytest.mark.parametrize("kind", ["receipt", "clarify", "remind", "approval"])
def test_a_later_letter_that_comes_back_does_not_say_that_he_was_never_invited(kind: str) -> None:
    decision = decide(case(member=None, reference=letter(kind), mailed={"source": Source.BOUNCE, "bounce": LOST}))
    assert decision.filed is FiledAs.REVIEW
    assert not of_kind(Undeliverable, decision.effects)
    assert templates(decision) == ["office_notice"]


def test_a_delay_notice_is_nobodys_business_yet() -> None:
    delayed = replace(LOST, permanent=False)
    decision = decide(case(member=None, reference=letter(), mailed={"source": Source.BOUNCE, "bounce": delayed}))
    assert (decision.filed, decision.effects) == (FiledAs.IGNORED, ())


# Which meeting ------------------------------------------------------------------------------------------------------


def test_where_several_meetings_are_open_none_is_guessed() -> None:
    two = replace(case(meeting=None), candidates=(MEETING, replace(MEETING, id=8, title="Hội nghị tổng kết")))
    decision = decide(two)
    assert (decision.rule, decision.effects) == ("several_meetings", ())
    assert "Hội nghị tổng kết" in decision.why


@pytest.mark.parametrize("at", [START, START + timedelta(days=2)])
def test_from_the_start_on_nothing_changes_any_more(at: datetime) -> None:
    decision = decide(case(at=at))
    assert (decision.rule, decision.effects) == ("after_the_start", ())


def test_an_answer_to_the_letter_that_nobody_in_particular_got_is_ones_own() -> None:
    assert decide(case(reference=letter("remind", member_id=None))).rule == "attends"


@pytest.mark.parametrize("kind", ["summary", "digest"])
def test_thanks_for_a_report_are_never_asked_about(kind: str) -> None:
    decision = decide(case(Intent.UNCLEAR, STANDING, reference=letter(kind, STANDING), review=True))
    assert (decision.rule, decision.filed, decision.effects) == ("word_on_a_report", FiledAs.REVIEW, ())


def test_an_answer_that_looks_like_mass_mail_is_for_a_person_and_not_lost() -> None:
    mailed = {"source": Source.AUTO, "automatic": "Precedence: bulk"}
    decision = decide(case(reference=letter(), mailed=mailed))
    assert (decision.rule, decision.filed, decision.effects) == ("answer_like_mass_mail", FiledAs.REVIEW, ())


MOVED = replace(MEETING, moved_at=MORNING, moved_sequence=1)


@pytest.mark.parametrize(
    "old",
    [
        {"reference": letter(written_at=MORNING - timedelta(hours=1)), "at": MORNING + timedelta(hours=1)},
        {"at": MORNING - timedelta(minutes=1)},
        {"at": MORNING + timedelta(hours=1), "mailed": {"calendar": CalendarReply("REPLY", None, sequence=0)}},
    ],
    ids=["an old letter", "an old mail", "an old entry"],
)
def test_an_answer_to_the_time_that_was_does_not_count_for_the_new_one(old: dict[str, Any]) -> None:
    decision = decide(case(meeting=MOVED, **old))
    assert (decision.rule, decision.filed, decision.effects) == ("before_the_move", FiledAs.REVIEW, ())


def test_an_answer_to_the_new_time_counts() -> None:
    new = letter(written_at=MORNING + timedelta(minutes=1))
    assert decide(case(meeting=MOVED, reference=new, at=MORNING + timedelta(hours=1))).rule == "attends"


def test_what_came_in_time_but_is_handled_after_the_start_sends_nothing() -> None:
    early = replace(case(), now=START + timedelta(hours=5))
    decision = decide(early)
    assert (decision.rule, decision.filed, decision.effects) == ("handled_after_the_start", FiledAs.REVIEW, ())


def test_the_order_of_receipt_decides_not_the_order_of_handling() -> None:
    later = answered(HOME, State.ATTENDS, MORNING + timedelta(minutes=1))
    decision = decide(case(Intent.ABSENT, at=MORNING, stands=[later]))
    assert (decision.rule, decision.filed, decision.effects) == ("overtaken", FiledAs.IGNORED, ())


def test_the_heads_word_on_a_list_is_not_overtaken_by_his_own_attendance() -> None:
    attends = answered(HEAD, State.ATTENDS, MORNING + timedelta(minutes=1))
    word = case(
        Intent.APPROVE,
        HEAD,
        stands=[attends, pending()],
        requests=[OPEN],
        reference=letter("approval", HEAD, items=((1, 31, OPEN.digest),)),
    )
    assert decide(word).rule == "heads_word"


# One letter of a kind per person, reason and day --------------------------------------------------------------------


def key(intent: Intent = Intent.ATTEND, days: int = 0, **values: Any) -> str:
    (sent,) = letters(decide(case(intent, at=MORNING + timedelta(days=days), **values)))
    return sent.key


STANDS = [answered(HOME, State.ATTENDS, MORNING - timedelta(hours=1))]


def test_the_same_answer_twice_on_a_day_is_one_letter() -> None:
    assert key() == key(stands=STANDS)


def test_the_same_answer_on_another_day_is_another_letter() -> None:
    assert key(stands=STANDS) != key(stands=STANDS, days=1)


def test_the_day_is_the_offices_and_not_greenwichs() -> None:
    before_midnight_utc = MORNING.replace(hour=6, minute=59)
    assert letters(decide(case(at=before_midnight_utc)))[0].key == letters(decide(case(at=MORNING)))[0].key


@pytest.mark.parametrize(
    "changed",
    [{"modes": (Mode.LATE,)}, {"companions": "hai chuyên viên"}, {"intent": Intent.ABSENT}],
    ids=["another mode", "another companion", "another word"],
)
def test_a_changed_answer_is_another_letter(changed: dict[str, Any]) -> None:
    assert key(stands=STANDS) != key(stands=STANDS, **changed)


def test_changing_ones_mind_there_and_back_makes_three_letters() -> None:
    first, second = answered(HOME, State.ATTENDS), answered(HOME, State.ABSENT, turn=2)
    keys = {key(Intent.ATTEND), key(Intent.ABSENT, stands=[first]), key(Intent.ATTEND, stands=[second])}
    assert len(keys) == 3


def test_another_reason_alone_is_not_told_again() -> None:
    stands = [answered(HOME, State.ABSENT, MORNING - timedelta(hours=1), reason="ốm")]
    assert key(Intent.ABSENT) == key(Intent.ABSENT, stands=stands, reason="bận")


def test_every_letter_of_a_decision_has_a_key_of_its_own() -> None:
    office = replace(POLICY.office, digest_to=("a@vpub.example", "b@vpub.example"))
    decision = decide(case(Intent.ABSENT, HEAD, policy=replace(POLICY, office=office)))
    keys = [each.key for each in letters(decision)]
    assert len(keys) == len(set(keys)) == 3
