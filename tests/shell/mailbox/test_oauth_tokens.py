"""Access tokens: asked for, kept, renewed and refused, against a token endpoint over loopback."""

from __future__ import annotations

import json
import threading
import traceback
from dataclasses import replace
from pathlib import Path

import pytest

from mailbot.mailbox import MailboxError, MailboxRefused, MailboxUnreachable, Secret
from mailbot.mailbox.oauth import Tokens
from mailbot.mailbox.settings import Flow, OAuthSettings
from tests.servers.certificates import Certificates
from tests.servers.places import free_port
from tests.servers.token_endpoint import TokenEndpoint, settings_of

BOT = "bot@province.example"


def _settings(endpoint: TokenEndpoint, flow: Flow = Flow.CLIENT_CREDENTIALS, file: Path | None = None) -> OAuthSettings:
    return replace(settings_of(endpoint, flow), refresh_token_file=file, timeout=2)


def _token(tokens: Tokens) -> str:
    return next(tokens.to_try()).value


# The token endpoint -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", Flow)
def test_each_flow_asks_as_rfc_6749_says(endpoint: TokenEndpoint, flow: Flow) -> None:
    settings = replace(_settings(endpoint, flow), scope="mail.read mail.send")
    assert _token(Tokens(settings)) == endpoint.granted[0]
    asked = endpoint.requests[0]
    assert (asked["grant_type"], asked["scope"]) == (flow.value, "mail.read mail.send")
    assert asked.get("refresh_token") == (endpoint.refresh_token if flow is Flow.REFRESH_TOKEN else None)


def test_a_token_is_kept_until_shortly_before_its_end(endpoint: TokenEndpoint) -> None:
    now = [0.0]
    tokens = Tokens(_settings(endpoint), clock=lambda: now[0])
    first = _token(tokens)
    now[0] = 3600 - 301
    assert _token(tokens) == first
    now[0] = 3600 - 299
    assert _token(tokens) != first
    assert len(endpoint.requests) == 2


def test_a_token_of_a_short_life_is_used_for_most_of_it(endpoint: TokenEndpoint) -> None:
    now = [0.0]
    endpoint.lifetime = 60
    tokens = Tokens(_settings(endpoint), clock=lambda: now[0])
    first = _token(tokens)
    now[0] = 53
    assert _token(tokens) == first
    now[0] = 55
    assert _token(tokens) != first


def test_many_who_need_a_token_at_once_make_one_request(endpoint: TokenEndpoint) -> None:
    endpoint.delay = 0.2
    tokens = Tokens(_settings(endpoint))
    got: list[str] = []
    threads = [threading.Thread(target=lambda: got.append(_token(tokens))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [endpoint.granted[0]] * 8
    assert len(endpoint.requests) == 1


def test_two_logins_that_are_refused_the_same_token_renew_it_once(endpoint: TokenEndpoint) -> None:
    tokens = Tokens(_settings(endpoint))
    _token(tokens)
    imap, smtp = tokens.to_try(), tokens.to_try()
    assert next(imap) == next(smtp)
    assert next(imap).value == next(smtp).value == endpoint.granted[1]
    assert len(endpoint.requests) == 2


def test_a_token_that_was_fetched_just_now_is_not_tried_twice(endpoint: TokenEndpoint) -> None:
    assert len(list(Tokens(_settings(endpoint)).to_try())) == 1


def _trouble(settings: OAuthSettings) -> MailboxError:
    with pytest.raises(MailboxError) as raised:
        _token(Tokens(settings))
    shown = "".join(traceback.format_exception(raised.value))
    for secret in (settings.client_secret.value, settings.refresh_token.value):
        assert secret not in shown
    return raised.value


def test_a_refresh_token_that_has_expired_is_a_sentence_on_what_to_do(endpoint: TokenEndpoint) -> None:
    settings = replace(_settings(endpoint, Flow.REFRESH_TOKEN), refresh_token=Secret("0ld-and-expired-token"))
    trouble = _trouble(settings)
    assert isinstance(trouble, MailboxRefused)
    assert str(trouble) == (
        f"The token endpoint {endpoint.url.removeprefix('http://')} no longer accepts the refresh token "
        "(invalid_grant: AADSTS700082: The refresh token ******** has expired). "
        "Sign in to the mailbox once more, consent, and put the new refresh token in the place of the old one."
    )


def test_a_wrong_client_secret_is_a_sentence_on_what_to_do(endpoint: TokenEndpoint) -> None:
    trouble = _trouble(replace(_settings(endpoint), client_secret=Secret("wrong-client-secret")))
    assert isinstance(trouble, MailboxRefused)
    assert "does not accept the application (invalid_client: AADSTS7000215" in str(trouble)
    assert "secrets expire and must then be made anew" in str(trouble)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (500, "<html>down</html>", MailboxUnreachable),
        (503, json.dumps({"error": "invalid_grant"}), MailboxUnreachable),
        (429, "", MailboxUnreachable),
        (400, json.dumps({"error": "temporarily_unavailable"}), MailboxUnreachable),
        (400, json.dumps({"error": "invalid_scope", "error_description": "AADSTS70011"}), MailboxRefused),
        (200, "<html>Sign in to the guest network</html>", MailboxRefused),
        (200, "[1, 2]", MailboxRefused),
        (200, "", MailboxRefused),
        (200, json.dumps({"access_token": "t", "expires_in": "soon"}), MailboxRefused),
        (404, "nothing here", MailboxRefused),
    ],
)
def test_what_passes_by_itself_is_told_from_what_a_person_must_mend(
    endpoint: TokenEndpoint, status: int, body: str, kind: type[MailboxError]
) -> None:
    endpoint.fault = (status, body)
    trouble = _trouble(_settings(endpoint))
    assert type(trouble) is kind
    assert str(trouble).startswith("The token endpoint 127.0.0.1:")


