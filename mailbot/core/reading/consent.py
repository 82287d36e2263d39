"""The Head's answer to requests for his consent: approve, refuse, both by item, or nothing that could be acted upon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.model import Doubt, Intent, Mail, Member, Rank, Roster, Substitute, Verdict
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.explained import trouble_with
from mailbot.core.reading.fold import fold
from mailbot.core.reading.items import REST, Listed
from mailbot.core.reading.persons import Who
from mailbot.core.reading.ranks import substitute_of
from mailbot.core.reading.rulings import Segment, assign, segments
from mailbot.core.reading.words import consent as words
from mailbot.core.reading.words import whole


@dataclass(frozen=True)
class Ruling:
    """What the Head says, before it is known whether he wrote it himself."""

    intent: Intent
    rule: str
    why: str
    items: dict[str, Verdict] | None = None
    review: bool = False
    doubt: Doubt = Doubt.NONE
    words: tuple[str, ...] = ()
    wants_head: bool = False
    other_person: Substitute | None = None
    remark: str = ""


@dataclass
class _State:
    """The answer so far."""

    listed: tuple[tuple[int, str], ...]
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    bare: list[Verdict] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)  # items that no verdict reaches yet
    trouble: list[str] = field(default_factory=list)
    order: bool = False
    taken_back: bool = False  # in so many words: 'thu hồi ý kiến đồng ý'
    acknowledged: bool = False  # 'đã rõ', 'cảm ơn'
    scolded: bool = False  # a question that wants no answer: it goes with a refusal, and makes a consent doubtful
    deciding: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    other: Substitute | None = None


_WEAK, _ACKNOWLEDGES = whole(words.WEAK), whole(words.ACKNOWLEDGES)
_DEFER, _DEFERS_STILL = whole(words.DEFER), whole(words.DEFERS_STILL)
_ONLY_IF = re.compile(r"(?<!\w)" + words.ONLY_IF + r"(?!\w)")
_OTHER = re.compile(words.OTHER_PERSON)
_ABSENCE = re.compile(r"(?<!\w)" + words.ABSENCE + r"(?!\w)")
_WITHDRAWS_A_NO = re.compile(r"(?<!\w)" + words.WITHDRAWS_A_NO)
_WITHDRAWS = re.compile(r"(?<!\w)" + words.WITHDRAWS)
_RHETORIC = re.compile(r"(?<!\w)(?:" + words.RHETORIC + r")")
_NOT_YET = re.compile(r"(?<!\w)" + words.NOT_YET + r"(?!\w)")
_NOT = whole(words.NOT)
_TO_WHO_GOES = re.compile(words.TO_WHO_GOES)

# Reading rules that others ask for by name.
TAKES_BACK, ACKNOWLEDGES, NO_RULING = "takes back", "acknowledges", "no ruling"

_WHY = {
    "defer": "Trưởng Ban chưa quyết định.",
    "condition": "Ý kiến của Trưởng Ban kèm điều kiện.",
    "absence": "Trưởng Ban cho vắng, không nói về người dự thay.",
    "weak": "Ý kiến của Trưởng Ban chưa dứt khoát.",
    "items": "Trưởng Ban nêu người không có trong danh sách trình.",
    "unexplained": "Ý kiến của Trưởng Ban có phần chưa hiểu được, không coi là đồng ý.",
    "contradiction": "Ý kiến của Trưởng Ban có phần trái nhau.",
}


def read_ruling(analysis: Analysis, mail: Mail, chair: Member, roster: Roster, lines: Listed | None = None) -> Ruling:
    """What the Head's newest words say about the requests that he was asked about; `lines`: all that was listed."""
    state = _State(mail.listed)
    parts = segments(analysis, roster, mail.listed)
    for part in parts:
        _take(state, analysis, part, chair, roster)
    if analysis.rhetorical:
        state.trouble.append("weak")
    ruling = _conclude(state)
    if ruling.intent not in (Intent.APPROVE, Intent.MIXED):
        return ruling
    kind = trouble_with(analysis, parts, mail.listed if lines is None else lines, chair, roster)
    if kind is None:
        return ruling
    doubt = Doubt.ITEMS if kind == "items" else Doubt.OTHER
    return Ruling(Intent.UNCLEAR, f"consent: {kind}", _WHY[kind], None, True, doubt, ruling.words)


