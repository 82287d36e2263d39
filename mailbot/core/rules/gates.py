"""What each gate finds in a mail: the account of why a mail had an effect or had none, for `mailbot why`.

The rules decide; this names, gate by gate, the facts on which they do.
"""

from __future__ import annotations

from collections.abc import Callable

from mailbot.core.model import AuthResult, Gate, GateName, Intent, RequestStatus, Source
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
    """Whether somebody whom we believe vouches for the sender."""
    found = case.mail.authenticity
    detail = ": ".join(part for part in (found.method, found.grounds) if part)
    return Gate(GateName.AUTHENTICITY, found.result.value, found.result is not AuthResult.FAIL, detail)


def roster(case: Case) -> Gate:
    """Whose address it is: exactly one of the roster's, names are no more than a hint."""
    writer = case.reading.writer or "stranger"
    return Gate(GateName.ROSTER, writer, writer in _KNOWN_WRITERS, case.written_by)


def binding(case: Case) -> Gate:
    """Which letter of ours it answers, whether that was his, and whether what it carried still holds."""
    if case.reference is None:
        named = "no_meeting" if case.meeting is None else "without_letter"
        return Gate(GateName.BINDING, named, case.meeting is not None)
    detail = case.reference.kind + (f", {case.reference.topic}" if case.reference.topic else "")
    if case.reference.member_id not in (None, case.reading.sender):
        return Gate(GateName.BINDING, "letter_of_another", False, detail)
    if case.reference.exposed:
        return Gate(GateName.BINDING, "token_exposed", False, detail)
    if not case.to_request_list:
        return Gate(GateName.BINDING, "own_letter_of_ours", True, detail)
    result = _list_binding(case)
    return Gate(GateName.BINDING, result, result in ("list_as_sent", "list_settled_in_part"), detail)


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
    if not waiting:
        return "list_settled"
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
