"""The tables.  What people said is appended and never overwritten; the current state is the last line of a journal."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; SQLite has no zones, so they are put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = sa.MetaData()

# Who holds which seat.  A changed row is closed (`replaced_at`) and a new one added: the history stays.
seat = sa.Table(
    "seat",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("member_id", sa.Text, nullable=False, index=True),
    sa.Column("person", sa.JSON, nullable=False),
    sa.Column("valid_from", sa.Date),
    sa.Column("valid_to", sa.Date),
    sa.Column("recorded_at", Moment, nullable=False),
    sa.Column("replaced_at", Moment),
)

meeting = sa.Table(
    "meeting",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("code", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("starts_at", Moment, nullable=False),
    sa.Column("place", sa.Text, nullable=False),
    sa.Column("presiding", sa.Text, nullable=False),
    sa.Column("deadline", Moment, nullable=False),
    sa.Column("deadline_policy", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("invited_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("moved_at", Moment),
    sa.Column("moved_sequence", sa.Integer, nullable=False, default=0),
    sa.Column("cancelled_at", Moment),
    sa.Column("postponed", sa.Boolean, nullable=False, default=False),
    sa.Column("sequence", sa.Integer, nullable=False, default=0),
    sa.Column("documents", sa.JSON, nullable=False),
    sa.Column("note", sa.Text, nullable=False, default=""),
)

# Who is invited to which meeting; `person` is he as he was then, so that old reports stay as they were.
invitee = sa.Table(
    "invitee",
    metadata,
    sa.Column("meeting_id", sa.ForeignKey("meeting.id"), primary_key=True),
    sa.Column("member_id", sa.Text, primary_key=True),
    sa.Column("person", sa.JSON, nullable=False),
    sa.Column("invited_at", Moment),
    sa.Column("undeliverable_at", Moment),
    sa.Column("diagnostic", sa.Text, nullable=False, default=""),
    sa.Column("asked", sa.JSON, nullable=False),
)

journal = sa.Table(
    "journal",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("meeting_id", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("member_id", sa.Text, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("after", sa.Text, nullable=False),
    sa.Column("substitute", sa.JSON),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("modes", sa.JSON, nullable=False),
    sa.Column("companions", sa.Text, nullable=False),
    sa.Column("counts", sa.Boolean, nullable=False),
    sa.Column("by_assistant", sa.Boolean, nullable=False),
    sa.Column("written_by", sa.Text, nullable=False),
    sa.Column("unverified", sa.Boolean, nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("ledger_id", sa.Integer),
    sa.Column("actor", sa.Text, nullable=False),
)

request = sa.Table(
    "request",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("meeting_id", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("member_id", sa.Text, nullable=False),
    sa.Column("substitute", sa.JSON, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("claimed_consent", sa.Boolean, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("received_at", Moment),
    sa.Column("asked_at", Moment),
    sa.Column("nudges", sa.Integer, nullable=False),
    sa.Column("nudged_at", Moment),
    sa.Column("decided_at", Moment),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("wish", sa.JSON),
    sa.Column("tell_at", Moment),
    sa.Column("told_at", Moment),
    sa.Column("recorded_by", sa.Text, nullable=False, default=""),
    sa.Column("ground", sa.Text, nullable=False, default=""),
)

# Who really came, as the office noted it.  A changed line is closed (`replaced_at`) and a new one added.
presence = sa.Table(
    "presence",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("meeting_id", sa.ForeignKey("meeting.id"), nullable=False, index=True),
    sa.Column("member_id", sa.Text, nullable=False),
    sa.Column("came", sa.Boolean),  # NULL: what was noted is taken back
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("clerk", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("replaced_at", Moment),
)

# Every mail that ever came in: stored before anything looks at it.
ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("account", sa.Text, nullable=False),
    sa.Column("folder", sa.Text, nullable=False),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    sa.Column("received_at", Moment, nullable=False),
    sa.Column("fetched_at", Moment, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False, index=True),
    sa.Column("content_hash", sa.Text, nullable=False, index=True),
    sa.Column("message_id", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("gates", sa.JSON, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("intent", sa.Text, nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("meeting_id", sa.Integer),
    sa.Column("member_id", sa.Text),
    sa.Column("duplicate_of", sa.Integer),
    sa.Column("handled_at", Moment),
    sa.Column("filed_at", Moment),
    sa.Column("settled_at", Moment),
    sa.UniqueConstraint("account", "folder", "uidvalidity", "uid"),
)

raw_mail = sa.Table(
    "raw_mail",
    metadata,
    sa.Column("ledger_id", sa.ForeignKey("ledger.id"), primary_key=True),
    sa.Column("raw", sa.LargeBinary, nullable=False),
)

cursor = sa.Table(
    "cursor",
    metadata,
    sa.Column("account", sa.Text, primary_key=True),
    sa.Column("folder", sa.Text, primary_key=True),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    sa.Column("polled_at", Moment, nullable=False),
    # Of the folder, when it was last counted: how many mails lay there, and how many of them the ledger does not know.
    sa.Column("counted_at", Moment),
    sa.Column("messages", sa.Integer, nullable=False, default=0),
    sa.Column("unknown", sa.Integer, nullable=False, default=0),
)

# What goes out.  `raw` (with the token) is there only until it is sent; `copy` has the token masked, and stays.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("template", sa.Text, nullable=False),
    sa.Column("meeting_id", sa.Integer),
    sa.Column("member_id", sa.Text),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("null_sender", sa.Boolean, nullable=False),
    sa.Column("token_hmac", sa.Text, nullable=False, index=True),
    sa.Column("items", sa.JSON, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("ledger_id", sa.Integer, index=True),  # the mail that it follows from
    sa.Column("exposed_at", Moment),
    sa.Column("raw", sa.LargeBinary),
    sa.Column("copy", sa.LargeBinary, nullable=False),
    sa.Column("status", sa.Text, nullable=False, index=True),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("lease_until", Moment),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("sent_at", Moment),
    sa.Column("reply", sa.Text, nullable=False),
)

# What the clock called for and what was done: a second tick finds the key.
done = sa.Table(
    "done",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("meeting_id", sa.Integer),
)
