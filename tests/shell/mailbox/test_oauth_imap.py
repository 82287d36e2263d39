"""IMAP logins by access tokens: Dovecot asks the token endpoint whose they are."""

from __future__ import annotations

import traceback
from dataclasses import replace

import pytest

from mailbot.mailbox import (
    ImapSettings,
    Mailbox,
    MailboxRefused,
    MailboxUnreachable,
    Secret,
    Security,
)
from mailbot.mailbox.imap import login_check
from mailbot.mailbox.oauth import Tokens
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.token_endpoint import TokenEndpoint, tokens_of

BOT = "bot@province.example"
MEMBER = "member@province.example"


def _imap(dovecot: Dovecot, tokens: Tokens) -> ImapSettings:
    return ImapSettings(
        "127.0.0.1", BOT, Secret(""), port=dovecot.imap_port, security=Security.NONE, read_timeout=10, tokens=tokens
    )


def test_dovecot_lets_a_token_in_and_the_next_login_uses_the_same(
    oauth_dovecot: Dovecot, shared_endpoint: TokenEndpoint
) -> None:
    tokens = tokens_of(shared_endpoint)
    before = len(shared_endpoint.requests)
    for _ in range(2):
        assert login_check(_imap(oauth_dovecot, tokens)).uidvalidity > 0
    assert len(shared_endpoint.requests) == before + 1


def test_oauthbearer_is_used_where_there_is_no_xoauth2(
    certificates: Certificates, shared_endpoint: TokenEndpoint
) -> None:
    only = "auth_mechanisms = plain oauthbearer"
    with Dovecot(certificates, {BOT: "secret"}, token_info_url=shared_endpoint.info_url, extra=only) as dovecot:
        tokens = tokens_of(shared_endpoint)
        login_check(_imap(dovecot, tokens))
        shared_endpoint.withdraw()
        login_check(_imap(dovecot, tokens))


def test_a_token_that_was_withdrawn_is_renewed_once_and_the_login_goes_on(
    oauth_dovecot: Dovecot, shared_endpoint: TokenEndpoint
) -> None:
    tokens = tokens_of(shared_endpoint)
    with Mailbox(_imap(oauth_dovecot, tokens)) as mailbox:
        shared_endpoint.withdraw()
        assert mailbox.new_uids(0) == []  # a session outlives its token
    before = len(shared_endpoint.requests)
    login_check(_imap(oauth_dovecot, tokens))
    assert len(shared_endpoint.requests) == before + 1


def test_a_token_of_another_mailbox_is_refused_with_a_sentence_and_without_the_token(
    oauth_dovecot: Dovecot, shared_endpoint: TokenEndpoint
) -> None:
    tokens = tokens_of(shared_endpoint)
    settings = replace(_imap(oauth_dovecot, tokens), user="other@province.example")
    with pytest.raises(MailboxRefused) as raised:
        login_check(settings)
    assert "does not let user 'other@province.example' in" in str(raised.value)
    assert "Check user, and that OAuth (other, client credentials) may use IMAP" in str(raised.value)
    shown = "".join(traceback.format_exception(raised.value))
    assert not any(secret in shown for secret in shared_endpoint.every_secret)


def test_a_server_without_oauth_is_told(dovecot: Dovecot, shared_endpoint: TokenEndpoint) -> None:
    with pytest.raises(MailboxRefused, match=r"offers no OAuth login .* Set imap\.login = 'password'"):
        login_check(_imap(dovecot, tokens_of(shared_endpoint)))


def test_an_endpoint_that_fails_leaves_the_mailbox_for_later(oauth_dovecot: Dovecot, endpoint: TokenEndpoint) -> None:
    endpoint.fault = (502, "")
    with pytest.raises(MailboxUnreachable, match="fails at the moment: it answered 502"):
        login_check(_imap(oauth_dovecot, tokens_of(endpoint)))
