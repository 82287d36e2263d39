"""What the clauses of an answer state: who comes, who does not, who is sent, how certainly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.words import grammar
from mailbot.core.reading.words.events import ELSEWHERE, NOUN_BEFORE, OUR_MARKS, OURS, TIME_AFTER, TIME_BEFORE


class Kind(StrEnum):
    """What a fact is about."""

    COMES = "comes"  # the person attends, or does not (sign)
    STANDS_IN = "stands in"  # somebody goes in the member's place, or not (sign)
    SENDS = "sends"  # somebody is sent, the verb alone
    ALONG = "along"  # comes along
    BUSY = "busy"  # the member is elsewhere or not free


class Certainty(StrEnum):
    """How far a statement may be acted upon."""

    FIRM = "firm"
    MAYBE = "maybe"
    CONDITION = "condition"
    ASKED = "asked"
    PAST = "past"


SOMEBODY = "?"  # a person who is not named: 'cấp phó', 'người', 'ai'


@dataclass(frozen=True)
class Fact:
    """One statement; `who` are marks: '§s' the member, '§c' the Head, '§0' ... others, SOMEBODY, '' not said."""

    kind: Kind
    who: tuple[str, ...]
    positive: bool
    certainty: Certainty
    clause: int
    start: int
    end: int
    verb: str = ""
    instead: bool = False  # with 'thay', 'đại diện'
    because: bool = False


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_VERB = re.compile(
    r"(?<![\w§])(?:(?P<along>" + _any(grammar.ALONG) + r")|(?P<strong>" + _any(grammar.SEND_STRONG) + r")|(?P<go>" + _any(grammar.GO)
    + r")|(?P<away>" + _any(grammar.AWAY) + r")|(?P<weak>" + _any(grammar.SEND_WEAK) + r")|(?P<stand>" + grammar.STAND + r"))(?!\w)"
)  # fmt: skip
_MARK = re.compile(r"§\w+")
_NEGATOR = re.compile(r"(?<!\w)" + grammar.NEGATORS + r"(?!\w)")
_POST = re.compile(r"^(?: (?:họp|được|kịp|nữa|thay))? ?" + grammar.POST_NEGATION)
_NONE = re.compile(r"(?<!\w)(?:" + _any(grammar.NO_NEGATION) + r")(?!\w)")
_MAYBE = re.compile(r"(?<!\w)(?:" + _any(grammar.MAYBE) + r")(?!\w)")
_CERTAIN = re.compile(grammar.CERTAIN)
_PAST = re.compile(r"(?<!\w)(?:" + "|".join(grammar.PAST) + r")(?!\w)")
_AS_BEFORE = re.compile(r"(?<!\w)(?:" + "|".join(grammar.AS_BEFORE) + r")(?!\w)")
_BUSY = re.compile(r"(?<!\w)(?:" + _any(grammar.BUSY) + r")(?!\w)")
_CONTACT = re.compile(r"(?<!\w)(?:" + _any(grammar.CONTACT) + r")(?!\w)")
_OURS = re.compile(r"^ ?(?:" + "|".join(OURS) + r")")
_OUR_MARKS = re.compile(OUR_MARKS)
_ELSEWHERE = re.compile(ELSEWHERE)
_NOUN = re.compile(r"(?<!\w)" + NOUN_BEFORE)
_TIME_BEFORE = re.compile(r"(?<!\w)" + TIME_BEFORE)
_TIME_AFTER = re.compile(TIME_AFTER)
_SOMEBODY = re.compile(
    r"(?<!\w)(?:người|cán bộ|đại diện|cấp phó|ai|một đồng chí|đồng chí khác|một phó|phó|lãnh đạo|thành phần|nhân sự|công chức|người khác)(?!\w)"
)
_STAND = re.compile(r"(?<!\w)" + grammar.STAND + r"(?!\w)")
_ALONG = re.compile(r"(?<!\w)(?:" + _any(grammar.ALONG) + r")(?!\w)")
# A mark behind one of these is not the subject of the verb that follows.
_NOT_SUBJECT = re.compile(
    r"(?:thay(?: thế| mặt)?(?: cho)?|đại diện(?: cho)?|hộ|báo cáo|báo|trình|xin phép|ý kiến|của|với|gửi|kính|theo|thưa|tháp tùng|cùng|cảm ơn|xin ý kiến|hỏi|theo chỉ đạo|thông qua|đề nghị|mong|trên)(?: với)?$"
)
_BARE_MOTION = frozenset({"đi", "đến", "tới", "lên", "qua", "ngồi"})
# List style: 'Người dự: A', 'Thành phần dự họp gồm A, B', 'Họ tên: A'.
_LIST = re.compile(
    r"(?:người|cán bộ|đại biểu|đại diện|thành phần|danh sách|họ và tên|họ tên|họ & tên|lãnh đạo|thay mặt|dự thay|dự họp|tham dự|cử|phân công|đăng ký|dự|họp thay|tên)\b[^:§]{0,50}?(?::|(?<=dự) là|(?<=họp) là|(?<=thay) là| gồm)[ :-]*(?P<first>§\w+)"
)  # fmt: skip


def facts(analysis: Analysis) -> list[Fact]:
    """All statements of the text, in its order."""
    found: list[Fact] = []
    subject: tuple[str, ...] = ()
    sentence = -1
    for number, clause in enumerate(analysis.clauses):
        if clause.sentence != sentence:
            subject, sentence = (), clause.sentence
        new = _clause_facts(analysis, clause, number, subject)
        found += new
        subject = _carried(clause, subject)
    return found


def _carried(clause: Clause, before: tuple[str, ...]) -> tuple[str, ...]:
    """The subject that a following clause without one takes over."""
    first = _MARK.search(clause.marks)
    if first and not _NOT_SUBJECT.search(clause.marks[: first.start()].rstrip()):
        return (first.group(),)
    return before


def _clause_facts(analysis: Analysis, clause: Clause, number: int, inherited: tuple[str, ...]) -> list[Fact]:
    marks = clause.marks
    found: list[Fact] = []
    listed = _LIST.search(marks)
    if listed and not _CONTACT.search(marks[: listed.end()]):
        who = tuple(_MARK.findall(marks[listed.start("first") :]))
        positive = len(_negators(marks[: listed.start("first")])) % 2 == 0
        found.append(
            Fact(
                Kind.COMES,
                who,
                positive,
                _certainty(clause, marks, len(marks)),
                number,
                listed.start(),
                len(marks),
                "list",
                "thay" in marks,
                clause.because,
            )
        )
        if not positive or "§s" in who or len(who) == 1:
            return found
    previous_end, sending, sent_sign = 0, False, True
    events = list(_VERB.finditer(marks))
    for k, event in enumerate(events):
        group, verb = event.lastgroup or "", event.group()
        until = events[k + 1].start() if k + 1 < len(events) else len(marks)
        before, after = marks[previous_end : event.start()], marks[event.end() :]
        near = marks[event.end() : until]
        if group in ("strong", "weak"):
            fact = _sending(
                clause, number, event, before, after, strong=group == "strong", sign=sent_sign if sending else True
            )
            if fact is not None:
                found.append(fact)
                sending, sent_sign, previous_end = True, fact.positive, event.end()
            continue
        if group == "along":
            who = tuple(_MARK.findall(marks))
            found.append(
                Fact(
                    Kind.ALONG,
                    who,
                    True,
                    _certainty(clause, marks, event.start()),
                    number,
                    event.start(),
                    event.end(),
                    verb,
                )
            )
            previous_end = event.end()
            continue
        if group == "stand":
            fact = _standing(clause, number, event, before, after, inherited)
            if fact is not None:
                found.append(fact)
            continue
        if group == "away":
            sign = (len(_negators(before)) + 1) % 2 == 0
            who = _subject(marks[: event.start()]) or inherited
            found.append(
                Fact(
                    Kind.COMES,
                    who,
                    sign,
                    _certainty(clause, marks, event.start(), before),
                    number,
                    event.start(),
                    event.end(),
                    verb,
                    because=clause.because,
                )
            )
            previous_end = event.end()
            continue
        fact = _going(clause, number, event, before, near, inherited, sending=sending, sent_sign=sent_sign)
        if fact is not None:
            found.append(fact)
            previous_end = event.end()
    if _BUSY.search(marks) or any(_is_elsewhere(marks[e.end() :]) for e in events if e.lastgroup == "go"):
        who = _subject(marks) or inherited
        found.append(
            Fact(Kind.BUSY, who, True, _certainty(clause, marks, 0), number, 0, len(marks), because=clause.because)
        )
    return found


def _negators(window: str) -> list[str]:
    return _NEGATOR.findall(_NONE.sub(" ", window))


def _certainty(clause: Clause, marks: str, at: int, window: str = "") -> Certainty:
    """How certain a statement at this place of the clause is."""
    if clause.question:
        return Certainty.ASKED
    if clause.condition:
        return Certainty.CONDITION
    before = _NONE.sub(" ", marks[:at])
    if _PAST.search(marks) and not _AS_BEFORE.search(marks):
        return Certainty.PAST
    if "chưa" in window.split():
        return Certainty.MAYBE
    plain = re.sub(r"không (?:thể|muốn|định|tính|chắc)", "không", before) if "chắc" not in before else before
    if _MAYBE.search(re.sub(r"không thể|có thể được", "không", plain)) and not _CERTAIN.search(before):
        return Certainty.MAYBE
    return Certainty.FIRM


def _subject(before: str) -> tuple[str, ...]:
    """The persons who do what the verb behind `before` says: the nearest mark, and those joined to it."""
    found = [m for m in _MARK.finditer(before) if not _NOT_SUBJECT.search(before[: m.start()].rstrip())]
    if not found:
        return ()
    last = found[-1]
    who = [last.group()]
    for earlier in reversed(found[:-1]):
        between = before[earlier.end() : last.start()].strip(" -:")
        if between in ("và", "cùng", "cùng với", "với", "lẫn", "cùng các", "và các", "", "hoặc", "hay"):
            who.insert(0, earlier.group())
            last = earlier
        else:
            break
    return tuple(who)


def _is_elsewhere(after: str) -> bool:
    return not _OUR_MARKS.search(after) and bool(_ELSEWHERE.search(after))


def _going(
    clause: Clause,
    number: int,
    event: re.Match[str],
    before: str,
    near: str,
    inherited: tuple[str, ...],
    *,
    sending: bool,
    sent_sign: bool,
) -> Fact | None:
    """A verb of attending as a statement about our meeting; None where it is a noun, or about something else."""
    marks, verb = clause.marks, event.group()
    ahead, after = marks[: event.start()].rstrip(), marks[event.end() :]
    if verb in ("họp", "dự", "tham dự", "đi", "tham gia") and _NOUN.search(ahead):
        return None
    if verb in _BARE_MOTION and (_TIME_AFTER.search(after) or _TIME_BEFORE.search(ahead) and verb != "đi"):
        return None
    instead = bool(
        re.match(
            r" ?(?:họp |cuộc họp |phiên họp |phiên này |hội nghị |buổi này |luôn |để )?" + grammar.STAND + r"(?!\w)",
            after,
        )
    )
    if not instead and (not _OURS.match(near) and not _OUR_MARKS.search(after) or _is_elsewhere(near)):
        return None
    if verb in ("lên", "qua", "tới", "đến", "ngồi") and not (
        instead or re.match(r"^ ?(?:$|được|kịp|dự|họp|muộn|trễ|đúng|trực|sau|chậm|hội trường|§|nhé|ạ|,)", near)
    ):
        return None
    if verb == "họp" and not (
        instead
        or sending
        or re.search(r"(?:sẽ|có|không|được|vẫn|trực tiếp|chưa|về|phải|cùng|vào)$", ahead)
        or _POST.match(after)
    ):
        return None
    negative = len(_negators(before)) + len(_POST.findall(after))
    who = _subject(ahead)
    if not who and (sending or _SOMEBODY.search(ahead)):
        who = (SOMEBODY,)
    elif who and sending and _SOMEBODY.search(marks[: event.start()].rsplit(who[-1], 1)[-1]):
        who = (SOMEBODY,)
    who = who or inherited
    positive = negative % 2 == 0
    if sending and not sent_sign:
        positive = False
    return Fact(
        Kind.COMES,
        who,
        positive,
        _certainty(clause, marks, event.start(), before),
        number,
        event.start(),
        event.end(),
        verb,
        instead or _stands(ahead, who),
        clause.because,
    )


def _stands(ahead: str, who: tuple[str, ...]) -> bool:
    """'B thay tôi dự': instead of somebody, said before the verb."""
    return bool(who) and who[-1] not in ("§s", "§c") and bool(_STAND.search(ahead.rsplit(who[-1], 1)[-1]))


def _sending(
    clause: Clause, number: int, event: re.Match[str], before: str, after: str, *, strong: bool, sign: bool
) -> Fact | None:
    """'cử A', 'giao A', 'để A', 'không cử ai'."""
    person = re.match(r"[^§]{0,40}?(§\w+)", after)
    window = person.group() if person else after[:30]
    someone = _SOMEBODY.search(after[:30])
    if _CONTACT.search(window) or event.group() == "đăng ký" and not person:
        return None
    if not strong and not (person and len(person.group().split()) <= 4) and not (someone and someone.start() <= 12):
        return None
    if person is None and someone is None and event.group() not in ("cử", "phân công", "ủy quyền", "cử đại diện"):
        return None
    who: tuple[str, ...] = (SOMEBODY,)
    if person and (someone is None or person.start(1) <= someone.start() + 14):
        who = _joined_after(after, person)
    if (
        who[0] in ("§c",)
        or who[0] in ("§y", "§s")
        and event.group() not in ("giao", "cử", "phân công", "ủy quyền", "nhờ", "để", "bảo")
    ):
        return None
    positive = (len(_negators(before)) % 2 == 0) == sign
    kind = Kind.STANDS_IN if strong and event.group() != "đăng ký" else Kind.SENDS
    certainty = _certainty(clause, clause.marks, event.start(), before)
    return Fact(
        kind, who, positive, certainty, number, event.start(), event.end(), event.group(), because=clause.because
    )


def _joined_after(after: str, person: re.Match[str]) -> tuple[str, ...]:
    who, at = [person.group(1)], person.end()
    while True:
        more = re.match(r" (?:và|hoặc|hay|cùng|,) (§\w+)", after[at:])
        if not more:
            return tuple(who)
        who.append(more.group(1))
        at += more.end()


def _standing(
    clause: Clause, number: int, event: re.Match[str], before: str, after: str, inherited: tuple[str, ...]
) -> Fact | None:
    """'A thay tôi', 'C thay B': without a verb of attending."""
    marks = clause.marks
    replaced = re.match(r"(?: cho| mặt| thế)? (§\w+)", after)
    who = _subject(marks[: event.start()].rstrip()) or tuple(w for w in inherited if w not in ("§s", "§c"))
    if event.group() in ("hộ", "giúp", "giùm", "thế") or not who or who == ("§s",):
        return None
    if (
        not replaced
        and not re.match(r"^ ?(?:$|được|nhé|ạ|cho|dự|họp)", after)
        or replaced
        and replaced.group(1) == who[-1]
    ):
        return None
    positive = len(_negators(before)) % 2 == 0
    certainty = _certainty(clause, marks, event.start(), before)
    return Fact(
        Kind.STANDS_IN,
        who,
        positive,
        certainty,
        number,
        event.start(),
        event.end(),
        event.group(),
        instead=True,
        because=clause.because,
    )
