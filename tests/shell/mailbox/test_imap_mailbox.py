"""Mail in, against the embedded server and a real Dovecot: what must be alike on both."""

from __future__ import annotations

import dataclasses
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from imapclient import IMAPClient

from mailbot.demo.servers import EmbeddedServers
from mailbot.mailbox import Filing, ImapSettings, Mailbox, MailboxUnreachable, Secret, Security, fetching
from mailbot.mailbox.imap import login_check
from tests.servers.dovecot import Dovecot
from tests.shell.mailbox.mails import PLAIN, RAW

RECEIVED = datetime(2024, 9, 27, 8, 0, 5, tzinfo=timezone(timedelta(hours=7)))
FILED = "Đã xử lý/Quý 3"


class Account:
    """One mailbox on some server, seen by a person with another mail program."""

    def __init__(self, settings: ImapSettings) -> None:
        self.settings = settings

    def program(self) -> IMAPClient:
        client = IMAPClient(self.settings.host, port=self.settings.port, ssl=False, timeout=10)
        client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.login(self.settings.user, self.settings.password.value)
        client.select_folder("INBOX")
        return client

    def append(self, raw: bytes, received_at: datetime | None = None) -> None:
        with self.program() as client:
            client.append("INBOX", raw, (), received_at)

    def delete(self, uid: int) -> None:
        with self.program() as client:
            client.delete_messages([uid])
            client.expunge()

    def content(self, folder: str = "INBOX") -> list[tuple[bytes, tuple[bytes, ...]]]:
        with self.program() as client:
            client.select_folder(folder, readonly=True)
            uids = client.search()
            answers = client.fetch(uids, ["BODY.PEEK[]", "FLAGS"]) if uids else {}
            own = {b"\\Recent"}
            return [(answers[u][b"BODY[]"], tuple(f for f in answers[u][b"FLAGS"] if f not in own)) for u in uids]


def _settings(port: int, user: str, **changes: Any) -> ImapSettings:
    made = ImapSettings(
        "127.0.0.1",
        user,
        Secret("secret"),
        port=port,
        security=Security.NONE,
        read_timeout=10,
        filed_folder=FILED,
        noop_every=0.2,
    )
    return dataclasses.replace(made, **changes)


@pytest.fixture(params=["embedded", "dovecot"])
def account(request: pytest.FixtureRequest) -> Account:
    if request.param == "embedded":
        servers: EmbeddedServers = request.getfixturevalue("embedded")
        return Account(_settings(servers.imap_port, "bot@province.example"))
    dovecot: Dovecot = request.getfixturevalue("dovecot")
    new_user: Callable[[], str] = request.getfixturevalue("new_user")
    return Account(_settings(dovecot.imap_port, new_user()))


@pytest.fixture
def mailbox(account: Account) -> Iterator[Mailbox]:
    with Mailbox(account.settings) as mailbox:
        yield mailbox


def _after(seconds: float, do: Callable[[], object]) -> None:
    threading.Timer(seconds, do).start()


def test_a_mail_is_fetched_byte_for_byte(account: Account, mailbox: Mailbox) -> None:
    account.append(RAW)
    [mail] = mailbox.fetch(mailbox.new_uids(0))
    assert mail.raw == RAW
    assert mail.size == len(RAW)
    assert not mail.truncated


def test_the_receipt_time_is_the_servers_to_the_second_in_utc(account: Account, mailbox: Mailbox) -> None:
    account.append(PLAIN, RECEIVED)
    [mail] = mailbox.fetch(mailbox.new_uids(0))
    assert mail.received_at == datetime(2024, 9, 27, 1, 0, 5, tzinfo=UTC)
    assert mail.received_at.tzinfo is UTC


def test_fetching_leaves_a_mail_unread(account: Account, mailbox: Mailbox) -> None:
    account.append(PLAIN)
    list(mailbox.fetch(mailbox.new_uids(0)))
    assert [flags for _, flags in account.content()] == [()]


def test_only_uids_above_the_cursor_are_new(account: Account, mailbox: Mailbox) -> None:
    for _ in range(3):
        account.append(PLAIN)
    mailbox.status()
    first, second, third = mailbox.new_uids(0)
    assert mailbox.new_uids(first) == [second, third]
    assert mailbox.new_uids(third) == []  # although `n:*` names the last mail
    assert mailbox.new_uids(third + 1000) == []


def test_many_mails_come_in_batches_and_in_order(account: Account, mailbox: Mailbox) -> None:
    count = fetching.BATCH_MAILS * 2 + 1
    with account.program() as client:
        for number in range(count):
            client.append("INBOX", PLAIN + b"%d\r\n" % number)
    mailbox.status()
    mails = list(mailbox.fetch(mailbox.new_uids(0)))
    assert [mail.raw for mail in mails] == [PLAIN + b"%d\r\n" % number for number in range(count)]


def test_of_a_mail_that_is_too_large_the_beginning_is_fetched(
    account: Account, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 10_000)
    monkeypatch.setattr(fetching, "BEGINNING", 1_000)
    large = PLAIN + b"a long line of text\r\n" * 1000
    for raw in (PLAIN, large, RAW):
        account.append(raw)
    mails = list(mailbox.fetch(mailbox.new_uids(0)))
    assert [mail.raw for mail in mails] == [PLAIN, large[:1_000], RAW]
    assert [mail.truncated for mail in mails] == [False, True, False]
    assert mails[1].size == len(large)


