"""The gates' account of a mail fits what the rules decided on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mailbot.core.model import Authenticity, AuthResult, Doubt, GateName, Intent, RequestStatus, Source
from mailbot.core.rules import Case, decide
from mailbot.core.rules.gates import gates
from mailbot.core.rules.to_the_head import CHALLENGE, ECHO
from tests.core.rules.cases import (
    DEPUTY,
    FINANCE,
    GUEST,
    HEAD,
    HOME,
    OPEN_NET,
    POLICY,
    SOMEBODY,
    STANDING,
    case,
    letter,
    pending,
    represented,
    request,
    request_list,
)

# Rules by which a mail has no effect because of who wrote it, or in answer to what.
REFUSALS_OF_TRUST = {
    "unsound_mail",
    "forged_mail",
    "former_holder",
    "stranger",
    "word_of_another",
    "unproven_word",
    "letter_of_another",
}
EARLIER_THAN_FORGED = {"own_letter", "returned_letter", "automatic_mail", "answer_like_mass_mail", "unsound_mail"}


@st.composite
def cases(draw: st.DrawFn) -> Case:
    member = draw(st.sampled_from([HEAD, HOME, FINANCE, STANDING, GUEST, None]))
    status = draw(st.sampled_from(RequestStatus))
    asked = request(status=status)
    listed = replace(request_list(asked), topic=draw(st.sampled_from(["", CHALLENGE, ECHO])))
    elsewhere = letter(draw(st.sampled_from(["invite", "receipt", "summary"])), draw(st.sampled_from([HEAD, HOME])))
    reference = draw(st.sampled_from([None, listed, listed, listed, elsewhere]))
    if reference is not None:
        recipient = draw(st.sampled_from([reference.recipient, reference.recipient, "cu@ubnd.example"]))
        reference = replace(reference, exposed=draw(st.booleans()), recipient=recipient)
    mailed: dict[str, Any] = {
        "source": draw(st.sampled_from([Source.REPLY, Source.REPLY, Source.REPLY, *Source])),
        "authenticity": Authenticity(draw(st.sampled_from(AuthResult)), "dmarc"),
    }
    if draw(st.integers(0, 9)) == 0:
        mailed |= {"sender": None, "doubts": ("two From fields",)}
        member = None
    read: dict[str, Any] = {"review": draw(st.booleans())}
    if member is not None and draw(st.integers(0, 3)) == 0:
        read["writer"] = "chair_assistant" if member is HEAD else draw(st.sampled_from(["assistant", "former"]))
    stands = [represented()] if status is RequestStatus.GRANTED else [pending()]
    return case(
        draw(st.sampled_from(Intent)),
        member,
        stands=stands,
        requests=[asked],
        reference=reference,
        policy=draw(st.sampled_from([POLICY, OPEN_NET])),
        mailed=mailed,
        substitute=draw(st.sampled_from([None, DEPUTY, SOMEBODY])),
        doubt=draw(st.sampled_from(Doubt)),
        **read,
    )


@given(cases())
def test_where_every_gate_is_open_no_rule_refuses_for_want_of_trust(one: Case) -> None:
    if all(gate.open for gate in gates(one)):
        assert decide(one).rule not in REFUSALS_OF_TRUST


@given(cases())
def test_what_has_been_forged_is_decided_as_such_or_before(one: Case) -> None:
    found = {gate.name: gate.result for gate in gates(one)}
    if found[GateName.AUTHENTICITY] == "fail" and found[GateName.ROSTER] not in ("stranger", "former"):
        assert decide(one).rule in {"forged_mail", *EARLIER_THAN_FORGED}


@given(cases())
def test_the_heads_word_takes_effect_only_through_open_gates(one: Case) -> None:
    if decide(one).rule == "heads_word":
        assert [gate for gate in gates(one) if not gate.open] == []
