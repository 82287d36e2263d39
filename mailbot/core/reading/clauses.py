"""Words -> sentences -> clauses, with persons as marks, so that the grammar sees structure and not names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from mailbot.core.model import Member, Roster
from mailbot.core.reading.agencies import agencies
from mailbot.core.reading.persons import Person, Who, persons
from mailbot.core.reading.text import Text
from mailbot.core.reading.words.grammar import AS_BEFORE, CONDITION, PAST, QUESTION_WORDS, SOFT_CONDITION
from mailbot.core.reading.words.links import BECAUSE, CONTRAST, LINKS, RHETORICAL, VOCATIVES
from mailbot.core.reading.words.names import ANAPHORS, SELF_PRONOUNS

MAX_SENTENCES = 80

_STOPS = frozenset(".!?;\n")
_ALWAYS_SELF = frozenset({"tôi", "mình", "bản thân", "tớ"})
_SELF = frozenset(SELF_PRONOUNS)
_ANAPHOR_SECOND = frozenset({"ấy", "này", "đó"})
_ANAPHORS = frozenset(ANAPHORS)


@dataclass(frozen=True)
class Unit:
    """A mark, a word or a sign of the text, with the words of the text that it covers."""

    mark: str
    first: int
    last: int


@dataclass(frozen=True)
class Clause:
    """A stretch of words about one thing."""

    units: tuple[Unit, ...]
    link: str  # the connective before it; '' at the start of a sentence
    sentence: int
    question: bool = False
    condition: bool = False  # stands under an 'if' that is no politeness
    because: bool = False  # gives a reason
    past: bool = False  # tells of an earlier answer or plan
    supposed: bool = False  # 'vắng thì khó coi': only thought of

    @property
    def contrasts(self) -> bool:
        return self.link in CONTRAST

    @cached_property
    def marks(self) -> str:
        return " ".join(u.mark for u in self.units)

    @property
    def first(self) -> int:
        return self.units[0].first if self.units else 0

    @property
    def last(self) -> int:
        return self.units[-1].last if self.units else 0

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """The words of the text under `marks[start:end]`."""
        at, first, last = 0, None, self.last
        for unit in self.units:
            stop = at + len(unit.mark)
            if stop > start and first is None:
                first = unit.first
            if at < end:
                last = unit.last
            at = stop + 1
        return (self.first if first is None else first), last


@dataclass(frozen=True)
class Analysis:
    """A text as clauses, and the persons behind the marks."""

    text: Text
    people: tuple[Person, ...]
    clauses: tuple[Clause, ...]
    rhetorical: bool = False
    questions: int = 0
    sentences: int = 0

    def person(self, mark: str) -> Person | None:
        return self.people[int(mark[1:])] if mark[1:].isdigit() else None

    def original(self, clause: Clause) -> str:
        return self.text.original(clause.first, clause.last)


def analyse(text: Text, member: Member, roster: Roster) -> Analysis:
    """The text as clauses, as `member` or his office wrote it; beyond MAX_SENTENCES nothing is read."""
    people = persons(text, member, roster)
    units = _without_quotations(_units(text, people, member, roster))
    sentences = _sentences(units)[:MAX_SENTENCES]
    clauses: list[Clause] = []
    questions, rhetorical = 0, False
    for number, (body, stop) in enumerate(sentences):
        marks = " ".join(u.mark for u in body)
        if re.search(RHETORICAL, marks):
            rhetorical = True
        asked = _is_question(marks, stop)
        questions += asked
        clauses += _clauses(body, number, asked)
    return Analysis(text, tuple(people), tuple(clauses), rhetorical, questions, len(sentences))


# -- units ------------------------------------------------------------------------------------------------------------


def _without_quotations(units: list[Unit]) -> list[Unit]:
    """What stands in quotation marks is somebody's words, a slogan or the rule; unless nothing else is said."""
    marks = [i for i, u in enumerate(units) if u.mark == '"']
    out = list(units)
    for first, last in zip(marks[::2], marks[1::2], strict=False):
        if last - first > 2:
            out[first : last + 1] = [Unit("", u.first, u.last) for u in units[first : last + 1]]
    kept = [u for u in out if u.mark]
    return kept if any(u.mark[:1].isalpha() or u.mark[:1] == "§" for u in kept) else units


