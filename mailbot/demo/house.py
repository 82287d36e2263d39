"""The office of the play: a configuration, the roster, a meeting, and the real daemon as a process of its own."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from mailbot.config import Settings, load
from mailbot.core.model import Meeting, MeetingKind, Roster
from mailbot.core.policy import WorkingTime
from mailbot.demo.parts import Script
from mailbot.desk import Desk
from mailbot.office.meetings import NewMeeting, add_meeting, convene, guest
from mailbot.office.roster_file import load_roster
from mailbot.store import Store, seats

ROSTER = Path(__file__).with_name("roster.csv")
TEMPLATES = Path(__file__).parents[2] / "templates"

# Seconds instead of minutes and hours; all else is as an office would have it.
CONFIG = """\
# The configuration of one demo. Look around with: mailbot --config THIS_FILE meeting list
[committee]
name = "Ban Chỉ đạo Cải cách hành chính, Chuyển đổi số và Đề án 06"
short = "BCĐ CCHC-CĐS-ĐA06"
province = "tỉnh Bình Định"
place = "Bình Định"

[regulation]
citation = "{citation}"

[office]
division = "Phòng Kiểm soát thủ tục hành chính"
agency = "Văn phòng UBND tỉnh Bình Định"
mailbox = "{office}"
phone = "0256 0000 000"

[imap]
host = "127.0.0.1"
port = {imap_port}
security = "none"
user = "{office}"

[smtp]
host = "127.0.0.1"
port = {smtp_port}
security = "none"
user = "{office}"
ehlo_name = "localhost"

[trust]
profile = "intranet"

[schedule]
poll = "5s"
chair_gather = "{gather}s"
consent_pause = "0s"
supplement_gather = "2s"
digest_at = {digest_at}

[database]
url = "sqlite:///state.db"

[templates]
folder = {templates}

[log]
format = "json"
"""

CITATION = (
    "Quy chế hoạt động của Ban Chỉ đạo ban hành kèm theo Quyết định số 76/QĐ-BCĐ ngày 21/5/2024 của Trưởng Ban Chỉ đạo"
)
GATHER = 4  # seconds
STOPS_WITHIN = 5.0  # seconds that the daemon may take to end


class HouseError(RuntimeError):
    """The demo cannot be played here; the text is a sentence for the person."""


class House:
    """The office in `folder`, its mailbox on the servers with these ports."""

    def __init__(self, folder: Path, office: str, imap_port: int, smtp_port: int, digest_in: float) -> None:
        if not TEMPLATES.is_dir():
            raise HouseError(
                f"the letters' templates are not in '{TEMPLATES}': run the demo of the project's own folder"
            )
        self.folder = folder
        self.password = secrets.token_urlsafe(12)
        now = datetime.now(WorkingTime().zone)
        self.config = folder / "config.toml"
        self.config.write_text(
            CONFIG.format(
                citation=CITATION,
                office=office,
                imap_port=imap_port,
                smtp_port=smtp_port,
                gather=GATHER,
                digest_at=_today(now, digest_in),
                templates=json.dumps(str(TEMPLATES), ensure_ascii=False),
            ),
            "utf-8",
        )
        self.settings: Settings = load(self.config, environ={})
        self.store = Store.open(self.settings.database_url)
        self.desk = Desk(self.store, self.settings.policy, self.settings.templates, self.settings.token_key())
        self.roster: Roster = load_roster(ROSTER, self.settings.policy.profiles, now.date())
        with self.store.begin() as connection:
            seats.replace_all(connection, self.roster, now)

    def close(self) -> None:
        self.store.close()

    def convene(self, script: Script) -> tuple[Meeting, int]:
        """Add the play's meeting and invite; how many invitations wait to be sent."""
        now = datetime.now(UTC).replace(microsecond=0)
        wanted = NewMeeting(
            kind=MeetingKind.AD_HOC,
            title="Phiên họp đột xuất về Đề án 06",
            starts_at=next_morning(self.desk.local(now), self.settings.policy.working),
            place="Hội trường A, UBND tỉnh",
            presiding="Đồng chí Nguyễn Văn Khải - Chủ tịch UBND tỉnh",
            members=script.members,
            guests=tuple(
                guest(1000 + number, one.name, one.title, one.agency, one.address)
                for number, one in enumerate(script.guests, start=1)
            ),
            deadline=now + timedelta(seconds=script.deadline),
        )
        meeting = add_meeting(self.desk, wanted, now)
        return convene(self.desk, meeting.code, now)


class Daemon:
    """`mailbot run` as a process of its own; `on_line` gets every line of its log, from a thread."""

    def __init__(self, house: House, on_line: Callable[[dict[str, object]], None]) -> None:
        command = [sys.executable, "-m", "mailbot", "--config", str(house.config), "run"]
        self._log = (house.folder / "daemon.log").open("w", encoding="utf-8")
        self._on_line = on_line
        self._process = subprocess.Popen(
            command, env=_environment(house.password), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
            encoding="utf-8",
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, name="daemon-log", daemon=True)
        self._reader.start()

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def stop(self) -> tuple[int, float]:
        """End it as systemd would, by SIGTERM; its exit status and the seconds that it took."""
        began = time.monotonic()
        if not self.ended:
            self._process.send_signal(signal.SIGTERM)
        try:
            status = self._process.wait(3 * STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        took = time.monotonic() - began
        self._reader.join(2)
        self._log.close()
        return status, took

    def _read(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._log.write(line)
            self._log.flush()
            try:
                found = json.loads(line)
            except ValueError:
                found = {"level": "error", "event": line.rstrip()}
            if isinstance(found, dict):
                self._on_line(found)


def next_morning(now: datetime, working: WorkingTime) -> datetime:
    """Eight o'clock of the next working day."""
    day = now.date() + timedelta(days=1)
    while not working.is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, time_of_day(8), working.zone)


def _today(now: datetime, seconds: float) -> str:
    """The time of day in so many seconds, at the latest the last of this day: TOML's own local time."""
    at = now + timedelta(seconds=seconds)
    return f"{at:%H:%M:%S}" if at.date() == now.date() else "23:59:59"


def _environment(password: str) -> dict[str, str]:
    """The caller's environment without his own mailbot's settings, and with the play's passwords."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILBOT_")}
    kept.pop("CREDENTIALS_DIRECTORY", None)
    return kept | {"MAILBOT_IMAP_PASSWORD": password, "MAILBOT_SMTP_PASSWORD": password}
