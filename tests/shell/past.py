"""An installation whose meeting is over: 27 seats, a few answers, yesterday's session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from mailbot.cli import main
from mailbot.cli.settings import opened_desk
from mailbot.config import load
from mailbot.core.model import Answer, Event, MeetingKind, Rank, Substitute
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.office.meetings import NewMeeting, add_meeting, convene
from mailbot.office.roster_file import load_roster
from mailbot.store import seats
from mailbot.store.journals import Cause
from tests.shell.cli import ROSTER, Installation, install

NOW = datetime.now(UTC)
INVITED, ANSWERED, STARTED = (NOW - timedelta(days=days) for days in (20, 15, 1))
DEPUTY = Substitute("Ngô Đức Thắng", "Phó Giám đốc Sở Tài chính", Rank.DEPUTY)
REASON = "đi điều trị bệnh"


@dataclass(frozen=True)
class Past:
    """The installation, and the code of its meeting."""

    bot: Installation
    code: str

    def run(self, *arguments: str | Path, status: int = 0) -> Result:
        shown = CliRunner().invoke(main, ["--config", str(self.bot.config), *map(str, arguments)])
        assert shown.exit_code == status, shown.output
        return shown


def past(folder: Path) -> Past:
    """Two attend, one sends a deputy, one stays away, the others are silent; nothing is noted of who came."""
    bot = install(folder)
    with opened_desk(load(bot.config, bot.environment)) as desk:
        members = load_roster(ROSTER)
        with desk.store.begin() as connection:
            seats.replace_all(connection, members, INVITED)
        return Past(bot, held(desk, STARTED))


def held(desk: Desk, starts_at: datetime, title: str = "Phiên họp quý") -> str:
    """Another such meeting; its code."""
    wanted = NewMeeting(MeetingKind.QUARTERLY, title, starts_at, "Hội trường A", "Trưởng Ban")
    meeting, _ = convene(desk, add_meeting(desk, wanted, INVITED).code, INVITED)
    with desk.store.begin() as connection:
        for who, event, substitute, reason in (
            ("ct", Event.ATTEND, None, ""),
            ("syt", Event.ATTEND, None, ""),
            ("sxd", Event.ATTEND, None, ""),
            ("stc", Event.PROPOSE, DEPUTY, REASON),
            ("stc", Event.CONSENT, DEPUTY, ""),
            ("stp", Event.ABSENT, None, REASON),
        ):
            answer = Answer(meeting.id, who, event, substitute, reason, counts=event is not Event.CONSENT, turn=1)
            apply(connection, desk, [answer], Cause("by_hand", "mail", ANSWERED, reason), ANSWERED)
    return meeting.code