def test_a_redirect_is_not_followed(endpoint: TokenEndpoint) -> None:
    with TokenEndpoint(BOT) as elsewhere:
        endpoint.fault = (307, f"{elsewhere.url}/token")
        assert isinstance(_trouble(_settings(endpoint)), MailboxRefused)
        assert elsewhere.requests == []


def test_an_endpoint_that_is_slow_or_gone_is_tried_again_later(endpoint: TokenEndpoint) -> None:
    endpoint.delay = 1
    assert isinstance(_trouble(replace(_settings(endpoint), timeout=0.2)), MailboxUnreachable)
    gone = replace(_settings(endpoint), token_url=f"http://127.0.0.1:{free_port()}/token")
    assert isinstance(_trouble(gone), MailboxUnreachable)


def test_the_endpoint_s_certificate_is_verified(certificates: Certificates) -> None:
    with TokenEndpoint(BOT, certificates.server_context()) as endpoint:
        trusted = replace(_settings(endpoint), ca_file=certificates.authority)
        assert _token(Tokens(trusted)) == endpoint.granted[0]
        trouble = _trouble(replace(trusted, ca_file=certificates.stranger))
    assert isinstance(trouble, MailboxRefused)
    assert "oauth.ca_file" in str(trouble)
    assert len(endpoint.requests) == 1


# Refresh tokens that change -----------------------------------------------------------------------------------------


@pytest.fixture
def token_file(tmp_path: Path, endpoint: TokenEndpoint) -> Path:
    endpoint.rotating = True
    path = tmp_path / "refresh_token"
    path.write_text(endpoint.refresh_token + "\n")
    path.chmod(0o640)
    return path


def test_a_new_refresh_token_is_kept_in_the_old_one_s_file(endpoint: TokenEndpoint, token_file: Path) -> None:
    tokens = Tokens(_settings(endpoint, Flow.REFRESH_TOKEN, token_file))
    for _ in range(3):
        tokens.fetch()
        assert token_file.read_text().strip() == endpoint.refresh_token
    assert token_file.stat().st_mode & 0o777 == 0o600
    assert list(token_file.parent.iterdir()) == [token_file]
    assert len(endpoint.granted) == 3


def test_two_programs_with_one_file_never_use_a_token_twice(endpoint: TokenEndpoint, token_file: Path) -> None:
    both = [Tokens(_settings(endpoint, Flow.REFRESH_TOKEN, token_file)) for _ in range(2)]
    endpoint.delay = 0.02
    trouble: list[Exception] = []

    def often(tokens: Tokens) -> None:
        try:
            for _ in range(10):
                tokens.fetch()
        except MailboxError as error:
            trouble.append(error)

    threads = [threading.Thread(target=often, args=(tokens,)) for tokens in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert trouble == []
    assert (len(endpoint.granted), endpoint.busiest) == (20, 1)


def test_a_new_refresh_token_without_a_place_is_kept_in_memory_with_a_warning(
    endpoint: TokenEndpoint, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint.rotating = True
    tokens = Tokens(_settings(endpoint, Flow.REFRESH_TOKEN))
    tokens.fetch()
    tokens.fetch()
    assert len(endpoint.granted) == 2
    assert "it cannot be kept (the old one did not come from a file)" in caplog.text
    assert not any(secret in caplog.text for secret in endpoint.every_secret)


def test_a_file_that_cannot_be_replaced_keeps_the_work_going(
    endpoint: TokenEndpoint, token_file: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> tuple[int, str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mailbot.mailbox.refresh_token.tempfile.mkstemp", full)
    tokens = Tokens(_settings(endpoint, Flow.REFRESH_TOKEN, token_file))
    tokens.fetch()
    tokens.fetch()
    assert len(endpoint.granted) == 2
    assert f"it cannot be kept ('{token_file}': No space left on device)" in caplog.text
    # What somebody puts there by hand counts at once.
    token_file.write_text(endpoint.refresh_token)
    tokens.fetch()
    assert len(endpoint.granted) == 3
