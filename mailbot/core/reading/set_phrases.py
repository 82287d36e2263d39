"""Clauses that say who comes without a verb to be taken apart: set constructions, and lists under a label."""

from __future__ import annotations

import re

from mailbot.core.reading.facts import MARK, Fact, Kind, negators
from mailbot.core.reading.scope import STAND, Scope
from mailbot.core.reading.words import any_of, grammar, longest
from mailbot.core.reading.words import verbs as words

# Pattern, the person comes, instead of the member.
_SET = tuple((re.compile(pattern), positive, instead) for pattern, positive, instead in grammar.SET_PHRASES)
_ANY_SET = re.compile("|".join(f"(?:{pattern})" for pattern, _, _ in grammar.SET_PHRASES))
_LIST = re.compile(r"(?:" + any_of(grammar.LIST_WORDS) + r")" + words.LIST_GOES_ON)
_LABEL_GOES_ON = re.compile(r" [:(]")
_CONTACT, _ALONG = longest(grammar.CONTACT), longest(grammar.ALONG)


def set_phrase(scope: Scope) -> Fact | None:
    """'ngoài tôi ra còn ...', 'người dự là A', 'ghi tên tôi': what its words mean together, not one by one."""
    marks = scope.clause.marks
    if not _ANY_SET.search(marks):
        return None
    for pattern, positive, instead in _SET:
        hit = pattern.search(marks)
        if hit and not (pattern.pattern.startswith("^") and scope.clause.link not in ("mà", "thì")):
            denied = negators(marks[: hit.start()]) % 2 == 1
            return scope.whole(Kind.COMES, (hit.group(1),), positive=positive != denied, verb="set", instead=instead)
    return None


def listed(scope: Scope) -> Fact | None:
    """'Người dự: A', 'Thành phần dự họp gồm A, B', 'Họ tên: A'."""
    marks = scope.clause.marks
    found = _LIST.search(marks)
    if found is None or _LABEL_GOES_ON.match(marks[found.end() :]):
        return None
    if _CONTACT.search(marks[: found.end()]) or _ALONG.search(marks[: found.end()]):
        return None
    at = found.start("first")
    who = tuple(MARK.findall(STAND.split(marks[at:])[0]))
    positive = negators(marks[:at]) % 2 == 0
    return scope.whole(Kind.COMES, who, positive=positive, at=at, verb="list", instead="thay" in marks)
