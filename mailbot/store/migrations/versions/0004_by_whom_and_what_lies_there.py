"""Who recorded the Head's word given otherwise than by mail; meetings put off; what lies in the server's folder."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mailbot.store.tables import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("request") as table:
        table.add_column(sa.Column("recorded_by", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("ground", sa.Text(), nullable=False, server_default=""))
    # In place: SQLite would otherwise make the table anew, and others refer to its rows.
    op.add_column("meeting", sa.Column("postponed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("cursor") as table:
        table.add_column(sa.Column("counted_at", Moment(), nullable=True))
        table.add_column(sa.Column("messages", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("unknown", sa.Integer(), nullable=False, server_default="0"))
