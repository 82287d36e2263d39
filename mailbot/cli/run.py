"""`mailbot run`: the daemon; `--once` handles all that waits and all that is due, and ends with a line of figures."""

from __future__ import annotations

import click

from mailbot.cli.settings import pass_settings
from mailbot.config import Settings


@click.command("run")
@click.option("--once", is_flag=True, help="Handle what waits and what is due, then end with one line of figures.")
@pass_settings
def command(settings: Settings, once: bool) -> None:
    """Watch the mailbox until told to stop (SIGTERM, Ctrl-C)."""
    from mailbot.app import App, log
    from mailbot.logs import set_up

    set_up(settings.log)
    for warning in settings.warnings:
        log.warning("configuration", text=warning)
    app = App(settings)
    try:
        if once:
            click.echo(str(app.run_once()))
        else:
            app.run_forever()
    finally:
        app.close()
