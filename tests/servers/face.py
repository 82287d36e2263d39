"""What a stage needs of its mail servers, whichever they are."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Servers(Protocol):
    """What a stage needs of its mail servers: the embedded ones, or Dovecot and Postfix (`house.py`)."""

    @property
    def imap_port(self) -> int: ...

    @property
    def smtp_port(self) -> int: ...

    def add_user(self, user: str, password: str) -> None: ...

    def deliver(self, user: str, raw: bytes, received_at: datetime | None = None, folder: str = "INBOX") -> object: ...

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]: ...

    def folders(self, user: str) -> list[str]: ...
