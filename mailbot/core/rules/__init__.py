"""The Regulation, top down: the first rule that has something to say decides.

Each rule is one question about a case and answers with a decision or with nothing.  The order is the policy: what is
no answer at all goes first, then the Head's word, then what can no longer change anything, then the member's answer,
and at the end whatever no rule understood goes to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mailbot.core.model import Decision, FiledAs
from mailbot.core.rules import arrival, attendance, consent, guests, occasion, second_thoughts, substitution
from mailbot.core.rules.alarms import alarms
from mailbot.core.rules.case import Case

__all__ = ["RULES", "Case", "decide"]

Rule = Callable[[Case], Decision | None]

RULES: tuple[Rule, ...] = (
    # What came in is nobody's answer.
    arrival.own_letter,
    arrival.returned_letter,
    arrival.automatic_mail,
    arrival.unsound_mail,
    arrival.forged_mail,
    arrival.former_holder,
    arrival.stranger,
    arrival.unrelated_mail,
    # Which meeting, and can anything still change there?
    occasion.no_meeting,
    occasion.cancelled_meeting,
    occasion.after_the_start,
    occasion.before_the_move,
    # The Head's word on substitutes: his own, on a list, and clear; or nothing happens.
    consent.word_of_another,
    second_thoughts.word_beside_the_list,
    consent.word_on_a_report,
    consent.word_without_list,
    consent.unclear_word,
    consent.unproven_word,
    consent.heads_word,
    # An invitee's answer: his own, in order, and about attending.
    occasion.letter_of_another,
    occasion.not_invited,
    occasion.overtaken,
    attendance.question,
    attendance.doubtful,
    attendance.unproven_change,
    guests.guest,
    attendance.heads_own_attendance,
    attendance.attends,
    attendance.absent,
    # Somebody in his place: rank first, then the Head.
    substitution.seat_without_deputy,
    substitution.ineligible_substitute,
    substitution.proposed_again,
    substitution.unknown_substitute,
    substitution.the_heads_own_choice,
    substitution.put_before_the_head,
)


def decide(case: Case) -> Decision:
    """What follows from this mail."""
    decision = next((found for rule in RULES if (found := rule(case)) is not None), None)
    if decision is None:
        why = "Không quy tắc nào áp dụng được; đề nghị cán bộ xem thư."
        decision = case.decide("no_rule", FiledAs.REVIEW, why)
    return replace(decision, effects=(*decision.effects, *alarms(case)))
