"""What the papers of a meeting are made of, as values: its summary, who came, by which way, the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection, Row

from mailbot.core.model import Details, Event, JournalLine, Member, Roster, State
from mailbot.core.summary import Summary, summarise
from mailbot.desk.desk import Desk
from mailbot.desk.gather import standing
from mailbot.store import journals, meetings, presences
from mailbot.store.values import substitute_from_json

BY_MAIL, BY_OFFICE = "Thư điện tử", "Văn phòng ghi nhận"


@dataclass(frozen=True)
class Material:
    """All of it; two that are equal give the same papers."""

    summary: Summary
    details: Details  # with the grounds that the office gave
    log: tuple[JournalLine, ...]

    @property
    def without_reasons(self) -> Material:
        """The same for those who may not know reasons: no log, and no ground, for that is a clerk's free words."""
        hidden = {who: way if way == BY_MAIL else BY_OFFICE for who, way in self.details.ways.items()}
        return replace(self, details=replace(self.details, ways=hidden), log=())


def material_of(connection: Connection, desk: Desk, meeting_id: int, now: datetime) -> Material:
    """Of a meeting as it stands; once it has begun, everybody stays who he was when it did."""
    meeting = meetings.one(connection, meeting_id)
    roster = desk.roster(connection, now) if now < meeting.starts_at else Roster(())
    invitations, asked = standing(connection, meeting_id, roster)
    members = {invitation.member.id: invitation.member for invitation in invitations}
    lines = journals.lines(connection, meeting_id)
    details = Details(presences=presences.of_meeting(connection, meeting_id), ways=ways(lines))
    return Material(summarise(meeting, invitations, asked, now), details, tuple(log_of(lines, members)))


def ways(lines: Sequence[Row[Any]]) -> Mapping[str, str]:
    """By member id: how the answer that counts came in; of what the office entered, the ground that it gave."""
    found: dict[str, str] = {}
    for line in lines:
        if line.event == Event.VOID.value:
            found.pop(line.member_id, None)
        elif line.counts and line.actor.startswith("office"):
            found[line.member_id] = line.words or BY_OFFICE
        elif line.counts:
            found[line.member_id] = BY_MAIL
    return found


def log_of(lines: Iterable[Row[Any]], members: Mapping[str, Member]) -> Iterable[JournalLine]:
    """The journal as the office's log tells it, oldest first."""
    for line in lines:
        if line.member_id in members:
            yield JournalLine(
                at=line.at,
                member=members[line.member_id],
                event=Event(line.event),
                before=State(line.before),
                after=State(line.after),
                rule=line.rule,
                actor=line.actor,
                words=_said(line),
                substitute=substitute_from_json(line.substitute),
                by_assistant=line.by_assistant,
            )


def _said(line: Row[Any]) -> str:
    """The words on which a line rests, and the reason where those do not hold it."""
    if not line.reason or line.reason in line.words:
        return str(line.words)
    return f"{line.words} (lý do: {line.reason})".strip()
