"""What the parts of the Head's answer come to: one verdict, verdicts by item, or nothing that could be acted upon."""

from __future__ import annotations

from dataclasses import dataclass, field

from mailbot.core.model import Doubt, Intent, Substitute, Verdict
from mailbot.core.reading.items import REST

# Reading rules that others ask for by name.
TAKES_BACK, ACKNOWLEDGES, NO_RULING = "takes back", "acknowledges", "no ruling"

WHY = {
    "defer": "Trưởng Ban chưa quyết định.",
    "condition": "Ý kiến của Trưởng Ban kèm điều kiện.",
    "absence": "Trưởng Ban cho vắng, không nói về người dự thay.",
    "weak": "Ý kiến của Trưởng Ban chưa dứt khoát.",
    "items": "Trưởng Ban nêu người không có trong danh sách trình.",
    "unexplained": "Ý kiến của Trưởng Ban có phần chưa hiểu được, không coi là đồng ý.",
    "contradiction": "Ý kiến của Trưởng Ban có phần trái nhau.",
}


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
class Heard:
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


def conclude(state: Heard) -> Ruling:
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
        why = WHY[kind]
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


def _without_agencies(verdicts: dict[str, Verdict], state: Heard) -> dict[str, Verdict] | None:
    """Without a list, agencies say which request is meant only where all of them get the same verdict."""
    named = {k: v for k, v in verdicts.items() if k.startswith("@")}
    if not named:
        return verdicts
    rest = {k: v for k, v in verdicts.items() if not k.startswith("@")}
    if len(set(named.values()) | set(rest.values()) | set(state.bare)) > 1:
        return None
    state.bare.append(next(iter(named.values())))
    return rest


def _on_all(state: Heard, said: tuple[str, ...]) -> Ruling:
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
        return Ruling(Intent.UNCLEAR, "consent: contradiction", WHY["contradiction"], None, True, Doubt.OTHER, said)
    why = "Không rõ Trưởng Ban đồng ý hay không."
    rule = NO_RULING if len(state.remarks) > state.acknowledged else ACKNOWLEDGES
    return Ruling(Intent.UNCLEAR, rule, why, None, True, Doubt.OTHER, tuple(state.remarks[:2]))


def _by_item(state: Heard, verdicts: dict[str, Verdict], said: tuple[str, ...]) -> Ruling:
    """Verdicts on items: 'Đồng ý 1, 3; còn lại không'."""
    if state.bare:
        if len(set(state.bare)) > 1:
            return Ruling(Intent.UNCLEAR, "consent: contradiction", WHY["contradiction"], None, True, Doubt.ITEMS, said)
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
