"""Verbs of attending, of staying away and of coming along, as statements."""

from __future__ import annotations

import re
from dataclasses import replace

from mailbot.core.reading.facts import MARK, SOMEBODY, Certainty, Fact, Kind, last_other, negators, subject
from mailbot.core.reading.meeting import OURS, POST, is_elsewhere, is_ours, is_plain
from mailbot.core.reading.scope import STAND, Scope
from mailbot.core.reading.words import any_of, grammar, longest
from mailbot.core.reading.words import verbs as words

_SOMEBODY = longest(grammar.SOMEBODY_WORDS)
_INSTEAD = re.compile(words.BEFORE_STAND + grammar.STAND + r"(?!\w)")
_SPEAKS_INSTEAD = re.compile(words.SPEAKS_INSTEAD)
_INSTEAD_OF_HIM, _INSTEAD_OF_ME = re.compile(words.INSTEAD_OF_HIM), re.compile(words.INSTEAD_OF_ME)
_NOUN, _ASKS_OTHERS = re.compile(words.NOUN_OF_ATTENDING), re.compile(words.ASKS_OTHERS)
_SENT_AHEAD = re.compile(
    r"(?<!\w)(?<!không )(?:" + any_of(grammar.SEND_STRONG) + "|" + "|".join(words.SENT_AHEAD) + r")(?!\w)"
)
_FAR_NEGATION, _HOW = re.compile(words.FAR_NEGATION), re.compile(words.HOW)
_NO_LEAVE, _AT_HOME = re.compile(words.NO_LEAVE), re.compile(words.AT_HOME)
_NEGATED_APART = re.compile(words.NEGATED_APART)
_ALONG_ARE, _OFF_TO = re.compile(words.ALONG_ARE), re.compile(words.OFF_TO)
_DEPUTY_AHEAD = re.compile("^ phó(?= )")


def along(scope: Scope, verb: re.Match[str]) -> list[Fact]:
    """'cùng đi có A': A comes along; 'tôi cùng dự': the member comes himself."""
    marks = scope.clause.marks
    ahead, after = subject(marks[: verb.start()]), marks[verb.end() :]
    if _INSTEAD_OF_ME.search(after):
        return []  # 'đi họp ghi chép thay em'
    told = _ALONG_ARE.search(after)
    found = [scope.fact(Kind.ALONG, tuple(MARK.findall(told.group(1) if told else marks)), verb, positive=True)]
    ours = not is_elsewhere(after) and bool(OURS.match(after)) and not _OFF_TO.search(after)
    if verb.group() in words.TOGETHER and ahead and ahead[0] in ("§s", "§y") and ours:
        found.append(scope.fact(Kind.COMES, ahead, verb, positive=scope.affirms(verb)))
    return found


def away(scope: Scope, verb: re.Match[str]) -> Fact | None:
    """'xin vắng', 'không thể vắng mặt'; None where he is away from something else."""
    marks = scope.clause.marks
    after = marks[verb.end() :]
    if _NO_LEAVE.match(after) or _AT_HOME.match(after):
        return None
    if is_elsewhere(" ".join(after.split()[:3])) and verb.group().startswith(words.MISSES):
        return None  # 'xin vắng lễ trao học bổng để qua họp'
    who = tuple(w for w in subject(marks[: verb.start()]) if w != "§c")
    who = who or tuple(w for w in scope.inherited if w in ("§s", "§y"))
    near = _NEGATED_APART.split(marks[scope.since : verb.start()])[-1]
    positive = (negators(near) + bool(_HOW.match(after))) % 2 == 1
    if positive and scope.away:
        return None  # 'dự hội nghị của Bộ, không thể vắng mặt': from there
    return scope.fact(Kind.COMES, who, verb, positive=positive)


def going(scope: Scope, verb: re.Match[str], near: str) -> Fact | None:
    """A verb of attending as a statement about our meeting; None where it is a noun, or about something else."""
    marks, word = scope.clause.marks, verb.group()
    ahead, after = marks[: verb.start()].rstrip(), marks[verb.end() :]
    instead = bool(_INSTEAD.match(after) or _SPEAKS_INSTEAD.match(after))
    if (_NOUN.search(ahead) and not MARK.search(ahead)) or _ASKS_OTHERS.search(ahead):
        return None
    if not is_ours(word, ahead, after, near, instead=instead, sending=scope.sending, away=scope.away):
        return None
    who = _who_goes(scope, marks[: verb.start()], ahead)
    if not who:
        if not scope.inherited and not instead and not is_plain(ahead.rsplit(" : ", 1)[-1]):
            return None  # what stands before the verb is no subject that we know
        who = scope.inherited
    if instead and (not who or who[-1] in ("§s", "§c")) and _INSTEAD_OF_HIM.search(after):
        others = tuple(w for w in scope.inherited if w not in ("§s", "§c"))
        who = last_other(marks[: verb.start()]) or others or (SOMEBODY,)
    before = marks[scope.since : verb.start()]
    negative = negators(before) + len(POST.findall(after)) + bool(_HOW.match(after))
    positive = negative % 2 == 0 and (scope.sent_sign or not scope.sending)
    fact = scope.fact(Kind.COMES, who, verb, positive=positive, instead=instead or _stands(ahead, who))
    if not scope.sending and fact.firm and _FAR_NEGATION.search(before):
        return replace(fact, certainty=Certainty.MAYBE)
    return fact


def _who_goes(scope: Scope, before: str, ahead: str) -> tuple[str, ...]:
    """The subject of a verb of attending, () where none is said; SOMEBODY where it is nobody by name."""
    who = subject(ahead)
    if not who:
        return (SOMEBODY,) if scope.sending or _SOMEBODY.search(ahead) else ()
    if scope.sending:
        return (SOMEBODY,) if _SOMEBODY.search(_DEPUTY_AHEAD.sub("", before.rsplit(who[-1], 1)[-1])) else who
    if who[-1] in ("§s", "§y") and _SENT_AHEAD.search(ahead.rsplit(who[-1], 1)[-1]):
        return (SOMEBODY,)  # 'tôi cử Nam đi': whoever that is, it is not the member
    return who


def _stands(ahead: str, who: tuple[str, ...]) -> bool:
    """'B thay tôi dự': instead of somebody, said before the verb."""
    return bool(who) and who[-1] not in ("§s", "§c") and bool(STAND.search(ahead.rsplit(who[-1], 1)[-1]))
