"""What a clerk writes into the column 'Thực tế dự họp': words for came and did not come, or who came instead."""

from __future__ import annotations

import re
import unicodedata

from mailbot.core.model import Presence
from mailbot.office.roster_cells import clean

# Lower case, with their marks and, for those who type none, without; 'vắng' without its mark begins names ('Vang').
CAME = frozenset(
    {
        *("có mặt", "có", "dự", "tham dự", "đã dự", "co mat", "co", "du", "tham du", "da du"),
        *("x", "v", "✓", "✔", "1", "true"),
    }
)
AWAY = frozenset(
    {
        *("không có mặt", "không", "vắng", "vắng mặt", "không dự"),
        *("khong co mat", "khong", "vang", "vang mat", "khong du", "0", "false"),
    }
)
AWAY_BEGINNING = ("vắng ", "không có mặt ", "không dự ")  # 'vắng có lý do'

INSTEAD = re.compile(r"(?:người dự|dự thay|nguoi du|du thay|do|thay)\s*:\s*(.+)", re.IGNORECASE)
NAME_AND_POST = re.compile(r"[^\W\d_][^\d]*\s[-–]\s\S.*")
NAME = re.compile(r"(?:[^\W\d_]+\s+){1,6}[^\W\d_]+")
LONGEST = 200

MAY_STAND = "'Có mặt', 'Không có mặt', or who came instead: 'Người dự: Lê Văn Bình - Phó Giám đốc'"


def read_presence(text: str) -> Presence:
    """What a cell says; an empty one says nothing. Raises ValueError."""
    text = clean(text)
    plain = unicodedata.normalize("NFC", text).lower().rstrip(".")
    if not plain:
        return Presence()
    if plain in CAME:
        return Presence(came=True)
    if plain in AWAY or plain.startswith(AWAY_BEGINNING):
        return Presence(came=False)
    instead = INSTEAD.fullmatch(text)
    if instead:
        return Presence(came=True, who=somebody(instead[1]))
    if NAME_AND_POST.fullmatch(text) or (NAME.fullmatch(text) and text == text.title()):
        return Presence(came=True, who=somebody(text))
    raise ValueError(f"'{text[:60]}' is not understood; what may stand here: {MAY_STAND}")


def somebody(text: str) -> str:
    """Who came instead, as the office writes it: a name, perhaps with a post. Raises ValueError."""
    who = clean(text)
    if not re.search(r"[^\W\d_]{2}", who):
        raise ValueError(f"'{who[:60]}' is nobody's name; for example 'Lê Văn Bình - Phó Giám đốc'")
    if len(who) > LONGEST:
        raise ValueError(f"'{who[:60]}...' is longer than a name and a post are")
    return who
