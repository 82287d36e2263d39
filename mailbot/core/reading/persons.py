"""Persons in a text: names with titles, posts without a name, and which of them is the member or the Head."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mailbot.core.model import Member, Role, Roster
from mailbot.core.names import same_person
from mailbot.core.reading.agencies import agencies
from mailbot.core.reading.names import find_names
from mailbot.core.reading.text import Text, canonical
from mailbot.core.reading.titles import Title, best, titles
from mailbot.core.reading.words.names import DECORATIONS, HONORIFICS


class Who(StrEnum):
    """Whom a mention means, as far as the roster tells."""

    SELF = "self"  # the member for whom the mail speaks
    CHAIR = "chair"  # the Head
    OTHER = "other"


@dataclass(frozen=True)
class Person:
    """A mention of one person, from word `first` up to, not including, `last`."""

    first: int
    last: int
    name: str | None
    titles: tuple[Title, ...] = ()
    who: Who = Who.OTHER
    member: Member | None = None  # of the roster, where the name or the post is one of theirs
    several: bool = False  # 'các Phó Giám đốc', 'hai anh phó'

    @property
    def title(self) -> Title | None:
        return best(list(self.titles))


_HONORIFICS = frozenset(HONORIFICS)
_DECORATIONS = frozenset(d for d in DECORATIONS)
_MANY = frozenset(["các", "những", "bộ", "tất cả", "mọi", "hai", "ba", "bốn", "cả", "nhiều", "mấy", "cả"])


def persons(text: Text, member: Member, roster: Roster) -> list[Person]:
    """Every person that the words mention, left to right."""
    found_titles = titles(text, member, roster)
    taken = {i for t in found_titles for i in range(t.first, t.last)}
    nicknames = {(a.first, a.last) for a in agencies(text, roster, nicknames=True)}
    names = [span for span in find_names(text, found_titles, taken) if span not in nicknames or _is_called(text, span)]
    return _joined(text, found_titles, names, member, roster)


def _is_called(text: Text, span: tuple[int, int]) -> bool:
    return span[0] > 0 and text.words[span[0] - 1].canon in _HONORIFICS


# -- names and titles together ----------------------------------------------------------------------------------------

_AFTER_NAME = frozenset(
    {",", "-", "(", ":", "là", "hiện", "cũng", "chức", "vụ", "giữ", "làm", "–", "nguyên", "đang", "\n", ";"}
)
_BEFORE_NAME = frozenset({"-", ":", "là", "đồng chí", "ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "thầy"})


def _joined(
    text: Text, found: list[Title], names: list[tuple[int, int]], member: Member, roster: Roster
) -> list[Person]:
    people: list[Person] = []
    used: set[int] = set()
    for k, (first, last) in enumerate(names):
        limit = names[k + 1][0] if k + 1 < len(names) else len(text.words)
        own: list[Title] = []
        end, begin = last, first
        for i, title in enumerate(found):
            if i in used or title.first < end or title.first >= limit:
                continue
            if not _attached(text, end, title.first, first_of_person=not own):
                break
            if _belongs_to_next(text, title, names, k):
                break
            own.append(title)
            used.add(i)
            end = title.last
        for i in range(len(found) - 1, -1, -1):
            title = found[i]
            if i in used or title.last > begin:
                continue
            between = [w.canon for w in text.words[title.last : begin] if w.canon not in _DECORATIONS]
            ahead = _with_honorific(text, title.first)
            if ":" in between and ahead and text.words[ahead - 1].canon in ("thay", "cho"):
                break  # 'Người dự thay Giám đốc Sở: B'
            if ":" in between and title.candidate == "head":
                break  # 'Giám đốc chỉ đạo: A dự'
            if "." in between and not _abbreviated(text, title):
                break  # a sentence ends there
            if between[:2] in (["của", "tôi"], ["của", "em"], ["của", "anh"], ["của", "chị"], ["của", "mình"]):
                between = between[2:]  # 'Thư ký của tôi, Đỗ Nhật Minh'
            apposed = between[:1] == [","] and end < len(text.words) and text.words[end].canon in (",", ")")
            if apposed and not own and all(b in _BEFORE_NAME for b in between[1:]):
                between = between[1:]  # 'Phó Giám đốc phụ trách thu, chị A, ngồi ghế của tôi'
            if len(between) <= 2 and all(b in _BEFORE_NAME or b == "." for b in between):
                own.insert(0, title)
                used.add(i)
                begin = title.first
            else:
                break
        begin = _with_honorific(text, begin)
        if own and end < len(text.words) and text.words[end].canon == ")" and "(" in _between(text, last, end):
            end += 1  # 'A (Phó Giám đốc)'
        people.append(_person(text, begin, end, (first, last), tuple(own), member, roster))
    for i, title in enumerate(found):
        if i not in used and title.row.kind not in ("party", "academic", "rank_force", "prefix"):
            people.append(_person(text, _with_honorific(text, title.first), title.last, None, (title,), member, roster))
    return sorted(people, key=lambda p: p.first)


def _between(text: Text, first: int, last: int) -> list[str]:
    return [w.canon for w in text.words[first:last]]


def _abbreviated(text: Text, title: Title) -> bool:
    """'PGĐ. Nguyễn Văn A': the full stop is the abbreviation's."""
    last = text.words[title.last - 1].raw
    return len(last) <= 4 and last.isupper()


