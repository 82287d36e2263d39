"""The Head's word on a list: above it, under its lines, and whom he wants instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mailbot.core.model import Doubt, Intent, Mail, Member, Rank, Roster, Verdict
from mailbot.core.reading.analysed import analysed
from mailbot.core.reading.consent import read_ruling
from mailbot.core.reading.fold import fold
from mailbot.core.reading.items import REST
from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.ranks import substitute_of
from mailbot.core.reading.ruling import Ruling


def heads_word(mail: Mail, chair: Member, roster: Roster, occasion: Occasion) -> Ruling:
    """What the whole mail decides, item by item; 'all the others' by their numbers where the list is known."""
    analysis, _ = analysed(mail.text, chair, roster, occasion)
    ruling = read_ruling(analysis, mail, chair, roster)
    if mail.items:
        ruling = _with_lines(ruling, mail, chair, roster, occasion, spoken=bool(analysis.clauses))
    if ruling.other_person is not None:
        ruling = _named_instead(ruling, mail, roster)
    return replace(ruling, items=_spelled_out(ruling.items, mail))


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
    analysis, _ = analysed(mail.text, asked[0], roster, Occasion())
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
        analysis, _ = analysed(said, chair, roster, occasion)
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
