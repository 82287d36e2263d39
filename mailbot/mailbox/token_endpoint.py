"""One request to an OAuth token endpoint (RFC 6749): what it grants, or a sentence on why it does not."""

from __future__ import annotations

import http.client
import ssl
import urllib.request
from dataclasses import dataclass, field
from email.message import Message
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error

from mailbot.core.plain import capital
from mailbot.mailbox import tls
from mailbot.mailbox.errors import MailboxError, MailboxRefused, MailboxUnreachable
from mailbot.mailbox.settings import Flow, OAuthSettings, Secret, without_secrets

_LARGEST_ANSWER = 256 * 1024
_USUAL_LIFETIME = 300.0  # seconds, where the endpoint does not say (expires_in is only recommended)
_PASSING = ("temporarily_unavailable", "server_error", "slow_down")
_TIMEOUT, _TOO_MANY = 408, 429


@dataclass(frozen=True)
class Grant:
    """What the endpoint gave."""

    access_token: Secret
    lifetime: float  # seconds
    refresh_token: Secret = field(default=Secret(""))  # '' where the old one stays good


def ask(settings: OAuthSettings, refresh_token: Secret) -> Grant:
    """An access token. Raises MailboxUnreachable where it may work later, MailboxRefused where a person must act."""
    secrets = (settings.client_secret, refresh_token)
    status, answer = _posted(settings, _body(settings, refresh_token))
    if status >= 500 or status in (_TIMEOUT, _TOO_MANY):
        raise MailboxUnreachable(f"{capital(settings.endpoint)} fails at the moment: it answered {status}.")
    try:
        params = _client(settings).parse_request_body_response(answer.decode("utf-8", "replace"))
        granted = Secret(str(params["access_token"]))
        return Grant(
            granted,
            float(params.get("expires_in") or _USUAL_LIFETIME),
            Secret(str(params.get("refresh_token") or "")),
        )
    except OAuth2Error as error:
        if error.error == "missing_token":
            raise _no_token(settings, status) from None
        said = without_secrets(" ".join(f"{error.description or ''}".splitlines()[:1]), *secrets)
        raise _of_error(settings, str(error.error), said) from None
    except (ValueError, TypeError, AttributeError):  # oauthlib takes for granted that the answer is a JSON object
        raise _no_token(settings, status) from None


def _client(settings: OAuthSettings) -> BackendApplicationClient:
    return BackendApplicationClient(settings.client_id)


def _body(settings: OAuthSettings, refresh_token: Secret) -> bytes:
    secret = {"client_secret": settings.client_secret.value} if settings.client_secret.value else {}
    scope = settings.scope or None
    if settings.flow is Flow.CLIENT_CREDENTIALS:
        body = _client(settings).prepare_request_body(scope=scope, include_client_id=True, **secret)
    else:
        body = _client(settings).prepare_refresh_body(
            refresh_token=refresh_token.value, scope=scope, client_id=settings.client_id, **secret
        )
    return str(body).encode("ascii")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Secrets go to the address that the configuration names, and nowhere else."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


def _posted(settings: OAuthSettings, body: bytes) -> tuple[int, bytes]:
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if urlsplit(settings.token_url).scheme == "https":
        handlers.append(urllib.request.HTTPSHandler(context=tls.trusting(settings.ca_file)))
    else:  # this machine only: not by way of a proxy
        handlers.append(urllib.request.ProxyHandler({}))
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    request = urllib.request.Request(settings.token_url, body, headers)
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=settings.timeout) as response:
            return int(response.status), response.read(_LARGEST_ANSWER)
    except HTTPError as error:
        with error:
            return error.code, error.read(_LARGEST_ANSWER)
    except (OSError, http.client.HTTPException) as error:
        raise _not_reached(settings, error) from None


def _not_reached(settings: OAuthSettings, error: Exception) -> MailboxError:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return MailboxRefused(
            f"The certificate of {settings.endpoint} is not trusted: {reason.verify_message}. "
            "Name the authority that signed it in oauth.ca_file."
        )
    return MailboxUnreachable(
        f"{capital(settings.endpoint)} cannot be reached: {str(reason).rstrip('. ') or type(reason).__name__}."
    )


def _no_token(settings: OAuthSettings, status: int) -> MailboxRefused:
    return MailboxRefused(
        f"{capital(settings.endpoint)} answered {status} without a token. Check oauth.token_url and oauth.tenant."
    )


def _of_error(settings: OAuthSettings, code: str, said: str) -> MailboxError:
    """RFC 6749, 5.2; Microsoft's and Google's own words stand in the description."""
    why = f"{code}: {said}".rstrip(": .")
    if code in _PASSING:
        return MailboxUnreachable(f"{capital(settings.endpoint)} fails at the moment: {why}.")
    if code in ("invalid_grant", "interaction_required", "consent_required"):
        if settings.flow is Flow.REFRESH_TOKEN:
            return MailboxRefused(
                f"{capital(settings.endpoint)} no longer accepts the refresh token ({why}). "
                "Sign in to the mailbox once more, consent, and put the new refresh token in the place of the old one."
            )
        return MailboxRefused(f"{capital(settings.endpoint)} grants this application nothing ({why}). {_OF_CLIENT}")
    if code in ("invalid_client", "unauthorized_client"):
        return MailboxRefused(f"{capital(settings.endpoint)} does not accept the application ({why}). {_OF_CLIENT}")
    return MailboxRefused(
        f"{capital(settings.endpoint)} refuses the request ({why}). Check oauth.scope, oauth.flow and oauth.client_id."
    )


_OF_CLIENT = "Check oauth.client_id, oauth.tenant and the client secret: secrets expire and must then be made anew."
