"""A member's answer: from what the clauses state to one intent, or to a doubt."""

from __future__ import annotations

from dataclasses import replace

from mailbot.core.model import Doubt, Intent, Member, Mode, Roster
from mailbot.core.reading import manner, outlook, reason, whose
from mailbot.core.reading import said as sayings
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.delegating import Signer, delegates, sends_somebody, writer_goes
from mailbot.core.reading.facts import Fact
from mailbot.core.reading.outcome import Outcome, unclear
from mailbot.core.reading.persons import Who
from mailbot.core.reading.said import Said, sort_out
from mailbot.core.reading.somebody import leaves_it_to_another, named_others, nobody_comes, somebody_sent
from mailbot.core.reading.undecided import undecided

__all__ = ["Outcome", "read_answer"]


def read_answer(analysis: Analysis, member: Member, roster: Roster, signer: Signer) -> Outcome:
    """What a text from a member's own or his office's mailbox says; `signer` finds who signs, if not the member."""
    said = sort_out(analysis)
    outcome = _trouble(said) or _settle(said, member, roster, signer)
    return _complete(outcome, analysis, said.busy)


def _complete(outcome: Outcome, analysis: Analysis, busy: list[Fact]) -> Outcome:
    """The outcome with its reason and its way of attending."""
    modes: tuple[Mode, ...] = manner.modes(analysis) if outcome.intent is Intent.ATTEND else ()
    away = outcome.intent in (Intent.ABSENT, Intent.DELEGATE)
    why = reason.reason(analysis, busy) if away and not outcome.reason else outcome.reason
    return replace(outcome, modes=modes, reason=why)


def _trouble(said: Said) -> Outcome | None:
    """What keeps a text from being read at all."""
    analysis = said.analysis
    if outlook.no_sentence(analysis):
        return unclear(said, "no sentence", "Nội dung không thành câu trả lời.")
    if outlook.two_meetings(analysis) and said.of_self:
        return unclear(said, "two meetings", "Thư nói về nhiều ngày họp khác nhau.")
    if analysis.rhetorical:
        return unclear(said, "rhetorical", "Thư dùng câu hỏi tu từ, chưa nói rõ có dự hay không.")
    if outlook.either_or(analysis, said.facts):
        return unclear(said, "either or", "Thư nêu người này hoặc người kia, chưa quyết.", doubt=Doubt.SEVERAL)
    if outlook.still_open(analysis):
        return unclear(said, "undecided", "Thư chưa khẳng định có dự hay không.")
    if sayings.comes(said) == "conflict":
        return unclear(said, "contradiction", "Thư vừa nói dự vừa nói không dự.")
    return None


def _settle(said: Said, member: Member, roster: Roster, signer: Signer) -> Outcome:
    """The first rule that holds, from the surest to the vaguest."""
    going = [i for i in said.of_others if sayings.goes(said, i)]
    comes = sayings.comes(said)
    if (writer := whose.writer_goes(said)) is not None:
        return writer_goes(said, writer, member, roster, signer)
    if comes is not None and not going and _speaks_of_himself(said) and _another_writes(said, signer):
        return unclear(said, "another signs", "Người ký thư không phải thành viên, chưa rõ 'tôi' là ai.")
    if going and comes is True:
        return _comes_and_sends(said, going, member, roster)
    if comes is False and manner.says_when_he_comes(said.analysis):
        return unclear(said, "contradiction", "Thư báo vắng mà lại nói giờ đến.")
    unnamed = not any(said.person(i).name or sayings.stands_in(said, i) for i in going)
    if comes is False and going and unnamed:
        return unclear(said, "sends and stays away", "Thư báo vắng, nhắc người khác dự nhưng không rõ là ai, dự gì.")
    if going and comes is False and sayings.stays_away_after_all(said, going):
        return unclear(said, "sends and stays away", "Thư nhắc người dự thay rồi lại báo vắng.")
    if going:
        return delegates(said, going, member, roster)
    if comes is True and outlook.speaks_of_standing_in(said.analysis):
        return unclear(said, "comes and sends", "Thư vừa nói thành viên dự vừa nói đến người dự thay.")
    if comes is True and outlook.doubted_after(said.analysis, _last_word(said)):
        return unclear(said, "doubted after", "Thư nói dự rồi lại chưa chắc.")
    if comes is True:
        return _attends(said, [])
    if comes is False and reason.has_nobody(said.analysis) and not named_others(said):
        return _stays_away(said, [f for f in said.of_self if f.firm and not f.positive])
    if sent := somebody_sent(said):
        return sends_somebody(said, sent, member, roster)
    if comes is False and leaves_it_to_another(said):
        return unclear(said, "leaves it to another", "Thư báo vắng và nhắc người khác, chưa rõ có dự thay không.")
    if comes is False:
        return _stays_away(said, [f for f in said.of_self if f.firm and not f.positive])
    if nobody := nobody_comes(said):
        return _stays_away(said, nobody)
    return undecided(said)


