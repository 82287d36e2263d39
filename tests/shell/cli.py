"""The program as people start it: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
ROSTER = REPOSITORY / "mailbot" / "demo" / "roster.csv"
OFFICE = "kstt@vpub.binhdinh.example"


@dataclass
class Installation:
    """A folder with config.toml and templates/, where `mailbot` is called."""

    folder: Path
    environment: dict[str, str]

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    def change(self, old: str, new: str) -> None:
        """Edit config.toml; the text must be there."""
        text = self.config.read_text("utf-8")
        assert old in text, f"{old!r} is not in config.toml"
        self.config.write_text(text.replace(old, new, 1), "utf-8")

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "mailbot", *arguments]

    def run(self, *arguments: str, status: int | None = 0) -> subprocess.CompletedProcess[str]:
        """Call `mailbot`; the exit status must be the wanted one, and no traceback is ever shown."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        if status is not None:
            assert done.returncode == status, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


def install(folder: Path, imap_port: int = 1, smtp_port: int = 1, user: str = OFFICE) -> Installation:
    """Copy what a newcomer has, and point it at servers of this machine."""
    shutil.copy(REPOSITORY / "config.toml", folder)
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "MAILBOT_IMAP_PASSWORD": "secret",
        "MAILBOT_SMTP_PASSWORD": "secret",
    }
    environment.pop("MAILBOT_CONFIG", None)
    made = Installation(folder, environment)
    imap, smtp = made.config.read_text("utf-8").split("[smtp]", 1)
    head, imap = imap.split("[imap]", 1)
    imap = _pointed(imap, imap_port).replace(f'user = "{OFFICE}"', f'user = "{user}"', 1)
    smtp, rest = smtp.split("[schedule]", 1)
    smtp = _pointed(smtp, smtp_port).replace(f'user = "{OFFICE}"', 'user = ""', 1)
    made.config.write_text(f"{head}[imap]{imap}[smtp]{smtp}[schedule]{rest}", "utf-8")
    return made


def _pointed(section: str, port: int) -> str:
    section = section.replace('host = "mail.vpub.binhdinh.example"', 'host = "127.0.0.1"', 1)
    return section.replace('security = "tls"', f'security = "none"\nport = {port}', 1)
