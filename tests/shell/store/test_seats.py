"""The roster with its history: nothing is lost when a new one is imported."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from mailbot.core.model import Deputy, Member, Roster
from mailbot.store import Store, seats
from mailbot.store.tables import seat
from tests.core.rules.cases import FINANCE, HEAD, HOME, STANDING

NOW = datetime(2026, 11, 9, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOW.date()
PEOPLE = (HEAD, STANDING, replace(HOME, deputies=(Deputy("Trần Văn Bình", "Phó Giám đốc"),), phone="0256"), FINANCE)


def put(store: Store, *members: Member, upcoming: tuple[Member, ...] = ()) -> None:
    with store.begin() as connection:
        seats.replace_all(connection, Roster(members, upcoming=upcoming), NOW)


def held(store: Store, today: date = TODAY) -> Roster:
    with store.read() as connection:
        return seats.roster(connection, today, ())


def rows(store: Store) -> list[Any]:
    with store.read() as connection:
        return list(connection.execute(sa.select(seat).order_by(seat.c.id)))


def test_members_come_back_as_they_were_imported_in_protocol_order(store: Store) -> None:
    put(store, *reversed(PEOPLE))
    assert held(store).members == PEOPLE


def test_an_empty_store_has_an_empty_roster(store: Store) -> None:
    assert held(store) == Roster(())


def test_importing_the_same_again_writes_nothing(store: Store) -> None:
    put(store, *PEOPLE)
    before = rows(store)
    put(store, *PEOPLE)
    assert rows(store) == before


def test_a_new_holder_closes_the_old_row_and_keeps_it(store: Store) -> None:
    put(store, *PEOPLE)
    successor = replace(FINANCE, name="Trịnh Văn Mới", email="moi@stc.example")
    put(store, *PEOPLE[:3], successor)
    assert held(store).by_id(FINANCE.id) == successor
    assert held(store).former_by_address(FINANCE.email) == FINANCE
    assert [row.replaced_at for row in rows(store)] == [None, None, None, NOW, None]


def test_a_new_telephone_number_makes_nobody_a_former_holder(store: Store) -> None:
    put(store, *PEOPLE)
    put(store, *PEOPLE[:3], replace(FINANCE, phone="0256 382"))
    assert (held(store).former, len(rows(store))) == ((), 5)


def test_who_is_left_out_holds_no_seat_any_more(store: Store) -> None:
    put(store, *PEOPLE)
    put(store, *PEOPLE[:3])
    assert held(store).members == PEOPLE[:3]
    assert held(store).former_by_address(FINANCE.email) is not None


def test_a_seat_is_held_from_its_first_to_its_last_day(store: Store) -> None:
    old = replace(FINANCE, valid_to=date(2026, 11, 30))
    new = replace(FINANCE, name="Trịnh Văn Mới", email="moi@stc.example", valid_from=date(2026, 12, 1))
    put(store, *PEOPLE[:3], old, upcoming=(new,))
    assert held(store, date(2026, 11, 30)).by_id(FINANCE.id) == old
    assert held(store, date(2026, 11, 30)).upcoming == (new,)
    assert held(store, date(2026, 12, 1)).by_id(FINANCE.id) == new
    assert held(store, date(2026, 12, 1)).former == (old,)
