"""Fixed words and colours, the same in letters, mails and documents."""

from __future__ import annotations

from mailbot.core.model import Member, Mode, Role, State

# A seat on the Committee, as it stands behind a person's post.
SEATS: dict[Role, str] = {
    Role.CHAIR: "Trưởng Ban Chỉ đạo",
    Role.STANDING_VICE_CHAIR: "Phó Trưởng ban Thường trực Ban Chỉ đạo",
    Role.VICE_CHAIR: "Phó Trưởng ban Ban Chỉ đạo",
    Role.MEMBER: "Ủy viên Ban Chỉ đạo",
    Role.GUEST: "",
}

# The same in a column of its own.
SHORT_SEATS: dict[Role, str] = {
    Role.CHAIR: "Trưởng Ban",
    Role.STANDING_VICE_CHAIR: "Phó Trưởng ban Thường trực",
    Role.VICE_CHAIR: "Phó Trưởng ban",
    Role.MEMBER: "Ủy viên",
    Role.GUEST: "Khách mời",
}

# How somebody attends.
MODES: dict[Mode, str] = {
    Mode.LATE: "đến muộn",
    Mode.EARLY: "về sớm",
    Mode.PARTIAL: "dự một phần phiên họp",
    Mode.ONLINE: "dự trực tuyến",
}

# Dark enough for white figures on them (contrast 4.5 and more), and apart from each other for the colour-blind.
STATE_COLOURS: dict[State, str] = {
    State.ATTENDS: "#23744a",
    State.SUBSTITUTE: "#2463a6",
    State.PENDING: "#8f5f00",
    State.REFUSED: "#a23b2a",
    State.ABSENT: "#6a4c93",
    State.UNCLEAR: "#0b6b7d",
    State.SILENT: "#5a6570",
}


def post(someone: Member) -> str:
    """'Giám đốc Sở Nội vụ'; the agency only where the post does not name it."""
    title = someone.title
    if someone.agency and someone.agency.casefold() not in title.casefold():
        return f"{title}, {someone.agency}" if title else someone.agency
    return title


def person(someone: Member) -> str:
    """'Trần Minh Hải - Giám đốc Sở Nội vụ'."""
    return " - ".join(part for part in (someone.name, post(someone)) if part)


def percent(number: int, total: int) -> str:
    """'80,8%', with the comma of Vietnamese decimals; '' of nothing."""
    return f"{100 * number / total:.1f}%".replace(".", ",") if total else ""
