"""Every rule has a case that it decides and one that it passes over; and the order of the rules is the policy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mailbot.core.model import (
    Bounce,
    Doubt,
    FiledAs,
    Intent,
    Member,
    OpenRequest,
    Rank,
    RequestStatus,
    Source,
    State,
    Substitute,
    Undeliverable,
    Verdict,
)
from mailbot.core.rules import (
    RULES,
    Case,
    Rule,
    arrival,
    attendance,
    consent,
    decide,
    guests,
    occasion,
    second_thoughts,
    substitution,
)
from tests.core.rules.cases import (
    DEPUTY,
    DIVISION_LEADER,
    EVERYBODY,
    FINANCE,
    FORGED,
    GUEST,
    HEAD,
    HOME,
    MEETING,
    MORNING,
    NAMELESS,
    OPEN_NET,
    OTHER_DEPUTY,
    POLICY,
    SOMEBODY,
    STANDING,
    START,
    VOUCHED,
    answered,
    case,
    head_says,
    letter,
    letters,
    of_kind,
    pending,
    proposes,
    represented,
    request,
    templates,
)

PLAIN = case(Intent.ATTEND)
OURS = replace(HOME, email=POLICY.office.mailbox)
GRANTED = request(status=RequestStatus.GRANTED)
WISHED = request(status=RequestStatus.REFUSED, wish=OTHER_DEPUTY)

# A case that the rule decides, the name under which it does, and a case about which it has nothing to say.
RULE_BY_RULE: dict[Rule, tuple[Case, str, Case]] = {
    arrival.own_letter: (case(member=OURS), "own_letter", PLAIN),
    arrival.returned_letter: (case(mailed={"source": Source.BOUNCE}), "returned_letter", PLAIN),
    arrival.automatic_mail: (case(mailed={"source": Source.AUTO}), "automatic_mail", PLAIN),
    arrival.unsound_mail: (case(mailed={"sender": None, "doubts": ("two From",)}), "unsound_mail", PLAIN),
    arrival.forged_mail: (case(mailed={"authenticity": FORGED}), "forged_mail", case(member=None)),
    arrival.former_holder: (case(writer="former"), "former_holder", PLAIN),
    arrival.stranger: (case(member=None), "stranger", PLAIN),
    arrival.unrelated_mail: (case(Intent.NONE), "unrelated_mail", PLAIN),
    occasion.no_meeting: (case(meeting=None), "no_meeting", PLAIN),
    occasion.cancelled_meeting: (
        case(meeting=replace(MEETING, cancelled_at=MORNING)),
        "cancelled_meeting",
        PLAIN,
    ),
    occasion.after_the_start: (case(at=START), "after_the_start", case(at=START - timedelta(seconds=1))),
    occasion.before_the_move: (case(meeting=replace(MEETING, moved_at=START)), "before_the_move", PLAIN),
    consent.word_of_another: (case(Intent.APPROVE, STANDING), "word_of_another", PLAIN),
    second_thoughts.word_beside_the_list: (
        case(Intent.REFUSE, HEAD, stands=[represented()], requests=[GRANTED]),
        "doubt_on_consent",
        case(Intent.ATTEND, HEAD, stands=[represented()], requests=[GRANTED]),
    ),
    consent.word_on_a_report: (
        case(Intent.APPROVE, HEAD, reference=letter("summary", HEAD)),
        "word_on_a_report",
        case(Intent.ATTEND, HEAD, reference=letter("invite", HEAD)),
    ),
    consent.word_without_list: (
        case(Intent.APPROVE, HEAD, requests=[request()]),
        "word_without_list",
        head_says(Intent.APPROVE, request()),
    ),
    consent.unclear_word: (
        head_says(Intent.UNCLEAR, request()),
        "unclear_word",
        head_says(Intent.APPROVE, request()),
    ),
    consent.unproven_word: (
        head_says(Intent.APPROVE, request(), policy=OPEN_NET),
        "unproven_word",
        head_says(Intent.APPROVE, request(), policy=OPEN_NET, mailed={"authenticity": VOUCHED}),
    ),
    consent.heads_word: (head_says(Intent.APPROVE, request()), "heads_word", case(Intent.ATTEND, HEAD)),
    occasion.letter_of_another: (
        case(reference=letter("invite", FINANCE)),
        "letter_of_another",
        case(reference=letter("invite", HOME)),
    ),
    occasion.not_invited: (
        replace(PLAIN, invitations=tuple(i for i in PLAIN.invitations if i.member is not HOME)),
        "not_invited",
        PLAIN,
    ),
    occasion.overtaken: (
        case(stands=[answered(HOME, State.ABSENT, MORNING + timedelta(hours=1))]),
        "overtaken",
        case(stands=[answered(HOME, State.ABSENT, MORNING)]),
    ),
    attendance.question: (case(Intent.QUESTION), "question", PLAIN),
    attendance.doubtful: (case(Intent.UNCLEAR, doubt=Doubt.ATTENDANCE), "doubtful_asked", PLAIN),
    attendance.unproven_change: (
        case(policy=OPEN_NET, reference=None, stands=[represented()], requests=[GRANTED]),
        "unproven_change",
        PLAIN,
    ),
    guests.guest: (case(Intent.ATTEND, GUEST), "guest", PLAIN),
    attendance.heads_own_attendance: (case(Intent.ATTEND, HEAD), "head_attends", PLAIN),
    attendance.attends: (PLAIN, "attends", case(Intent.ABSENT)),
    attendance.absent: (case(Intent.ABSENT), "absent", PLAIN),
    substitution.seat_without_deputy: (proposes(DEPUTY, STANDING), "seat_without_deputy", proposes(DEPUTY)),
    substitution.ineligible_substitute: (proposes(DIVISION_LEADER), "refuse_division", proposes(DEPUTY)),
    substitution.proposed_again: (
        proposes(DEPUTY, stands=[pending()], requests=[request()]),
        "proposed_again",
        proposes(OTHER_DEPUTY, stands=[pending()], requests=[request()]),
    ),
    substitution.unknown_substitute: (proposes(SOMEBODY), "unknown_substitute_asked", proposes(DEPUTY)),
    substitution.the_heads_own_choice: (
        proposes(OTHER_DEPUTY, stands=[answered(HOME, State.REFUSED)], requests=[WISHED]),
        "the_heads_own_choice",
        proposes(DEPUTY, stands=[answered(HOME, State.REFUSED)], requests=[WISHED]),
    ),
    substitution.put_before_the_head: (proposes(DEPUTY), "put_before_the_head", PLAIN),
}


def test_every_rule_stands_in_this_table() -> None:
    assert list(RULE_BY_RULE) == list(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_decides_its_case_and_is_the_first_to_do_so(rule: Rule) -> None:
    decided, name, _ = RULE_BY_RULE[rule]
    assert decide(decided).rule == name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_passes_over_what_is_not_its_own(rule: Rule) -> None:
    _, _, other = RULE_BY_RULE[rule]
    assert rule(other) is None


@pytest.mark.parametrize("member", EVERYBODY, ids=lambda member: member.id)
@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("kind", [None, "invite", "approval", "summary"])
def test_some_rule_has_a_word_on_whatever_anybody_writes(member: Member, intent: Intent, kind: str | None) -> None:
    decision = decide(case(intent, member, reference=letter(kind, member) if kind else None))
    assert decision.rule != "no_rule"


def test_a_bounce_that_quotes_an_agreement_is_a_returned_letter_and_no_consent() -> None:
    quoting = head_says(
        Intent.APPROVE,
        request(),
        mailed={"source": Source.BOUNCE, "text": "đồng ý", "bounce": Bounce((HEAD.email,), "5.1.1")},
    )
    decision = decide(quoting)
    assert decision.rule == "returned_letter"
    assert templates(decision) == ["office_notice"]


def test_an_out_of_office_that_says_absent_is_no_answer_and_gets_none() -> None:
    decision = decide(case(Intent.ABSENT, mailed={"source": Source.AUTO}))
    assert (decision.rule, decision.effects) == ("automatic_mail", ())


def test_a_calendar_answer_counts_although_a_machine_sent_it() -> None:
    decision = decide(case(Intent.ATTEND, mailed={"source": Source.CALENDAR, "automatic": "Auto-Submitted"}))
    assert decision.rule == "attends"


def test_our_own_letter_is_left_alone_even_where_it_looks_like_an_answer() -> None:
    decision = decide(case(Intent.ATTEND, member=OURS))
    assert (decision.filed, decision.effects) == (FiledAs.LEFT, ())


def test_a_forged_sender_of_the_heads_name_is_a_stranger_and_gets_no_letter() -> None:
    decision = decide(replace(head_says(Intent.APPROVE, request()), reading=case(Intent.APPROVE, None).reading))
    assert (decision.rule, {each.to for each in letters(decision)}) == ("stranger", set(POLICY.office.digest_to))


def test_the_heads_word_goes_before_his_own_attendance() -> None:
    assert decide(head_says(Intent.APPROVE, request())).rule == "heads_word"
    assert decide(case(Intent.ATTEND, HEAD, reference=letter("invite", HEAD))).rule == "head_attends"


def test_after_the_start_even_the_heads_word_changes_nothing() -> None:
    decision = decide(head_says(Intent.APPROVE, request(), at=START))
    assert (decision.rule, decision.filed, decision.effects) == ("after_the_start", FiledAs.IGNORED, ())


def test_a_doubt_about_the_heads_word_goes_before_the_word() -> None:
    assert decide(head_says(Intent.APPROVE, request(), review=True)).rule == "unclear_word"


def test_a_doubt_about_a_substitute_goes_before_his_rank() -> None:
    assert decide(proposes(DIVISION_LEADER, review=True)).rule == "doubtful"


@pytest.mark.parametrize("rank", [rank for rank in Rank if rank is not Rank.DEPUTY])
def test_nobody_but_a_deputy_ever_becomes_a_request(rank: Rank) -> None:
    decision = decide(proposes(Substitute("Lý Văn Dần", "Trưởng phòng", rank)))
    assert not of_kind(OpenRequest, decision.effects)


@pytest.mark.parametrize("claimed", [False, True])
def test_a_division_leader_is_refused_whatever_consent_is_claimed(claimed: bool) -> None:
    decision = decide(proposes(DIVISION_LEADER, claimed_consent=claimed))
    assert templates(decision) == ["refuse_division"]


def test_a_deputy_without_a_name_is_asked_about_before_the_head_is_disturbed() -> None:
    decision = decide(proposes(NAMELESS))
    assert decision.rule == "unknown_substitute_asked"
    assert not of_kind(OpenRequest, decision.effects)


@pytest.mark.parametrize("substitute", [DEPUTY, DIVISION_LEADER, SOMEBODY, NAMELESS, None])
def test_a_guest_is_never_held_to_the_rule_for_members(substitute: Substitute | None) -> None:
    decision = decide(proposes(substitute, GUEST))
    assert (decision.rule, templates(decision)) == ("guest", ["receipt_guest"])


def test_the_rules_never_reach_beyond_a_meeting_that_is_not_there() -> None:
    everything = [case(intent, meeting=None) for intent in Intent] + [case(Intent.APPROVE, HEAD, meeting=None)]
    assert {decide(one).rule for one in everything} == {"no_meeting", "unrelated_mail"}


def test_a_bounce_without_meeting_or_recipient_marks_nobody() -> None:
    bare: Case = case(member=None, meeting=None, mailed={"source": Source.BOUNCE})
    assert not of_kind(Undeliverable, decide(bare).effects)


def test_a_number_on_the_list_goes_before_a_bare_word_on_all_of_it() -> None:
    two = (request(), request(FINANCE, OTHER_DEPUTY, id=32))
    only_second = head_says(Intent.MIXED, *two, items={"2": Verdict.APPROVE})
    assert consent.verdicts(only_second) == {2: Verdict.APPROVE}
