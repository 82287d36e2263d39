"""Where an invitee stands once a mail is recorded: the journal line it makes, and his turn."""

from __future__ import annotations

from dataclasses import replace

from mailbot.core.model import Answer, Event, Invitation
from mailbot.core.rules.case import Case
from mailbot.core.states import after


def answer(case: Case, event: Event) -> Answer:
    """The journal line that this mail makes; a doubt leaves what was said before as it is, and is no answer."""
    meeting, invitation = case.invited()
    reading = case.reading
    if event is Event.DOUBT:
        turn = invitation.turn + (after(invitation.state, event) is not invitation.state)
        return Answer(
            meeting.id,
            invitation.member.id,
            event,
            invitation.substitute,
            invitation.reason,
            invitation.modes,
            invitation.companions,
            counts=False,
            turn=turn,
        )
    said = Answer(
        meeting.id,
        invitation.member.id,
        event,
        reading.substitute,
        reading.reason or "",
        reading.modes,
        reading.companions,
        by_assistant=reading.writer == "assistant",
        written_by=case.written_by,
        unverified=case.unverified,
    )
    return replace(said, turn=invitation.turn + (not _says_the_same(invitation, said)))


def standing(invitation: Invitation, said: Answer) -> Invitation:
    """The invitee as he will stand with `said` recorded: what the letters tell him."""
    return replace(
        invitation,
        state=after(invitation.state, said.event),
        substitute=said.substitute,
        reason=said.reason,
        modes=said.modes,
        companions=said.companions,
        by_assistant=said.by_assistant,
        written_by=said.written_by,
        unverified=said.unverified,
        turn=said.turn,
    )


def _says_the_same(invitation: Invitation, said: Answer) -> bool:
    """Whether nothing that is reported changes; then nobody needs to be told again on the same day."""
    return (
        invitation.last_answer_at is not None
        and after(invitation.state, said.event) is invitation.state
        and said.substitute == invitation.substitute
        and said.modes == invitation.modes
        and said.companions == invitation.companions
    )
