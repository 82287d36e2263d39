"""The states of an invitee's answer, as one table.

An invitee is in exactly one of seven states (letters L15).  What he writes, and what the Head says, are events; the
table says where each leads.  A doubt never overturns a clear answer: the bot asks, and what was said before stands
until the answer comes.  An answer that proposes somebody always leaves `attends` and `absent`, because it says that
the member himself does not come and that somebody should.

A cell that is missing cannot happen: the rules close a request before they let anything else happen to it, so consent
can only meet `pending`.  Reaching such a cell is a bug, and raises.
"""

from __future__ import annotations

from mailbot.core.model import Event, State


class ImpossibleEventError(RuntimeError):
    """An event reached a state in which the rules should never have let it happen."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"event {event!r} cannot happen in state {state!r}")
        self.state = state
        self.event = event


# What the invitee says, from whatever state: his last word counts.
_SAID = {
    Event.ATTEND: State.ATTENDS,
    Event.ABSENT: State.ABSENT,
    Event.PROPOSE: State.PENDING,
    Event.PROPOSE_INELIGIBLE: State.UNCLEAR,
    Event.PROPOSE_UNKNOWN: State.UNCLEAR,
    Event.VOID: State.SILENT,
}

TRANSITIONS: dict[State, dict[Event, State]] = {
    State.SILENT: {**_SAID, Event.DOUBT: State.UNCLEAR},
    State.UNCLEAR: {**_SAID, Event.DOUBT: State.UNCLEAR},
    State.ATTENDS: {**_SAID, Event.DOUBT: State.ATTENDS},
    State.ABSENT: {**_SAID, Event.DOUBT: State.ABSENT},
    State.PENDING: {
        **_SAID,
        Event.DOUBT: State.PENDING,
        Event.CONSENT: State.SUBSTITUTE,
        Event.REFUSAL: State.REFUSED,
    },
    State.SUBSTITUTE: {
        **_SAID,
        Event.DOUBT: State.SUBSTITUTE,
        Event.REVOCATION: State.REFUSED,
    },
    State.REFUSED: {**_SAID, Event.DOUBT: State.REFUSED},
}


def after(state: State, event: Event) -> State:
    """The state that follows; raises ImpossibleEventError where the table has no cell."""
    try:
        return TRANSITIONS[state][event]
    except KeyError:
        raise ImpossibleEventError(state, event) from None
