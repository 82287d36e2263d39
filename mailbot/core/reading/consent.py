"""The Head's answer to requests for his consent: approve, refuse, both by item, or nothing that could be acted upon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.model import Doubt, Intent, Mail, Member, Rank, Roster, Substitute, Verdict
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.items import REST, Item, items_in, number_of
from mailbot.core.reading.ranks import substitute_of
from mailbot.core.reading.words import consent as words
from mailbot.core.reading.words import grammar


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
    """The answer so far: verdicts by item, and one on everything."""

    listed: tuple[tuple[int, str], ...]
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    bare: list[Verdict] = field(default_factory=list)
    trouble: str = ""
    order: bool = False
    deciding: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    other: Substitute | None = None


def _pattern(table: tuple[str, ...]) -> str:
    return "|".join(table)


_VERDICT = re.compile(
    r"(?<![\w§])(?:(?P<order>" + _pattern(words.ORDER) + r")|(?P<reject>" + _pattern(words.REJECT) + r")|(?P<agree>" + _pattern(words.AGREE)
    + r")|(?P<no>(?:thì |là )?(?:không|chẳng|ko)(?= ?$| (?:nhé|ạ|em|đâu|đồng|,|-|\(|\.|§)|$)))(?!\w)"
)  # fmt: skip
_WEAK = re.compile(r"(?<!\w)(?:" + _pattern(words.WEAK) + r")(?!\w)")
_DEFER = re.compile(r"(?<!\w)(?:" + _pattern(words.DEFER) + r")(?!\w)")
_ONLY_IF = re.compile(r"(?<!\w)" + words.ONLY_IF + r"(?!\w)")
_OTHER = re.compile(words.OTHER_PERSON)
_ABSENCE = re.compile(r"(?<!\w)" + words.ABSENCE + r"(?!\w)")
_NEGATOR = re.compile(r"(?<!\w)" + grammar.NEGATORS + r"(?!\w)")
_FRESH = frozenset({"còn", "riêng", "nhưng", "nhưng mà", "song", "tuy nhiên", "mà", "chứ", ""})


def read_ruling(analysis: Analysis, mail: Mail, chair: Member, roster: Roster) -> Ruling:
    """What the Head's newest words, and those he put between the lines of our list, say about the requests."""
    state = _State(mail.listed)
    for clause in analysis.clauses:
        _take(state, analysis, clause, chair, roster)
    return _conclude(state, analysis)


def between_the_lines(ruling: Ruling, mail: Mail, read_line: object) -> Ruling:
    """Adds the verdicts written under the quoted items."""
    return ruling


def _take(state: _State, analysis: Analysis, clause: Clause, chair: Member, roster: Roster) -> None:
    marks = clause.marks
    said = analysis.original(clause)
    if clause.question:
        state.trouble = state.trouble or "question"
        return
    other = _OTHER.search(marks)
    if other and state.bare and not _DEFER.search(marks):
        person = analysis.person(other.group("who"))
        if person is not None and (person.name or person.title):
            state.other, _ = substitute_of(analysis.text, person, chair, roster)
            state.deciding.append(said)
            return
    if _ABSENCE.search(marks):
        negative = len(_NEGATOR.findall(marks[: _ABSENCE.search(marks).start()])) % 2  # type: ignore[union-attr]
        if negative:
            state.bare.append(Verdict.REFUSE)
        else:
            state.trouble = state.trouble or "absence"
        state.deciding.append(said)
        return
    found = _tokens(analysis, clause, roster, state.listed)
    verdicts = [t for t in found if isinstance(t, Verdict)]
    if _DEFER.search(marks) and not (verdicts and state.verdicts):
        state.trouble = state.trouble or "defer"
        return
    if clause.condition or (_ONLY_IF.search(marks) and (verdicts or state.bare)):
        state.trouble = state.trouble or "condition"
        return
    if _WEAK.search(marks):
        state.trouble = state.trouble or "weak"
        return
    if not found:
        state.remarks.append(said)
        return
    if _orders(marks):
        state.order = True
    if verdicts or any(isinstance(t, Item) for t in found):
        state.deciding.append(said)
    _assign(state, found)


