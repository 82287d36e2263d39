"""What the stage relies on in its real servers."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from imapclient import IMAPClient

from tests.attacks.acts import EVIL
from tests.servers.house import PASSWORD, RealServers
from tests.trip.stage import MONDAY, OFFICE

MAIL = b"From: <a@noikhac.example>\r\nSubject: x\r\nMessage-ID: <1@noikhac.example>\r\n\r\nXin chao.\r\n"


def dates(house: RealServers) -> list[datetime]:
    with IMAPClient("127.0.0.1", house.imap_port, ssl=False) as box:
        box.login(OFFICE, PASSWORD)
        box.select_folder("INBOX", readonly=True)
        found = box.fetch(box.search(), ["INTERNALDATE"])
    return [found[uid][b"INTERNALDATE"].astimezone(MONDAY.tzinfo) for uid in sorted(found)]


def test_a_mail_comes_by_smtp_with_trace_headers_and_the_date_that_the_stage_wants(house: RealServers) -> None:
    later = MONDAY + timedelta(hours=1)
    house.deliver(OFFICE, MAIL, MONDAY)
    assert dates(house) == [MONDAY]  # looked at before the next one comes
    house.deliver(OFFICE, MAIL, later)
    assert dates(house) == [MONDAY, later]
    head = house.messages(OFFICE)[0].partition(b"\r\n\r\n")[0]
    assert head.startswith(b"Return-Path: <")
    assert head.count(b"\r\nReceived: ") >= 1


def test_an_appended_mail_lies_there_byte_for_byte(house: RealServers) -> None:
    house.append(OFFICE, MAIL, MONDAY)
    assert (house.messages(OFFICE), dates(house)) == ([MAIL], [MONDAY])


def test_a_wiped_house_has_no_mail_left(house: RealServers) -> None:
    house.deliver(OFFICE, MAIL)
    house.deliver(EVIL, MAIL)
    house.wipe()
    assert house.messages(OFFICE) == house.messages(EVIL) == []


def test_an_address_of_a_domain_that_is_not_served_is_refused(house: RealServers) -> None:
    with pytest.raises(ValueError, match="no domain of these servers"):
        house.add_user("x@elsewhere.example", PASSWORD)
