"""What each gate finds in a mail: the account of why a mail had an effect or had none, for `mailbot why`.

The rules decide; this names, gate by gate, the facts on which they do.
"""

from __future__ import annotations

from collections.abc import Callable

from mailbot.core.model import AuthResult, Gate, GateName, Intent, RequestStatus, Source
from mailbot.core.rules import consent
from mailbot.core.rules.binding import request_digest
from mailbot.core.rules.case import Case

_MACHINES = {Source.BOUNCE: "bounce", Source.AUTO: "automatic", Source.OTHER: "unrelated"}
_KNOWN_WRITERS = {"member", "assistant", "chair", "chair_assistant"}


def gates(case: Case) -> tuple[Gate, ...]:
    """All gates, in order; those behind a shut one are told as well, for whoever looks into the matter."""
    return tuple(gate(case) for gate in _GATES)


def intake(case: Case) -> Gate:
    """Exactly one sender, and parts that do not contradict each other."""
    doubts = "; ".join(case.mail.doubts)
    if case.mail.sender is None:
        return Gate(GateName.INTAKE, "no_one_sender", False, doubts)
    return Gate(GateName.INTAKE, "doubtful" if doubts else "sound", not doubts, doubts)


def kind(case: Case) -> Gate:
    """A person's words or calendar answer; not a machine's notice, not a letter of our own."""
    if case.mail.sender is not None and case.mail.sender.email == case.policy.office.mailbox:
        return Gate(GateName.KIND, "own_letter", False)
    machine = _MACHINES.get(case.mail.source)
    if machine is not None:
        return Gate(GateName.KIND, machine, False, case.mail.automatic)
    return Gate(GateName.KIND, "calendar" if case.mail.source is Source.CALENDAR else "person", True)


def authenticity(case: Case) -> Gate:
    """Whether somebody whom we believe vouches for the sender; for the Head's word on a list, or the letter does."""
    found = case.mail.authenticity
    detail = ": ".join(part for part in (found.method, found.grounds) if part)
    believed = found.result is AuthResult.PASS or (found.result is AuthResult.NONE and not _needs_proof(case))
    return Gate(GateName.AUTHENTICITY, found.result.value, believed, detail)


def _needs_proof(case: Case) -> bool:
    """Whether it is the Head's word on a list, and the letter that it answers does not show that he reads his mail."""
    if case.reference is None or not (case.writes_as_chair and case.to_request_list):
        return False
    return not consent.is_proven(case, case.reference)


def roster(case: Case) -> Gate:
    """Whose address it is: exactly one of the roster's, names are no more than a hint."""
    writer = case.reading.writer or "stranger"
    return Gate(GateName.ROSTER, writer, writer in _KNOWN_WRITERS, case.written_by)


def binding(case: Case) -> Gate:
    """Which letter of ours it answers, whether that was his, and whether what it carried still holds."""
    result, detail = _bound_to(case), ""
    if case.reference is not None:
        detail = case.reference.kind + (f", {case.reference.topic}" if case.reference.topic else "")
    return Gate(GateName.BINDING, result, result in _BINDS, detail)


_BINDS = {"without_letter", "own_letter_of_ours", "list_as_sent", "list_settled_in_part", "list_granted"}


def _bound_to(case: Case) -> str:
    if case.reference is not None and case.reference.member_id not in (None, case.reading.sender):
        return "letter_of_another"
    if consent.is_word_of_another(case):
        return "word_of_another"
    if case.reference is None:
        return "no_meeting" if case.meeting is None else "without_letter"
    if case.to_request_list and not consent.went_to_the_head(case, case.reference):
        return "former_mailbox"
    if case.reference.exposed:
        return "token_exposed"
    return _list_binding(case) if case.to_request_list else "own_letter_of_ours"


def _list_binding(case: Case) -> str:
    """Of an answer to a list: each request takes one word, and only as it was put before the Head."""
    assert case.reference is not None
    by_id = {request.id: request for request in case.requests}
    listed = [(by_id[rid], digest) for _, rid, digest in case.reference.items if rid in by_id]
    if any(
        case.meeting is None or digest != request_digest(case.meeting, r.member, r.substitute) for r, digest in listed
    ):
        return "list_changed"
    waiting = sum(request.status is RequestStatus.OPEN for request, _ in listed)
    if not waiting:  # what was granted can be taken back
        granted = any(request.status is RequestStatus.GRANTED for request, _ in listed)
        return "list_granted" if granted else "list_settled"
    return "list_as_sent" if waiting == len(case.reference.items) else "list_settled_in_part"


def grammar(case: Case) -> Gate:
    """Whether the writer's own newest words say one thing."""
    reading = case.reading
    if reading.intent is Intent.NONE:
        return Gate(GateName.GRAMMAR, "no_answer", False, reading.rule)
    if reading.review or reading.intent is Intent.UNCLEAR:
        return Gate(GateName.GRAMMAR, "doubtful", False, reading.why)
    return Gate(GateName.GRAMMAR, reading.intent.value, True, reading.rule)


_GATES: tuple[Callable[[Case], Gate], ...] = (intake, kind, authenticity, roster, binding, grammar)
