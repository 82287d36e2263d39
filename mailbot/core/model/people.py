"""Who the Committee is: members, their agencies, the deputies who may stand in for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """A person's seat, as the roster writes it."""

    CHAIR = "chair"  # Trưởng Ban: the only one who can consent (R5)
    STANDING_VICE_CHAIR = "standing_vice_chair"  # Phó Trưởng Ban Thường trực (R6)
    VICE_CHAIR = "vice_chair"  # Phó Trưởng Ban
    MEMBER = "member"  # Ủy viên
    GUEST = "guest"  # khách mời: outside the Committee, the looser rule R36


@dataclass(frozen=True)
class AgencyProfile:
    """One kind of agency and who leads it: rank is relative to this (domain/titles.md, 2)."""

    kind: str  # SO, VPUB, TTT, ...: a column `as_KIND` of the titles table
    name: str  # for people: 'Sở', 'Văn phòng UBND tỉnh'
    heads: tuple[str, ...]  # 'Giám đốc'
    deputies: tuple[str, ...]  # 'Phó Giám đốc'; empty: nobody may stand in (a Vice-Chairman)
    patterns: tuple[str, ...] = ()  # an agency whose name starts with one of these is of this kind


@dataclass(frozen=True)
class Deputy:
    """An entry of an agency's register of deputies."""

    name: str
    title: str = ""


@dataclass(frozen=True)
class Member:
    """The present holder of a seat, or a guest of one meeting."""

    id: str
    name: str
    title: str
    agency: str
    role: Role
    email: str  # lower case
    aliases: tuple[str, ...] = ()  # other names of the agency
    assistants: tuple[str, ...] = ()  # office mailboxes that may speak for the member; lower case
    kind: str = ""  # the agency's kind, a key of the profiles; '' = unknown
    deputies: tuple[Deputy, ...] = ()
    phone: str = ""
    order: int = 0  # protocol order, as in the establishing decision
    valid_from: date | None = None
    valid_to: date | None = None  # last day in the seat

    @property
    def is_guest(self) -> bool:
        return self.role is Role.GUEST


@dataclass(frozen=True)
class Roster:
    """The seats in force on one day, in protocol order, with the agencies' profiles."""

    members: tuple[Member, ...]
    profiles: tuple[AgencyProfile, ...] = ()
    former: tuple[Member, ...] = ()  # earlier holders: their mail is for a person
    upcoming: tuple[Member, ...] = ()  # holders whose time has not begun

    def __iter__(self) -> Iterator[Member]:
        return iter(self.members)

    def by_id(self, member_id: str) -> Member | None:
        return next((m for m in self.members if m.id == member_id), None)

    def by_address(self, address: str) -> Member | None:
        """The member whose own address this is; exact, case-folded."""
        return next((m for m in self.members if m.email == address.lower()), None)

    def by_assistant(self, address: str) -> Member | None:
        """The member for whom the office mailbox `address` may speak, where it is exactly one."""
        found = [m for m in self.members if address.lower() in m.assistants]
        return found[0] if len(found) == 1 else None

    def former_by_address(self, address: str) -> Member | None:
        return next((m for m in self.former if m.email == address.lower()), None)

    def profile(self, member: Member) -> AgencyProfile | None:
        return next((p for p in self.profiles if p.kind == member.kind), None)

    @property
    def chair(self) -> Member | None:
        return next((m for m in self.members if m.role is Role.CHAIR), None)

    @property
    def standing_vice_chair(self) -> Member | None:
        return next((m for m in self.members if m.role is Role.STANDING_VICE_CHAIR), None)