def _take(state: _State, analysis: Analysis, part: Segment, chair: Member, roster: Roster) -> None:
    """Adds what one part says to the answer so far."""
    said = analysis.text.original(part.clauses[0].first, part.clauses[-1].last)
    verdicts = [t for t in part.tokens if isinstance(t, Verdict)]
    if _RHETORIC.search(" ".join(f"{c.link} {c.marks}" for c in part.clauses)):
        state.scolded = True
        state.remarks.append(said)
        return
    if any(c.question for c in part.clauses):
        state.asked.append(said)
        return
    state.remarks += [analysis.original(c) for c in part.remarks]
    part.clauses = [c for c in part.clauses if c not in part.remarks]
    if not part.clauses:
        return
    marks = " , ".join(c.marks for c in part.clauses)
    if _other_person(state, analysis, part, marks, chair, roster):
        state.deciding.append(said)
        return
    absence = _ABSENCE.search(marks)
    if absence:
        if _NOT.search(marks[: absence.start()]):
            state.bare.append(Verdict.REFUSE)
        else:
            state.trouble.append("absence")
        state.deciding.append(said)
        return
    decided = bool(state.verdicts or state.bare)
    if _DEFER.search(marks) and (not decided or _DEFERS_STILL.search(marks)):
        state.trouble.append("not yet" if _NOT_YET.search(marks) else "defer")
        return
    if any(c.condition for c in part.clauses) or (_ONLY_IF.search(marks) and (verdicts or state.bare)):
        state.trouble.append("condition")
        return
    if _WITHDRAWS_A_NO.search(marks):
        state.trouble.append("contradiction")
        return
    if _WEAK.search(marks):
        state.trouble.append("weak")
        return
    if part.order and not _itemised(part) and _excepted(state):
        state.remarks.append(said)  # 'Đồng ý hết, trừ 4. Nói anh ấy thu xếp mà đi.'
        return
    approved = Verdict.APPROVE in state.bare or Verdict.APPROVE in state.verdicts.values()
    if part.order and approved and _TO_WHO_GOES.search(marks):
        state.remarks.append(said)  # 'nhắc các đồng chí đi thay phải nắm nội dung'
        return
    if part.order and approved and not _itemised(part):
        if _about_substitute(analysis, part, state):
            state.remarks.append(said)
        else:
            state.trouble.append("contradiction")
        return
    if _ACKNOWLEDGES.search(marks) and not verdicts:
        state.acknowledged = True
        state.remarks.append(said)
        return
    if not part.tokens:
        state.remarks.append(said)
        return
    state.order = state.order or part.order
    state.taken_back = state.taken_back or bool(_WITHDRAWS.search(marks))
    state.deciding.append(said)
    given, bare, loose = assign(part.groups)
    state.verdicts.update(given)
    state.bare += bare
    state.loose += [item.key for item in loose if item.key != REST]  # a bare "all" says no more than none


def _excepted(state: _State) -> bool:
    """Whether all but one were consented to: an order behind it is to the one who was left out."""
    refused = [key for key, verdict in state.verdicts.items() if verdict is Verdict.REFUSE]
    return len(refused) == 1 and state.verdicts.get(REST) is Verdict.APPROVE


def _itemised(part: Segment) -> bool:
    """Whether it names items."""
    return any(not isinstance(t, Verdict) for t in part.tokens)


def _about_substitute(analysis: Analysis, part: Segment, state: _State) -> bool:
    """Whether the order after a consent is to the substitute himself: an instruction, no refusal."""
    people = [p for p in analysis.people if part.clauses[0].first <= p.first < part.clauses[-1].last]
    names = [fold(p.name).split()[-1] for p in people if p.name and p.who is Who.OTHER]
    return bool(names) and all(any(n in fold(line.split(",")[0]) for _, line in state.listed) for n in names)


def _other_person(state: _State, analysis: Analysis, part: Segment, marks: str, chair: Member, roster: Roster) -> bool:
    """'Đồng ý nhưng phải là đồng chí X': another than the one who was asked for."""
    found = _OTHER.search(marks)
    if found is None or _DEFER.search(marks) or not (state.bare or part.tokens):
        return False
    person = analysis.person(found.group("who"))
    if person is None or not (person.name or person.title) or (person.title and person.title.candidate == "head"):
        return False
    state.other, _ = substitute_of(person, chair, roster)
    if state.other.rank is Rank.UNKNOWN and person.title is not None and person.title.candidate == "clarify":
        state.other = Substitute(state.other.name, state.other.title, Rank.UNKNOWN)
    return True


