"""`mailbot check --probe`: does our own mail system let a forged word on senders through?"""

from __future__ import annotations

import secrets
import sys
from datetime import datetime

import click

from mailbot.config import Settings
from mailbot.mailbox import MailboxError, probe

PATIENCE = 60  # seconds

Told = tuple[bool, str, tuple[str, ...]]  # whether it is in order, the detail, what is worth a look


def try_forgery(settings: Settings, patience: float) -> Told:
    """Send the mailbox a mail with a forged field for every name that is believed, and say what came of each."""
    policy = settings.policy
    token, now = secrets.token_hex(8), datetime.now(policy.working.zone)
    made = probe.make(policy.trust, policy.office.mailbox, token, now)
    if made is None:
        return True, "nothing to try: no server is believed by name (authserv_ids, login_hosts)", ()
    click.echo(f"probe: sending a forged mail to {policy.office.mailbox}, waiting up to {patience:g} s ...", err=True)
    try:
        found = probe.run(
            settings.imap, settings.smtp, made, policy.office.mailbox, policy.trust, patience, _show_progress
        )
    except MailboxError as error:
        return False, _not_taken(str(error)), ()
    finally:
        if sys.stderr.isatty():
            click.echo("", err=True)
    if found is None:
        return False, _never_came(settings, patience, token), ()
    return not found.survived, "\n".join(_fates(settings, found)), tuple(_what_it_leaves_open(settings, found, token))


def _fates(settings: Settings, found: probe.Arrived) -> list[str]:
    """A line a field, the bad news first."""
    lines = [f"SURVIVED, and would be believed: {one.what}" for one in found.survived]
    if lines:
        lines += [
            f"So this pin is worthless: whoever hands in mail at {settings.smtp.server} can vouch for himself.",
            "Have the server take such fields off what it takes in (RFC 8601, 5), or take the name out of [trust].",
        ]
    return lines + [f"removed, or not believed where it stands: {one.what}" for one in found.removed]


def _what_it_leaves_open(settings: Settings, found: probe.Arrived, token: str) -> list[str]:
    said = [
        f"this mail was handed in at {settings.smtp.server} as mailbot does it; mail from outside may be treated "
        "otherwise: send one with such a field from outside, too, and look at it with `mailbot inbox show ID --raw`"
    ]
    if not found.deleted:
        said.append(f"the probe's mail is marked as deleted, but the server keeps it; its subject ends with {token}")
    return said


def _never_came(settings: Settings, patience: float, token: str) -> str:
    return (
        f"the mail did not come into '{settings.imap.folder}' of {settings.imap.user} within {patience:g} s: nothing "
        "is proven, neither that forged fields come through nor that they do not.\n"
        "Look for it in junk mail, in quarantine and in the server's log, or wait longer (--probe-wait).\n"
        f"If it still comes it does no harm: the bot leaves it as its own letter; its subject ends with {token}."
    )


def _not_taken(why: str) -> str:
    return f"{why}\nNothing is proven, unless the forged field is the reason: then no such mail comes in by this way."


def _show_progress(left: float) -> None:
    if sys.stderr.isatty():
        click.echo(f"\rprobe: waiting, {left:3.0f} s left", err=True, nl=False)
