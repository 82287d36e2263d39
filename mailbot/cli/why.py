"""`mailbot why ID`: what every gate found in a mail, which rule decided, and what followed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from mailbot.cli.inbox import ledger_number
from mailbot.cli.output import fail, print_json, say, table
from mailbot.cli.settings import opened_store, pass_settings
from mailbot.config import Settings

GATE_COLUMNS = {"name": "cửa", "open": "qua", "result": "kết quả", "detail": "căn cứ"}
EFFECT_COLUMNS = {"at": "lúc", "what": "việc", "whom": "ai", "state": "kết quả"}


@click.command("why")
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@pass_settings
def command(settings: Settings, ref: str, as_json: bool) -> None:
    """Why a mail had the effect it had, or none: gate by gate, the rule, and all that followed from it."""
    from mailbot.store import correspondence, journals, ledger

    number = ledger_number(ref)
    with opened_store(settings) as store, store.read() as connection:
        found = ledger.one(connection, number)
        if found is None:
            fail(f"no mail has the number {ref!r}; `mailbot inbox list` shows those that wait", 2)
        row = found[0]
        said = journals.of_mail(connection, number)
        sent = correspondence.of_mail(connection, number)
    zone = settings.policy.working.zone
    effects = [_line(line.at.astimezone(zone), line.event, line.member_id, line.after) for line in said]
    effects += [_line(one.made_at.astimezone(zone), f"thư {one.template}", one.recipient, one.status) for one in sent]
    if as_json:
        print_json(_facts(row) | {"gates": row.gates, "effects": effects})
        return
    for label, value in _told(row, row.received_at.astimezone(zone)):
        click.echo(f"{label}: {say(value)}")
    if row.gates:
        table(row.gates, GATE_COLUMNS)
    if effects:
        table(effects, EFFECT_COLUMNS)
    else:
        click.echo("Không có việc gì phát sinh từ thư này.")


def _line(at: datetime, what: str, whom: str, state: str) -> dict[str, object]:
    return {"at": at, "what": what, "whom": whom, "state": state}


def _facts(row: Any) -> dict[str, object]:
    keys = ("id", "received_at", "sender", "subject", "source", "intent", "status", "rule", "why", "error", "words")
    return {key: getattr(row, key) for key in keys} | {"member": row.member_id, "duplicate_of": row.duplicate_of}


def _told(row: Any, received_at: datetime) -> list[tuple[str, object]]:
    decided = ": ".join(part for part in (row.status, row.rule, row.why, row.error) if part)
    told: list[tuple[str, object]] = [
        ("Thư", f"#{row.id}, {say(received_at)}, {row.sender or '(không rõ người gửi)'}"),
        ("Chủ đề", row.subject),
        ("Kết quả", decided),
        ("Căn cứ", row.words),
    ]
    if row.duplicate_of is not None:
        told.append(("Trùng với thư", f"#{row.duplicate_of}"))
    return told
