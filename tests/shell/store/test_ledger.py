"""The ledger: raw mail first, the cursor with it, each mail finished once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from mailbot.desk.intake import fingerprints
from mailbot.store import Store, cursors, ledger, reviews
from mailbot.store.ledger import MAX_TRIES, Arrival, Place, Status
from mailbot.store.tables import ledger as table
from mailbot.store.tables import raw_mail

NOW = datetime(2026, 11, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MAIL = b"From: gd@snv.example\r\nMessage-ID: <1@snv.example>\r\nSubject: R\r\n\r\nVang.\r\n"
RELAYED = b"Received: from another path\r\n" + MAIL
ALTERED = MAIL.replace(b"Vang.", b"Khong.")
NAMELESS = MAIL.replace(b"Message-ID: <1@snv.example>\r\n", b"")


def place(uid: int = 1, uidvalidity: int = 1, folder: str = "INBOX", account: str = "kstt") -> Place:
    return Place(account, folder, uidvalidity, uid)


def arrival(raw: bytes = MAIL, at: Place | None = None, received_at: datetime = NOW) -> Arrival:
    sha256, content_hash, message_id = fingerprints(raw)
    return Arrival(at or place(), received_at, raw, sha256, content_hash, message_id)


def add(store: Store, *new: Arrival) -> list[int | None]:
    with store.begin() as connection:
        return [ledger.add(connection, each, NOW) for each in new]


def rows(store: Store) -> list[Any]:
    with store.read() as connection:
        return list(connection.execute(sa.select(table).order_by(table.c.id)))


def waiting(store: Store) -> list[bytes]:
    with store.read() as connection:
        return [each.raw for each in ledger.waiting(connection)]


def test_a_mail_waits_with_its_very_bytes_and_its_receipt_time(store: Store) -> None:
    odd = b"\x00\xff" + MAIL
    add(store, arrival(odd))
    with store.read() as connection:
        (entry,) = ledger.waiting(connection)
    assert (entry.raw, entry.received_at, entry.tries) == (odd, NOW, 0)
    assert entry.received_at.tzinfo is not None


def test_the_same_place_is_stored_once(store: Store) -> None:
    assert add(store, arrival(), arrival(ALTERED))[1] is None
    assert len(rows(store)) == 1


@pytest.mark.parametrize(
    ("second", "duplicate"),
    [(MAIL, True), (RELAYED, True), (ALTERED, False), (NAMELESS, False)],
    ids=["same bytes", "over another path", "same Message-ID and other words", "other headers"],
)
def test_a_mail_is_a_duplicate_by_bytes_or_by_message_id_and_content(
    store: Store, second: bytes, duplicate: bool
) -> None:
    first_id, _ = add(store, arrival(), arrival(second, place(2)))
    again = rows(store)[1]
    assert again.status == (Status.DUPLICATE if duplicate else Status.RECEIVED)
    assert again.duplicate_of == (first_id if duplicate else None)
    assert len(waiting(store)) == (1 if duplicate else 2)


def test_without_a_message_id_only_the_same_bytes_are_the_same_mail(store: Store) -> None:
    add(store, arrival(NAMELESS), arrival(b"Received: x\r\n" + NAMELESS, place(2)), arrival(NAMELESS, place(3)))
    assert [row.status for row in rows(store)] == ["received", "received", "duplicate"]


def test_a_third_copy_points_to_the_first(store: Store) -> None:
    first_id, *_ = add(store, *(arrival(at=place(uid)) for uid in (1, 2, 3)))
    assert [row.duplicate_of for row in rows(store)] == [None, first_id, first_id]


def test_a_duplicate_keeps_its_bytes_too(store: Store) -> None:
    add(store, arrival(), arrival(RELAYED, place(2)))
    with store.read() as connection:
        assert set(connection.scalars(sa.select(raw_mail.c.raw))) == {MAIL, RELAYED}


def test_renumbered_folders_are_known_by_their_content(store: Store) -> None:
    add(store, arrival(at=place(7, uidvalidity=1)), arrival(at=place(1, uidvalidity=2)))
    assert [row.status for row in rows(store)] == ["received", "duplicate"]


@pytest.mark.parametrize("elsewhere", [place(folder="Other"), place(account="other"), place(uidvalidity=2)])
def test_the_same_uid_elsewhere_is_another_place(store: Store, elsewhere: Place) -> None:
    assert None not in add(store, arrival(), arrival(ALTERED, elsewhere))


def test_mails_wait_in_the_servers_order_of_receipt(store: Store) -> None:
    add(
        store,
        arrival(b"later", place(1), NOW + timedelta(minutes=1)),
        arrival(b"second", place(3), NOW),
        arrival(b"first", place(2), NOW),
    )
    assert waiting(store) == [b"first", b"second", b"later"]


# The cursor ---------------------------------------------------------------------------------------------------------


def test_before_the_first_look_there_is_no_cursor(store: Store) -> None:
    with store.read() as connection:
        assert (cursors.of_folder(connection, "kstt", "INBOX"), cursors.last_poll(connection)) == (None, None)


def test_the_cursor_moves_with_the_mails_or_not_at_all(store: Store) -> None:
    def interrupted() -> None:
        with store.begin() as connection:
            ledger.add(connection, arrival(), NOW)
            cursors.move(connection, place(), NOW)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        interrupted()
    with store.read() as connection:
        assert cursors.of_folder(connection, "kstt", "INBOX") is None
    assert rows(store) == []


def test_every_folder_of_every_account_has_its_cursor(store: Store) -> None:
    with store.begin() as connection:
        cursors.move(connection, place(5), NOW)
        cursors.move(connection, place(9), NOW)
        cursors.move(connection, place(3, uidvalidity=2**31, folder="Other"), NOW)
    with store.read() as connection:
        assert cursors.of_folder(connection, "kstt", "INBOX") == (1, 9)
        assert cursors.of_folder(connection, "kstt", "Other") == (2**31, 3)


def test_a_look_without_new_mail_is_noted(store: Store) -> None:
    with store.begin() as connection:
        cursors.move(connection, place(), NOW)
        cursors.note_poll(connection, place(0), NOW + timedelta(hours=1))
    with store.read() as connection:
        assert cursors.last_poll(connection) == NOW + timedelta(hours=1)
        assert cursors.of_folder(connection, "kstt", "INBOX") == (1, 1)


def test_a_look_into_an_empty_folder_is_noted_too(store: Store) -> None:
    with store.begin() as connection:
        cursors.note_poll(connection, place(0), NOW)
        assert cursors.last_poll(connection) == NOW


def test_the_cursor_moves_mail_by_mail_but_the_look_is_over_only_at_its_end(store: Store) -> None:
    with store.begin() as connection:
        cursors.note_poll(connection, place(0), NOW)
        cursors.move(connection, place(5), NOW + timedelta(hours=1))
        assert cursors.last_poll(connection) == NOW
        assert cursors.of_folder(connection, "kstt", "INBOX") == (1, 5)


def test_a_mail_that_is_fetched_but_not_handled_still_holds_up_the_closing(store: Store) -> None:
    (ledger_id,) = add(store, arrival(received_at=NOW))
    assert ledger_id is not None
    with store.begin() as connection:
        cursors.note_poll(connection, place(1), NOW + timedelta(minutes=5))
        assert cursors.handled_until(connection) == NOW
        ledger.finish(connection, ledger_id, Status.HANDLED, NOW)
        assert cursors.handled_until(connection) == NOW + timedelta(minutes=5)


def test_where_no_mailbox_was_ever_looked_at_nothing_is_handled_until_any_time(store: Store) -> None:
    add(store, arrival())
    with store.read() as connection:
        assert cursors.handled_until(connection) is None


# Finishing ----------------------------------------------------------------------------------------------------------


def test_a_mail_is_finished_once(store: Store) -> None:
    (ledger_id,) = add(store, arrival())
    assert ledger_id is not None
    with store.begin() as connection:
        assert ledger.finish(connection, ledger_id, Status.HANDLED, NOW, rule="attends")
        assert not ledger.finish(connection, ledger_id, Status.REVIEW, NOW, rule="doubtful")
    (row,) = rows(store)
    assert (row.status, row.rule, row.handled_at) == ("handled", "attends", NOW)


def test_a_mail_that_keeps_failing_is_left_to_a_person(store: Store) -> None:
    (ledger_id,) = add(store, arrival())
    assert ledger_id is not None
    for number in range(1, MAX_TRIES + 1):
        assert len(waiting(store)) == 1
        with store.begin() as connection:
            ledger.fail(connection, ledger_id, f"KeyError: {number}", NOW)
    (row,) = rows(store)
    assert (row.status, row.tries, row.error, waiting(store)) == ("failed", MAX_TRIES, "KeyError: 3", [])
    with store.read() as connection:
        assert [each.id for each in reviews.open_for_people(connection)] == [ledger_id]


def test_a_failure_that_is_noted_too_late_does_not_touch_what_is_finished(store: Store) -> None:
    (ledger_id,) = add(store, arrival())
    assert ledger_id is not None
    with store.begin() as connection:
        ledger.finish(connection, ledger_id, Status.HANDLED, NOW)
        for _ in range(MAX_TRIES):
            ledger.fail(connection, ledger_id, "the commit's answer was lost", NOW)
    assert [(row.status, row.tries) for row in rows(store)] == [("handled", 0)]


def test_a_mail_without_content_is_remembered_and_never_taken_for_done(store: Store) -> None:
    with store.begin() as connection:
        ledger.add_missing(connection, place(), NOW)
        ledger.add_missing(connection, place(), NOW)
    assert [row.status for row in rows(store)] == ["missing"]
    with store.read() as connection:
        assert len(reviews.open_for_people(connection)) == 1
    assert waiting(store) == []


@pytest.mark.parametrize(
    ("status", "leaves"),
    [
        (Status.HANDLED, True),
        (Status.IGNORED, True),
        (Status.REVIEW, False),
        (Status.LEFT, False),
        (Status.FAILED, False),
    ],
)
def test_only_what_needs_nobody_leaves_the_inbox_and_its_copies_with_it(
    store: Store, status: Status, leaves: bool
) -> None:
    first_id, _ = add(store, arrival(), arrival(at=place(2)))
    assert first_id is not None
    with store.begin() as connection:
        ledger.finish(connection, first_id, status, NOW)
        assert ledger.unfiled(connection, "kstt", "INBOX", 1) == ((1, 2) if leaves else ())
        assert ledger.unfiled(connection, "kstt", "INBOX", 2) == ()
        ledger.mark_filed(connection, "kstt", "INBOX", 1, [1, 2], NOW)
        assert ledger.unfiled(connection, "kstt", "INBOX", 1) == ()


def test_the_figures_count_every_mail(store: Store) -> None:
    add(store, arrival(), arrival(at=place(2)), arrival(ALTERED, place(3)))
    with store.read() as connection:
        assert ledger.counts(connection) == {"received": 2, "duplicate": 1}
        assert len(ledger.handled_between(connection, NOW - timedelta(hours=1), NOW)) == 3
        assert ledger.handled_between(connection, NOW, NOW + timedelta(hours=1)) == []


# Moments ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York", "UTC"])
def test_a_moment_comes_back_as_the_same_moment_in_utc(store: Store, zone: str) -> None:
    moment = datetime(2026, 11, 1, 1, 30, 0, 123456, tzinfo=ZoneInfo(zone), fold=1)  # New York puts its clocks back
    add(store, arrival(received_at=moment))
    (row,) = rows(store)
    assert (row.received_at, row.received_at.tzinfo) == (moment.astimezone(UTC), UTC)
    assert row.settled_at is None


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(sa.exc.StatementError, match="without a time zone"):
        add(store, arrival(received_at=NOW.replace(tzinfo=None)))
    assert rows(store) == []
