"""Whether a mail has to do with the meeting at all."""

from __future__ import annotations

import re

from mailbot.core.model import Mail
from mailbot.core.reading.text import canonical

_MEETING = re.compile(
    r"\b(?:phiên họp|ban chỉ đạo|bcđ|giấy mời|thư mời|họp bcđ|27/9\S*|họp quý|hội trường a|đề án 06|dự họp|cuộc họp|buổi họp|họp ban|xác nhận (?:dự|tham dự)|tham dự phiên|người dự)\b"
)
_ATTENDING = re.compile(
    r"\b(?:tham dự|dự họp|dự thay|đi thay|họp thay|dự phiên|sẽ dự|không dự|xin vắng|vắng mặt|báo vắng|trực tiếp dự|cử đồng chí|phân công đồng chí|ủy quyền|có mặt|không đi|đi họp|không họp|dự)\b"
)


def about_the_meeting(mail: Mail) -> bool:
    """Whether subject or newest text speaks of a meeting or of attending one."""
    words = f"{canonical(mail.subject)} . {canonical(mail.text[:4000])}"
    return bool(_MEETING.search(words))


def about_attending(mail: Mail) -> bool:
    """Whether the newest text or the subject speaks of somebody's attending."""
    return bool(_ATTENDING.search(canonical(mail.text[:4000]))) or bool(_ATTENDING.search(canonical(mail.subject)))
