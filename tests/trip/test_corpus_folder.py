"""A mailbox full of other people's mails: every one is accounted for, whatever it is."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
import sqlalchemy as sa

from mailbot.office.roster_file import load_roster
from mailbot.store import outbox
from mailbot.store.tables import outbox as outbox_table
from tests.trip.stage import OFFICE, REPOSITORY, Stage, stage

BATCHES = sorted(path.parent for path in (REPOSITORY / "tests" / "corpus").glob("*/gold.jsonl"))[::4]  # they take long
LETTER = re.compile(rb"<(invite|remind|clarify|receipt|approval|digest|summary)\.([0-9a-zA-Z]+)@")


def record_letters(play: Stage, folder: Path, meeting_id: int) -> None:
    """Enter the letters that these mails answer as if they had been sent, under their own tokens."""
    senders = {gold["file"]: gold["sender"] for gold in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    with play.app.store.begin() as connection:
        for path in sorted(folder.glob("*.eml")):
            for kind, token in {(k.decode(), t.decode()) for k, t in LETTER.findall(path.read_bytes())}:
                row = outbox.Enqueued(
                    key=f"recorded {kind} {token}",
                    kind=kind,
                    template="recorded",
                    meeting_id=meeting_id,
                    member_id=None if kind == "approval" else senders[path.name],
                    recipient="recorded@binhdinh.example",
                    null_sender=False,
                    token_hmac=play.app.desk.seal(token),
                    items=(),
                    topic="",
                    raw=b"",
                    copy=b"",
                )
                outbox.enqueue(connection, row, play.now)
        recorded = outbox_table.c.template == "recorded"
        connection.execute(sa.update(outbox_table).where(recorded).values(status="sent"))


@pytest.mark.parametrize("folder", BATCHES, ids=lambda folder: folder.name)
def test_a_folder_of_other_peoples_mails_is_handled_to_the_last_one(tmp_path: Path, folder: Path) -> None:
    with stage(tmp_path, members=load_roster(folder.parent / "roster.csv")) as play:
        meeting = play.meeting()
        record_letters(play, folder, meeting.id)
        mails = sorted(folder.glob("*.eml"))
        for path in mails:
            play.arrives(path.read_bytes())
        figures = play.run()
        statuses = Counter(row.status for row in play.ledger())
        assert (figures.fetched, figures.failed) == (len(mails), 0)
        assert sum(statuses.values()) == len(mails)
        assert set(statuses) <= {"handled", "review", "ignored", "duplicate", "left"}
        assert statuses["handled"] > len(mails) // 3
        assert play.inbox() + play.filed() == len(mails) + len(play.templates(OFFICE))  # notices come to it too
