"""What a consent binds to: this meeting at this time, this member, this substitute of this rank, and nothing else."""

from __future__ import annotations

import hashlib
import unicodedata

from mailbot.core.model import Meeting, Member, Substitute


def request_digest(meeting: Meeting, member: Member, substitute: Substitute) -> str:
    """A fingerprint (hex) that changes with anything the Head was asked about."""
    parts = (
        str(meeting.id),
        meeting.starts_at.isoformat(),
        member.id,
        _as_said(member.name),
        _as_said(substitute.name),
        _as_said(substitute.title),
        substitute.rank.value,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _as_said(text: str | None) -> str:
    """Without case and superfluous space; with its marks, for they tell one person from another."""
    return " ".join(unicodedata.normalize("NFC", text or "").casefold().split())