OWN_AGENCY, OTHER_AGENCY = "‡o", "‡a"


def _units(text: Text, people: list[Person], member: Member, roster: Roster) -> list[Unit]:
    starts = {p.first: (i, p) for i, p in enumerate(people)}
    named = {
        a.first: (OWN_AGENCY if a.member.agency == member.agency else OTHER_AGENCY, a.last)
        for a in agencies(text, roster)
    }
    units: list[Unit] = []
    at = 0
    while at < len(text.words):
        if at in starts:
            i, person = starts[at]
            mark = {Who.SELF: "§s", Who.CHAIR: "§c"}.get(person.who, f"§{i}")
            units.append(Unit(mark, at, max(person.last, at + 1)))
            at = max(person.last, at + 1)
            continue
        if at in named:
            mark, stop = named[at]
            units.append(Unit(mark, at, stop))
            at = stop
            continue
        unit = _pronoun(text, at)
        units.append(unit)
        at = unit.last
    return _without_vocatives(units)


def _pronoun(text: Text, at: int) -> Unit:
    word = text.words[at].canon
    following = text.words[at + 1].canon if at + 1 < len(text.words) else ""
    before = text.words[at - 1].canon if at else ""
    if word in _ANAPHORS:
        return Unit("§r", at, at + 1)
    if word in _SELF | {"đồng chí", "ông", "bà"} and following in _ANAPHOR_SECOND:
        return Unit("§r", at, at + 2)
    if word == "i" and text.words[at].raw == "I" and following[:1].isalpha():
        return Unit("§s", at, at + 1)
    if word in _ALWAYS_SELF:
        if word == "mình" and before in ("một", "chúng"):
            return Unit(word, at, at + 1)
        return Unit("§s", at, at + 1)
    if word in _SELF and before not in ("các", "quý", "mọi", "những", "chúng", "của các", "hai", "ba", "anh", "chị"):
        if word in ("anh", "chị") and following in ("chị", "em"):
            return Unit(f"{word} {following}", at, at + 2)
        return Unit("§y", at, at + 1)
    return Unit(word, at, at + 1)


def _without_vocatives(units: list[Unit]) -> list[Unit]:
    """'em ơi', 'nhé em', 'ạ' at the end call somebody: they are no subjects."""
    out: list[Unit] = []
    for i, unit in enumerate(units):
        following = units[i + 1].mark if i + 1 < len(units) else "."
        before = out[-1].mark if out else ""
        calls = following in VOCATIVES or (
            following in (".", ",", "!", "?", ";", "\n", ")")
            and before not in ("thay", "hộ", "giúp", "giùm", "cho", "")
        )
        if unit.mark == "§y" and (
            calls or (before in ("dạ", "thưa", "vâng", "ok", "nhé", "ạ", "chào") and following in (",", ".", "\n"))
        ):
            if following in (",", ".", "!", "\n") and before in ("thay", "cho", "hộ", "giúp"):
                out.append(unit)
            continue
        out.append(unit)
    return out


# -- sentences and clauses --------------------------------------------------------------------------------------------


_BULLETS = frozenset({"-", "•", "+", "*"})


