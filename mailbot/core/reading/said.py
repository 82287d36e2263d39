"""The statements of an answer sorted by whom they are about: the member, each other person, somebody, nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.reading import outlook
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import MARK, SOMEBODY, Certainty, Fact, Kind
from mailbot.core.reading.persons import Person, Who
from mailbot.core.reading.ranks import same_person
from mailbot.core.reading.statements import facts
from mailbot.core.reading.words import any_of, grammar
from mailbot.core.reading.words.verbs import TOGETHER


@dataclass
class Said:
    """The statements, sorted."""

    analysis: Analysis
    facts: list[Fact]
    of_self: list[Fact] = field(default_factory=list)
    of_others: dict[int, list[Fact]] = field(default_factory=dict)  # by index of the person
    of_somebody: list[Fact] = field(default_factory=list)
    along: set[int] = field(default_factory=set)
    together: set[int] = field(default_factory=set)  # along with the member himself
    busy: list[Fact] = field(default_factory=list)

    def words(self, found: list[Fact]) -> tuple[str, ...]:
        """The writer's own words under these statements."""
        texts = (self.analysis.original(self.analysis.clauses[f.clause]) for f in found)
        return tuple(dict.fromkeys(t for t in texts if t))

    def person(self, index: int) -> Person:
        return self.analysis.people[index]

    def same_post(self, one: int, other: int) -> bool:
        """Whether two persons are spoken of by the same kind of post."""
        a, b = self.person(one).title, self.person(other).title
        if one == other or self.person(one).name or a is None:
            return one == other
        return a.candidate == "clarify" or (b is not None and a.candidate == b.candidate)

    def mentions(self, index: int) -> list[Person]:
        """Every mention of the same person, fullest name first."""
        one = self.analysis.people[index]
        found = [p for p in self.analysis.people if p is one or (p.who is Who.OTHER and p.name and same_person(p, one))]
        return sorted(found, key=lambda p: -len((p.name or "").split()))


def sort_out(analysis: Analysis) -> Said:
    """Every statement of the text under the one it is about."""
    said = Said(analysis, facts(analysis))
    named = any(p.who is Who.SELF for p in analysis.people)  # then 'anh ấy' may be the member
    for fact in said.facts:
        people = _meant(analysis, fact)
        is_self = "§s" in fact.who or "§y" in fact.who or not fact.who or ("§r" in fact.who and not people and named)
        if fact.kind is Kind.BUSY and is_self:
            said.busy.append(fact)
        elif fact.kind is Kind.ALONG:
            said.along |= people
            if fact.verb in TOGETHER:
                said.together |= people
        elif SOMEBODY in fact.who or (not fact.who and fact.instead):
            said.of_somebody.append(fact)
        elif is_self and fact.kind is Kind.COMES:
            said.of_self.append(fact)
            if fact.positive:
                said.along |= people
        elif not is_self:
            for index in people:
                said.of_others.setdefault(index, []).append(fact)
    return said


def _meant(analysis: Analysis, fact: Fact) -> set[int]:
    """The persons that the marks of a fact mean; 'anh ấy' and a given name mean the one named before."""
    out: set[int] = set()
    for mark in fact.who:
        if mark == "§r":
            limit = analysis.clauses[fact.clause].last
            earlier = [i for i, p in enumerate(analysis.people) if p.who is Who.OTHER and p.first < limit]
            out |= {_first_mention(analysis, earlier[-1])} if earlier else set()
        elif analysis.person(mark) is not None:
            out.add(_first_mention(analysis, int(mark[1:])))
    return out


def _first_mention(analysis: Analysis, index: int) -> int:
    person = analysis.people[index]
    return next((i for i, earlier in enumerate(analysis.people[:index]) if same_person(earlier, person)), index)


# -- what the statements come to -------------------------------------------------------------------------------------


