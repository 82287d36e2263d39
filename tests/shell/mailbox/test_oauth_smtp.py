"""SMTP logins by access tokens, at a server with XOAUTH2 that asks the token endpoint whose they are."""

from __future__ import annotations

import asyncio
import base64
import re
import time
from collections.abc import Awaitable, Callable, Iterator

import pytest
from aiosmtpd.smtp import SMTP, AuthResult

from mailbot.demo.servers import EmbeddedServers, Phase, times
from mailbot.demo.smtp_server import SmtpServer
from mailbot.mailbox import (
    ImapSettings,
    MailboxRefused,
    OutcomeKind,
    Secret,
    Security,
    Sender,
    SmtpSettings,
)
from mailbot.mailbox.imap import login_check
from mailbot.mailbox.oauth import Tokens
from mailbot.mailbox.settings import Flow
from mailbot.mailbox.smtp import login_check as smtp_login_check
from tests.servers.dovecot import Dovecot
from tests.servers.token_endpoint import TokenEndpoint, tokens_of
from tests.shell.mailbox.mails import PLAIN

BOT = "bot@province.example"
MEMBER = "member@province.example"


@pytest.fixture
def servers() -> Iterator[EmbeddedServers]:
    """Which know passwords alone."""
    with EmbeddedServers({BOT: "secret"}) as made:
        yield made


class OAuthSmtpServer(SmtpServer):
    """The embedded server with XOAUTH2, as Microsoft and Google have it."""

    def __init__(self, endpoint: TokenEndpoint, arrived: list[bytes]) -> None:
        async def accept(_: str, raw: bytes) -> None:
            arrived.append(raw)

        super().__init__(
            "127.0.0.1",
            0,
            None,
            recipient=lambda _: None,
            accept=accept,
            check_password=lambda user, password: False,
            auth_required=True,
        )
        self.endpoint = endpoint
        self.repeats = False  # the command that it refuses, as some servers do
        self.refused: list[bytes] = []

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        told = re.fullmatch(r"user=(.*)\x01auth=Bearer (.*)\x01\x01", base64.b64decode(args[1]).decode())
        if told and told[1] == self.endpoint.user and self.endpoint.accepts(told[2]):
            return AuthResult(success=True, auth_data=told[1])
        self.refused.append(args[1].encode())
        if self.repeats:
            await server.push(f"535 5.7.8 refused: AUTH XOAUTH2 {args[1]}")
            return AuthResult(success=False, handled=True)
        await server.push("334 " + base64.b64encode(b'{"status":"401"}').decode())
        assert await server._reader.readline() == b"\r\n"
        return AuthResult(success=False, handled=False)


Steps = Callable[[OAuthSmtpServer, Sender], Awaitable[None]]


def _smtp(endpoint: TokenEndpoint, tokens: Tokens, steps: Steps, user: str = BOT) -> list[bytes]:
    """What arrived at the server by what `steps` did."""
    arrived: list[bytes] = []

    async def run() -> None:
        server = OAuthSmtpServer(endpoint, arrived)
        await server.start()
        sender = Sender(
            SmtpSettings("127.0.0.1", BOT, port=server.port, security=Security.NONE, user=user, tokens=tokens)
        )
        try:
            await steps(server, sender)
        finally:
            await sender.close()
            await server.stop()

    asyncio.run(run())
    return arrived


def test_an_smtp_server_lets_a_token_in(shared_endpoint: TokenEndpoint) -> None:
    async def steps(_: OAuthSmtpServer, sender: Sender) -> None:
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.SENT

    assert _smtp(shared_endpoint, tokens_of(shared_endpoint), steps) == [PLAIN]


def test_both_servers_share_one_token(oauth_dovecot: Dovecot, shared_endpoint: TokenEndpoint) -> None:
    tokens, before = tokens_of(shared_endpoint), len(shared_endpoint.requests)

    async def steps(_: OAuthSmtpServer, sender: Sender) -> None:
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.SENT

    login_check(
        ImapSettings("127.0.0.1", BOT, Secret(""), port=oauth_dovecot.imap_port, security=Security.NONE, tokens=tokens)
    )
    _smtp(shared_endpoint, tokens, steps)
    assert len(shared_endpoint.requests) == before + 1


