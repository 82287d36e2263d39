"""Names in a text: runs of capitals behind an honorific, a title or from a surname on, and names typed small."""

from __future__ import annotations

import re
from collections.abc import Collection

from mailbot.core.reading.fold import fold
from mailbot.core.reading.text import Text, Word
from mailbot.core.reading.titles import Title
from mailbot.core.reading.words.names import (
    BEHIND_NAMES,
    COMMON_SURNAMES,
    DECORATIONS,
    GIVEN,
    GIVEN_OR_VERB,
    HONORIFICS,
    MIDDLE,
    SELF_PRONOUNS,
    SURNAMES,
)
from mailbot.core.reading.words.plain import NAME_BREAKS, NEVER_IN_NAMES, PAIR_BREAKS, PLACE_BEFORE, PLACES

_HONORIFICS = frozenset(HONORIFICS)
_DECORATIONS = frozenset(DECORATIONS)
_SELF = frozenset(SELF_PRONOUNS)
_SURNAMES_BARE, _MIDDLE_BARE = (frozenset(fold(name) for name in names) for names in (COMMON_SURNAMES, MIDDLE))
_GIVEN_BARE = frozenset(fold(name) for name in GIVEN)
# What may stand directly before a name; behind anything else only a capital or a surname begins one.
_MAY_CALL = (
    _HONORIFICS
    | _DECORATIONS
    | {".", "-", ",", "tên", "họ tên", "là"}
    | {phrase.split()[-1] for phrase in (*HONORIFICS, *DECORATIONS)}
)
_SENDING = frozenset({"cử"})  # those that look like a surname
_POSTS = frozenset({"position", "grade", "rank_force", "placeholder", "project_role"})


def find_names(text: Text, found: list[Title], taken: set[int]) -> list[tuple[int, int]]:
    """Spans of words that are personal names: capitals behind an honorific or a title, or from a surname on."""
    words = text.words
    starts_after = {t.last for t in found if t.row.kind in _POSTS}
    all_small = not any(w.cap for w in words[1:] if w.is_word) or text.raw.isupper()
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        word = words[at]
        may_begin = word.cap or at in starts_after or word.canon in COMMON_SURNAMES
        if not may_begin and not (at and words[at - 1].canon in _MAY_CALL):
            at += 1
            continue
        if at in taken or not _nameable(text, at):
            at += 1
            continue
        if words[at].canon in _DECORATIONS and words[at].cap:
            at += 1
            continue
        called = _called(text, at, starts_after)
        if word.canon in _SENDING and not called:
            at += 1  # 'Cử Lê Văn Tám': a verb at the start of its sentence
            continue
        stop = _capital_run(text, at, taken) if words[at].cap and not all_small else at
        if stop > at:
            run = stop - at
            surname = fold(words[at].raw) in SURNAMES
            letter = len(words[stop - 1].raw) == 1
            place = " ".join(w.canon for w in words[at:stop]) in PLACES or (
                not called and at > 0 and words[at - 1].canon in PLACE_BEFORE
            )
            if place:
                at = stop
                continue
            shouted = run == 1 and letter is False and words[at].raw.isupper() and words[at].canon in NEVER_IN_NAMES
            if shouted:
                at = stop
                continue
            if (called and (run >= 1)) or (surname and run >= 2 and not (run == 2 and letter and at == 0)):
                spans.append((at, stop))
                at = stop
                continue
        if words[at].cap and not called and _lone_given(text, at, found):
            spans.append((at, at + 1))
            at += 1
            continue
        if called or (words[at].canon in COMMON_SURNAMES and all_small):
            stop = _small_run(text, at, called=called)
            if stop > at:
                spans.append((at, stop))
                at = stop
                continue
        at += 1
    return _with_known(text, spans, taken)


def _with_known(text: Text, spans: list[tuple[int, int]], taken: set[int]) -> list[tuple[int, int]]:
    """'nhờ chú Trị đi thế. Trị làm phó giám đốc': a given name that was named before, alone."""
    words = text.words
    known = {words[last - 1].canon for _, last in spans} - _HONORIFICS
    covered = taken | {i for first, last in spans for i in range(first, last)}
    again = [
        (at, at + 1)
        for at, word in enumerate(words)
        if word.cap
        and word.canon in known
        and at not in covered
        and not (at and words[at - 1].cap and words[at - 1].is_word)
        and not (at + 1 < len(words) and words[at + 1].cap and words[at + 1].is_word)
    ]
    return sorted([*spans, *again])


