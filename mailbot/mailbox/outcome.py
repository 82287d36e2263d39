"""What became of one attempt to send one mail to one recipient, and the sentence that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OutcomeKind(StrEnum):
    """What to do next follows from this alone."""

    SENT = "sent"  # the server has taken the responsibility (RFC 5321, 6.1)
    RETRY = "retry"  # it certainly has not; later it may
    FAILED = "failed"  # it certainly has not, and will not: for a person
    UNCERTAIN = "uncertain"  # all was said, the final dot too, but no answer came: it may have arrived
    PAUSE = "pause"  # it certainly has not, and the fault is not this mail's: stop the queue, tell the office


@dataclass(frozen=True)
class Outcome:
    """One attempt's end."""

    kind: OutcomeKind
    text: str  # the server's own words, or a sentence on what went wrong
    code: int | None = None  # the SMTP reply code, where the server gave one


def sent(code: int, text: str) -> Outcome:
    return Outcome(OutcomeKind.SENT, text, code)


def of_reply(code: int, text: str) -> Outcome:
    """A refusal that concerns this mail: 4xx passes, 5xx does not (RFC 5321, 4.2.1)."""
    kind = OutcomeKind.FAILED if 500 <= code < 600 else OutcomeKind.RETRY
    return Outcome(kind, f"{code} {text}", code)