def comes(said: Said) -> bool | str | None:
    """Whether the member comes: his last firm word; 'conflict' where another stands against it unretracted."""
    firm = [f for f in said.of_self if f.firm]
    if not firm:
        return None
    by_name = [f for f in firm if f.who]
    if any(not f.positive for f in by_name):  # 'Giám đốc không tới được nhưng Sở vẫn có mặt': the agency is not he
        firm = [
            f
            for f in firm
            if f.who or not f.positive or not _AGENCY_COMES.search(said.analysis.clauses[f.clause].marks)
        ]
    online = any(f.positive and _ONLINE.search(said.analysis.clauses[f.clause].marks) for f in firm)
    if online:  # 'dự trực tuyến, không có mặt tại hội trường'
        firm = [f for f in firm if f.positive or not _IN_THE_ROOM.search(said.analysis.clauses[f.clause].marks)]
    last = firm[-1]
    against = [f for f in firm if f.positive != last.positive]
    if against and not overridden(said.analysis, against[-1], last):
        return "conflict"
    if last.positive and outlook.takes_his_word_back(said.analysis, last.clause):
        return None
    open_still = (Certainty.MAYBE, Certainty.CONDITION)
    doubted = [
        f for f in said.of_self if f.certainty in open_still and f.clause > last.clause and f.positive != last.positive
    ]
    return None if doubted else last.positive


_ONLINE = re.compile(grammar.ONLINE)
_IN_THE_ROOM = re.compile(r"hội trường|trực tiếp|tại (?:phòng họp|ubnd)")
_AGENCY_COMES = re.compile(
    r"(?:^|nhưng |song )(?:sở|cơ quan|đơn vị|‡o|bên §\w+)(?: §\w+)? (?:vẫn |sẽ |cũng )*(?:có mặt|dự|tham dự|có)"
)


def overridden(analysis: Analysis, earlier: Fact, later: Fact) -> bool:
    """Whether a connective, a retraction or the kind of attending makes the later statement the one that counts."""
    between = analysis.clauses[earlier.clause + 1 : later.clause + 1]
    if any(c.contrasts for c in between) or outlook.retracts(analysis, later.clause):
        return True
    if outlook.in_part(analysis.clauses[earlier.clause]) and later.positive and not earlier.positive:
        return True
    if outlook.in_part(analysis.clauses[later.clause]) and earlier.positive:
        return False
    return earlier.because and not later.because


def goes(said: Said, index: int) -> bool:
    """Whether the last firm word about this person is that he goes to our meeting."""
    found = said.of_others[index]
    firm = [f for f in found if f.firm and f.kind in (Kind.COMES, Kind.STANDS_IN, Kind.SENDS)]
    strong = [f for f in firm if f.kind is not Kind.SENDS and (f.instead or not f.because)]
    if not strong or not strong[-1].positive or not firm[-1].positive:
        return False
    if outlook.withdrawn(said.analysis, strong[-1].clause):
        return False
    if said.person(index).name is None and all(outlook.is_rule(said.analysis, f) for f in strong):
        return False
    hindered = [f for f in found if f.kind is Kind.BUSY and f.clause > strong[-1].clause]
    if hindered and any(c.contrasts for c in said.analysis.clauses[strong[-1].clause + 1 : hindered[-1].clause + 1]):
        return False
    instead = any(f.instead for f in strong)
    sent = any(f.kind is Kind.STANDS_IN for f in strong) and comes(said) is not True and index not in said.together
    busy = any(
        f.kind is Kind.BUSY and f.certainty is not Certainty.ASKED and f.clause != strong[-1].clause for f in found
    )
    return instead or not (busy or (index in said.along and not sent))


def stays_away_after_all(said: Said, going: list[int]) -> bool:
    """'Đồng chí Nam được giao dự nhưng nhập viện, đành vắng': the absence is set against the one who was to go."""
    sent = max(f.clause for i in going for f in said.of_others[i] if f.positive and f.firm)
    away = [f for f in said.of_self if f.firm and not f.positive and f.clause > sent]
    return bool(away) and any(c.contrasts for c in said.analysis.clauses[sent + 1 : away[-1].clause + 1])


def stands_in(said: Said, index: int) -> bool:
    """Whether it is said outright that he goes in the member's place."""
    return any(f.firm and f.positive and (f.instead or f.kind is Kind.STANDS_IN) for f in said.of_others[index])


