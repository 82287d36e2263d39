"""Every outcome of the rules has its letter, or a reason for none; every letter is written by somebody."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from mailbot.core.rules.outcomes import NOT_COUNTED, OUTCOMES, UNDECIDED, tally
from mailbot.core.rules.second_thoughts import DOUBT_ON_CONSENT
from mailbot.letters.contract import CONTEXTS
from mailbot.letters.filters import COMING

MAILBOT = Path(__file__).parents[2] / "mailbot"

# What a decision writes, by its rule; the keys are all that the rules can decide.
LETTERS: dict[str, set[str]] = {
    "attends": {"receipt_attend"},
    "absent": {"receipt_absent"},
    "absence_accepted": {"decision_absence", "substitute_released"},
    "head_attends": {"receipt_chair"},
    "head_absent": {"receipt_chair", "office_notice"},
    "guest": {"receipt_guest"},
    "question": {"receipt_question"},
    "doubtful_asked": {"clarify"},
    "unknown_substitute_asked": {"clarify"},
    "refuse_division": {"refuse_division"},
    "refuse_unit": {"refuse_unit"},
    "seat_without_deputy": {"clarify_vice_chair"},
    "put_before_the_head": {"receipt_pending"},
    "the_heads_own_choice": {"office_decision"},
    "heads_word": {"chair_echo", "office_decision", "decision_refused", "decision_revoked", "substitute_released"},
    "word_on_closed_requests": {"chair_echo"},
    "word_against_the_record": {"chair_echo", "office_notice"},
    "word_on_a_report": {"office_notice"},
    "word_without_list": {"chair_unclear"},
    "unclear_word": {"chair_unclear"},
    DOUBT_ON_CONSENT: {"chair_unclear", "office_notice"},
    "unproven_word": {"chair_confirm"},
    "unproven_change": {"clarify", "office_notice"},
    "forged_mail": {"mail_in_your_name", "office_notice"},
    "returned_letter": {"office_notice"},
}

# Why a decision writes to nobody; the office sees what waits in its digest.
WITHOUT_A_LETTER: dict[str, str] = {
    "own_letter": "our own letter came back to the mailbox that the office reads",
    "automatic_mail": "machines are never answered (RFC 3834)",
    "answer_like_mass_mail": "it may be a machine; a person looks",
    "unsound_mail": "who wrote it is not certain: an answer could go to a victim",
    "former_holder": "he no longer holds the seat; what he may know a person decides",
    "stranger": "who is not on the roster gets nothing (L06g is not sent): no backscatter, and nothing is revealed",
    "unrelated_mail": "it is about something else",
    "no_meeting": "which meeting is not certain; a person answers",
    "several_meetings": "which meeting is not certain; a person answers",
    "cancelled_meeting": "he was told that the meeting does not take place",
    "after_the_start": "nothing changes any more",
    "handled_after_the_start": "a person decides what still can be done",
    "before_the_move": "the letter about the new time has asked him already",
    "word_of_another": "only the Head decides; whether the writer may be told so a person decides",
    "letter_of_another": "for whom he speaks is not certain",
    "not_invited": "the presiding person decides the composition, so a person answers",
    "overtaken": "a later word of his counts, and he was answered then",
    "proposed_again": "he was told when he proposed him first",
    "doubtful": "he was asked once; after that a person talks to him",
    "unknown_substitute": "he was asked once; after that a person talks to him",
    "head_for_a_person": "the Head is answered by a person",
    "no_rule": "nobody knows what to answer",
}


def strings(tree: ast.AST) -> Iterator[str]:
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def decided() -> set[str]:
    """The names that stand in the rules' own code as what they decide."""
    found = {DOUBT_ON_CONSENT, "refuse_division", "refuse_unit"}
    for path in (MAILBOT / "core" / "rules").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "decide":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_decision_has_its_letters_or_a_reason_for_none() -> None:
    assert decided() == LETTERS.keys() | WITHOUT_A_LETTER.keys()
    assert not LETTERS.keys() & WITHOUT_A_LETTER.keys()
    assert set().union(*LETTERS.values()) <= set(CONTEXTS)


def test_every_decision_is_counted_once_in_the_digest() -> None:
    counted = [rule for rules in OUTCOMES.values() for rule in rules]
    assert len(counted) == len(set(counted))
    assert set(counted) | NOT_COUNTED == decided() | {"duplicate"}


def test_outcomes_are_counted_in_their_order_and_nobody_s_are_left_away() -> None:
    assert tally(["absent", "attends", "own_letter", "", "attends", "head_attends"]) == (
        ("xác nhận tham dự", 3),
        ("báo vắng", 1),
        (UNDECIDED, 1),
    )
    assert tally([]) == ()


def test_every_template_is_named_where_letters_are_made() -> None:
    rooms = [*(MAILBOT / "core").rglob("*.py"), *(MAILBOT / "office").glob("*.py"), *(MAILBOT / "desk").glob("*.py")]
    named = {text for path in rooms for text in strings(ast.parse(path.read_text("utf-8")))}
    named |= {f"meeting_{cause}" for cause in ("cancelled", "postponed")}  # made in office/meetings.py
    assert set(CONTEXTS) <= named


def test_whatever_the_clock_sends_has_a_name_in_the_digest() -> None:
    due = MAILBOT / "core" / "due"
    named = {text for path in due.glob("*.py") for text in strings(ast.parse(path.read_text("utf-8")))} & set(CONTEXTS)
    told = {"decision_agreed", "substitute_invited"}  # made in core/rules/decisions.py
    assert (named | told) == set(COMING)
