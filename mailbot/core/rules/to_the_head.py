"""The letters to the Head that follow from a mail of his: what was recorded, or the requests once more."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.core.model import ConsentRequest, Letter, LetterKind, Send
from mailbot.core.rules import decisions, replies
from mailbot.core.rules.case import Case

# The topic of a list that was sent to make sure that the Head himself had answered.
CHALLENGE = "challenge"
# The topic of the echo of his word: whoever answers it reads his mailbox, and can take a consent back.
ECHO = "echo"

PATIENCE_HOURS = 4  # the day's parts, in each of which the Head is asked again at most once about the same letter


def echo(
    case: Case, decided: Sequence[decisions.Decided], closed: Sequence[tuple[int, ConsentRequest]]
) -> tuple[Send, ...]:
    """What was recorded from the Head's answer, to his configured address: so that he sees it if it is not so."""
    chair = case.roster.chair
    if chair is None or case.meeting is None:
        return ()
    letter = Letter(
        key=f"chair_echo:{case.ref if decided else _about(case, closed)}",
        kind=LetterKind.RECEIPT,
        template="chair_echo",
        to=chair.email,
        to_name=chair.name,
        meeting_id=case.meeting.id,
        member_id=chair.id,
        context={
            "chair": chair,
            "meeting": case.meeting,
            "decided": tuple(decided),
            "closed": tuple(closed),
            "granted": tuple(number for number, _, verdict in decided if verdict),
            "tell_at": decisions.still_secret(case, decided),
        },
        in_reply_to=case.mail.message_id,
        items=items_of([(number, request) for number, request, _ in decided]),
        topic=ECHO,
    )
    return (Send(letter),)


def _about(case: Case, closed: Sequence[tuple[int, ConsentRequest]]) -> str:
    """What changes nothing is told once a day, however often it is said."""
    return f"closed:{','.join(str(request.id) for _, request in closed)}:{replies.day(case)}"


def unclear(case: Case, requests: Sequence[ConsentRequest]) -> tuple[Send, ...]:
    """His words fit no request: the open ones once more, with their numbers (L08b)."""
    numbered = tuple(enumerate(requests, start=1))
    named = ",".join(str(request.id) for request in requests)
    return _once_more(case, "chair_unclear", named, numbered, words=case.words)


def confirm(case: Case, numbered: Sequence[tuple[int, ConsentRequest]]) -> tuple[Send, ...]:
    """Words that may not be his: the same requests under the same numbers, for him to say it again.

    Once more after some hours: he who overlooked the first of these letters must not wait in vain.
    """
    answered = case.reference.id if case.reference else 0
    hours = case.mail.received_at.astimezone(case.policy.working.zone).hour // PATIENCE_HOURS
    # As they stand: who is asked whether he takes back what he consented to is asked something else.
    named = f"{answered}:{hours}:" + ",".join(f"{number}.{request.id}.{request.status}" for number, request in numbered)
    context = {"words": case.words, "received_at": case.mail.received_at}
    return _once_more(case, "chair_confirm", named, numbered, topic=CHALLENGE, **context)


def _once_more(
    case: Case,
    template: str,
    named: str,
    numbered: Sequence[tuple[int, ConsentRequest]],
    topic: str = "",
    **context: object,
) -> tuple[Send, ...]:
    """A numbered list to his configured address, once a day for the same requests; a new letter, so a new token."""
    chair = case.roster.chair
    if chair is None or case.meeting is None or not numbered:
        return ()
    letter = Letter(
        key=f"{template}:{case.meeting.id}:{named}:{replies.day(case)}",
        kind=LetterKind.APPROVAL,
        template=template,
        to=chair.email,
        to_name=chair.name,
        meeting_id=case.meeting.id,
        member_id=chair.id,
        context={"chair": chair, "meeting": case.meeting, "requests": tuple(numbered), **context},
        in_reply_to=case.mail.message_id,
        items=items_of(numbered),
        topic=topic,
    )
    return (Send(letter),)


def items_of(numbered: Sequence[tuple[int, ConsentRequest]]) -> tuple[tuple[int, int, str], ...]:
    """What a list to the Head binds: number, request, and the content as it was sent."""
    return tuple((number, request.id, request.digest) for number, request in numbered)
