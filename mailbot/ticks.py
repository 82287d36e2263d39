"""Which tick runs when: a line each.  A tick only asks what is due; the database remembers what was done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]


def schedule(ticks: dict[Tick, timedelta]) -> AsyncIOScheduler:
    """A scheduler, not yet started, that calls every tick at its interval.

    In memory, intervals only: domain times are computed by the core, never by a trigger, and a late tick still runs.
    """
    scheduler = AsyncIOScheduler(timezone="UTC")
    for tick, every in ticks.items():
        scheduler.add_job(
            tick, "interval", seconds=every.total_seconds(), coalesce=True, max_instances=1, misfire_grace_time=None
        )
    return scheduler
