"""The verbs of a clause as statements: attending, staying away, sending, standing in, coming along."""

from __future__ import annotations

import re
from itertools import islice

from mailbot.core.reading.coming import along, away, going
from mailbot.core.reading.facts import Fact, Kind, subject
from mailbot.core.reading.meeting import is_elsewhere
from mailbot.core.reading.scope import STAND, Scope
from mailbot.core.reading.sending import sending, standing
from mailbot.core.reading.set_phrases import listed, set_phrase
from mailbot.core.reading.words import any_of, grammar, longest, whole
from mailbot.core.reading.words import verbs as words

MAX_VERBS = 40  # of one clause; people write five
_VERB = re.compile(
    r"(?<![\w§])(?:(?P<along>"
    + any_of(grammar.ALONG)
    + r")|(?P<strong>"
    + any_of(grammar.SEND_STRONG)
    + r")|(?P<go>"
    + any_of(grammar.GO)
    + r")|(?P<away>"
    + any_of(grammar.AWAY)
    + r")|(?P<weak>"
    + any_of(grammar.SEND_WEAK)
    + r")|(?P<stand>"
    + grammar.STAND
    + r"))(?!\w)"
)
_BUSY, _NOT_BUSY = longest(grammar.BUSY), re.compile(words.NOT_BUSY)
_NOUN_ENDS = re.compile(words.NOUN_ENDS)
_OUR_MEETING, _REPLACED = whole(words.OUR_MEETING), re.compile(words.REPLACED)


def statements(scope: Scope) -> list[Fact]:
    """What one clause states, verb by verb."""
    fixed = set_phrase(scope) or listed(scope)
    if fixed is not None:
        return [fixed]
    marks = scope.clause.marks
    found: list[Fact] = []
    verbs = list(islice(_VERB.finditer(marks), MAX_VERBS))
    for k, verb in enumerate(verbs):
        if k and _goes_with(verbs[k - 1], verb, marks):
            continue
        until = next((v.start() for v in verbs[k + 1 :] if not _NOUN_ENDS.search(marks[: v.start()])), len(marks))
        new = _statement(scope, verb, marks[verb.end() : until])
        if new:
            found += new
            scope.since = verb.end() if verb.lastgroup != "stand" else scope.since
    elsewhere = [v for v in verbs if v.lastgroup == "go" and is_elsewhere(marks[v.end() :])]
    if elsewhere:
        found = [f for f in found if not _sent_there(f, marks, elsewhere)]
    if elsewhere or any(not _NOT_BUSY.search(marks[: m.start()]) for m in _BUSY.finditer(marks)):
        found.append(scope.whole(Kind.BUSY, _replaced(marks) or subject(marks) or scope.inherited, positive=True))
    return found


def _goes_with(before: re.Match[str], verb: re.Match[str], marks: str) -> bool:
    """'dự thay': said with the verb before it."""
    together = verb.lastgroup == "stand" and before.lastgroup == "go"
    return together and len(marks[before.end() : verb.start()].split()) <= 3


def _statement(scope: Scope, verb: re.Match[str], near: str) -> list[Fact]:
    """What one verb states; `near`: the words up to the next verb."""
    group = verb.lastgroup
    if group == "along":
        return along(scope, verb)
    if group in ("strong", "weak"):
        fact = sending(scope, verb, strong=group == "strong")
    elif group == "stand":
        fact = standing(scope, verb)
    elif group == "away":
        fact = away(scope, verb)
    else:
        fact = going(scope, verb, near)
    return [fact] if fact is not None else []


def _sent_there(fact: Fact, marks: str, elsewhere: list[re.Match[str]]) -> bool:
    """'phân công A dự lễ khởi công': A is sent, but not to our meeting."""
    goes = [v for v in _VERB.finditer(marks) if v.lastgroup == "go"]
    return (
        fact.kind in (Kind.STANDS_IN, Kind.SENDS)
        and not STAND.fullmatch(fact.verb)
        and len(goes) == len(elsewhere)
        and not _OUR_MEETING.search(marks)
    )


def _replaced(marks: str) -> tuple[str, ...]:
    """'thay đồng chí Chủ tịch dự Đại hội': who is replaced is the one who is elsewhere."""
    found = _REPLACED.search(marks)
    return (found.group(1),) if found else ()
