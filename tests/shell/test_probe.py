"""`mailbot check --probe`: a forged field that the mail system lets through is told, and one that it takes off."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from imapclient import IMAPClient

from mailbot.app import App
from mailbot.cli import main
from mailbot.config import load
from mailbot.core.model import Trust, TrustProfile
from mailbot.mailbox import probe
from mailbot.office.roster_file import load_roster
from mailbot.store import Store, seats
from tests.servers import postfix as real_postfix
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import Postfix
from tests.servers.relay import Relay
from tests.shell.test_check import CONFIG, ROSTER, TEMPLATES

PINNED = '[trust]\nauthserv_ids = ["mx.province.example", "old.province.example"]\n'
NOW = datetime(2026, 11, 9, 8, tzinfo=UTC)
TOKEN = "0123456789abcdef"
Server = Postfix | Relay


@pytest.fixture(scope="module")
def strict(certificates: Certificates, dovecot: Dovecot) -> Iterator[Server]:
    """A server that takes off what bears the name of the border server, and no other name."""
    kind = Postfix if real_postfix.possible() else Relay
    with kind(certificates, dovecot.lmtp_port, "province.example", drops=[r"Authentication-Results: mx\."]) as server:
        yield server


class Installation:
    """mailbot in front of Dovecot and a server that hands mail to it."""

    def __init__(self, folder: Path, dovecot: Dovecot, server: Server, mailbox: str, trust: str = PINNED) -> None:
        self.dovecot, self.user, self.path = dovecot, mailbox, folder / "config.toml"
        ports = {"imap_port": dovecot.imap_port, "smtp_port": server.port}
        self.path.write_text(CONFIG.format(bot=mailbox, templates=TEMPLATES, **ports) + trust, "utf-8")
        (folder / "roster.csv").write_text(ROSTER, "utf-8")
        store = Store.open(load(self.path).database_url)
        with store.begin() as connection:
            seats.replace_all(connection, load_roster(folder / "roster.csv"), datetime.now(UTC))
        store.close()

    def check(self, *options: str) -> Result:
        return CliRunner().invoke(main, ["--config", str(self.path), "check", "--probe", *options])

    def mails(self) -> list[bytes]:
        with IMAPClient("127.0.0.1", port=self.dovecot.imap_port, ssl=False) as client:
            client.login(self.user, "secret")
            client.select_folder("INBOX", readonly=True)
            return [mail[b"BODY[]"] for mail in client.fetch(client.search(), ["BODY.PEEK[]"]).values()]


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAILBOT_IMAP_PASSWORD", "secret")


def test_a_server_that_lets_forged_fields_through_fails_the_check(
    tmp_path: Path, dovecot: Dovecot, postfix: Server, new_user: Callable[[], str]
) -> None:
    made = Installation(tmp_path, dovecot, postfix, new_user())
    result = made.check()
    assert result.exit_code == 1
    assert "✗ probe — SURVIVED, and would be believed: Authentication-Results of 'mx.province.example'" in result.stdout
    assert "SURVIVED, and would be believed: Authentication-Results of 'old.province.example'" in result.stdout
    assert "! probe — this mail was handed in at the SMTP server" in result.stdout
    assert result.stderr.endswith("Not in order: probe.\n")
    assert made.mails() == []


def test_each_name_is_tried_for_itself(
    tmp_path: Path, dovecot: Dovecot, strict: Server, new_user: Callable[[], str]
) -> None:
    result = Installation(tmp_path, dovecot, strict, new_user()).check()
    assert result.exit_code == 1
    assert (
        "✗ probe — SURVIVED, and would be believed: Authentication-Results of 'old.province.example'" in result.stdout
    )
    assert "removed, or not believed where it stands: Authentication-Results of 'mx.province.example'" in result.stdout


def test_a_server_that_takes_them_off_is_in_order_and_what_that_does_not_prove_is_said(
    tmp_path: Path, dovecot: Dovecot, strict: Server, new_user: Callable[[], str]
) -> None:
    made = Installation(tmp_path, dovecot, strict, new_user(), PINNED.replace(', "old.province.example"', ""))
    result = made.check()
    assert result.exit_code == 0, result.output
    assert (
        "✓ probe — removed, or not believed where it stands: Authentication-Results of 'mx.province.example'\n"
        in result.stdout
    )
    assert "mail from outside may be treated otherwise" in result.stdout
    assert made.mails() == []


def test_a_mail_that_never_comes_proves_nothing(
    tmp_path: Path, dovecot: Dovecot, postfix: Server, new_user: Callable[[], str]
) -> None:
    mailbox, other = new_user(), new_user()
    made = Installation(tmp_path, dovecot, postfix, mailbox)
    made.path.write_text(made.path.read_text("utf-8").replace("[imap]", f'[imap]\nuser = "{other}"'), "utf-8")
    result = made.check("--probe-wait", "3")
    assert result.exit_code == 1
    assert f"✗ probe — the mail did not come into 'INBOX' of {other} within 3 s: nothing is proven" in result.stdout
    (mail,) = made.mails()  # in the mailbox that nobody looked into
    assert b"dmarc=pass header.from=probe-" in mail


def test_a_server_that_does_not_take_the_mail_is_quoted(tmp_path: Path, dovecot: Dovecot, postfix: Server) -> None:
    made = Installation(tmp_path, dovecot, postfix, "refused@province.example")
    user = "user999@province.example"
    made.path.write_text(made.path.read_text("utf-8").replace("[imap]", f'[imap]\nuser = "{user}"'), "utf-8")
    result = made.check("--probe-wait", "3")
    assert result.exit_code == 1
    assert "no such user here" in result.stdout
    assert "Nothing is proven, unless the forged field is the reason" in result.stdout


def test_other_mails_are_neither_read_nor_deleted_and_people_may_have_marked_some(
    tmp_path: Path, dovecot: Dovecot, strict: Server, new_user: Callable[[], str]
) -> None:
    made = Installation(tmp_path, dovecot, strict, new_user())
    dovecot.deliver(made.user, b"From: a@b.example\r\nSubject: hi\r\nMessage-ID: <1@b.example>\r\n\r\nhello\r\n")
    with IMAPClient("127.0.0.1", port=dovecot.imap_port, ssl=False) as client:
        client.login(made.user, "secret")
        client.select_folder("INBOX")
        client.delete_messages(client.search())
        made.check()
        client.noop()
        flags = [answer[b"FLAGS"] for answer in client.fetch(client.search(), ["FLAGS"]).values()]
    assert [(b"\\Deleted" in each, b"\\Seen" in each) for each in flags] == [(True, False)]


def test_a_running_bot_leaves_the_probe_alone(
    tmp_path: Path, dovecot: Dovecot, postfix: Server, new_user: Callable[[], str]
) -> None:
    made = Installation(tmp_path, dovecot, postfix, new_user())
    settings = load(made.path)
    mail = probe.make(settings.policy.trust, made.user, TOKEN, NOW)
    assert mail is not None
    dovecot.deliver(made.user, mail.raw)
    app = App(settings)
    try:
        figures = app.run_once()
    finally:
        app.close()
    assert (figures.handled, figures.review, figures.filed, figures.sent, figures.queued) == (1, 0, 0, 0, 0)
    assert len(made.mails()) == 1


def test_where_nobody_is_believed_by_name_there_is_nothing_to_try(
    tmp_path: Path, dovecot: Dovecot, postfix: Server, new_user: Callable[[], str]
) -> None:
    made = Installation(tmp_path, dovecot, postfix, new_user(), "")
    result = made.check()
    assert result.exit_code == 0, result.output
    assert "✓ probe — nothing to try: no server is believed by name" in result.stdout


def test_servers_that_cannot_be_reached_are_not_probed_and_programs_get_json_alone(
    tmp_path: Path, dovecot: Dovecot, postfix: Server, new_user: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Installation(tmp_path, dovecot, postfix, new_user())
    assert json.loads(made.check("--json").stdout)[-1]["check"] == "probe"
    monkeypatch.setenv("MAILBOT_IMAP_PASSWORD", "wrong")
    result = json.loads(made.check("--json").stdout)[-1]
    assert (result["ok"], result["detail"]) == (False, "not tried: the servers cannot be reached")


def survivors(trust: Trust, *above: str, without: str = "\0") -> list[str]:
    """What would be believed of the probe's mail behind a server that writes fields on top and drops one."""
    made = probe.make(trust, "bot@province.example", TOKEN, NOW)
    assert made is not None
    fields = [line for line in made.raw.decode().split("\r\n") if not line.startswith(without)]
    raw = "\r\n".join([*above, *fields]).encode()
    return [one.what for one in probe.survivors(made, raw, trust)]


def test_a_login_is_believed_only_where_no_server_has_written_above_it() -> None:
    trust = Trust(login_hosts=("mail.province.example",))
    own = "Received: from localhost by mail.province.example (Postfix) with ESMTP id 4X; Mon, 9 Nov 2026"
    delivery = "Received: from mail.province.example by mail.province.example with LMTP id ab; Mon, 9 Nov 2026"
    assert survivors(trust, delivery, own) == []
    assert survivors(trust) == survivors(trust, delivery) == ["a login at 'mail.province.example' in Received"]


def test_exchange_is_tried_by_the_field_without_a_name_and_by_its_own_mark() -> None:
    trust = Trust(TrustProfile.MICROSOFT365)
    mark = "X-MS-Exchange-Organization-AuthAs"
    assert survivors(trust) == ["the topmost Authentication-Results without a name", f"{mark}: Internal"]
    own = "Authentication-Results: spf=pass smtp.mailfrom=a.example; dmarc=none header.from=a.example"
    assert survivors(trust, own, f"{mark}: Internal", without=mark) == []
