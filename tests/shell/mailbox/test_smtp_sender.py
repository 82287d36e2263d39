"""Mail out, against the embedded server with faults to order and a real Postfix."""

from __future__ import annotations

import asyncio
import dataclasses
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest
from imapclient import IMAPClient

from mailbot.demo.servers import DROP, HANG, EmbeddedServers, Fault, Phase, always, for_recipient, times
from mailbot.mailbox import MailboxRefused, MailboxUnreachable, OutcomeKind, Secret, Security, Sender, SmtpSettings
from mailbot.mailbox.smtp import login_check
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.relay import Relay
from tests.shell.mailbox.mails import PLAIN, RAW

T = TypeVar("T")
BOT = "bot@province.example"
MEMBER = "member@province.example"
LARGE = PLAIN + b"a line of seventy characters, more or less, to fill the sockets' buffers\r\n" * 250_000


@pytest.fixture
def servers(certificates: Certificates) -> Iterator[EmbeddedServers]:
    with EmbeddedServers({BOT: "secret", MEMBER: "secret"}, tls=certificates.server_context()) as made:
        yield made


def _settings(port: int) -> SmtpSettings:
    return SmtpSettings(
        "127.0.0.1",
        BOT,
        port=port,
        security=Security.NONE,
        ehlo_name="bot.province.example",
        command_timeout=5,
        data_timeout=5,
    )


def _with_sender(settings: SmtpSettings, do: Callable[[Sender], Awaitable[T]]) -> T:
    async def run() -> T:
        sender = Sender(settings)
        try:
            return await do(sender)
        finally:
            await sender.close()

    return asyncio.run(run())


def _send(settings: SmtpSettings, raw: bytes = PLAIN, to: str = MEMBER) -> tuple[OutcomeKind, str, int | None]:
    outcome = _with_sender(settings, lambda sender: sender.send(to, raw))
    return outcome.kind, outcome.text, outcome.code


def test_a_mail_arrives_byte_for_byte_with_8bit_text_and_leading_dots(servers: EmbeddedServers) -> None:
    assert _send(_settings(servers.smtp_port), RAW.replace(b"\xc4\x90\xe1\xbb\x97", b"Do")) == (
        OutcomeKind.SENT,
        "2.0.0 delivered",
        250,
    )
    assert servers.messages(MEMBER) == [RAW.replace(b"\xc4\x90\xe1\xbb\x97", b"Do")]
    assert servers.mail.senders == [BOT]


def test_headers_in_utf8_are_announced_and_arrive(servers: EmbeddedServers) -> None:
    assert _send(_settings(servers.smtp_port), RAW)[0] is OutcomeKind.SENT
    assert servers.messages(MEMBER) == [RAW]


def test_lone_line_ends_become_crlf_as_the_wire_demands(servers: EmbeddedServers) -> None:
    assert _send(_settings(servers.smtp_port), b"Subject: x\n\none\rtwo\n.\nend")[0] is OutcomeKind.SENT
    assert servers.messages(MEMBER) == [b"Subject: x\r\n\r\none\r\ntwo\r\n.\r\nend\r\n"]


def test_a_batch_goes_over_one_connection(servers: EmbeddedServers) -> None:
    greetings = []
    servers.mail.faults[Phase.GREETING] = lambda _: greetings.append(1)

    async def batch(sender: Sender) -> list[OutcomeKind]:
        return [(await sender.send(MEMBER, PLAIN)).kind for _ in range(5)]

    assert _with_sender(_settings(servers.smtp_port), batch) == [OutcomeKind.SENT] * 5
    assert len(greetings) == 1


def test_mails_sent_at_once_wait_for_each_other(servers: EmbeddedServers) -> None:
    async def together(sender: Sender) -> list[OutcomeKind]:
        return [outcome.kind for outcome in await asyncio.gather(*[sender.send(MEMBER, RAW) for _ in range(5)])]

    assert _with_sender(_settings(servers.smtp_port), together) == [OutcomeKind.SENT] * 5
    assert servers.messages(MEMBER) == [RAW] * 5


