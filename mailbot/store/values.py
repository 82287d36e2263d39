"""Values of the core as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from mailbot.core.model import Deputy, Member, Mode, Rank, Role, Substitute, UnitKind


def substitute_to_json(substitute: Substitute | None) -> dict[str, Any] | None:
    return None if substitute is None else asdict(substitute)


def substitute_from_json(value: Mapping[str, Any] | None) -> Substitute | None:
    if value is None:
        return None
    return Substitute(value["name"], value["title"], Rank(value["rank"]), UnitKind(value["unit"]), value["registered"])


def modes_from_json(value: list[str]) -> tuple[Mode, ...]:
    return tuple(Mode(mode) for mode in value)


def person_to_json(member: Member) -> dict[str, Any]:
    """All of a member but his dates, which have columns of their own."""
    person = asdict(member)
    del person["valid_from"], person["valid_to"]
    return person


def person_from_json(value: Mapping[str, Any], **dates: Any) -> Member:
    return Member(
        id=value["id"],
        name=value["name"],
        title=value["title"],
        agency=value["agency"],
        role=Role(value["role"]),
        email=value["email"],
        aliases=tuple(value["aliases"]),
        assistants=tuple(value["assistants"]),
        kind=value["kind"],
        deputies=tuple(Deputy(**deputy) for deputy in value["deputies"]),
        phone=value["phone"],
        order=value["order"],
        **dates,
    )
