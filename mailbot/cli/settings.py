"""The configuration for commands: that of `mailbot --config`, else where `config.load` looks."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

import click

from mailbot.config import Settings, load

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
