"""The people of the reading tests: seats of one committee, and mails that they write."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

from mailbot.core.model import Address, Mail, Member, Reference, Role, Roster, Source
from mailbot.core.profiles import PROFILES, kind_of

CORPUS = Path(__file__).parents[2] / "corpus"
RECEIVED = datetime(2024, 9, 24, 2, 0, tzinfo=UTC)


def load_roster() -> Roster:
    """The roster of the corpus."""
    with (CORPUS / "roster.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    members = tuple(
        Member(
            row["id"],
            row["name"],
            row["title"],
            row["agency"],
            Role(row["role"]),
            row["email"],
            tuple(a for a in row["aliases"].split(";") if a),
            tuple(a for a in row["assistants"].split(";") if a),
            kind_of(row["agency"]),
            order=order,
        )
        for order, row in enumerate(rows)
    )
    return Roster(members, PROFILES)


ROSTER = load_roster()


def member(member_id: str) -> Member:
    found = ROSTER.by_id(member_id)
    assert found is not None
    return found


def mail(
    text: str,
    member_id: str = "snv",
    kind: str = "invite",
    *,
    by_assistant: bool = False,
    listed: tuple[tuple[int, str], ...] = (),
    items: tuple[tuple[int, str], ...] = (),
) -> Mail:
    """A reply from a member's own mailbox, or from his office's, to one of our letters."""
    seat = member(member_id)
    address = seat.assistants[0] if by_assistant else seat.email
    references = (Reference(kind, "0" * 22),) if kind else ()
    return Mail(
        RECEIVED,
        Source.REPLY,
        Address(address, seat.name),
        "Re: Mời dự Phiên họp quý III/2024",
        references=references,
        text=text,
        quoted=True,
        listed=listed,
        items=items,
    )
