"""One demo from beginning to end: servers, office, daemon and people, until all has come as the script says."""

from __future__ import annotations

import queue
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa

from mailbot.core.model import Meeting
from mailbot.core.summary import Summary
from mailbot.demo import folder as keeping
from mailbot.demo.house import STOPS_WITHIN, Daemon, House
from mailbot.demo.outcome import Outcome, differences, look, of_mailbox
from mailbot.demo.parts import Mailbox, Part, Script
from mailbot.demo.people import People, letter_box
from mailbot.demo.script import OFFICE
from mailbot.demo.servers import EmbeddedServers
from mailbot.demo.telling import Teller
from mailbot.letters.page import summary_page
from mailbot.store.tables import ledger, raw_mail

T = TypeVar("T")

FILED = "mailbot/Handled"
LOOK_EVERY = 0.7  # seconds between two looks into the database
QUIET = 1.0  # seconds in which nothing may follow once all is as it should be
_CODE = re.compile(r"\s*\[[^\]]*\]\s*")


@dataclass(frozen=True)
class Result:
    """How a demo ended; `differences` is empty where all came as the script says."""

    summary: Summary
    differences: tuple[str, ...]
    seconds: float
    mails_in: int
    letters_out: int
    folder: Path
    page: Path


def play(script: Script, folder: Path, tell: Teller) -> Result:
    """Play `script`, leaving its mails and its summary in `folder`.

    Raises FolderError and HouseError where it cannot be played.
    """
    began = time.monotonic()
    keeping.prepare(folder)
    tell.legend()
    with EmbeddedServers({}) as servers:
        house = House(folder, OFFICE, servers.imap_port, servers.smtp_port, script.digest)
        try:
            stage = Stage(script, house, servers, tell)
            outcome, faults = stage.play()
            page = _keep(house, stage, outcome, folder)
            letters_out = len(stage.delivered)
        finally:
            house.close()
    took = time.monotonic() - began
    return Result(outcome.summary, tuple(faults), took, len(outcome.mails), letters_out, folder, page)


@dataclass
class _News:
    """What the servers' and the log's threads have to tell: letters (recipient, raw) and log lines."""

    letters: queue.SimpleQueue[tuple[str, bytes]] = field(default_factory=queue.SimpleQueue)
    lines: queue.SimpleQueue[dict[str, object]] = field(default_factory=queue.SimpleQueue)


