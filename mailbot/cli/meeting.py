"""`mailbot meeting`: add, list, show, convene, move, postpone and cancel meetings; who came to them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from mailbot.cli import came, meeting_show
from mailbot.cli.meeting_words import print_meeting, status_of, summary_of
from mailbot.cli.output import table
from mailbot.cli.settings import opened_desk, pass_settings
from mailbot.config import Settings
from mailbot.core.model import Meeting, MeetingKind
from mailbot.core.summary import ORDER, SHORT_TERMS, Summary
from mailbot.desk import Desk

LIST = {
    "code": "mã",
    "title": "phiên họp",
    "starts_at": "thời gian",
    "place": "địa điểm",
    "deadline": "hạn xác nhận",
    "status": "tình trạng",
    "figures": "số liệu",
}


@click.group("meeting")
def command() -> None:
    """Meetings: when, where, who is invited, and who comes."""


command.add_command(came.command)
command.add_command(meeting_show.command)


@command.command("add")
@click.option("--kind", type=click.Choice([kind.value for kind in MeetingKind]), required=True)
@click.option("--title", required=True, help="For example 'Phiên họp quý IV/2026'.")
@click.option("--start", required=True, help="As people write it: '27/9/2026 08:00', or ISO.")
@click.option("--place", required=True)
@click.option("--presiding", default="", help="Who presides; the Head where nothing is said.")
@click.option("--invite", "members", multiple=True, metavar="ID", help="Only these members (repeat); else all of them.")
@click.option("--guest", "guests", multiple=True, metavar="'NAME; POST; AGENCY; E-MAIL'", help="From outside (repeat).")
@click.option("--document", "documents", multiple=True, type=click.Path(path_type=Path), help="To attach (repeat).")
@click.option("--deadline", default="", help="Printed in the invitation; must be given at short notice.")
@click.option("--note", default="")
@pass_settings
def add(
    settings: Settings,
    kind: str,
    title: str,
    start: str,
    place: str,
    presiding: str,
    members: tuple[str, ...],
    guests: tuple[str, ...],
    documents: tuple[Path, ...],
    deadline: str,
    note: str,
) -> None:
    """Add a meeting; nobody is told before `mailbot meeting invite CODE`."""
    from mailbot.office.errors import OfficeError
    from mailbot.office.meetings import NewMeeting, add_meeting, guest

    zone = settings.policy.working.zone
    faults: list[str] = []
    starts_at = _moment(start, "--start", zone, faults)
    due_by = _moment(deadline, "--deadline", zone, faults) if deadline else None
    people = []
    for number, text in enumerate(guests, start=1):
        parts = [part.strip() for part in text.split(";")]
        if len(parts) != 4 or "@" not in parts[3]:
            faults.append(f"--guest {text!r} wants four parts: 'NAME; POST; AGENCY; E-MAIL'")
        else:
            people.append(guest(1000 + number, *parts))
    if faults or starts_at is None:
        raise OfficeError(*faults)
    with opened_desk(settings) as desk:
        wanted = NewMeeting(
            kind=MeetingKind(kind),
            title=title,
            starts_at=starts_at,
            place=place,
            presiding=presiding or _head(desk),
            members=members,
            guests=tuple(people),
            documents=documents,
            deadline=due_by,
            note=note,
        )
        meeting = add_meeting(desk, wanted, datetime.now(UTC))
        print_meeting(meeting, zone)
        click.echo(f"Send the invitations with: mailbot meeting invite {meeting.code}")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@pass_settings
def list_(settings: Settings, as_json: bool) -> None:
    """All meetings, the earliest first."""
    from mailbot.store import meetings

    with opened_desk(settings) as desk, desk.store.read() as connection:
        found = meetings.all_of_them(connection)
        rows = [_list_row(meeting, summary_of(desk, connection, meeting), settings) for meeting in found]
    table(rows, LIST, as_json)


@command.command("invite")
@click.argument("code")
@pass_settings
def invite(settings: Settings, code: str) -> None:
    """Send the invitations of the meeting CODE that have not been sent; the daemon delivers them."""
    from mailbot.office.meetings import convene

    with opened_desk(settings) as desk:
        meeting, number = convene(desk, code, datetime.now(UTC))
    click.echo(f"{number} invitations to {meeting.title} [{meeting.code}] are in the outbox; `mailbot run` sends them.")


@command.command("move")
@click.argument("code")
@click.option("--start", default="", help="The new time: voids what was answered, and asks again.")
@click.option("--place", default="", help="The new place: answers stand, everybody is told.")
@click.option("--deadline", default="", help="With a new start, or alone until the invitations are out.")
@pass_settings
def move(settings: Settings, code: str, start: str, place: str, deadline: str) -> None:
    """Give the meeting CODE another time or place."""
    from mailbot.office.errors import OfficeError
    from mailbot.office.meeting_changes import move as move_meeting

    zone = settings.policy.working.zone
    faults: list[str] = []
    starts_at = _moment(start, "--start", zone, faults) if start else None
    due_by = _moment(deadline, "--deadline", zone, faults) if deadline else None
    if not (start or place or deadline):
        faults.append("give --start, --place, --deadline, or several of them")
    if faults:
        raise OfficeError(*faults)
    with opened_desk(settings) as desk:
        now = datetime.now(UTC)
        meeting = move_meeting(desk, code, now, starts_at=starts_at, place=place or None, deadline=due_by)
    print_meeting(meeting, zone)


@command.command("cancel")
@click.argument("code")
@click.confirmation_option(prompt="Everybody who was invited will be told. Cancel the meeting?")
@pass_settings
def cancel(settings: Settings, code: str) -> None:
    """The meeting CODE does not take place: everybody who was invited is told."""
    from mailbot.office.meeting_changes import cancel as cancel_meeting

    with opened_desk(settings) as desk:
        meeting = cancel_meeting(desk, code, datetime.now(UTC))
    click.echo(f"{meeting.title} [{meeting.code}] is cancelled; the letters are in the outbox.")


@command.command("postpone")
@click.argument("code")
@click.confirmation_option(prompt="Everybody who was invited will be told. Put the meeting off without a new time?")
@pass_settings
def postpone(settings: Settings, code: str) -> None:
    """The meeting CODE is put off and nobody knows until when: nobody need answer; the new time is a new meeting.

    Where the new time is known, `mailbot meeting move CODE --start ...` tells it and asks again.
    """
    from mailbot.office.meeting_changes import cancel as cancel_meeting

    with opened_desk(settings) as desk:
        meeting = cancel_meeting(desk, code, datetime.now(UTC), postponed=True)
    click.echo(f"{meeting.title} [{meeting.code}] is put off; the letters are in the outbox.")


def _moment(text: str, option: str, zone: ZoneInfo, faults: list[str]) -> datetime | None:
    from mailbot.core.dates import read_moment

    try:
        return read_moment(text, zone)
    except ValueError as error:
        faults.append(f"{option}: {error}")
        return None


def _head(desk: Desk) -> str:
    with desk.store.read() as connection:
        chair = desk.roster(connection, datetime.now(UTC)).chair
    return f"Đồng chí {chair.name} - {chair.title}" if chair else ""


def _list_row(meeting: Meeting, summary: Summary, settings: Settings) -> dict[str, object]:
    zone = settings.policy.working.zone
    return {
        "code": meeting.code,
        "title": meeting.title,
        "starts_at": meeting.starts_at.astimezone(zone),
        "place": meeting.place,
        "deadline": meeting.deadline.astimezone(zone),
        "status": status_of(meeting),
        "figures": ", ".join(f"{summary.counts[s]} {SHORT_TERMS[s]}" for s in ORDER if summary.counts[s]),
    }
