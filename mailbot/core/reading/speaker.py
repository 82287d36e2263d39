"""Who speaks: the seat that a mail is for, and whose mailbox wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.core.model import Mail, Member, Role, Roster
from mailbot.core.reading.persons import by_name

_PUBLIC = frozenset({"gmail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "hotmail.com", "icloud.com", "live.com"})


@dataclass(frozen=True)
class Speaker:
    """Whom the mail speaks for, and who wrote it; `doubt` says in Vietnamese why a person should look."""

    member: Member | None
    writer: str  # 'member', 'assistant', 'chair', 'chair_assistant', 'former', 'stranger'
    doubt: str = ""
    by_name: bool = False  # a stranger's address, under a member's full name

    @property
    def is_chair(self) -> bool:
        return self.writer == "chair"

    @property
    def clerk(self) -> bool:
        return self.writer in ("assistant", "chair_assistant")


def find_speaker(mail: Mail, roster: Roster) -> Speaker:
    """By address first; a known name on an unknown address is never more than a hint."""
    if mail.sender is None:
        return Speaker(None, "stranger", "Không xác định được người gửi.")
    address = mail.sender.email.lower()
    member = roster.by_address(address)
    if member is not None:
        return Speaker(member, "chair" if member.role is Role.CHAIR else "member")
    principal = roster.by_assistant(address)
    if principal is not None:
        return Speaker(principal, "chair_assistant" if principal.role is Role.CHAIR else "assistant")
    former = roster.former_by_address(address)
    if former is not None:
        return Speaker(former, "former", "Người gửi là người giữ ghế trước đây.")
    named = by_name(mail.sender.name, roster) if mail.sender.name else None
    if named is not None:
        why = f"Tên người gửi là {named.name} nhưng địa chỉ không có trong danh sách."
        return Speaker(named, "stranger", why, by_name=True)
    signed = [m for m in roster if m.name in mail.text]
    if len(signed) == 1:
        why = f"Thư ký tên {signed[0].name} nhưng địa chỉ không có trong danh sách."
        return Speaker(signed[0], "stranger", why, by_name=True)
    domain = address.partition("@")[2]
    if domain and domain not in _PUBLIC:
        mates = [m for m in roster if m.email.partition("@")[2] == domain]
        if len(mates) == 1:
            return Speaker(
                mates[0],
                "stranger",
                f"Thư từ một địa chỉ khác của {mates[0].agency}, không phải của thành viên hay văn thư.",
            )
    return Speaker(None, "stranger", "Người gửi không có trong danh sách.")