def _attached(text: Text, end: int, start: int, *, first_of_person: bool) -> bool:
    between = [w.canon for w in text.words[end:start]]
    if "chức" in between[:6]:
        # 'Họ tên: A. Chức vụ: ...', line by line or not
        between = [b for b in between if b not in (".", ")", "\n", "-", ";") and not b.isdigit()]
    if len(between) > 4:
        return False
    links = _AFTER_NAME | ({"kiêm", "và", "nhiệm", "đồng thời"} if not first_of_person else {"kiêm"})
    return all(b in links for b in between) and between.count("\n") <= 1


def _belongs_to_next(text: Text, title: Title, names: list[tuple[int, int]], k: int) -> bool:
    """In 'A, Phó Giám đốc B' with a comma before and a name directly behind, the title is B's."""
    if k + 1 >= len(names):
        return False
    following = names[k + 1][0]
    between = [w.canon for w in text.words[title.last : following]]
    return following > title.last - 1 and len(between) <= 1 and all(b in _BEFORE_NAME - {"-", ":"} for b in between)


def _with_honorific(text: Text, begin: int) -> int:
    while begin > 0:
        if text.words[begin - 1].canon in _HONORIFICS | _DECORATIONS:
            begin -= 1
        elif begin > 1 and " ".join(w.canon for w in text.words[begin - 2 : begin]) in _DECORATIONS:
            begin -= 2
        else:
            break
    return begin


def _person(
    text: Text,
    first: int,
    last: int,
    name_span: tuple[int, int] | None,
    own: tuple[Title, ...],
    member: Member,
    roster: Roster,
) -> Person:
    name = text.original(*name_span) if name_span else None
    several = (first > 0 and text.words[first - 1].canon in _MANY) or text.words[first].canon == "các đồng chí"
    who, known = _who(text, name, own, member, roster)
    return Person(first, last, name, own, who, known, several)


def _who(
    text: Text, name: str | None, own: tuple[Title, ...], member: Member, roster: Roster
) -> tuple[Who, Member | None]:
    title = best(list(own))
    if name is not None:
        known = by_name(name, roster)
        if known is not None and (title is None or not _deputy_like(title) or _own_post(text, title, known)):
            return _role(known, member), known
        given = same_person(name, member.name.split()[-1])
        if given and (title is None or title.candidate == "head"):
            return Who.SELF, member
        return Who.OTHER, None
    if title is None:
        return Who.OTHER, None
    return _by_post(text, title, member, roster)


def _own_post(text: Text, title: Title, known: Member) -> bool:
    """Whether the title is the one that the roster has for this member: 'Lê Hải Minh, Phó Chủ tịch UBND tỉnh'."""
    own = canonical(known.title)
    return own.startswith(_words(text, title)) or (
        known.role is Role.STANDING_VICE_CHAIR and own.startswith(_words(text, title).replace(" thường trực", ""))
    )


def _words(text: Text, title: Title) -> str:
    return " ".join(text.words[i].canon for i in range(title.first, title.last))


def _deputy_like(title: Title) -> bool:
    return title.candidate in ("deputy", "division", "staff") and not title.weak


def _by_post(text: Text, title: Title, member: Member, roster: Roster) -> tuple[Who, Member | None]:
    words, own = _words(text, title), canonical(member.title)
    if words == own or (own.startswith(words) and title.candidate == "head"):
        return Who.SELF, member
    if member.role is Role.STANDING_VICE_CHAIR and own.startswith(words.replace(" thường trực", "")):
        return Who.SELF, member
    chair = roster.chair
    if chair is not None and words in (
        canonical(chair.title),
        "chủ tịch",
        "trưởng ban",
        "trưởng ban chỉ đạo",
        "chủ tịch tỉnh",
    ):
        if title.candidate == "head" and words in ("chủ tịch", "trưởng ban") and member.id != chair.id:
            return Who.SELF, member
        return _role(chair, member), chair
    if title.candidate == "head" and not title.former:
        return Who.SELF, member
    if title.agency is not None and title.agency.id != member.id and words == canonical(title.agency.title):
        return _role(title.agency, member), title.agency
    return Who.OTHER, None


def _role(known: Member, member: Member) -> Who:
    if known.id == member.id:
        return Who.SELF
    return Who.CHAIR if known.role is Role.CHAIR else Who.OTHER


def by_name(name: str, roster: Roster) -> Member | None:
    """The one member of this full name, or of its last words; marks count where both sides have them."""
    size = len(name.split())
    found = [m for m in roster if size > 1 and same_person(name, " ".join(m.name.split()[-size:]))]
    return found[0] if len(found) == 1 else None
