"""The Head of the play: reads the list in our letter as a person would, and answers by its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping

# '2. Đồng chí ... ; Đề nghị dự thay: đồng chí Hà Mạnh Cường - Phó Giám đốc Sở Xây dựng - lý do: ...'
_ROW = re.compile(r"^(\d+)\. .*?; Đề nghị dự thay: đồng chí ([^-\n]+?) - ", re.MULTILINE)
# 'Đề nghị dự thay: đồng chí Nguyễn Bá Lâm - Phó Giám đốc Sở Y tế'
_ALONE = re.compile(r"^Đề nghị dự thay: đồng chí ([^-\n]+?)(?: - |$)", re.MULTILINE)


def heads_answer(letter: str, refusals: Mapping[str, str]) -> str:
    """What he writes to the letter whose text is `letter`; `refusals`: whom he does not agree to, and what he adds.

    Raises LookupError where the letter puts nobody before him.
    """
    rows = _ROW.findall(letter)
    if not rows:
        alone = _ALONE.search(letter)
        if alone is None:
            raise LookupError("a letter for the Head's consent names no substitute")
        return _one(alone[1], refusals)
    agreed = [number for number, name in rows if name not in refusals]
    refused = [number for number, name in rows if name in refusals]
    if not refused:
        return "Đồng ý tất cả"
    if not agreed:
        return "Không đồng ý tất cả"
    return f"Đồng ý {', '.join(agreed)}; không đồng ý {', '.join(refused)}"


def _one(name: str, refusals: Mapping[str, str]) -> str:
    if name not in refusals:
        return "Đồng ý"
    return f"Không đồng ý, {refusals[name]}." if refusals[name] else "Không đồng ý"
