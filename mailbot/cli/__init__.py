"""The command line: one file per noun, each thin; a command's module is imported only when it is called."""

from __future__ import annotations

import importlib
import os
from functools import partial
from pathlib import Path
from typing import Any

import click

from mailbot import __version__
from mailbot.cli.output import clean_errors

# verb or noun -> (module, what `mailbot --help` says of it)
COMMANDS = {
    "check": ("mailbot.cli.check", "Test configuration, roster, templates, database, IMAP and SMTP."),
    "demo": ("mailbot.cli.demo", "Play a whole meeting over real mail servers on this machine."),
    "inbox": ("mailbot.cli.inbox", "The mails that wait for a person: list, show, settle, retry."),
    "meeting": ("mailbot.cli.meeting", "Add, list, show and convene meetings."),
    "outbox": ("mailbot.cli.outbox", "The letters that wait for a person: list, release, discard."),
    "preview": ("mailbot.cli.preview", "Show any letter as it would look; sends nothing."),
    "read": ("mailbot.cli.read", "Say how mails would be read; sends nothing."),
    "record": ("mailbot.cli.record", "Enter an answer on paper, or the Head's consent by word."),
    "report": ("mailbot.cli.report", "Papers for the office: a meeting's report and list, the year's record."),
    "roster": ("mailbot.cli.roster", "Import, list and export the members."),
    "run": ("mailbot.cli.run", "Watch the mailbox: the daemon."),
    "why": ("mailbot.cli.why", "Why a mail had the effect it had: gates, rule, and what followed."),
}


class Lazy(click.Group):
    """Imports a command's module when it is called, so that each starts in a fraction of a second."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        with clean_errors():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in sorted(COMMANDS.items())])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mailbot")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration; else $MAILBOT_CONFIG, else ./config.toml.",
)
@click.pass_context
def main(ctx: click.Context, config: Path | None) -> None:
    """mailbot keeps a Steering Committee's attendance by mail."""
    # Whatever a command writes is for who called it alone: a database, a key, a roster with telephone numbers.
    ctx.call_on_close(partial(os.umask, os.umask(0o077)))
