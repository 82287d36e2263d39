"""Words as units: persons, agencies and pronouns as marks, so that the grammar sees structure and not names."""

from __future__ import annotations

from typing import NamedTuple

from mailbot.core.model import Member, Roster
from mailbot.core.reading.agencies import agencies
from mailbot.core.reading.fold import fold
from mailbot.core.reading.occasion import Occasion, occasion_at
from mailbot.core.reading.persons import Person, Who
from mailbot.core.reading.text import Text
from mailbot.core.reading.words.links import VOCATIVES
from mailbot.core.reading.words.names import ANAPHORS, SELF_PRONOUNS

_UNKNOWN_OCCASION = Occasion()
OWN_AGENCY, OTHER_AGENCY = "‡o", "‡a"

_ALWAYS_SELF = frozenset({"tôi", "mình", "bản thân", "tớ"})
_SELF = frozenset(SELF_PRONOUNS)
_ANAPHOR_SECOND = frozenset({"ấy", "này", "đó"})
_ANAPHORS = frozenset(ANAPHORS)
_SAYS_OF_HIMSELF = frozenset(
    {"dự", "đi", "sẽ", "tham", "họp", "bận", "vắng", "không", "xin", "join", "đang", "kẹt", "vướng"}
)
_MAY_STAND_FOR = _ANAPHORS | _SELF | _ALWAYS_SELF | {"đồng chí", "ông", "bà", "bác", "i"}
_CALLED_BY = frozenset({"anh", "chị", "chú", "bác", "cô"})
_SPOKEN_OF = frozenset({"cũng", "bận", "kẹt", "vướng", "phải", "đang", "lại", "là"})  # behind 'đồng chí' without a name


class Unit(NamedTuple):
    """A mark, a word or a sign of the text, with the words of the text that it covers."""

    mark: str
    first: int
    last: int


def without_quotations(units: list[Unit]) -> list[Unit]:
    """What stands in quotation marks is somebody's words, a slogan or the rule; unless nothing else is said."""
    marks = [i for i, u in enumerate(units) if u.mark == '"']
    out = list(units)
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        told = first > 0 and units[first - 1].mark in (":", "\n") and last == len(units) - 1 and first < len(units) // 2
        if _his_own_words(units, first):
            for at in (first, last):
                out[at] = Unit("", units[at].first, units[at].last)
        elif last - first > 2 and not told:
            out[first : last + 1] = [Unit("", u.first, u.last) for u in units[first : last + 1]]
    kept = [u for u in out if u.mark]
    return kept if any(u.mark[:1].isalpha() or u.mark[:1] == "§" for u in kept) else units


def _his_own_words(units: list[Unit], first: int) -> bool:
    """'anh Phước nhắn là "ok anh đi"', 'bút phê của Giám đốc: "Tôi dự"': the member's words, told by his office."""
    ahead = [u.mark for u in units[max(0, first - 12) : first]]
    while ahead and ahead[-1] == "\n":
        ahead.pop()
    ahead = ahead[max((i for i, m in enumerate(ahead) if m in _STOPS), default=-1) + 1 :]
    return bool(ahead) and ahead[-1] in _TELLS and "§s" in ahead and bool(_SAYS & set(ahead))


_STOPS = frozenset(".!?;")
_TELLS = frozenset({":", "là", "rằng", "nhắn", "nói", "ghi", "dặn", "phê"})
_SAYS = frozenset({"nhắn", "nói", "bảo", "dặn", "ghi", "phê", "bút phê", "bút", "trả", "chỉ", "báo"})