def _last_word(said: Said) -> int:
    """The clause of the last firm word that he comes."""
    return max((f.clause for f in said.of_self if f.firm and f.positive), default=-1)


def _speaks_of_himself(said: Said) -> bool:
    """Whether only 'tôi' says who comes: the member is nowhere named."""
    firm = [f for f in said.of_self if f.firm]
    return all("§s" in f.who for f in firm) and not any(p.who is Who.SELF for p in said.analysis.people)


def _another_writes(said: Said, signer: Signer) -> bool:
    """Whether somebody else introduces himself or signs."""
    introduced = outlook.introduced(said.analysis)
    return bool(introduced is not None and introduced.name) or signer() is not None


def _comes_and_sends(said: Said, going: list[int], member: Member, roster: Roster) -> Outcome:
    """The member and somebody else: a companion, or one of the two statements took the other back."""
    instead = [i for i in going if sayings.stands_in(said, i) and i not in said.along]
    if not instead and not outlook.speaks_of_standing_in(said.analysis):
        return _attends(said, going)
    if not instead:
        return unclear(said, "comes and sends", "Thư vừa nói thành viên dự vừa nói đến người dự thay.")
    mine = [f for f in said.of_self if f.firm and f.positive][-1]
    theirs = [f for i in instead for f in said.of_others[i] if f.firm and f.positive][-1]
    if theirs.clause < mine.clause and sayings.overridden(said.analysis, theirs, mine):
        return _attends(said, [])
    if mine.clause < theirs.clause and sayings.overridden(said.analysis, mine, theirs):
        return delegates(said, instead, member, roster)
    return unclear(said, "comes and sends", "Thư vừa nói thành viên dự vừa nói có người dự thay.")


def _attends(said: Said, others: list[int]) -> Outcome:
    """He comes himself, with whoever comes along and `others`."""
    found = [f for f in said.of_self if f.positive and f.firm]
    text = said.analysis.text
    people = [said.person(i) for i in sorted(said.along | set(others))]
    companions = ", ".join(text.original(p.first, p.last) for p in people if p.who is Who.OTHER)
    return Outcome(
        Intent.ATTEND,
        "attends",
        "Thành viên báo trực tiếp dự họp.",
        words=said.words(found),
        companions=companions,
        names_the_member=any(f.who for f in found),
    )


def _stays_away(said: Said, found: list[Fact]) -> Outcome:
    """He does not come; a doubt where only a part of the meeting is refused."""
    if all(manner.in_part(said.analysis.clauses[f.clause]) for f in found) and not reason.apologises(said.analysis):
        return unclear(said, "partly away", "Thư chỉ nói không dự một phần phiên họp.")
    return Outcome(
        Intent.ABSENT, "stays away", "Thành viên báo vắng, không nêu người dự thay.", words=said.words(found)
    )