def _sentences(units: list[Unit]) -> list[tuple[list[Unit], str]]:
    """Cut at full stops and line ends; the lines of a list stay in the sentence that announces them with a colon."""
    found: list[tuple[list[Unit], str]] = []
    body: list[Unit] = []
    listing = False
    for i, unit in enumerate(units):
        if unit.mark == "." and body and body[-1].mark.isdigit() and (len(body) == 1 or body[-2].mark == ":"):
            continue  # '1. Đồng ý': a number, no sentence
        if unit.mark == "\n" and body and (body[-1].mark == ":" or listing):
            listing = _bullet_at(units, i + 1) > 0 or body[-1].mark == ":"
            if listing:
                if body[-1].mark != ":":
                    body.append(Unit(",", unit.first, unit.last))
                continue
        if unit.mark in _STOPS and not (
            listing and unit.mark in ".;" and i + 1 < len(units) and units[i + 1].mark == "\n"
        ):
            if body:
                found.append((body, unit.mark))
            elif unit.mark == "?" and found:
                found[-1] = (found[-1][0], "?")
            body, listing = [], False
        elif unit.mark not in _STOPS and unit.mark not in ("'", "_", "~", ">"):
            body.append(unit)
    if body:
        found.append((body, ""))
    told = [(_without_bullets(body), stop) for body, stop in found]
    return [s for s in told if not _is_heading(s[0])] or told


def _is_heading(body: list[Unit]) -> bool:
    """The subject line of an official letter: 'V/v xác nhận thành phần dự họp'."""
    return [u.mark for u in body[:3]] == ["v", "/", "v"] or [u.mark for u in body[:2]] == ["về", "việc"]


def _bullet_at(units: list[Unit], at: int) -> int:
    """How many units a list's bullet takes here: '-', '1.', '2)'; 0 where there is none."""
    if at >= len(units):
        return 0
    if units[at].mark in _BULLETS:
        return 1
    following = units[at + 1].mark if at + 1 < len(units) else ""
    return 2 if units[at].mark.isdigit() and len(units[at].mark) < 3 and following in (".", ")", "/", "-") else 0


def _without_bullets(body: list[Unit]) -> list[Unit]:
    out: list[Unit] = []
    for i, unit in enumerate(body):
        starts = not out or out[-1].mark in (":", ",")
        following = body[i + 1].mark if i + 1 < len(body) else ""
        if starts and unit.mark in _BULLETS:
            continue
        if starts and unit.mark.isdigit() and following == ")" and out:
            continue
        if (
            unit.mark == ")"
            and i
            and body[i - 1].mark.isdigit()
            and "(" not in [u.mark for u in body[max(0, i - 3) : i]]
        ):
            continue
        out.append(unit)
    return out


_ASKS = re.compile(r"\b(?:" + "|".join(QUESTION_WORDS) + r")\b")


def _is_question(marks: str, stop: str) -> bool:
    if stop == "?":
        return True
    if re.match(r"(?:§\w+ )?(?:cũng )?(?:không rõ|chưa rõ|chưa biết|không biết|không chắc)\b", marks):
        return False  # doubts, not asks
    last = re.split(r" , | thì ", marks)[-1]
    if re.search(r"(?<!\w)(?:không|ko)(?: (?:ạ|em|anh|chị|vậy|thế|nhỉ|đồng chí|§\w+))*$", last):
        before = last[: last.rindex("không")]
        return bool(re.search(r"\b(?:có|được|đúng|phải|hay|dự|đi|họp|thay|cần)\b", before)) and not re.search(
            r"\b(?:còn|là|có thể) không", last
        )
    if re.search(
        r"(?<!\w)(?:được không|hay không|phải không|à|hả|nhỉ|hở|thế nào|ra sao|chưa(?: vậy| ạ| em| §\w+)?)(?: \S+){0,2}$",
        last,
    ):
        return (
            bool(re.search(r"(?<!\w)(?:à|hả|nhỉ|hở|thế nào|ra sao)(?: \S+){0,2}$", last))
            or bool(re.search(r"\b(?:đã|có)\b.*\bchưa\b", last))
            or "không" in last.split()
        )
    return bool(re.search(r"\b(?:cho (?:§\w+ )?hỏi|xin hỏi|muốn hỏi|hỏi (?:về|thêm|\d))\b", marks)) and bool(
        _ASKS.search(marks)
    )


