"""Short forms that mean one thing or another by their neighbours (đc, TP, CV, a, k, đk), and slips of Telex typing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from mailbot.core.reading.fold import fold
from mailbot.core.reading.words.shorts import (
    AFTER_GIVES_COMRADE,
    BEFORE_GIVES_CAN,
    CITIES,
    NO_BEFORE,
    TELEX_WORDS,
    VERBS_AFTER_PRONOUN,
)

# (words as typed, words so far canonical, which one) -> its meaning
Rule = Callable[[list[str], list[str], int], str]


def resolve(raws: list[str], lows: list[str]) -> list[str]:
    """The canonical words with every ambiguous short form decided by the words beside it."""
    out = list(lows)
    for i, low in enumerate(lows):
        rule = _RULES.get(low)
        if rule is not None:
            out[i] = rule(raws, out, i)
        elif len(low) <= 8 and _TELEX_SHAPE.search(low):
            out[i] = from_telex(low)
    return out


def _at(words: list[str], i: int) -> str:
    return words[i] if 0 <= i < len(words) else ""


def _past_stop(lows: list[str], i: int) -> str:
    """The word after `i`, a full stop of an abbreviation left out."""
    return _at(lows, i + 2) if _at(lows, i + 1) == "." else _at(lows, i + 1)


def _can_or_comrade(raws: list[str], lows: list[str], i: int) -> str:
    """'đc', 'dc': before a name or a post 'đồng chí', else 'được'."""
    before, after, typed = fold(_at(lows, i - 1)), _at(lows, i + 1), _at(raws, i + 1)
    if before == "cac":
        return "đồng chí"
    if before.split()[-1:] and before.split()[-1] in BEFORE_GIVES_CAN:
        return "được"
    if typed[:1].isupper() or (fold(after).split()[:1] and fold(after).split()[0] in AFTER_GIVES_COMRADE):
        return "đồng chí"
    return "đồng chí" if len(after) == 1 and after.isalpha() and after not in "ạaeko" else "được"


def _pronoun(full: str, at_the_end: str) -> Rule:
    def rule(raws: list[str], lows: list[str], i: int) -> str:
        before, after, typed = _at(lows, i - 1), _at(lows, i + 1), _at(raws, i + 1)
        if raws[i].islower():
            return full if after[:1].isalnum() else at_the_end
        if not (before[:1].isalnum()) and after[:1].isalpha() and typed.islower():
            return full
        if (
            before in NO_BEFORE
            or before.split()[-1:] in (["chí"], ["đốc"])
            or before[:1].isdigit()
            or _at(raws, i - 1)[:1].isupper()
        ):
            return lows[i]
        named = typed[:1].isupper() and len(typed) > 1
        return full if named or after in VERBS_AFTER_PRONOUN else lows[i]

    return rule


def _not_or_letter(raws: list[str], lows: list[str], i: int) -> str:
    named = fold(_at(lows, i - 1)) in ("van", "thi") or (
        _at(raws, i - 1)[:1].isupper() and i > 1 and len(raws[i - 1]) < 2
    )
    first = i == 0 and not _at(raws, 1)[:1].isupper()
    return "không" if (raws[i].islower() or first) and not named else lows[i]


def _tp(raws: list[str], lows: list[str], i: int) -> str:
    before, after = _at(lows, i - 1), _past_stop(lows, i)
    if before == "sở":
        return "tư pháp"
    if after in CITIES or before in ("ubnd", "tại", "về", "vào", "ở"):
        return "thành phố"
    return "trưởng phòng"


def _cv(raws: list[str], lows: list[str], i: int) -> str:
    after = _at(lows, i + 1)
    return "công văn" if after in ("số", "của", "này", "mời", ":") or after[:1].isdigit() else "chuyên viên"


def _gd(raws: list[str], lows: list[str], i: int) -> str:
    return "giáo dục" if _at(lows, i - 1) in ("sở", "so") else "giám đốc"


def _ct(raws: list[str], lows: list[str], i: int) -> str:
    return "công tác" if fold(_at(lows, i - 1)) in ("di", "ban", "dang") else "chủ tịch"


def _p(raws: list[str], lows: list[str], i: int) -> str:
    after = fold(_past_stop(lows, i))
    if _at(raws, i - 1)[:1].isupper() and not raws[i - 1].isupper():
        return lows[i]  # an initial behind a name
    if after.startswith(
        ("giam doc", "giam", "chu tich", "truong", "chanh", "cuc truong", "chi cuc truong", "chi huy", "gd")
    ):
        return "phó"
    return "phòng" if raws[i].isupper() and after[:1].isalpha() else lows[i]


def _dk(raws: list[str], lows: list[str], i: int) -> str:
    return "được" if fold(_at(lows, i - 1)) in ("khong", "di", "du", "hop") else "đăng ký"


def _hong(raws: list[str], lows: list[str], i: int) -> str:
    return "không" if raws[i].islower() and _at(lows, i + 1) in VERBS_AFTER_PRONOUN else lows[i]


_RULES: dict[str, Rule] = {
    "đc": _can_or_comrade,
    "dc": _can_or_comrade,
    "a": _pronoun("anh", "ạ"),
    "e": _pronoun("em", "em"),
    "c": _pronoun("chị", "chị"),
    "k": _not_or_letter,
    "tp": _tp,
    "cv": _cv,
    "gd": _gd,
    "ct": _ct,
    "p": _p,
    "đk": _dk,
    "dk": _dk,
    "hong": _hong,
    "hông": _hong,
}

# -- Telex ------------------------------------------------------------------------------------------------------------

_TELEX_SHAPE = re.compile(r"^(?=[a-zà-ỹđ]*(?:[wj]|[fzxsr]$|aa|ee|oo|dd))[a-zà-ỹđ]+$")
_TELEX_VOWELS = (
    ("dd", "đ"),
    ("uow", "ươ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_KEYS = {}
for _word in TELEX_WORDS:
    _KEYS[_word] = _word


def from_telex(low: str) -> str:
    """The word that was meant where the keys of Telex were left as typed; else `low` itself."""
    if low in _KEYS:
        return low
    tone, rest = "", low
    for key, mark in _TELEX_TONES.items():
        if key in rest[1:]:
            at = rest.rindex(key)
            if at > 0:
                tone, rest = mark, rest[:at] + rest[at + 1 :]
                break
    for spelt, letter in _TELEX_VOWELS:
        rest = rest.replace(spelt, letter)
    if rest.startswith("dw"):
        rest = "dư" + rest[2:]
    target = _toneless(rest) + tone
    return _BY_TONE.get(target, low)


def _toneless(word: str) -> str:
    plain = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in plain if c not in _TELEX_TONES.values()))


def _tone_of(word: str) -> str:
    return next((c for c in unicodedata.normalize("NFD", word) if c in _TELEX_TONES.values()), "")


_BY_TONE = {_toneless(word) + _tone_of(word): word for word in TELEX_WORDS}
