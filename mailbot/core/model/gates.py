"""The gates that every mail passes before it can have an effect, and the name of what each of them found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class GateName(StrEnum):
    """In the order in which they are asked (docs/security.md)."""

    INTAKE = "intake"  # exactly one sender, nothing that contradicts itself
    KIND = "kind"  # a person wrote it, not a machine
    AUTHENTICITY = "authenticity"  # somebody whom we believe vouches for the sender
    ROSTER = "roster"  # whose address that is
    BINDING = "binding"  # which letter of ours it answers, and whether that still holds
    GRAMMAR = "grammar"  # the newest words say one thing


@dataclass(frozen=True)
class Gate:
    """What one gate found: `result` is a name for programs, `detail` the grounds."""

    name: GateName
    result: str
    open: bool  # whether the mail passes here
    detail: str = ""
