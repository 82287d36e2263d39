"""Mail in, where servers differ, refuse or misbehave."""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from imapclient import IMAPClient

from mailbot.demo.servers import EmbeddedServers
from mailbot.mailbox import Filing, ImapSettings, Mailbox, MailboxRefused, MailboxUnreachable, Secret, Security
from mailbot.mailbox.imap import login_check
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.scripted_imap import Script, ScriptedImap
from tests.shell.mailbox.mails import PLAIN

BOT = "bot@province.example"


def _settings(port: int, user: str = BOT) -> ImapSettings:
    return ImapSettings(
        "127.0.0.1", user, Secret("secret"), port=port, security=Security.NONE, read_timeout=5, noop_every=0.2
    )


def _opened(server: ScriptedImap) -> Mailbox:
    return Mailbox(_settings(server.port))


def _append(port: int, raw: bytes) -> None:
    with IMAPClient("127.0.0.1", port=port, ssl=False, timeout=10) as client:
        client.login(BOT, "secret")
        client.append("INBOX", raw)


def test_a_wrong_password_is_said_in_a_sentence_without_the_password(embedded: EmbeddedServers) -> None:
    settings = dataclasses.replace(_settings(embedded.imap_port), password=Secret("hunter2"))
    with pytest.raises(MailboxRefused) as refused:
        login_check(settings)
    assert str(refused.value) == (
        f"The IMAP server 127.0.0.1:{embedded.imap_port} does not let user '{BOT}' in: "
        "[AUTHENTICATIONFAILED] Invalid authentication credentials. Check user and password."
    )
    assert "hunter2" not in repr(settings)
    assert "hunter2" not in str(settings.password)


def test_dovecot_refuses_a_wrong_password_too(dovecot: Dovecot, new_user: Callable[[], str]) -> None:
    settings = dataclasses.replace(_settings(dovecot.imap_port, new_user()), password=Secret("wrong"))
    with pytest.raises(MailboxRefused, match=r"does not let user .* in: .*Check user and password"):
        login_check(settings)


def test_a_password_of_vietnamese_letters_is_taken(dovecot: Dovecot) -> None:
    user = "vietnamese@province.example"
    settings = dataclasses.replace(_settings(dovecot.imap_port, user), password=Secret("mật khẩu"))
    assert login_check(settings).messages == 0


def test_a_missing_folder_is_said_in_a_sentence(embedded: EmbeddedServers) -> None:
    with pytest.raises(MailboxRefused, match=r"opening the folder 'Hộp thư'.*Check folder"):
        login_check(dataclasses.replace(_settings(embedded.imap_port), folder="Hộp thư"))


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(
        MailboxUnreachable, match=r"127.0.0.1:1 cannot be reached: Connection refused. Check host, port"
    ):
        login_check(_settings(1))


def test_a_name_that_nobody_has_is_unreachable() -> None:
    with pytest.raises(MailboxUnreachable, match=r"imap.invalid:993 cannot be reached"):
        login_check(ImapSettings("imap.invalid", BOT, Secret("x"), connect_timeout=5))


def test_the_password_is_not_sent_where_starttls_is_not_offered(embedded: EmbeddedServers) -> None:
    with pytest.raises(MailboxRefused, match="offers no STARTTLS, and the password is not sent unencrypted"):
        login_check(dataclasses.replace(_settings(embedded.imap_port), security=Security.STARTTLS))


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_private_authority_is_trusted_when_named(
    security: Security, dovecot: Dovecot, certificates: Certificates, new_user: Callable[[], str]
) -> None:
    port = dovecot.imaps_port if security is Security.TLS else dovecot.imap_port
    settings = dataclasses.replace(_settings(port, new_user()), security=security, ca_file=certificates.authority)
    with Mailbox(settings) as mailbox:
        mailbox.new_uids(0)
        threading.Timer(0.3, lambda: dovecot.deliver(settings.user, PLAIN)).start()
        assert mailbox.wait(10)  # IDLE under TLS: a readable socket may hold no line yet


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_of_an_unknown_authority_is_refused(
    security: Security, dovecot: Dovecot, certificates: Certificates, new_user: Callable[[], str]
) -> None:
    port = dovecot.imaps_port if security is Security.TLS else dovecot.imap_port
    settings = dataclasses.replace(_settings(port, new_user()), security=security)
    for ca_file in (None, certificates.stranger):
        with pytest.raises(MailboxRefused, match=r"certificate of .* is not trusted: .*ca_file"):
            login_check(dataclasses.replace(settings, ca_file=ca_file))
    assert login_check(dataclasses.replace(settings, verify=False)).messages == 0


