"""Rulings of the Head in `rulings.tsv`, labelled by hand: none is taken for a consent that it does not give."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from mailbot.core.model import Intent, Reading, Verdict
from mailbot.core.reading import read
from tests.core.reading.people import ROSTER, mail

Y_TE = "Sở Y tế: đồng chí Nguyễn Văn Hùng, Phó Giám đốc Sở, dự thay đồng chí Lâm Quang Sơn (kiểm tra dịch)."
TAI_CHINH = "Sở Tài chính: đồng chí Nguyễn Văn Thạnh, Phó Giám đốc Sở, dự thay đồng chí Hồ Ngọc Lan (kiểm toán)."
XAY_DUNG = "Sở Xây dựng: đồng chí Võ Đăng Thiện, Phó Giám đốc Sở, dự thay đồng chí Trương Công Vinh (đi Hà Nội)."
DU_LICH = "Sở Du lịch: đồng chí Huỳnh Cao Nhất, Phó Giám đốc Sở, dự thay đồng chí Trần Văn Phúc (hội chợ)."
LISTS = {
    "1": ((1, Y_TE),),
    "4": ((1, TAI_CHINH), (2, Y_TE), (3, XAY_DUNG), (4, DU_LICH)),
}
RULES = {Intent.APPROVE: Verdict.APPROVE, Intent.REFUSE: Verdict.REFUSE, Intent.MIXED: None}
REST = "*"
LEAST_RIGHT = 0.7
# ruling -> why more may be read into it than it gives
EXCEPTIONS: dict[str, str] = {}


class Row(NamedTuple):
    """What the Head wrote under a list, and his verdict on each number; none where he gave none."""

    text: str
    listed: str
    verdicts: dict[str, Verdict]


def _verdicts(label: str) -> dict[str, Verdict]:
    if label == "unclear":
        return {}
    if ":" not in label:
        return {"1": Verdict(label)}
    return {number: Verdict(said) for number, said in (pair.split(":") for pair in label.split())}


def _rows() -> list[Row]:
    with Path(__file__).with_name("rulings.tsv").open(encoding="utf-8") as file:
        cells = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Row(row["text"], row["list"], _verdicts(row["verdicts"])) for row in cells]


ROWS = _rows()


@cache
def _read(text: str, listed: str) -> Reading:
    return read(mail(text, "ct", "approval"), ROSTER, listed=LISTS[listed])


def _settled(row: Row) -> dict[str, Verdict]:
    """What would be acted upon, number by number."""
    reading = _read(row.text, row.listed)
    if reading.review or reading.intent not in RULES:
        return {}
    said, whole = reading.items or {}, RULES[reading.intent] if reading.items is None else None
    numbers = [str(number) for number, _ in LISTS[row.listed]]
    found = {number: said.get(number, said.get(REST, whole)) for number in numbers}
    return {number: verdict for number, verdict in found.items() if verdict is not None}


def _given_too_much(row: Row, verdict: Verdict) -> set[str]:
    return {number for number, said in _settled(row).items() if said is verdict is not row.verdicts.get(number)}


def test_all_rulings_are_there_on_one_request_or_on_four() -> None:
    assert [sum(row.listed == listed for row in ROWS) for listed in ("1", "4")] == [86, 73]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.listed}: {row.text[:60]}")
def test_no_ruling_consents_to_what_the_head_did_not_consent_to(row: Row) -> None:
    assert row.text in EXCEPTIONS or not _given_too_much(row, Verdict.APPROVE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.listed}: {row.text[:60]}")
def test_no_ruling_refuses_what_the_head_did_not_refuse(row: Row) -> None:
    assert row.text in EXCEPTIONS or not _given_too_much(row, Verdict.REFUSE)


def test_every_exception_is_still_one() -> None:
    given = {row.text for row in ROWS for verdict in Verdict if _given_too_much(row, verdict)}
    assert set(EXCEPTIONS) == given


def test_at_least_70_percent_of_the_rulings_are_read_as_labelled() -> None:
    wrong = [row.text for row in ROWS if _settled(row) != row.verdicts]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(ROWS), wrong