def test_a_warm_connection_that_went_cold_costs_no_mail(servers: EmbeddedServers) -> None:
    async def twice(sender: Sender) -> list[OutcomeKind]:
        first = await sender.send(MEMBER, PLAIN)
        servers.mail.faults[Phase.MAIL] = times(1, DROP)
        return [first.kind, (await sender.send(MEMBER, PLAIN)).kind]

    assert _with_sender(_settings(servers.smtp_port), twice) == [OutcomeKind.SENT] * 2
    assert servers.messages(MEMBER) == [PLAIN] * 2


def test_an_automatic_answer_goes_out_with_the_null_reverse_path(servers: EmbeddedServers) -> None:
    sent = _with_sender(_settings(servers.smtp_port), lambda s: s.send(MEMBER, PLAIN, null_sender=True))
    assert sent.kind is OutcomeKind.SENT
    assert servers.mail.senders == [""]


def test_a_server_that_refuses_the_null_reverse_path_gets_our_name(servers: EmbeddedServers) -> None:
    servers.mail.faults[Phase.MAIL] = times(1, "550 5.7.60 not as nobody")
    sent = _with_sender(_settings(servers.smtp_port), lambda s: s.send(MEMBER, PLAIN, null_sender=True))
    assert sent.kind is OutcomeKind.SENT
    assert servers.mail.senders == [BOT]


@pytest.mark.parametrize(
    ("phase", "fault", "kind", "delivered"),
    [
        (Phase.GREETING, "421 4.3.2 too busy", OutcomeKind.RETRY, 0),
        (Phase.GREETING, "554 5.3.2 no service for you", OutcomeKind.PAUSE, 0),
        (Phase.GREETING, DROP, OutcomeKind.RETRY, 0),
        (Phase.EHLO, DROP, OutcomeKind.RETRY, 0),
        (Phase.MAIL, "451 4.3.0 try later", OutcomeKind.RETRY, 0),
        (Phase.MAIL, "421 4.3.2 closing", OutcomeKind.RETRY, 0),
        (Phase.MAIL, "552 5.3.4 too large", OutcomeKind.FAILED, 0),
        (Phase.MAIL, "553 5.7.1 not your address", OutcomeKind.PAUSE, 0),
        (Phase.MAIL, "530 5.7.0 authentication required", OutcomeKind.PAUSE, 0),
        (Phase.MAIL, DROP, OutcomeKind.RETRY, 0),
        (Phase.MAIL, HANG, OutcomeKind.RETRY, 0),
        (Phase.RCPT, "450 4.2.0 greylisted", OutcomeKind.RETRY, 0),
        (Phase.RCPT, "550 5.1.1 nobody there", OutcomeKind.FAILED, 0),
        (Phase.RCPT, "530 5.7.0 authentication required", OutcomeKind.PAUSE, 0),
        (Phase.RCPT, DROP, OutcomeKind.RETRY, 0),
        (Phase.DATA, "452 4.3.1 disk full", OutcomeKind.RETRY, 0),
        (Phase.DATA, "554 5.5.1 no valid recipients", OutcomeKind.FAILED, 0),
        (Phase.DATA, DROP, OutcomeKind.RETRY, 0),
        (Phase.DATA, HANG, OutcomeKind.RETRY, 0),
        (Phase.DOT, "451 4.3.0 try later", OutcomeKind.RETRY, 0),
        (Phase.DOT, "554 5.7.1 looks like spam", OutcomeKind.FAILED, 0),
        (Phase.DOT, DROP, OutcomeKind.UNCERTAIN, 0),
        (Phase.DOT, HANG, OutcomeKind.UNCERTAIN, 0),
        (Phase.ACCEPTED, DROP, OutcomeKind.UNCERTAIN, 1),
        (Phase.ACCEPTED, HANG, OutcomeKind.UNCERTAIN, 1),
    ],
)
def test_each_fault_has_its_outcome(
    phase: Phase, fault: str, kind: OutcomeKind, delivered: int, servers: EmbeddedServers
) -> None:
    servers.mail.faults[phase] = always(fault)
    impatient = dataclasses.replace(_settings(servers.smtp_port), command_timeout=0.3, data_timeout=0.3)
    outcome, text, code = _send(impatient)
    assert outcome is kind, text
    assert text
    assert code is None or str(code) in fault
    assert len(servers.messages(MEMBER)) == delivered


