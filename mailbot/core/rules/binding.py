"""What a consent binds to: this meeting at this time, this member, this substitute of this rank, and nothing else."""

from __future__ import annotations

import hashlib

from mailbot.core.model import Meeting, Member, Substitute
from mailbot.core.names import folded


def request_digest(meeting: Meeting, member: Member, substitute: Substitute) -> str:
    """A fingerprint (hex) that changes with anything the Head was asked about."""
    parts = (
        str(meeting.id),
        meeting.starts_at.isoformat(),
        member.id,
        folded(substitute.name or ""),
        folded(substitute.title or ""),
        substitute.rank.value,
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
