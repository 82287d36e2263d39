"""What mailbot remembers: each module keeps one topic, as functions over a connection whose transaction the caller owns."""

from mailbot.store.engine import DatabaseError, Store

__all__ = ["DatabaseError", "Store"]
