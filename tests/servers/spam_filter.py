"""SpamAssassin by its rules alone: no DNS, no network, no learning; one process for as many mails as there are."""

from __future__ import annotations

import mailbox
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.servers.places import program

# Each mail is judged for itself, as by a filter that sees its sender for the first time and trusts nobody.
_FORGETS = (
    *("use_bayes 0", "use_auto_welcomelist 0", "skip_rbl_checks 1", "score ALL_TRUSTED 0", "report_safe 0"),
    "add_header all Status _YESNO_, score=_SCORE_ tests=_TESTSSCORES(,)_",
)
_NUMBER = "X-Number"
_STATUS = re.compile(r"score=(-?[\d.]+) tests=(.*)", re.DOTALL)


@dataclass(frozen=True)
class Verdict:
    """What a mail scored, and by which rules."""

    score: float
    rules: dict[str, float]


def judge(mails: Iterable[bytes]) -> list[Verdict]:
    """A verdict for each mail, in order. Raises MissingServer where SpamAssassin is not installed."""
    path = program("/usr/bin/spamassassin", "spamassassin")
    with tempfile.TemporaryDirectory(prefix="mailbot-spam-") as name:
        folder = Path(name)
        box = mailbox.mbox(folder / "mails")
        for number, mail in enumerate(mails):
            box.add(f"{_NUMBER}: {number}\n".encode() + mail.replace(b"\r\n", b"\n"))
        box.close()
        options = [f"--cf={line}" for line in _FORGETS]
        done = subprocess.run(
            [str(path), "--local", "--nocreate-prefs", f"--prefspath={folder}/none", *options, "--mbox", "mails"],
            cwd=folder,
            env={**os.environ, "HOME": name, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            timeout=300,
            check=True,
        )
        (folder / "judged").write_bytes(done.stdout)
        judged = sorted(mailbox.mbox(folder / "judged"), key=lambda mail: int(mail[_NUMBER]))  # it sorts them by date
        return [_verdict(str(mail["X-Spam-Status"])) for mail in judged]


def _verdict(status: str) -> Verdict:
    found = _STATUS.search(re.sub(r"\s+", " ", status))
    if found is None:
        raise ValueError(f"SpamAssassin gave no verdict: {status}")
    pairs = (rule.partition("=") for rule in found[2].replace(" ", "").split(",") if "=" in rule)
    return Verdict(float(found[1]), {name: float(points) for name, _, points in pairs})
