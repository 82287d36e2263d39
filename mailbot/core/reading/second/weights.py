"""The learnt weights: two tables, one for answers of members and one for the Head's rulings, and what they say.

Each table is a multinomial logistic regression; the cells are whole hundredths. `tools/train_second_reader.py` writes
them; nobody edits them by hand.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mailbot.core.model import Intent

UNIT = 0.01  # one step of a cell
SCALE = 5.0  # the length of a mail's feature vector, however long the mail is
BIAS = "(bias)"  # the row that counts for every mail


@dataclass(frozen=True)
class Table:
    """Weights by feature, in the order of `intents`."""

    intents: tuple[Intent, ...]
    bias: tuple[int, ...]
    rows: Mapping[str, tuple[int, ...]]

    def probabilities(self, found: frozenset[str]) -> dict[Intent, float]:
        """How likely each intent is, given the features of a mail; sums to 1."""
        known = [self.rows[one] for one in found if one in self.rows]
        size = SCALE / math.sqrt(len(known) or 1)
        sums = [sum(column) for column in zip(*known, strict=True)] or [0] * len(self.bias)
        scores = [UNIT * (bias + size * one) for bias, one in zip(self.bias, sums, strict=True)]
        top = max(scores)
        parts = [math.exp(score - top) for score in scores]
        whole = sum(parts)
        return {intent: part / whole for intent, part in zip(self.intents, parts, strict=True)}


@cache
def table(name: str) -> Table:
    """The table `member` or `head`, read when it is first asked for."""
    file = resources.files("mailbot.core.reading.second").joinpath(f"{name}.csv")
    header, *rows = csv.reader(file.read_text("utf-8").splitlines())
    cells = {key: tuple(map(int, numbers)) for key, *numbers in rows}
    return Table(tuple(map(Intent, header[1:])), cells.pop(BIAS), cells)
