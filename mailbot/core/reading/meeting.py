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
_NO_PLACE = re.compile(r" ?(?:được|nhé|ạ|đâu|nữa|em|rồi|luôn|dự| )*")
_WILL = re.compile(r"(?:^|.* )(?:sẽ|xin|vẫn)$")
_TELLS_THE_CHAIR = re.compile(
    r"(?:báo cáo|thưa|báo|xin phép|trình|nói)(?: với| giùm| giúp)* (?:§[yr]|đồng chí|người|các anh|bác)$"
)
_THERE = re.compile(r"(?<!\w)(?:ở|bên|tại|ngoài) (?:đó|ấy|kia)(?!\w)")
_THAT_DAY = re.compile(r"(?:sáng|hôm|ngày) (?:thứ \S+|‡d|đó|ấy)$")
_MOTION = frozenset({"đi", "đến", "tới", "lên", "qua", "sang", "vào", "ra", "về", "ngồi"})
_GOES = re.compile(around.GOES)
_PLAIN_AHEAD = frozenset(word for phrase in around.PLAIN_AHEAD for word in phrase.split())
_MUST = re.compile(r"(?:phải|bắt buộc|đều|đang|bận|kẹt|vướng)$")


def is_ours(word: str, ahead: str, after: str, near: str, *, instead: bool, sending: bool, away: bool) -> bool:
    """Whether the verb is about our meeting."""
    if word not in _MOTION and _NOUN.search(ahead):
        return False
    if word in _MOTION and (_TIME_AFTER.search(after) or (_TIME_BEFORE.search(ahead) and word != "đi")):
        return False
    if word == "chủ trì" and _TELLS_THE_CHAIR.search(ahead):
        return False
    if instead and _THERE.search(near):
        return False
    if word == "chủ trì" and not instead and not re.search(r"§[sy](?: sẽ| vẫn| trực tiếp)*$", ahead):
        return False
    if re.search(r"(?:hội nghị|hội thảo|đại hội)(?!\w)", ahead) and not instead and is_elsewhere(ahead):
        return False  # 'Hội nghị của ngành tôi dự'
    if instead:
        return not (is_elsewhere(near) and not sending)
    if _MUST.search(ahead) and away and not _OUR_MARKS.search(after):
        return False
    if word in _MOTION - {"đi"}:
        cannot = ahead.endswith(("không", "chẳng", "chưa")) and bool(re.match(r" (?:được|kịp|nổi)", near))
        nowhere = _NO_PLACE.fullmatch(near) is not None and word in ("đến", "tới", "lên", "qua", "sang")
        cannot = cannot or bool(ahead.endswith("không") and re.match(r" với .{1,20} được", near))
        cannot = cannot or (ahead.endswith(("không thể", "không")) and nowhere and bool(subject(ahead)))
        if not near.strip() and not re.search(r"(?:§\w+|sẽ|vẫn|§\w+ mới|§\w+ có)$", ahead):
            return False
        return cannot or (
            bool(_HERE.match(near)) and (bool(subject(ahead)) or word == "đến" or bool(_WILL.search(ahead)))
        )
    if word == "đi" and not _GOES.match(near) and not is_ours_named(near):
        return False
    if word in ("make it", "be there", "be present", "count me in"):
        return True
    online = _ONLINE.search(after) and (not is_elsewhere(near) or "điểm cầu" in near)
    if not online and ((not OURS.match(near) and not _OUR_MARKS.search(after)) or is_elsewhere(near)):
        return False
    if word == "họp":
        return (
            sending
            or bool(re.match(r" (?:ban chỉ đạo|bcđ|‡q)(?!\w)", near))
            or bool(not ahead and re.fullmatch(r" được(?: nhé| ạ| rồi)*", near))
            or bool(
                _THAT_DAY.search(ahead) and re.match(r" (?:được|bình thường|như thường|đúng giờ|đầy đủ)(?!\w)", near)
            )
            or bool(re.search(r"(?:sẽ|có|không|được|vẫn|trực tiếp|chưa|về|cùng|vào|ở lại|ở nhà|‡d)$", ahead))
            or bool(POST.match(after))
            or bool(re.search(r"§[sy]$", ahead) and re.match(r" ?(?:$|được|bình thường|nhé)", after))
        )
    return True


def is_elsewhere(after: str) -> bool:
    """Whether the words behind a verb name another meeting or another place."""
    return bool(_ELSEWHERE.search(after)) and not _OUR_MARKS.search(_WEAK_MARKS.sub(" ", after))


def is_plain(ahead: str) -> bool:
    """Whether only everyday words stand before the verb, so that nobody else can be its subject."""
    return all(w in _PLAIN_AHEAD or w[0] in "‡§,:()-" or w[0].isdigit() for w in ahead.split())


def is_ours_named(marks: str) -> bool:
    """Whether the words name our meeting beyond doubt: not only its day."""
    return bool(_OUR_MARKS.search(_WEAK_MARKS.sub(" ", marks)))
