"""`mailbot read`: say how mails would be read; opens no database and sends nothing."""

from __future__ import annotations

import json
import mailbox
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mailbot.core.model import Mail, Reading, Roster

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MAX_HEAD = 65_536  # bytes that are searched for the receipt time
CHUNK = 64  # mails that a worker is given at a time; fewer than two chunks are read without workers
SHOWS_PROGRESS = 50  # mails from which on a terminal is told how far the reading is


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


def received_at(raw: bytes) -> datetime:
    """When a mail in a file came in: its topmost Received header, else its Date, else 1970-01-01 UTC."""
    head = raw[:MAX_HEAD].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0]
    fields = head.replace(b"\n ", b" ").replace(b"\n\t", b" ").split(b"\n")
    found = {name: value for line in reversed(fields) for name, _, value in [line.partition(b":")]}
    stamps = (found.get(b"Received", b"").rpartition(b";")[2], found.get(b"Date", b""))
    for stamp in stamps:
        try:
            time = parsedate_to_datetime(stamp.decode("ascii", "replace").strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return EPOCH


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


def read_one(raw: bytes, roster: Roster) -> tuple[Mail, Reading]:
    """One raw mail through parsing and reading, as the daemon would take it."""
    from mailbot.core.parse import parse
    from mailbot.core.reading import read

    mail = parse(raw, received_at(raw))
    return mail, read(mail, roster)


def read_many(
    mails: Iterable[tuple[str, bytes]], roster: Roster, workers: int
) -> Iterator[tuple[str, Mail | None, Reading, str]]:
    """Each mail's name, what it is, how it reads and, where the program failed on it, the failure; in order.

    With more than one worker, processes read chunks side by side: a mailbox of years is read on all cores.
    """
    remaining = iter(mails)
    first = list(islice(remaining, 2 * CHUNK))
    if workers < 2 or len(first) < 2 * CHUNK:
        for name, raw in chain(first, remaining):
            yield _read_safely(name, raw, roster)
        return
    chunks = _chunks(chain(first, remaining))
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(roster,)) as pool:
        waiting = deque(pool.submit(_read_chunk, chunk) for chunk in islice(chunks, 2 * workers))
        while waiting:  # a window of chunks: a mailbox is never held in memory as a whole
            found = waiting.popleft().result()
            waiting.extend(pool.submit(_read_chunk, chunk) for chunk in islice(chunks, 1))
            yield from found


def _chunks(mails: Iterator[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    while chunk := list(islice(mails, CHUNK)):
        yield chunk


_AGAINST: list[Roster] = []  # of a worker process: the one roster that it reads against


def _start_worker(roster: Roster) -> None:
    _AGAINST[:] = [roster]


def _read_chunk(mails: list[tuple[str, bytes]]) -> list[tuple[str, Mail | None, Reading, str]]:
    return [_read_safely(name, raw, _AGAINST[0]) for name, raw in mails]


def _read_safely(name: str, raw: bytes, roster: Roster) -> tuple[str, Mail | None, Reading, str]:
    """One bad mail must not keep the others from being read."""
    try:
        mail, reading = read_one(raw, roster)
    except Exception as error:
        return name, None, _unreadable(error), f"{type(error).__name__}: {error}"
    return name, mail, reading, ""


def _unreadable(error: Exception) -> Reading:
    """A mail on which the program failed: a bug, told to a person; the next mail goes on."""
    from mailbot.core.model import Intent, Reading, Source

    why = f"Chương trình không đọc được thư này ({type(error).__name__}); cần người xem."
    return Reading(Source.REPLY, Intent.UNCLEAR, review=True, why=why, rule="failure")


@click.command()
@click.option(
    "--roster",
    "roster_path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="CSV or XLSX of the seats.",
)
@click.option("--json", "as_lines", is_flag=True, help="One JSON object a line, in the order read.")
@click.option("--explain", is_flag=True, help="Show how each mail was read: words, clauses, rule, result.")
@click.option(
    "--workers", type=click.IntRange(1), default=os.cpu_count, help="Processes that read; as many as there are cores."
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def command(roster_path: Path, as_lines: bool, explain: bool, workers: int, paths: tuple[Path, ...]) -> None:
    """Say how the mails in PATHS (.eml files, folders, mbox) would be read."""
    from mailbot.office.roster_file import RosterFaults, load_roster

    try:
        roster = load_roster(roster_path)
    except RosterFaults as faults:
        raise click.ClickException(str(faults)) from None
    rows: list[tuple[str, Reading]] = []
    for count, (name, mail, reading, failure) in enumerate(read_many(mails_in(paths), roster, workers), 1):
        if failure:
            click.echo(f"{name}: {failure}", err=True)
        if as_lines:
            click.echo(json.dumps(as_json(name, reading), ensure_ascii=False))
            sys.stdout.flush()
        elif explain and mail is not None:
            _explain(name, mail, reading, roster)
        else:
            rows.append((name, reading))
        if count % SHOWS_PROGRESS == 0 and sys.stderr.isatty():
            click.echo(f"\r{count} …", err=True, nl=False)
    if rows:
        _table(rows)


def _table(rows: list[tuple[str, Reading]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("thư", "loại", "thành viên", "ý kiến", "người dự thay", "xem lại", "vì sao")
    for name, reading in rows:
        substitute = reading.substitute
        who = f"{substitute.name or '?'} ({substitute.rank.value})" if substitute else ""
        items = " ".join(f"{key}:{verdict.value}" for key, verdict in (reading.items or {}).items())
        table.add_row(
            name,
            reading.source.value,
            reading.sender or "",
            f"{reading.intent.value} {items}".strip(),
            who,
            "có" if reading.review else "",
            reading.why,
        )
    Console().print(table)


def _explain(name: str, mail: Mail, reading: Reading, roster: Roster) -> None:
    from rich.console import Console
    from rich.markup import escape

    from mailbot.core.reading.explain import explain

    text = escape(mail.text)
    for words in sorted(reading.words, key=len, reverse=True):
        text = text.replace(escape(words), f"[bold reverse]{escape(words)}[/]")
    console = Console(highlight=False)
    console.rule(name)
    console.print(text or "[dim](không có lời mới)[/]")
    for line in explain(mail, roster):
        console.print(f"  [dim]{escape(line)}[/]")
    result = as_json(name, reading)
    console.print(f"[bold]{reading.intent.value}[/] · {reading.rule} · {escape(reading.why)}")
    console.print(escape(json.dumps(result, ensure_ascii=False)))
