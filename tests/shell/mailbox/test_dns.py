"""Keys from the DNS, asked of a real name server on this machine."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from mailbot.mailbox.dns import Resolve, Unanswered, resolver
from tests.servers.names import Names

RECORDS = {
    "whole.example.": ['"v=DKIM1; p=AAAA"'],
    "parts.example.": ['"v=DKIM1; " "p=AA" "BB"'],
    "several.example.": ['"something else"', '"v=DKIM1; p=CCCC"'],
    "old.example.": ['"p=DDDD"'],
}


@pytest.fixture
def names() -> Iterator[Names]:
    with Names(RECORDS, failing=["failing.example."], silent=["silent.example."]) as serving:
        yield serving


@pytest.fixture
def resolve(names: Names) -> Resolve:
    return resolver(["127.0.0.1"], names.port)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("whole.example.", b"v=DKIM1; p=AAAA"),
        ("parts.example.", b"v=DKIM1; p=AABB"),
        ("several.example.", b"v=DKIM1; p=CCCC"),
        ("old.example.", b"p=DDDD"),
        ("nowhere.example.", None),
    ],
)
def test_the_record_of_a_name(resolve: Resolve, name: str, record: bytes | None) -> None:
    assert resolve(name, 5.0) == record


def test_a_server_that_fails_has_not_said_that_there_is_no_record(resolve: Resolve) -> None:
    with pytest.raises(Unanswered):
        resolve("failing.example.", 1.0)


def test_a_server_that_is_silent_is_not_waited_for_longer_than_told(resolve: Resolve) -> None:
    begin = time.monotonic()
    with pytest.raises(Unanswered):
        resolve("silent.example.", 0.5)
    assert time.monotonic() - begin < 3


def test_an_answer_is_remembered_and_no_other_domain_is_tried_behind_the_name(names: Names, resolve: Resolve) -> None:
    for _ in range(3):
        resolve("whole.example.", 5.0)
        resolve("nowhere.example.", 5.0)
    assert names.asked.count("whole.example.") == 1
    assert set(names.asked) == {"whole.example.", "nowhere.example."}
