"""START HERE: one mail's way through the house, and one due thing's.

    IMAP ─ fetch ─▶ parse ─▶ read ─▶ decide ─▶ record + enqueue ─▶ send ─ SMTP
             raw     Mail    Reading  Decision   one transaction      outbox

`handle_mail` is the middle of that line: the raw mail stands in the ledger already (`desk/intake.py`), and the letters
that follow leave from the outbox (`desk/sending.py`).  `handle_due` is the same way for what the clock calls for.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy.engine import Connection

from mailbot.core.due import due
from mailbot.core.model import Answer, Decision, Due, FiledAs
from mailbot.core.plain import without_tokens
from mailbot.core.reading import read
from mailbot.core.rules import Case, decide
from mailbot.core.rules.gates import gates
from mailbot.desk import Desk
from mailbot.desk.apply import apply
from mailbot.desk.enclosing import Binder
from mailbot.desk.gather import LINGERING, case_of, open_mail
from mailbot.desk.picture import picture_of
from mailbot.desk.vouching import signatures_on
from mailbot.store import ledger, meetings, once, reviews
from mailbot.store.journals import Cause
from mailbot.store.ledger import Entry, Status

_STATUS = {filed: Status(filed.value) for filed in FiledAs}


def handle_mail(desk: Desk, entry: Entry, now: datetime) -> Decision | None:
    """Handle one stored mail: all of its effects, or none. None where it was handled before.

    Whatever goes wrong is recorded in a second transaction and raised: a bug, or a database that is gone.
    """
    try:
        signed = signatures_on(desk, entry.raw, entry.received_at)
        with desk.store.read() as connection:
            opened = open_mail(connection, desk, entry.raw, entry.received_at, signed)
        reading = read(opened.mail, opened.roster, opened.asked, opened.listed, opened.occasion)
        with desk.store.begin() as connection:
            case = case_of(connection, desk, opened, reading, ref=f"mail {entry.id}", now=now)
            decision = decide(case)
            return decision if _record(connection, desk, entry, case, decision) else None
    except Exception as error:
        with desk.store.begin() as connection:
            ledger.fail(connection, entry.id, f"{type(error).__name__}: {error}"[:2000], now)
        raise


def _record(connection: Connection, desk: Desk, entry: Entry, case: Case, decision: Decision) -> bool:
    """The ledger's line and the effects, in the caller's transaction; False where the line is finished already."""
    mail, reading = case.mail, case.reading
    words = without_tokens(" … ".join(reading.words))
    fresh = ledger.finish(
        connection,
        entry.id,
        _STATUS[decision.filed],
        case.now,
        rule=decision.rule,
        why=decision.why,
        gates=[asdict(gate) for gate in gates(case)],
        source=mail.source.value,
        intent=reading.intent.value,
        sender=mail.sender.email if mail.sender else "",
        subject=mail.subject[:500],
        words=words[:2000] or without_tokens(mail.text[:2000]),
        meeting_id=decision.meeting_id,
        member_id=decision.member_id,
    )
    if fresh:
        cause = Cause(decision.rule, "mail", mail.received_at, words, entry.id)
        apply(connection, desk, decision.effects, cause, case.now)
        if any(isinstance(effect, Answer) and effect.counts and not effect.unverified for effect in decision.effects):
            reviews.settle_answered(connection, decision.meeting_id, decision.member_id, entry.id, case.now)
    return fresh


def handle_due(desk: Desk, now: datetime) -> tuple[int, list[Exception]]:
    """Do all that the clock calls for; how many things that were, and what went wrong with the others."""
    number, faults = 0, list[Exception]()
    with desk.store.read() as connection:
        running = [meeting.id for meeting in meetings.convened_after(connection, now - LINGERING)]
    for meeting_id in running:
        try:
            number += _do_those_of(desk, meeting_id, now, faults)
        except Exception as error:  # one meeting does not hold up another
            faults.append(error)
    return number, faults


def _do_those_of(desk: Desk, meeting_id: int, now: datetime, faults: list[Exception]) -> int:
    """What is due for one meeting, in one transaction, so that nothing can change between looking and doing; in it one
    savepoint a thing, so that a letter which cannot be written (a broken template) does not hold up the rest.

    A report waits for its papers, which are made between two transactions (`desk/enclosing.py`).
    """
    number, papers = 0, Binder(desk, now)
    while True:
        with desk.store.begin() as connection:
            meetings.lock(connection, meeting_id)
            for one in due(picture_of(connection, desk, meeting_id, now), now):
                try:
                    with connection.begin_nested():
                        ready = None if papers.is_done(one) else papers.bound(connection, one)
                        number += ready is not None and _do(connection, desk, ready.due, ready.at)
                except Exception as error:
                    faults.append(error)
        if not papers.make_wanted():
            faults += papers.left_out
            return number


def _do(connection: Connection, desk: Desk, one: Due, now: datetime) -> bool:
    if not once.mark_done(connection, one.key, one.rule, one.meeting_id, now):
        return False
    apply(connection, desk, one.effects, Cause(one.rule, "clock", now), now)
    return True
