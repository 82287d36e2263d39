"""`mailbot inbox`: the mails that need a person; list, show, settle, retry."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from mailbot.cli.output import fail, say, table
from mailbot.cli.settings import opened_store, pass_settings
from mailbot.config import Settings
from mailbot.core.model import AuthResult

COLUMNS = {
    "id": "mã",
    "received_at": "nhận lúc",
    "sender": "người gửi",
    "subject": "chủ đề",
    "rule": "quy tắc",
    "why": "lý do cần xử lý",
}

SENDER_IS = {
    AuthResult.PASS: "đã xác thực",
    AuthResult.FAIL: "GIẢ MẠO",
    AuthResult.NONE: "chưa xác thực",
}


@click.group("inbox")
def command() -> None:
    """Mails that wait for a person, as the daily digest names them."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@pass_settings
def list_(settings: Settings, as_json: bool) -> None:
    """What a person has still to look at, oldest first."""
    from mailbot.store import reviews

    with opened_store(settings) as store, store.read() as connection:
        rows = reviews.open_for_people(connection)
    zone = settings.policy.working.zone
    shown = [
        {
            "id": f"#{row.id}",
            "received_at": row.received_at.astimezone(zone),
            "sender": row.sender,
            "subject": row.subject,
            "rule": row.rule or row.status,
            "why": row.why or row.error,
        }
        for row in rows
    ]
    table(shown, COLUMNS, as_json)


@command.command("show")
@click.argument("ref")
@click.option("--raw", is_flag=True, help="The mail as it came, byte for byte.")
@pass_settings
def show(settings: Settings, ref: str, raw: bool) -> None:
    """One mail: what it says, how it was read, and why a person is needed."""
    from mailbot.core.parse import parse, sender_of
    from mailbot.mailbox import verifier_of
    from mailbot.store import ledger

    with opened_store(settings) as store, store.read() as connection:
        found = ledger.one(connection, ledger_number(ref))
    if found is None:
        fail(f"no mail has the number {ref!r}; `mailbot inbox list` shows those that wait", 2)
    row, content = found
    if raw:
        sys.stdout.buffer.write(content)
        return
    verify, sender = verifier_of(settings.policy.trust), sender_of(content)
    signed = verify(content, sender.email.rpartition("@")[2], row.received_at) if verify and sender else ()
    mail = parse(content, row.received_at, trust=settings.policy.trust, signed=signed)
    facts: tuple[tuple[str, object], ...] = (
        ("Từ", f"{mail.sender.name} <{mail.sender.email}>" if mail.sender else "(không rõ)"),
        ("Xác thực", SENDER_IS[mail.authenticity.result] + (f" ({g})" if (g := mail.authenticity.grounds) else "")),
        ("Nhận lúc", row.received_at.astimezone(settings.policy.working.zone)),
        ("Chủ đề", mail.subject),
        ("Kết quả", ": ".join(filter(None, (row.status, row.rule, row.why, row.error)))),
        ("Căn cứ", row.words),
    )
    for label, value in facts:
        click.echo(f"{label}: {say(value)}")
    click.echo(f"\n{say(mail.text)}")


@command.command("settle")
@click.argument("refs", nargs=-1, required=True)
@pass_settings
def settle(settings: Settings, refs: tuple[str, ...]) -> None:
    """A person has dealt with these mails: they leave the list and the digest."""
    from mailbot.store import reviews

    with opened_store(settings) as store, store.begin() as connection:
        unknown = [ref for ref in refs if not reviews.settle(connection, ledger_number(ref), datetime.now(UTC))]
    click.echo(f"{len(refs) - len(unknown)} mails settled.")
    if unknown:
        fail(f"not waiting, so not settled: {', '.join(unknown)}", 1)


@command.command("retry")
@click.argument("refs", nargs=-1, required=True)
@pass_settings
def retry(settings: Settings, refs: tuple[str, ...]) -> None:
    """Handle mails that failed once more, now that what was wrong is mended; the daemon does it at its next look."""
    from mailbot.store import reviews

    with opened_store(settings) as store, store.begin() as connection:
        unknown = [ref for ref in refs if not reviews.retry(connection, ledger_number(ref))]
    click.echo(f"{len(refs) - len(unknown)} mails will be handled again.")
    if unknown:
        fail(f"not failed, so not tried again: {', '.join(unknown)}", 1)


def ledger_number(ref: str) -> int:
    """The number of a mail as the digest names it, '12' or '#12'."""
    digits = ref.removeprefix("#")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
        fail(f"{ref!r} is no mail's number; for example 12 or '#12'", 2)
    return int(digits)
