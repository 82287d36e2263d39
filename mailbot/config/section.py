"""One table of config.toml while it is read: typed values, faults noted, and the keys that nobody asked for."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import TypeVar

from mailbot.config.faults import Fault
from mailbot.config.kinds import Kind

T = TypeVar("T")
D = TypeVar("D")


class Section:
    """Reads keys of one table; whatever is wrong goes to `faults`, and reading goes on with a stand-in."""

    def __init__(self, name: str, table: object, faults: list[Fault]) -> None:
        self.name = name
        self.faults = faults
        self._asked: list[str] = []
        self._table: Mapping[str, object] = table if isinstance(table, dict) else {}
        self._broken = not isinstance(table, dict)
        if self._broken:
            self.faults.append(Fault(name, "is not a table of keys and values"))

    def read(self, key: str, kind: Kind[T], default: D, example: str = "") -> T | D:
        """The value of `key`; `default` where the key is missing or its value is faulty, which is noted."""
        self._asked.append(key)
        if key not in self._table:
            return default
        try:
            return kind.read(self._table[key])
        except ValueError as error:
            self.note(key, str(error), f"{key} = {example or kind.example}")
            return default

    def need(self, key: str, kind: Kind[T], stand_in: D, example: str = "") -> T | D:
        """As `read`, for a key that must be there."""
        if key not in self._table and not self._broken:
            self.note(key, "is missing", f"{key} = {example or kind.example}")
        return self.read(key, kind, stand_in, example)

    def tables(self, key: str) -> list[Section]:
        """The rows of a list of tables, each a section of its own."""
        self._asked.append(key)
        rows = self._table.get(key, [])
        if not isinstance(rows, list):
            self.note(key, "is not a list of tables")
            return []
        return [Section(self._path(f"{key}[{number}]"), row, self.faults) for number, row in enumerate(rows, start=1)]

    def section(self, key: str) -> Section:
        """A table within this one; empty where there is none."""
        self._asked.append(key)
        return Section(self._path(key), self._table.get(key, {}), self.faults)

    def has(self, key: str) -> bool:
        return key in self._table

    def forbid(self, key: str, what: str) -> None:
        """Note a key that has no place in the file, whatever its value."""
        if key in self._table:
            self._asked.append(key)
            self.note(key, what)

    def note(self, key: str, what: str, example: str = "") -> None:
        self.faults.append(Fault(self._path(key), what, example))

    def close(self) -> None:
        """Note the keys that nothing has asked for, with the nearest one that is known."""
        for key in self._table:
            if key not in self._asked:
                near = get_close_matches(key, self._asked, n=1)
                hint = f"did you mean '{near[0]}'?" if near else f"known here: {', '.join(dict.fromkeys(self._asked))}"
                self.note(key, f"is not a known key; {hint}")

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key
