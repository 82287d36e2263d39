"""What mailbot remembers: one topic a module, as functions over a connection whose transaction the caller owns."""

from mailbot.store.engine import DatabaseError, Store

__all__ = ["DatabaseError", "Store"]
