"""Which letters there are, and what each may speak of: what the rules give to the templates."""

from __future__ import annotations

# The members' answers and what was recorded of them.
_ANSWERED = frozenset({"meeting", "invitation", "received_at", "late", "before"})
_PROPOSED = frozenset({"meeting", "invitation", "substitute", "received_at", "before"})
_REQUEST = frozenset({"meeting", "request"})
_MOVED = frozenset({"meeting", "invitation", "old_starts_at", "old_place"})
# `to_chair`: the reader may know reasons (the Head, and the office); `copy`: it is the office's own; `changed`: what is
# said of an invitee who stands otherwise than in the last report, by id.
_SUMMARY = frozenset({"meeting", "summary", "pending", "to_chair", "copy", "changed"})

CONTEXTS: dict[str, frozenset[str]] = {
    # Invitations, reminders and changes of the meeting.
    "invite": frozenset({"meeting", "invitation", "short_notice", "softer"}),
    "remind": frozenset({"meeting", "invitation", "last", "left"}),
    "deadline_passed": frozenset({"meeting", "invitation"}),
    "meeting_moved": _MOVED,
    "meeting_place": _MOVED,
    "meeting_cancelled": _MOVED,
    "meeting_postponed": _MOVED,
    # Receipts.
    "receipt_attend": _ANSWERED,
    "receipt_absent": _ANSWERED,
    "receipt_pending": _ANSWERED | {"claimed", "by_assistant", "unregistered", "replaced"},
    "receipt_guest": frozenset({"meeting", "invitation", "received_at"}),
    "receipt_chair": frozenset({"meeting", "invitation", "received_at"}),
    "receipt_question": frozenset({"meeting", "received_at"}),
    # Questions.
    "refuse_division": _PROPOSED,
    "refuse_unit": _PROPOSED,
    "clarify": _PROPOSED | {"doubt", "words"},
    "clarify_vice_chair": _PROPOSED,
    "mail_in_your_name": frozenset({"meeting", "received_at"}),
    # The Head's consent.
    "chair_request": frozenset({"chair", "meeting", "requests", "nudge", "writers"}),
    "chair_list": frozenset({"chair", "meeting", "requests", "nudge", "listed_at", "writers"}),
    "chair_unclear": frozenset({"chair", "meeting", "words", "requests"}),
    "chair_confirm": frozenset({"chair", "meeting", "words", "requests", "received_at"}),
    "chair_echo": frozenset({"chair", "meeting", "decided", "closed", "granted", "tell_at"}),
    # What followed from his word.
    "decision_agreed": _REQUEST,
    "decision_refused": _REQUEST | {"wants_head", "other"},
    "decision_revoked": _REQUEST,
    "decision_absence": _REQUEST,
    "expired": _REQUEST,
    "substitute_invited": _REQUEST | {"old_place"},
    "substitute_released": _REQUEST | {"cause"},
    # Reports.
    "summary": _SUMMARY,
    "supplement": _SUMMARY | {"previous_at", "changes", "number"},
    # The office.
    "office_decision": frozenset({"meeting", "decided", "tell_at"}),
    "office_notice": frozenset({"title", "lines"}),
    "digest": frozenset(
        {
            *("day", "since", "until", "meetings", "open_mails", "strangers", "stuck"),
            *("more_mails", "more_stuck", "arrived", "sent", "warnings", "health"),
        }
    ),
    "digest_quiet": frozenset({"day", "since", "health"}),
}
