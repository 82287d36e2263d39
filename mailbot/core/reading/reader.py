"""One mail's way through this room: who speaks, in answer to what, what he says, what may be acted upon."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mailbot.core.model import Doubt, Intent, Mail, Member, Reading, Role, Roster, Source
from mailbot.core.reading import elsewhere, short
from mailbot.core.reading.analysed import analysed
from mailbot.core.reading.answer import Outcome, read_answer
from mailbot.core.reading.attending import held_against_the_rest
from mailbot.core.reading.calendar import is_of_another, read_calendar
from mailbot.core.reading.clauses import Analysis
from mailbot.core.reading.fold import fold
from mailbot.core.reading.forms import read_form
from mailbot.core.reading.heads_word import heads_word
from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.persons import Person, Who, persons
from mailbot.core.reading.relevance import about_attending, about_the_meeting
from mailbot.core.reading.ruling import ACKNOWLEDGES, NO_RULING
from mailbot.core.reading.second import objection
from mailbot.core.reading.speaker import Speaker, find_speaker
from mailbot.core.reading.tables import without_tables
from mailbot.core.reading.taken_back import taken_back
from mailbot.core.reading.text import read_words

_NOT_TO_HIM = frozenset({"approval", "summary", "digest"})  # letters that ask nobody whether he comes
_BRIEF = 40  # words
_TO_US = frozenset({"invite", "remind", "clarify", "receipt"})
_NO_ANSWER = {
    Source.AUTO: "Thư tự động, không phải trả lời.",
    Source.BOUNCE: "Báo không gửi được thư.",
    Source.OTHER: "Thư không liên quan đến việc dự họp.",
}


def read(
    mail: Mail,
    roster: Roster,
    asked: Doubt = Doubt.NONE,
    listed: tuple[tuple[int, str], ...] | None = None,
    occasion: Occasion | None = None,
) -> Reading:
    """What `mail` says, held against the seats of `roster`.

    `asked`: the doubt about which the question went out that this mail answers. `listed`: the numbered list to the Head
    as it was sent (number, line); where it is not given, the list as the mail quotes it. `occasion`: the meeting of the
    letter that is answered; where it is not given, as the subject names it. Never raises.
    """
    reading = grammar_alone(mail, roster, asked, listed, occasion)
    against = objection(mail, reading)
    return replace(reading, review=True, why=f"{reading.why} {against}") if against else reading


def grammar_alone(
    mail: Mail,
    roster: Roster,
    asked: Doubt = Doubt.NONE,
    listed: tuple[tuple[int, str], ...] | None = None,
    occasion: Occasion | None = None,
) -> Reading:
    """`read` before the second reader has looked."""
    occasion = occasion or Occasion.of_title(mail.subject, mail.quoted_day)
    if listed is not None:
        mail = replace(mail, listed=listed)
    speaker = find_speaker(mail, roster)
    if mail.source in _NO_ANSWER:
        return _nothing(mail, speaker, mail.source)
    if speaker.member is None:
        return _from_stranger(mail, speaker)
    if mail.source is Source.REPLY and not mail.references and _unrelated(mail, speaker):
        return _nothing(mail, speaker, Source.OTHER)
    kind = mail.references[0].kind if mail.references else ""
    to_a_list = kind == "approval" or listed is not None or bool(mail.items)
    if speaker.member.role is Role.CHAIR and mail.source is Source.REPLY and to_a_list:
        return _ruling(mail, speaker, speaker.member, roster, occasion)
    outcome = _outcome(mail, speaker, speaker.member, roster, asked, kind, occasion)
    if kind in _NOT_TO_HIM and not speaker.is_chair and not outcome.review:
        outcome = replace(
            outcome, review=True, why=f"{outcome.why} (Trả lời một thư không hỏi thành viên này dự hay không.)"
        )
    return _reading(mail, speaker, outcome)


def _unrelated(mail: Mail, speaker: Speaker) -> bool:
    if speaker.writer in ("stranger", "former") and not speaker.by_name:
        return not about_the_meeting(mail)
    brief = len(mail.text.split()) <= _BRIEF and bool(
        mail.quoted or mail.attachments
    )  # what it passes on is the message
    return not about_the_meeting(mail) and not about_attending(mail) and bool(mail.text.strip()) and not brief


def _nothing(mail: Mail, speaker: Speaker, source: Source) -> Reading:
    sender = speaker.member.id if speaker.member else None
    return Reading(source, Intent.NONE, sender, speaker.writer, why=_NO_ANSWER[source], rule=f"source: {source.value}")


def _from_stranger(mail: Mail, speaker: Speaker) -> Reading:
    if mail.references or (about_the_meeting(mail) and about_attending(mail)):
        return Reading(
            mail.source,
            Intent.UNCLEAR,
            None,
            speaker.writer,
            review=True,
            why=speaker.doubt,
            rule="stranger",
            doubt=Doubt.OTHER,
        )
    return _nothing(mail, speaker, Source.OTHER)


# -- members ----------------------------------------------------------------------------------------------------------


def _outcome(
    mail: Mail, speaker: Speaker, member: Member, roster: Roster, asked: Doubt, kind: str, occasion: Occasion
) -> Outcome:
    def read_text(text: str) -> Outcome:
        analysis, signature = analysed(text, member, roster, occasion)
        outcome = read_answer(
            analysis, member, roster, lambda: _signer(f"{signature}\n{mail.signature}", member, roster)
        )
        outcome = taken_back(outcome, analysis, clerk=speaker.clerk)
        outcome = held_against_the_rest(outcome, analysis, member, roster, clerk=speaker.clerk)
        return _in_context(outcome, analysis, member, roster, asked, kind, speaker)

    if mail.source is Source.CALENDAR and mail.calendar is not None:
        others = is_of_another(mail.calendar, member, roster)
        return read_calendar(mail, mail.calendar, read_text, others=others)
    outcome = _own_words(mail, member, roster, read_text)
    if outcome.rule not in _SAYS_NOTHING:
        return outcome

    def read_letter(text: str) -> Outcome:
        return read_form(text, member, read_text) or read_text(text)

    return elsewhere.in_the_subject(mail, read_text) or elsewhere.in_the_letter(mail, outcome, read_letter) or outcome


# Rules of texts that leave the answer to the subject or to an attached letter.
_SAYS_NOTHING = frozenset({"empty", "nothing said", "receipt only", "attachment", "asks", "sends somebody"})


def _own_words(mail: Mail, member: Member, roster: Roster, read_text: Callable[[str], Outcome]) -> Outcome:
    if not mail.text.strip():
        doubt = Doubt.ATTACHMENT if mail.attachments else Doubt.ATTENDANCE
        return Outcome(Intent.UNCLEAR, "empty", "Thư không có nội dung mới.", review=True, doubt=doubt)
    text = without_tables(mail.text)
    settled = short.read_number(text, member, roster, read_text) or read_form(text, member, read_text)
    return settled or read_text(text)


def _signer(signature: str, member: Member, roster: Roster) -> Person | None:
    """Who signs, where it is not the member: the first person named in the signature."""
    if fold(member.name) in fold(signature):
        return None
    words = read_words(signature)
    named = [p for p in persons(words, member, roster) if p.name and p.who is Who.OTHER]
    if named:
        return named[0]
    return None


_YES = re.compile(r"^(?:dạ |vâng )?có(?: ạ| nhé| em| §y)*$")  # to 'Đồng chí có trực tiếp dự không?'
_INVITES = frozenset({"invite", "remind"})
_GOES = re.compile(r"^(?:dạ |ừ |có |vâng )?(?:đi|dự|đến|tới|họp|có mặt) (?:chứ|mà|đó)(?: em| nhé| ạ)*$")  # 'Đến chứ'
_AGREES = re.compile(r"^(?:dạ |vâng |§\w+ )*(?:đồng ý|nhất trí|thống nhất|approved|agreed)(?: ạ| nhé| em| §\w+)*$")


def _in_context(
    outcome: Outcome, analysis: Analysis, member: Member, roster: Roster, asked: Doubt, kind: str, speaker: Speaker
) -> Outcome:
    """Short answers that only the question makes clear: 'Đồng ý' to an invitation, a name to 'who?'."""
    if outcome.intent is not Intent.UNCLEAR:
        return outcome
    said = [c.marks for c in analysis.clauses]
    asks_him = _INVITES if speaker.is_chair else _TO_US  # the Head's 'đồng ý' may be meant for somebody's substitute
    agrees = len(said) == 1 and kind in asks_him and not speaker.clerk
    if agrees and (_AGREES.match(said[0]) or (kind in _INVITES and _YES.match(said[0]))):
        return Outcome(
            Intent.ATTEND,
            "agrees to the invitation",
            "Thành viên đồng ý dự theo giấy mời.",
            words=(analysis.original(analysis.clauses[0]),),
        )
    return short.bare_person(outcome, analysis, member, roster, asked, kind)


def _reading(mail: Mail, speaker: Speaker, outcome: Outcome) -> Reading:
    review = outcome.review or bool(speaker.doubt) or bool(mail.doubts) or outcome.intent is Intent.UNCLEAR
    why = outcome.why
    if outcome.extra.get("note"):
        why = f"{why} Cần xem: {outcome.extra['note']}."
    if speaker.doubt:
        why = f"{speaker.doubt} {why}"
    if mail.doubts:
        why = f"{why} ({'; '.join(mail.doubts)})"
    return Reading(
        mail.source,
        outcome.intent,
        speaker.member.id if speaker.member else None,
        speaker.writer,
        outcome.substitute,
        None,
        outcome.reason,
        review,
        why,
        outcome.words,
        outcome.rule,
        outcome.doubt,
        outcome.modes,
        outcome.companions,
        outcome.claimed,
        extra=outcome.extra,
    )


# -- the Head ---------------------------------------------------------------------------------------------------------


def _ruling(mail: Mail, speaker: Speaker, chair: Member, roster: Roster, occasion: Occasion) -> Reading:
    ruling = heads_word(mail, chair, roster, occasion)
    if ruling.intent is Intent.UNCLEAR and ruling.rule in (NO_RULING, ACKNOWLEDGES):
        outcome = _outcome(mail, speaker, chair, roster, Doubt.NONE, "approval", occasion)
        if (
            outcome.intent in (Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE)
            and outcome.rule != "agrees to the invitation"
        ):
            return replace(_reading(mail, speaker, outcome), review=True)
    review = ruling.review or bool(mail.doubts) or not speaker.is_chair
    why = ruling.why if speaker.is_chair else f"Thư ký chuyển ý kiến, không phải thư của chính Trưởng Ban: {ruling.why}"
    return Reading(
        mail.source,
        ruling.intent,
        chair.id,
        speaker.writer,
        None,
        ruling.items,
        None,
        review,
        why,
        ruling.words,
        ruling.rule,
        ruling.doubt,
        remark=ruling.remark,
        wants_head=ruling.wants_head,
        other_person=ruling.other_person,
    )
