"""What a new roster changes in the old one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mailbot.core.model import Deputy, Member, Role, Roster
from mailbot.office.roster_changes import ChangeKind, changes

CT = Member("ct", "Phạm An", "Chủ tịch UBND tỉnh", "UBND tỉnh", Role.CHAIR, "ct@a.example", order=1)
SNV = Member("snv", "Trần Cường", "Giám đốc Sở Nội vụ", "Sở Nội vụ", Role.MEMBER, "snv@a.example", order=2)
STC = Member("stc", "Hồ Lan", "Giám đốc Sở Tài chính", "Sở Tài chính", Role.MEMBER, "stc@a.example", order=3)
OLD = Roster((CT, SNV))


def said(old: Roster, new: Roster) -> list[str]:
    return [str(change) for change in changes(old, new)]


def test_the_same_roster_changes_nothing() -> None:
    assert changes(OLD, Roster((CT, SNV))) == ()


def test_added_and_removed_seats_are_told_with_their_holders() -> None:
    assert said(OLD, Roster((CT, replace(STC, order=2)))) == [
        "+ stc: Hồ Lan, Giám đốc Sở Tài chính <stc@a.example>",
        "- snv: Trần Cường, Giám đốc Sở Nội vụ <snv@a.example>",
    ]


def test_each_changed_field_is_told_with_what_it_was() -> None:
    new = replace(
        SNV, name="Lý Mới", deputies=(Deputy("Vũ E", "Phó Giám đốc"), Deputy("Lê F")), valid_to=date(2025, 12, 31)
    )
    assert said(OLD, Roster((CT, new))) == [
        "~ snv: name: Trần Cường → Lý Mới",
        "~ snv: deputies: – → Vũ E - Phó Giám đốc; Lê F",
        "~ snv: valid_to: – → 31/12/2025",
    ]
    assert said(Roster((CT, new)), OLD)[1] == "~ snv: deputies: Vũ E - Phó Giám đốc; Lê F → –"


def test_a_seat_that_moves_because_another_is_added_is_no_change() -> None:
    new = Roster((CT, replace(STC, order=2), replace(SNV, order=3)))
    assert [change.kind for change in changes(OLD, new)] == [ChangeKind.ADDED]


def test_seats_that_follow_each_other_otherwise_are_one_change() -> None:
    assert said(Roster((CT, SNV, STC)), Roster((CT, STC, SNV))) == ["~ protocol order: ct, snv, stc → ct, stc, snv"]


def test_a_holder_to_come_is_told_apart_from_the_present_one() -> None:
    later = replace(SNV, name="Lý Sau", valid_from=date(2026, 1, 1))
    assert said(OLD, Roster((CT, SNV), upcoming=(later,))) == [
        "+ snv: Lý Sau, Giám đốc Sở Nội vụ <snv@a.example>, từ 1/1/2026"
    ]
    sooner = replace(later, valid_from=date(2025, 7, 1))
    assert said(Roster((CT, SNV), upcoming=(later,)), Roster((CT, SNV), upcoming=(sooner,))) == [
        "~ snv: valid_from: 1/1/2026 → 1/7/2025"
    ]


def test_former_holders_are_history_and_nobody_is_removed_by_not_being_named() -> None:
    assert changes(replace(OLD, former=(STC,)), OLD) == ()
