"""One clause with what the clauses before it hand down, and how a verb in it becomes a statement."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.core.reading.clauses import Clause
from mailbot.core.reading.facts import Certainty, Fact, Kind, certainty, negators
from mailbot.core.reading.words import verbs as words
from mailbot.core.reading.words import whole
from mailbot.core.reading.words.grammar import STAND as STANDS

STAND = re.compile(r"(?<!\w)" + STANDS + r"(?!\w)")
_MATTER_OF, _KEPT = re.compile(words.MATTER_OF), whole(words.KEPT)


@dataclass
class Scope:
    """The state of one clause while its verbs are read from left to right."""

    clause: Clause
    number: int
    inherited: tuple[str, ...]  # the subject of a clause without one
    away: bool  # another meeting was spoken of
    sending: bool = False  # a verb of sending came before in this clause ...
    sent_sign: bool = True  # ... and was not negated
    since: int = 0  # the end of the verb before

    def affirms(self, verb: re.Match[str]) -> bool:
        """Whether nothing between the verb before and this one negates it."""
        return negators(self.clause.marks[self.since : verb.start()]) % 2 == 0

    def fact(
        self, kind: Kind, who: tuple[str, ...], verb: re.Match[str], *, positive: bool, instead: bool = False
    ) -> Fact:
        """What a verb says of `who`; 'việc cử A dự thay ...' is spoken of, and not yet said."""
        marks = self.clause.marks
        sure = certainty(self.clause, verb.start(), marks[self.since : verb.start()])
        if sure is Certainty.FIRM and _MATTER_OF.search(marks[: verb.start()]) and not _KEPT.search(marks):
            sure = Certainty.MAYBE
        return Fact(kind, who, positive, sure, self.number, verb.group(), instead, self.clause.because)

    def whole(
        self, kind: Kind, who: tuple[str, ...], *, positive: bool, at: int = 0, verb: str = "", instead: bool = False
    ) -> Fact:
        """What the clause as a whole says of `who`; `at`: the place from which on it is certain or not."""
        sure = certainty(self.clause, at)
        return Fact(kind, who, positive, sure, self.number, verb, instead, self.clause.because)