def test_a_certificate_for_another_name_is_refused(certificates: Certificates) -> None:
    with ScriptedImap({}, host="127.0.0.2", tls=certificates.server_context()) as server:
        settings = dataclasses.replace(
            _settings(server.port), host="127.0.0.2", security=Security.TLS, ca_file=certificates.authority
        )
        with pytest.raises(MailboxRefused, match="is not trusted: IP address mismatch"):
            login_check(settings)


def test_tls_towards_a_plain_port_is_said_in_a_sentence() -> None:
    sentence = "Check port and security: security is 'tls' now"
    with ScriptedImap({}) as plain, pytest.raises(MailboxRefused, match=sentence):
        login_check(dataclasses.replace(_settings(plain.port), security=Security.TLS))


def test_a_ca_file_that_is_missing_is_named(dovecot: Dovecot, tmp_path: Path) -> None:
    settings = dataclasses.replace(
        _settings(dovecot.imaps_port), security=Security.TLS, ca_file=tmp_path / "nothing.pem"
    )
    with pytest.raises(MailboxRefused, match=r"ca_file = .*nothing\.pem holds no usable certificates"):
        login_check(settings)


@pytest.mark.parametrize(
    ("capability", "separator", "prefix"),
    [
        ("IMAP4rev1 UIDPLUS NAMESPACE IDLE AUTH=PLAIN", "/", ""),  # no MOVE: COPY and UID EXPUNGE
        ("IMAP4rev1 UIDPLUS MOVE AUTH=PLAIN", "/", ""),  # no IDLE, no NAMESPACE
        ("IMAP4rev1 MOVE UIDPLUS NAMESPACE IDLE AUTH=PLAIN", ".", "INBOX."),  # Courier's and Cyrus's names
    ],
)
def test_servers_with_other_abilities_serve_as_well(
    capability: str, separator: str, prefix: str, certificates: Certificates
) -> None:
    extra = f"protocol imap {{\n  imap_capability = {capability}\n}}"
    with Dovecot(certificates, {BOT: "secret"}, extra=extra, separator=separator, prefix=prefix) as server:
        settings = dataclasses.replace(_settings(server.imap_port), filed_folder="Đã xử lý/Quý 3")
        with Mailbox(settings) as mailbox:
            assert mailbox.new_uids(0) == []
            threading.Timer(0.3, lambda: _append(server.imap_port, PLAIN)).start()
            assert mailbox.wait(10)
            uids = mailbox.new_uids(0)
            mailbox.file_away([*uids, 999])
            assert mailbox.status().messages == 0
        name = prefix + separator.join(["Đã xử lý", "Quý 3"])
        with IMAPClient("127.0.0.1", port=server.imap_port, ssl=False, timeout=10) as client:
            client.login(BOT, "secret")
            assert client.folder_status(name, ["MESSAGES"]) == {b"MESSAGES": 1}


def test_without_move_and_uidplus_nobody_elses_deletions_are_expunged(certificates: Certificates) -> None:
    extra = "protocol imap {\n  imap_capability = IMAP4rev1 IDLE NAMESPACE AUTH=PLAIN\n}"
    with Dovecot(certificates, {BOT: "secret"}, extra=extra) as server:
        _append(server.imap_port, PLAIN)
        with Mailbox(_settings(server.imap_port)) as mailbox:
            mailbox.file_away(mailbox.new_uids(0))
            assert mailbox.status().messages == 1
        with IMAPClient("127.0.0.1", port=server.imap_port, ssl=False, timeout=10) as client:
            client.login(BOT, "secret")
            client.select_folder("INBOX")
            assert client.search(["KEYWORD", "$MailbotHandled"]) == [1]


