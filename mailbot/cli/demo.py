"""`mailbot demo`: a whole meeting, played over real mail servers on this machine in under a minute."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mailbot.cli.output import WIDE, fail, print_json
from mailbot.core.summary import ORDER


@click.command("demo")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("demo-out"), show_default=True,
              help="Where the mails and the summary are left.")  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help="The result as JSON, for programs; the progress to standard error."
)
def command(out: Path, as_json: bool) -> None:
    """Play a whole meeting: 27 seats, their mails, the Head's consent, the summary; all on this machine alone.

    Ends with status 1 where anything came otherwise than its script says.
    """
    from rich.console import Console

    try:
        from mailbot.demo.folder import FolderError
        from mailbot.demo.house import HouseError
        from mailbot.demo.play import play
        from mailbot.demo.script import SCRIPT
        from mailbot.demo.telling import Teller
    except ModuleNotFoundError as missing:
        fail(str(missing))
    stream = sys.stderr if as_json else sys.stdout
    console = Console(file=stream, width=None if stream.isatty() else WIDE, highlight=False)
    try:
        with Teller(console) as tell:
            result = play(SCRIPT, out, tell)
    except (FolderError, HouseError) as error:
        fail(str(error))
    if as_json:
        print_json(
            {
                "ok": not result.differences,
                "differences": result.differences,
                "seconds": round(result.seconds, 1),
                "headline": result.summary.headline(),
                "counts": {state.value: result.summary.counts[state] for state in ORDER},
                "mails_in": result.mails_in,
                "letters_out": result.letters_out,
                "folder": str(result.folder),
                "page": str(result.page),
            }
        )
    else:
        tell.result(result.summary)
        click.echo(f"\n{result.mails_in} mails came in, {result.letters_out} went out, in {result.seconds:.0f} s.")
        click.echo(f"Every mail:  {result.folder}/sent, {result.folder}/received\nThe summary: {result.page}")
        click.echo(f"Look around: mailbot --config {result.folder}/config.toml meeting list")
    for difference in result.differences:
        click.echo(f"differs from the script: {difference}", err=True)
    if result.differences:
        raise click.exceptions.Exit(1)
