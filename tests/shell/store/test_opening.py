"""Opening a database: the schema of the program, one daemon, and a sentence for everything that can be wrong."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from mailbot.store import DatabaseError, Store
from mailbot.store.migrations import HEAD
from mailbot.store.tables import metadata, raw_mail


def test_the_steps_lead_to_exactly_the_tables_of_the_program(store: Store) -> None:
    with store.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD


def test_opening_again_changes_nothing(store: Store, database_url: str) -> None:
    again = Store.open(database_url)
    with again.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(raw_mail)) == 0
    again.close()


def test_a_schema_of_a_newer_program_is_refused_with_a_sentence(store: Store, database_url: str) -> None:
    with store.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'zzzz'"))
    with pytest.raises(
        DatabaseError, match=f"schema zzzz, made by a newer mailbot; this one knows up to {HEAD}"
    ) as said:
        Store.open(database_url)
    assert "mailbot:mailbot@" not in str(said.value)


def test_a_transaction_that_fails_leaves_nothing(store: Store) -> None:
    def interrupted() -> None:
        with store.begin() as connection:
            connection.execute(sa.text("INSERT INTO done (key, rule, at) VALUES ('k', 'r', '2026-01-01 00:00:00+00')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    with store.read() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM done")) == 0


def test_two_hundred_increments_from_four_threads_are_two_hundred(store: Store) -> None:
    counter = sa.table("counter", sa.column("id"), sa.column("number"))
    with store.begin() as connection:
        connection.execute(sa.text("CREATE TABLE counter (id INTEGER PRIMARY KEY, number INTEGER NOT NULL)"))
        connection.execute(sa.insert(counter).values(id=1, number=0))
    faults: list[BaseException] = []

    def fifty() -> None:
        try:
            for _ in range(50):
                with store.begin() as connection:
                    number = connection.scalar(sa.select(counter.c.number).with_for_update()) or 0
                    connection.execute(sa.update(counter).values(number=number + 1))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=fifty) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as connection:
        assert (faults, connection.scalar(sa.select(counter.c.number))) == ([], 200)


def test_looking_does_not_wait_for_a_writer(store: Store) -> None:
    with store.begin() as writer:
        writer.execute(sa.text("DELETE FROM done"))
        with store.read() as reader:
            assert reader.scalar(sa.text("SELECT count(*) FROM done")) == 0


def test_a_second_daemon_is_refused_until_the_first_has_ended(store: Store, database_url: str) -> None:
    other = Store.open(database_url)
    with store.sole_daemon(), pytest.raises(DatabaseError, match="another mailbot daemon runs on"), other.sole_daemon():
        pass
    with other.sole_daemon():
        pass
    with store.sole_daemon():
        pass
    other.close()


def test_a_place_given_back_is_free_at_once_however_often(store: Store, database_url: str) -> None:
    other = Store.open(database_url)
    for _ in range(50):
        with store.sole_daemon():
            pass
        with other.sole_daemon():
            pass
    other.close()


def test_the_daemon_still_works_on_its_database_while_it_holds_its_place(store: Store) -> None:
    with store.sole_daemon(), store.begin() as connection:
        assert connection.scalar(sa.text("SELECT 1")) == 1


# SQLite alone -------------------------------------------------------------------------------------------------------


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        Store.open(f"sqlite:///{tmp_path}/state.db").close()
    finally:
        os.umask(before)
    assert (tmp_path / "state.db").stat().st_mode & 0o777 == 0o600


def test_what_is_committed_survives_a_loss_of_power(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/state.db")
    with store.begin() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")
        }
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    store.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"state\.db cannot be made: No such file or directory; check the folder"):
        Store.open(f"sqlite:///{tmp_path}/nowhere/state.db")


def test_a_folder_that_is_a_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseError, match=r"cannot be made: Not a directory; check the folder"):
        Store.open(f"sqlite:///{tmp_path}/file/state.db")


def test_a_folder_that_may_not_be_written_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, **_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(DatabaseError, match=r"state\.db cannot be made: Permission denied; check the folder"):
        Store.open(f"sqlite:///{tmp_path}/state.db")


def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(DatabaseError, match=r"state\.db cannot be opened: file is not a database"):
        Store.open(f"sqlite:///{tmp_path}/state.db")


def test_a_database_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store.open("sqlite:///:memory:").close()
    assert list(tmp_path.iterdir()) == []


# What can be wrong with a URL ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["", "state.db", "oracel://x", "nonsense://"])
def test_a_url_that_makes_no_sense_is_said_with_an_example(url: str) -> None:
    with pytest.raises(DatabaseError, match=r"is not understood .*for example sqlite:///state\.db"):
        Store.open(url)


@pytest.mark.parametrize(
    "url", ["postgres://bot:geh@eim/@db.example/bot", "postgresql://bot:geheim@db.example:port/bot"]
)
def test_a_url_that_is_not_understood_is_said_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseError, match="is not understood") as said:
        Store.open(url)
    assert "geh" not in str(said.value)


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(DatabaseError, match="cannot be opened") as said:
        Store.open("postgresql://bot:geheim@127.0.0.1:1/none")
    assert "geheim" not in str(said.value)


def test_the_plain_scheme_of_postgresql_is_understood(postgres_url: str) -> None:
    Store.open(postgres_url.replace("postgresql+psycopg", "postgresql")).close()
