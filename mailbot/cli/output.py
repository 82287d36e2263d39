"""How commands speak: tables for people or JSON for programs, and one clear sentence where something fails."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import NoReturn

import click

# Trouble that is expected: its text is the sentence for the person. Bad input ends with 2, a server's no with 1.
# Named, not imported: a command that never touches the database should not wait for it to load.
EXPECTED: tuple[tuple[str, str, int], ...] = (
    ("mailbot.config.faults", "ConfigFaults", 2),
    ("mailbot.office.roster_checks", "RosterFaults", 2),
    ("mailbot.office.errors", "OfficeError", 2),
    ("mailbot.store.engine", "DatabaseError", 2),
    ("mailbot.letters.render", "TemplateFaultError", 2),
    ("mailbot.letters.attach", "AttachmentError", 2),
    ("mailbot.papers.pdf", "PdfError", 1),
    ("mailbot.mailbox.errors", "MailboxError", 1),
    ("sqlalchemy.exc", "DBAPIError", 1),
)

WIDE = 200  # columns where nobody looks: a table in a pipe is not wrapped


def table(rows: Iterable[Mapping[str, object]], columns: Mapping[str, str], as_json: bool = False) -> None:
    """Print `rows`: for people under the heads that `columns` gives to its keys, for programs as a JSON array."""
    if as_json:
        print_json([{key: row.get(key) for key in columns} for row in rows])
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    shown = Table(*columns.values(), box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        shown.add_row(*(Text(say(row.get(key))) for key in columns))
    Console(width=None if sys.stdout.isatty() else WIDE).print(shown)


def print_json(value: object) -> None:
    """One JSON value on standard output; moments and days in ISO 8601, values of the core as objects."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def say(value: object) -> str:
    """A value as a cell shows it; what could move the cursor or hide text is left away."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, datetime):
        return f"{value:%H:%M} {value.day}/{value.month}/{value.year}"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(map(say, value))
    return "".join(letter for letter in str(value) if letter.isprintable() or letter == "\n")


def fail(message: str, status: int = 2) -> NoReturn:
    """Say one sentence on standard error and end the command with `status`."""
    click.echo(message, err=True)
    raise click.exceptions.Exit(status)


@contextmanager
def clean_errors() -> Iterator[None]:
    """Expected trouble ends the command with its sentence; anything else is a bug, and shows where."""
    try:
        yield
    except Exception as error:
        status = expected_status(error)
        if status is None:
            raise
        fail(sentence(error), status)


def expected_status(error: Exception) -> int | None:
    """The exit status of expected trouble; None where the error is a bug."""
    for module_name, class_name, status in EXPECTED:
        module = sys.modules.get(module_name)  # an exception's module has been loaded
        if module is not None and isinstance(error, getattr(module, class_name)):
            return status
    return 2 if isinstance(error, OSError) and error.filename is not None else None


def sentence(error: Exception) -> str:
    """What the person is told."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    original = getattr(error, "orig", None)  # SQLAlchemy's errors carry the database's own
    if original is not None:
        return (
            f"The database refused: {str(original).strip().splitlines()[0]}. Nothing of this step was kept; try again."
        )
    return str(error)


def _plain(value: object) -> object:
    """What json does not know itself."""
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    return str(value)