def writer_goes(said: Said) -> Fact | None:
    """'Anh Hùng giao em đi họp thay': the one who writes goes."""
    sent = {
        f.clause
        for f in said.facts
        if f.kind in (Kind.SENDS, Kind.STANDS_IN) and f.positive and f.who[0] in ("§y", "§s") and f.verb != "đăng ký"
    }
    charged = _charged_by_the_member(said.analysis)
    introduced = _introduces_another(said.analysis)
    for fact in said.of_somebody if introduced else []:
        if fact.positive and fact.firm and _I_INSTEAD.search(said.analysis.clauses[fact.clause].marks):
            return fact
    for fact in said.of_self:
        if introduced and fact.positive and fact.firm and _by_pronoun(said.analysis, fact):
            return fact
        if charged is not None and fact.positive and fact.firm and fact.clause >= charged:
            return fact
        if fact.positive and fact.firm and _given_by_the_member(said.analysis, fact):
            return fact
        if _RELAYS.search(said.analysis.clauses[fact.clause].marks):
            continue
        if fact.clause in sent and fact.positive and fact.firm and ("§y" in fact.who or fact.instead):
            return fact
        if fact.who and fact.instead and fact.positive and fact.firm:
            return fact
    return None


_RELAYS = re.compile(
    r"(?<!\w)(?:nhờ|bảo|kêu|nói|dặn|nhắn) §[sy] (?:\S+ )?"
    r"(?:báo|xác nhận|nhắn|trả lời|thưa|trình|thông báo|đăng ký)(?!\w)"
)
_CHARGED = re.compile(
    r"(?:được (§s)(?: \S+)? (?:cử|giao|phân công|ủy quyền|ủy nhiệm|chỉ định|đề cử)"
    r"|(?:ủy quyền|phân công|ủy nhiệm|chỉ định) của (§s))(?!\w)"
)


def _charged_by_the_member(analysis: Analysis) -> int | None:
    """'Được Giám đốc ủy quyền, tôi sẽ dự': the clause by which whoever writes is sent by the member named."""
    named = {p.first for p in analysis.people}
    for number, clause in enumerate(analysis.clauses):
        found = _CHARGED.search(clause.marks)
        if found and clause.words_at(*found.span(found.lastindex or 1))[0] in named:
            return number
    return None


_I_INSTEAD = re.compile(
    r"§[sy] (?:sẽ |xin |được )*(?:đi |dự |họp |tham dự |đi họp )*(?:phiên này |cuộc này |phiên họp |cuộc họp )?thay(?: mặt| cho)? §[sryc]"
)


def _introduces_another(analysis: Analysis) -> bool:
    """'Tôi là Lê Thanh Hải, Phó Giám đốc Sở': from there on 'tôi' is not the member."""
    person = outlook.introduced(analysis)
    return person is not None and person.who is Who.OTHER and bool(person.titles)


def _by_pronoun(analysis: Analysis, fact: Fact) -> bool:
    """Whether a statement is about 'tôi', and nobody else is named in its clause as the member."""
    clause = analysis.clauses[fact.clause]
    named = {p.first for p in analysis.people}
    return ("§s" in fact.who or "§y" in fact.who) and not any(u.mark == "§s" and u.first in named for u in clause.units)


_GIVES = re.compile(
    r"(§s) (?:đã |vừa |có |mới )?(?:giao|cử|phân công|nhờ|bảo|kêu|ủy quyền|chỉ đạo|yêu cầu|để|cho)"
    r"(?: nhiệm vụ)?(?: cho)? (§[sy])"
    r"(?= (?:sẽ |đi |sang |qua |trực tiếp |thay (?:§s )?|đại diện )*(?:dự|đi|họp|tham dự|tham gia|ngồi|có mặt)(?!\w))"
)


def _given_by_the_member(analysis: Analysis, fact: Fact) -> bool:
    """'Anh Tài giao tôi dự': who is named gives, so who says 'tôi' is another."""
    clause = analysis.clauses[fact.clause]
    given = _GIVES.search(clause.marks)
    if given is None:
        return False
    giver, taker = clause.words_at(*given.span(1))[0], clause.words_at(*given.span(2))[0]
    named = {p.first for p in analysis.people}
    return giver in named and taker not in named


