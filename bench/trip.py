"""How fast mails go the whole way: fetched, stored, read, decided, answered into the outbox, filed."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from bench.installation import OFFICE, installation
from mailbot.app import App, Figures
from mailbot.core.model import MeetingKind
from mailbot.core.parse import parse
from mailbot.desk.intake import file_away, take_in
from mailbot.mailbox import Mailbox
from mailbot.office.meetings import NewMeeting, add_meeting, convene

_MAILS = 500
_WORDS = ("Tôi dự họp.", "Tôi không tham dự được, xin báo vắng.", "Tôi xác nhận tham dự phiên họp.")


def measure() -> dict[str, object]:
    """Mails per second through the whole trip, and as a share of parsing alone in the same run."""
    with installation() as made:
        app = App(made.settings())
        now = datetime.now(UTC)
        with app.store.read() as connection:
            members = app.desk.roster(connection, now).members
        wanted = NewMeeting(MeetingKind.QUARTERLY, "Phiên họp", now + timedelta(days=9), "Hội trường A", "Trưởng Ban")
        convene(app.desk, add_meeting(app.desk, wanted, now).code, now)
        mails = [_mail(members[number % len(members)].email, number) for number in range(_MAILS)]
        for raw in mails:
            made.servers.deliver(OFFICE, raw)
        began = time.perf_counter()
        for raw in mails:
            parse(raw, now)
        parsing = time.perf_counter() - began
        began = time.perf_counter()
        figures = Figures()
        with Mailbox(app.settings.imap) as mailbox:
            take_in(app.store, mailbox, app.account, app.clock, lambda: False)
            app.handle_waiting(figures)
            file_away(app.store, mailbox, app.account, app.clock)
        trip = time.perf_counter() - began
        app.close()
    return {
        "mails": figures.handled,
        "whole trip (mails/s)": round(_MAILS / trip),
        "parsing alone (mails/s)": round(_MAILS / parsing),
        "trip / parsing": round(parsing / trip, 3),
    }


def _mail(sender: str, number: int) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, OFFICE, "Re: Giấy mời"
    message["Message-ID"] = f"<{number}@{sender.rpartition('@')[2]}>"
    message.set_content(f"{_WORDS[number % len(_WORDS)]}\n")
    return message.as_bytes()