def _orders(marks: str) -> bool:
    event = _VERDICT.search(marks)
    return any(m.lastgroup == "order" for m in _VERDICT.finditer(marks)) and event is not None


def _tokens(
    analysis: Analysis, clause: Clause, roster: Roster, listed: tuple[tuple[int, str], ...]
) -> list[Verdict | Item]:
    """Verdicts and the items they are about, in the order of the clause."""
    marks = clause.marks
    placed: list[tuple[int, Verdict | Item]] = [(at, item) for at, item in items_in(analysis, clause, roster, listed)]
    end = 0
    for event in _VERDICT.finditer(marks):
        before = marks[end : event.start()]
        negative = len(_NEGATOR.findall(before)) % 2 == 1
        if event.lastgroup == "agree":
            if event.group() in ("được", "cho") and not _answers(marks, event):
                continue
            placed.append((event.start(), Verdict.REFUSE if negative else Verdict.APPROVE))
        elif event.lastgroup == "reject":
            placed.append((event.start(), Verdict.APPROVE if negative else Verdict.REFUSE))
        else:
            placed.append((event.start(), Verdict.REFUSE))
        end = event.end()
    return [token for _, token in sorted(placed, key=lambda p: p[0])]


def _answers(marks: str, event: re.Match[str]) -> bool:
    """'được' as the answer: alone, behind a negation, at the end, or behind an item."""
    if event.group() == "cho":
        return False
    before, after = marks[: event.start()].rstrip(), marks[event.end() :].strip()
    return (
        not before
        or not after
        or before.endswith(("không", "chưa"))
        or bool(re.match(r"(?:nhé|rồi|em|ạ|,|;|\.)", after))
        or before[-1:].isdigit()
        or bool(re.search(r"(?:dự|đi|họp|thay|thì|§\w+)$", before))
    )


def _assign(state: _State, tokens: list[Verdict | Item]) -> None:
    """'Đồng ý 1, 3' and '1, 3 đồng ý': items wait for a verdict, or take the one before them."""
    pending: list[Item] = []
    current: Verdict | None = None
    used = False
    for token in tokens:
        if isinstance(token, Item):
            if current is not None and not (used and pending == [] and _postfix(tokens)):
                _put(state, token, current)
                used = True
            else:
                pending.append(token)
            continue
        if pending:
            for item in pending:
                _put(state, item, token)
            pending, used, current = [], True, token
            if _postfix(tokens):
                current = None
            continue
        current, used = token, False
    if current is not None and not used:
        state.bare.append(current)
    for item in pending:
        last = next(reversed(state.bare), None)
        if item.excepted and last is not None:
            _put(state, item, last)
        else:
            state.verdicts.setdefault(f"?{item.key}", Verdict.REFUSE if item.excepted else Verdict.APPROVE)


def _postfix(tokens: list[Verdict | Item]) -> bool:
    return isinstance(tokens[0], Item) and not tokens[0].excepted


def _put(state: _State, item: Item, verdict: Verdict) -> None:
    if item.excepted:
        verdict = Verdict.REFUSE if verdict is Verdict.APPROVE else Verdict.APPROVE
        state.verdicts.setdefault(REST, Verdict.APPROVE if verdict is Verdict.REFUSE else Verdict.REFUSE)
    if item.key.startswith("!"):
        state.trouble = "items"
    state.verdicts[item.key] = verdict


