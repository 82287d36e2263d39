"""`mailbot check`: is everything in place? Configuration, database, roster, templates, IMAP, SMTP; a line each."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from mailbot.cli.output import expected_status, fail, print_json, say, sentence
from mailbot.cli.probe import PATIENCE, try_forgery
from mailbot.cli.settings import settings_of
from mailbot.config import ConfigFaults, Settings
from mailbot.config.secrets import IMAP_PASSWORD, SMTP_PASSWORD, SecretName, token_key_file
from mailbot.core.model import TrustProfile
from mailbot.core.policy import PaperFile
from mailbot.letters import check_templates
from mailbot.mailbox import imap, smtp
from mailbot.mailbox.oauth import Tokens
from mailbot.mailbox.settings import Secret
from mailbot.office.roster_file import roster_warnings
from mailbot.store import Store, seats
from mailbot.store.engine import database_files


class CheckFailedError(Exception):
    """What is not in order; a line a fault."""


@dataclass(frozen=True)
class Seen:
    """What a check saw that went well, and what is worth a look all the same."""

    detail: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """One line of the answer."""

    check: str
    ok: bool
    detail: str
    warnings: tuple[str, ...] = ()


def configuration(settings: Settings) -> Seen:
    return Seen(str(settings.config_path), settings.warnings)


def database(settings: Settings) -> Seen:
    """Opens it, brings its schema up to date, and asks for a transaction that may write."""
    warnings = _open_to_others(database_files(settings.database_url))
    with closing(Store.open(settings.database_url)) as store:
        try:
            with store.begin():
                return Seen(settings.database_url, warnings)
        except SQLAlchemyError as error:
            raise CheckFailedError(f"{settings.database_url} cannot be written to: {error}") from error


def token_key(settings: Settings) -> Seen:
    """There is a key for the tokens, or one can be made and kept."""
    settings.token_key()
    made = token_key_file(settings.database_url)
    warnings = _open_to_others([made] if made is not None and made.exists() else [])
    return Seen("is there; keep a copy: without it answers to our mails are not recognised", warnings)


def roster(settings: Settings) -> Seen:
    policy = settings.policy
    with closing(Store.open(settings.database_url)) as store, store.read() as connection:
        found = seats.roster(connection, datetime.now(policy.working.zone).date(), policy.profiles)
    if not found.members:
        raise CheckFailedError("has no members yet: mailbot roster import FILE")
    chair, vice = found.chair, found.standing_vice_chair
    if chair is None or vice is None:
        raise CheckFailedError(f"has no {'chair' if chair is None else 'standing vice-chair'} today")
    detail = f"{len(found.members)} members, chair {chair.name}, standing vice-chair {vice.name}"
    return Seen(detail, roster_warnings(found, policy.committee.seats))


def templates(settings: Settings) -> Seen:
    faults = check_templates(settings.templates, settings.policy)
    if faults:
        raise CheckFailedError("\n".join(faults))
    return Seen(str(settings.templates))


def pdf(settings: Settings) -> Seen:
    """Whether PDFs, which the office wants with its reports, can be made; reports go out without them too."""
    from mailbot.papers.pdf import PdfError, program_for

    try:
        return Seen(f"made by {program_for('.docx')}")
    except PdfError as error:
        return Seen("form.attach asks for it", (str(error),))


def trust(settings: Settings) -> Seen:
    """Whose word on senders is believed, and what that leaves open."""
    believed = settings.policy.trust
    names = ", ".join((*believed.authserv_ids, *believed.login_hosts))
    detail = f"{believed.profile}; believed: {names or 'no server by name'}"
    detail += "; DKIM signatures are verified here" if believed.verify_dkim else ""
    if believed.token_suffices:
        return Seen(detail, ("who has seen a letter to the Head and can write in his name can consent",))
    if believed.profile is TrustProfile.STRICT and not names and not believed.verify_dkim:
        ways = "authserv_ids or verify_dkim"
        return Seen(detail, (f"nobody vouches for senders: the Head is asked to repeat every consent ({ways})",))
    return Seen(detail)


def imap_login(settings: Settings) -> Seen:
    if settings.imap.tokens is None:
        _need_password(settings.imap.password, IMAP_PASSWORD)
    status = imap.login_check(settings.imap)
    by = _login_by(settings.imap.tokens)
    return Seen(f"{settings.imap.server}: {status.messages} mails in {settings.imap.folder}, {by}")


def smtp_login(settings: Settings) -> Seen:
    if settings.smtp.user and settings.smtp.tokens is None:
        _need_password(settings.smtp.password, SMTP_PASSWORD)
    asyncio.run(smtp.login_check(settings.smtp))
    if not settings.smtp.user:
        return Seen(f"{settings.smtp.server}, without a login")
    return Seen(f"{settings.smtp.server}, as {settings.smtp.user}, {_login_by(settings.smtp.tokens)}")


def oauth(settings: Settings) -> Seen:
    """The token endpoint grants a token."""
    tokens = settings.imap.tokens or settings.smtp.tokens
    assert tokens is not None  # else this check is left out
    minutes = round(tokens.fetch() / 60)
    return Seen(f"{tokens.settings}: {tokens.settings.endpoint} gives tokens, this one for {minutes} minutes")


CHECKS: tuple[tuple[str, Callable[[Settings], Seen]], ...] = (
    ("configuration", configuration),
    ("database", database),
    ("token key", token_key),
    ("roster", roster),
    ("templates", templates),
    ("PDF", pdf),
    ("trust", trust),
    ("OAuth", oauth),
    ("IMAP", imap_login),
    ("SMTP", smtp_login),
)

SERVERS = ("IMAP", "SMTP")


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")
@click.option("--probe", is_flag=True, help="Also send the mailbox a mail with forged fields.")
@click.option("--probe-wait", type=click.IntRange(1, 3600), default=PATIENCE, show_default=True, help="Seconds for it.")
@click.pass_context
def command(ctx: click.Context, as_json: bool, probe: bool, probe_wait: int) -> None:
    """Test configuration, database, roster and templates, and log in to IMAP and SMTP.

    A line each; the exit status is 1 if any of them is not in order.
    """
    results: list[Result] = []
    for result in _results(ctx, probe_wait if probe else None):
        results.append(result)
        if not as_json:
            _show(result)
    if as_json:
        print_json([asdict(result) for result in results])
    failed = [result.check for result in results if not result.ok]
    if failed:
        fail(f"Not in order: {', '.join(failed)}.", 1)


def _results(ctx: click.Context, probe_wait: int | None) -> Iterator[Result]:
    """Each check in turn; without settings there is nothing further to check, without servers nothing to probe."""
    try:
        settings = settings_of(ctx)
    except ConfigFaults as error:
        yield Result("configuration", False, str(error))
        return
    reached = True
    passwords_alone = settings.imap.tokens is None and settings.smtp.tokens is None
    for name, check in CHECKS:
        if (check is oauth and passwords_alone) or (check is pdf and PaperFile.PDF not in settings.policy.form.attach):
            continue
        result = _outcome(name, check, settings)
        reached = reached and (result.ok or name not in SERVERS)
        yield result
    if probe_wait is not None and reached:
        yield Result("probe", *try_forgery(settings, probe_wait))
    elif probe_wait is not None:
        yield Result("probe", False, "not tried: the servers cannot be reached")


def _outcome(name: str, check: Callable[[Settings], Seen], settings: Settings) -> Result:
    try:
        seen = check(settings)
    except Exception as error:
        if not isinstance(error, CheckFailedError) and expected_status(error) is None:
            raise
        return Result(name, False, sentence(error))
    return Result(name, True, seen.detail, seen.warnings)


def _need_password(password: Secret, name: SecretName) -> None:
    if not password.value:
        raise CheckFailedError(f"no password is given; give it by {name.ways}")


def _open_to_others(files: Iterable[Path]) -> tuple[str, ...]:
    """A warning for each file that more than its owner can use, with the command that mends it."""
    wide = [path for path in files if path.stat().st_mode & 0o077]
    return tuple(f"others on this machine can open '{path}': chmod 600 {shlex.quote(str(path))}" for path in wide)


def _login_by(tokens: Tokens | None) -> str:
    return f"login by {tokens.settings if tokens else 'password'}"


def _show(result: Result) -> None:
    """'✓ name — detail'; further faults and warnings on lines of their own."""
    first, *others = result.detail.splitlines() or [""]
    click.echo(f"{say(result.ok)} {result.check} — {first}")
    for line in others:
        click.echo(f"  {line}")
    for warning in result.warnings:
        click.echo(f"! {result.check} — {warning}")
