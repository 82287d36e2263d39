"""Papers for the reports that are due: wanted in one transaction, made after it, and sent in the next.

They take a second, and PDF takes several: so long no transaction may hold a meeting, or SQLite's only writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy.engine import Connection

from mailbot.core.model import Due, Effect, Letter, Send
from mailbot.core.policy import Policy
from mailbot.core.rules.replies import office_notice
from mailbot.desk.desk import Desk
from mailbot.desk.material import Material, material_of

if TYPE_CHECKING:  # what makes the papers holds 20 MB: the daemon loads it with its first report
    from mailbot.desk.press import LeftOutError, Made

ROUNDS = 2  # of making papers anew because something has changed meanwhile


class Ready(NamedTuple):
    """Something due that can be done now; `at` is not before anything that its report tells, so that no supplement
    tells it once more."""

    due: Due
    at: datetime


class Binder:
    """The papers of what is due for one meeting."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.left_out: list[LeftOutError] = []
        self._desk = desk
        self._now = now
        self._rounds = 0
        self._wanted: dict[str, Material] = {}
        self._made: dict[str, Made] = {}

    def is_done(self, one: Due) -> bool:
        """Whether this was done, or failed, before papers were made for others."""
        return self._rounds > 0 and one.key not in self._made

    def bound(self, connection: Connection, one: Due) -> Ready | None:
        """The due thing with its papers; None where they must be made first: ask again after `make_wanted`.

        What they are made of must be what stands in this transaction. Where it keeps changing they are made at once,
        without PDF: a report must not wait for answers to end.
        """
        material = _material(connection, self._desk, one, self._now)
        if material is None:
            return Ready(one, self._now)
        papers = self._made.get(one.key)
        if papers is None or papers.material != material:
            if self._rounds < ROUNDS:
                for letter in _letters(one):
                    self._desk.rehearse(letter, self._now)
                self._wanted[one.key] = material
                return None
            from mailbot.desk.press import make

            papers = make(material, self._desk.policy, pdf=False)
        self.left_out += papers.left_out
        told = max((line.at for line in material.log), default=self._now)
        return Ready(_with_papers(one, papers, self._desk.policy), max(self._now, told))

    def make_wanted(self) -> bool:
        """Make what was asked for, outside any transaction; False where nothing was."""
        self._rounds += 1
        wanted, self._wanted = self._wanted, {}
        if not wanted:
            return False
        from mailbot.desk.press import make

        self._made = {key: make(material, self._desk.policy) for key, material in wanted.items()}
        return True


def _material(connection: Connection, desk: Desk, one: Due, now: datetime) -> Material | None:
    """What the papers of a due report are made of; None where no letter of it carries papers."""
    wanted = [letter.papers for letter in _letters(one) if letter.papers is not None]
    if not wanted or one.meeting_id is None:
        return None
    material = material_of(connection, desk, one.meeting_id, now)
    return replace(material, details=replace(material.details, supplement=wanted[0].supplement))


def _with_papers(one: Due, made: Made, policy: Policy) -> Due:
    """The due report with its papers; the office is told, once a meeting, where one is missing."""
    effects = [_filled(effect, made) for effect in one.effects]
    meeting = made.material.summary.meeting
    if made.left_out:
        lines = (
            "Báo cáo vẫn được gửi đúng giờ, nhưng không kèm đủ các tệp đã chọn ở mục [form] của tệp cấu hình.",
            *(f"Thông báo kỹ thuật: {each}" for each in made.left_out),
        )
        effects += office_notice(policy, f"papers:{meeting.id}", "Báo cáo gửi thiếu tệp kèm theo", lines, meeting)
    return replace(one, effects=tuple(effects))


def _letters(one: Due) -> Iterator[Letter]:
    return (effect.letter for effect in one.effects if isinstance(effect, Send))


def _filled(effect: Effect, made: Made) -> Effect:
    if not isinstance(effect, Send) or effect.letter.papers is None:
        return effect
    return Send(replace(effect.letter, enclosures=made.files[effect.letter.papers.reasons], bar=made.bar))
