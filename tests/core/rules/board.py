"""A committee's board for playing many mails in a row: what the desk does with effects, without a database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from mailbot.core.model import (
    Answer,
    Asked,
    CloseRequest,
    ConsentRequest,
    Decision,
    DistrustToken,
    Effect,
    Event,
    Invitation,
    OpenRequest,
    RequestStatus,
    Revoke,
    Send,
    SentMail,
    Settle,
    Substitute,
)
from mailbot.core.rules import Case, decide
from mailbot.core.states import after
from tests.core.rules.cases import EVERYBODY, MEETING, MORNING, case, invitation, request_list


@dataclass
class Board:
    """Where everybody stands, what was said, and which letters went out."""

    now: datetime = MORNING
    stands: dict[str, Invitation] = field(default_factory=lambda: {each.id: invitation(each) for each in EVERYBODY})
    requests: list[ConsentRequest] = field(default_factory=list)
    lists: list[SentMail] = field(default_factory=list)  # every list that the Head ever got
    journal: list[Answer] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def case(self, **values: Any) -> Case:
        """A mail that comes in a minute later, in front of this board."""
        self.now += timedelta(minutes=1)
        made = case(at=self.now, stands=self.stands.values(), requests=self.requests, **values)
        return replace(made, ref=f"mail {self.now:%H%M}")

    def play(self, one: Case) -> tuple[Decision, set[str]]:
        """Decide and record; the keys of the letters that are new come back."""
        decision = decide(one)
        before = set(self.keys)
        for effect in decision.effects:
            self._record(effect)
        return decision, self.keys - before

    def ask_the_head(self) -> None:
        """Put all open requests before him in one list."""
        if waiting := [each for each in self.requests if each.status is RequestStatus.OPEN]:
            self.lists.append(request_list(*waiting))

    def _record(self, effect: Effect) -> None:
        match effect:
            case Answer():
                self._append(effect)
            case OpenRequest():
                self._open(effect)
            case CloseRequest(request_id, status):
                self._move(request_id, {RequestStatus.OPEN, RequestStatus.GRANTED}, status)
            case DistrustToken():
                pass  # the board's lists are the Head's alone
            case Settle(request_id, granted, words, wish):
                status = RequestStatus.GRANTED if granted else RequestStatus.REFUSED
                self._move(request_id, {RequestStatus.OPEN}, status, words, wish)
            case Revoke(request_id, _):
                self._move(request_id, {RequestStatus.GRANTED}, RequestStatus.REVOKED)
            case Asked(_, member_id, doubt):
                stood = self.stands[member_id]
                self.stands[member_id] = replace(stood, asked=(*stood.asked, doubt))
            case Send(letter):
                self.keys.add(letter.key)
            case _:
                raise AssertionError(f"no mail leads to {effect}")

    def _append(self, said: Answer) -> None:
        stood = self.stands[said.member_id]
        self.journal.append(said)
        self.stands[said.member_id] = replace(
            stood,
            state=after(stood.state, said.event),
            substitute=said.substitute,
            reason=said.reason,
            modes=said.modes,
            companions=said.companions,
            turn=said.turn,
            first_answer_at=stood.first_answer_at or (self.now if said.counts else None),
            last_answer_at=self.now if said.counts else stood.last_answer_at,
        )

    def _open(self, new: OpenRequest) -> None:
        status = RequestStatus.GRANTED if new.granted else RequestStatus.OPEN
        member = self.stands[new.member_id].member
        number = len(self.requests) + 1
        self.requests.append(
            ConsentRequest(number, MEETING.id, member, new.substitute, new.reason, status, self.now, new.digest)
        )

    def _move(
        self,
        number: int,
        allowed: set[RequestStatus],
        to: RequestStatus,
        words: str = "",
        wish: Substitute | None = None,
    ) -> None:
        found = self.requests[number - 1]
        assert found.status in allowed, f"request {number} is {found.status}, not {allowed}"
        self.requests[number - 1] = replace(found, status=to, words=words, wish=wish)

    def last_event(self, member_id: str, *events: Event) -> Event | None:
        """The last of these events in the member's journal."""
        return next((a.event for a in reversed(self.journal) if a.member_id == member_id and a.event in events), None)
