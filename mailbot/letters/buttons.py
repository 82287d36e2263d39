"""Buttons: `mailto:` links that open an answer already written (RFC 6068).

Never web links: the scanners of mail gateways press those.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True)
class Button:
    """What the button says, and the words that it puts into the answer.

    No label is a bare 'Đồng ý': quoted in a reply it would stand alone on a line.
    """

    label: str
    answer: str
    strong: bool = False


BUTTONS: dict[str, Button] = {
    # An invitee about himself.
    "attend": Button("Trả lời: trực tiếp tham dự", "Tôi trực tiếp tham dự.", strong=True),
    "absent": Button("Trả lời: báo vắng", "Tôi xin báo vắng. Lý do: ..."),
    "substitute": Button(
        "Trả lời: đề nghị Cấp phó dự thay",
        "Tôi đề nghị Cấp phó dự thay. Họ tên: ... Chức vụ: ... Lý do: ...",
    ),
    # A guest (R36): whoever has the authority may come.
    "officer": Button("Trả lời: cử cán bộ tham dự", "Tôi cử người dự thay. Họ tên: ... Chức vụ: ..."),
    # The Head about one request.
    "approve": Button("Bấm để trả lời “Đồng ý”", "Đồng ý", strong=True),
    "refuse": Button("Bấm để trả lời “Không đồng ý”", "Không đồng ý"),
    # The Head about a list. The numbers are left open: an answer sent off unchanged must decide nothing.
    "approve_all": Button("Bấm để trả lời “Đồng ý tất cả”", "Đồng ý tất cả", strong=True),
    "refuse_all": Button("Bấm để trả lời “Không đồng ý tất cả”", "Không đồng ý tất cả"),
    # The Head about what was recorded as his word.
    "take_back": Button("Bấm để thu hồi ý kiến", "Không đồng ý"),
    "take_back_number": Button("Bấm để thu hồi theo số", "Không đồng ý số ..."),
    "by_number": Button("Bấm để trả lời theo từng số", "Đồng ý số ...; không đồng ý số ..."),
}

_ROOM = 3  # empty lines between the answer and the marker: where people go on writing


def mailto(address: str, subject: str, answer: str, below: tuple[str, ...]) -> str:
    """A `mailto:` URI; lines of the body end in %0D%0A, all else is percent-encoded UTF-8 (RFC 6068, 2 and 5)."""
    body = "\r\n".join([answer, *[""] * _ROOM, *below, ""])
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
