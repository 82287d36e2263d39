"""The ceilings: how many letters may follow from mails, so that nobody can make us flood anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from mailbot.core.model import Letter, Send
from mailbot.core.policy import Policy
from mailbot.core.rules.replies import office_notice
from mailbot.store import correspondence, ledger

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


# Letters that ask the Head whether it was he, or carry his word. His requests bound their number, and nobody makes us
# write one who has not seen a letter to him: held back, they would lock him out, or leave a substitute on his way.
_HEADS_WORD = frozenset(
    ("chair_confirm", "chair_echo", "decision_agreed", "decision_refused", "decision_revoked", "substitute_released")
)


@dataclass(frozen=True)
class Ceiling:
    """A ceiling is reached: the office is told, once a day."""

    notices: tuple[Send, ...]


def reached(
    connection: Connection, policy: Policy, letter: Letter, because_of: int | None, now: datetime
) -> Ceiling | None:
    """The ceiling that this letter would go over; None where there is room, or where none applies.

    What the office itself must hear is never held, nor the Head's word, nor what the clock calls for.
    """
    if because_of is None or letter.to in policy.office.digest_to or letter.template in _HEADS_WORD:
        return None
    sender, limits = ledger.sender_of(connection, because_of), policy.limits
    day = now.astimezone(policy.working.zone).date()
    if correspondence.following(connection, now - DAY, sender) >= limits.each_sender:
        title = f"Đã tạm giữ thư trả lời {sender or '(không rõ người gửi)'}"
        line = f"Trong 24 giờ đã có {limits.each_sender} thư trả lời các thư từ địa chỉ này; thư tiếp theo chờ cán bộ."
        return Ceiling(office_notice(policy, f"ceiling:{sender}:{day}", title, (line,)))
    if correspondence.following(connection, now - HOUR) >= limits.altogether:
        title = "Đã tạm giữ thư trả lời tự động"
        line = f"Trong một giờ đã có {limits.altogether} thư trả lời; thư tiếp theo chờ cán bộ cho gửi."
        return Ceiling(office_notice(policy, f"ceiling:all:{day}", title, (line,)))
    return None
