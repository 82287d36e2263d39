"""What became of mails, as the office counts it: every rule that can decide has its place here, and no other has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mailbot.core.rules.second_thoughts import DOUBT_ON_CONSENT

# What a mail came to, in the digest's order, and the rules that make it so.
OUTCOMES: dict[str, frozenset[str]] = {
    "xác nhận tham dự": frozenset({"attends", "head_attends"}),
    "báo vắng": frozenset({"absent", "head_absent", "absence_accepted"}),
    "đề nghị Cấp phó dự thay": frozenset({"put_before_the_head", "proposed_again", "the_heads_own_choice"}),
    "người dự thay chưa phù hợp hoặc chưa rõ, đã đề nghị báo lại": frozenset(
        {"refuse_division", "refuse_unit", "unknown_substitute_asked", "unknown_substitute", "seat_without_deputy"}
    ),
    "phản hồi của khách mời": frozenset({"guest"}),
    "ý kiến của đồng chí Trưởng Ban, đã ghi nhận": frozenset({"heads_word", "word_on_closed_requests"}),
    "ý kiến của đồng chí Trưởng Ban, chưa rõ hoặc chưa xác thực": frozenset(
        {
            *("unclear_word", "unproven_word", "word_without_list", "word_against_the_record", "word_on_a_report"),
            *(DOUBT_ON_CONSENT, "head_for_a_person"),
        }
    ),
    "chưa rõ việc tham dự": frozenset({"doubtful", "doubtful_asked"}),
    "câu hỏi": frozenset({"question"}),
    "cần cán bộ xác định người gửi hoặc phiên họp": frozenset(
        {
            *("no_meeting", "several_meetings", "letter_of_another", "not_invited", "before_the_move"),
            *("handled_after_the_start", "word_of_another", "former_holder", "answer_like_mass_mail"),
            *("unsound_mail", "unproven_change", "no_rule"),
        }
    ),
    "người gửi chưa đăng ký": frozenset({"stranger"}),
    "thư mạo danh, không ghi nhận": frozenset({"forged_mail"}),
    "không liên quan đến việc tham dự": frozenset({"unrelated_mail"}),
    "thư bị trả lại": frozenset({"returned_letter"}),
    "thư tự động": frozenset({"automatic_mail"}),
    "đến sau hoặc trùng thư khác, không làm thay đổi kết quả": frozenset(
        {"after_the_start", "overtaken", "cancelled_meeting", "duplicate"}
    ),
}

# Our own letters, which come back to the mailbox that the office reads.
NOT_COUNTED = frozenset({"own_letter"})
# Mails that no rule has decided: not handled yet, failed, or without content.
UNDECIDED = "chưa xử lý được"

_OUTCOME_OF = {rule: outcome for outcome, rules in OUTCOMES.items() for rule in rules}


def tally(rules: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How many mails came to what, by the rules that decided them ('' where none has); outcomes of nobody left away."""
    counted = Counter(_OUTCOME_OF.get(rule, UNDECIDED) for rule in rules if rule not in NOT_COUNTED)
    return tuple((outcome, counted[outcome]) for outcome in (*OUTCOMES, UNDECIDED) if counted[outcome])
