"""What every step at the desk needs: the database, the policy, the templates, and the seal of our letters."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import Connection

from mailbot.core.model import Letter, LetterKind, Meeting, Roster, Signature
from mailbot.core.policy import Policy
from mailbot.desk.ceilings import reached
from mailbot.letters import compose
from mailbot.store import Store, meetings, outbox, seats

# What stands for the token in the copy that is kept: nobody can answer in a member's name with what the database holds.
MASK = "0" * 32

# An answer automatically given goes out with the null reverse-path, so that nothing can bounce or answer it.
_ANSWERS = {"receipt", "clarify"}


@dataclass(frozen=True)
class Desk:
    """The parts, put together; `seal_key` makes tokens verifiable without being kept."""

    store: Store
    policy: Policy
    templates: Path
    seal_key: bytes = field(repr=False)

    # Finds the DKIM signatures of a domain on a mail that came in at a time; None: nobody looks.
    verify: Callable[[bytes, str, datetime], tuple[Signature, ...]] | None = None

    @property
    def host(self) -> str:
        """The domain of our Message-IDs."""
        return self.policy.office.mailbox.rpartition("@")[2]

    def seal(self, token: str) -> str:
        """The HMAC by which a token is found again; the token itself is kept nowhere once its letter is sent."""
        return hmac.new(self.seal_key, token.lower().encode(), hashlib.sha256).hexdigest()

    def local(self, moment: datetime) -> datetime:
        """The same moment on the office's clock."""
        return moment.astimezone(self.policy.working.zone)

    def roster(self, connection: Connection, now: datetime) -> Roster:
        today = self.local(now).date()
        return seats.roster(connection, today, self.policy.profiles)

    def enqueue(self, connection: Connection, letter: Letter, now: datetime, *, because_of: int | None = None) -> bool:
        """Make the letter's bytes and put them into the outbox; False where its key has been used.

        `because_of`: the mail in the ledger from which it follows. Too many of these wait until a clerk lets them go.
        """
        if outbox.is_enqueued(connection, letter.key):
            return False
        ceiling = reached(connection, self.policy, letter, because_of, now)
        if ceiling is not None:
            for notice in ceiling.notices:
                self.enqueue(connection, notice.letter, now)
        letter = _with_what_is_there(letter)
        token = secrets.token_hex(16)
        raw = self._composed(letter, token, now)
        row = outbox.Enqueued(
            key=letter.key,
            kind=letter.kind.value,
            template=letter.template,
            meeting_id=letter.meeting_id,
            member_id=letter.member_id,
            recipient=letter.to,
            null_sender=bool(letter.in_reply_to) and letter.kind.value in _ANSWERS,
            token_hmac=self.seal(token),
            items=letter.items,
            topic=letter.topic,
            raw=raw,
            copy=self._composed(letter, MASK, now),
            ledger_id=because_of,
            held=ceiling is not None,
        )
        return outbox.enqueue(connection, row, now)

    def rehearse(self, letter: Letter, now: datetime) -> None:
        """Raise what `enqueue` would raise of a template at fault, before anything costly is made for the letter."""
        self._composed(letter, MASK, now)

    def _composed(self, letter: Letter, token: str, now: datetime) -> bytes:
        return compose(letter, token, policy=self.policy, templates=self.templates, now=now, host=self.host)

    def open_meetings(self, connection: Connection, moment: datetime) -> tuple[Meeting, ...]:
        """Convened meetings that had not begun at `moment` and were not cancelled."""
        return tuple(m for m in meetings.convened_after(connection, moment) if m.cancelled_at is None)


def _with_what_is_there(letter: Letter) -> Letter:
    """A document that the office has moved since the invitations must not hold up what the clock calls for."""
    if letter.kind is LetterKind.INVITE:
        return letter
    return replace(letter, documents=tuple(name for name in letter.documents if Path(name).is_file()))
