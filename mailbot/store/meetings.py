"""Meetings, who is invited to them, and where each invitee stands: the last line of his journal."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.core.model import Invitation, Meeting, MeetingKind, Member, Role, Roster, State
from mailbot.store.tables import invitee, journal, meeting
from mailbot.store.values import modes_from_json, person_from_json, person_to_json, substitute_from_json

# Letters that nobody mistakes for each other, neither on paper nor on the telephone.
_CODE_LETTERS = "23456789ACDEFGHJKLMNPQRTUVWXY"
_CODE_PREFIX = {"quarterly": "Q", "half_year": "H", "annual": "N", "ad_hoc": "DX", "other": "H"}


def new_code(connection: Connection, kind: MeetingKind) -> str:
    """A short code for subjects that no meeting has yet: 'Q-7K4M'."""
    while True:
        code = f"{_CODE_PREFIX[kind.value]}-{''.join(secrets.choice(_CODE_LETTERS) for _ in range(4))}"
        if by_code(connection, code) is None:
            return code


def add(connection: Connection, new: Meeting, invitees: Iterable[Member], now: datetime) -> Meeting:
    """Keep a meeting and its invitees; the stored one, with its id, comes back."""
    values = {
        "code": new.code,
        "kind": new.kind.value,
        "title": new.title,
        "starts_at": new.starts_at,
        "place": new.place,
        "presiding": new.presiding,
        "deadline": new.deadline,
        "deadline_policy": new.deadline_policy,
        "made_at": now,
        "documents": list(new.documents),
        "note": new.note,
    }
    meeting_id = connection.execute(sa.insert(meeting).values(values).returning(meeting.c.id)).scalar_one()
    add_invitees(connection, meeting_id, invitees)
    return one(connection, meeting_id)


def add_invitees(connection: Connection, meeting_id: int, invitees: Iterable[Member]) -> None:
    rows = [{"meeting_id": meeting_id, "member_id": m.id, "person": person_to_json(m), "asked": []} for m in invitees]
    if rows:
        connection.execute(sa.insert(invitee), rows)


def one(connection: Connection, meeting_id: int) -> Meeting:
    return _meeting(connection.execute(sa.select(meeting).where(meeting.c.id == meeting_id)).one())


def by_code(connection: Connection, code: str) -> Meeting | None:
    row = connection.execute(sa.select(meeting).where(sa.func.upper(meeting.c.code) == code.upper())).one_or_none()
    return None if row is None else _meeting(row)


def all_of_them(connection: Connection) -> tuple[Meeting, ...]:
    return tuple(_meeting(row) for row in connection.execute(sa.select(meeting).order_by(meeting.c.starts_at)))


def convened_after(connection: Connection, moment: datetime) -> tuple[Meeting, ...]:
    """Meetings that were convened and start after `moment`, cancelled ones included; the next one first."""
    query = (
        sa.select(meeting)
        .where(meeting.c.invited_at.is_not(None), meeting.c.starts_at > moment)
        .order_by(meeting.c.starts_at)
    )
    return tuple(_meeting(row) for row in connection.execute(query))


def lock(connection: Connection, meeting_id: int) -> None:
    """Make the rest of this transaction the only one about this meeting (PostgreSQL; SQLite has one writer anyway)."""
    connection.execute(sa.select(meeting.c.id).where(meeting.c.id == meeting_id).with_for_update())


def change(connection: Connection, meeting_id: int, **values: Any) -> None:
    connection.execute(sa.update(meeting).where(meeting.c.id == meeting_id).values(**values))


def change_invitee(connection: Connection, meeting_id: int, member_id: str, **values: Any) -> None:
    connection.execute(
        sa.update(invitee).where(invitee.c.meeting_id == meeting_id, invitee.c.member_id == member_id).values(**values)
    )


def ask_anew(connection: Connection, meeting_id: int) -> None:
    """What was asked back and what was not delivered belonged to another time: both may come again."""
    everybody = sa.update(invitee).where(invitee.c.meeting_id == meeting_id)
    connection.execute(everybody.values(asked=[], undeliverable_at=None, diagnostic=""))


def reseat(connection: Connection, meeting_id: int, holder: Member) -> None:
    """This person holds the invited seat now: he has not been invited, reached or asked anything yet."""
    change_invitee(
        connection,
        meeting_id,
        holder.id,
        person=person_to_json(holder),
        invited_at=None,
        undeliverable_at=None,
        diagnostic="",
        asked=[],
    )


def guests(connection: Connection, meetings: Sequence[Meeting]) -> tuple[Member, ...]:
    """The guests of these meetings: their answers are read like members'."""
    query = sa.select(invitee.c.person).where(invitee.c.meeting_id.in_([m.id for m in meetings]))
    people = (person_from_json(person) for person in connection.scalars(query))
    return tuple({p.email: p for p in people if p.role is Role.GUEST}.values())


def invitations(connection: Connection, meeting_id: int, roster: Roster) -> tuple[Invitation, ...]:
    """Where every invitee stands, in protocol order; a seat's present holder where the roster has one."""
    lines: dict[str, list[Row[Any]]] = defaultdict(list)
    for line in connection.execute(sa.select(journal).where(journal.c.meeting_id == meeting_id).order_by(journal.c.id)):
        lines[line.member_id].append(line)
    rows = connection.execute(sa.select(invitee).where(invitee.c.meeting_id == meeting_id)).all()
    found = [_invitation(row, lines[row.member_id], roster) for row in rows]
    return tuple(sorted(found, key=lambda i: (i.member.is_guest, i.member.order, i.member.id)))


def _invitation(row: Row[Any], lines: list[Row[Any]], roster: Roster) -> Invitation:
    member = roster.by_id(row.member_id) or person_from_json(row.person)
    last = lines[-1] if lines else None
    void = max((line.id for line in lines if line.event == "void"), default=0)
    answers = [line.received_at for line in lines if line.counts and line.id > void]
    return Invitation(
        meeting_id=row.meeting_id,
        member=member,
        state=State(last.after) if last else State.SILENT,
        substitute=substitute_from_json(last.substitute) if last else None,
        reason=last.reason if last else "",
        modes=modes_from_json(last.modes) if last else (),
        companions=last.companions if last else "",
        first_answer_at=min(answers, default=None),
        last_answer_at=max(answers, default=None),
        invited_at=row.invited_at,
        undeliverable=row.undeliverable_at is not None,
        asked=tuple(row.asked),
        by_assistant=last.by_assistant if last else False,
        written_by=last.written_by if last else "",
        unverified=last.unverified if last else False,
        turn=last.turn if last else 0,
    )


def _meeting(row: Row[Any]) -> Meeting:
    return Meeting(
        id=row.id,
        code=row.code,
        kind=MeetingKind(row.kind),
        title=row.title,
        starts_at=row.starts_at,
        place=row.place,
        presiding=row.presiding,
        deadline=row.deadline,
        deadline_policy=row.deadline_policy,
        invited_at=row.invited_at,
        closed_at=row.closed_at,
        moved_at=row.moved_at,
        moved_sequence=row.moved_sequence,
        cancelled_at=row.cancelled_at,
        postponed=row.postponed,
        sequence=row.sequence,
        documents=tuple(row.documents),
        note=row.note,
    )
