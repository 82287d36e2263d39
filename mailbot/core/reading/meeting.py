"""Whether a verb of attending is about our meeting, about another one, or no verb at all."""

from __future__ import annotations

import re

from mailbot.core.reading.facts import subject
from mailbot.core.reading.words import events as around
from mailbot.core.reading.words import grammar

POST = re.compile(r"^(?: (?:họp|được|kịp|nữa|thay))? ?" + grammar.POST_NEGATION)
OURS = re.compile(r"^ ?(?:" + "|".join(around.OURS) + r")")
_OUR_MARKS = re.compile(around.OUR_MARKS)
_WEAK_MARKS = re.compile(around.WEAK_MARKS)
_ELSEWHERE = re.compile(around.ELSEWHERE)
_NOUN = re.compile(r"(?<!\w)" + around.NOUN_BEFORE)
_TIME_BEFORE = re.compile(r"(?<!\w)" + around.TIME_BEFORE)
_TIME_AFTER = re.compile(around.TIME_AFTER)
_HERE = re.compile(around.HERE)
_ONLINE = re.compile(grammar.ONLINE)
_CHAIRS, _TELLS_THE_CHAIR = re.compile(around.CHAIRS), re.compile(around.TELLS_THE_CHAIR)
_THERE, _CONFERENCES = re.compile(around.THERE), re.compile(around.CONFERENCES)
_CAN, _CAN_WITH_US, _NO_PLACE = (re.compile(p) for p in (around.CAN, around.CAN_WITH_US, around.NO_PLACE))
_MOVES, _WILL, _MUST = re.compile(around.MOVES), re.compile(around.WILL), re.compile(around.MUST)
_MEETS_US, _MEETS_ALONE = re.compile(around.MEETS_US), re.compile(around.MEETS_ALONE)
_THAT_DAY, _MEETS_AS_EVER = re.compile(around.THAT_DAY), re.compile(around.MEETS_AS_EVER)
_BEFORE_MEETS = re.compile(around.BEFORE_MEETS)
_I_MEET, _AFTER_I_MEET = re.compile(around.I_MEET), re.compile(around.AFTER_I_MEET)
_GOES = re.compile(around.GOES)
_PLAIN_AHEAD = frozenset(word for phrase in around.PLAIN_AHEAD for word in phrase.split())


def is_ours(word: str, ahead: str, after: str, near: str, *, instead: bool, sending: bool, away: bool) -> bool:
    """Whether the verb is about our meeting; `near`: the words behind it up to the next verb."""
    moves = word in around.MOTION
    if not moves and _NOUN.search(ahead):
        return False
    if moves and (_TIME_AFTER.search(after) or (_TIME_BEFORE.search(ahead) and word != "đi")):
        return False
    if word == "chủ trì" and (_TELLS_THE_CHAIR.search(ahead) or not (instead or _CHAIRS.search(ahead))):
        return False
    if instead:
        return not _THERE.search(near) and (sending or not is_elsewhere(near))
    if _CONFERENCES.search(ahead) and is_elsewhere(ahead):
        return False  # 'Hội nghị của ngành tôi dự'
    if away and _MUST.search(ahead) and not _OUR_MARKS.search(after):
        return False
    if moves and word != "đi":
        return _moves_here(word, ahead, near)
    if word == "đi" and not _GOES.match(near) and not is_ours_named(near):
        return False
    if word in around.ALWAYS_OURS:
        return True
    online = _ONLINE.search(after) and (not is_elsewhere(near) or "điểm cầu" in near)
    if not online and ((not OURS.match(near) and not _OUR_MARKS.search(after)) or is_elsewhere(near)):
        return False
    return word != "họp" or sending or _meets(ahead, after, near)


def _moves_here(word: str, ahead: str, near: str) -> bool:
    """'tôi sẽ đến họp', 'không lên được': a verb of motion whose way ends at our meeting."""
    if not near.strip() and not _MOVES.search(ahead):
        return False
    if ahead.endswith(around.CANNOT) and _CAN.match(near):
        return True
    if ahead.endswith("không") and _CAN_WITH_US.match(near):
        return True
    comes_by_himself = bool(subject(ahead))
    nowhere = word in around.ARRIVES and _NO_PLACE.fullmatch(near)
    if ahead.endswith(("không thể", "không")) and nowhere and comes_by_himself:
        return True
    return bool(_HERE.match(near)) and (comes_by_himself or word == "đến" or bool(_WILL.search(ahead)))


def _meets(ahead: str, after: str, near: str) -> bool:
    """'sẽ họp', 'họp được nhé', 'sáng thứ Sáu họp bình thường': where 'họp' is a verb, and about our meeting."""
    return bool(
        _MEETS_US.match(near)
        or (not ahead and _MEETS_ALONE.fullmatch(near))
        or (_THAT_DAY.search(ahead) and _MEETS_AS_EVER.match(near))
        or _BEFORE_MEETS.search(ahead)
        or POST.match(after)
        or (_I_MEET.search(ahead) and _AFTER_I_MEET.match(after))
    )


def is_elsewhere(after: str) -> bool:
    """Whether the words behind a verb name another meeting or another place."""
    return bool(_ELSEWHERE.search(after)) and not _OUR_MARKS.search(_WEAK_MARKS.sub(" ", after))


def is_plain(ahead: str) -> bool:
    """Whether only everyday words stand before the verb, so that nobody else can be its subject."""
    return all(w in _PLAIN_AHEAD or w[0] in "‡§,:()-" or w[0].isdigit() for w in ahead.split())


def is_ours_named(marks: str) -> bool:
    """Whether the words name our meeting beyond doubt: not only its day."""
    return bool(_OUR_MARKS.search(_WEAK_MARKS.sub(" ", marks)))