def _conclude(state: _State) -> Ruling:
    """What all parts come to."""
    said = tuple(dict.fromkeys(state.deciding))
    if state.other is not None:
        return Ruling(
            Intent.REFUSE,
            "another person",
            "Trưởng Ban chỉ đồng ý với người khác.",
            None,
            True,
            Doubt.NONE,
            said,
            other_person=state.other,
        )
    if set(state.trouble) == {"not yet"} and state.order and set(state.bare) == {Verdict.REFUSE} and not state.verdicts:
        state.trouble = []  # 'Chưa đồng ý. Lần này cấp trưởng phải đi.'
    if state.scolded and Verdict.APPROVE in (*state.bare, *state.verdicts.values()):
        state.trouble.append("contradiction")
    if state.trouble:
        kind = "defer" if state.trouble[0] == "not yet" else state.trouble[0]
        why = _WHY[kind]
        return Ruling(Intent.UNCLEAR, f"consent: {kind}", why, None, True, Doubt.OTHER, said)
    if state.loose and len(set(state.bare)) == 1 and not state.verdicts:
        state.verdicts = dict.fromkeys(state.loose, state.bare[0])
        state.bare, state.loose = [], []
    verdicts = _without_agencies(state.verdicts, state)
    only = len(state.listed) == 1  # then whom he names can be nobody else's
    loose = [
        key for key in state.loose if key not in (verdicts or {}) and not (only and key == str(state.listed[0][0]))
    ]
    if verdicts is None or loose or any(k.startswith("!") for k in verdicts):
        why = "Ý kiến của Trưởng Ban nêu mục không khớp với danh sách."
        return Ruling(Intent.UNCLEAR, "items fit no request", why, None, True, Doubt.ITEMS, said)
    if state.asked:
        doubtful = bool(verdicts or state.bare)
        return Ruling(
            Intent.UNCLEAR if doubtful else Intent.QUESTION,
            "the Head asks",
            "Trưởng Ban hỏi thêm, chưa cho ý kiến.",
            None,
            doubtful,
            Doubt.OTHER if doubtful else Doubt.NONE,
            tuple(state.asked[:3]),
        )
    if verdicts:
        return _by_item(state, verdicts, said)
    return _on_all(state, said)


def _without_agencies(verdicts: dict[str, Verdict], state: _State) -> dict[str, Verdict] | None:
    """Without a list, agencies say which request is meant only where all of them get the same verdict."""
    named = {k: v for k, v in verdicts.items() if k.startswith("@")}
    if not named:
        return verdicts
    rest = {k: v for k, v in verdicts.items() if not k.startswith("@")}
    if len(set(named.values()) | set(rest.values()) | set(state.bare)) > 1:
        return None
    state.bare.append(next(iter(named.values())))
    return rest


def _on_all(state: _State, said: tuple[str, ...]) -> Ruling:
    """A verdict without items: 'Đồng ý'."""
    kinds = set(state.bare)
    remark = " ".join(state.remarks).strip()
    if kinds == {Verdict.APPROVE}:
        items = {REST: Verdict.APPROVE} if len(state.listed) > 1 else None
        return Ruling(Intent.APPROVE, "consents", "Trưởng Ban đồng ý.", items, words=said, remark=remark)
    if kinds == {Verdict.REFUSE}:
        items = {REST: Verdict.REFUSE} if len(state.listed) > 1 else None
        why = "Trưởng Ban không đồng ý."
        rule = TAKES_BACK if state.taken_back else "refuses"
        return Ruling(Intent.REFUSE, rule, why, items, words=said, wants_head=state.order, remark=remark)
    if kinds:
        return Ruling(Intent.UNCLEAR, "consent: contradiction", _WHY["contradiction"], None, True, Doubt.OTHER, said)
    why = "Không rõ Trưởng Ban đồng ý hay không."
    rule = NO_RULING if len(state.remarks) > state.acknowledged else ACKNOWLEDGES
    return Ruling(Intent.UNCLEAR, rule, why, None, True, Doubt.OTHER, tuple(state.remarks[:2]))


def _by_item(state: _State, verdicts: dict[str, Verdict], said: tuple[str, ...]) -> Ruling:
    """Verdicts on items: 'Đồng ý 1, 3; còn lại không'."""
    if state.bare:
        if len(set(state.bare)) > 1:
            return Ruling(
                Intent.UNCLEAR, "consent: contradiction", _WHY["contradiction"], None, True, Doubt.ITEMS, said
            )
        if any(v is not state.bare[0] for v in verdicts.values()):
            verdicts.setdefault(REST, state.bare[0])
    numbers = {str(n) for n, _ in state.listed}
    if numbers and numbers <= set(verdicts):
        verdicts.pop(REST, None)
    why = "Trưởng Ban cho ý kiến theo từng mục."
    kinds = set(verdicts.values())
    intent = Intent.MIXED if len(kinds) > 1 else Intent.APPROVE if kinds == {Verdict.APPROVE} else Intent.REFUSE
    items = None if len(state.listed) == 1 or (not state.listed and set(verdicts) == {REST}) else verdicts
    remark = " ".join(state.remarks).strip()
    rule = TAKES_BACK if state.taken_back and intent is Intent.REFUSE else "by item"
    return Ruling(intent, rule, why, items, False, Doubt.NONE, said, state.order, None, remark)
