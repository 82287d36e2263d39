"""Where a sentence falls into pieces: at brackets, commas and connectives that really join clauses."""

from __future__ import annotations

import re

from mailbot.core.reading.marks import Unit
from mailbot.core.reading.words import clauses as words
from mailbot.core.reading.words.links import LINKS

_LINKS: dict[str, list[tuple[str, list[str]]]] = {}  # first word -> links that start with it, longest first
for _words in sorted(LINKS, key=len, reverse=True):
    _LINKS.setdefault(_words.split()[0], []).append((_words, _words.split()))
_SIGNS = (",", "(", ")")
_OTHER_PERSON = re.compile(r"§\d+")
_VERBS_BEFORE_AND = words.VERB_STARTS | words.VERBS_BEFORE_AND
_NEAR = 14  # units before 'và' among which a verb is looked for


def without_brackets(body: list[Unit]) -> tuple[list[Unit], list[list[Unit]]]:
    """What stands in brackets is said by the way, and does not break the clause around it."""
    marks = [u.mark for u in body]
    asides: list[list[Unit]] = []
    while "(" in marks and ")" in marks[marks.index("(") :]:
        first = marks.index("(")
        last = first + marks[first:].index(")")
        if last > first + 1:
            inside = body[first + 1 : last]
            of_whom = first > 0 and _OTHER_PERSON.fullmatch(marks[first - 1]) and inside[0].mark in words.ASIDE_STARTS
            asides.append([body[first - 1], *inside] if of_whom else inside)  # 'A, Phó Giám đốc (dự thay tôi)'
        body = body[:first] + body[last + 1 :]
        marks = [u.mark for u in body]
    return body, asides


def pieces(body: list[Unit]) -> list[tuple[str, list[Unit]]]:
    """The pieces of a sentence, each with the connective before it; an 'if' stays in its piece."""
    found: list[tuple[str, list[Unit]]] = []
    link, piece, at = "", list[Unit](), 0
    while at < len(body):
        joint, size = _link_at(body, at)
        if joint in _SIGNS and _goes_on(body, at, piece):
            at += 1
            continue
        if not joint or not (piece or not link or joint != ","):
            piece.append(body[at])
            at += 1
            continue
        if piece:
            found.append((link, piece))
            link = ""
        link = joint if joint not in _SIGNS else link or joint
        piece = list(body[at : at + size]) if joint in words.IF_LINKS else []
        at += size
    if piece:
        found.append((link, piece))
    return found


def _goes_on(body: list[Unit], at: int, piece: list[Unit]) -> bool:
    """'A, Phó Giám đốc, dự thay': the comma closes what was said of A, and the verb is still A's."""
    if not piece or at + 1 >= len(body):
        return False
    mark, following = piece[-1].mark, body[at + 1].mark
    return mark.startswith("§") and mark not in ("§s", "§c", "§y") and following in words.VERB_STARTS


def _link_at(body: list[Unit], at: int) -> tuple[str, int]:
    """The connective that starts here and how many units it takes; ('', 0) where there is none."""
    for link, parts in _LINKS.get(body[at].mark, ()):
        if [u.mark for u in body[at : at + len(parts)]] == parts:
            return (link, len(parts)) if _joins(link, body, at) else ("", 0)
    return "", 0


def _joins(link: str, body: list[Unit], at: int) -> bool:
    """Whether the words of a connective are one here: not 'còn' in 'không còn', not 'nay' in 'sáng nay'."""
    before = body[at - 1].mark if at else ""
    following = body[at + 1].mark if at + 1 < len(body) else ""
    if before in words.NO_LINK_BEHIND.get(link, ()) or following in words.NO_LINK_BEFORE.get(link, ()):
        return False
    if link == "và":
        return _new_clause(body, at + 1) and _has_verb(body[:at])
    if link == "thôi":  # 'tôi qua thôi,': a particle
        takes_back = not before or before in words.THOI_TAKES_BACK_BEHIND
        return takes_back or not (not following or following in words.THOI_IS_PARTICLE_BEFORE)
    if link == "để":
        return not following.startswith("§")  # purpose, not 'let somebody go'
    if link == "do":
        return not (following.startswith("§") and at + 2 < len(body) and body[at + 2].mark in words.AGENT_VERBS)
    return True


def _has_verb(before: list[Unit]) -> bool:
    return any(u.mark in _VERBS_BEFORE_AND for u in before[-_NEAR:])


def _new_clause(body: list[Unit], at: int) -> bool:
    """Whether 'và' joins clauses, not words: a verb or a negation follows, or a person with one."""
    following = [u.mark for u in body[at : at + 2]]
    return bool(following) and (
        following[0] in words.VERBS_AFTER_AND
        or (len(following) > 1 and following[0].startswith("§") and following[1] in words.VERBS_AFTER_AND)
    )
