"""The Head's word: only his own, only on a list as it was sent, only once."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mailbot.core.model import (
    Answer,
    ConsentRequest,
    Decision,
    DistrustToken,
    Event,
    FiledAs,
    Intent,
    Rank,
    RequestStatus,
    Revoke,
    SentMail,
    Settle,
    Substitute,
    Verdict,
)
from mailbot.core.policy import Policy
from mailbot.core.rules import Case, decide
from mailbot.core.rules.binding import request_digest
from mailbot.core.rules.consent import verdicts
from mailbot.core.rules.to_the_head import CHALLENGE, ECHO
from tests.core.rules.cases import (
    DEPUTY,
    FINANCE,
    HEAD,
    HOME,
    MEETING,
    MORNING,
    OPEN_NET,
    OTHER_DEPUTY,
    POLICY,
    STANDING,
    START,
    VOUCHED,
    case,
    head_says,
    letter,
    letters,
    of_kind,
    pending,
    represented,
    request,
    request_list,
    templates,
)

FIRST = request()
SECOND = request(FINANCE, OTHER_DEPUTY, id=32)
GRANTED = request(status=RequestStatus.GRANTED, told_at=MORNING)
UNHEARD = request(status=RequestStatus.GRANTED, tell_at=MORNING)


def settled(answer: Case) -> dict[int, bool]:
    return {each.request_id: each.granted for each in of_kind(Settle, decide(answer).effects)}


def test_a_bare_yes_grants_all_of_the_list() -> None:
    assert settled(head_says(Intent.APPROVE, FIRST, SECOND)) == {31: True, 32: True}


def test_a_bare_no_refuses_all_of_the_list() -> None:
    assert settled(head_says(Intent.REFUSE, FIRST, SECOND)) == {31: False, 32: False}


def test_each_number_gets_its_own_word() -> None:
    mixed = head_says(Intent.MIXED, FIRST, SECOND, items={"1": Verdict.APPROVE, "2": Verdict.REFUSE})
    assert settled(mixed) == {31: True, 32: False}


def test_the_numbers_that_are_not_named_stay_open() -> None:
    assert settled(head_says(Intent.MIXED, FIRST, SECOND, items={"2": Verdict.APPROVE})) == {32: True}


def test_all_the_others_are_those_that_are_not_named() -> None:
    items = {"1": Verdict.REFUSE, "*": Verdict.APPROVE}
    assert settled(head_says(Intent.MIXED, FIRST, SECOND, items=items)) == {31: False, 32: True}


def test_a_number_that_is_not_on_the_list_settles_nothing_at_all() -> None:
    decision = decide(head_says(Intent.MIXED, FIRST, SECOND, items={"1": Verdict.APPROVE, "3": Verdict.APPROVE}))
    assert decision.rule == "unclear_word"
    assert (of_kind(Settle, decision.effects), templates(decision)) == ([], ["chair_unclear"])


def test_mixed_words_without_numbers_fit_no_reading() -> None:
    assert verdicts(head_says(Intent.MIXED, FIRST, SECOND)) is None


def test_verdicts_need_a_list() -> None:
    assert verdicts(case(Intent.APPROVE, HEAD)) is None


@pytest.mark.parametrize("member", [STANDING, HOME, FINANCE], ids=lambda member: member.id)
@pytest.mark.parametrize("intent", [Intent.APPROVE, Intent.REFUSE, Intent.MIXED])
def test_nobody_else_can_speak_to_a_list_even_with_the_heads_own_letter(member: Any, intent: Intent) -> None:
    decision = decide(case(intent, member, reference=request_list(FIRST), requests=[FIRST]))
    assert (decision.rule, decision.filed) == ("word_of_another", FiledAs.REVIEW)
    assert nothing_but_an_alarm(decision)


def test_the_heads_secretary_does_not_speak_for_him() -> None:
    decision = decide(head_says(Intent.APPROVE, FIRST, writer="assistant"))
    assert decision.rule == "word_of_another"
    assert nothing_but_an_alarm(decision)


def nothing_but_an_alarm(decision: Decision) -> bool:
    """The office is told, and the token of the letter is worth nothing from now on."""
    (distrusted,) = of_kind(DistrustToken, decision.effects)
    return templates(decision) == ["office_notice"] and decision.effects[0] == distrusted and len(decision.effects) == 2


def test_a_thousand_answers_of_others_to_one_letter_make_one_alarm_a_day() -> None:
    seen = case(Intent.APPROVE, FINANCE, reference=request_list(FIRST), requests=[FIRST])
    keys = {one.key for number in range(1000) for one in letters(decide(replace(seen, ref=f"mail {number}")))}
    assert len(keys) == 1


@pytest.mark.parametrize("policy", [POLICY, OPEN_NET], ids=["intranet", "strict"])
def test_a_letter_that_somebody_else_has_answered_proves_nothing_any_more(policy: Policy) -> None:
    exposed = replace(request_list(FIRST), exposed=True)
    decision = decide(
        head_says(Intent.APPROVE, FIRST, reference=exposed, policy=policy, mailed={"authenticity": VOUCHED})
    )
    assert (decision.rule, templates(decision)) == ("unproven_word", ["chair_confirm"])


@pytest.mark.parametrize("kind", ["summary", "receipt", "digest"])
def test_a_word_on_a_report_decides_nothing(kind: str) -> None:
    decision = decide(case(Intent.APPROVE, HEAD, reference=letter(kind, HEAD), requests=[FIRST]))
    assert (decision.rule, decision.filed) == ("word_on_a_report", FiledAs.REVIEW)
    assert set(templates(decision)) == {"office_notice"}
    assert len(decision.effects) == len(templates(decision))


def test_a_yes_without_a_list_gets_the_open_requests_with_their_numbers() -> None:
    decision = decide(case(Intent.APPROVE, HEAD, requests=[GRANTED, SECOND]))
    (sent,) = letters(decision)
    assert (sent.template, sent.items) == ("chair_unclear", ((1, 32, SECOND.digest),))


def test_a_yes_without_a_list_while_nothing_is_open_gets_no_letter() -> None:
    decision = decide(case(Intent.APPROVE, HEAD, requests=[GRANTED]))
    assert (decision.rule, decision.effects) == ("word_without_list", ())


def test_a_question_of_the_head_leaves_all_open_and_is_a_persons_to_answer() -> None:
    decision = decide(head_says(Intent.QUESTION, FIRST))
    assert (decision.rule, decision.filed, decision.effects) == ("unclear_word", FiledAs.REVIEW, ())


def test_consent_reaches_the_head_and_the_office_and_nobody_else_until_he_could_take_it_back() -> None:
    decision = decide(head_says(Intent.APPROVE, FIRST))
    assert templates(decision) == ["chair_echo", "office_decision"]
    assert [each.tell_at for each in of_kind(Settle, decision.effects)] == [MORNING + POLICY.schedule.consent_pause]


def test_near_the_start_a_consent_is_told_at_once() -> None:
    late = START - timedelta(hours=2)
    decision = decide(head_says(Intent.APPROVE, FIRST, at=late))
    assert [each.tell_at for each in of_kind(Settle, decision.effects)] == [late]


def test_a_no_to_a_consent_that_nobody_has_heard_of_is_a_refusal_to_the_member_and_no_word_to_the_substitute() -> None:
    decision = decide(head_says(Intent.REFUSE, UNHEARD, stands=[represented()]))
    assert [each.request_id for each in of_kind(Revoke, decision.effects)] == [31]
    assert templates(decision) == ["decision_refused", "chair_echo", "office_decision"]


def the_echo(*requests: ConsentRequest) -> SentMail:
    return replace(request_list(*requests), kind="receipt", topic=ECHO)


def test_the_echo_takes_a_no_though_nobody_vouches_for_it() -> None:
    answer = head_says(Intent.REFUSE, UNHEARD, reference=the_echo(UNHEARD), policy=OPEN_NET, stands=[represented()])
    assert decide(answer).rule == "heads_word"


def test_a_yes_to_the_echo_of_a_yes_makes_no_further_letter() -> None:
    decision = decide(head_says(Intent.APPROVE, UNHEARD, reference=the_echo(UNHEARD)))
    assert (decision.rule, decision.effects) == ("word_on_closed_requests", ())


def test_a_yes_to_the_echo_of_a_no_grants_nothing() -> None:
    refused = replace(FIRST, status=RequestStatus.REFUSED)
    decision = decide(head_says(Intent.APPROVE, refused, reference=the_echo(refused)))
    assert (decision.rule, of_kind(Settle, decision.effects)) == ("word_against_the_record", [])


def test_what_changes_nothing_is_told_once_a_day() -> None:
    seen = head_says(Intent.APPROVE, replace(FIRST, status=RequestStatus.WITHDRAWN))
    keys = {one.key for number in range(100) for one in letters(decide(replace(seen, ref=f"mail {number}")))}
    assert len(keys) == 1


def test_who_wrote_the_members_answer_stays_known_behind_the_heads_word() -> None:
    proposed = replace(pending(), by_assistant=True, written_by="vp@snv.example", unverified=True)
    (said,) = of_kind(Answer, decide(head_says(Intent.APPROVE, FIRST, stands=[proposed])).effects)
    assert (said.by_assistant, said.written_by, said.unverified) == (True, "vp@snv.example", True)


def test_refusal_reaches_the_member_the_head_and_the_office() -> None:
    decision = decide(head_says(Intent.REFUSE, FIRST))
    assert templates(decision) == ["decision_refused", "chair_echo", "office_decision"]


def test_the_head_is_echoed_at_his_configured_address() -> None:
    (echo,) = (each for each in letters(decide(head_says(Intent.APPROVE, FIRST))) if each.template == "chair_echo")
    assert echo.to == HEAD.email


def test_whom_the_head_wishes_instead_is_kept_with_the_refusal_only() -> None:
    refused = decide(head_says(Intent.REFUSE, FIRST, other_person=OTHER_DEPUTY))
    agreed = decide(head_says(Intent.APPROVE, FIRST, other_person=OTHER_DEPUTY))
    assert [each.wish for each in of_kind(Settle, refused.effects)] == [OTHER_DEPUTY]
    assert [each.wish for each in of_kind(Settle, agreed.effects)] == [None]


NO = (RequestStatus.REFUSED, RequestStatus.REVOKED)
ENDED = [each for each in RequestStatus if each not in (RequestStatus.OPEN, *NO)]


@pytest.mark.parametrize("status", NO)
def test_a_yes_after_a_no_changes_nothing_and_the_office_is_told_at_once(status: RequestStatus) -> None:
    decision = decide(head_says(Intent.APPROVE, replace(FIRST, status=status)))
    assert (decision.rule, decision.filed) == ("word_against_the_record", FiledAs.REVIEW)
    assert set(templates(decision)) == {"chair_echo", "office_notice"}


@pytest.mark.parametrize("status", ENDED)
def test_a_yes_on_a_request_that_is_not_open_changes_nothing_and_says_so(status: RequestStatus) -> None:
    decision = decide(head_says(Intent.APPROVE, replace(FIRST, status=status)))
    assert (decision.rule, decision.filed) == ("word_on_closed_requests", FiledAs.IGNORED)
    assert templates(decision) == ["chair_echo"]


def test_a_letter_to_the_mailbox_that_the_head_had_before_proves_nothing() -> None:
    fresh = replace(request_list(FIRST), topic=CHALLENGE)
    assert decide(head_says(Intent.APPROVE, FIRST, policy=OPEN_NET, reference=fresh)).rule == "heads_word"
    before = replace(fresh, recipient="cu@ubnd.example")
    for policy in (OPEN_NET, POLICY):
        decision = decide(head_says(Intent.APPROVE, FIRST, policy=policy, reference=before))
        assert (decision.rule, templates(decision)) == ("unproven_word", ["chair_confirm"])


def test_a_no_on_a_granted_request_takes_the_consent_back() -> None:
    decision = decide(head_says(Intent.REFUSE, GRANTED, stands=[represented()]))
    assert [each.request_id for each in of_kind(Revoke, decision.effects)] == [31]
    assert [each.event for each in of_kind(Answer, decision.effects)] == [Event.REVOCATION]
    assert templates(decision)[:2] == ["decision_revoked", "substitute_released"]


@pytest.mark.parametrize(
    "status", [each for each in RequestStatus if each not in (RequestStatus.OPEN, RequestStatus.GRANTED)]
)
def test_a_no_on_a_request_that_has_ended_changes_nothing(status: RequestStatus) -> None:
    decision = decide(head_says(Intent.REFUSE, replace(FIRST, status=status)))
    assert decision.rule == "word_on_closed_requests"


def test_one_used_number_does_not_stop_the_others() -> None:
    decision = decide(head_says(Intent.APPROVE, GRANTED, SECOND))
    assert [each.request_id for each in of_kind(Settle, decision.effects)] == [32]


def test_the_heads_word_is_no_answer_of_the_member_and_leaves_his_punctuality() -> None:
    (said,) = of_kind(Answer, decide(head_says(Intent.APPROVE, FIRST)).effects)
    assert (said.event, said.counts) == (Event.CONSENT, False)


def test_a_word_on_a_request_whose_member_is_not_invited_any_more_settles_nothing() -> None:
    answer = head_says(Intent.APPROVE, FIRST)
    without = replace(answer, invitations=tuple(i for i in answer.invitations if i.member is not HOME))
    assert settled(without) == {}


# What the Head agreed to is what he was asked -----------------------------------------------------------------------

CHANGED = {
    "name": replace(DEPUTY, name="Trần Văn Bính"),
    "title": replace(DEPUTY, title="Phó Giám đốc phụ trách"),
    "rank": replace(DEPUTY, rank=Rank.DIVISION),
}


@pytest.mark.parametrize("changed", CHANGED.values(), ids=CHANGED.keys())
def test_a_yes_does_not_reach_a_substitute_who_was_changed_since(changed: Substitute) -> None:
    now_other = replace(FIRST, substitute=changed)
    decision = decide(head_says(Intent.APPROVE, FIRST, requests=[now_other]))
    assert decision.rule == "word_on_closed_requests"


def test_a_yes_does_not_reach_a_meeting_that_was_moved_since() -> None:
    moved = replace(MEETING, starts_at=MEETING.starts_at + timedelta(hours=1))
    assert settled(head_says(Intent.APPROVE, FIRST, meeting=moved)) == {}


def test_a_yes_does_not_reach_a_list_whose_content_was_not_this() -> None:
    other_list = letter("approval", HEAD, items=((1, 31, "0" * 64),))
    assert settled(head_says(Intent.APPROVE, FIRST, reference=other_list)) == {}


def test_another_room_keeps_the_consent_possible() -> None:
    moved = replace(MEETING, place="Hội trường B", sequence=1)
    assert settled(head_says(Intent.APPROVE, FIRST, meeting=moved)) == {31: True}


def test_the_digest_does_not_depend_on_case_spacing_or_the_form_of_the_marks() -> None:
    written = replace(DEPUTY, name=unicodedata.normalize("NFD", "TRẦN  VĂN BÌNH"), registered=True)
    assert request_digest(MEETING, HOME, written) == FIRST.digest


def test_the_digest_binds_meeting_member_and_moment() -> None:
    others = {
        request_digest(replace(MEETING, id=8), HOME, DEPUTY),
        request_digest(MEETING, FINANCE, DEPUTY),
        request_digest(replace(MEETING, starts_at=MEETING.starts_at + timedelta(minutes=1)), HOME, DEPUTY),
    }
    assert len(others | {FIRST.digest}) == 4


def test_what_is_recorded_of_a_consent_is_the_substitute_as_he_was_put_before_the_head() -> None:
    (said,) = of_kind(Answer, decide(head_says(Intent.APPROVE, FIRST)).effects)
    assert (said.member_id, said.substitute, said.reason, said.turn) == (HOME.id, DEPUTY, FIRST.reason, 2)


def test_words_between_the_lines_of_the_list_are_kept_where_there_is_no_other_text() -> None:
    answer = head_says(Intent.APPROVE, FIRST, words=("Đồng ý",), mailed={"text": " "})
    assert [each.words for each in of_kind(Settle, decide(answer).effects)] == ["Đồng ý"]
