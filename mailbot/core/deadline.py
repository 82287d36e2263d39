"""The deadline 'trong thời hạn 01 ngày trước thời điểm diễn ra' and the times that hang on it (regulation R20)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from mailbot.core.policy import DeadlineRule, WorkingTime

ONE_DAY = timedelta(hours=24)
END_OF_DAY = time(23, 59, 59)

# A short-notice meeting: how long before its start the list should stand, and how long the invitees should have.
BEFORE_START = timedelta(hours=1)
TO_ANSWER = timedelta(hours=2)


def deadline_for(starts_at: datetime, rule: DeadlineRule, working: WorkingTime) -> datetime:
    """The last moment (inclusive) at which an answer is in time, in the office's zone; never shifted forward.

    Raises ValueError for EXPLICIT: that deadline is printed in the invitation and follows from nothing.
    """
    start = starts_at.astimezone(working.zone)
    match rule:
        case DeadlineRule.H24:
            return _earlier(start, ONE_DAY)
        case DeadlineRule.CALENDAR_DAY:
            return datetime.combine(start.date() - timedelta(days=1), END_OF_DAY, working.zone)
        case DeadlineRule.WORKING_DAY_CLOSE:
            return _last_at(working.closes, datetime.combine(start.date(), time.min, working.zone), working)
        case DeadlineRule.EXPLICIT:
            raise ValueError("an explicit deadline is named with its meeting")


def softer_time(starts_at: datetime, working: WorkingTime) -> datetime:
    """The earlier time that invitations ask for, without consequence: T - 24 h where the office is open then,
    else the last close of the office before it (Friday 17:00 for a meeting on Monday)."""
    day_before = _earlier(starts_at.astimezone(working.zone), ONE_DAY)
    if _is_open(day_before, working):
        return day_before
    return _last_at(working.closes, day_before, working)


def needs_explicit(deadline: datetime, now: datetime) -> bool:
    """Whether an invitation that leaves at `now` comes too late for `deadline`: nobody can be late against that."""
    return now >= deadline


def suggested_explicit(starts_at: datetime, now: datetime) -> datetime:
    """A deadline for a short-notice meeting: the earlier of T - 1 h and now + 2 h, to the minute.

    Where less than an hour is left it is the start itself. Raises ValueError when the meeting has begun.
    """
    if now >= starts_at:
        raise ValueError("the meeting has begun: there is no deadline before its start any more")
    suggested = min(_earlier(starts_at, BEFORE_START), _earlier(now, -TO_ANSWER).astimezone(starts_at.tzinfo))
    to_the_minute = suggested.replace(second=0, microsecond=0)
    return to_the_minute if to_the_minute > now else starts_at


def minutes_late(received_at: datetime, deadline: datetime) -> int:
    """Minutes by which the server's receipt is past the deadline, begun ones counted whole; 0 = in time.

    The deadline is inclusive: what is received exactly then is in time.
    """
    margin = deadline.astimezone(UTC) - received_at.astimezone(UTC)
    return max(0, -(margin // timedelta(minutes=1)))


def reminder_times(
    deadline: datetime, invited_at: datetime, before: tuple[timedelta, ...], working: WorkingTime
) -> tuple[datetime, ...]:
    """When to remind: `before` the deadline each, in ascending order, once where two fall together.

    A reminder outside office hours goes out at the last opening of the office before it; one that would not come
    after the invitation, or not before the deadline, is left away.
    """
    wanted = (_earlier(deadline.astimezone(working.zone), each) for each in before)
    moved = {at if _is_open(at, working) else _last_at(working.opens, at, working) for at in wanted}
    return tuple(sorted(at for at in moved if invited_at < at < deadline))


def _is_open(moment: datetime, working: WorkingTime) -> bool:
    return working.is_working_day(moment.date()) and working.opens <= moment.time() <= working.closes


def _last_at(at: time, limit: datetime, working: WorkingTime) -> datetime:
    """The last time `at` of a working day that is not after `limit`."""
    day = limit.date()
    while not working.is_working_day(day) or datetime.combine(day, at, working.zone) > limit:
        day -= timedelta(days=1)
    return datetime.combine(day, at, working.zone)


def _earlier(moment: datetime, span: timedelta) -> datetime:
    """`span` of elapsed time before `moment`: plain subtraction would count by the clock on the wall."""
    return (moment.astimezone(UTC) - span).astimezone(moment.tzinfo)
