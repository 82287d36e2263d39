"""A meeting as the commands show it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import click
from sqlalchemy.engine import Connection

from mailbot.core.model import Meeting
from mailbot.core.summary import Summary
from mailbot.desk import Desk


def summary_of(desk: Desk, connection: Connection, meeting: Meeting) -> Summary:
    """Where everybody stands now."""
    from mailbot.core.summary import summarise
    from mailbot.desk.gather import standing

    now = datetime.now(UTC)
    invitations, requests = standing(connection, meeting.id, desk.roster(connection, now))
    return summarise(meeting, invitations, requests, now)


def print_meeting(meeting: Meeting, zone: ZoneInfo) -> None:
    """When, where, and until when answers are due."""
    from mailbot.core.dates import say_moment

    click.echo(f"{meeting.title} [{meeting.code}]")
    click.echo(f"  Thời gian: {say_moment(meeting.starts_at.astimezone(zone))}")
    click.echo(f"  Địa điểm: {meeting.place}; chủ trì: {meeting.presiding}")
    click.echo(f"  Hạn xác nhận: {say_moment(meeting.deadline.astimezone(zone))} ({meeting.deadline_policy})")


def status_of(meeting: Meeting) -> str:
    """How far the meeting is, in two words."""
    if meeting.cancelled_at:
        return "đã hoãn" if meeting.postponed else "không tổ chức"
    if meeting.closed_at:
        return "đã tổng hợp"
    return "đã mời" if meeting.invited_at else "chưa mời"
