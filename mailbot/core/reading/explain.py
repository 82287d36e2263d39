"""How a mail was read, for a person: the clauses as the grammar saw them, and what each states."""

from __future__ import annotations

from mailbot.core.model import Mail, Roster
from mailbot.core.reading.clauses import analyse
from mailbot.core.reading.layout import lay_out
from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.speaker import find_speaker
from mailbot.core.reading.statements import facts
from mailbot.core.reading.tables import without_tables
from mailbot.core.reading.text import read_words


def explain(mail: Mail, roster: Roster) -> list[str]:
    """Lines: who speaks, whom the text names, its clauses, and the statements in them."""
    speaker = find_speaker(mail, roster)
    seat = speaker.member.id if speaker.member else "-"
    lines = [f"speaker: {seat} ({speaker.writer})  in answer to: {', '.join(map(str, mail.references)) or '-'}"]
    if speaker.member is None or not mail.text.strip():
        return lines
    letter = lay_out(without_tables(mail.text), speaker.member)
    text = read_words(letter.body)
    analysis = analyse(text, speaker.member, roster, Occasion.of_title(mail.subject, mail.quoted_day))
    for number, person in enumerate(analysis.people):
        titles = "; ".join(f"{t.written} = {t.candidate}" for t in person.titles)
        lines.append(f"§{number}: {text.original(person.first, person.last)}  {person.who.value}  {titles}".rstrip())
    for number, clause in enumerate(analysis.clauses):
        signs = [s for s, on in (("?", clause.question), ("if", clause.condition), ("past", clause.past)) if on]
        lines.append(
            f"{number}. {f'[{clause.link}] ' if clause.link else ''}{clause.marks}  {' '.join(signs)}".rstrip()
        )
        lines += [
            f"   {'+' if fact.positive else '-'} {fact.kind.value} {' '.join(fact.who) or '·'} ({fact.certainty.value})"
            for fact in facts(analysis)
            if fact.clause == number
        ]
    return lines