def test_a_connection_lost_in_the_midst_of_a_mail_is_safe_to_retry(servers: EmbeddedServers) -> None:
    servers.mail.faults[Phase.CONTENT] = always(DROP)
    kind, text, _ = _send(_settings(servers.smtp_port), LARGE)
    assert kind is OutcomeKind.RETRY
    assert "was lost" in text


def test_a_refusal_in_the_midst_of_a_mail_is_heard(servers: EmbeddedServers) -> None:
    servers.mail.faults[Phase.CONTENT] = always("552 5.3.4 too large")
    kind, _, code = _send(_settings(servers.smtp_port), LARGE)
    assert (kind, code) == (OutcomeKind.FAILED, 552)


def test_after_a_fault_the_next_mail_goes_out(servers: EmbeddedServers) -> None:
    faults: list[tuple[Phase, Fault]] = [
        (Phase.RCPT, times(1, "550 5.1.1 nobody")),
        (Phase.DOT, times(1, "451 4.3.0 later")),
        (Phase.ACCEPTED, times(1, DROP)),
    ]
    servers.mail.faults.update(faults)

    async def four(sender: Sender) -> list[OutcomeKind]:
        return [(await sender.send(MEMBER, PLAIN)).kind for _ in range(4)]

    assert _with_sender(_settings(servers.smtp_port), four) == [
        OutcomeKind.FAILED,
        OutcomeKind.RETRY,
        OutcomeKind.UNCERTAIN,
        OutcomeKind.SENT,
    ]


def test_one_bad_recipient_is_no_other_ones_trouble(servers: EmbeddedServers) -> None:
    servers.mail.bouncing.add(MEMBER)
    servers.mail.silent.add("nobody@province.example")
    servers.mail.faults[Phase.DOT] = for_recipient(BOT, "451 4.2.2 mailbox full")
    settings = _settings(servers.smtp_port)
    assert _send(settings, to=MEMBER) == (
        OutcomeKind.FAILED,
        f"550 5.1.1 <{MEMBER}>: no such user here",
        550,
    )
    assert _send(settings, to="nobody@province.example")[0] is OutcomeKind.SENT
    assert _send(settings, to=BOT)[0] is OutcomeKind.RETRY


@pytest.mark.parametrize("address", ["two words@province.example", "a@b>\r\nRCPT TO:<evil@province.example", ""])
def test_an_address_that_no_command_can_carry_fails(address: str, servers: EmbeddedServers) -> None:
    assert _send(_settings(servers.smtp_port), to=address)[0] is OutcomeKind.FAILED
    assert servers.messages(MEMBER) == []


def test_a_domain_with_vietnamese_letters_goes_out_in_its_ascii_form(servers: EmbeddedServers) -> None:
    ascii_form = "an@" + "bìnhđịnh.example".encode("idna").decode()
    servers.add_user(ascii_form, "secret")
    assert _send(_settings(servers.smtp_port), to="an@bìnhđịnh.example")[0] is OutcomeKind.SENT
    assert servers.messages(ascii_form) == [PLAIN]


def test_a_server_that_is_not_there_is_tried_again() -> None:
    kind, text, _ = _send(_settings(1))
    assert kind is OutcomeKind.RETRY
    assert text.startswith("The SMTP server 127.0.0.1:1 cannot be reached: ")


def test_a_refused_login_pauses_the_queue_and_says_whose(servers: EmbeddedServers) -> None:
    settings = dataclasses.replace(_settings(servers.smtp_port), user=BOT, password=Secret("hunter2"))
    kind, text, _ = _send(settings)
    assert kind is OutcomeKind.PAUSE
    assert text == (
        f"The SMTP server 127.0.0.1:{servers.smtp_port} does not let user '{BOT}' in: "
        "535 5.7.8 Authentication credentials invalid. Check user and password."
    )
    with pytest.raises(MailboxRefused, match="does not let user"):
        asyncio.run(login_check(settings))


def test_a_login_that_cannot_be_checked_just_now_is_tried_again(servers: EmbeddedServers) -> None:
    servers.mail.faults[Phase.AUTH] = always("454 4.7.0 Temporary authentication failure")
    settings = dataclasses.replace(_settings(servers.smtp_port), user=BOT, password=Secret("secret"))
    assert _send(settings)[0] is OutcomeKind.RETRY
    with pytest.raises(MailboxUnreachable):
        asyncio.run(login_check(settings))


