"""`mailbot record`: what reached the office on paper or by word: a member's answer, the Head's consent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mailbot.cli.clerk import account_name
from mailbot.cli.inbox import ledger_number
from mailbot.cli.output import table
from mailbot.cli.settings import opened_desk, pass_settings
from mailbot.config import Settings
from mailbot.core.model import Decision, Intent, Rank
from mailbot.office.errors import OfficeError

if TYPE_CHECKING:
    from mailbot.desk import Desk
    from mailbot.office.by_hand import Entry

COLUMNS = {
    "id": "số",
    "meeting": "phiên họp",
    "member": "thành viên",
    "substitute": "người dự thay",
    "status": "tình trạng",
    "received_at": "đề nghị lúc",
}
_MAIL_HELP = "The mail in which it stands (`mailbot inbox list`): its time counts, and it is settled."
_ANSWERS = {"attend": Intent.ATTEND, "absent": Intent.ABSENT, "substitute": Intent.DELEGATE}


@click.group("record")
def command() -> None:
    """Answers on paper and consents by word: the same rules, the same letters, and who entered them."""


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@pass_settings
def list_(settings: Settings, as_json: bool) -> None:
    """The requests that a word of the Head can still change."""
    from mailbot.office.by_hand import open_requests

    with opened_desk(settings) as desk, desk.store.read() as connection:
        rows = [
            {
                "id": request.id,
                "meeting": f"{meeting.title} [{meeting.code}]",
                "member": request.member.name,
                "substitute": f"{request.substitute.name} - {request.substitute.title}",
                "status": request.status.value,
                "received_at": desk.local(request.received_at or request.made_at),
            }
            for meeting, request in open_requests(connection, desk, datetime.now(UTC))
        ]
    table(rows, COLUMNS, as_json)


@command.command("answer")
@click.argument("code")
@click.argument("member")
@click.argument("what", type=click.Choice(sorted(_ANSWERS)))
@click.option("--name", default="", help="Of the substitute.")
@click.option("--title", default="", help="The substitute's post.")
@click.option("--rank", type=click.Choice([rank.value for rank in Rank]), default=Rank.UNKNOWN.value,
              help="As the clerk knows it, seen from the member's agency.")  # fmt: skip
@click.option("--ground", default="", help="'Công văn số 120/SNV-VP ngày 10/7/2026'; a mail is ground enough.")
@click.option("--received", default="", help="When the paper was registered; now where nothing is said.")
@click.option("--mail", default="", metavar="ID", help=_MAIL_HELP)
@click.option("--clerk", default=account_name, help="Who enters it; else the name of the account.")
@pass_settings
def answer(
    settings: Settings,
    code: str,
    member: str,
    what: str,
    name: str,
    title: str,
    rank: str,
    ground: str,
    received: str,
    mail: str,
    clerk: str,
) -> None:
    """Enter MEMBER's answer to the meeting CODE that came in writing."""
    from mailbot.office.by_hand import enter_answer, substitute_of

    now = datetime.now(UTC)
    intent = _ANSWERS[what]
    substitute = substitute_of(name, title, Rank(rank)) if intent is Intent.DELEGATE else None
    if intent is Intent.DELEGATE and not (name and title):
        raise OfficeError("a substitute wants --name and --title (and --rank, where the clerk knows it)")
    with opened_desk(settings) as desk:
        entry = _entry(settings, desk, clerk, ground, received, mail, now)
        _tell(enter_answer(desk, code, member, intent, substitute, entry, now))
        _settle(desk, mail, now)


@command.command("consent")
@click.argument("request", type=int)
@click.argument("word", type=click.Choice(["yes", "no", "absent"]))
@click.option("--ground", default="", help="How it was given: 'ý kiến trực tiếp qua điện thoại'.")
@click.option("--words", default="", help="The Head's own words, where they are known.")
@click.option("--received", default="", help="When it was given; now where nothing is said.")
@click.option("--mail", default="", metavar="ID", help=_MAIL_HELP)
@click.option("--clerk", default=account_name, help="Who enters it; else the name of the account.")
@pass_settings
def consent(
    settings: Settings, request: int, word: str, ground: str, words: str, received: str, mail: str, clerk: str
) -> None:
    """Enter the Head's word on the request with this number (`mailbot record list`).

    'absent': the member may stay away, and nobody goes in his place.
    """
    from mailbot.office.by_hand import enter_absence, enter_consent

    now = datetime.now(UTC)
    with opened_desk(settings) as desk:
        entry = _entry(settings, desk, clerk, ground, received, mail, now)
        if word == "absent":
            _tell(enter_absence(desk, request, words=words, entry=entry, now=now))
        else:
            _tell(enter_consent(desk, request, granted=word == "yes", words=words, entry=entry, now=now))
        _settle(desk, mail, now)


def _entry(settings: Settings, desk: Desk, clerk: str, ground: str, received: str, mail: str, now: datetime) -> Entry:
    """Who enters what, on which ground; a mail that waits for a person gives the ground and the time of receipt."""
    from mailbot.office.by_hand import Entry
    from mailbot.store import reviews

    if not mail:
        if not ground:
            raise OfficeError("give --ground (the paper, or how the word was given) or --mail (the mail that says it)")
        return Entry(clerk, ground, _received(settings, received, now))
    with desk.store.read() as connection:
        waits = next((r for r in reviews.open_for_people(connection) if r.id == ledger_number(mail)), None)
    if waits is None:
        raise OfficeError(f"no mail {mail} waits for a person; `mailbot inbox list` shows those that do")
    at = _received(settings, received, now) if received else waits.received_at
    return Entry(clerk, ground or f"thư #{waits.id} của {waits.sender or 'người gửi không rõ'}", at)


def _settle(desk: Desk, mail: str, now: datetime) -> None:
    """What the mail says is recorded: it waits for nobody any more."""
    from mailbot.store import reviews

    if mail:
        with desk.store.begin() as connection:
            reviews.settle(connection, ledger_number(mail), now)


def _received(settings: Settings, text: str, now: datetime) -> datetime:
    from mailbot.core.dates import read_moment

    try:
        return read_moment(text, settings.policy.working.zone) if text else now
    except ValueError as error:
        raise OfficeError(f"--received: {error}") from None


def _tell(decision: Decision) -> None:
    click.echo(f"Recorded ({decision.rule}); the letters that follow are in the outbox.")
