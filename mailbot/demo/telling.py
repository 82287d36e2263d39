"""The play as its spectators see it: a line for whatever happens; on a terminal the figures below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from types import TracebackType
from typing import Self

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.status import Status
from rich.table import Table

from mailbot.core.model import State
from mailbot.core.summary import SHORT_TERMS, Row, Summary

LONGEST = 96  # of a mail's words
COLOURS = {
    State.ATTENDS: "green",
    State.SUBSTITUTE: "cyan",
    State.PENDING: "yellow",
    State.REFUSED: "red",
    State.ABSENT: "magenta",
    State.UNCLEAR: "yellow",
    State.SILENT: "bright_black",
}


class Teller:
    """Writes to a console; colours and a moving last line only on a terminal."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._status = Status("", console=console, spinner="dots")

    def __enter__(self) -> Self:
        if self.console.is_terminal:
            self._status.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._status.stop()

    def legend(self) -> None:
        """What the lines mean."""
        self.console.print(
            "A whole meeting over IMAP and SMTP on this machine alone, with the real daemon, in about 40 seconds."
            "\n[green]◀[/] somebody writes to the office   [dim]●[/] what the daemon decides, and by which rule   "
            "[blue]▶[/] a letter of the office arrives\n"
        )

    def step(self, text: str) -> None:
        """What the office does."""
        self.console.print(f"[bold]{escape(text)}[/]")

    def writes(self, now: datetime, name: str, client: str, words: str) -> None:
        """A person writes to the office."""
        said = f"“{_clip(words)}”" if words else ""
        self.console.print(f"{_clock(now)} [green]◀[/] [bold]{escape(name)}[/] [dim]({client})[/] {escape(said)}")

    def decides(self, now: datetime, who: str, rule: str, filed: str) -> None:
        """The bot has decided about a mail."""
        where = "[yellow]a person must look[/]" if filed == "review" else f"[dim]{filed}[/]"
        self.console.print(f"{_clock(now)}   [dim]●[/] {escape(rule)} [dim]{escape(who)}[/] {where}")

    def sends(self, now: datetime, recipient: str, subject: str) -> None:
        """The bot's letter has come to somebody."""
        self.console.print(f"{_clock(now)} [blue]▶[/] {escape(recipient)}: {escape(_clip(subject))}")

    def warns(self, text: str) -> None:
        self.console.print(f"[yellow]{escape(_clip(text))}[/]")

    def figures(self, summary: Summary, left: float) -> None:
        """The last line: who comes, and how long until the deadline."""
        tally = "  ".join(
            f"[{COLOURS[state]}]{number} {SHORT_TERMS[state]}[/]" for state, number in summary.counts.items() if number
        )
        deadline = f"deadline in {left:.0f} s" if left > 0 else "deadline has passed"
        self._status.update(f"{tally}  [dim]{deadline}[/]")

    def result(self, summary: Summary) -> None:
        """The table of who comes."""
        table = Table("", "Họ tên", "Chức vụ", "Kết quả", "Người dự thay", "Ghi chú", box=box.SIMPLE_HEAD)
        for row in summary.rows:
            table.add_row(*_cells(row))
        chair = summary.chair
        self.console.print(table)
        if chair is not None:
            self.console.print(f"Trưởng Ban: {chair.member.name} - {SHORT_TERMS[chair.state]}", highlight=False)
        for guest in summary.guests:
            self.console.print(f"Khách mời: {guest.member.agency} - {SHORT_TERMS[guest.state]}", highlight=False)
        self.console.print(f"[bold]{summary.headline()}[/]", highlight=False)


def _cells(row: Row) -> Iterator[str]:
    invitation = row.invitation
    remarks = [
        *(["sau thời hạn"] if row.late_by else []),
        *(["thư mời chưa chuyển được"] if invitation.undeliverable else []),
        *([f"do {invitation.written_by or 'văn thư'} gửi"] if invitation.by_assistant else []),
        *(["chưa xác thực người gửi"] if invitation.unverified else []),
    ]
    substitute = invitation.substitute
    yield str(row.number)
    yield escape(invitation.member.name)
    yield escape(invitation.member.title)
    yield f"[{COLOURS[row.state]}]{SHORT_TERMS[row.state]}[/]"
    yield escape(" - ".join(filter(None, (substitute.name, substitute.title)))) if substitute else ""
    yield "; ".join(remarks)


def _clock(now: datetime) -> str:
    return f"[dim]{now:%H:%M:%S}[/]"


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