def test_a_killed_server_ends_the_wait_at_once_and_can_be_reached_again(certificates: Certificates) -> None:
    with Dovecot(certificates, {BOT: "secret"}) as server:
        with Mailbox(_settings(server.imap_port)) as mailbox:
            mailbox.new_uids(0)
            threading.Timer(0.3, server.kill).start()
            began = time.monotonic()
            with pytest.raises(MailboxUnreachable, match="lost while waiting for mail"):
                mailbox.wait(30)
            assert time.monotonic() - began < 3
        server.start()
        assert login_check(_settings(server.imap_port)).messages == 0


def test_a_server_that_says_nothing_any_more_is_given_up_after_the_read_timeout(certificates: Certificates) -> None:
    with Dovecot(certificates, {BOT: "secret"}) as server:
        settings = dataclasses.replace(_settings(server.imap_port), read_timeout=0.5, connect_timeout=0.5)
        with Mailbox(settings) as mailbox:
            server.freeze()
            began = time.monotonic()
            with pytest.raises(MailboxUnreachable, match="did not answer while looking for new mail"):
                mailbox.new_uids(0)
            with pytest.raises(MailboxUnreachable, match="cannot be reached"):
                login_check(settings)
        assert time.monotonic() - began < 5


def _once(answer: Script) -> Script:
    """The first time only; later the server just begins to idle."""
    answers = iter([answer])

    def script(tag: bytes) -> list[bytes | float | None]:
        return next(answers, _idle)(tag)

    return script


def _idle(tag: bytes) -> list[bytes | float | None]:
    return [b"+ idling\r\n"]


@pytest.mark.parametrize(
    "segments",
    [
        [b"+ idling\r\n* 1 EXISTS\r\n"],  # in one segment with the invitation to idle
        [b"* 1 EXISTS\r\n", b"+ idling\r\n"],  # before it
        [b"+ idling\r\n", 0.1, b"* 1 EX", 0.1, b"ISTS\r\n"],  # a line in two segments
        [b"+ idling\r\n", 0.1, b"* OK Still here\r\n* 1 FETCH (FLAGS (\\Seen))\r\n* 1 EXISTS\r\n"],
    ],
)
def test_an_announcement_is_heard_however_it_is_cut(segments: list[bytes | float | None]) -> None:
    with ScriptedImap({b"IDLE": _once(lambda tag: segments)}) as server, _opened(server) as mailbox:
        began = time.monotonic()
        assert mailbox.wait(5)
        assert time.monotonic() - began < 2
        assert mailbox.status().uidvalidity == 7  # the conversation goes on in good order


def test_an_announcement_between_the_end_of_idle_and_its_answer_is_heard() -> None:
    scripts: dict[bytes, Script] = {b"DONE": lambda tag: [b"* 1 EXISTS\r\n" + tag + b" OK done\r\n"]}
    with ScriptedImap(scripts) as server, _opened(server) as mailbox:
        assert mailbox.wait(0.3)


@pytest.mark.parametrize("farewell", [[b"+ idling\r\n* BYE shutting down\r\n"], [b"+ idling\r\n", None]])
def test_a_server_that_takes_its_leave_is_lost_at_once(farewell: list[bytes | float | None]) -> None:
    with ScriptedImap({b"IDLE": lambda tag: farewell}) as server, _opened(server) as mailbox:
        began = time.monotonic()
        with pytest.raises(MailboxUnreachable, match="lost while waiting for mail"):
            mailbox.wait(30)
        assert time.monotonic() - began < 2


def test_a_fetch_that_is_answered_without_data_gives_a_mail_without_bytes() -> None:
    with ScriptedImap({b"UID FETCH": lambda tag: [tag + b" OK done\r\n"]}) as server, _opened(server) as mailbox:
        [mail] = mailbox.fetch([5])
    assert mail.raw is None


