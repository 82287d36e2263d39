"""Whether an 'I come' is of the member, of now and of our meeting: where it may be of another, it is a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from mailbot.core.model import Doubt, Intent, Member, Role, Roster
from mailbot.core.reading.agencies import agencies
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.occasion import OTHER_QUARTER
from mailbot.core.reading.outcome import Outcome
from mailbot.core.reading.words import said as words
from mailbot.core.reading.words import whole
from mailbot.core.reading.words.links import CONTRAST

_COMES = re.compile(words.ATTENDS)
_OTHER_MEETING, _HELD_AT = re.compile(words.OTHER_MEETING), re.compile(words.HELD_AT)
_ATTENDED, _MEANT = re.compile(words.ATTENDED + words.ATTENDS), re.compile(words.MEANT + words.ATTENDS)
_I_GO, _HE_GOES = re.compile(words.I_GO + words.ATTENDS), re.compile(words.HE_GOES + words.ATTENDS)
_ANOTHER_GOES, _HE_IS_AWAY = re.compile(words.ANOTHER_GOES), re.compile(words.HE_IS_AWAY)
_OTHER_DAY, _OURS = re.compile(words.ON_ANOTHER_DAY), re.compile(words.THIS_ONE)
_HALF, _KEPT = re.compile(words.HALF_OF_THE_DAY), re.compile(words.KEPT)
_LIST_OF_THE_AWAY = re.compile(words.LIST_OF_THE_AWAY)
_AWAY_ALL_DAY = re.compile(words.AWAY_ALL_DAY)
_AFTER_ALL = whole(words.AFTER_ALL)


def held_against_the_rest(
    outcome: Outcome, analysis: Analysis, member: Member, roster: Roster, *, clerk: bool
) -> Outcome:
    """`outcome`, or a doubt where it says 'attends' and the rest of the words do not bear it."""
    if outcome.intent is not Intent.ATTEND or outcome.rule != "attends":
        return outcome
    for rule, why, found in _doubts(analysis, member, roster, clerk=clerk):
        if found:
            doubt = Doubt.PERSON if rule == "the writer comes" else Doubt.ATTENDANCE
            return _doubt(outcome, rule, why, doubt)
    return outcome


def _doubts(analysis: Analysis, member: Member, roster: Roster, *, clerk: bool) -> Iterator[tuple[str, str, bool]]:
    """What may speak against it, top down: a name, a sentence for the office, and whether it does."""
    clauses = analysis.clauses
    marks = [c.marks for c in clauses]
    contrasts = [c.marks for c in clauses if c.link in CONTRAST]
    yield "the writer comes", "Người viết nói mình dự, chưa rõ là ai.", _writer_comes(marks, clerk=clerk)
    elsewhere = any(_held_elsewhere(analysis, clause, member, roster) for clause in clauses)
    yield "another meeting", "Thư có thể nói về một cuộc họp khác.", elsewhere or _any(_OTHER_MEETING, marks)
    named = any(_OTHER_DAY.search(m) and "mời" not in m for m in marks)
    yield "another day", "Thư nói ngày hoặc quý khác với phiên họp này.", named or _after_another_quarter(clauses)
    yield "list of those away", "Thư nêu danh sách người vắng.", _any(_LIST_OF_THE_AWAY, marks)
    yield "half of the day", "Thư nói chỉ rảnh một buổi trong ngày.", _half_of_the_day(marks)
    later = [c.marks for c in clauses[_last_coming(marks) + 1 :] if c.link in CONTRAST]
    away = _any(_HE_IS_AWAY, later) or _any(_AWAY_ALL_DAY, marks)
    yield "comes and is away", "Thư nói thành viên dự rồi lại nói đang vắng.", away
    before = _any(_ATTENDED, marks) and not _any(_MEANT, marks)
    yield "attended before", "Thư nói việc đã dự trước đây.", before
    not_after_all = any(c.link == "thôi" and _AFTER_ALL.search(c.marks) for c in clauses)
    yield "taken back", "Thư nói dự rồi lại thôi.", not_after_all
    another = _any(_ANOTHER_GOES, contrasts)
    yield "comes and another goes", "Thư nói thành viên dự rồi lại nói người khác đi.", another


def _any(pattern: re.Pattern[str], marks: Iterable[str]) -> bool:
    return any(pattern.search(said) for said in marks)


def _writer_comes(marks: list[str], *, clerk: bool) -> bool:
    """'Em sẽ dự' from the office's mailbox, or beside a member who is away: who is it that comes?"""
    return _any(_I_GO, marks) and (clerk or _any(_HE_IS_AWAY, marks)) and not _any(_HE_GOES, marks)


def _last_coming(marks: list[str]) -> int:
    return max((at for at, m in enumerate(marks) if _COMES.search(m)), default=len(marks))


def _after_another_quarter(clauses: tuple[Clause, ...]) -> bool:
    """'Hẹn các đồng chí phiên quý IV, tôi sẽ dự đầy đủ': the coming goes on from another quarter's meeting."""
    return any(
        OTHER_QUARTER in before.marks
        and before.sentence == clause.sentence
        and not clause.contrasts
        and _COMES.search(clause.marks)
        and not _COMES.search(before.marks)
        and not _OURS.search(clause.marks)
        for before, clause in pairwise(clauses)
    )


def _half_of_the_day(marks: list[str]) -> bool:
    """'Buổi chiều tôi dự được, buổi sáng thì tôi có hẹn': comes in one half, is kept in the other."""
    halves: dict[bool, set[str]] = {True: set(), False: set()}
    half = ""
    for said in marks:
        half = named[1] if (named := _HALF.search(said)) else half
        if half and (_COMES.search(said) or _KEPT.search(said)):
            halves[bool(_COMES.search(said))].add(half)
    return bool(halves[True] and halves[False] - halves[True])


def _held_elsewhere(analysis: Analysis, clause: Clause, member: Member, roster: Roster) -> bool:
    """'họp lúc 8h tại Sở Xây dựng': at the place of a seat that does not house our meetings."""
    if not (_HELD_AT.search(clause.marks) and _COMES.search(clause.marks)):
        return False
    chair = roster.chair
    house = chair.agency if chair is not None else ""
    mentions = agencies(analysis.text, roster, first=clause.first, last=clause.last)
    return any(
        m.member.id != member.id and m.member.role is not Role.CHAIR and house not in m.member.agency for m in mentions
    )


def _doubt(outcome: Outcome, rule: str, why: str, doubt: Doubt) -> Outcome:
    """The outcome as a doubt, with the words that it was read from."""
    return replace(
        outcome, intent=Intent.UNCLEAR, rule=rule, why=why, review=True, doubt=doubt, modes=(), companions=""
    )
