"""Words -> sentences -> clauses, with persons as marks, so that the grammar sees structure and not names."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from mailbot.core.model import Member, Roster
from mailbot.core.reading.marks import Unit, units_of, without_quotations
from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.persons import Person, persons
from mailbot.core.reading.sentences import is_question, sentences
from mailbot.core.reading.text import Text
from mailbot.core.reading.words.grammar import AS_BEFORE, CONDITION, PAST, SOFT_CONDITION
from mailbot.core.reading.words.links import BECAUSE, CONTRAST, LINKS, RHETORICAL

MAX_SENTENCES = 80
_UNKNOWN_OCCASION = Occasion()


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


def analyse(text: Text, member: Member, roster: Roster, occasion: Occasion = _UNKNOWN_OCCASION) -> Analysis:
    """The text as clauses, as `member` or his office wrote it; beyond MAX_SENTENCES nothing is read."""
    people = persons(text, member, roster)
    units = without_quotations(units_of(text, people, member, roster, occasion))
    told = sentences(units)[:MAX_SENTENCES]
    clauses: list[Clause] = []
    questions, rhetorical = 0, False
    for number, (body, stop) in enumerate(told):
        marks = " ".join(u.mark for u in body)
        if re.search(RHETORICAL, marks):
            rhetorical = True
        asked = is_question(marks, stop)
        questions += asked
        clauses += _clauses(body, number, asked)
    return Analysis(text, tuple(people), tuple(clauses), rhetorical, questions, len(told))


_LINKS: dict[str, list[tuple[str, list[str]]]] = {}  # first word -> links that start with it, longest first
for _words in sorted(LINKS, key=len, reverse=True):
    _LINKS.setdefault(_words.split()[0], []).append((_words, _words.split()))
_CONDITION = re.compile(CONDITION)
_PAST = re.compile(r"(?<!\w)(?:" + "|".join(PAST) + r")(?!\w)")
_ANOTHER_TIME = re.compile(r"(?<!\w)(?:(?:bữa|kỳ|phiên|lần|đợt|quý) (?:rồi|trước)|‡p)(?!\w)")
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
            if conditional and k and link not in CONTRAST and not _has_consequence(pieces[k + 1 :]):
                out = _under_condition(out)  # 'Tôi dự nếu sắp xếp được'
        if conditional and link == "thì" and _ANYWAY.search(marks):
            conditional = False  # 'nếu mưa thì tôi vẫn đến'
        following = pieces[k + 1][0] if k + 1 < len(pieces) else ""
        granted = k + 1 < len(pieces) and bool(_GRANTED.fullmatch(" ".join(u.mark for u in pieces[k + 1][1])))
        supposed = (link == "mà" and following == "thì") or (
            following == "thì"
            and not conditional
            and not granted
            and bool(_SUPPOSED.search(marks))
            and not _TOPIC.search(marks)
        )
        past = (bool(_PAST.search(_behind_correction(marks))) and not _AS_BEFORE.search(marks)) or (
            bool(out)
            and out[-1].past
            and (link == "và" or (link == "nên" and bool(_ANOTHER_TIME.search(out[-1].marks))))
        )
        out.append(Clause(tuple(piece), link, sentence, question, conditional, link in BECAUSE, past, supposed))
        conditional = conditional or supposed
    return [_aside(aside, sentence, question=question) for aside in asides] + out


def _behind_correction(marks: str) -> str:
    """'Đính chính thư sáng nay: người dự thay là A': what stands behind the colon is said now."""
    head, colon, tail = marks.partition(" : ")
    return tail if colon and tail and re.search(r"(?:đính chính|sửa|báo lại|điều chỉnh|trả lời)", head) else marks


def _has_consequence(later: list[tuple[str, list[Unit]]]) -> bool:
    """'Tôi dự, và nếu họp sớm thì tôi phát biểu': the condition is about what follows it."""
    return bool(later) and later[0][0] == "thì"


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
    r"(?<!\w)(?:không|chưa|vắng|dự|đi|về|kịp|vào|ra|có|được|xong|hết|còn|mưa|bão|lũ|lụt|nặng|lỡ|kẹt|mà|khỏe|hoãn|trùng|cần|yêu cầu|muốn)(?!\w)"
)
_ANYWAY = re.compile(r"^(?:§\w+ )?(?:vẫn|cũng) (?:sẽ |phải )?(?:dự|đi|đến|tới|lên|họp|tham dự|có mặt)(?!\w)")
_OTHER_PERSON = re.compile(r"§\d+")
_ASIDE_STARTS = frozenset(
    {"dự", "đi", "họp", "thay", "phục", "hỗ", "cùng", "tham", "giúp", "ghi", "đại", "trình", "tháp"}
)
_GRANTED = re.compile(
    r"(?:cũng )?(?:được|cho|đồng ý|ok|nhất trí|duyệt)(?: nhé| ạ| rồi| em)*"
)  # 'ba anh đó đi thay thì được'
_TOPIC = re.compile(r"^(?:mà )?vắng §\w+$|^(?:còn |riêng )?(?:§\w+|lần này|kỳ này|phiên này|hôm đó|‡\w+)$")


def _without_brackets(body: list[Unit]) -> tuple[list[Unit], list[list[Unit]]]:
    """What stands in brackets is said by the way, and does not break the clause around it."""
    marks = [u.mark for u in body]
    asides: list[list[Unit]] = []
    while "(" in marks and ")" in marks[marks.index("(") :]:
        first = marks.index("(")
        last = first + marks[first:].index(")")
        if last > first + 1:
            inside = body[first + 1 : last]
            of_whom = first > 0 and _OTHER_PERSON.fullmatch(marks[first - 1]) and inside[0].mark in _ASIDE_STARTS
            asides.append([body[first - 1], *inside] if of_whom else inside)  # 'A, Phó Giám đốc (dự thay tôi)'
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
    for words, parts in _LINKS.get(body[at].mark, ()):
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
            taken_back = at == 0 or body[at - 1].mark in ("mà", "à", ",", "nhưng")
            if (
                words == "thôi"
                and not taken_back
                and [u.mark for u in body[at + 1 : at + 2]] in ([], [","], ["nhé"], ["ạ"])
            ):
                return "", 0  # 'tôi qua thôi,': a particle
            if words in ("để", "còn", "do", "tuy", "mà", "khi", "nay", "lỡ") and not _really(words, body, at):
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


_AGENT_VERBS = frozenset({"đảm", "thực", "ngồi", "thay", "trình", "phụ", "đại", "dự", "chủ"})


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
        by = following.startswith("§") and [u.mark for u in body[at + 2 : at + 3]] and body[at + 2].mark in _AGENT_VERBS
        return before not in ("lý", "tự") and not by
    if word == "nay":
        return before not in ("sáng", "chiều", "hôm", "trưa", "tối", "từ", "ngày", "năm", "xưa", "này")
    if word == "tuy":
        return following != "phước"
    if word == "mà":
        return True
    if word == "lỡ":
        return before not in ("đành", "bị", "bỏ")
    return not (word == "khi" and before in ("trước", "sau", "phòng", "khi"))
