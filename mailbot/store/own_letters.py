"""Our own letters, known again by the token that an answer brings back."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from mailbot.core.model import SentMail
from mailbot.store.tables import outbox


def by_token(connection: Connection, token_hmac: str) -> SentMail | None:
    """Our own mail that carries this token."""
    row = connection.execute(sa.select(outbox).where(outbox.c.token_hmac == token_hmac)).one_or_none()
    if row is None:
        return None
    return SentMail(
        kind=row.kind,
        meeting_id=row.meeting_id,
        member_id=row.member_id,
        recipient=row.recipient,
        written_at=row.made_at,
        items=tuple((item[0], item[1], item[2]) for item in row.items),
        topic=row.topic,
        id=row.id,
        exposed=row.exposed_at is not None,
    )


def copy_by_token(connection: Connection, token_hmac: str) -> bytes | None:
    """The masked copy of our mail that carries this token."""
    copy: bytes | None = connection.scalar(sa.select(outbox.c.copy).where(outbox.c.token_hmac == token_hmac))
    return copy


def distrust(connection: Connection, row_id: int, now: datetime) -> None:
    """The token of this letter is known to somebody else than its recipient."""
    unknown = (outbox.c.id == row_id, outbox.c.exposed_at.is_(None))
    connection.execute(sa.update(outbox).where(*unknown).values(exposed_at=now))
