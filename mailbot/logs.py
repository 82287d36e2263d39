"""Structured logs: for people on a terminal, JSON otherwise; on standard error, so that output stays output."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import structlog

from mailbot.config import Log, LogFormat

# The tokens of our letters, and the key behind them: a log is read by more people than a mailbox.
_TOKEN = re.compile(r"[0-9A-Fa-f]{32,}")


def set_up(log: Log) -> None:
    """Send every log line, ours and the libraries', to standard error in one form."""
    human = log.format is LogFormat.HUMAN or (log.format is LogFormat.AUTO and sys.stderr.isatty())
    # Tracebacks without the values of variables: among those are mails and passwords.
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if human
        else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    if not human:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _masked(renderer)],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(log.level)
    # imapclient would log whole mails and the login at its own debug level; the scheduler each tick.
    for name in ("imapclient", "apscheduler", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _masked(renderer: structlog.typing.Processor) -> structlog.typing.Processor:
    """Whatever an error says of a letter: its token is left away."""

    def render(logger: Any, name: str, event: structlog.typing.EventDict) -> str:
        return _TOKEN.sub("********", str(renderer(logger, name, event)))

    return render
