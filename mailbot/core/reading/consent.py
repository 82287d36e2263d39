"""The Head's answer to requests for his consent: approve, refuse, both by item, or nothing that could be acted upon."""

from __future__ import annotations

import re

from mailbot.core.model import Doubt, Intent, Mail, Member, Rank, Roster, Substitute, Verdict
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.explained import trouble_with
from mailbot.core.reading.fold import fold
from mailbot.core.reading.items import REST, Listed
from mailbot.core.reading.persons import Who
from mailbot.core.reading.ranks import substitute_of
from mailbot.core.reading.ruling import WHY, Heard, Ruling, conclude
from mailbot.core.reading.rulings import Segment, assign, segments
from mailbot.core.reading.words import consent as words
from mailbot.core.reading.words import whole

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


def read_ruling(analysis: Analysis, mail: Mail, chair: Member, roster: Roster, lines: Listed | None = None) -> Ruling:
    """What the Head's newest words say about the requests that he was asked about; `lines`: all that was listed."""
    state = Heard(mail.listed)
    parts = segments(analysis, roster, mail.listed)
    for part in parts:
        _take(state, analysis, part, chair, roster)
    if analysis.rhetorical:
        state.trouble.append("weak")
    ruling = conclude(state)
    if ruling.intent not in (Intent.APPROVE, Intent.MIXED):
        return ruling
    kind = trouble_with(analysis, parts, mail.listed if lines is None else lines, chair, roster)
    if kind is None:
        return ruling
    doubt = Doubt.ITEMS if kind == "items" else Doubt.OTHER
    return Ruling(Intent.UNCLEAR, f"consent: {kind}", WHY[kind], None, True, doubt, ruling.words)


def _take(state: Heard, analysis: Analysis, part: Segment, chair: Member, roster: Roster) -> None:
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


def _excepted(state: Heard) -> bool:
    """Whether all but one were consented to: an order behind it is to the one who was left out."""
    refused = [key for key, verdict in state.verdicts.items() if verdict is Verdict.REFUSE]
    return len(refused) == 1 and state.verdicts.get(REST) is Verdict.APPROVE


def _itemised(part: Segment) -> bool:
    """Whether it names items."""
    return any(not isinstance(t, Verdict) for t in part.tokens)


def _about_substitute(analysis: Analysis, part: Segment, state: Heard) -> bool:
    """Whether the order after a consent is to the substitute himself: an instruction, no refusal."""
    people = [p for p in analysis.people if part.clauses[0].first <= p.first < part.clauses[-1].last]
    names = [fold(p.name).split()[-1] for p in people if p.name and p.who is Who.OTHER]
    return bool(names) and all(any(n in fold(line.split(",")[0]) for _, line in state.listed) for n in names)


def _other_person(state: Heard, analysis: Analysis, part: Segment, marks: str, chair: Member, roster: Roster) -> bool:
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
