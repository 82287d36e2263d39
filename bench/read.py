"""How fast mails are read, beside a bare parse of the same mails by mail-parser in the same run."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import mailparser

from mailbot.cli.read import read_many
from mailbot.core.parse import parse
from mailbot.core.reading import read
from mailbot.office.roster_file import load_roster

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
_ROUNDS = 5


def measure() -> dict[str, object]:
    """Mails per second, start-up apart, and their ratio to the bare parse.

    Of one process by processor time (the machine may be shared); of `mailbot read` with its workers by the clock.
    The best of several rounds each.
    """
    mails = [(path.name, path.read_bytes()) for path in sorted(CORPUS.glob("*/*.eml"))]
    roster = load_roster(CORPUS / "roster.csv")
    now = datetime.now(UTC)
    reading, parsing, bare_clock, command = [], [], [], []
    for _ in range(_ROUNDS):
        began = time.process_time()
        for _, raw in mails:
            read(parse(raw, now), roster)
        reading.append(time.process_time() - began)
        began, at = time.process_time(), time.perf_counter()
        for _, raw in mails:
            mailparser.parse_from_bytes(raw)
        parsing.append(time.process_time() - began)
        bare_clock.append(time.perf_counter() - at)
        at = time.perf_counter()
        for _ in read_many(mails, roster, os.cpu_count() or 1):
            pass
        command.append(time.perf_counter() - at)
    return {
        "mails": len(mails),
        "bare mailparser, one process (mails/s)": round(len(mails) / min(parsing)),
        "reading, one process (mails/s)": round(len(mails) / min(reading)),
        "ratio of one process": round(min(parsing) / min(reading), 2),
        f"mailbot read, {os.cpu_count()} workers (mails/s)": round(len(mails) / min(command)),
        "ratio of mailbot read": round(min(bare_clock) / min(command), 2),
    }
