"""What a text says beside who comes: doubts, retractions, questions, receipts, wishes, who writes."""

from __future__ import annotations

import re

from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import Fact
from mailbot.core.reading.persons import Person
from mailbot.core.reading.words import grammar, whole
from mailbot.core.reading.words import outlook as words

_STILL_OPEN, _LATER = whole(grammar.STILL_OPEN), whole(grammar.LATER)
_RETRACTION, _RULE = whole(grammar.RETRACTION), whole(grammar.RULE)
_DOUBT_AFTER, _ABOUT_PAPERS = whole(words.DOUBT_AFTER), re.compile(words.ABOUT_PAPERS)
_PROPOSAL_BACK, _WORD_BACK = re.compile(words.PROPOSAL_BACK), re.compile(words.WORD_BACK)
_EITHER, _HE_OR_ANOTHER = re.compile(words.EITHER), re.compile(words.HE_OR_ANOTHER)
_STANDING_IN, _NOT_NOW = whole(words.STANDING_IN), whole(words.NOT_NOW)
_INTRODUCES, _CALLS_HIMSELF = re.compile(words.INTRODUCES), re.compile(words.CALLS_HIMSELF)
_WISH, _DAY = re.compile(words.WISH), re.compile(words.DAY)
_ASKS_FOR, _SORRY = whole(grammar.ASKS_FOR), re.compile(grammar.SORRY)
_ATTACHED, _NO_MORE = whole(grammar.ATTACHED), whole(words.NO_MORE)
_RECEIPT, _RECEIVED = re.compile("(?:" + "|".join(grammar.RECEIPT) + ")"), re.compile(words.RECEIVED)


# -- doubts and retractions -------------------------------------------------------------------------------------------


def still_open(analysis: Analysis) -> bool:
    """'đang chờ Giám đốc quyết': whatever else is said, the answer is still to come."""
    return any(_STILL_OPEN.search(c.marks) for c in analysis.clauses if not c.question and not c.past)


def is_later(analysis: Analysis) -> bool:
    """'sẽ báo sau', 'chưa chắc': where nothing else is said, the answer is still to come."""
    return any(_LATER.search(c.marks) for c in analysis.clauses if not c.question)


def doubted_after(analysis: Analysis, since: int) -> bool:
    """'Tôi dự. Mà hình như hôm đó có vé ra Hà Nội, để coi lại': what is said behind it takes the answer into doubt."""
    later = [c for c in analysis.clauses[since + 1 :] if not c.question and not c.past and not c.because]
    return any(_DOUBT_AFTER.search(c.marks) and not _ABOUT_PAPERS.search(c.marks) for c in later)


def either_or(analysis: Analysis, found: list[Fact]) -> bool:
    """'anh A hoặc anh B đi': nobody knows who."""
    ours = any(_HE_OR_ANOTHER.search(c.marks) and not c.past and not c.question for c in analysis.clauses)
    return ours or any(_EITHER.search(analysis.clauses[f.clause].marks) for f in found)


def retracts(analysis: Analysis, last: int) -> bool:
    """Whether something said earlier is taken back somewhere up to clause `last`."""
    return any(_RETRACTION.search(c.marks) for c in analysis.clauses[: last + 1])


def withdrawn(analysis: Analysis, since: int) -> bool:
    """Whether a proposal is taken back after clause `since`."""
    return any(_PROPOSAL_BACK.search(c.marks) and not c.past for c in analysis.clauses[since + 1 :])


def takes_his_word_back(analysis: Analysis, since: int) -> bool:
    """Whether the member's own 'I come' is taken back after clause `since`."""
    return any(_WORD_BACK.search(c.marks) and not c.past for c in analysis.clauses[since + 1 :])


def speaks_of_standing_in(analysis: Analysis) -> bool:
    """Whether somebody standing in is spoken of, now and not to deny it: then 'he comes' is not the whole story."""
    return any(
        _STANDING_IN.search(c.marks)
        and not _NOT_NOW.search(c.marks)
        and not _RULE.search(c.marks)
        and not c.past
        and not c.condition
        for c in analysis.clauses
    )


def is_rule(analysis: Analysis, fact: Fact) -> bool:
    """Whether a statement stands in a sentence that repeats the rule."""
    sentence = analysis.clauses[fact.clause].sentence
    return any(_RULE.search(c.marks) for c in analysis.clauses if c.sentence == sentence)


# -- wishes, and who writes -------------------------------------------------------------------------------------------


def turns(analysis: Analysis, wish: Fact, hindrance: Fact) -> bool:
    """'Rất muốn dự nhưng trùng lịch': the hindrance is set against the wish."""
    between = analysis.clauses[wish.clause + 1 : hindrance.clause + 1]
    return any(c.contrasts for c in between)


def only_wishes(analysis: Analysis, found: list[Fact]) -> bool:
    """Whether attending is spoken of at most as a wish: 'rất mong được dự, song ...'."""
    return (
        all(_WISH.search(analysis.clauses[f.clause].marks) for f in found)
        and not is_later(analysis)
        and analysis.questions == 0
    )


def introduced(analysis: Analysis) -> Person | None:
    """Who says who he is: 'em là Trâm, văn thư Sở', 'dạ em Trâm đây ạ'."""
    for clause in analysis.clauses:
        if found := _INTRODUCES.search(clause.marks):
            return analysis.person(found.group(1))
        alone = _CALLS_HIMSELF.fullmatch(clause.marks)
        person = analysis.person(alone.group(1)) if alone else None
        if person is not None and analysis.text.words[person.first].canon == "em":
            return person
    return None


# -- what else a text may be ------------------------------------------------------------------------------------------


def two_meetings(analysis: Analysis) -> bool:
    """Whether meetings on different days are spoken of."""
    return len({day for c in analysis.clauses for day in _DAY.findall(c.marks)}) > 1


def no_sentence(analysis: Analysis) -> bool:
    """'dự / dư / du': a list of spellings or an equation, no answer."""
    marks = [u.mark for c in analysis.clauses for u in c.units]
    return marks.count("=") > 0 or (marks.count("/") > 1 and len(marks) < 12)


def asks(analysis: Analysis) -> bool:
    """Whether it asks anything, or asks for something: 'cho xin tài liệu'."""
    wants = any(_ASKS_FOR.search(c.marks) and not _SORRY.search(c.marks) for c in analysis.clauses)
    return analysis.questions > 0 or wants


def questions(analysis: Analysis) -> tuple[str, ...]:
    """The first three clauses that ask."""
    return tuple(analysis.original(c) for c in analysis.clauses if c.question or _ASKS_FOR.search(c.marks))[:3]


def attached(analysis: Analysis) -> bool:
    """'Gửi kèm công văn': the content stands in an attachment."""
    return any(_ATTACHED.search(c.marks) and not _NO_MORE.search(c.marks) for c in analysis.clauses)


def receipt(analysis: Analysis) -> bool:
    """'Đã nhận', 'rõ': says that the letter came."""
    return any(_RECEIPT.fullmatch(c.marks) or _RECEIVED.match(c.marks) for c in analysis.clauses)
