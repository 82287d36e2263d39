"""`mailbot meeting came`: who was really in the room, entered after the meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mailbot.cli.clerk import account_name
from mailbot.cli.settings import opened_desk, pass_settings
from mailbot.config import Settings
from mailbot.core.model import Presence

if TYPE_CHECKING:
    from mailbot.office.presence import Noted


@click.command("came")
@click.argument("code")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--all-confirmed", is_flag=True, help="Who had confirmed came, or the substitute who was agreed to.")
@click.option("--except", "away", multiple=True, metavar="ID", help="Did not come (repeat).")
@click.option(
    "--came", "came", multiple=True, metavar="ID[=NAME - POST]", help="Came, or this person instead (repeat)."
)
@click.option("--nobody-else", is_flag=True, help="Of whom nothing is said, now or before, did not come.")
@click.option("--forget", "forgotten", multiple=True, metavar="ID", help="Take back what was entered of him (repeat).")
@click.option("--clerk", default=account_name, help="Who enters it; else the name of the account.")
@pass_settings
def command(
    settings: Settings,
    code: str,
    file: Path | None,
    all_confirmed: bool,
    away: tuple[str, ...],
    came: tuple[str, ...],
    nobody_else: bool,
    forgotten: tuple[str, ...],
    clerk: str,
) -> None:
    """Enter who really came to the meeting CODE: by options, from FILE (XLSX, CSV), or both.

    FILE is the list that `mailbot report meeting` wrote, or that came with the summary, its column 'Thực tế dự họp'
    filled in: 'Có mặt', 'Không có mặt', or 'Người dự: NAME - POST'. Empty cells say nothing. What is entered again
    replaces what was entered before; the history is kept.
    """
    from mailbot.office.errors import OfficeError
    from mailbot.office.presence import Came, enter, read_filled_list

    faults: list[str] = []
    noted: list[Noted] = [*_by_options(away, came, forgotten, faults)]
    try:
        noted += read_filled_list(file) if file else ()
    except OfficeError as error:
        faults += error.faults
    if faults:
        raise OfficeError(*faults)
    with opened_desk(settings) as desk:
        entered = enter(desk, code, Came(tuple(noted), all_confirmed, nobody_else), clerk, datetime.now(UTC))
    present = sum(bool(each.came) for each in entered.presences.values())
    instead = sum(bool(each.who) for each in entered.presences.values())
    known = len(entered.presences)
    click.echo(
        f"{entered.meeting.title} [{entered.meeting.code}]: {entered.changed} entries are new; of {entered.invited} "
        f"invitees {present} came ({instead} of them sent somebody), {known - present} did not, "
        f"of {entered.invited - known} nothing is noted."
    )


def _by_options(
    away: tuple[str, ...], came: tuple[str, ...], forgotten: tuple[str, ...], faults: list[str]
) -> Iterator[Noted]:
    from mailbot.office.presence import Noted
    from mailbot.office.presence_cells import somebody
    from mailbot.office.roster_checks import Fault

    for who in away:
        yield Noted(who, Presence(came=False), Fault("--except", ""))
    for who in forgotten:
        yield Noted(who, Presence(), Fault("--forget", ""))
    for text in came:
        who, named, instead = text.partition("=")
        try:
            yield Noted(who.strip(), Presence(True, somebody(instead) if named else ""), Fault("--came", ""))
        except ValueError as error:
            faults.append(f"--came {text!r}: {error}")