def test_a_password_of_vietnamese_letters_is_taken(servers: EmbeddedServers) -> None:
    servers.add_user("viet@province.example", "mật khẩu")
    settings = dataclasses.replace(
        _settings(servers.smtp_port), user="viet@province.example", password=Secret("mật khẩu")
    )
    asyncio.run(login_check(settings))
    assert _send(settings)[0] is OutcomeKind.SENT


def test_a_cancelled_send_leaves_the_sender_usable(servers: EmbeddedServers) -> None:
    servers.mail.faults[Phase.DOT] = times(1, HANG)

    async def cancelled(sender: Sender) -> OutcomeKind:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sender.send(MEMBER, PLAIN), 0.3)
        return (await sender.send(MEMBER, RAW)).kind

    assert _with_sender(_settings(servers.smtp_port), cancelled) is OutcomeKind.SENT
    assert servers.messages(MEMBER) == [RAW]


def test_a_private_authority_is_trusted_when_named(servers: EmbeddedServers, certificates: Certificates) -> None:
    settings = dataclasses.replace(
        _settings(servers.smtp_port),
        security=Security.STARTTLS,
        ca_file=certificates.authority,
        user=BOT,
        password=Secret("secret"),
    )
    assert _send(settings)[0] is OutcomeKind.SENT


def test_a_certificate_of_an_unknown_authority_pauses_the_queue(
    servers: EmbeddedServers, certificates: Certificates
) -> None:
    settings = dataclasses.replace(_settings(servers.smtp_port), security=Security.STARTTLS)
    for ca_file in (None, certificates.stranger):
        kind, text, _ = _send(dataclasses.replace(settings, ca_file=ca_file))
        assert kind is OutcomeKind.PAUSE
        assert "is not trusted" in text
        assert "ca_file" in text
    assert _send(dataclasses.replace(settings, verify=False))[0] is OutcomeKind.SENT


def test_nothing_is_sent_where_starttls_is_not_offered(embedded: EmbeddedServers) -> None:
    kind, text, _ = _send(dataclasses.replace(_settings(embedded.smtp_port), security=Security.STARTTLS), to=BOT)
    assert kind is OutcomeKind.PAUSE
    assert "offers no STARTTLS" in text
    assert embedded.messages(BOT) == []


def test_tls_towards_a_plain_port_is_said_in_a_sentence(servers: EmbeddedServers) -> None:
    kind, text, _ = _send(dataclasses.replace(_settings(servers.smtp_port), security=Security.TLS))
    assert kind is OutcomeKind.PAUSE
    assert "security is 'tls' now" in text


def test_a_mail_goes_through_postfix_to_the_mailbox(
    postfix: Postfix | Relay, dovecot: Dovecot, new_user: Callable[[], str], certificates: Certificates
) -> None:
    user = new_user()
    settings = dataclasses.replace(_settings(postfix.port), security=Security.STARTTLS, ca_file=certificates.authority)
    raw = RAW.replace(b"\xc4\x90\xe1\xbb\x97", b"Do")
    assert _send(settings, raw, user)[0] is OutcomeKind.SENT
    assert _only_mail(dovecot.imap_port, user).endswith(raw)


def test_postfix_refusals_are_told_apart(
    postfix: Postfix | Relay, new_user: Callable[[], str], certificates: Certificates
) -> None:
    settings = _settings(postfix.port)
    kind, _, code = _send(settings, to=f"refused@{postfix.domain}")
    assert (kind, code) == (OutcomeKind.FAILED, 554)
    kind, _, code = _send(settings, LARGE, new_user())
    assert (kind, code) == (OutcomeKind.FAILED, 552)
    stranger = dataclasses.replace(settings, security=Security.STARTTLS, ca_file=certificates.stranger)
    assert _send(stranger, to=new_user())[0] is OutcomeKind.PAUSE


def _only_mail(port: int, user: str) -> bytes:
    deadline = time.monotonic() + 10
    with IMAPClient("127.0.0.1", port=port, ssl=False, timeout=10) as client:
        client.login(user, "secret")
        client.select_folder("INBOX")
        while not (uids := client.search()):
            assert time.monotonic() < deadline
            time.sleep(0.05)
            client.noop()
        [answer] = client.fetch(uids, ["BODY.PEEK[]"]).values()
        body: bytes = answer[b"BODY[]"]
        return body
