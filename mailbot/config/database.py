"""The database's URL: SQLite beside the configuration, or PostgreSQL; never with a password in it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

SQLITE = "sqlite:///"
POSTGRESQL = ("postgresql", "postgresql+psycopg", "postgres")


def absolute_url(url: str, folder: Path) -> str:
    """`url` as SQLAlchemy takes it, an SQLite file relative to `folder` made absolute.

    Raises ValueError for another kind of database, and for a password in the URL.
    """
    scheme = url.partition(":")[0]
    if scheme in POSTGRESQL:
        parts = urlsplit(url)
        if parts.password is not None or "password" in parse_qs(parts.query):
            raise ValueError("a password does not belong into this file; put it into ~/.pgpass or $PGPASSWORD")
        return "postgresql+psycopg" + url[len(scheme) :]
    if not url.startswith(SQLITE) or url == SQLITE:
        raise ValueError(f"'{url.partition('@')[2] or url}' is no database that mailbot knows (SQLite, PostgreSQL)")
    name, mark, query = url[len(SQLITE) :].partition("?")
    return url if name == ":memory:" else f"{SQLITE}{folder / name}{mark}{query}"


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite database; None for one in memory and for other databases."""
    name = url[len(SQLITE) :].partition("?")[0] if url.startswith(SQLITE) else ""
    return None if name in ("", ":memory:") else Path(name)
