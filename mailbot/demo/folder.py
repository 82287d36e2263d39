"""The folder that a demo leaves: its configuration and database, every mail, the summary as a page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

MARK = ".mailbot-demo"  # without it a folder is not ours, and nothing in it is touched

# What a demo makes; all of it goes when the next one begins.
FOLDERS = ("sent", "received")
FILES = ("config.toml", "state.db", "state.db-wal", "state.db-shm", "state.lock", "mailbot.key", "daemon.log")
PAGE = "summary.html"


class FolderError(ValueError):
    """The folder cannot be used; the text is a sentence for the person."""


def prepare(folder: Path) -> None:
    """Make `folder` ready: a new one, an empty one, or one that an earlier demo left. Raises FolderError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / MARK).exists():
            raise FolderError(f"'{folder}' holds files that no demo has made; name another folder with --out")
        (folder / MARK).touch()
        for name in FOLDERS:
            shutil.rmtree(folder / name, ignore_errors=True)
            (folder / name).mkdir()
        for name in (*FILES, PAGE):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise FolderError(f"'{folder}' cannot be used: {error.strerror}") from error


def keep_mails(folder: Path, mails: Iterable[tuple[str, bytes]]) -> int:
    """Write mails as NUMBER-NAME.eml, in order; how many there were."""
    count = 0
    for count, (name, raw) in enumerate(mails, start=1):
        (folder / f"{count:03d}-{_plain(name)}.eml").write_bytes(raw)
    return count


def _plain(name: str) -> str:
    """`name` as every file system takes it."""
    return re.sub(r"[^A-Za-z0-9@._-]+", "-", name).strip("-.") or "mail"
