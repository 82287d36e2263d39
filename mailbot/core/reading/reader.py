"""One mail's way through this room: who speaks, in answer to what, what he says, what may be acted upon."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from mailbot.core.model import Doubt, Intent, Mail, Member, Rank, Reading, Role, Roster, Source, Verdict
from mailbot.core.reading import elsewhere, short
from mailbot.core.reading.answer import Outcome, read_answer
from mailbot.core.reading.attending import held_against_the_rest
from mailbot.core.reading.calendar import is_of_another, read_calendar
from mailbot.core.reading.clauses import Analysis, analyse
from mailbot.core.reading.consent import Ruling, read_ruling
from mailbot.core.reading.fold import fold
from mailbot.core.reading.forms import read_form
from mailbot.core.reading.items import REST
from mailbot.core.reading.layout import lay_out
from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.persons import Person, Who, persons
from mailbot.core.reading.ranks import substitute_of
from mailbot.core.reading.relevance import about_attending, about_the_meeting
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
    if speaker.member.role is Role.CHAIR and mail.source is Source.REPLY and (kind == "approval" or mail.items):
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


def _analysis(text: str, member: Member, roster: Roster, occasion: Occasion) -> tuple[Analysis, str]:
    letter = lay_out(text, member)
    words = read_words(letter.body)
    return analyse(words, member, roster, occasion), letter.signature


def _outcome(
    mail: Mail, speaker: Speaker, member: Member, roster: Roster, asked: Doubt, kind: str, occasion: Occasion
) -> Outcome:
    def read_text(text: str) -> Outcome:
        analysis, signature = _analysis(text, member, roster, occasion)
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
    analysis, _ = _analysis(mail.text, chair, roster, occasion)
    ruling = read_ruling(analysis, mail, chair, roster)
    if mail.items:
        ruling = _with_lines(ruling, mail, chair, roster, occasion, spoken=bool(analysis.clauses))
    if ruling.intent is Intent.UNCLEAR and ruling.rule == "no ruling":
        outcome = _outcome(mail, speaker, chair, roster, Doubt.NONE, "approval", occasion)
        if (
            outcome.intent in (Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE)
            and outcome.rule != "agrees to the invitation"
        ):
            return replace(_reading(mail, speaker, outcome), review=True)
    if ruling.other_person is not None:
        ruling = _named_instead(ruling, mail, roster)
    review = ruling.review or bool(mail.doubts) or not speaker.is_chair
    why = ruling.why if speaker.is_chair else f"Thư ký chuyển ý kiến, không phải thư của chính Trưởng Ban: {ruling.why}"
    return Reading(
        mail.source,
        ruling.intent,
        chair.id,
        speaker.writer,
        None,
        _spelled_out(ruling.items, mail),
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


def _spelled_out(items: Mapping[str, Verdict] | None, mail: Mail) -> dict[str, Verdict] | None:
    """'Đồng ý hết, trừ Sở Y tế': all the others by their numbers, where the list is known."""
    others = {str(number) for number, _ in mail.listed} - set(items or ())
    if items is None or REST not in items or not others:
        return None if items is None else dict(items)
    named = {key: word for key, word in items.items() if key != REST}
    return dict(sorted((named | dict.fromkeys(others, items[REST])).items()))


def _named_instead(ruling: Ruling, mail: Mail, roster: Roster) -> Ruling:
    """The rank of whom the Head wants instead, seen from the agency of the one member he was asked about.

    Only a deputy named with his post settles anything: whom else he may have meant is for a person.
    """
    asked = [m for m in roster if any(fold(m.name) in fold(line) for _, line in mail.listed)]
    if len(mail.listed) != 1 or len(asked) != 1 or ruling.other_person is None:
        return ruling
    analysis, _ = _analysis(mail.text, asked[0], roster, Occasion())
    wanted = [p for p in analysis.people if p.name == ruling.other_person.name]
    if not wanted:
        return ruling
    substitute, note = substitute_of(wanted[0], asked[0], roster)
    clear = bool(substitute.name) and substitute.rank is Rank.DEPUTY and not note
    return replace(ruling, other_person=substitute, review=not clear)


def _with_lines(
    ruling: Ruling, mail: Mail, chair: Member, roster: Roster, occasion: Occasion, *, spoken: bool
) -> Ruling:
    """The verdicts written under the quoted items, joined with those of the text above."""
    items: dict[str, Verdict] = dict(ruling.items or {})
    words: list[str] = list(ruling.words)
    for number, said in mail.items:
        analysis, _ = _analysis(said, chair, roster, occasion)
        line = tuple(item for item in mail.listed if item[0] == number)
        one = read_ruling(analysis, replace(mail, listed=(), items=()), chair, roster, line)
        if one.intent not in (Intent.APPROVE, Intent.REFUSE) or one.review:
            return replace(
                one, intent=Intent.UNCLEAR, items=None, review=True, doubt=Doubt.ITEMS, rule="between the lines"
            )
        items[str(number)] = Verdict(one.intent.value)
        words.append(said)
    if spoken and ruling.items is None and ruling.intent in (Intent.APPROVE, Intent.REFUSE):
        items.setdefault(REST, Verdict(ruling.intent.value))
    if {str(number) for number, _ in mail.listed} <= set(items):
        items.pop(REST, None)
    kinds = set(items.values())
    intent = Intent.MIXED if len(kinds) > 1 else Intent(next(iter(kinds)).value)
    return Ruling(
        intent, "between the lines", "Trưởng Ban ghi ý kiến dưới từng mục.", items, False, Doubt.NONE, tuple(words)
    )
