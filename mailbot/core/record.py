"""The year's attendance: how each member and each agency stood at the meetings that were held. Figures, no score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mailbot.core.model import Invitation, Meeting, Member, Presence, State
from mailbot.core.names import folded, same_person
from mailbot.core.summary import summarise

NOT_NOTED = Presence()


@dataclass(frozen=True)
class Sitting:
    """One meeting of the record, with everybody as he stood when it began."""

    meeting: Meeting
    invitations: tuple[Invitation, ...]
    presences: Mapping[str, Presence] = field(default_factory=dict)  # by member id; who is missing was not noted


@dataclass(frozen=True)
class Figures:
    """How often; the seven states sum to `invited`, and so do the four kinds of presence."""

    states: Mapping[State, int]
    late: int = 0  # answered after the deadline; beside the states
    unreached: int = 0  # the invitation had come back; beside the states
    came: int = 0  # the member himself
    came_for_him: int = 0  # somebody else
    stayed_away: int = 0
    not_noted: int = 0

    @property
    def invited(self) -> int:
        return sum(self.states.values())

    @property
    def noted(self) -> int:
        """Of how many seats the office noted who really came."""
        return self.invited - self.not_noted


@dataclass(frozen=True)
class MemberRecord:
    """One holder of one seat; who held it before or after him stands on a line of his own."""

    member: Member  # as he was at his last meeting
    figures: Figures


@dataclass(frozen=True)
class AgencyRecord:
    """All seats of one agency together."""

    agency: str
    figures: Figures


@dataclass(frozen=True)
class Record:
    """The record of a span of days, in protocol order."""

    first: date
    last: date
    at: datetime
    meetings: tuple[Meeting, ...]  # those that count, the first one first
    members: tuple[MemberRecord, ...]
    agencies: tuple[AgencyRecord, ...]
    total: Figures
    cancelled: int = 0  # meetings of these days that were called off; not counted
    upcoming: int = 0  # meetings of these days that are not held yet; not counted

    @property
    def has_presence(self) -> bool:
        return self.total.noted > 0


@dataclass(frozen=True)
class _Seat:
    """One seat at one meeting."""

    invitation: Invitation
    late: bool
    presence: Presence

    @property
    def member(self) -> Member:
        return self.invitation.member


def record(sittings: Iterable[Sitting], first: date, last: date, at: datetime, zone: ZoneInfo) -> Record:
    """The record of the meetings from `first` to `last` (days in `zone`, inclusive), as it stands at `at`.

    Counted are meetings that were convened, not called off, and have begun; of these the seats of the Committee
    without the Head, to whom the members answer, and without guests.
    """
    chosen = [
        each
        for each in sorted(sittings, key=lambda each: (each.meeting.starts_at, each.meeting.id))
        if each.meeting.invited_at is not None and first <= each.meeting.starts_at.astimezone(zone).date() <= last
    ]
    standing = [each for each in chosen if each.meeting.cancelled_at is None]
    held = [each for each in standing if each.meeting.starts_at <= at]
    seats = [seat for sitting in held for seat in _seats(sitting)]
    return Record(
        first=first,
        last=last,
        at=at,
        meetings=tuple(each.meeting for each in held),
        members=tuple(MemberRecord(group[-1].member, _figures(group)) for group in _by_holder(seats)),
        agencies=tuple(AgencyRecord(group[-1].member.agency.strip(), _figures(group)) for group in _by_agency(seats)),
        total=_figures(seats),
        cancelled=len(chosen) - len(standing),
        upcoming=len(standing) - len(held),
    )


def year_record(sittings: Iterable[Sitting], year: int, at: datetime, zone: ZoneInfo) -> Record:
    """The record of a calendar year."""
    return record(sittings, date(year, 1, 1), date(year, 12, 31), at, zone)


def _seats(sitting: Sitting) -> Iterable[_Seat]:
    """The seats that the summary counts, late by the summary's own rule."""
    for row in summarise(sitting.meeting, sitting.invitations, (), sitting.meeting.starts_at).rows:
        presence = sitting.presences.get(row.invitation.member.id, NOT_NOTED)
        yield _Seat(row.invitation, row.late_by is not None, presence)


def _by_holder(seats: list[_Seat]) -> list[list[_Seat]]:
    """Seats of one person each: the same seat under the same name, however its marks are written."""
    groups: list[list[_Seat]] = []
    for seat in seats:
        theirs = (group for group in groups if _same_holder(group[-1].member, seat.member))
        found = next(theirs, None)
        if found is None:
            groups.append([seat])
        else:
            found.append(seat)
    return _in_protocol_order(groups)


def _same_holder(one: Member, other: Member) -> bool:
    return one.id == other.id and (one.name == other.name or same_person(one.name, other.name))


def _by_agency(seats: list[_Seat]) -> list[list[_Seat]]:
    return _in_protocol_order(list(_grouped(seats, lambda seat: folded(seat.member.agency)).values()))


def _grouped(seats: list[_Seat], key: Callable[[_Seat], str]) -> dict[str, list[_Seat]]:
    groups: dict[str, list[_Seat]] = {}
    for seat in seats:
        groups.setdefault(key(seat), []).append(seat)
    return groups


def _in_protocol_order(groups: list[list[_Seat]]) -> list[list[_Seat]]:
    """By the foremost place that was theirs at their last meeting; an earlier holder stands before a later one."""
    return sorted(groups, key=_place)


def _place(group: list[_Seat]) -> tuple[int, str]:
    last = group[-1].invitation.meeting_id
    return min((seat.member.order, seat.member.id) for seat in group if seat.invitation.meeting_id == last)


def _figures(seats: list[_Seat]) -> Figures:
    states = Counter(seat.invitation.state for seat in seats)
    presences = Counter(_presence(seat) for seat in seats)
    return Figures(
        states={state: states[state] for state in State},
        late=sum(seat.late for seat in seats),
        unreached=sum(seat.invitation.undeliverable for seat in seats),
        came=presences["himself"],
        came_for_him=presences["another"],
        stayed_away=presences["nobody"],
        not_noted=presences[""],
    )


def _presence(seat: _Seat) -> str:
    """Who took the seat: 'himself', 'another', 'nobody', '' where nobody noted it."""
    if seat.presence.came is None:
        return ""
    if not seat.presence.came:
        return "nobody"
    who = seat.presence.who.strip()
    return "himself" if not who or same_person(who, seat.member.name) else "another"
