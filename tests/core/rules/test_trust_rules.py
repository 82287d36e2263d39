"""What nobody vouches for, and what is forged."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mailbot.core.model import (
    TWO_STAMPS,
    DistrustToken,
    FiledAs,
    Intent,
    Member,
    RequestStatus,
    Send,
    Settle,
    Source,
    Trust,
    TrustProfile,
)
from mailbot.core.rules import decide
from mailbot.core.rules.to_the_head import CHALLENGE
from tests.core.rules.cases import (
    DEPUTY,
    FORGED,
    GUEST,
    HEAD,
    HOME,
    MORNING,
    OPEN_NET,
    OTHER_DEPUTY,
    VOUCHED,
    case,
    head_says,
    letter,
    letters,
    of_kind,
    proposes,
    represented,
    request,
    request_list,
    templates,
)

EXCHANGE = replace(OPEN_NET, trust=Trust(TrustProfile.MICROSOFT365))


@pytest.mark.parametrize("member", [HOME, HEAD, GUEST], ids=lambda member: member.id)
@pytest.mark.parametrize("intent", Intent)
def test_a_forged_mail_does_nothing_and_whose_address_it_bears_is_told(member: Member, intent: Intent) -> None:
    decision = decide(case(intent, member, mailed={"authenticity": FORGED}))
    assert (decision.rule, decision.filed) == ("forged_mail", FiledAs.REVIEW)
    assert templates(decision) == ["mail_in_your_name", "office_notice"]
    assert len(of_kind(Send, decision.effects)) == len(decision.effects)


def test_a_forged_consent_settles_nothing_though_its_token_is_right() -> None:
    decision = decide(head_says(Intent.APPROVE, request(), mailed={"authenticity": FORGED}))
    assert decision.rule == "forged_mail"
    assert of_kind(Settle, decision.effects) == []


def test_a_thousand_forged_mails_of_a_day_make_one_letter_and_one_notice() -> None:
    keys = {
        tuple(one.key for one in letters(decide(replace(case(mailed={"authenticity": FORGED}), ref=f"mail {number}"))))
        for number in range(1000)
    }
    assert len(keys) == 1


def test_a_forged_mail_in_no_members_name_gets_no_letter() -> None:
    assert decide(case(member=None, mailed={"authenticity": FORGED})).effects == ()


@pytest.mark.parametrize("policy", [OPEN_NET, EXCHANGE], ids=["strict", "microsoft365"])
@pytest.mark.parametrize("intent", [Intent.APPROVE, Intent.REFUSE])
def test_a_word_that_nobody_vouches_for_is_asked_of_the_heads_own_mailbox_again(policy: object, intent: Intent) -> None:
    asked = request()
    decision = decide(head_says(intent, asked, policy=policy))
    (sent,) = letters(decision)
    assert (decision.rule, len(decision.effects)) == ("unproven_word", 1)
    assert (sent.template, sent.to, sent.topic) == ("chair_confirm", HEAD.email, CHALLENGE)
    assert sent.items == ((1, asked.id, asked.digest),)


def test_the_answer_to_that_letter_takes_effect() -> None:
    asked = request()
    again = replace(request_list(asked), topic=CHALLENGE)
    assert decide(head_says(Intent.APPROVE, asked, policy=OPEN_NET, reference=again)).rule == "heads_word"


def test_a_word_that_is_vouched_for_takes_effect_at_once() -> None:
    assert decide(head_says(Intent.APPROVE, request(), policy=OPEN_NET, mailed={"authenticity": VOUCHED})).rule == (
        "heads_word"
    )


def test_only_the_requests_that_were_named_are_asked_again_under_their_numbers() -> None:
    from mailbot.core.model import Verdict

    first, second = request(), replace(request(), id=32)
    decision = decide(head_says(Intent.MIXED, first, second, policy=OPEN_NET, items={"2": Verdict.APPROVE}))
    (sent,) = letters(decision)
    assert [number for number, _, _ in sent.items] == [2]


def test_a_members_answer_that_nobody_vouches_for_counts_and_is_confirmed_to_his_address() -> None:
    for reference in (None, letter("invite", HOME)):
        attends = decide(case(Intent.ATTEND, policy=OPEN_NET, reference=reference))
        assert (attends.rule, [one.to for one in letters(attends)]) == ("attends", [HOME.email])
    assert decide(replace(proposes(DEPUTY), policy=OPEN_NET)).rule == "put_before_the_head"


def test_two_fields_under_our_own_name_are_told_to_the_office_once_a_day_and_decide_nothing() -> None:
    doubled = case(Intent.ATTEND, mailed={"doubts": (TWO_STAMPS,)})
    keys = {one.key for number in range(50) for one in letters(decide(replace(doubled, ref=f"mail {number}")))}
    assert [key for key in keys if key.startswith("office_notice")] == [
        f"office_notice:two_stamps:{doubled.mail.received_at:%Y-%m-%d}:clerk@vpub.example"
    ]


@pytest.mark.parametrize("source", [Source.AUTO, Source.BOUNCE])
def test_a_machine_that_quotes_the_heads_letter_is_nobody_who_has_it(source: Source) -> None:
    reference = request_list(request())
    machine = decide(case(Intent.NONE, HOME, reference=reference, mailed={"source": source}))
    assert of_kind(DistrustToken, machine.effects) == []


def test_a_letter_to_his_office_does_not_show_that_the_member_reads_his_own_mailbox() -> None:
    to_him = letter("receipt", HOME)
    to_his_office = replace(to_him, recipient=HOME.assistants[0])
    assert not case(reference=to_him, policy=OPEN_NET).unverified
    assert case(reference=to_his_office, policy=OPEN_NET).unverified
    assert not case(reference=to_his_office, policy=OPEN_NET, mailed={"authenticity": VOUCHED}).unverified
    assert not case(reference=to_him, policy=OPEN_NET, writer="assistant").unverified  # it was passed on to him


CONSENTED = request(status=RequestStatus.GRANTED, told_at=MORNING)


@pytest.mark.parametrize("intent", [Intent.ATTEND, Intent.ABSENT])
def test_an_answer_that_nobody_vouches_for_ends_no_consent_and_the_member_is_asked(intent: Intent) -> None:
    stray = case(intent, policy=OPEN_NET, reference=None, stands=[represented()], requests=[CONSENTED])
    decision = decide(stray)
    assert (decision.rule, decision.filed) == ("unproven_change", FiledAs.REVIEW)
    assert templates(decision) == ["clarify", "office_notice"]
    assert letters(decision)[0].to == HOME.email
    assert len(of_kind(Send, decision.effects)) == len(decision.effects)


def test_another_substitute_by_such_an_answer_ends_no_consent_either() -> None:
    stray = proposes(OTHER_DEPUTY, policy=OPEN_NET, reference=None, stands=[represented()], requests=[CONSENTED])
    assert decide(stray).rule == "unproven_change"


def test_the_same_substitute_named_again_needs_nobody_to_vouch() -> None:
    stray = proposes(DEPUTY, policy=OPEN_NET, reference=None, stands=[represented()], requests=[CONSENTED])
    assert decide(stray).rule == "proposed_again"


@pytest.mark.parametrize("values", [{"mailed": {"authenticity": VOUCHED}}, {"reference": letter("invite", HOME)}])
def test_an_answer_that_is_vouched_for_or_answers_our_letter_ends_it(values: dict[str, Any]) -> None:
    own = case(policy=OPEN_NET, stands=[represented()], requests=[CONSENTED], **{"reference": None, **values})
    assert decide(own).rule == "attends"


def test_the_head_is_asked_again_later_in_the_day_whether_the_word_is_his() -> None:
    asked = request()
    hours = [MORNING + timedelta(hours=later) for later in (0, 1, 5)]
    keys = [letters(decide(head_says(Intent.APPROVE, asked, policy=OPEN_NET, at=at)))[0].key for at in hours]
    assert len(set(keys)) == 2
