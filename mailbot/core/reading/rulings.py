"""The Head's words in order: verdicts and the items that they are about, sentence part by sentence part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.model import Roster, Verdict
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.items import REST, Item, Listed, items_in
from mailbot.core.reading.words import consent as words
from mailbot.core.reading.words import grammar, whole
from mailbot.core.reading.words.links import CONTRAST

Token = Verdict | Item


@dataclass
class Segment:
    """Clauses that are about the same thing: up to the next sentence, or the next 'còn', 'riêng', 'nhưng'."""

    clauses: list[Clause] = field(default_factory=list)
    groups: list[list[Token]] = field(default_factory=list)  # clause by clause
    remarks: list[Clause] = field(default_factory=list)  # about another time
    order: bool = False  # the member is told to come himself
    contrast: bool = False

    @property
    def tokens(self) -> list[Token]:
        """The verdicts and items of all its clauses."""
        return [token for group in self.groups for token in group]


_VERDICT = re.compile(
    r"(?<![\w§])(?:(?P<order>"
    + "|".join(words.ORDER)
    + r")|(?P<reject>"
    + "|".join(words.REJECT)
    + r")|(?P<agree>"
    + "|".join(words.AGREE)
    + r")|(?P<no>"
    + words.BARE_NO
    + r"))(?!\w)"
)
_NEGATOR = re.compile(r"(?<!\w)" + grammar.NEGATORS + r"(?!\w)")
_NOT_IN_ORDER, _FUTURE = whole(words.NOT_IN_ORDER), whole(words.FUTURE)
_GOES_ON = re.compile(words.GOES_ON)
_BEHIND_ANSWER, _BEFORE_ANSWER = re.compile(words.BEHIND_ANSWER), re.compile(words.BEFORE_ANSWER)
_FRESH = CONTRAST | words.FRESH


def segments(analysis: Analysis, roster: Roster, listed: Listed) -> list[Segment]:
    """The parts of the text, each with its verdicts and items in order."""
    found: list[Segment] = []
    sentence = -1
    for clause in analysis.clauses:
        if clause.sentence != sentence or clause.link in _FRESH or not found:
            found.append(Segment(contrast=clause.link in CONTRAST))
            sentence = clause.sentence
        part = found[-1]
        part.clauses.append(clause)
        if clause.past or _FUTURE.search(clause.marks) or _still_of_another_time(part):
            part.remarks.append(clause)
            continue
        tokens, order = _tokens(analysis, clause, roster, listed)
        part.groups.append(tokens)
        part.order = part.order or order
    return found


def _still_of_another_time(part: Segment) -> bool:
    """'lần sau Sở phải báo sớm, không để sát ngày': the 'not' behind a remark belongs to it."""
    if len(part.clauses) < 2 or not part.remarks or part.clauses[-2] is not part.remarks[-1]:
        return False
    return bool(_GOES_ON.match(part.clauses[-1].marks)) or part.clauses[-1].link in words.GOES_ON_LINKS


def _tokens(analysis: Analysis, clause: Clause, roster: Roster, listed: Listed) -> tuple[list[Token], bool]:
    """The verdicts and items of a clause in order, and whether it orders the member to come himself."""
    marks = clause.marks
    placed: list[tuple[int, Token]] = [(at, item) for at, item in items_in(analysis, clause, roster, listed)]
    end, order = 0, False
    for event in _VERDICT.finditer(marks):
        before = marks[end : event.start()]
        negative = len(_NEGATOR.findall(before)) % 2 == 1
        kind = event.lastgroup
        if kind == "agree" and event.group() in words.ONLY_AS_ANSWER and not _answers(marks, event, items=bool(placed)):
            continue
        if kind == "order" and _NOT_IN_ORDER.search(before + event.group()):
            continue
        verdict = Verdict.APPROVE if (kind == "agree") != negative else Verdict.REFUSE
        if kind in ("order", "no"):
            verdict = Verdict.REFUSE
        order = order or kind == "order"
        placed.append((event.start(), verdict))
        end = event.end()
    return [token for _, token in sorted(placed, key=lambda p: p[0])], order


def _answers(marks: str, event: re.Match[str], *, items: bool) -> bool:
    """'được' as the answer: alone, behind a negation, at the end, or behind an item or a person."""
    if event.group() == "cho":
        return items and (event.start() == 0 or not marks[event.end() :].strip())
    before, after = marks[: event.start()].rstrip(), marks[event.end() :].strip()
    return not before or not after or bool(_BEHIND_ANSWER.match(after)) or bool(_BEFORE_ANSWER.search(before))


Assigned = tuple[dict[str, Verdict], list[Verdict], list[Item]]


def assign(groups: list[list[Token]]) -> Assigned:
    """Verdicts by item, verdicts on everything, and items that no verdict reaches."""
    given: dict[str, Verdict] = {}
    bare: list[Verdict] = []
    loose: list[Item] = []
    for tokens in _with_verdicts([g for g in groups if g]):
        some, all_of_it, none = _assign(tokens)
        given.update(some)
        bare += all_of_it
        loose += none
    return given, bare, loose


def _with_verdicts(groups: list[list[Token]]) -> list[list[Token]]:
    """Joins clauses of items alone to their verdict: 'đồng ý 1, 3' behind it, '1, 3 đồng ý' before it."""
    speaking = [g for g in groups if any(isinstance(t, Verdict) for t in g)]
    if not speaking:
        return groups
    before = isinstance(speaking[0][0], Item) or (groups[0] is not speaking[0] and len(speaking[0]) == 1)
    out: list[list[Token]] = []
    waiting: list[Token] = []
    for group in groups:
        if any(group is g for g in speaking):
            out.append([*waiting, *group])
            waiting = []
        elif out and not before:
            out[-1] = [*out[-1], *group]
        else:
            waiting += group
    if waiting:
        out[-1] = [*out[-1], *waiting]
    return out


def _assign(tokens: list[Token]) -> Assigned:
    """`assign` for the clauses that share their verdicts."""
    verdicts = [t for t in tokens if isinstance(t, Verdict)]
    items = [t for t in tokens if isinstance(t, Item)]
    if not verdicts:
        return {}, [], items
    if not items:
        return {}, verdicts, []
    given: dict[str, Verdict] = {}
    if len(set(verdicts)) == 1:
        for item in items:
            _give(given, item, verdicts[0])
        return given, [], []
    if isinstance(tokens[0], Item):
        return _behind(tokens, given)
    current, followed = verdicts[0], True
    for token in tokens:
        if isinstance(token, Item):
            _give(given, token, current)
            followed = True
        elif not followed:
            return {}, [], items  # two verdicts in a row: nobody knows which item is whose
        else:
            current, followed = token, False
    return (given, [], []) if followed else ({}, [], items)


def _behind(tokens: list[Token], given: dict[str, Verdict]) -> Assigned:
    """'1, 3 đồng ý, 2 không': items stand before their verdict."""
    waiting: list[Item] = []
    for token in tokens:
        if isinstance(token, Item):
            waiting.append(token)
            continue
        for item in waiting:
            _give(given, item, token)
        waiting = []
    return given, [], waiting


def _give(given: dict[str, Verdict], item: Item, verdict: Verdict) -> None:
    """A verdict for an item; 'trừ 4': the other one for it, and this one for the rest."""
    other = Verdict.REFUSE if verdict is Verdict.APPROVE else Verdict.APPROVE
    if item.excepted:
        given[item.key] = other
        given.setdefault(REST, verdict)
    else:
        given[item.key] = verdict
