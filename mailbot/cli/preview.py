"""`mailbot preview`: any letter as it would look, with made-up or real data; nothing is sent and nothing is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mailbot.cli.output import fail, print_json, table
from mailbot.cli.settings import pass_settings
from mailbot.config import Settings

if TYPE_CHECKING:
    from mailbot.letters.samples import Sample

COLUMNS = {"letter": "thư", "about": "dùng để", "variants": "số dạng"}


@click.command("preview")
@click.argument("letter", required=False)
@click.option("--all", "everything", is_flag=True, help="Every letter in every variant.")
@click.option("--list", "listed", is_flag=True, help="Name the letters, and what each is for.")
@click.option("--meeting", metavar="CODE", help="A real meeting; needs --member.")
@click.option("--member", metavar="ID", help="The reader, or whom the letter is about: as `meeting show` names them.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("preview-out"), show_default=True,
              help="The folder for the files.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def command(
    letter: str | None,
    everything: bool,
    listed: bool,
    meeting: str | None,
    member: str | None,
    out: Path,
    as_json: bool,
) -> None:
    """Show LETTER as it would be sent: as .eml, as HTML, as text, and on a page with phone and desktop side by side.

    LETTER is the name of a template, or of one of its variants. Data are made up, unless --meeting and --member name
    real ones. A fault in a template is told with its file and line.
    """
    if [letter is not None, everything, listed].count(True) != 1:
        fail("name one letter, or give --all or --list; for example: mailbot preview invite")
    if (meeting is None) != (member is None) or (meeting and letter is None):
        fail("real data need a letter, --meeting CODE and --member ID; for example: "
             "mailbot preview invite --meeting Q-7K4M --member snv")  # fmt: skip
    if listed:
        _list(as_json)
    else:
        _show(letter, meeting, member, out, as_json)


def _list(as_json: bool) -> None:
    from mailbot.letters.preview import variants

    rows = [{"letter": name, "about": about, "variants": names} for name, about, names in variants()]
    if as_json:
        print_json(rows)
    else:
        table([row | {"variants": len(row["variants"])} for row in rows], COLUMNS)


@pass_settings
def _show(
    settings: Settings, letter: str | None, meeting: str | None, member: str | None, out: Path, as_json: bool
) -> None:
    from mailbot.letters.check import check_templates
    from mailbot.letters.preview import PreviewError, preview, samples_of, variants, write

    try:
        names = [name for name, _, _ in variants()] if letter is None else [letter]
        samples = [sample for name in names for sample in samples_of(name)]
        faults = check_templates(settings.templates, settings.policy, {s.letter.template for s in samples})
        if faults:
            fail("\n".join(faults))
        made_up: tuple[str, ...] = ()
        if meeting is not None and member is not None:
            real, made_up = _real(settings, samples[0].letter.template, meeting, member)
            samples = [real]
        shown = [preview(sample, policy=settings.policy, templates=settings.templates) for sample in samples]
        files = write(out, shown)
    except PreviewError as error:
        fail(str(error))
    if as_json:
        print_json({"page": str(files[0].resolve()), "files": [str(path.resolve()) for path in files[1:]],
                    "letters": [one.name for one in shown], "made_up": made_up})  # fmt: skip
        return
    click.echo(f"{len(shown)} rendered, nothing was sent. Open {files[0].resolve()}")
    if made_up:
        click.echo(f"Not in the database, and made up: {', '.join(made_up)}")


def _real(settings: Settings, template: str, code: str, member_id: str) -> tuple[Sample, tuple[str, ...]]:
    """The letter with what the database knows, and the names of what it does not know."""
    from sqlalchemy.engine import make_url

    from mailbot.cli.settings import opened_store
    from mailbot.desk import Desk
    from mailbot.office.preview import real_letter
    from mailbot.store.engine import database_files

    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not database_files(settings.database_url):
        fail(f"there is no database yet at '{url.database}': add a meeting first with `mailbot meeting add`")
    with opened_store(settings) as store:
        # A key of no use: nothing that is made here can be sent, so nothing needs a seal.
        desk = Desk(store, settings.policy, settings.templates, b"")
        return real_letter(desk, template, code, member_id, datetime.now(UTC))
