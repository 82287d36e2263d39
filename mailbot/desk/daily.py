"""The daily digest to the office: what needs a person, what came in and what was done, who is silent, what comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Connection

from mailbot.core.due import coming, describe, digest_day
from mailbot.core.model import Letter, LetterKind, Meeting, OpenMail
from mailbot.core.policy import Schedule, WorkingTime
from mailbot.core.rules.outcomes import tally
from mailbot.core.summary import summarise
from mailbot.desk.desk import Desk
from mailbot.desk.gather import standing
from mailbot.desk.health import health
from mailbot.desk.picture import changes_since, picture_of
from mailbot.desk.waiting import open_mails, stuck_letters
from mailbot.store import correspondence, ledger, once

DAY = timedelta(days=1)

# So many of a kind are written out; a flood of mails must not make a mail that nobody can read.
SHOWN = 20
EACH_SENDER = 5

# Mails of people whom the roster does not know: shown apart, answered by nobody but the office.
_STRANGERS = {"stranger"}
# What the office wants to know even on a day off.
_WORTH_A_MAIL = ("open_mails", "strangers", "stuck", "warnings", "arrived", "sent")


def write_digest(desk: Desk, now: datetime) -> bool:
    """Put today's digest into the outbox where it is due; whether one went in.

    With nothing to say there is none on a day off, and three lines on a working day: silence is never mistaken for
    health.
    """
    schedule, working = desk.policy.schedule, desk.policy.working
    day = digest_day(now, schedule.digest_at, working)
    if day is None:
        return False
    with desk.store.begin() as connection:
        if not once.mark_done(connection, f"digest:{day}", "digest", None, now):
            return False
        context = digest_context(connection, desk, date.fromisoformat(day), now)
        says_something = any(context[name] for name in _WORTH_A_MAIL)
        if not working.is_working_day(date.fromisoformat(day)) and not says_something:
            return False
        template = "digest" if says_something or context["meetings"] else "digest_quiet"
        if template == "digest_quiet":
            context = {name: context[name] for name in ("day", "since", "health")}
        for address in desk.policy.office.digest_to:
            key = f"digest:{day}:{address}"
            letter = Letter(key=key, kind=LetterKind.DIGEST, template=template, to=address, context=context)
            desk.enqueue(connection, letter, now)
        return True


def digest_context(connection: Connection, desk: Desk, day: date, now: datetime) -> dict[str, object]:
    """What the digest of this day speaks of."""
    since = now - DAY
    until = next_digest(now, desk.policy.schedule, desk.policy.working)
    waiting = open_mails(connection, desk, now)
    known = _fairly(mail for rule, mail in waiting if rule not in _STRANGERS)
    strangers = _fairly(mail for rule, mail in waiting if rule in _STRANGERS)
    stuck = stuck_letters(connection)
    arrived = ledger.handled_between(connection, since, now)
    made = correspondence.made_between(connection, since, now)
    found = health(connection, desk, since, now)
    return {
        "day": day,
        "since": since,
        "until": until,
        "meetings": tuple(_report(connection, desk, m, now, until) for m in desk.open_meetings(connection, now)),
        "open_mails": tuple(known[:SHOWN]),
        "strangers": tuple(strangers[:SHOWN]),
        "stuck": stuck[:SHOWN],
        "more_mails": len(known[SHOWN:]) + len(strangers[SHOWN:]),
        "more_stuck": len(stuck[SHOWN:]),
        "arrived": tally(row.rule for row in arrived),
        "sent": dict(Counter(row.kind for row in made if row.status == "sent")),
        "warnings": found.warnings,
        "health": found.figures,
    }


def _fairly(mails: Iterable[OpenMail]) -> list[OpenMail]:
    """Oldest first, but what one sender sends beyond a few stands behind everybody else's: his flood hides no other."""
    senders = Counter[str]()
    first, behind = list[OpenMail](), list[OpenMail]()
    for mail in mails:
        senders[mail.sender] += 1
        (first if senders[mail.sender] <= EACH_SENDER else behind).append(mail)
    return [*first, *behind]


def _report(
    connection: Connection, desk: Desk, meeting: Meeting, now: datetime, until: datetime
) -> tuple[object, tuple[str, ...], dict[str, int]]:
    """(figures, what changed in a day, letters to come by template) of one meeting."""
    invitations, asked = standing(connection, meeting.id, desk.roster(connection, now))
    changes = changes_since(connection, meeting, invitations, now - DAY)
    figures = summarise(meeting, invitations, asked, now)
    ahead = coming(picture_of(connection, desk, meeting.id, now), now, until)
    return figures, tuple(describe(change) for change in changes), dict(ahead)


def next_digest(now: datetime, schedule: Schedule, working: WorkingTime) -> datetime:
    """The digest's hour of the next working day: until then the office reads what comes."""
    day = now.astimezone(working.zone).date() + DAY
    while not working.is_working_day(day):
        day += DAY
    return datetime.combine(day, schedule.digest_at, working.zone)