_LINK_WORDS = sorted(LINKS, key=len, reverse=True)
_CONDITION = re.compile(CONDITION)
_PAST = re.compile(r"(?<!\w)(?:" + "|".join(PAST) + r")(?!\w)")
_AS_BEFORE = re.compile(r"(?<!\w)(?:" + "|".join(AS_BEFORE) + r")(?!\w)")
_SOFT = re.compile(
    r"^(?:còn )?(?:nếu|nếu như|trường hợp|trong trường hợp|khi nào|if) (?:§\w+ |mà |như |có )?(?:"
    + "|".join(SOFT_CONDITION)
    + r")"
)


def _clauses(body: list[Unit], sentence: int, question: bool) -> list[Clause]:
    """Cuts at commas and connectives; an 'if' reaches to the end of its sentence, or to 'nên'; brackets stand apart."""
    body, asides = _without_brackets(body)
    out: list[Clause] = []
    conditional = False
    pieces = _pieces(body)
    for k, (link, piece) in enumerate(pieces):
        marks = " ".join(u.mark for u in piece)
        if link in ("nên", "cho nên", "vì vậy", "do đó", "vì thế"):
            conditional = False
        if _CONDITION.search(marks):
            conditional = not _SOFT.search(marks)
            if conditional and k and link not in CONTRAST:
                out = _under_condition(out)  # 'Tôi dự nếu sắp xếp được'
        following = pieces[k + 1][0] if k + 1 < len(pieces) else ""
        supposed = following == "thì" and not conditional and bool(_SUPPOSED.search(marks)) and not _TOPIC.search(marks)
        past = (bool(_PAST.search(marks)) and not _AS_BEFORE.search(marks)) or (
            link == "và" and bool(out) and out[-1].past
        )
        out.append(Clause(tuple(piece), link, sentence, question, conditional, link in BECAUSE, past, supposed))
        conditional = conditional or supposed
    return [_aside(aside, sentence, question=question) for aside in asides] + out


def _aside(body: list[Unit], sentence: int, *, question: bool) -> Clause:
    marks = " ".join(u.mark for u in body)
    return Clause(tuple(body), "(", sentence, question, past=bool(_PAST.search(marks)))


def _under_condition(clauses: list[Clause]) -> list[Clause]:
    """The clauses back to the last contrast hang on the condition that follows them."""
    out = list(clauses)
    for at in range(len(out) - 1, -1, -1):
        out[at] = replace(out[at], condition=True)
        if out[at].contrasts or out[at].link in ("nên", "vì vậy", "do đó"):
            break
    return out


# Before 'thì': a state of things that is only supposed, 'bão không vào thì tôi dự'; else it is what is spoken of.
_SUPPOSED = re.compile(
    r"(?<!\w)(?:không|chưa|vắng|dự|đi|về|kịp|vào|ra|có|được|xong|hết|còn|mưa|bão|lũ|lụt|nặng|lỡ|kẹt|mà|khỏe|hoãn|trùng)(?!\w)"
)
_TOPIC = re.compile(r"^(?:mà )?vắng §\w+$|^(?:còn |riêng )?(?:§\w+|lần này|kỳ này|phiên này|hôm đó|‡\w+)$")


def _without_brackets(body: list[Unit]) -> tuple[list[Unit], list[list[Unit]]]:
    """What stands in brackets is said by the way, and does not break the clause around it."""
    marks = [u.mark for u in body]
    asides: list[list[Unit]] = []
    while "(" in marks and ")" in marks[marks.index("(") :]:
        first = marks.index("(")
        last = first + marks[first:].index(")")
        if last > first + 1:
            asides.append(body[first + 1 : last])
        body = body[:first] + body[last + 1 :]
        marks = [u.mark for u in body]
    return body, asides


