"""What is wrong with a configuration: every mistake, with its key and an example of how it is right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One mistake: `key` as 'imap.port', '' for the file as a whole; `example` a line that would be right."""

    key: str
    what: str
    example: str = ""

    def __str__(self) -> str:
        key = f"{self.key}: " if self.key else ""
        example = f"; for example: {self.example}" if self.example else ""
        return f"{key}{self.what}{example}"


class ConfigFaults(Exception):
    """Everything that is wrong with the configuration `source`; its text is a line a fault."""

    def __init__(self, source: str, faults: Iterable[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{source}: {fault}" for fault in self.faults))
