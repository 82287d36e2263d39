"""The section [oauth]: what need not be said, what is refused, and what `mailbot check` says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from mailbot.config import ConfigFaults, Settings, load
from mailbot.mailbox.settings import Flow, OAuthSettings
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.token_endpoint import CLIENT_ID, CLIENT_SECRET, TokenEndpoint
from tests.shell.cli import Installation, install

SHIPPED = Path(__file__).parents[2] / "config.toml"
BOT = "bot@province.example"
SECRETS = {"MAILBOT_OAUTH_CLIENT_SECRET": "geheim", "MAILBOT_OAUTH_REFRESH_TOKEN": "refresh"}
MICROSOFT = 'provider = "microsoft365"\ntenant = "binhdinh.onmicrosoft.com"\nclient_id = "app"\n'
OTHER = 'provider = "other"\nclient_id = "app"\n'


def _loaded(folder: Path, section: str, environ: Mapping[str, str] = SECRETS) -> Settings:
    path = folder / "config.toml"
    path.write_text(f"{SHIPPED.read_text('utf-8')}\n[oauth]\n{section}", "utf-8")
    return load(path, environ, date(2026, 3, 1))


def _oauth(settings: Settings) -> OAuthSettings:
    assert settings.imap.tokens is not None
    assert settings.imap.tokens is settings.smtp.tokens  # one token for both
    return settings.imap.tokens.settings


def _faults(folder: Path, section: str, environ: Mapping[str, str] = SECRETS) -> list[str]:
    with pytest.raises(ConfigFaults) as raised:
        _loaded(folder, section, environ)
    return [line.removeprefix("config.toml: ") for line in str(raised.value).splitlines()]


def test_microsoft_needs_tenant_and_client_alone(tmp_path: Path) -> None:
    settings = _loaded(tmp_path, MICROSOFT)
    found = _oauth(settings)
    assert found.token_url == "https://login.microsoftonline.com/binhdinh.onmicrosoft.com/oauth2/v2.0/token"
    assert (found.flow, found.scope) == (Flow.CLIENT_CREDENTIALS, "https://outlook.office365.com/.default")
    assert settings.warnings == ()
    assert "geheim" not in repr(settings)


def test_microsoft_by_consent_asks_for_both_rights_and_for_the_next_refresh_token(tmp_path: Path) -> None:
    scope = _oauth(_loaded(tmp_path, MICROSOFT + 'flow = "refresh_token"\n')).scope.split()
    assert [each.rpartition("/")[2] for each in scope] == ["IMAP.AccessAsUser.All", "SMTP.Send", "offline_access"]


def test_google_goes_by_refresh_token(tmp_path: Path) -> None:
    settings = _loaded(tmp_path, 'provider = "google"\nclient_id = "app"\n')
    assert (_oauth(settings).token_url, _oauth(settings).flow) == (
        "https://oauth2.googleapis.com/token",
        Flow.REFRESH_TOKEN,
    )
    assert settings.warnings == ()  # Google's refresh tokens stay as they are


def test_one_server_may_keep_its_password(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    text = SHIPPED.read_text("utf-8").replace("[smtp]", '[smtp]\nlogin = "password"')
    path.write_text(f"{text}\n[oauth]\n{MICROSOFT}", "utf-8")
    settings = load(path, SECRETS, date(2026, 3, 1))
    assert settings.imap.tokens is not None
    assert settings.smtp.tokens is None
    path.write_text(SHIPPED.read_text("utf-8").replace("[smtp]", '[smtp]\nlogin = "oauth"'), "utf-8")
    with pytest.raises(ConfigFaults, match=r"smtp\.login: 'oauth' needs a section \[oauth\]"):
        load(path, SECRETS, date(2026, 3, 1))


def test_all_that_is_missing_is_told_at_once_with_the_ways_to_give_it(tmp_path: Path) -> None:
    assert _faults(tmp_path, "", {}) == [
        'oauth.provider: is missing; for example: provider = "microsoft365"',
        'oauth.token_url: is missing; for example: token_url = "https://login.binhdinh.example/token"',
        'oauth.client_id: is missing; for example: client_id = "11111111-2222-3333-4444-555555555555"',
        "oauth.refresh_token: is missing; give it by $MAILBOT_OAUTH_REFRESH_TOKEN, "
        "refresh_token_file = \"/path/to/file\" or the systemd credential 'oauth_refresh_token'",
    ]
    assert _faults(tmp_path, 'provider = "microsoft365"\nclient_id = "app"\n', {}) == [
        'oauth.tenant: is missing; for example: tenant = "binhdinh.onmicrosoft.com"',
        "oauth.client_secret: is missing; give it by $MAILBOT_OAUTH_CLIENT_SECRET, "
        "client_secret_file = \"/path/to/file\" or the systemd credential 'oauth_client_secret'",
    ]


@pytest.mark.parametrize("key", ["client_secret", "refresh_token"])
def test_a_secret_in_the_file_itself_is_refused_and_not_repeated(tmp_path: Path, key: str) -> None:
    (fault,) = _faults(tmp_path, f'{MICROSOFT}{key} = "hunter2"\n')
    assert fault.startswith(f"oauth.{key}: a {key.replace('_', ' ')} does not belong into this file")
    assert "hunter2" not in fault


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://login.example/token", "does not begin with https://, and secrets are not sent unencrypted"),
        ("http://localhost.evil.example/token", "does not begin with https://"),
        ("ftp://127.0.0.1/token", "does not begin with https://"),
        ("login.example/token", "is not the address of a token endpoint"),
        ("https://user:hunter2@login.example/token", "is not the address of a token endpoint"),
        ("https://login.example:abc/token", "is not the address of a token endpoint"),
        ("https:///token", "is not the address of a token endpoint"),
    ],
)
def test_secrets_go_only_where_they_are_safe(tmp_path: Path, url: str, fault: str) -> None:
    (said,) = _faults(tmp_path, f'{OTHER}token_url = "{url}"\n')
    assert said.startswith(f"oauth.token_url: {fault}")
    assert "hunter2" not in said


@pytest.mark.parametrize("url", ["https://login.example/token", "http://127.0.0.1:8080/token", "http://[::1]/token"])
def test_https_anywhere_and_http_on_this_machine_are_taken(tmp_path: Path, url: str) -> None:
    assert _oauth(_loaded(tmp_path, f'{OTHER}token_url = "{url}"\n')).token_url == url


def test_google_has_no_client_credentials(tmp_path: Path) -> None:
    section = 'provider = "google"\nclient_id = "app"\nflow = "client_credentials"\n'
    assert _faults(tmp_path, section) == [
        "oauth.flow: 'client_credentials' is not to be had from google; for example: flow = \"refresh_token\""
    ]


def test_a_refresh_token_that_cannot_be_kept_is_warned_about(tmp_path: Path) -> None:
    section = MICROSOFT + 'flow = "refresh_token"\n'
    assert any("refresh_token_file" in warning for warning in _loaded(tmp_path, section).warnings)
    file = tmp_path / "refresh"
    file.write_text("r\n")
    file.chmod(0o600)
    settings = _loaded(
        tmp_path, f"{section}refresh_token_file = 'refresh'\n", {"MAILBOT_OAUTH_CLIENT_SECRET": "geheim"}
    )
    assert settings.warnings == ()
    assert (_oauth(settings).refresh_token.value, _oauth(settings).refresh_token_file) == ("r", file)


# mailbot check ------------------------------------------------------------------------------------------------------


@pytest.fixture
def endpoint() -> Iterator[TokenEndpoint]:
    with TokenEndpoint(BOT) as made:
        yield made


@pytest.fixture
def installed(tmp_path: Path, certificates: Certificates, endpoint: TokenEndpoint) -> Iterator[Installation]:
    """A bot that reads Dovecot by access tokens, and sends by nothing."""
    with Dovecot(certificates, {BOT: "secret"}, token_info_url=endpoint.info_url) as dovecot:
        made = install(tmp_path, dovecot.imap_port, 1, BOT)
        text = f'{OTHER}token_url = "{endpoint.url}/token"\n'.replace('"app"', f'"{CLIENT_ID}"')
        made.config.write_text(f"{made.config.read_text('utf-8')}\n[oauth]\n{text}", "utf-8")
        made.environment |= {
            "MAILBOT_OAUTH_CLIENT_SECRET": CLIENT_SECRET,
            "MAILBOT_OAUTH_REFRESH_TOKEN": endpoint.refresh_token,
        }
        yield made


def test_check_says_which_login_it_used_and_what_the_endpoint_gave(installed: Installation) -> None:
    said = installed.run("check", status=1).stdout  # there is no SMTP server, and no roster
    assert "✓ OAuth — OAuth (other, refresh token): the token endpoint 127.0.0.1:" in said
    assert "gives tokens, this one for 55 minutes" in said
    assert "mails in INBOX, login by OAuth (other, refresh token)" in said


def test_check_says_what_to_do_where_the_consent_has_expired(installed: Installation, endpoint: TokenEndpoint) -> None:
    installed.environment["MAILBOT_OAUTH_REFRESH_TOKEN"] = "expired-refresh-token"
    done = installed.run("check", status=1)
    assert "✗ OAuth — The token endpoint" in done.stdout
    assert "Sign in to the mailbox once more, consent" in done.stdout
    for secret in (*endpoint.every_secret, "expired-refresh-token"):
        assert secret not in done.stdout + done.stderr
