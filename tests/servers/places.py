"""What every test server needs: its program, a free port, a private directory, an unprivileged account."""

from __future__ import annotations

import contextlib
import glob
import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class MissingServer(Exception):
    """A server that the tests need is not installed; the text says what to do."""


class DidNotStart(Exception):
    """A server died or stayed silent; the text is its log."""


@dataclass(frozen=True)
class Account:
    """Who runs a server."""

    name: str
    uid: int
    gid: int

    @property
    def group(self) -> str:
        return grp.getgrgid(self.gid).gr_name

    @property
    def process_options(self) -> dict[str, Any]:
        """For subprocess: become this account, if we are root."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if os.getuid() == 0 else {}


def account(preferred: str) -> Account:
    """`preferred` when we are root (these servers refuse to be root), else ourselves."""
    entry = pwd.getpwnam(preferred) if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def program(pattern: str, package: str) -> Path:
    """The newest program of this path; raises MissingServer."""
    found = sorted(glob.glob(pattern))
    if not found:
        raise MissingServer(
            f"{Path(pattern).name} is not installed and the tests need it: "
            f"apt-get install -y --no-install-recommends {package} (or run: make test)."
        )
    return Path(found[-1])


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def private_directory(prefix: str) -> Path:
    made = Path(tempfile.mkdtemp(prefix=f"mailbot-{prefix}-"))
    made.chmod(0o755)  # the server's account must be able to enter
    return made


def give(directory: Path, owner: Account) -> None:
    """All of the directory to the server's account, if we are root."""
    if os.getuid() == 0:
        for path in (directory, *directory.rglob("*")):
            os.chown(path, owner.uid, owner.gid)


def wait_for_greeting(port: int, greeting: bytes, process: subprocess.Popen[bytes], log: Callable[[], str]) -> None:
    """Until the server on `port` greets so; raises DidNotStart after 20 seconds, or when the process ends."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DidNotStart(log())
        try:
            with socket.create_connection(("127.0.0.1", port), 5) as sock:
                if sock.recv(64).startswith(greeting):
                    return
        except OSError:
            time.sleep(0.02)
    raise DidNotStart(f"no greeting on port {port} in 20 seconds. {log()}")


def kill_group(process: subprocess.Popen[bytes], number: signal.Signals = signal.SIGKILL) -> None:
    """A signal to the process and all its children."""
    os.killpg(process.pid, number)


def end(process: subprocess.Popen[bytes], directory: Path) -> None:
    """Kills what is left of a server and removes its directory."""
    with contextlib.suppress(ProcessLookupError):
        kill_group(process)
    process.wait()
    shutil.rmtree(directory, ignore_errors=True)


def read_logs(*paths: Path) -> str:
    return "\n".join(path.read_text(errors="replace") for path in paths if path.exists())
