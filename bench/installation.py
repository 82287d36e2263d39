"""A bot on this machine to be measured: embedded servers, a configuration, a roster."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mailbot.config import Settings, load
from mailbot.demo.servers import EmbeddedServers
from mailbot.office.roster_file import load_roster
from mailbot.store import Store, seats

REPOSITORY = Path(__file__).parents[1]
OFFICE = "kstt@vpub.binhdinh.example"
_CONFIG = """
[committee]
name = "Ban Chỉ đạo"
short = "BCĐ"
province = "tỉnh"
place = "Tỉnh"
[regulation]
citation = "Quy chế hoạt động của Ban Chỉ đạo"
[office]
division = "Phòng Kiểm soát thủ tục hành chính"
agency = "Văn phòng UBND tỉnh"
mailbox = "{office}"
digest_to = ["{office}"]
[imap]
host = "127.0.0.1"
port = {imap}
security = "none"
user = "{office}"
[smtp]
host = "127.0.0.1"
port = {smtp}
security = "none"
user = ""
[log]
format = "json"
"""


@dataclass(frozen=True)
class Installation:
    """Where it stands and how it is reached."""

    servers: EmbeddedServers
    config: Path
    environment: Mapping[str, str]

    def settings(self) -> Settings:
        return load(self.config, self.environment)


@contextmanager
def installation() -> Iterator[Installation]:
    """A configured bot with the demo's 27 seats, in a folder that goes away."""
    members = load_roster(REPOSITORY / "mailbot" / "demo" / "roster.csv")
    people = [address for member in members for address in (member.email, *member.assistants)]
    with (
        TemporaryDirectory(prefix="mailbot-bench-") as name,
        EmbeddedServers(dict.fromkeys([OFFICE, *people], "pw")) as servers,
    ):
        folder = Path(name)
        shutil.copytree(REPOSITORY / "templates", folder / "templates")
        config = folder / "config.toml"
        config.write_text(_CONFIG.format(office=OFFICE, imap=servers.imap_port, smtp=servers.smtp_port), "utf-8")
        made = Installation(servers, config, {**os.environ, "MAILBOT_IMAP_PASSWORD": "pw"})
        store = Store.open(made.settings().database_url)
        with store.begin() as connection:
            seats.replace_all(connection, members, datetime.now(UTC))
        store.close()
        yield made