def test_one_mail_that_the_server_cannot_give_does_not_hold_up_the_others() -> None:
    def fetch(tag: bytes) -> list[bytes | float | None]:
        command = server.commands[-1]
        if b"RFC822.SIZE" in command:
            return [tag + b" OK done\r\n"]
        if b" 6 " not in command and b",6" not in command:
            uid = command.split()[2]
            body = b'* %s FETCH (UID %s INTERNALDATE "27-Sep-2024 08:00:05 +0700" BODY[] {2}\r\nhi)\r\n' % (uid, uid)
            return [body + tag + b" OK done\r\n"]
        return [tag + b" NO [SERVERBUG] cannot read this one\r\n"]

    with ScriptedImap({b"UID FETCH": fetch}) as server, _opened(server) as mailbox:
        mails = list(mailbox.fetch([5, 6, 7]))
    assert [mail.raw for mail in mails] == [b"hi", None, b"hi"]


def test_a_refusal_that_will_pass_is_no_refusal() -> None:
    later = {b"LOGIN": lambda tag: [tag + b" NO [UNAVAILABLE] try later\r\n"]}
    with ScriptedImap(later) as server, pytest.raises(MailboxUnreachable):
        login_check(_settings(server.port))


def test_bytes_smuggled_in_behind_starttls_end_the_connection(certificates: Certificates) -> None:
    scripts: dict[bytes, Script] = {
        b"CAPABILITY": lambda tag: [b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" + tag + b" OK done\r\n"],
        b"STARTTLS": lambda tag: [tag + b" OK go\r\n* CAPABILITY IMAP4rev1 AUTH=EVIL\r\n"],
    }
    with ScriptedImap(scripts) as server:
        settings = dataclasses.replace(
            _settings(server.port), security=Security.STARTTLS, ca_file=certificates.authority
        )
        with pytest.raises(MailboxUnreachable, match="unencrypted bytes after STARTTLS"):
            login_check(settings)


def test_a_refused_filing_is_said_and_the_connection_stays_good() -> None:
    scripts: dict[bytes, Script] = {
        b"UID STORE": lambda tag: [tag + b" NO read-only for you\r\n"],
        b"UID SEARCH": lambda tag: [b"* SEARCH 5\r\n" + tag + b" OK done\r\n"],
    }
    with ScriptedImap(scripts) as server:
        settings = dataclasses.replace(_settings(server.port), filing=Filing.FLAG)
        with Mailbox(settings) as mailbox:
            with pytest.raises(MailboxRefused, match="read-only for you"):
                mailbox.file_away([5])
            assert mailbox.new_uids(4) == [5]


def test_mail_that_is_announced_behind_the_answer_to_a_search_is_not_slept_over() -> None:
    answers = iter([b"* SEARCH\r\n", b"* SEARCH\r\n* 1 EXISTS\r\n"])  # a first look, then the one before waiting

    def search(tag: bytes) -> list[bytes | float | None]:
        return [next(answers, b"* SEARCH 1\r\n") + tag + b" OK done\r\n"]

    with ScriptedImap({b"UID SEARCH": search}) as server, _opened(server) as mailbox:
        assert mailbox.new_uids(0) == []
        began = time.monotonic()
        assert mailbox.wait(5)
        assert time.monotonic() - began < 2
        assert mailbox.new_uids(0) == [1]


def test_every_mail_ends_the_wait_while_other_programs_use_the_folder(embedded: EmbeddedServers) -> None:
    done = threading.Event()

    def another_program() -> None:
        with IMAPClient("127.0.0.1", port=embedded.imap_port, ssl=False, timeout=10) as client:
            client.login(BOT, "secret")
            while not done.wait(0.001):
                client.select_folder("INBOX")

    other = threading.Thread(target=another_program)
    other.start()
    try:
        with Mailbox(_settings(embedded.imap_port)) as mailbox:
            uid = 0
            mailbox.new_uids(uid)
            for number in range(50):
                threading.Timer(number % 10 * 0.002, lambda: embedded.deliver(BOT, PLAIN)).start()
                assert mailbox.wait(5)
                [uid] = mailbox.new_uids(uid)
    finally:
        done.set()
        other.join()
