"""The people of the play: each reads what comes into his mailbox, and answers as the script says."""

from __future__ import annotations

import email
import email.policy
import smtplib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message

from mailbot.core.model import Roster
from mailbot.demo.clients import Draft, Writer, write
from mailbot.demo.head import heads_answer
from mailbot.demo.machines import MACHINES, NULL_SENDER
from mailbot.demo.parts import Cue, Line, Part, Script

HEADS_THOUGHT = 0.8  # seconds that the Head takes for one of our lists


@dataclass(frozen=True)
class Written:
    """A mail that somebody wrote: who, in which words, and its bytes."""

    part: Part
    line: Line
    message_id: str
    raw: bytes


@dataclass(frozen=True)
class _Due:
    at: float
    part: Part
    line: Line
    letter: EmailMessage | None


class People:
    """All of them; times are seconds on the clock `now`, which only ever grows."""

    def __init__(
        self,
        script: Script,
        roster: Roster,
        office: str,
        post: Callable[[str, bytes], None],
        clock: Callable[[], datetime],
    ) -> None:
        """`post(envelope sender, raw)` puts a mail into the letter box; `clock` stamps it."""
        self._script = script
        self._office = office
        self._post = post
        self._clock = clock
        self._addresses = {part.who: _address(part.who, roster) for part in script.parts}
        self._names = {part.who: _name(part, roster) for part in script.parts}
        self._letters: dict[tuple[str, str], list[EmailMessage]] = defaultdict(list)  # by address and kind
        self._waiting = [(part, line) for part in script.parts for line in part.lines]
        self._due: list[_Due] = []
        self._heads_letters = 0
        self._troubles: list[str] = []
        self.written: list[Written] = []

    def receive(self, address: str, raw: bytes, now: float) -> EmailMessage:
        """A letter lies in somebody's mailbox: whoever waited for it begins to think. The letter, opened."""
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        kind = str(letter["message-id"]).strip("<").partition(".")[0]
        self._letters[address, kind].append(letter)
        if kind == "approval":
            self._ask_the_head(address, letter, now)
        ready = [(part, line) for part, line in self._waiting if self._can_begin(part, line)]
        self._waiting = [pair for pair in self._waiting if pair not in ready]
        for part, line in ready:
            known = self._letters[self._addresses[part.who], line.to] if line.to else []
            self._schedule(part, line, known[-1] if known else None, now + line.after)
        return letter

    def act(self, now: float) -> Iterable[Written]:
        """Send what is due; each mail as it leaves."""
        while self._due and self._due[0].at <= now:
            due = self._due.pop(0)
            try:
                yield self._write(due)
            except (LookupError, smtplib.SMTPException, OSError) as error:
                self._troubles.append(f"{due.part.who}: “{due.line.words or due.line.client}” was not sent: {error}")

    def unsaid(self) -> list[str]:
        """What nobody had occasion to write, or could not send."""
        left = [*self._waiting, *((due.part, due.line) for due in self._due)]
        never = [f"{part.who}: “{line.words or line.client}” was never written" for part, line in left]
        return [*self._troubles, *never]

    def name(self, who: str) -> str:
        return self._names[who]

    def address(self, who: str) -> str:
        return self._addresses[who]

    def _can_begin(self, part: Part, line: Line) -> bool:
        return self._has_come(Cue(part.who, line.to)) and (line.cue is None or self._has_come(line.cue))

    def _has_come(self, cue: Cue) -> bool:
        return not cue.kind or len(self._letters[self._addresses[cue.who], cue.kind]) >= cue.count

    def _ask_the_head(self, address: str, letter: EmailMessage, now: float) -> None:
        part = next(part for part in self._script.parts if self._addresses[part.who] == address)
        body = letter.get_body(("plain",))
        text = str(body.get_content()) if isinstance(body, EmailMessage) else ""
        client = self._script.heads_clients[self._heads_letters % len(self._script.heads_clients)]
        self._heads_letters += 1
        words = heads_answer(text, dict(self._script.refusals))
        self._schedule(part, Line(words, "heads_word", client, "approval"), letter, now + HEADS_THOUGHT)

    def _schedule(self, part: Part, line: Line, letter: EmailMessage | None, at: float) -> None:
        self._due.append(_Due(at, part, line, letter))
        self._due.sort(key=lambda due: due.at)

    def _write(self, due: _Due) -> Written:
        part, line = due.part, due.line
        writer = Writer(self._names[part.who], line.sender or self._addresses[part.who], self._office)
        draft = Draft(line.words, writer, due.letter, self._clock())
        mail: Message = MACHINES[line.client](draft) if line.client in MACHINES else write(line.client, draft)
        raw = mail.as_bytes(policy=email.policy.SMTP)
        written = Written(part, line, str(mail["message-id"]), raw)
        self.written.append(written)
        for _ in range(2 if line.twice else 1):
            self._post("" if line.client in NULL_SENDER else writer.address, raw)
        return written


def letter_box(port: int, office: str) -> Callable[[str, bytes], None]:
    """Posts mails to the office over SMTP on this machine, as the servers of the writers' agencies would."""

    def post(sender: str, raw: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost", timeout=10) as server:
            server.sendmail(sender, [office], raw)

    return post


def _address(who: str, roster: Roster) -> str:
    member = roster.by_id(who)
    return member.email if member else who


def _name(part: Part, roster: Roster) -> str:
    member = roster.by_id(part.who)
    return member.name if member else part.name
