"""What the clock calls for towards those who want to know who comes: the summary, supplements, the digest's hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from mailbot.core.due.picture import Picture, before_words, describe
from mailbot.core.model import (
    CloseMeeting,
    Due,
    Effect,
    Letter,
    LetterKind,
    Papers,
    Role,
    Send,
    State,
    Supplement,
)
from mailbot.core.policy import WorkingTime
from mailbot.core.summary import summarise

# How long the summary waits for a mailbox that cannot be reached.
CLOSING_PATIENCE = timedelta(minutes=15)
# After so many supplements even the last hour's changes are gathered: somebody plays with an answer.
MANY_SUPPLEMENTS = 12


def closing(picture: Picture, now: datetime) -> Iterable[Due]:
    """The deadline: the list is closed and reported to those who want to know; who was silent is told."""
    meeting = picture.meeting
    if meeting.closed_at is not None or now <= meeting.deadline or _mails_may_wait(picture, now):
        return
    effects: list[Effect] = [CloseMeeting(meeting.id)]
    if now < meeting.starts_at:
        effects += [*_summary(picture, now), *_told_that_it_passed(picture)]
    yield Due(f"close:{meeting.id}:{meeting.sequence}", "closing", tuple(effects), meeting.id)


def supplements(picture: Picture, now: datetime) -> Iterable[Due]:
    """What changes between the summary and the start is reported, gathered for a while, at once near the start."""
    meeting, schedule = picture.meeting, picture.policy.schedule
    if meeting.closed_at is None or picture.reported_at is None or not picture.changes or now >= meeting.starts_at:
        return
    at_once = meeting.starts_at - now <= schedule.supplement_at_once and picture.supplements < MANY_SUPPLEMENTS
    if now < picture.changes[0].at + schedule.supplement_gather and not at_once:
        return
    number = picture.supplements + 1
    supplement = Supplement(
        number=number,
        previous_at=picture.reported_at,
        changes=tuple(describe(change) for change in picture.changes),
        changed={change.member.id: before_words(change) for change in picture.changes},
    )
    key = f"supplement:{meeting.id}:{meeting.sequence}:{number}"
    yield Due(key, "supplement", tuple(_report(picture, "supplement", key, now, supplement)), meeting.id)


def _mails_may_wait(picture: Picture, now: datetime) -> bool:
    """Answers that the server received in time may not have been fetched yet: wait for one look after the deadline,
    but not longer than the patience of those who wait for the report."""
    deadline = picture.meeting.deadline
    return picture.polled_at is not None and picture.polled_at <= deadline and now - deadline < CLOSING_PATIENCE


def _summary(picture: Picture, now: datetime) -> Iterable[Send]:
    key = f"summary:{picture.meeting.id}:{picture.meeting.sequence}"
    return _report(picture, "summary", key, now)


def _report(
    picture: Picture, template: str, key: str, now: datetime, supplement: Supplement | None = None
) -> Iterable[Send]:
    """The same report to the Head and the Standing Vice-Chair (R23), and a copy to the office.

    Reasons and the log, which quotes them, go to the Head and the office only.
    """
    chair, vice_chair = picture.roster.chair, picture.roster.standing_vice_chair
    office = picture.policy.office.digest_to
    readers = [(reader.id, reader.email, reader) for reader in (chair, vice_chair) if reader is not None]
    common = {
        "meeting": picture.meeting,
        "summary": summarise(picture.meeting, picture.invitations, picture.requests, now),
        "pending": picture.open_requests,
        "changed": {},
        **(vars(supplement) if supplement else {}),
    }
    for who, address, reader in (*readers, *((address, address, None) for address in office)):
        reasons = reader is None or reader.role is Role.CHAIR
        yield Send(
            Letter(
                key=f"{key}:{who}",
                kind=LetterKind.SUMMARY,
                template=template,
                to=address,
                to_name=reader.name if reader else "",
                meeting_id=picture.meeting.id,
                member_id=reader.id if reader else None,
                context={**common, "to_chair": reasons, "copy": reader is None},
                papers=Papers(reasons, supplement),
            )
        )


def _told_that_it_passed(picture: Picture) -> Iterable[Send]:
    for invitation in picture.invitations:
        silent = invitation.state is State.SILENT and not invitation.undeliverable
        if not silent or invitation.member.role is Role.CHAIR:
            continue
        yield Send(
            Letter(
                key=f"deadline_passed:{picture.meeting.id}:{picture.meeting.sequence}:{invitation.member.id}",
                kind=LetterKind.REMIND,
                template="deadline_passed",
                to=invitation.member.email,
                to_name=invitation.member.name,
                meeting_id=picture.meeting.id,
                member_id=invitation.member.id,
                context={"meeting": picture.meeting, "invitation": invitation},
            )
        )


def digest_day(now: datetime, at: time, working: WorkingTime) -> str | None:
    """The day whose digest is due, as 'YYYY-MM-DD'; None before the digest's hour."""
    local = now.astimezone(working.zone)
    return local.date().isoformat() if local.time().replace(tzinfo=None) >= at else None
