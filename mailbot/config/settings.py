"""The settings as the program uses them: frozen, checked, and silent about their secrets."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from mailbot.config.secrets import read_or_make_token_key
from mailbot.core.policy import Policy
from mailbot.mailbox.settings import ImapSettings, Secret, SmtpSettings


class LogFormat(StrEnum):
    """How log lines look."""

    AUTO = "auto"  # for people on a terminal, JSON otherwise
    HUMAN = "human"
    JSON = "json"


@dataclass(frozen=True)
class Log:
    """What is logged, and how; `level` as the standard library counts it."""

    level: int = logging.INFO
    format: LogFormat = LogFormat.AUTO


@dataclass(frozen=True)
class Settings:
    """All of config.toml, and the secrets from beside it."""

    config_path: Path
    policy: Policy
    imap: ImapSettings
    smtp: SmtpSettings
    database_url: str  # absolute; without a password
    templates: Path
    log: Log = Log()
    warnings: tuple[str, ...] = ()  # worth a look, though nothing is hindered
    given_token_key: Secret | None = field(default=None, repr=False)

    def token_key(self) -> bytes:
        """The secret for the HMAC of the tokens; made at first use in `mailbot.key` beside an SQLite database.

        Raises ConfigFaults where none is given and there is no place to keep one.
        """
        if self.given_token_key is not None:
            return self.given_token_key.value.encode()
        return read_or_make_token_key(self.config_path.name, self.database_url)
