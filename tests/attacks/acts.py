"""What attackers do: change a mail, send it, and see whether anything came of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from mailbot.core.model import Meeting, State
from mailbot.desk.gather import standing
from mailbot.store.tables import meeting as meeting_table
from mailbot.store.tables import outbox
from tests.servers.house import RealServers
from tests.trip.stage import OFFICE, Stage, roster

OURS = "mx.vpub.binhdinh.example"
HEAD = "chutich@binhdinh.example"
EVIL = "evil@noikhac.example"
LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."

_PEOPLE = [OFFICE, *(address for member in roster() for address in (member.email, *member.assistants))]
DOMAINS = [*sorted({address.rpartition("@")[2] for address in _PEOPLE}), "noikhac.example", "baobinhdinh.example"]
# Mail exchangers, as Postfix's header_checks: what stands under their own name is taken off, then they stamp.
_STRIPS = f"/^Authentication-Results:[[:space:]]*{OURS.replace('.', '[.]')}/ IGNORE\n"
_STAMPS = "/^From:.*@([a-z0-9.-]+)/ PREPEND Authentication-Results: " + OURS + "; dmarc={} header.from=$1\n"
BORDERS = {
    "own": _STRIPS + _STAMPS.format("pass (p=none dis=none)"),  # the mail comes from where its From says
    "foreign": _STRIPS + _STAMPS.format("fail (p=reject dis=none)"),
    "unknown": _STRIPS + _STAMPS.format("none"),
    "careless": _STAMPS.format("fail (p=reject dis=none)"),  # takes nothing off
}

Way = Callable[[], object]  # by which a mail comes in
Letters = list[tuple[str, str]]  # whom, by which template
NONE: Letters = []
TOLD: Letters = [(HEAD, "mail_in_your_name"), (OFFICE, "office_notice")]  # who hears of a forgery in the Head's name
ALARM: Letters = [(OFFICE, "office_notice")]  # who hears that somebody else has answered a letter to the Head
ASKED_AGAIN: Letters = [(HEAD, "chair_confirm")]  # where nobody vouches for the Head's word


def asked(play: Stage) -> Meeting:
    """A meeting with one request before the Head: everything that an attacker could want to grant."""
    meeting = play.meeting("ct", "syt", "sxd")
    play.says("syt", LAM)
    assert play.state("syt", meeting) is State.PENDING
    return meeting


def consent(play: Stage, text: str = "Đồng ý.", who: str = "ct", sender: str = "") -> bytes:
    """An answer to the last request in the Head's mailbox, without any stamp."""
    return play.mail(who, text, to="approval", sender=sender)


def with_field(raw: bytes, name: str, *values: str) -> bytes:
    """The mail with the field in the place of every one of its name; no value takes it off."""
    head, gap, body = raw.partition(b"\r\n\r\n")
    pattern = rb"(?im)^" + name.encode() + rb":[^\r\n]*(?:\r\n[ \t][^\r\n]*)*(?:\r\n|\Z)"
    rest = re.sub(pattern, b"", head + b"\r\n")
    return "".join(f"{name}: {value}\r\n" for value in values).encode() + rest.removesuffix(b"\r\n") + gap + body


def with_body(raw: bytes, content_type: str, body: str | bytes) -> bytes:
    """The mail's head over another body."""
    for name in ("Content-Type", "Content-Transfer-Encoding", "MIME-Version"):
        raw = with_field(raw, name)
    head = raw.partition(b"\r\n\r\n")[0]
    content = body.encode() if isinstance(body, str) else body
    return head + f"\r\nMIME-Version: 1.0\r\nContent-Type: {content_type}\r\n\r\n".encode() + content


def stamped(raw: bytes, words: str = "dmarc=pass header.from=binhdinh.example", name: str = OURS) -> bytes:
    return f"Authentication-Results: {name}; {words}\r\n".encode() + raw


def vouched(raw: bytes) -> bytes:
    """Stamped by our own server for the domain that stands in From."""
    domain = raw.partition(b"From: ")[2].partition(b">")[0].rpartition(b"@")[2].decode()
    return stamped(raw, f"dmarc=pass header.from={domain}")


