"""The steps from one schema to the next, run by Alembic; each step is a file in `versions/`."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import Engine

# Oldest first. A database at any of these can be brought up to date by this program.
KNOWN = ("0001", "0002", "0003", "0004")
HEAD = KNOWN[-1]


def upgrade(engine: Engine) -> None:
    """Bring the database to HEAD, all steps or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
