"""`mailbot report`: a meeting's papers as it stands, and the year's attendance record, as files for the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from mailbot.cli.output import print_json, table
from mailbot.cli.settings import opened_desk, pass_settings
from mailbot.config import Settings
from mailbot.core.record import Figures, Record

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group("report")
def command() -> None:
    """Papers for the office: reports and lists as DOCX, XLSX and, with LibreOffice, PDF."""


@command.command("meeting")
@click.argument("code")
@click.option("--out", type=FOLDER, required=True, help="The folder to write into.")
@click.option("--pdf", is_flag=True, help="The report as PDF, too.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@pass_settings
def meeting(settings: Settings, code: str, out: Path, pdf: bool, force: bool) -> None:
    """Write the report and the list of the meeting CODE as it stands now.

    For the office: the list's second sheet is the log, which quotes mails and reasons. Its column 'Thực tế dự họp' is
    there to be filled in; `mailbot meeting came CODE FILE` reads it.
    """
    from mailbot.office.reports import meeting_material, meeting_papers, write_papers

    with opened_desk(settings) as desk:
        material = meeting_material(desk, code, datetime.now(UTC))
        _tell(write_papers(meeting_papers(desk, material, pdf=pdf), out, force=force))
    click.echo(f"{material.summary.headline()}; {len(material.log)} lines of the log.")


@command.command("year")
@click.argument("year", type=click.IntRange(2000, 2999))
@click.option("--out", type=FOLDER, help="The folder to write into; without it the table is only shown.")
@click.option("--pdf", is_flag=True, help="The record as PDF, too.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@click.option("--json", "as_json", is_flag=True, help="The table as JSON, for programs.")
@pass_settings
def year_(settings: Settings, year: int, out: Path | None, pdf: bool, force: bool, as_json: bool) -> None:
    """Show the attendance record of YEAR, a line a member and a line an agency, and write it. It is no evaluation."""
    from mailbot.office.errors import OfficeError
    from mailbot.office.reports import attendance, record_papers, write_papers

    if pdf and out is None:
        raise OfficeError("--pdf needs --out, the folder to write into")
    with opened_desk(settings) as desk:
        record = attendance(desk, year, datetime.now(UTC))
        written = write_papers(record_papers(desk, record, pdf=pdf), out, force=force) if out else []
    if as_json:
        print_json(_as_json(record, written))
        return
    _show(record)
    _tell(written)


def _tell(written: Iterable[Path]) -> None:
    for path in written:
        click.echo(f"written: {path}")


def _show(record: Record) -> None:
    from mailbot.papers.record_lines import span, titles

    columns = {"name": "thành viên", "post": "chức vụ", **{title: title for title in titles(record)}}
    rows = [_row(each.member.name, each.member.title, each.figures, record) for each in record.members]
    table([*rows, _row("Tổng số", "", record.total, record)], columns)
    columns = {"name": "cơ quan", **{title: title for title in titles(record)}}
    table([_row(each.agency, "", each.figures, record) for each in record.agencies], columns)
    left_out = f"{record.cancelled} cancelled and {record.upcoming} upcoming ones are not counted"
    click.echo(f"{span(record)}: {len(record.meetings)} meetings; {left_out}.")


def _row(name: str, post: str, figures: Figures, record: Record) -> Mapping[str, object]:
    from mailbot.papers.record_lines import numbers, titles

    return {"name": name, "post": post, **dict(zip(titles(record), numbers(figures, record), strict=True))}


def _as_json(record: Record, written: Iterable[Path]) -> dict[str, object]:
    return {
        "first": record.first,
        "last": record.last,
        "at": record.at,
        "meetings": [{"code": each.code, "title": each.title, "starts_at": each.starts_at} for each in record.meetings],
        "cancelled": record.cancelled,
        "upcoming": record.upcoming,
        "members": [
            {"id": each.member.id, "name": each.member.name, "agency": each.member.agency, **_figures(each.figures)}
            for each in record.members
        ],
        "agencies": [{"agency": each.agency, **_figures(each.figures)} for each in record.agencies],
        "total": _figures(record.total),
        "files": [str(path) for path in written],
    }


def _figures(figures: Figures) -> dict[str, object]:
    return {
        "invited": figures.invited,
        **{state.value: number for state, number in figures.states.items()},
        "late": figures.late,
        "unreached": figures.unreached,
        "came": figures.came,
        "came_for_him": figures.came_for_him,
        "stayed_away": figures.stayed_away,
        "not_noted": figures.not_noted,
    }