def test_a_withdrawn_token_is_renewed_and_the_mail_goes_out(shared_endpoint: TokenEndpoint) -> None:
    async def steps(_: OAuthSmtpServer, sender: Sender) -> None:
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.SENT
        await sender.close()
        shared_endpoint.withdraw()
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.SENT

    assert _smtp(shared_endpoint, tokens_of(shared_endpoint), steps) == [PLAIN] * 2


def test_a_warm_connection_whose_login_has_run_out_is_made_anew(shared_endpoint: TokenEndpoint) -> None:
    async def steps(server: OAuthSmtpServer, sender: Sender) -> None:
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.SENT
        shared_endpoint.withdraw()
        server.faults[Phase.MAIL] = times(1, "530 5.7.57 Client not authenticated to send mail")
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.SENT

    assert _smtp(shared_endpoint, tokens_of(shared_endpoint), steps) == [PLAIN] * 2


def test_a_server_that_calls_a_withdrawn_token_a_passing_failure_gets_a_new_one_next_time(
    shared_endpoint: TokenEndpoint,
) -> None:
    tokens = tokens_of(shared_endpoint)
    tokens.fetch()
    before = len(shared_endpoint.requests)

    async def steps(server: OAuthSmtpServer, sender: Sender) -> None:
        server.faults[Phase.AUTH] = times(1, "454 4.7.0 Temporary authentication failure")
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.RETRY
        assert (await sender.send(MEMBER, PLAIN)).kind is OutcomeKind.SENT

    assert _smtp(shared_endpoint, tokens, steps) == [PLAIN]
    assert len(shared_endpoint.requests) == before + 1


def test_a_refused_token_pauses_the_queue_and_blames_no_mail(shared_endpoint: TokenEndpoint) -> None:
    async def steps(server: OAuthSmtpServer, sender: Sender) -> None:
        for server.repeats in (False, True):
            outcome = await sender.send(MEMBER, PLAIN)
            assert outcome.kind is OutcomeKind.PAUSE
            assert "does not let user 'other@province.example' in: 535" in outcome.text
            assert "may send as this mailbox by SMTP" in outcome.text
            assert not any(secret in outcome.text for secret in shared_endpoint.every_secret)
            assert not any(said.decode().rstrip("=") in outcome.text for said in server.refused)
        assert "refused: AUTH XOAUTH2 ********" in outcome.text

    assert _smtp(shared_endpoint, tokens_of(shared_endpoint), steps, user="other@province.example") == []


def test_a_refresh_token_that_has_expired_pauses_the_queue(endpoint: TokenEndpoint) -> None:
    async def steps(_: OAuthSmtpServer, sender: Sender) -> None:
        outcome = await sender.send(MEMBER, PLAIN)
        assert outcome.kind is OutcomeKind.PAUSE
        assert "no longer accepts the refresh token (invalid_grant" in outcome.text

    endpoint.fault = (400, '{"error": "invalid_grant"}')
    assert _smtp(endpoint, tokens_of(endpoint, Flow.REFRESH_TOKEN), steps) == []


def test_an_endpoint_that_fails_leaves_the_mail_for_later(endpoint: TokenEndpoint) -> None:
    async def steps(_: OAuthSmtpServer, sender: Sender) -> None:
        outcome = await sender.send(MEMBER, PLAIN)
        assert (outcome.kind, outcome.code) == (OutcomeKind.RETRY, None)

    endpoint.fault = (503, "")
    assert _smtp(endpoint, tokens_of(endpoint), steps) == []


def test_an_smtp_server_without_oauth_is_told(servers: EmbeddedServers, endpoint: TokenEndpoint) -> None:
    settings = SmtpSettings(
        "127.0.0.1", BOT, port=servers.smtp_port, security=Security.NONE, user=BOT, tokens=tokens_of(endpoint)
    )
    with pytest.raises(MailboxRefused, match=r"offers no OAuth login .* Set smtp\.login = 'password'"):
        asyncio.run(smtp_login_check(settings))


def test_an_endpoint_that_hangs_does_not_hold_up_the_end_of_the_program(endpoint: TokenEndpoint) -> None:
    async def steps(_: OAuthSmtpServer, sender: Sender) -> None:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(sender.send(MEMBER, PLAIN), 0.3)

    endpoint.delay = 3
    began = time.monotonic()
    _smtp(endpoint, tokens_of(endpoint), steps)
    assert time.monotonic() - began < 2
