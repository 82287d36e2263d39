"""The embedded servers behave as the demo and the other tests believe."""

from __future__ import annotations

import asyncio
import smtplib
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from pymap.context import subsystem
from pymap.flags import PermanentFlags, SessionFlags
from pymap.selected import SelectedMailbox

from mailbot.demo.imap_server import ImapServer
from mailbot.demo.servers import EmbeddedServers
from mailbot.mailbox import ImapSettings, Mailbox, Secret, Security
from tests.shell.mailbox.mails import PLAIN, RAW

BOT = "bot@province.example"


def _send(servers: EmbeddedServers, *recipients: str) -> dict[str, tuple[int, bytes]]:
    with smtplib.SMTP("127.0.0.1", servers.smtp_port) as smtp:
        return smtp.sendmail("someone@province.example", list(recipients), RAW)


def test_mail_goes_to_whom_the_envelope_names_and_to_nobody_else(embedded: EmbeddedServers) -> None:
    embedded.add_user("other@province.example", "secret")
    assert _send(embedded, "other@province.example") == {}
    assert embedded.messages("other@province.example") == [RAW]  # although its To names the bot
    assert embedded.messages(BOT) == []


def test_unknown_and_bouncing_recipients_are_refused_and_the_others_are_not(embedded: EmbeddedServers) -> None:
    embedded.add_user("gone@province.example", "secret")
    embedded.mail.bouncing.add("gone@province.example")
    refused = _send(embedded, BOT, "unknown@province.example", "gone@province.example")
    assert {address: code for address, (code, _) in refused.items()} == {
        "unknown@province.example": 550,
        "gone@province.example": 550,
    }
    assert embedded.messages(BOT) == [RAW]


def test_every_mail_that_was_taken_is_told_even_for_recipients_without_a_mailbox() -> None:
    taken: list[tuple[str, bytes]] = []
    servers = EmbeddedServers({BOT: "secret"}, on_delivery=lambda recipient, raw: taken.append((recipient, raw)))
    with servers:
        servers.mail.silent.add("silent@province.example")
        _send(servers, BOT, "silent@province.example")
        assert taken == [(BOT, RAW), ("silent@province.example", RAW)]


def test_a_synchronous_call_from_the_delivery_hook_is_refused_rather_than_waited_for() -> None:
    trouble: list[str] = []

    def hook(recipient: str, raw: bytes) -> None:
        with pytest.raises(RuntimeError) as error:
            servers.messages(BOT)
        trouble.append(str(error.value))

    with EmbeddedServers({BOT: "secret"}, on_delivery=hook) as servers:
        _send(servers, BOT)
    assert trouble == ["called from on_delivery: use the coroutines of `mail` there"]


def test_a_delivered_mail_has_the_receipt_time_it_was_given(embedded: EmbeddedServers) -> None:
    when = datetime(2024, 9, 27, 1, 0, 5, tzinfo=UTC)
    uid = embedded.deliver(BOT, PLAIN, when)
    settings = ImapSettings("127.0.0.1", BOT, Secret("secret"), port=embedded.imap_port, security=Security.NONE)
    with Mailbox(settings) as mailbox:
        assert [(mail.uid, mail.received_at) for mail in mailbox.fetch([uid])] == [(uid, when)]


def test_servers_that_stop_and_start_again_keep_ports_and_mails(embedded: EmbeddedServers) -> None:
    embedded.deliver(BOT, PLAIN)
    ports = embedded.imap_port, embedded.smtp_port
    embedded.stop()
    with pytest.raises(ConnectionRefusedError):
        _send(embedded, BOT)
    embedded.start()
    assert (embedded.imap_port, embedded.smtp_port) == ports
    assert _send(embedded, BOT) == {}
    assert embedded.messages(BOT) == [PLAIN, RAW]


def test_idle_is_woken_by_a_mail_that_came_while_it_reported_another() -> None:
    async def change_between_two_waits() -> None:
        server = ImapServer("127.0.0.1", 0, None)
        await server.add_user(BOT, "secret")
        folder = await server._folder(BOT, "INBOX")
        idler = SelectedMailbox(folder.mailbox_id, False, PermanentFlags([]), SessionFlags([]), folder.selected_set)
        await folder.update_selected(idler)  # what it knows
        await server.append(BOT, PLAIN, None, "INBOX")  # nobody waits at this moment
        await asyncio.wait_for(folder.update_selected(idler, wait_on=subsystem.get().new_event()), 1)
        assert idler.messages.exists == 1

    asyncio.run(change_between_two_waits())


def test_without_the_optional_packages_one_sentence_says_what_to_install() -> None:
    script = "import sys; sys.modules['pymap'] = None; import mailbot.demo.servers"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr.strip().endswith(
        "The embedded mail servers need the package 'pymap': run pip install 'mailbot[demo]'."
    )
