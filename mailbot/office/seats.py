"""A seat with a new holder: what the former one answered does not hold for him; he is invited and asked himself."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Connection

from mailbot.core.model import Answer, Event, Meeting, Member, Roster
from mailbot.core.names import same_person
from mailbot.core.rules.decisions import ended
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.desk.gather import standing
from mailbot.store import meetings, requests
from mailbot.store.journals import Cause


def reseat(connection: Connection, desk: Desk, roster: Roster, now: datetime) -> list[str]:
    """Void what former holders answered to coming meetings; a sentence for each seat, for the person who imports."""
    told = []
    for meeting in desk.open_meetings(connection, now):
        for member_id, former in requests.invitees_of(connection, meeting.id).items():
            present = roster.by_id(member_id)
            if present is not None and not same_person(present.name, former.name):
                _give(connection, desk, meeting, present, roster, now)
                told.append(
                    f"{meeting.title} [{meeting.code}]: {present.name} holds the seat of {former.name} now; "
                    f"invite him with `mailbot meeting invite {meeting.code}`"
                )
    return told


def _give(connection: Connection, desk: Desk, meeting: Meeting, present: Member, roster: Roster, now: datetime) -> None:
    invitations, asked = standing(connection, meeting.id, roster)
    own = [request for request in asked if request.member.id == present.id]
    effects = [effect for request in own for effect in ended(meeting, request, "withdrawn", desk.policy)]
    effects += [
        Answer(meeting.id, present.id, Event.VOID, counts=False, turn=invitation.turn + 1)
        for invitation in invitations
        if invitation.member.id == present.id and invitation.turn
    ]
    apply(connection, desk, effects, Cause("new_holder", "office", now), now)
    meetings.reseat(connection, meeting.id, present)
