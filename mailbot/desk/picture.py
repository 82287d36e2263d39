"""The picture of a meeting for the clock: where everybody stands, what was reported, what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.engine import Connection

from mailbot.core.due import Change, Picture
from mailbot.core.model import Invitation, Meeting, State
from mailbot.core.rules.second_thoughts import DOUBT_ON_CONSENT
from mailbot.desk.desk import Desk
from mailbot.desk.gather import standing
from mailbot.store import correspondence, cursors, journals, meetings, once, reviews
from mailbot.store.values import substitute_from_json


def picture_of(connection: Connection, desk: Desk, meeting_id: int, now: datetime) -> Picture:
    """A convened meeting as it stands, for the clock."""
    roster = desk.roster(connection, now)
    meeting = meetings.one(connection, meeting_id)
    invitations, asked = standing(connection, meeting.id, roster)
    letters = correspondence.of_meeting(connection, meeting.id)
    reports = [row for row in letters if row.template in ("summary", "supplement")]
    reported_at = max((row.made_at for row in reports), default=None)
    numbers = {row.key.rpartition(":")[0] for row in reports if row.template == "supplement"}
    return Picture(
        meeting=meeting,
        invitations=invitations,
        requests=asked,
        roster=roster,
        policy=desk.policy,
        done=once.done_keys(connection, meeting.id),
        reported_at=reported_at,
        supplements=len(numbers),
        changes=changes_since(connection, meeting, invitations, reported_at) if reported_at else (),
        doubted=reviews.waits_for_people(connection, meeting.id, DOUBT_ON_CONSENT),
        polled_at=cursors.handled_until(connection),
    )


def changes_since(
    connection: Connection, meeting: Meeting, invitations: Iterable[Invitation], since: datetime
) -> tuple[Change, ...]:
    """Whose standing differs from what it was at `since`: one line each, whatever happened in between."""
    members = {invitation.member.id: invitation.member for invitation in invitations if not invitation.is_guest}
    first: dict[str, State] = {}
    latest: dict[str, Change] = {}
    turns: dict[str, int] = {}
    for line in journals.lines(connection, meeting.id):
        if line.at <= since:
            turns[line.member_id] = line.turn
        elif line.member_id in members and line.turn != turns.get(line.member_id, 0):
            before = first.setdefault(line.member_id, State(line.before))
            substitute = substitute_from_json(line.substitute)
            latest[line.member_id] = Change(line.at, members[line.member_id], before, State(line.after), substitute)
    return tuple(sorted(latest.values(), key=lambda change: change.at))