def _pieces(body: list[Unit]) -> list[tuple[str, list[Unit]]]:
    pieces: list[tuple[str, list[Unit]]] = []
    link, piece, at = "", list[Unit](), 0
    while at < len(body):
        found, size = _link_at(body, at)
        if found in (",", "(", ")") and _goes_on(body, at, piece):
            at += 1
            continue
        if not found or not (piece or not link or found != ","):
            piece.append(body[at])
            at += 1
            continue
        if piece:
            pieces.append((link, piece))
            link = ""
        link = found if found not in (",", "(", ")") else link or found
        piece = list(body[at : at + size]) if found in _IF_LINKS else []
        at += size
    if piece:
        pieces.append((link, piece))
    return pieces


_IF_LINKS = frozenset({"nếu", "nếu như", "khi nào", "lỡ", "giả sử", "nhỡ", "phòng khi", "miễn là"})
_VERB_STARTS = frozenset(
    [
        "dự",
        "tham",
        "đi",
        "họp",
        "thay",
        "sẽ",
        "đại",
        "đến",
        "trực",
        "tới",
        "có",
        "ngồi",
        "làm",
        "là",
        "đang",
        "được",
        "về",
        "lên",
        "chủ",
        "thay_mặt",
        "sang",
        "cùng",
        "phụ",
    ]
)


def _goes_on(body: list[Unit], at: int, piece: list[Unit]) -> bool:
    """'A, Phó Giám đốc, dự thay': the comma closes what was said of A, and the verb is still A's."""
    if not piece or at + 1 >= len(body):
        return False
    mark, following = piece[-1].mark, body[at + 1].mark
    return mark.startswith("§") and mark not in ("§s", "§c", "§y") and following in _VERB_STARTS


def _link_at(body: list[Unit], at: int) -> tuple[str, int]:
    for words in _LINK_WORDS:
        parts = words.split()
        if [u.mark for u in body[at : at + len(parts)]] == parts:
            if words == "và" and not (_new_clause(body, at + 1) and _has_verb(body[:at])):
                return "", 0
            if (
                words == "lý do"
                and at
                and (
                    body[at - 1].mark in ("có", "vì", "do", "với", "nêu")
                    or (body[at + 1 : at + 2] and body[at + 1].mark in ("gì", "nào"))
                )
            ):
                return "", 0
            if words in ("để", "còn", "do", "tuy", "mà", "khi", "nay") and not _really(words, body, at):
                return "", 0
            return words, len(parts)
    return "", 0


def _has_verb(before: list[Unit]) -> bool:
    return any(
        u.mark in _VERB_STARTS or u.mark in ("cử", "bận", "vắng", "không", "xin", "nhờ", "giao") for u in before[-14:]
    )


def _new_clause(body: list[Unit], at: int) -> bool:
    """Whether 'và' joins clauses, not words: a verb or a negation follows, or a person with one."""
    following = [u.mark for u in body[at : at + 4]]
    verbs = {"không", "chưa", "cử", "phân", "sẽ", "xin", "đề", "nhờ", "cũng", "đã", "ủy", "giao", "kính", "mong", "dự"}
    return bool(following) and (
        following[0] in verbs or (len(following) > 1 and following[0].startswith("§") and following[1] in verbs)
    )


def _really(word: str, body: list[Unit], at: int) -> bool:
    before = body[at - 1].mark if at else ""
    following = body[at + 1].mark if at + 1 < len(body) else ""
    if word == "để":  # purpose, not 'let somebody go'
        if before in ("gì", "ai", "nào"):
            return False
        return not (following.startswith("§") or following in ("cho", "đồng", "một", "phó", "cấp", "anh", "chị", "em"))
    if word == "còn":
        return before not in ("không", "ngoài", "vẫn", "đang", "mà", "hãy", "chẳng") and following not in (
            "lại",
            "đang",
            "có",
            "phải",
            "bận",
            "đi",
            "vướng",
            "kẹt",
            "là",
        )
    if word == "do":
        return before not in ("lý", "tự")
    if word == "nay":
        return before not in ("sáng", "chiều", "hôm", "trưa", "tối", "từ", "ngày", "năm", "xưa", "này")
    if word == "tuy":
        return following != "phước"
    if word == "mà":
        return True
    return not (word == "khi" and before in ("trước", "sau", "phòng", "khi"))
