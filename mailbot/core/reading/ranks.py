"""A person as a substitute: name, title as written, and rank seen from the member's own agency."""

from __future__ import annotations

from dataclasses import replace

from mailbot.core.model import Member, Rank, Role, Roster, Substitute, UnitKind
from mailbot.core.profiles import kind_of
from mailbot.core.reading.fold import fold
from mailbot.core.reading.persons import Person, by_name
from mailbot.core.reading.titles import Title

_ANY_DEPUTY = "cấp phó"  # no post by itself, but whoever it is, he is said to be one of the deputies


def same_person(one: Person, other: Person) -> bool:
    """Whether two mentions mean one person: equal names, or a given name that the other's ends with."""
    if one.name is None or other.name is None:
        return (
            one.name is None
            and other.name is None
            and one.title is not None
            and other.title is not None
            and (one.title.row.id == other.title.row.id and one.title.candidate == other.title.candidate)
        )
    a, b = fold(one.name).split(), fold(other.name).split()
    return a == b or a[-len(b) :] == b or b[-len(a) :] == a


def best_of(mentions: list[Person]) -> Person:
    """Several mentions of one person as one: the fullest name with all titles."""
    named = max(mentions, key=lambda p: len((p.name or "").split()))
    titles = tuple(dict.fromkeys(t for p in mentions for t in p.titles))
    return replace(named, titles=titles, who=named.who)


def substitute_of(person: Person, member: Member, roster: Roster) -> tuple[Substitute, str]:
    """The substitute, and a note for a person where the mail cannot be acted upon alone ('' where it can)."""
    title = person.title
    written = "; ".join(t.written for t in person.titles if not t.weak or title is t) or None
    known = by_name(person.name, roster) if person.name else None
    entry = _registered(person.name, member)
    registered = None if not member.deputies else entry is not None
    if title is not None and title.candidate == "deputy" and not title.weak:
        note = "quyền phụ trách cơ quan" if title.acting else ""
        return Substitute(person.name, written, Rank.DEPUTY, UnitKind.NONE, registered), note
    if entry is not None and (title is None or as_rank(title.candidate) is Rank.UNKNOWN):
        return Substitute(person.name, written or entry, Rank.DEPUTY, UnitKind.NONE, True), ""
    if entry is not None and title is not None and title.candidate in ("division", "staff"):
        return Substitute(
            person.name, written, Rank.UNKNOWN, UnitKind.NONE, True
        ), "chức vụ trong thư khác danh sách cấp phó"
    if title is not None and title.row.title == _ANY_DEPUTY and known is None:
        return Substitute(person.name, written, Rank.DEPUTY, UnitKind.NONE, registered), ""
    if title is not None and title.candidate == "head":
        return Substitute(
            person.name, written, Rank.UNKNOWN, UnitKind.NONE, registered
        ), "chức danh người đứng đầu cơ quan"
    if known is not None and (title is None or as_rank(title.candidate) in (Rank.UNKNOWN, Rank.OUTSIDE)):
        return _of_roster(known, person, member, written, registered)
    if title is None:
        return Substitute(person.name, None, Rank.UNKNOWN, UnitKind.NONE, registered), ""
    return Substitute(person.name, written, as_rank(title.candidate), _unit(title), registered), ""


def as_rank(candidate: str) -> Rank:
    """The table's rank as the Regulation asks for it; what proves no post is unknown."""
    return {"deputy": Rank.DEPUTY, "division": Rank.DIVISION, "staff": Rank.STAFF, "outside": Rank.OUTSIDE}.get(
        candidate, Rank.UNKNOWN
    )


def _unit(title: Title) -> UnitKind:
    return title.unit if title.candidate == "division" else UnitKind.NONE


def _registered(name: str | None, member: Member) -> str | None:
    """The title under which the agency's register of deputies has this name, where it is exactly one."""
    if not name:
        return None
    wanted = fold(name).split()
    found = [d for d in member.deputies if fold(d.name).split()[-len(wanted) :] == wanted]
    return (found[0].title or "") if len(found) == 1 else None


def _of_roster(
    known: Member, person: Person, member: Member, written: str | None, registered: bool | None
) -> tuple[Substitute, str]:
    """Another member of the committee: the Head's own deputy stands in for the Head alone, anybody else is a peer."""
    kind = member.kind or kind_of(member.agency)
    deputy = known.agency == member.agency and member.role is Role.CHAIR and kind != ""
    rank = Rank.DEPUTY if deputy else Rank.OUTSIDE
    return Substitute(person.name, written or known.title, rank, UnitKind.NONE, registered), ""