def _conclude(state: _State, analysis: Analysis) -> Ruling:
    said = tuple(dict.fromkeys(state.deciding))
    verdicts = {k: v for k, v in state.verdicts.items() if not k.startswith("?")}
    waiting = {k[1:] for k in state.verdicts if k.startswith("?")}
    if state.other is not None:
        known = state.other.name is not None and state.other.rank is Rank.DEPUTY
        return Ruling(
            Intent.REFUSE,
            "another person",
            "Trưởng Ban chỉ đồng ý với người khác.",
            None,
            not known,
            Doubt.NONE,
            said,
            other_person=state.other,
        )
    if waiting and len(set(state.bare)) == 1 and not verdicts:
        verdicts = {k: state.bare[0] for k in waiting}
        waiting = set()
        state.bare = []
    if state.trouble == "items" or waiting - set(verdicts):
        return Ruling(
            Intent.UNCLEAR,
            "items fit no request",
            "Ý kiến của Trưởng Ban nêu mục không khớp với danh sách.",
            None,
            True,
            Doubt.ITEMS,
            said,
        )
    if state.trouble == "question" and not verdicts and not state.bare:
        return Ruling(
            Intent.QUESTION,
            "the Head asks",
            "Trưởng Ban hỏi thêm, chưa cho ý kiến.",
            words=tuple(analysis.original(c) for c in analysis.clauses)[:3],
        )
    if state.trouble and state.trouble != "question":
        why = {
            "defer": "Trưởng Ban chưa quyết định.",
            "condition": "Ý kiến của Trưởng Ban kèm điều kiện.",
            "absence": "Trưởng Ban cho vắng, không nói về người dự thay.",
        }
        return Ruling(
            Intent.UNCLEAR,
            f"consent: {state.trouble}",
            why.get(state.trouble, "Ý kiến của Trưởng Ban chưa dứt khoát."),
            None,
            True,
            Doubt.OTHER,
            said,
        )
    if verdicts:
        return _by_item(state, verdicts, said)
    kinds = set(state.bare)
    remark = " ".join(state.remarks).strip()
    if kinds == {Verdict.APPROVE} and state.trouble != "question":
        items = {REST: Verdict.APPROVE} if len(state.listed) > 1 else None
        return Ruling(Intent.APPROVE, "consents", "Trưởng Ban đồng ý.", items, words=said, remark=remark)
    if kinds == {Verdict.REFUSE}:
        items = {REST: Verdict.REFUSE} if len(state.listed) > 1 else None
        return Ruling(
            Intent.REFUSE,
            "refuses",
            "Trưởng Ban không đồng ý.",
            items,
            words=said,
            wants_head=state.order,
            remark=remark,
        )
    if (
        kinds == {Verdict.APPROVE, Verdict.REFUSE}
        and state.bare[-1] is Verdict.REFUSE
        and state.order
        and state.bare[0] is Verdict.REFUSE
    ):
        return Ruling(
            Intent.REFUSE, "refuses", "Trưởng Ban không đồng ý.", None, words=said, wants_head=True, remark=remark
        )
    if state.trouble == "question":
        return Ruling(Intent.QUESTION, "the Head asks", "Trưởng Ban hỏi thêm, chưa cho ý kiến.", None, True, words=said)
    return Ruling(
        Intent.UNCLEAR,
        "no ruling",
        "Không rõ Trưởng Ban đồng ý hay không.",
        None,
        True,
        Doubt.OTHER,
        said or tuple(state.remarks)[:2],
    )


def _by_item(state: _State, verdicts: dict[str, Verdict], said: tuple[str, ...]) -> Ruling:
    if state.bare:
        first = state.bare[0]
        if any(v is not first for v in state.bare):
            return Ruling(
                Intent.UNCLEAR, "no ruling", "Ý kiến của Trưởng Ban có phần trái nhau.", None, True, Doubt.ITEMS, said
            )
        if any(v is not first for v in verdicts.values()):
            verdicts.setdefault(REST, first)
    if len(state.listed) == 1 and set(verdicts) <= {"1", REST}:
        verdict = verdicts.get("1", verdicts.get(REST))
        intent = Intent.APPROVE if verdict is Verdict.APPROVE else Intent.REFUSE
        return Ruling(
            intent,
            "consents" if verdict is Verdict.APPROVE else "refuses",
            "Trưởng Ban cho ý kiến về đề nghị.",
            None,
            words=said,
            wants_head=state.order,
        )
    kinds = set(verdicts.values())
    intent = Intent.MIXED if len(kinds) > 1 else Intent.APPROVE if kinds == {Verdict.APPROVE} else Intent.REFUSE
    review = any(number_of(k) is None and k != REST for k in verdicts)
    return Ruling(
        intent, "by item", "Trưởng Ban cho ý kiến theo từng mục.", verdicts, review, words=said, wants_head=state.order
    )
