"""Whatever anybody writes in whatever order: the states and the requests never contradict each other."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from mailbot.core.model import (
    Answer,
    Doubt,
    Event,
    Intent,
    Member,
    Mode,
    OpenRequest,
    Rank,
    RequestStatus,
    State,
    Substitute,
    Verdict,
)
from mailbot.core.rules import Case
from mailbot.core.summary import ORDER, summarise
from tests.core.rules.board import Board
from tests.core.rules.cases import (
    DEPUTY,
    DIVISION_LEADER,
    EVERYBODY,
    FINANCE,
    GUEST,
    HEAD,
    HOME,
    MEETING,
    NAMELESS,
    OTHER_DEPUTY,
    SOMEBODY,
    STANDING,
    letter,
    of_kind,
)

Move = Callable[[Board], Case | None]

ALIVE = (RequestStatus.OPEN, RequestStatus.GRANTED)
UNFIT = (DIVISION_LEADER, SOMEBODY, NAMELESS, Substitute("tran van binh"), None)
PERSONS = st.sampled_from((*[DEPUTY, OTHER_DEPUTY] * 4, *UNFIT))


@st.composite
def members_mail(draw: st.DrawFn) -> Move:
    """Any of the invitees writes anything, in answer to his invitation or to nothing."""
    member: Member = draw(st.sampled_from((*[HOME] * 4, FINANCE, STANDING, GUEST, HEAD)))
    intent = draw(st.sampled_from((*[Intent.DELEGATE] * 8, Intent.ATTEND, Intent.ABSENT, *Intent)))
    person = draw(PERSONS) if intent is Intent.DELEGATE else None
    values = {
        "review": draw(st.sampled_from((*[False] * 9, True))),
        "doubt": draw(st.sampled_from(Doubt)),
        "modes": draw(st.sampled_from(((), (Mode.ONLINE,)))),
        "reference": draw(st.sampled_from((None, letter("invite", member)))),
    }
    return lambda board: board.case(intent=intent, member=member, substitute=person, **values)


@st.composite
def heads_word(draw: st.DrawFn) -> Move:
    """The Head answers any list that he ever got, with any words."""
    which = draw(st.integers(0, 5))
    intent = draw(st.sampled_from((Intent.APPROVE, Intent.APPROVE, Intent.REFUSE, Intent.MIXED, Intent.QUESTION)))
    items = draw(
        st.one_of(st.none(), st.dictionaries(st.sampled_from(("1", "2", "*")), st.sampled_from(Verdict), min_size=1))
    )
    wish = draw(st.sampled_from((None, OTHER_DEPUTY)))

    def word(board: Board) -> Case | None:
        if not board.lists:
            return None
        listed = board.lists[which % len(board.lists)]
        return board.case(intent=intent, member=HEAD, reference=listed, items=items, other_person=wish)

    return word


def the_clock(board: Board) -> None:
    """The open requests are put before the Head."""
    board.ask_the_head()


MOVES = st.lists(st.one_of(members_mail(), heads_word(), st.just(the_clock)), min_size=3, max_size=30)


@settings(max_examples=200, deadline=None)
@given(MOVES)
def test_states_and_requests_never_contradict_each_other(moves: list[Move]) -> None:
    board = Board()
    for move in moves:
        if (one := move(board)) is None:
            continue
        before = dict(board.stands)
        decision, new_letters = board.play(one)
        assert decision.rule != "no_rule"
        for each in EVERYBODY:
            consistent(board, each)
        changed = [key for key, stood in board.stands.items() if stood.state is not before[key].state]
        told = decision.filed.value == "review" or new_letters
        assert not changed or told, "somebody's standing changed, and neither he nor the office hears of it"
        assert all(opened.substitute.rank is Rank.DEPUTY for opened in of_kind(OpenRequest, decision.effects))
        assert all(said.turn >= before[said.member_id].turn for said in of_kind(Answer, decision.effects))
    figures = summarise(MEETING, board.stands.values(), board.requests, board.now)
    assert sum(figures.counts.values()) == figures.total == len(EVERYBODY) - 2
    assert list(figures.counts) == list(ORDER)


def consistent(board: Board, member: Member) -> None:
    state = board.stands[member.id].state
    alive = [each for each in board.requests if each.member.id == member.id and each.status in ALIVE]
    assert len(alive) == (state in (State.PENDING, State.SUBSTITUTE)), f"{state} with {alive}"
    if state is State.SUBSTITUTE:
        assert alive[0].status is RequestStatus.GRANTED
        assert board.last_event(member.id, Event.PROPOSE, Event.CONSENT) is Event.CONSENT
    if state is State.PENDING:
        assert alive[0].status is RequestStatus.OPEN
    if member in (GUEST, STANDING, HEAD):
        assert not alive
