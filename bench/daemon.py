"""How soon the daemon has looked into its mailbox, and how much memory it holds while nothing happens."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from bench.installation import installation
from mailbot.store import Store, cursors

_IDLE_SECONDS = 10.0


def measure() -> dict[str, object]:
    """Seconds from the start to the first poll, MB of resident memory when idle, seconds from SIGTERM to the end."""
    with installation() as made:
        began = time.perf_counter()
        daemon = subprocess.Popen(
            [sys.executable, "-m", "mailbot", "--config", str(made.config), "run"],
            env=dict(made.environment),
            stderr=subprocess.DEVNULL,
        )
        store = Store.open(made.settings().database_url)
        try:
            while not _has_polled(store):
                if daemon.poll() is not None:
                    raise RuntimeError(f"the daemon ended with status {daemon.returncode}")
                time.sleep(0.01)
            first_poll = time.perf_counter() - began
            time.sleep(_IDLE_SECONDS)
            memory = _resident_mb(daemon.pid)
            asked = time.perf_counter()
            daemon.send_signal(signal.SIGTERM)
            status = daemon.wait(30)
            ended = time.perf_counter() - asked
        finally:
            store.close()
            daemon.kill()
    return {
        "start to first poll (s)": round(first_poll, 2),
        "idle resident memory (MB)": round(memory, 1),
        "SIGTERM to end (s)": round(ended, 2),
        "exit status": status,
    }


def _has_polled(store: Store) -> bool:
    with store.read() as connection:
        return cursors.last_poll(connection) is not None


def _resident_mb(pid: int) -> float:
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