class Stage:
    """Everything that a play needs, put together; all of it is driven from one thread."""

    def __init__(self, script: Script, house: House, servers: EmbeddedServers, tell: Teller) -> None:
        self.script = script
        self.house = house
        self.servers = servers
        self.tell = tell
        self.news = _News()
        self.delivered: list[tuple[str, bytes]] = []  # letters of the bot, in the order in which the server took them
        post = letter_box(servers.smtp_port, OFFICE)
        self.people = People(script, house.roster, OFFICE, post, self._clock)
        self._furnish(house.password)

    def play(self) -> tuple[Outcome, list[str]]:
        """From the invitations to the end of the daemon; what is in the database then, and what differs."""
        meeting, invited = self.house.convene(self.script)
        deadline = meeting.deadline.astimezone(self.house.settings.policy.working.zone)
        self.tell.step(
            f"{len(self.house.roster.members)} seats are on the roster. {meeting.title} [{meeting.code}] is convened: "
            f"{invited} invitations wait for the daemon, answers are due by {deadline:%H:%M:%S}."
        )
        daemon = Daemon(self.house, self.news.lines.put)
        try:
            self._run(meeting, daemon)
            fell = daemon.ended
        finally:
            status, took = daemon.stop()
        self._hear()
        outcome = look(self.house.desk, meeting)
        if fell:
            return outcome, [f"the daemon ended by itself with status {status}; see {self.house.folder}/daemon.log"]
        faults = [*self._differences(outcome), *self.people.unsaid(), *self._of_servers(outcome)]
        self.tell.step(f"The daemon ended with status {status}, {took:.1f} s after SIGTERM.")
        if status != 0 or took > STOPS_WITHIN:
            faults.append(f"the daemon ended with status {status}, {took:.1f} s after SIGTERM")
        return outcome, faults

    def _run(self, meeting: Meeting, daemon: Daemon) -> None:
        """Until all is as the script says and stays so, or patience ends."""
        began, looked, good_since, passed = time.monotonic(), 0.0, 0.0, False
        while not daemon.ended:
            now = time.monotonic()
            self._hear()
            for one in self.people.act(now):
                self.tell.writes(self._clock(), self._who(one.part), one.line.client, one.line.words)
            if now - looked > LOOK_EVERY:
                looked = now
                outcome = look(self.house.desk, meeting)
                left = (meeting.deadline - self._clock()).total_seconds()
                self.tell.figures(outcome.summary, left)
                if left <= 0 and not passed:
                    passed = True
                    self.tell.step("The deadline has passed: the list is closed and reported.")
                done = not [*self._differences(outcome), *self.people.unsaid()]
                good_since = (good_since or now) if done else 0.0
            if (good_since and now - good_since > QUIET) or now - began > self.script.patience:
                return
            time.sleep(0.05)

    def _hear(self) -> None:
        """Hand out what has come, and tell of it."""
        for recipient, raw in _all_of(self.news.letters):
            if recipient == OFFICE and not _is_ours(raw):
                continue
            letter = self.people.receive(recipient, raw, time.monotonic())
            self.delivered.append((recipient, raw))
            if not str(letter["message-id"]).startswith("<invite."):
                self.tell.sends(self._clock(), recipient, _short(letter))
            elif self._invitations_out():
                self.tell.step("The invitations are out.")
        for line in _all_of(self.news.lines):
            self._tell_of(line)

    def _tell_of(self, line: dict[str, object]) -> None:
        if line.get("event") == "mail" and line.get("rule") != "own_letter":
            who = str(line.get("member") or "nobody on the roster")
            self.tell.decides(self._clock(), who, str(line["rule"]), str(line["filed"]))
        elif line.get("level") in ("warning", "error", "critical"):
            self.tell.warns(f"daemon: {line.get('event')} {line.get('text') or line.get('error') or ''}")

    def _invitations_out(self) -> bool:
        reached = [part for part in self.script.parts if part.state and part.mailbox is not Mailbox.REFUSED]
        return len(self.delivered) == len(reached)

    def _differences(self, outcome: Outcome) -> list[str]:
        addresses = {part.who: self.people.address(part.who) for part in self.script.parts}
        return list(differences(self.script, outcome, self.people.written, addresses))

    def _of_servers(self, outcome: Outcome) -> Iterator[str]:
        folders = self.servers.folders(OFFICE)
        filed = len(self.servers.messages(OFFICE, FILED)) if FILED in folders else 0
        return of_mailbox(outcome, len(self.servers.messages(OFFICE)), filed, len(self.delivered))

    def _furnish(self, password: str) -> None:
        """Mailboxes for everybody; those who are not reached have none."""
        mail = self.servers.mail
        mail.on_delivery = lambda recipient, raw: self.news.letters.put((recipient, raw))
        self.servers.add_user(OFFICE, password)
        mailbox = {self.people.address(part.who): part.mailbox for part in self.script.parts}
        for member in self.house.roster:
            for address in (member.email, *member.assistants):
                self._house_one(address, mailbox.get(address, Mailbox.READ), password)
        for part in self.script.parts:
            if "@" in part.who and part.who != OFFICE:
                self._house_one(part.who, part.mailbox, password)

    def _house_one(self, address: str, mailbox: Mailbox, password: str) -> None:
        if mailbox is Mailbox.READ:
            self.servers.add_user(address, password)
        elif mailbox is Mailbox.RETURNED:
            self.servers.mail.silent.add(address)

    def _who(self, part: Part) -> str:
        return self.people.name(part.who) or part.who

    def _clock(self) -> datetime:
        return datetime.now(self.house.settings.policy.working.zone)


def _keep(house: House, stage: Stage, outcome: Outcome, folder: Path) -> Path:
    """The mails that went out and came in, and the summary's page."""
    templates = {letter.token_hmac: letter.template for letter in outcome.letters}
    sent = ((f"{templates.get(_seal(house, raw), 'letter')}-{to}", raw) for to, raw in stage.delivered)
    keeping.keep_mails(folder / "sent", sent)
    with house.store.read() as connection:
        query = sa.select(ledger.c.rule, ledger.c.sender, raw_mail.c.raw).join(raw_mail).order_by(ledger.c.id)
        rows = connection.execute(query).all()
    keeping.keep_mails(folder / "received", ((f"{row.rule}-{row.sender or 'repeated'}", row.raw) for row in rows))
    page = folder / keeping.PAGE
    pending = tuple(request for request in outcome.requests if request.status.value == "open")
    settings = house.settings
    html = summary_page(outcome.summary, policy=settings.policy, templates=settings.templates, pending=pending)
    page.write_text(html, "utf-8")
    return page


def _seal(house: House, raw: bytes) -> str:
    found = re.search(rb"^Message-ID:\s*<\w+\.(\w+)@", raw, re.MULTILINE | re.IGNORECASE)
    return house.desk.seal(found[1].decode()) if found else ""


def _is_ours(raw: bytes) -> bool:
    """Whether the office itself wrote this mail to itself: its digests, notices and copies of reports."""
    found = re.search(rb"^Message-ID:\s*<(?:digest|receipt|summary)\.\w+@", raw, re.MULTILINE | re.IGNORECASE)
    return found is not None


def _all_of(news: queue.SimpleQueue[T]) -> Iterator[T]:
    while not news.empty():
        yield news.get()


def _short(letter: EmailMessage) -> str:
    """The subject's own words: without the Committee's name before and the meeting behind them."""
    return _CODE.sub("", str(letter["subject"])).partition(" - ")[0]
