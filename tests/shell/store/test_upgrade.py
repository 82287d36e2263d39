"""A database that an earlier program has filled is brought up to date, with all that stands in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from mailbot.core.model import RequestStatus
from mailbot.store import Store, migrations, own_letters
from mailbot.store.tables import Moment, journal, ledger, meeting, request
from mailbot.store.tables import outbox as outbox_table

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def at_the_first_schema(url: str) -> sa.Engine:
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    return engine


def blank(connection: sa.Connection, table: sa.Table) -> dict[str, Any]:
    """A value for every column that the schema of the database wants one in."""
    made: dict[str, Any] = {}
    there = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
    for column in table.columns:
        if (
            column.name in there
            and not column.nullable
            and not (column.primary_key and isinstance(column.type, sa.Integer))
        ):
            moment = isinstance(column.type, Moment)
            made[column.name] = NOW if moment else column.type.python_type()
    return made


def filled(url: str) -> None:
    """A request of every status, with a meeting, a journal's line, a mail and a letter."""
    engine = at_the_first_schema(url)
    with engine.begin() as connection:

        def put(table: sa.Table, **values: Any) -> None:
            row = blank(connection, table) | values
            old = sa.table(table.name, *(sa.column(name, table.c[name].type) for name in row))
            connection.execute(sa.insert(old).values(row))

        put(meeting, id=1, code="Q4-ABCD", documents=[])
        put(ledger, id=1, status="handled")
        put(journal, id=1, meeting_id=1, member_id="syt", modes=[])
        put(outbox_table, id=1, key="k", token_hmac="seal", items=[[1, 2, "d"]], status="sent")
        for number, status in enumerate(RequestStatus, start=1):
            decided = NOW + timedelta(hours=1) if status in ("granted", "refused") else None
            put(
                request,
                id=number,
                meeting_id=1,
                member_id="syt",
                substitute={},
                status=status.value,
                decided_at=decided,
            )
    engine.dispose()


def test_who_has_heard_of_a_consent_hears_of_it_no_second_time(database_url: str) -> None:
    filled(database_url)
    store = Store.open(database_url)
    with store.read() as connection:
        told = {row.status: row.told_at for row in connection.execute(sa.select(request))}
    store.close()
    heard = {status: at for status, at in told.items() if at is not None}
    assert heard == {"granted": NOW + timedelta(hours=1), "revoked": NOW, "voided": NOW}
    assert len(told) == len(RequestStatus)


def test_what_stood_in_the_database_is_read_as_before(database_url: str) -> None:
    filled(database_url)
    store = Store.open(database_url)
    with store.read() as connection:
        letter = own_letters.by_token(connection, "seal")
        line = connection.execute(sa.select(journal)).one()
        mail = connection.execute(sa.select(ledger)).one()
    store.close()
    assert letter is not None
    assert (letter.items, letter.exposed, letter.written_at) == (((1, 2, "d"),), False, NOW)
    assert (line.written_by, line.unverified, mail.gates) == ("", False, [])
