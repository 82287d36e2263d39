"""A stage for conversations: the whole bot over IMAP and SMTP servers, and people who write and read mail.

The clock is the stage's, so that a meeting of two weeks plays in a second; the servers, the database, the templates
and every mail are real.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from mailbot.app import App, Figures
from mailbot.config import Settings, load
from mailbot.core.model import (
    ConsentRequest,
    Invitation,
    Meeting,
    MeetingKind,
    Member,
    Roster,
    State,
    Trust,
    TrustProfile,
)
from mailbot.core.policy import Policy, Schedule
from mailbot.core.summary import Summary, summarise
from mailbot.demo.servers import EmbeddedServers
from mailbot.desk.gather import standing
from mailbot.mailbox import ImapSettings, Secret, Security, SmtpSettings
from mailbot.mailbox.settings import Filing
from mailbot.office.meetings import NewMeeting, add_meeting, convene, guest
from mailbot.office.roster_file import load_roster
from mailbot.store import meetings, reviews, seats
from mailbot.store.tables import ledger as ledger_table
from mailbot.store.tables import outbox as outbox_table
from tests.servers.face import Servers

REPOSITORY = Path(__file__).parents[2]
ROSTER = REPOSITORY / "mailbot" / "demo" / "roster.csv"
OFFICE = "kstt@vpub.binhdinh.example"
FILED = "mailbot/Handled"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSED = Trust(TrustProfile.INTRANET)  # a mail system in which nobody checks, and our tokens suffice
MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)  # an ordinary working morning


@cache
def roster() -> Roster:
    return load_roster(ROSTER, on=MONDAY.date())


class Stage:
    """One bot, one roster, as many meetings as a conversation needs."""

    def __init__(
        self, servers: Servers, folder: Path, members: Roster, schedule: Schedule | None, trust: Trust
    ) -> None:
        self.trust = trust
        self.servers = servers
        self.folder = folder
        self.now = MONDAY
        self.settings = self._settings(schedule)
        self.app = App(self.settings, clock=lambda: self.now)
        self.members = members
        with self.app.store.begin() as connection:
            seats.replace_all(connection, self.members, self.now - timedelta(days=30))

    def _settings(self, schedule: Schedule | None) -> Settings:
        settings = load(REPOSITORY / "config.toml", environ={}, today=MONDAY.date())
        policy = replace(settings.policy, trust=self.trust)
        prompt = replace(policy.schedule, consent_pause=timedelta(0))  # conversations tell of a consent at once
        policy = replace(policy, schedule=prompt if schedule is None else schedule)
        imap = ImapSettings(
            "127.0.0.1", OFFICE, Secret("pw"), self.servers.imap_port, Security.NONE, filing=Filing.MOVE
        )
        smtp = SmtpSettings("127.0.0.1", OFFICE, self.servers.smtp_port, Security.NONE)
        return replace(
            settings,
            policy=policy,
            imap=imap,
            smtp=smtp,
            database_url=f"sqlite:///{self.folder}/state.db",
            given_token_key=Secret("a key of the stage's own"),
        )

    def restarted(self, policy: Policy) -> None:
        """The same bot under another policy."""
        self.app.close()
        self.settings = replace(self.settings, policy=policy)
        self.app = App(self.settings, clock=lambda: self.now)

    # What the office does --------------------------------------------------------------------------------------

    def meeting(
        self,
        *members: str,
        starts_in: timedelta = timedelta(days=7),
        kind: MeetingKind = MeetingKind.QUARTERLY,
        title: str = "Phiên họp quý IV/2026",
        deadline: datetime | None = None,
        guests: Sequence[Member] = (),
    ) -> Meeting:
        """Add a meeting, convene it, and let the bot send the invitations."""
        wanted = NewMeeting(
            kind=kind,
            title=title,
            starts_at=self.now + starts_in,
            place="Hội trường A, UBND tỉnh",
            presiding="Đồng chí Nguyễn Văn Khải - Chủ tịch UBND tỉnh",
            members=members,
            guests=tuple(guests),
            deadline=deadline,
        )
        meeting, _ = convene(self.app.desk, add_meeting(self.app.desk, wanted, self.now).code, self.now)
        self.run()
        return meeting

    def guest(self, name: str = "Phạm Hồng Quân", address: str = "quanph@baobinhdinh.example") -> Member:
        self.servers.add_user(address, "pw")
        return guest(1001, name, "Tổng Biên tập", "Báo Bình Định", address)

    def run(self) -> Figures:
        return self.app.run_once()

    def later(self, **span: float) -> Figures:
        """Let time pass, then let the bot do what is due."""
        self.now += timedelta(**span)
        return self.run()

    # What people do --------------------------------------------------------------------------------------------

    def says(
        self,
        who: str,
        text: str,
        *,
        to: str = "invite",
        about: Meeting | None = None,
        sender: str = "",
        at: datetime | None = None,
        run: bool = True,
    ) -> bytes:
        """`who` answers the last letter of the kind `to` in his mailbox, quoting it; '' starts a new mail."""
        raw = self.mail(who, text, to=to, about=about, sender=sender)
        self.arrives(raw, at)
        if run:
            self.run()
        return raw

    def mail(
        self,
        who: str,
        text: str,
        *,
        to: str = "invite",
        about: Meeting | None = None,
        sender: str = "",
        marked: bool = True,
    ) -> bytes:
        """The bytes of such an answer; with `marked` off nothing shows where the quotation begins."""
        address = sender or self.address(who)
        message = EmailMessage(policy=email.policy.SMTP)
        message["From"] = f"{self.name(who)} <{address}>"
        message["To"] = OFFICE
        message["Date"] = format_datetime(self.now)
        message["Message-ID"] = make_msgid(domain=address.rpartition("@")[2])
        if not to:
            message["Subject"] = "Xác nhận tham dự"
            message.set_content(text)
            return bytes(message)
        original = self.letters(who, kind=to, about=about)[-1]
        message["Subject"] = f"Re: {original['subject']}"
        message["In-Reply-To"] = message["References"] = str(original["message-id"])
        body = original.get_body(("plain",))
        assert isinstance(body, EmailMessage)
        lines = body.get_content().splitlines()
        if marked:
            intro = f"Vào Th 2, 2 thg 11, 2026 vào lúc 09:00 Phòng KSTTHC <{OFFICE}> đã viết:"
            lines = [intro, "", *(f"> {line}" for line in lines)]
        else:
            lines = [line for line in lines if "=====" not in line]
        message.set_content("\n".join([text, "", *lines, ""]))
        return bytes(message)

    def arrives(self, raw: bytes, at: datetime | None = None) -> None:
        """The server receives a mail for the office, now or at another time."""
        self.servers.deliver(OFFICE, raw, at or self.now)

    def address(self, who: str) -> str:
        return self._member(who).email if "@" not in who else who

    def name(self, who: str) -> str:
        return self._member(who).name if "@" not in who else "Ai Đó"

    def _member(self, who: str) -> Member:
        member = self.members.by_id(who)
        assert member is not None, f"{who} is not on the roster"
        return member

    # What can be seen ------------------------------------------------------------------------------------------

    def letters(
        self, who: str, *, kind: str = "", about: Meeting | None = None, template: str = ""
    ) -> list[EmailMessage]:
        """What came into somebody's mailbox, oldest first; `template` by the letter's file name."""
        subjects = {about.code} if about else set[str]()
        found = []
        for raw in self.servers.messages(self.address(who)):
            message = email.message_from_bytes(raw, policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            fits_kind = not kind or str(message["message-id"]).startswith(f"<{kind}.")
            fits_meeting = all(code in str(message["subject"]) for code in subjects)
            if fits_kind and fits_meeting:
                found.append(message)
        return found

    def templates(self, who: str) -> list[str]:
        """The letters that were written to somebody, by template, oldest first."""
        query = sa.select(outbox_table.c.template).where(outbox_table.c.recipient == self.address(who))
        with self.app.store.read() as connection:
            return list(connection.scalars(query.order_by(outbox_table.c.id)))

    def invitation(self, who: str, meeting: Meeting) -> Invitation:
        with self.app.store.read() as connection:
            found, _ = standing(connection, meeting.id, self.app.desk.roster(connection, self.now))
        return next(i for i in found if who in (i.member.id, i.member.email))

    def state(self, who: str, meeting: Meeting) -> State:
        return self.invitation(who, meeting).state

    def requests(self, meeting: Meeting) -> list[ConsentRequest]:
        with self.app.store.read() as connection:
            _, asked = standing(connection, meeting.id, self.app.desk.roster(connection, self.now))
        return list(asked)

    def summary(self, meeting: Meeting) -> Summary:
        with self.app.store.read() as connection:
            invitations, asked = standing(connection, meeting.id, self.app.desk.roster(connection, self.now))
            return summarise(meetings.one(connection, meeting.id), invitations, asked, self.now)

    def ledger(self) -> list[Any]:
        with self.app.store.read() as connection:
            return list(connection.execute(sa.select(ledger_table).order_by(ledger_table.c.id)))

    def last_rule(self) -> str:
        return str(self.ledger()[-1].rule)

    def waiting_for_people(self) -> list[str]:
        """The rules that left mails to a person."""
        with self.app.store.read() as connection:
            return [row.rule for row in reviews.open_for_people(connection)]

    def settled(self, rule: str) -> None:
        """A clerk has dealt with the mails that this rule left to a person."""
        with self.app.store.begin() as connection:
            for row in reviews.open_for_people(connection):
                if row.rule == rule:
                    reviews.settle(connection, row.id, self.now)

    def inbox(self) -> int:
        return len(self.servers.messages(OFFICE))

    def filed(self) -> int:
        return len(self.servers.messages(OFFICE, FILED)) if FILED in self.servers.folders(OFFICE) else 0


@contextmanager
def stage(
    folder: Path,
    schedule: Schedule | None = None,
    members: Roster | None = None,
    trust: Trust = CLOSED,
    servers: Servers | None = None,
) -> Iterator[Stage]:
    """The stage with mailboxes for the office, every member and every assistant; the demo's people and embedded servers
    unless others are given."""
    members = members or roster()
    people = [address for member in members for address in (member.email, *member.assistants)]
    with ExitStack() as ending:
        servers = servers or ending.enter_context(EmbeddedServers({}))
        for address in (OFFICE, *people):
            servers.add_user(address, "pw")
        made = Stage(servers, folder, members, schedule, trust)
        ending.callback(made.app.close)
        yield made
