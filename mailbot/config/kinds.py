"""The kinds of value in config.toml, as people write them; each knows an example of itself."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from ipaddress import ip_address
from pathlib import Path
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mailbot.core.dates import DAY_EXAMPLE, read_day

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1), "s": timedelta(seconds=1)}
DURATION = re.compile(r"(?:[0-9]{1,6}[dhms] ?)+")
TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})")
ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]?")


@dataclass(frozen=True)
class Kind(Generic[T]):
    """How a value is read (ValueError says what is wrong with it) and how one looks in the file."""

    read: Callable[[object], T]
    example: str


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} is not a text")
    return value.strip()


def _filled(value: object) -> str:
    text = _text(value)
    if not text:
        raise ValueError("is empty")
    if not text.isprintable():
        raise ValueError("is not one line of plain text")
    return text


def _file(value: object) -> Path:
    try:
        return Path(_filled(value)).expanduser()
    except RuntimeError:
        raise ValueError(f"{_shown(value)} begins with the home of nobody") from None


def _beginning(value: object) -> str:
    """As `_filled`, its spaces kept: 'Ban ' begins other names than 'Ban'."""
    _filled(value)
    return str(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{_shown(value)} is not true or false")
    return value


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value.strip()):
            raise ValueError(f"{_shown(value)} is not {what}")
        return value.strip()

    return read


def _ip_address(value: object) -> str:
    try:
        return str(ip_address(_filled(value)))
    except ValueError:
        raise ValueError(f"{_shown(value)} is not an IP address") from None


def _time(value: object) -> time:
    if isinstance(value, time):
        return value
    match = TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"{_shown(value)} is not a time of day (00:00 to 23:59)")
    return time(int(match[1]), int(match[2]))


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise ValueError(f"{_shown(value)} is not a day")
    try:
        return read_day(value)
    except ValueError as error:
        raise ValueError(str(error).removesuffix(f"; {DAY_EXAMPLE}")) from None  # this kind has an example of its own


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(_filled(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: 'Asia' is a folder of the database
        raise ValueError(f"{_shown(value)} is not a time zone of the IANA database") from None


def number(least: int, most: int, what: str, example: str) -> Kind[int]:
    """A whole number within bounds; `what` says what it is: 'a port number'."""

    def read(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{_shown(value)} is not {what} ({least}-{most})")
        return value

    return Kind(read, example)


def duration(least: str, most: str, example: str) -> Kind[timedelta]:
    """A length of time as '30m', '3d' or '1h 30m', within bounds."""
    bounds = _length(least), _length(most)

    def read(value: object) -> timedelta:
        if not isinstance(value, str) or not DURATION.fullmatch(value.strip()):
            raise ValueError(f"{_shown(value)} is not a length of time (a number and d, h, m or s)")
        length = _length(value)
        if not bounds[0] <= length <= bounds[1]:
            raise ValueError(f"{_shown(value)} is not between '{least}' and '{most}'")
        return length

    return Kind(read, f'"{example}"')


def choice(options: type[E]) -> Kind[E]:
    """One of the words of an enumeration."""

    def read(value: object) -> E:
        if value not in list(options):
            raise ValueError(f"{_shown(value)} is none of {', '.join(options)}")
        return options(str(value))

    return Kind(read, f'"{next(iter(options))}"')


def several(kind: Kind[T], least: int = 0) -> Kind[tuple[T, ...]]:
    """A list of values of one kind, of a length of at least `least`."""

    def read(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ValueError(f"{_shown(value)} is not a list")
        if len(value) < least:
            raise ValueError("is empty")
        return tuple(kind.read(each) for each in value)

    return Kind(read, f"[{kind.example}]")


def _length(text: str) -> timedelta:
    parts = re.findall(r"([0-9]+)([dhms])", text)
    return sum((int(figures) * UNITS[unit] for figures, unit in parts), timedelta())


def _log_level(value: object) -> int:
    level = logging.getLevelNamesMapping().get(value.upper()) if isinstance(value, str) else None
    if level is None:
        raise ValueError(f"{_shown(value)} is none of debug, info, warning, error")
    return level


def _shown(value: object) -> str:
    """A value as a person recognises it in a sentence, however long it is."""
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    return f"'{text if len(text) <= 60 else text[:57] + '...'}'"


TEXT = Kind(_text, '"..."')
FILLED = Kind(_filled, '"..."')
BEGINNING = Kind(_beginning, '"Sở "')
FILE = Kind(_file, '"/etc/mailbot/secret"')
FLAG = Kind(_flag, "true")
HOST_NAME = Kind(_matching(HOST, "a host name or an address"), '"mail.binhdinh.example"')
IP_ADDRESS = Kind(_ip_address, '"10.0.0.53"')
MAIL_ADDRESS = Kind(_matching(ADDRESS, "a mail address"), '"kstt@vpub.binhdinh.example"')
TIME_OF_DAY = Kind(_time, '"16:30"')
DAY = Kind(_day, '"30/4/2026"')
ZONE = Kind(_zone, '"Asia/Ho_Chi_Minh"')
LOG_LEVEL = Kind(_log_level, '"info"')
PORT = number(1, 65535, "a port number", "993")
