"""`mailbot meeting show`: who comes to a meeting, and who really came."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import click

from mailbot.cli.meeting_words import print_meeting, status_of, summary_of
from mailbot.cli.output import fail, print_json, table
from mailbot.cli.settings import opened_desk, pass_settings
from mailbot.config import Settings
from mailbot.core.model import Invitation, Presence
from mailbot.core.summary import SHORT_TERMS, Row

SHOW = {
    "number": "stt",
    "name": "họ tên",
    "title": "chức vụ",
    "state": "kết quả",
    "substitute": "người dự thay",
    "answered_at": "trả lời lúc",
    "remark": "ghi chú",
}
CAME = {"came": "thực tế dự họp"}  # in front of the remark, once the office has noted it


@click.command("show")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@pass_settings
def command(settings: Settings, code: str, as_json: bool) -> None:
    """Who comes to the meeting CODE, everybody in protocol order; who really came, once that is entered."""
    from mailbot.store import meetings, presences

    zone = settings.policy.working.zone
    with opened_desk(settings) as desk, desk.store.read() as connection:
        meeting = meetings.by_code(connection, code)
        if meeting is None:
            fail(f"no meeting has the code {code!r}; `mailbot meeting list` shows them", 2)
        summary = summary_of(desk, connection, meeting)
        noted = presences.of_meeting(connection, meeting.id)
    rows = [_show_row(row, noted, zone) for row in summary.rows]
    if as_json:
        counts = {state.value: number for state, number in summary.counts.items()}
        print_json(
            {
                "code": meeting.code,
                "title": meeting.title,
                "starts_at": meeting.starts_at,
                "headline": summary.headline(),
                "status": status_of(meeting),
                "counts": counts,
                "chair": _apart(summary.chair, noted) if summary.chair else None,
                "invitees": rows,
                "guests": [_apart(guest, noted) for guest in summary.guests],
            }
        )
        return
    print_meeting(meeting, zone)
    click.echo(f"  Tình trạng: {status_of(meeting)}\n{summary.headline()}")
    *first, last = SHOW.items()
    table(rows, dict([*first, *CAME.items(), last]) if noted else SHOW)
    if summary.chair:
        click.echo(f"Trưởng Ban (không tính trong số liệu): {_stands(summary.chair, noted)}")
    for guest in summary.guests:
        click.echo(f"Khách mời: {_stands(guest, noted)}")


def _stands(invitation: Invitation, noted: Mapping[str, Presence]) -> str:
    member, came = invitation.member, _came(invitation, noted)
    return f"{member.name} - {member.title}: {SHORT_TERMS[invitation.state]}{f'; {came}' if came else ''}"


def _apart(invitation: Invitation, noted: Mapping[str, Presence]) -> dict[str, object]:
    """The Head, or a guest, for programs."""
    return {
        "id": invitation.member.id,
        "name": invitation.member.name,
        "state": invitation.state.value,
        "came": _came(invitation, noted),
    }


def _came(invitation: Invitation, noted: Mapping[str, Presence]) -> str:
    from mailbot.papers.lines import presence

    return presence(noted.get(invitation.member.id), invitation) if noted else ""


def _show_row(row: Row, noted: Mapping[str, Presence], zone: ZoneInfo) -> dict[str, object]:
    invitation = row.invitation
    substitute = invitation.substitute
    remarks = [
        *(["sau thời hạn"] if row.late_by else []),
        *(["thay đổi sau thời hạn"] if row.changed_late else []),
        *(["thư mời chưa chuyển được"] if invitation.undeliverable else []),
        *([f"do {invitation.written_by or 'văn thư'} gửi"] if invitation.by_assistant else []),
        *(["chưa xác thực người gửi"] if invitation.unverified else []),
    ]
    return {
        "number": row.number,
        "id": invitation.member.id,
        "name": invitation.member.name,
        "title": invitation.member.title,
        "state": SHORT_TERMS[row.state],
        "substitute": " - ".join(filter(None, (substitute.name, substitute.title))) if substitute else "",
        "answered_at": invitation.last_answer_at.astimezone(zone) if invitation.last_answer_at else None,
        "came": _came(invitation, noted),
        "remark": "; ".join(remarks),
    }
