"""The outbox: bytes fixed once, sent at least once, never silently lost; and what the clock has done."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from mailbot.store import Store, correspondence, once, outbox, own_letters
from mailbot.store.outbox import GIVE_UP, LEASE, UNCERTAIN_WAIT, Enqueued, ToSend
from mailbot.store.tables import outbox as table

NOW = datetime(2026, 11, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
MINUTE = timedelta(minutes=1)


def letter(key: str = "invite:1", token: str = "seal") -> Enqueued:
    return Enqueued(
        key, "invite", "invite", None, "SNV", "gd@snv.example", False, token, ((1, 31, "digest"),), "post",
        b"raw with the token", b"copy without it",
    )  # fmt: skip


@pytest.fixture
def row(store: Store) -> ToSend:
    """One letter, claimed by a sender."""
    enqueue(store, letter())
    (claimed,) = claim(store, NOW)
    return claimed


def enqueue(store: Store, *new: Enqueued) -> list[bool]:
    with store.begin() as connection:
        return [outbox.enqueue(connection, each, NOW) for each in new]


def claim(store: Store, now: datetime, limit: int = 20) -> tuple[ToSend, ...]:
    with store.begin() as connection:
        return outbox.claim(connection, now, limit)


def stored(store: Store) -> Any:
    with store.read() as connection:
        return connection.execute(sa.select(table)).one()


def test_a_letter_of_the_same_key_is_enqueued_once(store: Store) -> None:
    assert enqueue(store, letter(), letter(), letter("invite:2")) == [True, False, True]
    with store.read() as connection:
        assert outbox.is_enqueued(connection, "invite:1")
        assert not outbox.is_enqueued(connection, "invite:3")


def test_a_claimed_letter_is_nobody_elses(store: Store) -> None:
    enqueue(store, letter(), letter("invite:2"))
    assert [each.raw for each in claim(store, NOW, limit=1)] == [b"raw with the token"]
    assert len(claim(store, NOW)) == 1
    assert claim(store, NOW) == ()


def test_letters_leave_in_the_order_in_which_they_were_written(store: Store) -> None:
    enqueue(store, *(letter(f"invite:{number}") for number in range(5)))
    ids = [each.id for each in claim(store, NOW, limit=3)]
    assert ids == sorted(ids)
    assert len(ids) == 3


def test_what_a_dead_sender_held_is_taken_again_after_its_lease(store: Store, row: ToSend) -> None:
    assert claim(store, NOW + LEASE) == ()
    (again,) = claim(store, NOW + LEASE + MINUTE)
    assert (again.id, again.raw, again.attempts) == (row.id, row.raw, 2)


def test_once_sent_the_token_is_gone_and_the_copy_stays(store: Store, row: ToSend) -> None:
    with store.begin() as connection:
        outbox.mark_sent(connection, row.id, "250 ok", NOW)
    kept = stored(store)
    assert (kept.status, kept.raw, kept.copy, kept.sent_at, kept.reply) == (
        "sent",
        None,
        b"copy without it",
        NOW,
        "250 ok",
    )
    assert claim(store, NOW + GIVE_UP) == ()


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 30), (2, 60), (5, 480), (8, 3600), (1000, 3600)])
def test_a_letter_that_is_not_taken_waits_longer_each_time(
    store: Store, row: ToSend, attempts: int, seconds: int
) -> None:
    with store.begin() as connection:
        assert outbox.mark_retry(connection, row.id, "451 later", NOW, attempts)
    wait = timedelta(seconds=seconds)
    assert claim(store, NOW + wait - timedelta(seconds=1)) == ()
    assert [each.id for each in claim(store, NOW + wait)] == [row.id]


def test_after_two_days_a_person_is_told_instead(store: Store, row: ToSend) -> None:
    with store.begin() as connection:
        assert outbox.mark_retry(connection, row.id, "451 later", NOW + GIVE_UP, 60)
        assert not outbox.mark_retry(connection, row.id, "451 later", NOW + GIVE_UP + MINUTE, 61)
    assert (stored(store).status, stored(store).reply) == ("failed", "given up after 2 days: 451 later")
    assert claim(store, NOW + 2 * GIVE_UP) == ()


def test_what_was_perhaps_sent_goes_again_later_with_the_same_bytes(store: Store, row: ToSend) -> None:
    with store.begin() as connection:
        outbox.mark_uncertain(connection, row.id, "lost after the dot", NOW, row.attempts)
    assert stored(store).status == "uncertain"
    assert claim(store, NOW + UNCERTAIN_WAIT - MINUTE) == ()
    (again,) = claim(store, NOW + UNCERTAIN_WAIT)
    assert again.raw == row.raw


def test_a_server_that_is_always_lost_at_the_end_gets_few_copies_and_then_none(store: Store) -> None:
    enqueue(store, letter())
    now, copies = NOW, 0
    while stored(store).status != "failed":
        for each in claim(store, now):
            copies += 1
            with store.begin() as connection:
                outbox.mark_uncertain(connection, each.id, "lost after the dot", now, each.attempts)
        now += timedelta(minutes=30)
        assert now < NOW + timedelta(days=5)
    assert copies <= 8
    assert stored(store).reply.startswith("perhaps delivered")


def test_a_refused_letter_is_not_tried_again(store: Store, row: ToSend) -> None:
    with store.begin() as connection:
        outbox.mark_failed(connection, row.id, "550 no such user")
        assert correspondence.counts(connection) == {"failed": 1}
    assert claim(store, NOW + GIVE_UP) == ()


def test_a_letter_given_back_untried_counts_no_attempt(store: Store, row: ToSend) -> None:
    with store.begin() as connection:
        outbox.release(connection, [row.id])
    (again,) = claim(store, NOW)
    assert again.attempts == row.attempts == 1


def test_a_letter_is_found_by_the_seal_of_its_token(store: Store) -> None:
    enqueue(store, letter(), letter("invite:2", "other seal"))
    with store.read() as connection:
        found = own_letters.by_token(connection, "seal")
        assert own_letters.by_token(connection, "forged") is None
    assert found is not None
    assert (found.kind, found.member_id, found.recipient, found.topic) == ("invite", "SNV", "gd@snv.example", "post")
    assert (found.items, found.written_at) == (((1, 31, "digest"),), NOW)


def test_the_letters_of_a_span_of_time_are_those_made_in_it(store: Store) -> None:
    enqueue(store, letter())
    with store.read() as connection:
        assert len(correspondence.made_between(connection, NOW - MINUTE, NOW)) == 1
        assert correspondence.made_between(connection, NOW, NOW + MINUTE) == []


def test_what_the_clock_called_for_is_done_once(store: Store) -> None:
    with store.begin() as connection:
        assert once.mark_done(connection, "digest:2026-11-09", "digest", None, NOW)
        assert not once.mark_done(connection, "digest:2026-11-09", "digest", None, NOW)
        assert once.mark_done(connection, "close:7:0", "closing", 7, NOW)
    with store.read() as connection:
        assert once.done_keys(connection, None) == {"digest:2026-11-09"}
        assert once.done_keys(connection, 7) == {"close:7:0"}


def test_a_letter_that_undoes_another_does_not_overtake_it(store: Store) -> None:
    goes = replace(letter("invited"), template="substitute_invited")
    enqueue(store, goes, replace(letter("released", "seal 2"), template="substitute_released"))
    elsewhere = replace(letter("other", "seal 3"), template="substitute_released", recipient="vp@stc.example")
    enqueue(store, elsewhere)
    invited, *rest = claim(store, NOW)
    with store.begin() as connection:
        outbox.release(connection, [row.id for row in rest])
        outbox.mark_retry(connection, invited.id, "451 later", NOW, 1)
    assert [row.recipient for row in claim(store, NOW)] == ["vp@stc.example"]
    later = NOW + timedelta(minutes=5)
    (again, released) = claim(store, later)
    assert (again.id, released.id > again.id) == (invited.id, True)
