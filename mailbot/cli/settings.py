"""The configuration for commands: that of `mailbot --config`, else where `config.load` looks."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import click

from mailbot.config import Settings, load

if TYPE_CHECKING:
    from mailbot.desk import Desk
    from mailbot.store import Store

P = ParamSpec("P")
R = TypeVar("R")


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this call. Raises ConfigFaults."""
    return load(ctx.find_root().params.get("config"))


def pass_settings(command: Callable[Concatenate[Settings, P], R]) -> Callable[P, R]:
    """Gives a command the settings as its first argument."""

    @functools.wraps(command)
    def with_settings(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(settings_of(click.get_current_context()), *args, **kwargs)

    return with_settings


@contextmanager
def opened_store(settings: Settings) -> Iterator[Store]:
    """The database for one command; a daemon may be using it at the same time."""
    from mailbot.store import Store

    store = Store.open(settings.database_url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_desk(settings: Settings) -> Iterator[Desk]:
    """The desk for one command: the database with the policy, the templates and the seal."""
    from mailbot.desk import Desk

    with opened_store(settings) as store:
        yield Desk(store, settings.policy, settings.templates, settings.token_key())
