"""A member's answer: from what the clauses state to one intent, or to a doubt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from mailbot.core.model import Doubt, Intent, Member, Mode, Rank, Roster, Substitute
from mailbot.core.reading import described, outlook
from mailbot.core.reading import said as sayings
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import Certainty, Fact, Kind
from mailbot.core.reading.persons import Person, Who
from mailbot.core.reading.ranks import as_rank, best_of, substitute_of
from mailbot.core.reading.said import Said, sort_out
from mailbot.core.reading.words.grammar import CLAIM

# Finds who signs a mail, where it is not the member; called only where the answer depends on it.
Signer = Callable[[], Person | None]


@dataclass(frozen=True)
class Outcome:
    """An intent with what led to it; becomes a Reading once the speaker is known."""

    intent: Intent
    rule: str
    why: str
    substitute: Substitute | None = None
    review: bool = False
    doubt: Doubt = Doubt.NONE
    words: tuple[str, ...] = ()
    reason: str | None = None
    modes: tuple[Mode, ...] = ()
    companions: str = ""
    claimed: bool = False
    extra: dict[str, str] = field(default_factory=dict)
    names_the_member: bool = False  # by name, post or pronoun; else who attends is only understood


def read_answer(analysis: Analysis, member: Member, roster: Roster, signer: Signer) -> Outcome:
    """What a text from a member's own or his office's mailbox says; `signer` finds who signs, if not the member."""
    said = sort_out(analysis)
    outcome = _trouble(said) or _settle(said, member, roster, signer)
    return outlook.complete(outcome, analysis, said.busy)


def _trouble(said: Said) -> Outcome | None:
    """What keeps a text from being read at all."""
    analysis = said.analysis
    if outlook.no_sentence(analysis):
        return _unclear(said, "no sentence", "Nội dung không thành câu trả lời.")
    if outlook.two_meetings(analysis) and said.of_self:
        return _unclear(said, "two meetings", "Thư nói về nhiều ngày họp khác nhau.")
    if analysis.rhetorical:
        return _unclear(said, "rhetorical", "Thư dùng câu hỏi tu từ, chưa nói rõ có dự hay không.")
    if outlook.either_or(analysis, said.facts):
        return _unclear(said, "either or", "Thư nêu người này hoặc người kia, chưa quyết.", doubt=Doubt.SEVERAL)
    if outlook.still_open(analysis):
        return _unclear(said, "undecided", "Thư chưa khẳng định có dự hay không.")
    if sayings.comes(said) == "conflict":
        return _unclear(said, "contradiction", "Thư vừa nói dự vừa nói không dự.")
    return None


def _settle(said: Said, member: Member, roster: Roster, signer: Signer) -> Outcome:
    going = [i for i in said.of_others if sayings.goes(said, i)]
    comes = sayings.comes(said)
    writer = sayings.writer_goes(said)
    if writer is not None:
        return _writer_goes(said, writer, member, roster, signer)
    if comes is not None and not going and _speaks_of_himself(said) and _another_writes(said, signer):
        return _unclear(said, "another signs", "Người ký thư không phải thành viên, chưa rõ 'tôi' là ai.")
    if going and comes is True:
        return _comes_and_sends(said, going, member, roster)
    if comes is False and outlook.says_when_he_comes(said.analysis):
        return _unclear(said, "contradiction", "Thư báo vắng mà lại nói giờ đến.")
    unnamed = (
        going and not any(said.person(i).name for i in going) and not any(sayings.stands_in(said, i) for i in going)
    )
    if comes is False and unnamed:
        return _unclear(said, "sends and stays away", "Thư báo vắng, nhắc người khác dự nhưng không rõ là ai, dự gì.")
    if going and comes is False and sayings.stays_away_after_all(said, going):
        return _unclear(said, "sends and stays away", "Thư nhắc người dự thay rồi lại báo vắng.")
    if going:
        return _delegates(said, going, member, roster)
    if comes is True and outlook.speaks_of_standing_in(said.analysis):
        return _unclear(said, "comes and sends", "Thư vừa nói thành viên dự vừa nói đến người dự thay.")
    if comes is True and outlook.doubted_after(said.analysis, _last_word(said)):
        return _unclear(said, "doubted after", "Thư nói dự rồi lại chưa chắc.")
    if comes is True:
        return _attends(said, [])
    if comes is False and (nobody := outlook.has_nobody(said.analysis)) and not sayings.named_others(said):
        return _stays_away(said, [f for f in said.of_self if f.firm and not f.positive])
    if sent := sayings.somebody_sent(said):
        named = [p for p in said.analysis.people if p.who is Who.OTHER and p.name]
        if not named and all(_LEADERS.search(said.analysis.clauses[f.clause].marks) for f in sent):
            return _unclear(said, "the leaders", "Thư nói lãnh đạo cơ quan dự, chưa rõ là ai.", doubt=Doubt.PERSON)
        if len(named) == 1 and all(said.analysis.clauses[f.clause].link == "(" for f in sent):
            return _delegate_to(said, named, member, roster, said.words(sent))  # 'A, Phó Giám đốc (dự thay)'
        if one := sayings.sent_by_name(said):
            return _delegate_to(said, said.mentions(one[0]), member, roster, said.words(sent))
        return Outcome(
            Intent.DELEGATE,
            "sends somebody",
            "Thư nói sẽ cử người dự thay nhưng chưa nêu ai.",
            Substitute(),
            bool(named),
            Doubt.PERSON,
            said.words(sent),
        )
    if comes is False and sayings.leaves_it_to_another(said):
        return _unclear(said, "leaves it to another", "Thư báo vắng và nhắc người khác, chưa rõ có dự thay không.")
    if comes is False:
        return _stays_away(said, [f for f in said.of_self if f.firm and not f.positive])
    if nobody := sayings.nobody_comes(said):
        return _stays_away(said, nobody)
    return _undecided(said)


def _last_word(said: Said) -> int:
    """The clause of the last firm word that he comes."""
    return max((f.clause for f in said.of_self if f.firm and f.positive), default=-1)


def _speaks_of_himself(said: Said) -> bool:
    """Whether only 'tôi' says who comes: the member is nowhere named."""
    firm = [f for f in said.of_self if f.firm]
    return all("§s" in f.who for f in firm) and not any(p.who is Who.SELF for p in said.analysis.people)


def _another_writes(said: Said, signer: Signer) -> bool:
    introduced = outlook.introduced(said.analysis)
    return bool(introduced is not None and introduced.name) or signer() is not None


def _comes_and_sends(said: Said, going: list[int], member: Member, roster: Roster) -> Outcome:
    """The member and somebody else: a companion, or one of the two statements took the other back."""
    instead = [i for i in going if sayings.stands_in(said, i) and i not in said.along]
    if not instead and not outlook.speaks_of_standing_in(said.analysis):
        return _attends(said, going)
    if not instead:
        return _unclear(said, "comes and sends", "Thư vừa nói thành viên dự vừa nói đến người dự thay.")
    mine = [f for f in said.of_self if f.firm and f.positive][-1]
    theirs = [f for i in instead for f in said.of_others[i] if f.firm and f.positive][-1]
    if theirs.clause < mine.clause and sayings.overridden(said.analysis, theirs, mine):
        return _attends(said, [])
    if mine.clause < theirs.clause and sayings.overridden(said.analysis, mine, theirs):
        return _delegates(said, instead, member, roster)
    return _unclear(said, "comes and sends", "Thư vừa nói thành viên dự vừa nói có người dự thay.")


def _attends(said: Said, others: list[int]) -> Outcome:
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
    if all(outlook.in_part(said.analysis.clauses[f.clause]) for f in found) and not outlook.apologises(said.analysis):
        return _unclear(said, "partly away", "Thư chỉ nói không dự một phần phiên họp.")
    return Outcome(
        Intent.ABSENT, "stays away", "Thành viên báo vắng, không nêu người dự thay.", words=said.words(found)
    )


def _delegates(said: Said, going: list[int], member: Member, roster: Roster) -> Outcome:
    found = [f for i in going for f in said.of_others[i] if f.positive]
    words = said.words(found)
    named = [i for i in going if said.person(i).name]
    if not named and all(_the_leaders(said, i) for i in going):
        return _unclear(said, "the leaders", "Thư nói lãnh đạo cơ quan dự, chưa rõ là ai.", doubt=Doubt.PERSON)
    if len(named) == 1 and len(going) > 1 and all(said.same_post(i, named[0]) for i in going):
        going = named  # 'cử Phó Giám đốc dự: bà B, Phó Giám đốc'
    if len(going) > 1 or any(said.person(i).several for i in going):
        why = "Thư nêu nhiều người dự thay, chưa rõ ai."
        ranks = {substitute_of(best_of(said.mentions(i)), member, roster)[0].rank for i in going}
        common = Substitute(rank=ranks.pop()) if len(ranks) == 1 else Substitute()
        return Outcome(Intent.DELEGATE, "several substitutes", why, common, True, Doubt.SEVERAL, words)
    return _delegate_to(said, said.mentions(going[0]), member, roster, words)


_MAY_I = re.compile(r"(?<!\w)được (?:không|chứ|chăng)(?!\w)|(?<!\w)được$")  # 'xin dự trực tuyến được chứ?'
_LEADERS = re.compile(r"^(?!.*(?<!\w)thay(?!\w)).*(?<!\w)đại diện (?:§\d+|lãnh đạo|‡o)(?!\w)")


def _the_leaders(said: Said, index: int) -> bool:
    """'Lãnh đạo Sở dự': that may be the member himself."""
    title = said.person(index).title
    leads = title is not None and title.candidate == "clarify" and "lãnh đạo" in title.row.title.lower()
    clauses = said.analysis.clauses
    return leads and not any(f.instead or "thay" in clauses[f.clause].marks.split() for f in said.of_others[index])


def _delegate_to(said: Said, mentions: list[Person], member: Member, roster: Roster, words: tuple[str, ...]) -> Outcome:
    mentions = [*mentions, *described.said_apart(said.analysis, mentions)]
    substitute, note = substitute_of(best_of(mentions), member, roster)
    if substitute.title is None and described.works_elsewhere(said.analysis, mentions):
        substitute = replace(substitute, rank=Rank.OUTSIDE)
    note = note or described.other_agency_before(said.analysis, mentions) or _two_posts(said.analysis, mentions)
    if substitute.name and substitute.rank is Rank.UNKNOWN and described.is_described(said.analysis, mentions):
        note = note or "thư có nói người này là ai nhưng chưa xác định được chức vụ"
    return delegation(substitute, note, words, said.analysis)


def _two_posts(analysis: Analysis, mentions: list[Person]) -> str:
    """A note where a correction gives one person posts of different ranks: which one holds is for a person."""
    ranks = {as_rank(p.title.candidate) for p in mentions if p.title is not None and not p.title.weak}
    corrected = len(ranks) > 1 and outlook.retracts(analysis, len(analysis.clauses))
    return "thư đính chính chức vụ của người dự thay" if corrected else ""


def delegation(substitute: Substitute, note: str, words: tuple[str, ...], analysis: Analysis) -> Outcome:
    """The outcome 'somebody goes': asked back where the name or the post is missing."""
    doubt = Doubt.PERSON if substitute.name is None else Doubt.POST if substitute.rank is Rank.UNKNOWN else Doubt.NONE
    claimed = any(re.search(CLAIM, c.marks) for c in analysis.clauses)
    who = substitute.name or substitute.title or "cấp phó"
    return Outcome(
        Intent.DELEGATE,
        "sends a substitute",
        f"Thư cử {who} dự thay.",
        substitute,
        bool(note),
        doubt,
        words,
        claimed=claimed,
        extra={"note": note} if note else {},
    )


def _writer_goes(said: Said, fact: Fact, member: Member, roster: Roster, signer: Signer) -> Outcome:
    """The one who writes goes: who introduces himself in the text, else who signs."""
    words = said.words([fact])
    introduced = outlook.introduced(said.analysis)
    if introduced is not None:
        return _delegate_to(said, [introduced], member, roster, words)
    signed = signer()
    if signed is None:
        why = "Người viết thư nói sẽ dự thay, chưa rõ là ai."
        return Outcome(Intent.DELEGATE, "the writer goes", why, Substitute(), True, Doubt.PERSON, words)
    substitute, note = substitute_of(signed, member, roster)
    return delegation(substitute, note, words, said.analysis)


def _undecided(said: Said) -> Outcome:
    """Nothing firm was said of anybody: what the text is, if it is no answer."""
    analysis = said.analysis
    loose = [f for f in said.facts if f.kind is not Kind.BUSY]
    wishes = outlook.only_wishes(analysis, loose)
    alone = not any(p.who is Who.OTHER for p in analysis.people)  # nobody else who may go
    sorry = said.busy and alone and outlook.apologises(analysis)
    if alone and not any(f.kind is Kind.COMES or f.positive for f in loose) and (how := outlook.arrives(analysis)):
        return Outcome(Intent.ATTEND, "how he attends", "Thư nói cách dự họp (muộn, về sớm, trực tuyến).", words=how)
    if (how := outlook.leaves_after_a_part(analysis)) and not any(f.firm and not f.positive for f in loose):
        return Outcome(Intent.ATTEND, "how he attends", "Thư nói dự một phần rồi xin về.", words=how)
    if wishes and said.busy and (sorry or (loose and outlook.turns(analysis, loose[-1], said.busy[-1]))):
        return Outcome(
            Intent.ABSENT, "busy and sorry", "Thư nêu bận việc khác và xin thông cảm.", words=said.words(said.busy)
        )
    if said.busy and alone and not any(f.positive for f in loose) and (bound := outlook.bound_elsewhere(analysis)):
        return Outcome(Intent.ABSENT, "busy and bound", "Thư nêu việc khác không bỏ được.", words=bound)
    if said.busy and not any(f.positive and f.firm for f in loose) and (nobody := outlook.has_nobody(analysis)):
        return Outcome(Intent.ABSENT, "busy and nobody", "Thư nêu bận và không có ai dự thay.", words=nobody)
    if said.busy and any(
        f.positive and f.kind is Kind.COMES and outlook.takes_his_word_back(analysis, f.clause) for f in said.of_self
    ):
        return Outcome(
            Intent.ABSENT, "withdraws", "Thành viên rút lại xác nhận dự và nêu bận.", words=said.words(said.busy)
        )
    if outlook.is_later(analysis) or any(f.certainty in (Certainty.MAYBE, Certainty.CONDITION) for f in loose):
        return _unclear(said, "undecided", "Thư chưa khẳng định có dự hay không.")
    asked = [f for f in loose if f.certainty is Certainty.ASKED and f.kind is not Kind.ALONG]
    named = [f for f in asked if any((p := analysis.person(m)) is not None and p.name for m in f.who)]
    if named:
        why = "Thư hỏi xem một người có được dự thay không."
        return Outcome(Intent.QUESTION, "asks about a person", why, review=True, words=said.words(named))
    if outlook.attached(analysis) and not analysis.questions:
        return _unclear(said, "attachment", "Nội dung trả lời nằm trong tệp đính kèm.", doubt=Doubt.ATTACHMENT)
    if outlook.asks(analysis):
        wished = any(
            f.kind is Kind.COMES and f.positive and _MAY_I.search(analysis.clauses[f.clause].marks) for f in asked
        )
        why = "Thư chỉ hỏi, chưa trả lời có dự hay không."
        return Outcome(Intent.QUESTION, "asks", why, review=wished, words=outlook.questions(analysis))
    if any(f.certainty is Certainty.PAST for f in loose):
        return _unclear(
            said, "only earlier answers", "Thư chỉ nhắc lại trả lời trước, chưa nói rõ nay có dự hay không."
        )
    if outlook.attached(analysis):
        return _unclear(said, "attachment", "Nội dung trả lời nằm trong tệp đính kèm.", doubt=Doubt.ATTACHMENT)
    if outlook.receipt(analysis):
        return _unclear(said, "receipt only", "Thư chỉ báo đã nhận, chưa trả lời có dự hay không.", doubt=Doubt.RECEIPT)
    if said.busy:
        return _unclear(said, "busy only", "Thư nêu bận việc khác nhưng chưa nói rõ có dự hay không.")
    return _unclear(said, "nothing said", "Không tìm thấy câu trả lời về việc dự họp trong thư.")


def _unclear(said: Said, rule: str, why: str, *, doubt: Doubt = Doubt.ATTENDANCE) -> Outcome:
    telling = [f for f in said.facts if f.kind is not Kind.BUSY][:3]
    return Outcome(Intent.UNCLEAR, rule, why, review=True, doubt=doubt, words=said.words(telling))
