"""The verbs of a clause as statements: attending, staying away, sending, standing in, coming along."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice

from mailbot.core.reading.clauses import Clause
from mailbot.core.reading.facts import (
    MARK,
    SOMEBODY,
    TOGETHER,
    Certainty,
    Fact,
    Kind,
    any_of,
    certainty,
    joined_after,
    last_other,
    negators,
    subject,
)
from mailbot.core.reading.meeting import OURS, POST, is_elsewhere, is_ours, is_plain
from mailbot.core.reading.words import grammar

_VERB = re.compile(
    r"(?<![\w§])(?:(?P<along>"
    + any_of(grammar.ALONG)
    + r")|(?P<strong>"
    + any_of(grammar.SEND_STRONG)
    + r")|(?P<go>"
    + any_of(grammar.GO)
    + r")|(?P<away>"
    + any_of(grammar.AWAY)
    + r")|(?P<weak>"
    + any_of(grammar.SEND_WEAK)
    + r")|(?P<stand>"
    + grammar.STAND
    + r"))(?!\w)"
)
_BUSY = re.compile(r"(?<!\w)(?:" + any_of(grammar.BUSY) + r")(?!\w)")
_CONTACT = re.compile(r"(?<!\w)(?:" + any_of(grammar.CONTACT) + r")(?!\w)")
_SOMEBODY = re.compile(r"(?<!\w)(?:" + any_of(grammar.SOMEBODY_WORDS) + r")(?!\w)")
_STAND = re.compile(r"(?<!\w)" + grammar.STAND + r"(?!\w)")
_INSTEAD = re.compile(
    r" ?(?:họp |cuộc họp |phiên họp |phiên này |hội nghị |buổi này |luôn |để |được |phiên họp này )?"
    + grammar.STAND
    + r"(?!\w)"
)
_NO_LEAVE = re.compile(r"^ (?:không phép|có phép|không lý do|§\w+$)")
_TO_STAND = re.compile(grammar.TO_STAND)
_ALONGSIDE = re.compile(r"(?<!\w)(?:" + any_of(grammar.ALONG) + r")(?!\w)")
_SENT_AHEAD = re.compile(r"(?<!\w)(?<!không )(?:" + any_of(grammar.SEND_STRONG) + r"|nhờ|giao|bảo|kêu)(?!\w)")
# 'không có bão tôi cũng dự': what is denied stands before another subject, and may be something else.
_FAR_NEGATION = re.compile(
    r"(?<!\w)(?:không|chưa|chẳng) (?!phải|ai|có (?:chuyện|lý do))(?:\S+ ){2,}(?:§s|§y) (?:cũng |vẫn |sẽ )*$"
)
_OFF_TO = re.compile(r"(?<!\w)(?:sang|ra|vào|lên|đi|về|tới) (?!họp|dự|đây|hội trường|tham|tỉnh|§|‡)\w")
_NOUN_ENDS = re.compile(r"(?<!\w)(?:phiên|cuộc|buổi|kỳ) $")  # 'dự kỳ họp chuyên đề': the second is no verb
_NOT_BUSY = re.compile(r"(?<!\w)(?:không|chẳng|hết|khỏi|chả)(?: còn| có| bị| thấy| phải)* $")  # 'không còn kẹt'
_REPLACED = re.compile(r"(?<!\w)thay(?: cho| mặt| thế)? (§\w+) (?:đang |phải |bận |đi )*(?:dự|họp|đi|tham dự)(?!\w)")
_ADDRESSED = re.compile(r"(?<!\w)(?:quý|các) (?:cơ quan|đơn vị|sở|đồng chí|anh chị|phòng|vị|ban)(?: [^§\s]+){0,3} $")
_MATTER_OF = re.compile(
    r"^(?:còn |riêng |và )?(?:việc|chuyện) (?:người )?(?:đề nghị |xin )?(?:cử|nhờ|giao|phân công|cho|để|ủy quyền)?(?: §\d+)?(?: [^§\s]+){0,2} ?$"
)
_KEPT = re.compile(r"(?<!\w)(?:giữ nguyên|như cũ|vẫn|đã được)(?!\w)")
_ASKS_OTHERS = re.compile(
    r"(?:đề nghị|mời|yêu cầu) (?:quý|các) (?:cơ quan|đơn vị|sở|địa phương|vị|phòng|ban|ngành)(?!\w)"
)
_SPEAKS_INSTEAD = re.compile(
    r"(?: và)? (?:báo cáo|phát biểu|trình bày|ghi chép)[^§]{0,30} thay(?: cho| mặt)? §[sy](?!\w)"
)
_WHOEVER = re.compile(r"(?<!\w)(?:ai|người nào|đồng chí nào|đơn vị nào|sở nào)(?: \S+){0,2} $")
_HOW = re.compile(r" (?:làm )?(?:sao|thế nào)(?: mà)? (?:được|nổi|cho được)")  # 'vắng sao được': a denial
_OUR_MEETING = re.compile(r"(?<!\w)(?:ban chỉ đạo|bcđ|phiên này|cuộc này|họp này)(?!\w)")
MAX_VERBS = 40  # of one clause; people write five

# List style: 'Người dự: A', 'Thành phần dự họp gồm A, B', 'Họ tên: A'.
_LIST = re.compile(
    r"(?:"
    + any_of(grammar.LIST_WORDS)
    + r")\b[^:§]{0,60}?(?::|(?<=dự) là|(?<=họp) là|(?<=thay) là|(?<=dự) có|(?<=họp) có| gồm)"
    r"[^§\w]*(?:(?!không)\w+[^§\w]+){0,4}?(?P<first>§\w+)"
)

# Constructions whose words mean something else one by one: pattern, the person comes, instead of the member.
_SET = tuple((re.compile(pattern), positive, instead) for pattern, positive, instead in grammar.SET_PHRASES)


_ANY_SET = re.compile("|".join(f"(?:{pattern})" for pattern, _, _ in grammar.SET_PHRASES))


@dataclass
class Scope:
    """One clause with what the clauses before it hand down."""

    clause: Clause
    number: int
    inherited: tuple[str, ...]
    away: bool
    sending: bool = False  # a verb of sending came before in this clause ...
    sent_sign: bool = True  # ... and was not negated
    since: int = 0  # the end of the verb before

    def statements(self) -> list[Fact]:
        """The statements of this clause."""
        marks = self.clause.marks
        fixed = self._set_phrase() or self._list()
        if fixed is not None:
            return [fixed]
        found: list[Fact] = []
        verbs = list(islice(_VERB.finditer(marks), MAX_VERBS))
        for k, verb in enumerate(verbs):
            until = next((v.start() for v in verbs[k + 1 :] if not _NOUN_ENDS.search(marks[: v.start()])), len(marks))
            group = verb.lastgroup or ""
            if (
                group == "stand"
                and k
                and verbs[k - 1].lastgroup == "go"
                and len(marks[verbs[k - 1].end() : verb.start()].split()) <= 3
            ):
                continue  # 'dự thay': said with the verb before it
            new = self._statement(group, verb, marks[verb.end() : until])
            if new:
                found += new
                self.since = verb.end() if group != "stand" else self.since
        if elsewhere := [v for v in verbs if v.lastgroup == "go" and is_elsewhere(marks[v.end() :])]:
            found = [f for f in found if not self._sent_there(f, elsewhere)]
        busy = any(not _NOT_BUSY.search(marks[: m.start()]) for m in _BUSY.finditer(marks))
        if busy or any(is_elsewhere(marks[v.end() :]) for v in verbs if v.lastgroup == "go"):
            found.append(
                Fact(
                    Kind.BUSY,
                    _replaced(marks) or subject(marks) or self.inherited,
                    True,
                    certainty(self.clause, 0),
                    self.number,
                    because=self.clause.because,
                )
            )
        return found

    def _statement(self, group: str, verb: re.Match[str], near: str) -> list[Fact]:
        if group in ("strong", "weak"):
            fact = self._sending(verb, strong=group == "strong")
        elif group == "along":
            return self._along(verb)
        elif group == "stand":
            fact = self._standing(verb)
        elif group == "away":
            fact = self._away(verb)
        else:
            fact = self._going(verb, near)
        return [fact] if fact is not None else []

    def _sent_there(self, fact: Fact, elsewhere: list[re.Match[str]]) -> bool:
        """'phân công A dự lễ khởi công': A is sent, but not to our meeting."""
        goes = [v.start() for v in _VERB.finditer(self.clause.marks) if v.lastgroup == "go"]
        return (
            fact.kind in (Kind.STANDS_IN, Kind.SENDS)
            and not _STAND.fullmatch(fact.verb)
            and len(goes) == len(elsewhere)
            and not _OUR_MEETING.search(self.clause.marks)
        )

    def _fact(
        self, kind: Kind, who: tuple[str, ...], verb: re.Match[str], *, positive: bool, instead: bool = False
    ) -> Fact:
        sure = certainty(self.clause, verb.start(), self.clause.marks[self.since : verb.start()])
        if (
            sure is Certainty.FIRM
            and _MATTER_OF.search(self.clause.marks[: verb.start()])
            and not _KEPT.search(self.clause.marks)
        ):
            sure = Certainty.MAYBE  # 'việc cử A dự thay ...': spoken of, and not yet said
        return Fact(kind, who, positive, sure, self.number, verb.group(), instead, self.clause.because)

    def _list(self) -> Fact | None:
        marks = self.clause.marks
        listed = _LIST.search(marks)
        if (
            listed is None
            or re.match(r" [:(]", marks[listed.end() :])
            or _CONTACT.search(marks[: listed.end()])
            or _ALONGSIDE.search(marks[: listed.end()])
        ):
            return None
        named = _STAND.split(marks[listed.start("first") :])[0]
        who = tuple(MARK.findall(named))
        positive = negators(marks[: listed.start("first")]) % 2 == 0
        return Fact(
            Kind.COMES,
            who,
            positive,
            certainty(self.clause, listed.start("first")),
            self.number,
            "list",
            "thay" in marks,
            self.clause.because,
        )

    def _set_phrase(self) -> Fact | None:
        if not _ANY_SET.search(self.clause.marks):
            return None
        for pattern, positive, instead in _SET:
            hit = pattern.search(self.clause.marks)
            denied = hit is not None and negators(self.clause.marks[: hit.start()]) % 2 == 1
            if hit and not (pattern.pattern.startswith("^") and self.clause.link not in ("mà", "thì")):
                return Fact(
                    Kind.COMES,
                    (hit.group(1),),
                    positive != denied,
                    certainty(self.clause, 0),
                    self.number,
                    "set",
                    instead,
                    self.clause.because,
                )
        return None

    def _along(self, verb: re.Match[str]) -> list[Fact]:
        marks = self.clause.marks
        ahead = subject(marks[: verb.start()])
        after = marks[verb.end() :]
        if re.search(r"(?<!\w)thay(?: cho| mặt)? §[sy](?!\w)", after):
            return []  # 'đi họp ghi chép thay em'
        listed = re.search(r"(?<!\w)(?:có|gồm|là) (§\d+.*)", after)  # 'cùng đi giúp việc anh Vịnh có chị Sương'
        found = [self._fact(Kind.ALONG, tuple(MARK.findall(listed.group(1) if listed else marks)), verb, positive=True)]
        ours = not is_elsewhere(after) and bool(OURS.match(after)) and not _OFF_TO.search(after)
        if verb.group() in TOGETHER and ahead and ahead[0] in ("§s", "§y") and ours:
            found.append(
                self._fact(Kind.COMES, ahead, verb, positive=negators(marks[self.since : verb.start()]) % 2 == 0)
            )
        return found

    def _away(self, verb: re.Match[str]) -> Fact | None:
        marks = self.clause.marks
        if _NO_LEAVE.match(marks[verb.end() :]):
            return None
        if is_elsewhere(" ".join(marks[verb.end() :].split()[:3])) and verb.group().startswith(("vắng", "xin miễn")):
            return None  # 'xin vắng lễ trao học bổng để qua họp'
        if re.match(r" (?:ở |tại )?(?:cơ quan|nhà|trụ sở|văn phòng)", marks[verb.end() :]):
            return None
        who = tuple(w for w in subject(marks[: verb.start()]) if w != "§c")
        who = who or tuple(w for w in self.inherited if w in ("§s", "§y"))
        # 'tôi rút lại xác nhận đó và vắng mặt': what is negated stands right before the verb
        near = re.split(r"(?<!\w)(?:và|nên)(?!\w)", marks[self.since : verb.start()])[-1]
        positive = (negators(near) + bool(_HOW.match(marks[verb.end() :]))) % 2 == 1
        if positive and self.away:
            return None  # 'dự hội nghị của Bộ, không thể vắng mặt': from there
        return self._fact(Kind.COMES, who, verb, positive=positive)

    def _going(self, verb: re.Match[str], near: str) -> Fact | None:
        """A verb of attending as a statement about our meeting; None where it is a noun, or about something else."""
        marks, word = self.clause.marks, verb.group()
        before, ahead, after = marks[self.since : verb.start()], marks[: verb.start()].rstrip(), marks[verb.end() :]
        instead = bool(_INSTEAD.match(after) or _SPEAKS_INSTEAD.match(after))
        if re.search(r"(?<!\w)(?:việc|sự)(?: \S+){0,2}$", ahead) and not MARK.search(ahead):
            return None  # a noun: 'việc phân công dự thay'
        if _ASKS_OTHERS.search(ahead):
            return None
        if not is_ours(word, ahead, after, near, instead=instead, sending=self.sending, away=self.away):
            return None
        who = subject(ahead)
        if (
            self.sending
            and (not who or _SOMEBODY.search(re.sub("^ phó(?= )", "", marks[: verb.start()].rsplit(who[-1], 1)[-1])))
        ) or (not who and _SOMEBODY.search(ahead)):
            who = (SOMEBODY,)
        if who and who[-1] in ("§s", "§y") and not self.sending and _SENT_AHEAD.search(ahead.rsplit(who[-1], 1)[-1]):
            who = (SOMEBODY,)  # 'tôi cử Nam đi': whoever that is, it is not the member
        if not who:
            if not self.inherited and not instead and not is_plain(ahead.rsplit(" : ", 1)[-1]):
                return None  # what stands before the verb is no subject that we know
            who = self.inherited
        if instead and (not who or who[-1] in ("§s", "§c")) and re.search(r"thay(?: cho| mặt)? (?:§s|§c)", after):
            who = (
                last_other(marks[: verb.start()])
                or tuple(w for w in self.inherited if w not in ("§s", "§c"))
                or (SOMEBODY,)
            )
        negative = negators(before) + len(POST.findall(after)) + bool(_HOW.match(after))
        positive = negative % 2 == 0 and (self.sent_sign or not self.sending)
        fact = self._fact(Kind.COMES, who, verb, positive=positive, instead=instead or _stands(ahead, who))
        if not self.sending and fact.firm and _FAR_NEGATION.search(before):
            return replace(fact, certainty=Certainty.MAYBE)
        return fact

    def _sending(self, verb: re.Match[str], *, strong: bool) -> Fact | None:
        """'cử A', 'giao A', 'để A', 'không cử ai'."""
        marks, word = self.clause.marks, verb.group()
        after = marks[verb.end() :]
        person = re.match(r"[^§]{0,40}?(§\w+)", after)
        someone = _SOMEBODY.search(after[:30])
        if word == "đăng ký" and after.startswith(" với"):
            return None
        if _CONTACT.search(person.group() if person else after[:30]) or (word == "đăng ký" and not person):
            return None
        if _WHOEVER.search(marks[: verb.start()]):
            return None  # 'ai xin cử cấp phó thì ...'
        if _ADDRESSED.search(marks[: verb.start()]):
            return None  # 'đề nghị quý cơ quan cử 02 công chức': asks others to send
        if re.search(r"(?<!\w)(?:việc|sự)$", marks[: verb.start()].rstrip()) and not person:
            return None  # a noun: 'việc phân công dự thay'
        if (
            word == "đăng ký"
            and person
            and len(person.group().split()) <= 3
            and person.group(1) not in ("§s", "§y", "§c")
        ):
            return self._fact(
                Kind.STANDS_IN, (person.group(1),), verb, positive=negators(marks[self.since : verb.start()]) % 2 == 0
            )
        near_person = person is not None and len(person.group().split()) <= 4
        if not strong and not near_person and not (someone and someone.start() <= 12):
            return None
        if person is None and someone is None and not re.match(r" (?:ai|đại diện|cấp phó|đi|dự|$)", after):
            return None
        who: tuple[str, ...] = (SOMEBODY,)
        if person and (someone is None or person.start(1) <= someone.start() + 14):
            who = joined_after(after, person)
        if who[0] == "§c" or (
            who[0] in ("§y", "§s") and not strong and word not in ("giao", "nhờ", "để", "bảo", "kêu")
        ):
            return None
        positive = (negators(marks[self.since : verb.start()]) % 2 == 0) == (self.sent_sign or not self.sending)
        self.sending, self.sent_sign = True, positive
        return self._fact(Kind.STANDS_IN if strong else Kind.SENDS, who, verb, positive=positive)

    def _standing(self, verb: re.Match[str]) -> Fact | None:
        """'A thay tôi', 'C thay B': without a verb of attending."""
        marks = self.clause.marks
        after = marks[verb.end() :]
        replaced = re.match(r"(?: cho| mặt| thế)? (§\w+|‡o|sở|cơ quan|đơn vị)(?!\w)", after)
        who = subject(marks[: verb.start()].rstrip()) or tuple(w for w in self.inherited if w not in ("§s", "§c"))
        if verb.group() in ("hộ", "giúp", "giùm", "thế") or not who or who == ("§s",):
            return None
        if (
            not replaced and not re.match(r"^ ?(?:$|được|nhé|ạ|cho|dự|họp|giúp|giùm|hộ|luôn|buổi này|phiên này)", after)
        ) or (replaced and replaced.group(1) == who[-1]):
            return None
        rest = after[replaced.end() :] if replaced else ""
        if re.match(r" (?:dự|họp|đi|tham dự)(?!\w)", rest) and is_elsewhere(rest) and self.sending:
            return None  # 'phân công A thay tôi dự hội nghị của Bộ'
        ours = bool(re.search(r"(?<!\w)(?:phiên họp|cuộc họp|phiên này|ban chỉ đạo)(?!\w)", rest))
        if (
            rest.strip()
            and not ours
            and not OURS.match(rest)
            and not re.match(r" (?:dự|họp|đi|tham dự|tham gia|đến)(?!\w)", rest)
        ):
            return None  # 'thay tôi ký báo cáo': for something else
        between = (
            marks[: verb.start()].rsplit(who[-1], 1)[-1] if who[-1] in marks[: verb.start()] else marks[: verb.start()]
        )
        if not _TO_STAND.fullmatch(between.strip()):
            return None
        if verb.group() in ("thay mặt", "đại diện") and not re.match(
            r" (?:cho )?(?:§|‡o|lãnh đạo|sở|cơ quan|dự|tham dự|họp|đi|thay|đơn vị|nhé|ạ|$)", after
        ):
            return None
        positive = negators(marks[self.since : verb.start()]) % 2 == 0 and (self.sent_sign or not self.sending)
        speaks = bool(
            re.search(r"(?:trình bày|báo cáo|phát biểu)", between)
        )  # says his part, which the member may hear
        return self._fact(Kind.ALONG if speaks else Kind.STANDS_IN, who, verb, positive=positive, instead=not speaks)


def _replaced(marks: str) -> tuple[str, ...]:
    """'thay đồng chí Chủ tịch dự Đại hội': who is replaced is the one who is elsewhere."""
    found = _REPLACED.search(marks)
    return (found.group(1),) if found else ()


def _stands(ahead: str, who: tuple[str, ...]) -> bool:
    """'B thay tôi dự': instead of somebody, said before the verb."""
    return bool(who) and who[-1] not in ("§s", "§c") and bool(_STAND.search(ahead.rsplit(who[-1], 1)[-1]))
