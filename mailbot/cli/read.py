"""`mailbot read`: say how mails would be read; opens no database and sends nothing."""

from __future__ import annotations

import json
import mailbox
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.core.model import Mail, Reading, Roster

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def mails_in(paths: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    """Every mail under the paths with the name it is reported by: .eml files, folders of them, mbox files; in order."""
    for path in paths:
        if path.is_dir():
            for file in sorted(p for p in path.rglob("*.eml") if p.is_file()):
                yield file.name, file.read_bytes()
        elif _is_mbox(path):
            box = mailbox.mbox(path, create=False)
            try:
                for number, key in enumerate(box.iterkeys(), 1):
                    yield f"{path.name}#{number}", box.get_bytes(key)
            finally:
                box.close()
        else:
            yield path.name, path.read_bytes()


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"From "


def as_json(name: str, reading: Reading) -> dict[str, object]:
    """The contract of `mailbot read --json`: one object a mail."""
    substitute = reading.substitute
    return {
        "file": name,
        "source": reading.source.value,
        "sender": reading.sender,
        "intent": reading.intent.value,
        "substitute": {"name": substitute.name, "title": substitute.title, "rank": substitute.rank.value}
        if substitute
        else None,
        "items": {key: verdict.value for key, verdict in reading.items.items()} if reading.items else None,
        "reason": reading.reason,
        "review": reading.review,
        "why": reading.why,
    }


@click.command()
@click.option(
    "--roster",
    "roster_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="CSV or XLSX of the seats.",
)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line, in the order read.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def command(roster_path: Path, as_lines: bool, paths: tuple[Path, ...]) -> None:
    """Say how the mails in PATHS (.eml files, folders, mbox) would be read."""
    from mailbot.office.roster_file import load_roster

    roster = load_roster(roster_path)
    for name, raw in mails_in(paths):
        _, reading = read_one(raw, roster)
        click.echo(json.dumps(as_json(name, reading), ensure_ascii=False))
        sys.stdout.flush()


def read_one(raw: bytes, roster: Roster) -> tuple[Mail, Reading]:
    """One raw mail through parsing and reading, as the daemon would take it."""
    from mailbot.core.parse import parse
    from mailbot.core.reading import read

    mail = parse(raw, EPOCH)
    return mail, read(mail, roster)
