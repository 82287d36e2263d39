"""`mailbot roster`: import, list and export the members."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.output import fail, print_json, table
from mailbot.cli.settings import opened_desk, opened_store, pass_settings
from mailbot.config import Settings
from mailbot.core.model import Roster

COLUMNS = {
    "id": "id",
    "name": "Họ tên",
    "title": "Chức vụ",
    "agency": "Cơ quan",
    "role": "vai trò",
    "email": "e-mail",
    "phone": "điện thoại",
}


@click.group("roster")
def command() -> None:
    """The members of the Committee, with the history of every change."""


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Apply without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@pass_settings
def import_(settings: Settings, file: Path, yes: bool, dry_run: bool) -> None:
    """Make FILE (CSV or XLSX) the roster; shows what changes first, and all faults at once with row and column."""
    from mailbot.office.roster_changes import changes
    from mailbot.office.roster_file import load_roster, roster_warnings
    from mailbot.office.seats import reseat
    from mailbot.store import seats

    policy = settings.policy
    now = datetime.now(UTC)
    today = now.astimezone(policy.working.zone).date()
    new = load_roster(file, policy.profiles, today)
    with opened_desk(settings) as desk:
        store = desk.store
        with store.read() as connection:
            old = seats.roster(connection, today, policy.profiles)
        found = changes(old, new)
        for change in found:
            click.echo(str(change))
        for warning in roster_warnings(new, policy.committee.seats):
            click.echo(f"warning: {warning}", err=True)
        if not found:
            click.echo(f"Nothing changes: {len(new.members)} seats as before.")
            return
        if dry_run:
            click.echo(f"{len(found)} changes; nothing was applied.")
            return
        if old.members and not yes and not click.confirm(f"Apply these {len(found)} changes?"):
            fail("Nothing was applied.", 1)
        with store.begin() as connection:
            seats.replace_all(connection, new, now)
            for line in reseat(connection, desk, new, now):
                click.echo(line)
    click.echo(f"{len(new.members)} seats imported from {file}.")


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.option("--history", is_flag=True, help="Former holders too.")
@pass_settings
def list_(settings: Settings, as_json: bool, history: bool) -> None:
    """The seats in force today, in protocol order."""
    roster = _roster(settings)
    members = (*roster.members, *roster.upcoming, *(roster.former if history else ()))
    if as_json:
        print_json(list(members))
        return
    table([{key: getattr(member, key) for key in COLUMNS} for member in members], COLUMNS)


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_settings
def export(settings: Settings, file: Path) -> None:
    """Write the roster to FILE (.csv or .xlsx), ready to be edited and imported again."""
    from mailbot.office.roster_file import write_roster

    roster = _roster(settings)
    write_roster(roster, file)
    click.echo(f"{len(roster.members)} seats written to {file}.")


def _roster(settings: Settings) -> Roster:
    from mailbot.store import seats

    with opened_store(settings) as store, store.read() as connection:
        today = datetime.now(settings.policy.working.zone).date()
        return seats.roster(connection, today, settings.policy.profiles)
