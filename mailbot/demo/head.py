"""The Head of the play: reads the list in our letter as a person would, and answers by its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping

# '2. Đồng chí ... ; Đề nghị dự thay: đồng chí Hà Mạnh Cường - Phó Giám đốc Sở Xây dựng ...'
_ROW = re.compile(r"^(\d+)\. (.+)$", re.MULTILINE)


def heads_answer(letter: str, refusals: Mapping[str, str]) -> str:
    """What he writes to the letter whose text is `letter`; `refusals`: whom he does not agree to, and what he adds."""
    rows = _ROW.findall(letter)
    if not rows:
        return _to_one(letter, refusals)
    refused = [number for number, row in rows if any(name in row for name in refusals)]
    agreed = [number for number, _ in rows if number not in refused]
    if not refused:
        return "Đồng ý tất cả"
    if not agreed:
        return "Không đồng ý tất cả"
    return f"Đồng ý {', '.join(agreed)}; không đồng ý {', '.join(refused)}"


def _to_one(letter: str, refusals: Mapping[str, str]) -> str:
    name = next((name for name in refusals if name in letter), None)
    if name is None:
        return "Đồng ý"
    return f"Không đồng ý, {refusals[name]}." if refusals[name] else "Không đồng ý"
