"""What the office cannot do, said to the clerk in whole sentences."""

from __future__ import annotations


class OfficeError(ValueError):
    """What the office asked for cannot be done; `faults` are sentences, all of them at once."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
