"""Who really came: entered by the office after a meeting, from the command line or from the list it has filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from mailbot.core.dates import say_short
from mailbot.core.model import Invitation, Meeting, Presence, Roster, State
from mailbot.core.names import same_person
from mailbot.desk import Desk
from mailbot.desk.gather import standing
from mailbot.office.by_code import locked_meeting
from mailbot.office.errors import OfficeError
from mailbot.office.presence_cells import read_presence
from mailbot.office.roster_cells import clean
from mailbot.office.roster_checks import Fault
from mailbot.office.roster_columns import fold
from mailbot.office.table_file import read_table
from mailbot.papers.summary_book import CAME, ID, NAME
from mailbot.store import presences

HEAD_WITHIN = 10  # rows: above the heads stand a title and a note

# How the heads of the three columns may be written, folded.
_HEADS = {
    "came": {fold(CAME), "thuc te", "thuc te tham du", "co mat", "came"},
    "id": {fold(ID), "ma thanh vien", "id"},
    "name": {fold(NAME), "ho ten", "ten", "name"},
}


@dataclass(frozen=True)
class Noted:
    """One thing that the office says of one invitee, and where it stands."""

    who: str  # an id, or a name
    presence: Presence
    place: Fault  # its `what` is empty: file, row and column of what may be wrong


@dataclass(frozen=True)
class Came:
    """All that the office says of one meeting."""

    noted: tuple[Noted, ...] = ()
    all_confirmed: bool = False  # who had confirmed came, or his substitute, where nothing else is said of him
    nobody_else: bool = False  # of whom nothing is said did not come


@dataclass(frozen=True)
class Entered:
    """What was kept."""

    meeting: Meeting
    presences: Mapping[str, Presence]  # of all, as it stands now
    changed: int
    invited: int


def enter(desk: Desk, code: str, came: Came, clerk: str, now: datetime) -> Entered:
    """Keep it, in the place of what was noted before. Raises OfficeError with every mistake."""
    with desk.store.begin() as connection:
        meeting = _begun(desk, connection, code, now)
        invitations, _ = standing(connection, meeting.id, Roster(()))
        known = presences.of_meeting(connection, meeting.id)
        said = _said(meeting, came.noted, invitations)
        if came.all_confirmed:
            confirmed = {i.member.id: _as_confirmed(i) for i in invitations}
            said = {**{who: each for who, each in confirmed.items() if each is not None}, **said}
        if came.nobody_else:
            absent = {i.member.id: Presence(came=False) for i in invitations if i.member.id not in known}
            said = {**absent, **said}
        if not said:
            raise OfficeError("nothing is said of anybody: fill in the file's column, or give --came, --except, ...")
        changed = presences.note(connection, meeting.id, said, clerk, now)
        return Entered(meeting, presences.of_meeting(connection, meeting.id), changed, len(invitations))


def read_filled_list(path: Path) -> tuple[Noted, ...]:
    """What stands in the column 'Thực tế dự họp' of a list that was exported and filled in; empty cells say nothing.

    Raises OfficeError with every mistake, each with its row and column.
    """
    try:
        rows = read_table(path)
    except ValueError as error:
        raise OfficeError(str(Fault(path.name, str(error)))) from None
    number, columns = _head(path.name, rows)
    faults: list[Fault] = []
    found: list[Noted] = []
    for row, cells in enumerate(rows[number:], start=number + 1):
        texts = {name: clean(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
        if not texts["came"]:
            continue
        who = texts.get("id") or texts.get("name", "")
        place = Fault(path.name, "", row, CAME)
        try:
            if not who:
                raise ValueError(f"there is nobody in this row: neither '{ID}' nor '{NAME}' is filled in")
            found.append(Noted(who, read_presence(texts["came"]), place))
        except ValueError as error:
            faults.append(Fault(path.name, str(error), row, CAME))
    if faults:
        raise OfficeError(*map(str, faults))
    return tuple(found)


def _head(file: str, rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    """The number of the row of heads, counted from 1, and where the columns are."""
    for number, cells in enumerate(rows[:HEAD_WITHIN], start=1):
        heads = [fold(cell) for cell in cells]
        columns = {name: heads.index(head) for name, wanted in _HEADS.items() for head in heads if head in wanted}
        if "came" in columns and len(columns) > 1:
            return number, columns
    raise OfficeError(
        f"{file}: there is no row of heads with '{CAME}' and '{ID}' or '{NAME}'; "
        "`mailbot report meeting CODE --out DIR` writes a list to fill in"
    )


def _begun(desk: Desk, connection: Connection, code: str, now: datetime) -> Meeting:
    meeting = locked_meeting(connection, code)
    if meeting.cancelled_at is not None or meeting.invited_at is None:
        raise OfficeError(f"meeting {meeting.code} was cancelled, or nobody was invited to it")
    if now < meeting.starts_at:
        raise OfficeError(
            f"meeting {meeting.code} begins at {say_short(desk.local(meeting.starts_at))}: nobody has come yet"
        )
    return meeting


def _said(meeting: Meeting, noted: Iterable[Noted], invitations: Sequence[Invitation]) -> dict[str, Presence]:
    """By member id; raises OfficeError where somebody is not invited, not clear, or said twice."""
    faults: list[str] = []
    found: dict[str, Presence] = {}
    for each in noted:
        try:
            member_id = _invitee(meeting, each.who, invitations)
        except ValueError as error:
            faults.append(_at(each, str(error)))
            continue
        if found.setdefault(member_id, each.presence) != each.presence:
            faults.append(_at(each, f"of {member_id!r} something else is said already"))
    if faults:
        raise OfficeError(*faults)
    return found


def _invitee(meeting: Meeting, who: str, invitations: Sequence[Invitation]) -> str:
    """The invitee of this id, else of this name."""
    if any(invitation.member.id == who for invitation in invitations):
        return who
    named = [i.member.id for i in invitations if same_person(i.member.name, who)]
    if len(named) == 1:
        return named[0]
    if named:
        raise ValueError(f"{who!r} is the name of several invitees ({', '.join(named)}): the column '{ID}' tells which")
    raise ValueError(f"{who!r} is not invited to {meeting.code}; `mailbot meeting show {meeting.code}` lists who is")


def _at(noted: Noted, what: str) -> str:
    place = noted.place
    return str(Fault(place.file, what, place.row, place.column))


def _as_confirmed(invitation: Invitation) -> Presence | None:
    """What somebody had confirmed, as if it came so; None where he had confirmed nothing."""
    substitute = invitation.substitute
    sent = " - ".join(filter(None, (substitute.name, substitute.title))) if substitute else ""
    match invitation.state:
        case State.ATTENDS:
            return Presence(came=True, who=sent if invitation.is_guest else "")
        case State.SUBSTITUTE:
            return Presence(came=True, who=sent)
        case _:
            return None
