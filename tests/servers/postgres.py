"""A PostgreSQL of our own on a loopback port, in a private directory; it refuses root, so root lends it an account."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers import places

# No durability: these databases live for one test run.
_FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"
_USER = "mailbot"


class Postgres:
    """`with Postgres() as postgres:`; `postgres.url` is an empty database, new_database() makes further ones."""

    def __init__(self) -> None:
        self._bin = places.program("/usr/lib/postgresql/*/bin/postgres", "postgresql").parent
        self._account = places.account("postgres")
        self._base = places.private_directory("postgres")
        places.give(self._base, self._account)
        self.port = places.free_port()
        self._made = 0

    @property
    def url(self) -> str:
        """For SQLAlchemy."""
        return self._url(_USER)

    def __enter__(self) -> Self:
        data = str(self._base / "data")
        password = self._base / "password"
        password.write_text(f"{_USER}\n")
        places.give(self._base, self._account)
        locale = ["-E", "UTF8", "--locale=C.UTF-8"]
        self._run(
            "initdb", "-D", data, "-U", _USER, f"--pwfile={password}", "-A", "scram-sha-256", *locale, "--no-sync"
        )
        where = f"-c listen_addresses=127.0.0.1 -p {self.port} -c unix_socket_directories={self._base}"
        self._run(
            "pg_ctl", "-D", data, "-w", "-t", "30", "-l", str(self._base / "log"), "-o", f"{where} {_FAST}", "start"
        )
        self._create(_USER)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._run("pg_ctl", "-D", str(self._base / "data"), "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self._base, ignore_errors=True)

    def new_database(self) -> str:
        """The URL of another empty database."""
        self._made += 1
        name = f"{_USER}_{self._made}"
        self._create(name)
        return self._url(name)

    def _url(self, name: str) -> str:
        return f"postgresql+psycopg://{_USER}:{_USER}@127.0.0.1:{self.port}/{name}"

    def _create(self, name: str) -> None:
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", _USER, name)

    def _run(self, name: str, *arguments: str) -> None:
        subprocess.run(
            [Path(self._bin) / name, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,  # pg_ctl's server would keep a pipe open
            stderr=subprocess.DEVNULL,
            cwd=self._base,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PGPASSWORD": _USER},
            **self._account.process_options,
        )
