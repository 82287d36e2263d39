"""The 62 tricky titles: rank is relative to the member's own agency, and an unknown is never promoted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mailbot.core.model import Address, Doubt, Intent, Mail, Member, Rank, Reading, Reference, Role, Roster, Source
from mailbot.core.reading import read
from mailbot.core.reading.persons import Who, persons
from mailbot.core.reading.ranks import substitute_of
from mailbot.core.reading.text import read_words
from tests.core.reading.people import RECEIVED, ROSTER, member

CASES = {row["id"]: row for row in csv.DictReader(Path(__file__).with_name("titles_cases.csv").open(encoding="utf-8"))}
AGENCIES = {
    "VPUB": "Văn phòng UBND tỉnh",
    "TTT": "Thanh tra tỉnh",
    "CA": "Công an tỉnh",
    "UBNDT": "UBND tỉnh",
    "BAN": "BQL Khu kinh tế",
    "ND_CUC": "Cục Thuế tỉnh",
    "ND_CC": "Chi cục Thuế khu vực XIII",
    "QS": "Bộ CHQS tỉnh",
    "ND_GD": "BHXH tỉnh",
    "DT": "Tỉnh đoàn",
    "UBNDH": "UBND huyện",
}
RANKS = {"deputy": "deputy", "division": "division", "staff": "staff", "outside": "outside"}


def _seat(row: dict[str, str]) -> Member:
    title = row["member"].split(" (")[0]
    agency = AGENCIES.get(row["member_agency_type"]) or title.replace("Giám đốc ", "")
    return Member("m", "Người Giữ Ghế", title, agency, Role.MEMBER, "m@agency.example", kind=row["member_agency_type"])


def _roster(seat: Member) -> Roster:
    others = tuple(m for m in ROSTER if m.agency != seat.agency and m.id != "ct")
    return Roster((member("ct"), seat, *others), ROSTER.profiles)


def _read(row: dict[str, str]) -> Reading:
    seat = _seat(row)
    mail = Mail(
        RECEIVED,
        Source.REPLY,
        Address(seat.email),
        "Re: Mời dự Phiên họp",
        references=(Reference("invite", "0" * 22),),
        text=row["text"],
    )
    return read(mail, _roster(seat))


def test_there_are_all_62_cases() -> None:
    assert len(CASES) == 62


@pytest.mark.parametrize("row", [r for r in CASES.values() if r["rank"] in RANKS], ids=lambda r: r["id"])
def test_the_title_is_ranked_as_seen_from_the_members_agency(row: dict[str, str]) -> None:
    seat = _seat(row)
    people = [p for p in persons(read_words(row["text"]), seat, _roster(seat)) if p.who is not Who.SELF]
    ranks = {substitute_of(person, seat, _roster(seat))[0].rank.value for person in people}
    assert RANKS[row["rank"]] in ranks


@pytest.mark.parametrize("row", [r for r in CASES.values() if r["rank"] not in RANKS], ids=lambda r: r["id"])
def test_what_proves_no_post_is_never_promoted(row: dict[str, str]) -> None:
    reading = _read(row)
    assert reading.substitute is None or reading.substitute.rank is Rank.UNKNOWN


@pytest.mark.parametrize("row", [r for r in CASES.values() if "ATTEND" in r["outcome"]], ids=lambda r: r["id"])
def test_a_companion_a_contact_and_a_signer_are_no_substitutes(row: dict[str, str]) -> None:
    assert _read(row).intent is Intent.ATTEND


@pytest.mark.parametrize("row", [r for r in CASES.values() if r["outcome"] == "ASK-name"], ids=lambda r: r["id"])
def test_the_right_rank_without_a_name_is_asked(row: dict[str, str]) -> None:
    assert _read(row).doubt is Doubt.PERSON


@pytest.mark.parametrize("row", [r for r in CASES.values() if r["outcome"] == "ROSTER"], ids=lambda r: r["id"])
def test_a_question_of_the_seat_goes_to_a_person_or_is_asked(row: dict[str, str]) -> None:
    reading = _read(row)
    assert reading.review or reading.doubt is not Doubt.NONE


@pytest.mark.parametrize("row", [r for r in CASES.values() if r["outcome"] == "CONSENT"], ids=lambda r: r["id"])
def test_a_deputy_is_put_forward_without_a_person(row: dict[str, str]) -> None:
    reading = _read(row)
    assert (reading.intent, reading.substitute and reading.substitute.rank) == (Intent.DELEGATE, Rank.DEPUTY)
    assert not reading.review
