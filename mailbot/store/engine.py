"""Opening the database: one set of rules for SQLite and PostgreSQL, and never a schema newer than the program."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

_PASSWORD = re.compile(r"(://[^:/@\s]*:).*@")
PRIVATE = 0o600  # of every file of the database: what the mails of a committee say is for its office alone
_DAEMON_LOCK = 7106_2024  # PostgreSQL advisory lock: one daemon per database


class DatabaseError(RuntimeError):
    """The database cannot be used; the message says which, why, and what to do."""


class Store:
    """An open database: `begin()` gives a transaction that may write, `read()` one that only looks."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> Store:
        """Open and bring the schema up to date. Raises DatabaseError."""
        engine = _engine(url)
        try:
            _migrate(engine)
        except DBAPIError as error:
            raise DatabaseError(f"database {_shown(url)} cannot be opened: {_first_line(error)}") from error
        return cls(engine)

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction; committed at the end, rolled back on an exception."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only looks: on SQLite it never waits for a writer."""
        with self.engine.connect().execution_options(mailbot_read=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def sole_daemon(self) -> Iterator[None]:
        """Hold the place of the one daemon of this database. Raises DatabaseError where another holds it."""
        if self.engine.dialect.name == "sqlite":
            database = Path(self.engine.url.database or "state.db")
            with os.fdopen(os.open(database.with_suffix(".lock"), os.O_WRONLY | os.O_CREAT, PRIVATE), "w") as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    raise DatabaseError(f"another mailbot daemon runs on {database}; stop it first") from None
                yield
            return
        with self.engine.connect() as connection:
            if not connection.scalar(sa.select(sa.func.pg_try_advisory_lock(_DAEMON_LOCK))):
                raise DatabaseError("another mailbot daemon runs on this database; stop it first")
            connection.commit()
            try:
                yield
            finally:
                _give_back(connection)


def database_files(url: str) -> list[Path]:
    """What lies on this machine of a database: for SQLite its file and those beside it, as far as they are there."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return []
    path = Path(parsed.database)
    beside = (path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm", "-journal"))
    return [each for each in (path, *beside, path.with_suffix(".lock")) if each.exists()]


def _give_back(connection: Connection) -> None:
    """Unlock by name: a server notices a closed connection only later, and would refuse the next daemon till then."""
    try:
        connection.execute(sa.select(sa.func.pg_advisory_unlock(_DAEMON_LOCK)))
        connection.commit()
    except DBAPIError:
        connection.invalidate()  # the session is broken, and its lock ends with it


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        engine = sa.create_engine(parsed, hide_parameters=True)  # errors reach logs, mails must not
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseError(
            f"database.url '{_shown(url)}' is not understood ({_shown(str(error))}); for example sqlite:///state.db"
        ) from error
    except ModuleNotFoundError as error:
        raise DatabaseError(
            f"database {_shown(url)} needs the package {error.name}: pip install 'mailbot[postgresql]'"
        ) from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
        _private_file(engine)
    return engine


def _prepare_sqlite(engine: Engine) -> None:
    """Without these, concurrent read-modify-write transactions lose updates silently (measured; design, 5)."""

    @event.listens_for(engine, "connect")
    def connect(dbapi: sa.engine.interfaces.DBAPIConnection, _: ConnectionPoolEntry) -> None:
        dbapi.isolation_level = None  # sqlite3's own switch: we say BEGIN ourselves
        cursor = dbapi.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("mailbot_read")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _private_file(engine: Engine) -> None:
    """SQLite gives the files beside it (-wal, -shm) the mode of the database itself."""
    path = Path(engine.url.database or ":memory:")
    try:
        if path.name != ":memory:" and not path.exists():
            path.touch(mode=PRIVATE)
    except OSError as error:
        raise DatabaseError(f"database {path} cannot be made: {error.strerror}; check the folder") from error


def _migrate(engine: Engine) -> None:
    """Bring the schema up to this program's; refuse one that a newer program has made."""
    from mailbot.store.migrations import HEAD, KNOWN, upgrade

    with engine.connect().execution_options(mailbot_read=True) as connection:
        found = None
        if sa.inspect(connection).has_table("alembic_version"):
            found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    if found == HEAD:
        return
    if found is not None and found not in KNOWN:
        raise DatabaseError(
            f"database {_shown(str(engine.url))} has schema {found}, made by a newer mailbot; this one knows up to "
            f"{HEAD}. Install the newer version, or point database.url elsewhere."
        )
    upgrade(engine)


def _shown(url: str) -> str:
    """A URL, or words that hold one, without its password."""
    return _PASSWORD.sub(r"\1***@", url)


def _first_line(error: BaseException) -> str:
    return str(getattr(error, "orig", error)).strip().splitlines()[0]
