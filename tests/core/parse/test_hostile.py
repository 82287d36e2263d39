"""Mails that nobody here wrote: nothing raises, nothing hangs, bounces are bounces, people are people.

They are looked for beside the checkout, in `../shared/hostile`; without them these tests say so and are passed over.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mailbot.core.model import Source
from mailbot.core.parse.text import words
from tests.core.parse.mails import read

FOLDER = Path(__file__).parents[4] / "shared" / "hostile"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"the mails of public projects are not there: {FOLDER.name}"
)

# What that folder holds besides bounces: a list of files, a size, complaints, away notes, counter-examples.
NO_BOUNCES = ("Makefile", "mailbox_size", "_arf-", "_rfc3834-", "is-not-bounce")


def mails(project: str) -> list[Path]:
    return sorted(p for p in (FOLDER / project).rglob("*") if p.is_file() and p.name != "README.md")


def test_every_mail_is_read_soon() -> None:
    for path in mails("."):
        start = time.process_time()
        found = read(path.read_bytes())
        assert not any(d.startswith("could not be parsed") for d in found.doubts), path.name
        assert time.process_time() - start < 2, path.name


def test_bounces_are_found() -> None:
    bounces = [p for p in mails("sisimai") if not any(n in p.name for n in NO_BOUNCES)]
    missed = [p.name for p in bounces if read(p.read_bytes()).source is not Source.BOUNCE]
    assert len(missed) <= len(bounces) * 0.03, missed


def test_most_bounces_name_somebody() -> None:
    bounces = [read(p.read_bytes()).bounce for p in mails("sisimai")]
    found = [b for b in bounces if b is not None]
    assert sum(1 for b in found if b.recipients) >= len(found) * 0.95


@pytest.mark.parametrize("project", ["crisp-email-reply-parser", "email_reply_trimmer"])
def test_people_are_never_bounces(project: str) -> None:
    wrong = [p.name for p in mails(project) if read(p.read_bytes()).source is Source.BOUNCE]
    assert wrong == []


def test_calendar_answers_are_found() -> None:
    found = {p.name: read(p.read_bytes()).source for p in mails("ccs-imip")}
    assert sum(1 for source in found.values() if source is Source.CALENDAR) >= 5, found


def test_at_least_two_of_three_replies_are_cut_exactly() -> None:
    folder = FOLDER / "email_reply_trimmer"
    right = total = 0
    for path in folder.glob("test_emails_*"):
        wanted = folder / path.name.replace("test_emails_", "test_trimmed_")
        if wanted.is_file():
            total += 1
            found = read(b"From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\n" + path.read_bytes())
            right += words(found.text) == words(wanted.read_text("utf-8", "replace"))
    assert right >= total * 2 / 3, (right, total)