def _lone_given(text: Text, at: int, found: list[Title]) -> bool:
    """'Hùng PGĐ đi thay', 'Tâm đi thay anh nhé': a given name alone, before a post or a verb of standing in."""
    word = text.words[at]
    following = " ".join(w.canon for w in text.words[at + 1 : at + 5])
    if word.canon not in GIVEN and not (word.raw.isascii() and word.raw.lower() in _GIVEN_BARE):
        return False
    if any(t.first == at + 1 and t.row.kind in ("position", "grade", "placeholder") for t in found):
        return True
    before = text.words[at - 1].canon if at else ""
    if before in ("cử", "nhờ", "giao", "để", "bảo", "kêu", "giao cho"):
        return True
    return word.canon not in GIVEN_OR_VERB and bool(
        re.match(r"(?:sẽ )?(?:đi|dự|họp|đi họp|dự họp) (?:thay|hộ|giúp|giùm)\b", following)
    )


def _nameable(text: Text, at: int) -> bool:
    word = text.words[at]
    return word.raw[:1].isalpha() and word.raw.replace("'", "").isalpha() and word.canon not in _HONORIFICS


def _called(text: Text, at: int, starts_after: set[int]) -> bool:
    """Whether an honorific, a degree or a title stands directly before."""
    if at in starts_after:
        return True
    before = text.words[at - 1] if at else None
    if before is not None and before.canon in (".", "-", ",") and at > 1:
        earlier = text.words[at - 2]
        return before.canon != "," and (
            earlier.canon in _DECORATIONS
            or (before.canon == "-" and at - 1 in starts_after and fold(text.words[at].raw) in SURNAMES)
        )
    if before is None:
        return False
    if before.canon in ("tên", "họ tên"):
        return True
    if before.canon == "là" and at > 1 and text.words[at - 2].canon in _SELF:
        return True
    return before.canon in _HONORIFICS or before.canon in _DECORATIONS or _ends_decorated(text, at)


def _ends_decorated(text: Text, at: int) -> bool:
    pair = " ".join(w.canon for w in text.words[max(0, at - 2) : at])
    return pair in _DECORATIONS or pair in _HONORIFICS


def _capital_run(text: Text, at: int, taken: set[int]) -> int:
    stop = at
    while stop < len(text.words) and stop - at < 6 and stop not in taken:
        word = text.words[stop]
        inner = stop > at and word.raw in ("Anh", "Em", "Chú") and text.words[stop - 1].cap
        if not word.cap or not (_nameable(text, stop) or inner):
            break
        if stop > at and len(word.raw) > 1 and word.raw.isupper() and not text.raw.isupper():
            break
        following = text.words[stop + 1].canon if stop + 1 < len(text.words) else ""
        if word.canon.split()[0] in NAME_BREAKS or f"{word.canon} {following}" in PAIR_BREAKS:
            break
        stop += 1
    return stop


def _small_run(text: Text, at: int, *, called: bool) -> int:
    """A name typed small: a common surname with names behind it, or one well-known given name or letter."""
    words = text.words
    if words[at].cap:
        return at
    if _is_of(words[at], COMMON_SURNAMES, _SURNAMES_BARE, called=called):
        stop = at + 1
        while (
            stop < len(words)
            and stop - at < 5
            and (_is_given(words[stop]) or _is_of(words[stop], MIDDLE, _MIDDLE_BARE))
        ):
            stop += 1
        if stop - at >= 2:
            return stop
    if not called or not _is_given(words[at]):
        return at
    following = words[at + 1].canon if at + 1 < len(words) else "."
    doubtful = words[at].canon in GIVEN_OR_VERB and not following.startswith(BEHIND_NAMES)
    return at if doubtful else at + 1


def _is_of(word: Word, names: Collection[str], bare: frozenset[str], *, called: bool = True) -> bool:
    """Whether a word is one of these; typed without marks only where somebody is called by a name."""
    return word.canon in names or (called and word.raw.isascii() and word.raw.lower() in bare)


def _is_given(word: Word) -> bool:
    if word.cap or word.canon in NEVER_IN_NAMES:
        return False
    if len(word.raw) == 1:
        return word.raw.isalpha() and word.canon == word.raw.lower() and word.raw.lower() not in "ạáởýừà"
    return word.canon in GIVEN or (word.raw.isascii() and word.raw.lower() in _GIVEN_BARE)