def somebody_sent(said: Said) -> list[Fact]:
    """'Sở cử người dự thay': somebody goes, nobody is named."""
    if any(not f.positive for f in said.of_somebody):
        return []
    told = [f for f in said.of_somebody if f.firm and not outlook.is_rule(said.analysis, f) and not _bound(said, f)]
    busy = any(f.firm and "§s" in f.who for f in said.busy)
    away = comes(said) is False or (busy and comes(said) is None)  # 'tôi vắng, có người của Sở dự'
    return [
        f for f in told if f.kind is Kind.STANDS_IN or f.instead or f.verb == "list" or (away and f.kind is Kind.COMES)
    ]


def _bound(said: Said, fact: Fact) -> bool:
    """'toàn thể lãnh đạo phải có mặt theo luật': who must be there is not sent to us."""
    return bool(
        re.search(r"(?<!\w)(?:toàn thể|toàn bộ)(?!\w).*(?<!\w)phải(?!\w)", said.analysis.clauses[fact.clause].marks)
    )


def sent_by_name(said: Said) -> list[int]:
    """The one person of a name who is sent, where another clause says that somebody goes: 'cho A, người nắm kỹ việc, dự thay'."""
    sends = (Kind.SENDS, Kind.STANDS_IN)
    found = [
        index
        for index, told in said.of_others.items()
        if said.person(index).name and any(f.kind in sends and f.positive and f.firm for f in told)
    ]
    return found if len(found) == 1 else []


def named_others(said: Said) -> bool:
    """Whether anybody but the member and the Head is named."""
    return any(p.who is Who.OTHER and p.name for p in said.analysis.people)


def leaves_it_to_another(said: Said) -> list[Fact]:
    """'Tôi vắng, anh Sơn lo phần này', 'mọi việc giao anh Sơn': another has a task that nothing explains."""
    analysis = said.analysis
    placed = {f.clause for f in said.facts if f.kind is not Kind.SENDS and (f.who or f.kind is Kind.BUSY)}
    found = []
    for number, clause in enumerate(analysis.clauses):
        if number in placed or clause.question or clause.past or clause.condition or _ELSEWISE.search(clause.marks):
            continue
        if _HAS_SOMEBODY.search(clause.marks):
            found.append(Fact(Kind.SENDS, (), True, Certainty.MAYBE, number))
        others = [p for m in MARK.findall(clause.marks) if (p := analysis.person(m)) is not None and p.who is Who.OTHER]
        if any(p.name for p in others) and _TASK.search(clause.marks):
            found.append(Fact(Kind.SENDS, (), True, Certainty.MAYBE, number))
    return found


_HAS_SOMEBODY = re.compile(
    r"(?:sở|cơ quan|đơn vị|‡o)(?: §\w+)? (?:sẽ |vẫn |cũng )*(?:có|cử) (?:đại diện|người|đại biểu|cán bộ)(?!.*không)|§\d+ (?:sẽ )?là đại biểu"
)
_TASK = re.compile(r"(?<!\w)" + grammar.TASK + r"(?!\w)")
_ELSEWISE = re.compile(
    r"(?<!\w)(?:không|chưa|gửi|chuyển|báo|nhắn|cung cấp|tổng hợp|tài liệu|báo cáo|"
    + any_of(grammar.CONTACT)
    + r")(?!\w)"
)


def nobody_comes(said: Said) -> list[Fact]:
    """'không có người dự', 'không lãnh đạo nào dự được': nobody at all comes."""
    found = [f for f in said.of_somebody if f.kind is Kind.COMES and not f.positive and f.firm and f.verb != "list"]
    found += [f for fs in said.of_others.values() for f in fs if f.kind is Kind.COMES and not f.positive and f.firm]
    return [
        f
        for f in found
        if _NOBODY.search(said.analysis.clauses[f.clause].marks) and not outlook.is_rule(said.analysis, f)
    ]


_NOBODY = re.compile(
    r"không (?:có |còn |một )?(?:người|ai|lãnh đạo|cán bộ|đồng chí nào|§\d+ nào)(?!.*(?:cử|phân công|bố trí|giao))"
)