def another(raw: bytes, number: int = 1) -> bytes:
    """The same once more under another Message-ID."""
    return raw.replace(b"\r\nMessage-ID: <", f"\r\nMessage-ID: <{number}.".encode(), 1)


@dataclass(frozen=True)
class Siege:
    """A stage with one open request, and an answer to it that the Head never gave."""

    play: Stage
    letter: bytes

    def consent(self) -> bytes:
        """The answer, each time as a new mail."""
        return another(self.letter, next(_NUMBERS))


_NUMBERS = count(1)


def attack(play: Stage, raw: bytes, border: str = "", way: Way | None = None) -> tuple[str, Letters]:
    """Send it, make sure that no seat and no request is other than before; the trace it left, and the new letters."""
    before, written = picture(play)
    rule = accepted(play, raw, border, way)
    after, letters = picture(play)
    assert after == before
    with play.app.store.begin() as connection:  # so that the next attack finds every letter as this one did
        connection.execute(sa.update(outbox).values(exposed_at=None))
    return rule, letters[len(written) :]


def misuse(play: Stage, raw: bytes, border: str = "", way: Way | None = None) -> str:
    """As `attack`, by somebody else than the Head with his letter: the office alone hears of it, once a day."""
    rule, letters = attack(play, raw, border, way)
    with play.app.store.read() as connection:
        told = [row.recipient for row in outbox_of(connection, "office_notice")]
    assert set(letters) <= set(ALARM)
    assert OFFICE in told
    return rule


def accepted(play: Stage, raw: bytes, border: str = "", way: Way | None = None) -> str:
    """Send it through a border, or another way; the rule that decided, or what the ledger says instead."""
    (trace,) = traces(play, way or arriving(play, raw, border=border))
    return trace


def arriving(play: Stage, *raws: bytes, border: str = "") -> Way:
    """The mails come in by SMTP, through the port of a border where one is named; by hand where SMTP takes them not."""
    if not all(house_of(play).takes(raw) for raw in raws):
        return lambda: [put(play, raw)() for raw in raws]
    return lambda: house_of(play).post(OFFICE, raws, play.now, border=border)


def put(play: Stage, raw: bytes) -> Way:
    """The mail lies in the inbox byte for byte, as no way through a mail server leaves it."""
    return lambda: house_of(play).append(OFFICE, raw, play.now)


def traces(play: Stage, way: Way) -> list[str]:
    """What the ledger says of every mail that came in so."""
    known = len(play.ledger())
    way()
    assert play.run().failed == 0
    found = [str(row.rule or row.status) for row in play.ledger()[known:]]
    return [trace for trace in found if trace != "own_letter"] or found  # our notices to the office come in as well


def house_of(play: Stage) -> RealServers:
    assert isinstance(play.servers, RealServers)
    return play.servers


def outbox_of(connection: Connection, template: str) -> Sequence[Row[Any]]:
    """The letters by one template."""
    return connection.execute(sa.select(outbox).where(outbox.c.template == template)).all()


def picture(play: Stage) -> tuple[list[tuple[object, ...]], Letters]:
    """Every seat and every request of every meeting, and all letters so far."""
    with play.app.store.read() as connection:
        roster = play.app.desk.roster(connection, play.now)
        found: list[tuple[object, ...]] = []
        for number in connection.scalars(sa.select(meeting_table.c.id).order_by(meeting_table.c.id)).all():
            invitations, requests = standing(connection, number, roster)
            found += [(number, i.member.id, i.state, i.substitute) for i in invitations]
            found += [(number, r.id, r.status, r.decided_at) for r in requests]
    return found, _letters(play)


def _letters(play: Stage) -> Letters:
    with play.app.store.read() as connection:
        rows = connection.execute(sa.select(outbox.c.recipient, outbox.c.template).order_by(outbox.c.id))
        return [(row.recipient, row.template) for row in rows]