def units_of(
    text: Text, people: list[Person], member: Member, roster: Roster, occasion: Occasion = _UNKNOWN_OCCASION
) -> list[Unit]:
    starts = {p.first: (i, p) for i, p in enumerate(people)}
    named = {
        a.first: (OWN_AGENCY if a.member.agency == member.agency else OTHER_AGENCY, a.last)
        for a in agencies(text, roster)
    }
    named |= {
        a.first: (OWN_AGENCY if a.member.agency == member.agency else OTHER_AGENCY, a.last)
        for a in agencies(text, roster, nicknames=True)
        if a.first and text.words[a.first - 1].canon == "bên"
    }
    units: list[Unit] = []
    at, called, other = 0, "", ""
    apart = any(w.canon in _ALWAYS_SELF for w in text.words)  # the writer calls himself otherwise
    while at < len(text.words):
        if at in starts:
            i, person = starts[at]
            if person.who is Who.SELF and text.words[at].canon in _CALLED_BY:
                called = text.words[at].canon
            elif called == text.words[at].canon:
                called = ""
            if apart and person.who is Who.OTHER and person.name and text.words[at].canon in _CALLED_BY:
                other = text.words[at].canon
            mark = {Who.SELF: "§s", Who.CHAIR: "§c"}.get(person.who, f"§{i}")
            units.append(Unit(mark, at, max(person.last, at + 1)))
            at = max(person.last, at + 1)
            continue
        if at in named:
            mark, stop = named[at]
            units.append(Unit(mark, at, stop))
            at = stop
            continue
        if told := occasion_at(text, at, occasion):
            units.append(Unit(told[0], at, told[1]))
            at = told[1]
            continue
        own = _by_given_name(text, at, member, roster)
        if own:
            units.append(Unit("§s", at, own))
            at = own
            continue
        unit = _pronoun(text, at)
        if unit.mark == "§y" and called and text.words[at].canon == called and unit.last == at + 1:
            unit = unit._replace(mark="§s")  # 'Anh Bình đang họp ở Hà Nội, tối anh về'
        if unit.mark == "§y" and other and text.words[at].canon == other and unit.last == at + 1:
            unit = unit._replace(mark="§r")  # 'tôi đã trao đổi với anh Tùng, nhờ anh họp thay'
        units.append(unit)
        at = unit.last
    return _without_vocatives(units)


def _by_given_name(text: Text, at: int, member: Member, roster: Roster) -> int:
    """'Vinh Sở Xây dựng: dự': the member by his given name and agency, at the start of a sentence; the end, or 0."""
    if not text.words[at].raw[:1].isupper() or fold(text.words[at].raw) != fold(member.name).split()[-1]:
        return 0
    if at and text.words[at - 1].canon not in _STOPS | {"\n", ","}:
        return 0
    following = text.words[at + 1].canon if at + 1 < len(text.words) else ""
    if following.split()[:1] and following.split()[0] in _SAYS_OF_HIMSELF:
        return at + 1  # 'Khôi dự.'
    own = agencies(text, roster, nicknames=True, first=at + 1, last=min(at + 9, len(text.words)))
    return own[0].last if own and own[0].first == at + 1 and own[0].member.id == member.id else 0


def _pronoun(text: Text, at: int) -> Unit:
    word = text.words[at].canon
    if word not in _MAY_STAND_FOR:
        return Unit(word, at, at + 1)
    following = text.words[at + 1].canon if at + 1 < len(text.words) else ""
    before = text.words[at - 1].canon if at else ""
    if word == "bác" and following in ("sĩ", "sỹ"):
        return Unit("bác sĩ", at, at + 2)
    if word in _ANAPHORS:
        return Unit("§r", at, at + 1)
    if word in _SELF | {"đồng chí", "ông", "bà"} and following in _ANAPHOR_SECOND:
        return Unit("§r", at, at + 2)
    if word == "i" and text.words[at].raw == "I" and following[:1].isalpha():
        return Unit("§s", at, at + 1)
    if word == "đồng chí" and following in _SPOKEN_OF and before not in ("các", "những", "hai", "ba", "quý"):
        return Unit("§r", at, at + 1)
    if word in _ALWAYS_SELF:
        if word == "mình" and before in ("một", "chúng"):
            return Unit(word, at, at + 1)
        return Unit("§s", at, at + 1)
    if word in _SELF and before not in (
        "ghi",
        "các",
        "quý",
        "mọi",
        "những",
        "chúng",
        "của các",
        "hai",
        "ba",
        "anh",
        "chị",
    ):
        if word in ("anh", "chị") and following in ("chị", "em"):
            return Unit(f"{word} {following}", at, at + 2)
        return Unit("§y", at, at + 1)
    return Unit(word, at, at + 1)


def _without_vocatives(units: list[Unit]) -> list[Unit]:
    """'em ơi', 'nhé em', 'ạ' at the end call somebody: they are no subjects."""
    out: list[Unit] = []
    silent: set[int] = set()
    for i, unit in enumerate(units):
        if i in silent:
            continue
        following = units[i + 1].mark if i + 1 < len(units) else "."
        before = out[-1].mark if out else ""
        calls = following in VOCATIVES or (
            following in (".", ",", "!", "?", ";", "\n", ")")
            and before not in ("thay", "hộ", "giúp", "giùm", "cho", "tên", "")
        )
        if unit.mark == "§y" and (
            calls or (before in ("dạ", "thưa", "vâng", "ok", "nhé", "ạ", "chào") and following in (",", ".", "\n"))
        ):
            if following == "ơi":
                silent.add(i + 1)
            if following in (",", ".", "!", "\n") and before in ("thay", "cho", "hộ", "giúp", "tên"):
                out.append(unit)
            continue
        out.append(unit)
    return out
