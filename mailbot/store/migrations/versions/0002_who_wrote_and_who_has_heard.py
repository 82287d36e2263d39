"""Who wrote an answer and whether anybody vouches for him; when a consent is told; which letters follow from a mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mailbot.store.tables import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("ledger") as table:
        table.add_column(sa.Column("gates", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("journal") as table:
        table.add_column(sa.Column("written_by", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("unverified", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("request") as table:
        table.add_column(sa.Column("tell_at", Moment(), nullable=True))
        table.add_column(sa.Column("told_at", Moment(), nullable=True))
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("ledger_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("exposed_at", Moment(), nullable=True))
        table.create_index(table.f("ix_outbox_ledger_id"), ["ledger_id"], unique=False)
    # Until now a consent was told when it was recorded: nobody may hear of it a second time.
    heard = "('granted', 'revoked', 'voided')"
    op.execute(f"UPDATE request SET told_at = COALESCE(decided_at, made_at) WHERE status IN {heard}")
