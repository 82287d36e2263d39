"""The demo's script holds together before it is played."""

from __future__ import annotations

from collections import Counter
from datetime import date

from mailbot.core.model import LetterKind, Role, State
from mailbot.core.rules import RULES
from mailbot.demo.house import ROSTER
from mailbot.demo.parts import Client, Mailbox
from mailbot.demo.script import OFFICE, SCRIPT
from mailbot.letters.contract import CONTEXTS
from mailbot.office.roster_file import load_roster

ROSTER_OF_27 = load_roster(ROSTER, on=date(2026, 11, 2))
SEATS = {member.id: member for member in ROSTER_OF_27}
LINES = [(part, line) for part in SCRIPT.parts for line in part.lines]


def test_every_seat_of_the_roster_has_one_part() -> None:
    parts = Counter(part.who for part in SCRIPT.parts)
    assert len(SEATS) == 27
    assert {who: parts[who] for who in SEATS} == dict.fromkeys(SEATS, 1)
    assert max(parts.values()) == 1


def test_who_has_no_seat_is_a_guest_a_stranger_or_the_office() -> None:
    others = {part.who for part in SCRIPT.parts} - set(SEATS)
    guests = {guest.address for guest in SCRIPT.guests}
    strangers = {part.who for part in SCRIPT.parts if part.state is None and part.who != OFFICE}
    assert others == guests | strangers | {OFFICE}
    assert all(part.letters == () for part in SCRIPT.parts if part.who in strangers)


def test_the_table_says_who_comes() -> None:
    states = Counter(
        part.state for part in SCRIPT.parts if part.who in SEATS and SEATS[part.who].role is not Role.CHAIR
    )
    assert states == {
        State.ATTENDS: 13,
        State.SUBSTITUTE: 5,
        State.REFUSED: 1,
        State.ABSENT: 3,
        State.UNCLEAR: 1,
        State.SILENT: 3,
    }


def test_every_letter_of_the_script_is_a_template() -> None:
    templates = {template for part in SCRIPT.parts for template in (*part.letters, *part.office)}
    assert templates <= set(CONTEXTS)
    assert len(templates) >= 20


def test_every_line_waits_for_a_kind_of_letter_that_there_is() -> None:
    kinds = {kind.value for kind in LetterKind} | {""}
    assert {line.to for _, line in LINES} <= kinds
    assert {line.cue.kind for _, line in LINES if line.cue} <= kinds
    assert {line.cue.who for _, line in LINES if line.cue} <= set(SEATS)


def test_nobody_waits_for_a_letter_that_he_does_not_get() -> None:
    for part, line in LINES:
        assert not line.to or part.letters, part.who


def test_every_way_of_writing_is_played() -> None:
    used = {line.client for _, line in LINES} | set(SCRIPT.heads_clients)
    assert used == set(Client)
    assert {part.mailbox for part in SCRIPT.parts} == set(Mailbox)


def test_whom_the_head_refuses_is_proposed_by_somebody() -> None:
    proposals = " ".join(line.words for _, line in LINES if line.rule == "put_before_the_head")
    assert all(name in proposals for name, _ in SCRIPT.refusals)


def test_the_secretary_writes_from_the_office_mailbox_of_the_roster() -> None:
    senders = [(part.who, line.sender) for part, line in LINES if line.sender]
    assert senders
    assert all(sender in SEATS[who].assistants for who, sender in senders)


def test_all_addresses_are_of_nobody() -> None:
    addresses = [address for member in ROSTER_OF_27 for address in (member.email, *member.assistants)]
    addresses += [part.who for part in SCRIPT.parts if "@" in part.who]
    assert all(address.endswith(".example") for address in addresses)


def test_most_of_the_regulations_rules_are_played() -> None:
    played = {line.rule for _, line in LINES} | {"heads_word", "own_letter"}
    names = {rule.__name__ for rule in RULES}
    assert len(played & names) >= 9
