"""How the bot is: its last look at the mailbox, what lies there, its queue; and what the office should worry about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from mailbot.core.dates import say_short
from mailbot.desk.desk import Desk
from mailbot.store import correspondence, counts, cursors, ledger

# A mailbox that nobody has looked at for so long is a matter for a person.
LONG_UNSEEN = timedelta(hours=1)


@dataclass(frozen=True)
class Health:
    """Lines for the office: what is wrong first, then the figures."""

    warnings: tuple[str, ...]
    figures: tuple[str, ...]


def health(connection: Connection, desk: Desk, since: datetime, now: datetime) -> Health:
    """Of the bot at `now`; errors are counted from `since`."""
    looked_at = cursors.last_poll(connection)
    folder = counts.last_count(connection)
    mails, letters = ledger.counts(connection), correspondence.counts(connection)
    errors = ledger.errors_since(connection, since)
    queued = sum(letters.get(status, 0) for status in ("queued", "sending", "uncertain"))
    stuck = f"không gửi được: {letters.get('failed', 0)}; tạm giữ: {letters.get('held', 0)}"
    figures = [
        f"Lần đọc hộp thư gần nhất: {_said(desk, looked_at)}",
        f"Thư đã ghi sổ: {sum(mails.values())}; đang chờ xử lý: {mails.get('received', 0)}",
        f"Thư chờ gửi: {queued}; {stuck}",
        f"Lỗi khi xử lý thư từ {_said(desk, since)}: {errors}",
    ]
    if folder is not None:
        there = f"Thư trong hộp thư lúc {_said(desk, folder.counted_at)}: {folder.messages}"
        figures.insert(1, f"{there}; trong đó đã ghi sổ: {folder.messages - folder.unknown}")
    return Health(tuple(_warnings(desk, looked_at, folder, now)), tuple(figures))


def _warnings(desk: Desk, looked_at: datetime | None, folder: counts.FolderCount | None, now: datetime) -> list[str]:
    found = []
    if looked_at is None:
        found.append("Hộp thư chưa được đọc lần nào; đề nghị kiểm tra chương trình và máy chủ thư.")
    elif now - looked_at > LONG_UNSEEN:
        found.append(f"Hộp thư không đọc được từ {_said(desk, looked_at)}; đề nghị kiểm tra chương trình.")
    if folder is not None and folder.unknown:
        found.append(
            f"Trong hộp thư có {folder.unknown} thư chưa được ghi sổ; đề nghị cán bộ xem trực tiếp hộp thư "
            "và báo quản trị hệ thống."
        )
    return found


def _said(desk: Desk, moment: datetime | None) -> str:
    return say_short(desk.local(moment)) if moment else "chưa có"
