"""Calendar answers: ACCEPTED, DECLINED, TENTATIVE, DELEGATED, COUNTER (RFC 5546), and what the person typed besides."""

from __future__ import annotations

import re
from collections.abc import Callable

from mailbot.core.model import CalendarReply, Doubt, Intent, Mail, Member, PartStat, Rank, Roster, Substitute, UnitKind
from mailbot.core.reading.answer import Outcome
from mailbot.core.reading.text import canonical
from mailbot.core.reading.words import pattern

# What calendars write by themselves; not the person's words.
_STOCK = re.compile(pattern("calendar", "STOCK"))
_MEETING_LINES = re.compile(pattern("calendar", "MEETING_LINES"))


def typed(mail: Mail) -> str:
    """What the person wrote: the comment, else the body without the calendar's own sentences."""
    calendar = mail.calendar
    if calendar is not None and calendar.comment.strip():
        return calendar.comment.strip()
    title = canonical(mail.subject)
    kept = []
    for line in mail.text.splitlines():
        low = canonical(line.strip())
        if not low or _STOCK.fullmatch(low) or low in title or _MEETING_LINES.match(low):
            continue
        kept.append(line)
    return "\n".join(kept).strip()


def is_of_another(calendar: CalendarReply, member: Member, roster: Roster) -> bool:
    """Whether the entry or the attendee is another member's: his attendance cannot be answered from this mailbox."""
    addressed = [m.id for m in roster if calendar.attendee in (m.email, *m.assistants)]
    named = [m.id for m in roster if f".{m.id.lower()}@" in calendar.uid.lower()]
    return any(found and member.id not in found for found in (addressed, named))


def read_calendar(
    mail: Mail, calendar: CalendarReply, read_text: Callable[[str], Outcome], *, others: bool = False
) -> Outcome:
    """The button pressed, held against what was typed: a comment that says otherwise decides nothing alone.

    `others`: the entry is another member's.
    """
    if others:
        why = "Thư lịch trả lời giấy mời của thành viên khác."
        return Outcome(Intent.UNCLEAR, "calendar: of another", why, review=True, doubt=Doubt.OTHER)
    said = typed(mail)
    words = read_text(said) if said else None
    telling = words is not None and words.intent in (Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE)
    if calendar.method == "COUNTER":
        return Outcome(
            Intent.UNCLEAR,
            "calendar: counter",
            "Lịch đề xuất thời gian khác.",
            review=True,
            doubt=Doubt.OTHER,
            words=(said,) if said else (),
        )
    if calendar.partstat is PartStat.DELEGATED:
        if words is not None and words.intent is Intent.DELEGATE and words.substitute and words.substitute.name:
            return words
        name = calendar.delegate_name or None
        substitute = Substitute(name, None, Rank.UNKNOWN, UnitKind.NONE)
        return Outcome(
            Intent.DELEGATE,
            "calendar: delegated",
            f"Lịch báo ủy quyền cho {name or calendar.delegated_to or 'người khác'}.",
            substitute,
            doubt=Doubt.POST if name else Doubt.PERSON,
        )
    if calendar.partstat is PartStat.TENTATIVE:
        if words is not None and telling and words.intent is Intent.DELEGATE and not words.review:
            return words
        return Outcome(
            Intent.UNCLEAR, "calendar: tentative", "Lịch báo 'chưa dứt khoát'.", review=True, doubt=Doubt.ATTENDANCE
        )
    if calendar.partstat is PartStat.ACCEPTED:
        return _pressed(Intent.ATTEND, "calendar: accepted", "Lịch báo chấp nhận.", words, said)
    if calendar.partstat is PartStat.DECLINED:
        if words is not None and words.intent is Intent.DELEGATE:
            return words
        return _pressed(Intent.ABSENT, "calendar: declined", "Lịch báo từ chối.", words, said)
    return Outcome(
        Intent.UNCLEAR, "calendar: no answer", "Thư lịch không có câu trả lời.", review=True, doubt=Doubt.ATTENDANCE
    )


def _pressed(intent: Intent, rule: str, why: str, words: Outcome | None, said: str) -> Outcome:
    if words is None:
        return Outcome(intent, rule, why)
    if words.intent in (Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE) and words.intent is not intent:
        return Outcome(
            Intent.UNCLEAR,
            "calendar: contradiction",
            f"{why} Nhưng lời ghi kèm nói khác.",
            review=True,
            doubt=Doubt.ATTENDANCE,
            words=(said,),
        )
    if words.rule in ("undecided", "contradiction", "comes and sends", "only earlier answers"):
        return Outcome(
            Intent.UNCLEAR,
            "calendar: contradiction",
            f"{why} Nhưng lời ghi kèm chưa dứt khoát.",
            review=True,
            doubt=Doubt.ATTENDANCE,
            words=(said,),
        )
    reason = words.reason or (said if intent is Intent.ABSENT else None)
    return Outcome(
        intent,
        rule,
        why,
        words=(said,),
        reason=reason,
        modes=words.modes,
        companions=words.companions,
        review=words.review and words.intent is intent,
    )
