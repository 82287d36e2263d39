"""The daily digest to the office: what came in, what was done, what needs a person, who is silent, how the bot is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection, Row

from mailbot.core.due import describe, digest_day
from mailbot.core.model import Letter, LetterKind, OpenMail
from mailbot.core.summary import summarise
from mailbot.desk.desk import Desk
from mailbot.desk.gather import standing
from mailbot.desk.picture import changes_since
from mailbot.store import ledger, outbox

# Mails of people whom the roster does not know: shown apart, answered by nobody but the office.
_STRANGERS = {"stranger"}
# A digest shows so many mails of one sender and of each kind, the newest: a flood must not make it too big to be sent.
EACH_SENDER, EACH_KIND = 20, 200


def write_digest(desk: Desk, now: datetime) -> bool:
    """Put today's digest into the outbox where it is due; whether one went in.

    On a day off there is one only if a person is needed or something came in: nothing to say, no mail.
    """
    schedule, working = desk.policy.schedule, desk.policy.working
    day = digest_day(now, schedule.digest_at, working)
    if day is None:
        return False
    with desk.store.begin() as connection:
        if not outbox.mark_done(connection, f"digest:{day}", "digest", None, now):
            return False
        context = digest_context(connection, desk, date.fromisoformat(day), now)
        if not working.is_working_day(date.fromisoformat(day)) and not _says_something(context):
            return False
        for address in desk.policy.office.digest_to:
            key = f"digest:{day}:{address}"
            letter = Letter(key=key, kind=LetterKind.DIGEST, template="digest", to=address, context=context)
            desk.enqueue(connection, letter, now)
        return True


def open_mail(row: Row[Any]) -> OpenMail:
    """A line of the ledger as the office reads it."""
    why = row.why or (f"Lỗi khi xử lý: {row.error}" if row.error else "")
    return OpenMail(f"#{row.id}", row.received_at, row.sender or "(không rõ)", row.subject, row.words, why)


def digest_context(connection: Connection, desk: Desk, day: date, now: datetime) -> dict[str, object]:
    """What the digest of this day speaks of."""
    since = now - timedelta(days=1)
    roster = desk.roster(connection, now)
    reports = []
    for meeting in desk.open_meetings(connection, now):
        invitations, asked = standing(connection, meeting.id, roster)
        changes = changes_since(connection, meeting, invitations, since)
        figures = summarise(meeting, invitations, asked, now)
        reports.append((figures, tuple(describe(change) for change in changes)))
    waiting = ledger.open_for_people(connection)
    open_mails = _shown([row for row in waiting if row.rule not in _STRANGERS])
    strangers = _shown([row for row in waiting if row.rule in _STRANGERS])
    made = outbox.made_between(connection, since, now)
    return {
        "day": day,
        "meetings": tuple(reports),
        "open_mails": open_mails,
        "strangers": strangers,
        "unshown": len(waiting) - len(open_mails) - len(strangers),
        "sent": dict(Counter(row.kind for row in made if row.status == "sent")),
        "failures": tuple(f"{row.recipient}: {row.reply}" for row in made if row.status in ("failed", "uncertain")),
        "health": _health(connection, desk, now),
    }


def _shown(rows: Sequence[Row[Any]]) -> tuple[OpenMail, ...]:
    """The newest of these mails, as far as the digest has room; oldest first, as they came."""
    senders = Counter[str]()
    shown = list[OpenMail]()
    for row in reversed(rows):
        senders[row.sender] += 1
        if senders[row.sender] <= EACH_SENDER and len(shown) < EACH_KIND:
            shown.append(open_mail(row))
    return tuple(reversed(shown))


def _says_something(context: dict[str, object]) -> bool:
    return any(context[key] for key in ("open_mails", "strangers", "failures", "sent"))


def _health(connection: Connection, desk: Desk, now: datetime) -> tuple[str, ...]:
    """Lines for the office: last look, mails known, queue."""
    polled_at = ledger.last_poll(connection)
    mails, letters = ledger.counts(connection), outbox.counts(connection)
    zone = desk.policy.working.zone
    looked = f"{polled_at.astimezone(zone):%H:%M %d/%m/%Y}" if polled_at else "chưa có"
    queued = sum(letters.get(status, 0) for status in ("queued", "sending", "uncertain"))
    return (
        f"Lần đọc hộp thư gần nhất: {looked}",
        f"Thư đã ghi sổ: {sum(mails.values())}; đang chờ xử lý: {mails.get('received', 0)}",
        f"Thư chờ gửi: {queued}; gửi không được: {letters.get('failed', 0)}; tạm giữ: {letters.get('held', 0)}",
    )
