"""Nothing firm was said of anybody: what the text is, if it is no answer."""

from __future__ import annotations

import re

from mailbot.core.model import Doubt, Intent
from mailbot.core.reading import manner, outlook, reason
from mailbot.core.reading.facts import Certainty, Fact, Kind
from mailbot.core.reading.outcome import Outcome, unclear
from mailbot.core.reading.persons import Who
from mailbot.core.reading.said import Said
from mailbot.core.reading.words import said as words

_MAY_I = re.compile(words.MAY_I)


def undecided(said: Said) -> Outcome:
    """How he comes, why he does not, a question, a receipt; else a doubt."""
    loose = [f for f in said.facts if f.kind is not Kind.BUSY]
    return _comes(said, loose) or _stays_away(said, loose) or _asks(said, loose) or _says_nothing(said, loose)


def _comes(said: Said, loose: list[Fact]) -> Outcome | None:
    """'xin về sớm': who says how he attends, comes."""
    stated = any(f.kind is Kind.COMES or f.positive for f in loose)
    if _alone(said) and not stated and (how := manner.arrives(said.analysis)):
        return Outcome(Intent.ATTEND, "how he attends", "Thư nói cách dự họp (muộn, về sớm, trực tuyến).", words=how)
    if (how := manner.leaves_after_a_part(said.analysis)) and not any(f.firm and not f.positive for f in loose):
        return Outcome(Intent.ATTEND, "how he attends", "Thư nói dự một phần rồi xin về.", words=how)
    return None


def _stays_away(said: Said, loose: list[Fact]) -> Outcome | None:
    """'bận họp Bộ, mong thông cảm': who is busy and says one thing more, stays away."""
    if not said.busy:
        return None
    analysis = said.analysis
    busy = said.words(said.busy)
    sorry = _alone(said) and reason.apologises(analysis)
    turns = bool(loose) and outlook.turns(analysis, loose[-1], said.busy[-1])
    if (sorry or turns) and outlook.only_wishes(analysis, loose):
        return Outcome(Intent.ABSENT, "busy and sorry", "Thư nêu bận việc khác và xin thông cảm.", words=busy)
    if _alone(said) and not any(f.positive for f in loose) and (bound := reason.bound_elsewhere(analysis)):
        return Outcome(Intent.ABSENT, "busy and bound", "Thư nêu việc khác không bỏ được.", words=bound)
    if not any(f.positive and f.firm for f in loose) and (nobody := reason.has_nobody(analysis)):
        return Outcome(Intent.ABSENT, "busy and nobody", "Thư nêu bận và không có ai dự thay.", words=nobody)
    came = [f for f in said.of_self if f.positive and f.kind is Kind.COMES]
    if any(outlook.takes_his_word_back(analysis, f.clause) for f in came):
        return Outcome(Intent.ABSENT, "withdraws", "Thành viên rút lại xác nhận dự và nêu bận.", words=busy)
    return None


def _asks(said: Said, loose: list[Fact]) -> Outcome | None:
    """'anh A đi có được không', 'mấy giờ họp': a question, unless the answer is put off or attached."""
    analysis = said.analysis
    if outlook.is_later(analysis) or any(f.certainty in (Certainty.MAYBE, Certainty.CONDITION) for f in loose):
        return unclear(said, "undecided", "Thư chưa khẳng định có dự hay không.")
    asked = [f for f in loose if f.certainty is Certainty.ASKED and f.kind is not Kind.ALONG]
    named = [f for f in asked if any((p := analysis.person(m)) is not None and p.name for m in f.who)]
    if named:
        why = "Thư hỏi xem một người có được dự thay không."
        return Outcome(Intent.QUESTION, "asks about a person", why, review=True, words=said.words(named))
    if outlook.attached(analysis) and not analysis.questions:
        return unclear(said, "attachment", "Nội dung trả lời nằm trong tệp đính kèm.", doubt=Doubt.ATTACHMENT)
    if outlook.asks(analysis):
        wished = any(f.kind is Kind.COMES and f.positive and _MAY_I.search(said.marks(f)) for f in asked)
        why = "Thư chỉ hỏi, chưa trả lời có dự hay không."
        return Outcome(Intent.QUESTION, "asks", why, review=wished, words=outlook.questions(analysis))
    return None


def _says_nothing(said: Said, loose: list[Fact]) -> Outcome:
    """An earlier answer, a receipt, a hindrance, or nothing at all."""
    if any(f.certainty is Certainty.PAST for f in loose):
        why = "Thư chỉ nhắc lại trả lời trước, chưa nói rõ nay có dự hay không."
        return unclear(said, "only earlier answers", why)
    if outlook.receipt(said.analysis):
        return unclear(said, "receipt only", "Thư chỉ báo đã nhận, chưa trả lời có dự hay không.", doubt=Doubt.RECEIPT)
    if said.busy:
        return unclear(said, "busy only", "Thư nêu bận việc khác nhưng chưa nói rõ có dự hay không.")
    return unclear(said, "nothing said", "Không tìm thấy câu trả lời về việc dự họp trong thư.")


def _alone(said: Said) -> bool:
    """Whether nobody else is named who may go."""
    return not any(p.who is Who.OTHER for p in said.analysis.people)