def test_a_mail_removed_between_search_and_fetch_is_reported_without_bytes(account: Account, mailbox: Mailbox) -> None:
    for _ in range(3):
        account.append(PLAIN)
    uids = mailbox.new_uids(0)
    account.delete(uids[1])
    mails = list(mailbox.fetch(uids))
    assert [mail.uid for mail in mails] == uids
    assert [mail.raw for mail in mails] == [PLAIN, None, PLAIN]


def test_handled_mail_moves_to_a_folder_with_a_vietnamese_name(account: Account, mailbox: Mailbox) -> None:
    account.append(PLAIN)
    account.append(RAW)
    first, _ = mailbox.new_uids(0)
    mailbox.file_away([first])
    assert [raw for raw, _ in account.content()] == [RAW]
    assert [raw for raw, _ in account.content(FILED)] == [PLAIN]
    with account.program() as client:
        assert FILED in [name for _, _, name in client.list_sub_folders()]


def test_filing_mail_that_a_person_removed_first_is_no_error(account: Account, mailbox: Mailbox) -> None:
    account.append(PLAIN)
    account.append(RAW)
    uids = mailbox.new_uids(0)
    account.delete(uids[0])
    mailbox.file_away([*uids, 4_000_000])
    assert account.content() == []
    assert [raw for raw, _ in account.content(FILED)] == [RAW]
    mailbox.file_away(uids)  # and nothing of it is left


def test_filing_by_flag_marks_the_mail_and_leaves_it_unread(account: Account) -> None:
    account.append(PLAIN)
    with Mailbox(dataclasses.replace(account.settings, filing=Filing.FLAG)) as mailbox:
        mailbox.file_away(mailbox.new_uids(0))
    assert account.content() == [(PLAIN, (b"$MailbotHandled",))]


def test_filing_none_changes_nothing(account: Account) -> None:
    account.append(PLAIN)
    with Mailbox(dataclasses.replace(account.settings, filing=Filing.NONE)) as mailbox:
        mailbox.file_away(mailbox.new_uids(0))
    assert account.content() == [(PLAIN, ())]


def test_waiting_ends_when_mail_comes(account: Account, mailbox: Mailbox) -> None:
    assert mailbox.new_uids(0) == []
    _after(0.3, lambda: account.append(PLAIN))
    began = time.monotonic()
    assert mailbox.wait(10)
    assert time.monotonic() - began < 3
    assert len(mailbox.new_uids(0)) == 1


def test_waiting_without_mail_takes_its_time_and_says_so(mailbox: Mailbox) -> None:
    mailbox.new_uids(0)
    began = time.monotonic()
    assert not mailbox.wait(0.5)
    assert 0.5 <= time.monotonic() - began < 2


def test_mail_that_comes_between_looking_and_waiting_wakes_at_once(account: Account, mailbox: Mailbox) -> None:
    uid = 0
    for _ in range(5):
        assert mailbox.new_uids(uid) == []
        account.append(PLAIN)
        began = time.monotonic()
        assert mailbox.wait(10)
        assert time.monotonic() - began < 2
        [uid] = mailbox.new_uids(uid)


def test_mail_that_was_seen_but_not_handled_does_not_wake_again_and_again(account: Account, mailbox: Mailbox) -> None:
    account.append(PLAIN)
    assert len(mailbox.new_uids(0)) == 1
    assert not mailbox.wait(0.3)


def test_idle_is_renewed_and_still_hears_mail(account: Account) -> None:
    with Mailbox(dataclasses.replace(account.settings, idle_renew=0.2)) as mailbox:
        mailbox.new_uids(0)
        _after(0.9, lambda: account.append(PLAIN))
        assert mailbox.wait(10)


def test_an_interruption_ends_the_wait_and_keeps_the_connection(account: Account, mailbox: Mailbox) -> None:
    mailbox.new_uids(0)
    _after(0.2, mailbox.interrupt)
    began = time.monotonic()
    assert not mailbox.wait(10)
    assert time.monotonic() - began < 2
    assert mailbox.status().messages == 0


def test_an_interruption_before_the_wait_is_not_lost(mailbox: Mailbox) -> None:
    mailbox.new_uids(0)
    mailbox.interrupt()
    began = time.monotonic()
    assert not mailbox.wait(10)
    assert time.monotonic() - began < 2


def _wait_for_ever(mailbox: Mailbox) -> None:
    while True:
        mailbox.wait(10)


def test_breaking_off_fails_the_call_in_progress_at_once(mailbox: Mailbox) -> None:
    mailbox.new_uids(0)
    _after(0.2, mailbox.break_off)
    began = time.monotonic()
    with pytest.raises(MailboxUnreachable):
        _wait_for_ever(mailbox)
    assert time.monotonic() - began < 2


def test_the_status_tells_what_the_cursor_needs(account: Account) -> None:
    account.append(PLAIN)
    with Mailbox(account.settings) as mailbox:
        status = mailbox.status()
        [uid] = mailbox.new_uids(0)
    assert status.messages == 1
    assert status.uidnext == uid + 1
    assert status.uidvalidity > 0
    assert login_check(account.settings) == status


def test_a_changed_uidvalidity_shows_in_the_status(
    embedded: EmbeddedServers, dovecot: Dovecot, new_user: Callable[[], str]
) -> None:
    user = new_user()
    with Mailbox(_settings(dovecot.imap_port, user)) as mailbox:
        before = mailbox.status()
    dovecot.renumber(user, 4242)
    with Mailbox(_settings(dovecot.imap_port, user)) as mailbox:
        assert mailbox.status().uidvalidity == 4242 != before.uidvalidity
    with Mailbox(_settings(embedded.imap_port, "bot@province.example")) as mailbox:
        embedded.renumber("bot@province.example", 4242)
        assert mailbox.status().uidvalidity == 4242
