"""Mails that nobody here wrote, in `../shared/hostile` beside the checkout: nothing in them is taken for an answer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailbot.core.model import Intent
from mailbot.core.parse import parse
from mailbot.core.reading import read
from mailbot.office.roster_file import load_roster

REPOSITORY = Path(__file__).parents[3]
FOLDER = REPOSITORY.parent / "shared" / "hostile"
HARMLESS = {Intent.NONE, Intent.UNCLEAR, Intent.QUESTION}


@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the mails of public projects are not there: {FOLDER.name}")
def test_no_mail_of_strangers_is_taken_for_an_answer() -> None:
    roster = load_roster(REPOSITORY / "tests" / "corpus" / "roster.csv")
    now = datetime(2024, 9, 20, tzinfo=UTC)
    mails = [path for path in sorted(FOLDER.rglob("*")) if path.is_file() and path.name != "README.md"]
    taken = [path.name for path in mails if read(parse(path.read_bytes(), now), roster).intent not in HARMLESS]
    assert len(mails) > 800
    assert taken == []
