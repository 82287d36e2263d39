"""One mail with all that the rules may know of it: gathered before, so that deciding touches nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mailbot.core.model import (
    ENTERED,
    AuthResult,
    ConsentRequest,
    Decision,
    Effect,
    FiledAs,
    Invitation,
    Mail,
    Meeting,
    Member,
    Reading,
    RequestStatus,
    Roster,
    SentMail,
)
from mailbot.core.policy import Policy


@dataclass(frozen=True)
class Case:
    """A mail, how it was read, and where its matter stands."""

    mail: Mail
    reading: Reading
    roster: Roster
    policy: Policy
    now: datetime  # aware
    ref: str = ""  # the ledger's own name of the mail, part of the keys of the letters that answer it
    reference: SentMail | None = None  # the nearest letter of ours that the mail answers
    meeting: Meeting | None = None
    candidates: tuple[Meeting, ...] = ()  # meetings that the mail could be about, where it names none
    invitations: tuple[Invitation, ...] = ()  # all of this meeting
    requests: tuple[ConsentRequest, ...] = ()  # all of this meeting
    clerk: str = ""  # who entered what came otherwise than by mail

    @property
    def invitation(self) -> Invitation | None:
        """Of the member for whom the mail speaks."""
        return self.invitation_of(self.reading.sender or "")

    def invitation_of(self, member_id: str) -> Invitation | None:
        return next((i for i in self.invitations if i.member.id == member_id), None)

    @property
    def member(self) -> Member | None:
        return self.invitation.member if self.invitation else self.roster.by_id(self.reading.sender or "")

    @property
    def writes_as_chair(self) -> bool:
        """The Head's own mailbox wrote, nobody's on his behalf."""
        return self.reading.writer == "chair"

    @property
    def words(self) -> str:
        """What was written: the newest text, or what stands between the lines that it answers."""
        return self.mail.text.strip() or " … ".join(self.reading.words)

    @property
    def to_request_list(self) -> bool:
        """The mail answers a list of requests that was sent to the Head, or the echo of his word on one."""
        return self.reference is not None and (self.reference.kind == "approval" or bool(self.reference.items))

    @property
    def written_by(self) -> str:
        """The address that wrote; '' where a clerk entered what came otherwise than by mail."""
        entered = self.mail.authenticity.method == ENTERED.method
        return "" if entered or self.mail.sender is None else self.mail.sender.email

    @property
    def unverified(self) -> bool:
        """Nobody vouches for the sender, and no letter of ours shows that he reads that mailbox."""
        open_system = not self.policy.trust.token_suffices
        return open_system and self.mail.authenticity.result is AuthResult.NONE and not self._reads_what_we_write

    @property
    def _reads_what_we_write(self) -> bool:
        """A letter of ours is answered; for the member's own address, one that went there and not to his office."""
        if self.reference is None:
            return False
        return self.reading.writer != "member" or self.reference.recipient == self.written_by

    @property
    def ground(self) -> str:
        """On which a clerk entered it; '' of a mail."""
        return self.reading.why if self.clerk else ""

    @property
    def own_requests(self) -> tuple[ConsentRequest, ...]:
        """The requests of the member for whom the mail speaks, oldest first."""
        if self.invitation is None:
            return ()
        return tuple(r for r in self.requests if r.member.id == self.invitation.member.id)

    @property
    def standing_request(self) -> ConsentRequest | None:
        """The member's request that is open or granted: at most one."""
        alive = (RequestStatus.OPEN, RequestStatus.GRANTED)
        return next((r for r in reversed(self.own_requests) if r.status in alive), None)

    def decide(self, rule: str, filed: FiledAs, why: str, *effects: Effect) -> Decision:
        """A decision about this case, by the rule of this name."""
        return Decision(
            rule=rule,
            filed=filed,
            why=why or self.reading.why,
            effects=effects,
            meeting_id=self.meeting.id if self.meeting else None,
            member_id=self.member.id if self.member else None,
        )

    def invited(self) -> tuple[Meeting, Invitation]:
        """The meeting and the invitation; a bug if a rule asks before `meeting.py` has made sure of them."""
        if self.meeting is None or self.invitation is None:
            raise LookupError("a rule about an invitee was reached without meeting or invitation")
        return self.meeting, self.invitation
