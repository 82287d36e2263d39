"""`mailbot outbox`: letters that wait for a clerk, because a ceiling was reached or no server took them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from mailbot.cli.output import fail, table
from mailbot.cli.settings import opened_store, pass_settings
from mailbot.config import Settings

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

COLUMNS = {
    "id": "số",
    "made_at": "lập lúc",
    "status": "tình trạng",
    "template": "thư",
    "recipient": "người nhận",
    "reply": "máy chủ trả lời",
}


@click.group("outbox")
def command() -> None:
    """Letters that did not go out: held over a ceiling, refused by every server, or still on their way."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@pass_settings
def list_(settings: Settings, as_json: bool) -> None:
    """Every letter that is not sent: held, failed, queued, uncertain."""
    from mailbot.store.correspondence import in_status
    from mailbot.store.outbox import SendStatus

    waiting = [status for status in SendStatus if status not in (SendStatus.SENT, SendStatus.DISCARDED)]
    with opened_store(settings) as store, store.read() as connection:
        rows = in_status(connection, *waiting)
    zone = settings.policy.working.zone
    shown = [{key: getattr(row, key) for key in COLUMNS} | {"made_at": row.made_at.astimezone(zone)} for row in rows]
    table(shown, COLUMNS, as_json)


@command.command("release")
@click.argument("numbers", nargs=-1, required=True, type=int)
@pass_settings
def release(settings: Settings, numbers: tuple[int, ...]) -> None:
    """Let held letters go out, or have failed ones tried once more; the daemon sends them at its next round."""
    from mailbot.store import outbox

    _decide(settings, numbers, outbox.let_go, "will go out")


@command.command("discard")
@click.argument("numbers", nargs=-1, required=True, type=int)
@pass_settings
def discard(settings: Settings, numbers: tuple[int, ...]) -> None:
    """Decide that held or failed letters do not go out; what they would have told is recorded all the same."""
    from mailbot.store import outbox

    _decide(settings, numbers, outbox.discard, "discarded")


def _decide(settings: Settings, numbers: Sequence[int], act: Callable[[Connection, int], bool], done: str) -> None:
    with opened_store(settings) as store, store.begin() as connection:
        stuck = [number for number in numbers if not act(connection, number)]
    click.echo(f"{len(numbers) - len(stuck)} letters {done}.")
    if stuck:
        fail(f"neither held nor failed: {', '.join(map(str, stuck))}; `mailbot outbox list` shows what waits", 1)
