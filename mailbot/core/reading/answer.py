"""A member's answer: from what the clauses state to one intent, or to a doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.model import Doubt, Intent, Member, Mode, Rank, Roster, Substitute
from mailbot.core.reading import outlook
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import SOMEBODY, Certainty, Fact, Kind, facts
from mailbot.core.reading.persons import Person
from mailbot.core.reading.ranks import same_person, substitute_of
from mailbot.core.reading.words.grammar import CLAIM
from mailbot.core.reading.words.links import CONTRAST


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


@dataclass
class _Said:
    """The statements sorted by whom they are about."""

    analysis: Analysis
    facts: list[Fact]
    self_facts: list[Fact] = field(default_factory=list)
    others: dict[int, list[Fact]] = field(default_factory=dict)
    somebody: list[Fact] = field(default_factory=list)
    along: set[int] = field(default_factory=set)
    busy: list[Fact] = field(default_factory=list)


def read_answer(
    analysis: Analysis, member: Member, roster: Roster, *, clerk_writes: bool, signer: Person | None
) -> Outcome:
    """What a text from a member's own mailbox, or from an office mailbox that speaks for him, says.

    `clerk_writes`: the mailbox is an office's, so that 'em' is the clerk; `signer` is who signs there.
    """
    said = _sorted(analysis, facts(analysis), clerk_writes=clerk_writes)
    outcome = _settle(said, member, roster, clerk_writes=clerk_writes, signer=signer)
    return outlook.complete(outcome, analysis, said.busy)


# -- who is meant -----------------------------------------------------------------------------------------------------


def _sorted(analysis: Analysis, found: list[Fact], *, clerk_writes: bool) -> _Said:
    said = _Said(analysis, found)
    for fact in found:
        people = _meant(analysis, fact)
        is_self = "§s" in fact.who or not fact.who or ("§y" in fact.who)
        if fact.kind is Kind.BUSY:
            if is_self:
                said.busy.append(fact)
            elif fact.who:
                for i in people:
                    said.others.setdefault(i, []).append(fact)
            continue
        if fact.kind is Kind.ALONG:
            said.along |= people
            continue
        if SOMEBODY in fact.who:
            said.somebody.append(fact)
            continue
        if is_self and fact.kind is Kind.COMES:
            said.self_facts.append(fact)
            if people and fact.positive:
                said.along |= people
            continue
        if people:
            for i in people:
                said.others.setdefault(i, []).append(fact)
        elif is_self and fact.kind in (Kind.STANDS_IN, Kind.SENDS):
            said.somebody.append(fact)
    return said


def _meant(analysis: Analysis, fact: Fact) -> set[int]:
    """The persons of the analysis that the marks of a fact mean; a given name means the full name before it."""
    out: set[int] = set()
    for mark in fact.who:
        if mark == "§r":
            earlier = [
                i
                for i, p in enumerate(analysis.people)
                if p.who.value == "other" and p.first < analysis.clauses[fact.clause].last
            ]
            if earlier:
                out.add(_first_mention(analysis, earlier[-1]))
        elif analysis.person(mark) is not None:
            out.add(_first_mention(analysis, int(mark[1:])))
    return out


def _first_mention(analysis: Analysis, index: int) -> int:
    person = analysis.people[index]
    for i, earlier in enumerate(analysis.people[:index]):
        if same_person(earlier, person):
            return i
    return index


# -- the decision -----------------------------------------------------------------------------------------------------


def _settle(said: _Said, member: Member, roster: Roster, *, clerk_writes: bool, signer: Person | None) -> Outcome:
    analysis = said.analysis
    if analysis.rhetorical:
        return _unclear(said, "rhetorical", "Thư dùng câu hỏi tu từ, chưa nói rõ có dự hay không.")
    going = {i: fs for i, fs in said.others.items() if i not in said.along and _goes(said, i, fs)}
    comes = _firm(said, said.self_facts)
    if comes == "conflict":
        return _unclear(said, "contradiction", "Thư vừa nói dự vừa nói không dự.", review=True)
    clerk_goes = _clerk_goes(said, clerk_writes)
    if clerk_goes is not None:
        return _by_signer(said, clerk_goes, member, roster, signer)
    if going and comes is True:
        instead = [f for fs in going.values() for f in fs if f.positive and (f.instead or f.kind is Kind.STANDS_IN)]
        if instead:
            return _unclear(said, "comes and sends", "Thư vừa nói thành viên dự vừa nói có người dự thay.", review=True)
        return _attends(said, going)
    if going:
        return _delegates(said, going, member, roster)
    if comes is not True:
        sent = [
            f
            for f in said.somebody
            if f.positive and f.certainty is Certainty.FIRM and not outlook.is_rule(analysis, f)
        ]
        unsent = [f for f in said.somebody if not f.positive]
        if sent and not unsent:
            return _sends_somebody(said, sent)
    if comes is True:
        return _attends(said, {})
    if comes is False:
        return _stays_away(said)
    return _undecided(said)


def _firm(said: _Said, found: list[Fact]) -> bool | str | None:
    """Whether the member comes: the last firm word, where nothing firm stands against it unretracted."""
    firm = [f for f in found if f.certainty is Certainty.FIRM]
    if not firm:
        return None
    last = firm[-1]
    against = [f for f in firm if f.positive != last.positive]
    if against and not _overridden(said, against[-1], last):
        return "conflict"
    later_doubt = [
        f
        for f in found
        if f.certainty in (Certainty.MAYBE, Certainty.CONDITION)
        and f.clause > last.clause
        and f.positive != last.positive
    ]
    if later_doubt:
        return None
    return last.positive


def _overridden(said: _Said, earlier: Fact, later: Fact) -> bool:
    """Whether a connective, a retraction or the kind of attending makes the later statement the one that counts."""
    clauses = said.analysis.clauses
    between = clauses[earlier.clause + 1 : later.clause + 1]
    if any(c.link in CONTRAST for c in between):
        return True
    if outlook.retracts(said.analysis, earlier.clause, later.clause):
        return True
    if outlook.direct_only(clauses[earlier.clause]) and later.positive:
        return True
    return earlier.because and not later.because


def _goes(said: _Said, index: int, found: list[Fact]) -> bool:
    """Whether the last firm word about this person is that he goes."""
    firm = [f for f in found if f.certainty is Certainty.FIRM and f.kind in (Kind.COMES, Kind.STANDS_IN, Kind.SENDS)]
    strong = [f for f in firm if f.kind is not Kind.SENDS]
    if not strong:
        return False
    if any(f.kind is Kind.BUSY and f.certainty is not Certainty.ASKED for f in found) and not any(
        f.instead for f in strong
    ):
        return False
    return strong[-1].positive and firm[-1].positive


def _clerk_goes(said: _Said, clerk_writes: bool) -> Fact | None:
    """'Anh Hùng giao em đi họp thay': the one who writes goes."""
    for fact in said.self_facts + said.somebody:
        mine = "§y" in fact.who or ("§s" in fact.who and fact.instead)
        if (
            mine
            and fact.instead
            and fact.positive
            and fact.certainty is Certainty.FIRM
            and (clerk_writes or "§s" in fact.who)
        ):
            return fact
    return None


def _words(said: _Said, found: list[Fact]) -> tuple[str, ...]:
    out: list[str] = []
    for fact in found:
        clause = said.analysis.clauses[fact.clause]
        text = said.analysis.original(clause)
        if text and text not in out:
            out.append(text)
    return tuple(out)


def _companions(said: _Said, more: dict[int, list[Fact]]) -> str:
    people = sorted(said.along | set(more))
    text = said.analysis.text
    return ", ".join(text.original(said.analysis.people[i].first, said.analysis.people[i].last) for i in people)


def _attends(said: _Said, others: dict[int, list[Fact]]) -> Outcome:
    found = [f for f in said.self_facts if f.positive and f.certainty is Certainty.FIRM]
    return Outcome(
        Intent.ATTEND,
        "attends",
        "Thành viên báo trực tiếp dự họp.",
        words=_words(said, found),
        companions=_companions(said, others),
    )


def _stays_away(said: _Said) -> Outcome:
    found = [f for f in said.self_facts if not f.positive and f.certainty is Certainty.FIRM]
    if outlook.partial_refusal(said.analysis, found):
        return _unclear(said, "partly away", "Thư chỉ nói không dự một phần phiên họp.")
    return Outcome(
        Intent.ABSENT, "stays away", "Thành viên báo vắng, không nêu người dự thay.", words=_words(said, found)
    )


def _delegates(said: _Said, going: dict[int, list[Fact]], member: Member, roster: Roster) -> Outcome:
    found = [f for fs in going.values() for f in fs if f.positive]
    words = _words(said, found)
    if len(going) > 1 or any(said.analysis.people[i].several for i in going):
        return Outcome(
            Intent.DELEGATE,
            "several substitutes",
            "Thư nêu nhiều người dự thay, chưa rõ ai.",
            Substitute(),
            True,
            Doubt.SEVERAL,
            words,
        )
    person = said.analysis.people[next(iter(going))]
    return _delegate_to(said, person, member, roster, words, found)


def _delegate_to(
    said: _Said, person: Person, member: Member, roster: Roster, words: tuple[str, ...], found: list[Fact]
) -> Outcome:
    substitute, note = substitute_of(said.analysis.text, person, member, roster)
    claimed = any(re.search(CLAIM, c.marks) for c in said.analysis.clauses)
    doubt = Doubt.NONE
    if substitute.name is None:
        doubt = Doubt.PERSON
    elif substitute.rank is Rank.UNKNOWN:
        doubt = Doubt.POST
    who = substitute.name or substitute.title or "cấp phó"
    return Outcome(
        Intent.DELEGATE, "sends a substitute", f"Thư cử {who} dự thay.", substitute, bool(note), doubt, words, claimed=claimed,
        extra={"note": note} if note else {},
    )  # fmt: skip


def _by_signer(said: _Said, fact: Fact, member: Member, roster: Roster, signer: Person | None) -> Outcome:
    words = _words(said, [fact])
    if signer is None:
        return Outcome(
            Intent.DELEGATE,
            "the writer goes",
            "Người viết thư nói sẽ dự thay, chưa rõ là ai.",
            Substitute(),
            True,
            Doubt.PERSON,
            words,
        )
    return _delegate_to(said, signer, member, roster, words, [fact])


def _sends_somebody(said: _Said, sent: list[Fact]) -> Outcome:
    return Outcome(
        Intent.DELEGATE,
        "sends somebody",
        "Thư nói sẽ cử người dự thay nhưng chưa nêu ai.",
        Substitute(),
        False,
        Doubt.PERSON,
        _words(said, sent),
    )


def _undecided(said: _Said) -> Outcome:
    analysis = said.analysis
    loose = [f for f in said.facts if f.kind is not Kind.BUSY]
    asked = [f for f in loose if f.certainty is Certainty.ASKED]
    named = [
        f
        for f in asked
        if f.kind is not Kind.ALONG and any(analysis.person(m) and analysis.people[int(m[1:])].name for m in f.who)
    ]
    if outlook.is_later(analysis) or any(f.certainty in (Certainty.MAYBE, Certainty.CONDITION) for f in loose):
        return _unclear(said, "undecided", "Thư chưa khẳng định có dự hay không.")
    if named:
        return Outcome(
            Intent.QUESTION,
            "asks about a person",
            "Thư hỏi xem một người có được dự thay không.",
            review=True,
            words=_words(said, named),
        )
    if outlook.asks(analysis):
        return Outcome(
            Intent.QUESTION, "asks", "Thư chỉ hỏi, chưa trả lời có dự hay không.", words=outlook.questions(analysis)
        )
    if said.busy and outlook.apologises(analysis):
        return Outcome(
            Intent.ABSENT, "busy and sorry", "Thư nêu bận việc khác và xin thông cảm.", words=_words(said, said.busy)
        )
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


def _unclear(said: _Said, rule: str, why: str, *, doubt: Doubt = Doubt.ATTENDANCE, review: bool = True) -> Outcome:
    return Outcome(
        Intent.UNCLEAR,
        rule,
        why,
        review=review,
        doubt=doubt,
        words=_words(said, [f for f in said.facts if f.kind is not Kind.BUSY][:3]),
    )
