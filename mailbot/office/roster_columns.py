"""The columns of a roster file: their names, in English and as an office heads them, and the words of their cells."""

from __future__ import annotations

import re
import unicodedata

from mailbot.core.model import Role

# field -> the heads of its column; the first one is written, all are read (folded: without marks, case and punctuation)
COLUMNS: dict[str, tuple[str, ...]] = {
    "id": ("id", "mã", "mã thành viên"),
    "name": ("name", "họ tên", "họ và tên", "tên"),
    "title": ("title", "chức vụ", "chức danh"),
    "agency": ("agency", "cơ quan", "đơn vị", "cơ quan, đơn vị"),
    "aliases": ("aliases", "tên khác", "tên viết tắt", "viết tắt"),
    "role": ("role", "vai trò", "chức danh Ban Chỉ đạo", "chức danh BCĐ", "chức danh trong Ban Chỉ đạo"),
    "email": ("email", "e-mail", "thư điện tử", "địa chỉ thư điện tử", "hộp thư", "hộp thư điện tử"),
    "assistants": ("assistants", "văn thư", "thư ký", "hộp thư cơ quan", "thư điện tử cơ quan"),
    "kind": ("kind", "loại cơ quan", "loại"),
    "deputies": ("deputies", "cấp phó", "danh sách cấp phó"),
    "valid_from": ("valid_from", "từ ngày", "hiệu lực từ", "hiệu lực từ ngày"),
    "valid_to": ("valid_to", "đến ngày", "hiệu lực đến", "hiệu lực đến ngày"),
    "phone": ("phone", "điện thoại", "số điện thoại", "sđt"),
}
REQUIRED = ("id", "name", "title", "agency", "role", "email")

# Columns that offices keep beside these and that say nothing to us.
IGNORED = ("", "stt", "tt", "số thứ tự", "ghi chú", "note", "notes")

# How an office writes a seat.
ROLES: dict[str, Role] = {
    "Trưởng Ban": Role.CHAIR,
    "Trưởng Ban Chỉ đạo": Role.CHAIR,
    "Phó Trưởng Ban Thường trực": Role.STANDING_VICE_CHAIR,
    "Phó Trưởng Ban Thường trực Ban Chỉ đạo": Role.STANDING_VICE_CHAIR,
    "Phó Trưởng Ban": Role.VICE_CHAIR,
    "Phó Trưởng Ban Chỉ đạo": Role.VICE_CHAIR,
    "Ủy viên": Role.MEMBER,
    "Ủy viên Ban Chỉ đạo": Role.MEMBER,
    "Thành viên": Role.MEMBER,
}


def fold(text: str) -> str:
    """Lower case without marks, punctuation and doubled spaces: 'Họ và tên ' and 'ho va ten' are the same head."""
    marked = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[\W_]+", " ", plain).split())


FIELD_OF_HEAD = {fold(head): field for field, heads in COLUMNS.items() for head in heads}
IGNORED_HEADS = frozenset(fold(head) for head in IGNORED)
ROLE_OF_WORD = {fold(word): role for word, role in ROLES.items()} | {
    fold(role): role for role in Role if role is not Role.GUEST
}
