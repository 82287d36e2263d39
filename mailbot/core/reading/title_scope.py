"""Where the scope of a title ends: the names of places and bodies behind it."""

from __future__ import annotations

from functools import lru_cache

from mailbot.core.model import Member
from mailbot.core.reading.fold import compact, fold
from mailbot.core.reading.text import Text
from mailbot.core.reading.words.names import HONORIFICS, SURNAMES
from mailbot.core.reading.words.units import ACTING_FOR, AFTER_NAMES, OVERSEES

_VERBS = frozenset({"sẽ", "dự", "tham", "đi", "họp", "thay", "đến"})
_LOCAL = frozenset({"huyện", "xã", "quận", "phường", "khu"})


def unit_of_ours(flat: list[tuple[str, int]], at: int) -> bool:
    """'Trưởng Ban Tôn giáo thuộc Sở': whatever it is called, it is a unit of the agency."""
    behind = [word for word, _ in flat[at : at + 7]]
    stop = next((i for i, word in enumerate(behind) if not word[:1].isalpha()), len(behind))
    return any(behind[i : i + 2] == ["thuộc", "sở"] for i in range(1, stop))


def past_place(text: Text, at: int) -> int:
    """'Phó Chủ tịch UBND huyện Vân Canh': two capitals behind a territory are its name, three and more a person's."""
    stop = at
    while stop < len(text.words) and text.words[stop].cap and text.words[stop].is_word:
        stop += 1
    return stop if stop - at <= 2 else at


def names_place(text: Text, at: int) -> bool:
    """'giám đốc BHXH An Nhơn': two capitals that begin with no surname are a place, and the branch there is meant."""
    named = [w for w in text.words[at : at + 3] if w.cap and w.is_word]
    return (
        len(named) == 2 and len(text.words) > at + 1 and text.words[at].cap and fold(text.words[at].raw) not in SURNAMES
    )


def of_a_district(flat: list[tuple[str, int]], at: int, member: Member) -> bool:
    """'phó giám đốc bảo hiểm thành phố Quy Nhơn': of a branch below the member's agency."""
    behind = [word for word, _ in flat[at : at + 5]]
    stop = next((i for i, word in enumerate(behind) if not word[:1].isalpha() or word in _VERBS), len(behind))
    own = compact(f"{member.agency} {member.title}")
    local = {*_LOCAL, "thành"} if "thanhpho" not in own else _LOCAL
    found = [i for i, word in enumerate(behind[:stop]) if word in local and i > 0]
    return bool(found) and (behind[found[0]] != "thành" or behind[found[0] + 1 : found[0] + 2] == ["phố"])


def flat_index(text: Text, word: int) -> int:
    return next((k for k, (_, i) in enumerate(text.flat) if i >= word), len(text.flat))


def starts(flat: list[tuple[str, int]], at: int, phrase: str) -> bool:
    first, *more = _split(phrase)
    if at >= len(flat) or flat[at][0] != first:
        return False
    return [w for w, _ in flat[at + 1 : at + 1 + len(more)]] == more


@lru_cache(maxsize=1_000)
def _split(phrase: str) -> list[str]:
    return phrase.split()


def name_end(text: Text, at: int) -> int:
    """Up to which word the name of a unit or a field goes on: until a stop, a verb or the next person."""
    flat, words = text.flat, text.words
    if at >= len(flat):
        return len(words)
    first = index = flat[at][1]
    while index < len(words) and index - first < 12:
        word = words[index]
        following = words[index + 1] if index + 1 < len(words) else None
        if word.canon == "-":
            if following is None or not following.cap or following.canon in HONORIFICS:
                break
        elif (
            (word.cap and fold(word.raw) in SURNAMES and following is not None and following.cap)
            or (not word.is_word and word.raw != "/")
            or word.canon.split()[0] in AFTER_NAMES
            or word.canon in HONORIFICS
        ):
            break
        index += 1
    return max(index, flat[at - 1][1] + 1 if at else index)


def overseen(text: Text, end: int, after: int) -> tuple[int, bool]:
    """Where the field that he oversees ends, and whether it is the whole agency: then he leads it (step 6)."""
    flat = text.flat
    at = next((after + len(words.split()) for words in OVERSEES if starts(flat, after, words)), after)
    following = flat[at][0] if at < len(flat) else ""
    if not following[:1].isalpha() or following in _VERBS:
        return (flat[at - 1][1] + 1 if at else end), True
    stop = max(end, name_end(text, at + 1))
    return stop, following in ACTING_FOR and name_end(text, at + 1) <= flat[at][1] + 1
