"""How fast mails are read, beside a bare parse of the same mails by mail-parser in the same run."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import mailparser

from mailbot.core.parse import parse
from mailbot.core.reading import read
from mailbot.office.roster_file import load_roster

CORPUS = Path(__file__).parents[1] / "tests" / "corpus"
_ROUNDS = 5


def measure() -> dict[str, object]:
    """Mails per second of processor time of both, the best of five rounds, and their ratio; start-up apart."""
    mails = [path.read_bytes() for path in sorted(CORPUS.glob("*/*.eml"))]
    roster = load_roster(CORPUS / "roster.csv")
    now = datetime.now(UTC)
    reading, parsing = [], []
    for _ in range(_ROUNDS):
        began = time.process_time()
        for raw in mails:
            read(parse(raw, now), roster)
        reading.append(time.process_time() - began)
        began = time.process_time()
        for raw in mails:
            mailparser.parse_from_bytes(raw)
        parsing.append(time.process_time() - began)
    ours, bare = min(reading), min(parsing)
    return {
        "mails": len(mails),
        "mailbot read (mails/s)": round(len(mails) / ours),
        "bare mailparser (mails/s)": round(len(mails) / bare),
        "ratio": round(bare / ours, 2),
    }
