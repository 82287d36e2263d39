"""Somebody goes in the member's place: who, with which post; asked back where one of them is missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mailbot.core.model import Doubt, Intent, Member, Rank, Roster, Substitute
from mailbot.core.reading import described, outlook
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.facts import Fact
from mailbot.core.reading.outcome import Outcome, unclear
from mailbot.core.reading.persons import Person, Who
from mailbot.core.reading.ranks import as_rank, best_of, substitute_of
from mailbot.core.reading.said import Said
from mailbot.core.reading.somebody import sent_by_name
from mailbot.core.reading.words.grammar import CLAIM
from mailbot.core.reading.words.said import LEADERS

# Finds who signs a mail, where it is not the member; called only where the answer depends on it.
Signer = Callable[[], Person | None]

_CLAIM, _LEADERS = re.compile(CLAIM), re.compile(LEADERS)


def delegates(said: Said, going: list[int], member: Member, roster: Roster) -> Outcome:
    """The outcome where persons are said to go: one of them, or a doubt who."""
    found = [f for i in going for f in said.of_others[i] if f.positive]
    words = said.words(found)
    named = [i for i in going if said.person(i).name]
    if not named and all(_are_leaders(said, i) for i in going):
        return _leaders_go(said)
    if len(named) == 1 and len(going) > 1 and all(said.same_post(i, named[0]) for i in going):
        going = named  # 'cử Phó Giám đốc dự: bà B, Phó Giám đốc'
    if len(going) > 1 or any(said.person(i).several for i in going):
        why = "Thư nêu nhiều người dự thay, chưa rõ ai."
        ranks = {substitute_of(best_of(said.mentions(i)), member, roster)[0].rank for i in going}
        common = Substitute(rank=ranks.pop()) if len(ranks) == 1 else Substitute()
        return Outcome(Intent.DELEGATE, "several substitutes", why, common, True, Doubt.SEVERAL, words)
    return _delegate_to(said, said.mentions(going[0]), member, roster, words)


def sends_somebody(said: Said, sent: list[Fact], member: Member, roster: Roster) -> Outcome:
    """The outcome where somebody is said to go: 'A, Phó Giám đốc (dự thay)', the one named, or nobody yet."""
    named = [p for p in said.analysis.people if p.who is Who.OTHER and p.name]
    if not named and all(_LEADERS.search(said.marks(f)) for f in sent):
        return _leaders_go(said)
    if len(named) == 1 and all(said.analysis.clauses[f.clause].link == "(" for f in sent):
        return _delegate_to(said, named, member, roster, said.words(sent))
    if one := sent_by_name(said):
        return _delegate_to(said, said.mentions(one[0]), member, roster, said.words(sent))
    why = "Thư nói sẽ cử người dự thay nhưng chưa nêu ai."
    return Outcome(Intent.DELEGATE, "sends somebody", why, Substitute(), bool(named), Doubt.PERSON, said.words(sent))


def writer_goes(said: Said, fact: Fact, member: Member, roster: Roster, signer: Signer) -> Outcome:
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
    return _delegation(substitute, note, words, said.analysis)


def _leaders_go(said: Said) -> Outcome:
    """'Lãnh đạo Sở dự': that may be the member himself."""
    return unclear(said, "the leaders", "Thư nói lãnh đạo cơ quan dự, chưa rõ là ai.", doubt=Doubt.PERSON)


def _are_leaders(said: Said, index: int) -> bool:
    """Whether a person is the leaders of the agency, and takes nobody's place."""
    title = said.person(index).title
    leads = title is not None and title.candidate == "clarify" and "lãnh đạo" in title.row.title.lower()
    clauses = said.analysis.clauses
    return leads and not any(f.instead or "thay" in clauses[f.clause].marks.split() for f in said.of_others[index])


def _delegate_to(said: Said, mentions: list[Person], member: Member, roster: Roster, words: tuple[str, ...]) -> Outcome:
    """The outcome where one person goes, with what the text says of him elsewhere."""
    mentions = [*mentions, *described.said_apart(said.analysis, mentions)]
    substitute, note = substitute_of(best_of(mentions), member, roster)
    if described.works_elsewhere(said.analysis, mentions):
        substitute = replace(substitute, rank=Rank.OUTSIDE)
    note = note or described.other_agency_before(said.analysis, mentions) or _two_posts(said.analysis, mentions)
    if substitute.name and substitute.rank is Rank.UNKNOWN and described.is_described(said.analysis, mentions):
        note = note or "thư có nói người này là ai nhưng chưa xác định được chức vụ"
    return _delegation(substitute, note, words, said.analysis)


def _two_posts(analysis: Analysis, mentions: list[Person]) -> str:
    """A note where a correction gives one person posts of different ranks: which one holds is for a person."""
    ranks = {as_rank(p.title.candidate) for p in mentions if p.title is not None and not p.title.weak}
    corrected = len(ranks) > 1 and outlook.retracts(analysis, len(analysis.clauses))
    return "thư đính chính chức vụ của người dự thay" if corrected else ""


def _delegation(substitute: Substitute, note: str, words: tuple[str, ...], analysis: Analysis) -> Outcome:
    """The outcome 'somebody goes': asked back where the name or the post is missing."""
    doubt = Doubt.PERSON if substitute.name is None else Doubt.POST if substitute.rank is Rank.UNKNOWN else Doubt.NONE
    claimed = any(_CLAIM.search(c.marks) for c in analysis.clauses)
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
