"""Verbs of sending and of standing in, as statements: 'cử A', 'giao A', 'A thay tôi'."""

from __future__ import annotations

import re

from mailbot.core.reading.facts import SOMEBODY, Fact, Kind, joined_after, subject
from mailbot.core.reading.meeting import OURS, is_elsewhere
from mailbot.core.reading.scope import Scope
from mailbot.core.reading.words import grammar, longest, whole
from mailbot.core.reading.words import verbs as words

_PERSON = re.compile(r"[^§]{0,40}?(§\w+)")
_SOMEBODY, _CONTACT = longest(grammar.SOMEBODY_WORDS), longest(grammar.CONTACT)
_WHOEVER, _ADDRESSED = re.compile(words.WHOEVER), re.compile(words.ADDRESSED)
_NOUN, _SENDS_SOMEBODY = re.compile(words.NOUN_OF_SENDING), re.compile(words.SENDS_SOMEBODY)
_IN_WHOSE_PLACE, _TO_STAND = re.compile(words.IN_WHOSE_PLACE), re.compile(grammar.TO_STAND)
_STANDS_FOR_US, _THIS_MEETING = re.compile(words.STANDS_FOR_US), whole(words.THIS_MEETING)
_ATTENDS, _ATTENDS_US = re.compile(words.ATTENDS), re.compile(words.ATTENDS_US)
_SPEAKS_FOR_US, _SPEAKS = re.compile(words.SPEAKS_FOR_US), re.compile(words.SPEAKS)


def sending(scope: Scope, verb: re.Match[str], *, strong: bool) -> Fact | None:
    """'cử A', 'giao A', 'để A', 'không cử ai'."""
    marks, word = scope.clause.marks, verb.group()
    before, after = marks[: verb.start()], marks[verb.end() :]
    person, someone = _PERSON.match(after), _SOMEBODY.search(after[:30])
    if word == "đăng ký" and (person is None or after.startswith(" với")):
        return None
    if _CONTACT.search(person.group() if person else after[:30]):
        return None
    if _WHOEVER.search(before) or _ADDRESSED.search(before):
        return None  # 'ai xin cử cấp phó thì ...', 'đề nghị quý cơ quan cử 02 công chức'
    if _NOUN.search(before.rstrip()) and not person:
        return None
    near = len(person.group().split()) if person else 0  # words up to the person
    if word == "đăng ký" and person and near <= 3 and person.group(1) not in ("§s", "§y", "§c"):
        return scope.fact(Kind.STANDS_IN, (person.group(1),), verb, positive=scope.affirms(verb))
    if not strong and not 0 < near <= 4 and not (someone and someone.start() <= 12):
        return None
    if person is None and someone is None and not _SENDS_SOMEBODY.match(after):
        return None
    who: tuple[str, ...] = (SOMEBODY,)
    if person and (someone is None or person.start(1) <= someone.start() + 14):
        who = joined_after(after, person)
    if who[0] == "§c" or (who[0] in ("§y", "§s") and not strong and word not in words.SENDS_THE_WRITER):
        return None
    positive = scope.affirms(verb) == (scope.sent_sign or not scope.sending)
    scope.sending, scope.sent_sign = True, positive
    return scope.fact(Kind.STANDS_IN if strong else Kind.SENDS, who, verb, positive=positive)


def standing(scope: Scope, verb: re.Match[str]) -> Fact | None:
    """'A thay tôi', 'C thay B': without a verb of attending."""
    before, after = scope.clause.marks[: verb.start()], scope.clause.marks[verb.end() :]
    who = subject(before.rstrip()) or tuple(w for w in scope.inherited if w not in ("§s", "§c"))
    if verb.group() in words.NEVER_ALONE or not who or who == ("§s",):
        return None
    replaced = _IN_WHOSE_PLACE.match(after)
    if replaced.group(1) == who[-1] if replaced else not _STANDS_FOR_US.match(after):
        return None
    if replaced and _for_another(scope, after[replaced.end() :]):
        return None
    between = before.rsplit(who[-1], 1)[-1] if who[-1] in before else before
    if not _TO_STAND.fullmatch(between.strip()):
        return None
    if verb.group() in words.SPEAKS_FOR and not _SPEAKS_FOR_US.match(after):
        return None
    positive = scope.affirms(verb) and (scope.sent_sign or not scope.sending)
    speaks = bool(_SPEAKS.search(between))  # says his part, which the member may hear
    return scope.fact(Kind.ALONG if speaks else Kind.STANDS_IN, who, verb, positive=positive, instead=not speaks)


def _for_another(scope: Scope, rest: str) -> bool:
    """'phân công A thay tôi dự hội nghị của Bộ', 'thay tôi ký báo cáo': stands in, but not at our meeting."""
    if scope.sending and _ATTENDS.match(rest) and is_elsewhere(rest):
        return True
    ours = not rest.strip() or _THIS_MEETING.search(rest) or OURS.match(rest) or _ATTENDS_US.match(rest)
    return not ours
