"""The section [oauth] of config.toml: where access tokens come from that stand in for the mailbox's password."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from mailbot.config import kinds
from mailbot.config.secrets import OAUTH_CLIENT_SECRET, OAUTH_REFRESH_TOKEN, Given, Keeper
from mailbot.config.section import Section
from mailbot.config.server_sections import LOOPBACK, PATIENCE, ca_file, seconds
from mailbot.mailbox.settings import Flow, OAuthSettings, Secret

TENANT = "{tenant}"


class Provider(StrEnum):
    """Whose accounts these are."""

    MICROSOFT365 = "microsoft365"
    GOOGLE = "google"
    OTHER = "other"  # any server that speaks RFC 6749


@dataclass(frozen=True)
class Usual:
    """What need not be said of a provider."""

    flow: Flow
    token_url: str  # '' where it must be given
    scopes: dict[Flow, str]  # only the flows that the provider has for mail


USUAL = {
    Provider.MICROSOFT365: Usual(
        Flow.CLIENT_CREDENTIALS,
        f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/token",
        {
            Flow.CLIENT_CREDENTIALS: "https://outlook.office365.com/.default",
            Flow.REFRESH_TOKEN: "https://outlook.office.com/IMAP.AccessAsUser.All "
            "https://outlook.office.com/SMTP.Send offline_access",
        },
    ),
    # Google's servers act for a mailbox by themselves only with signed assertions (RFC 7523), which we do not make.
    Provider.GOOGLE: Usual(Flow.REFRESH_TOKEN, "https://oauth2.googleapis.com/token", {Flow.REFRESH_TOKEN: ""}),
    Provider.OTHER: Usual(Flow.REFRESH_TOKEN, "", {Flow.CLIENT_CREDENTIALS: "", Flow.REFRESH_TOKEN: ""}),
}


def read_oauth(section: Section, keeper: Keeper, folder: Path, warnings: list[str]) -> OAuthSettings:
    """What stands in the section, which must be there."""
    provider = section.need("provider", kinds.choice(Provider), Provider.OTHER)
    usual = USUAL[provider]
    flow = section.read("flow", kinds.choice(Flow), usual.flow)
    if flow not in usual.scopes:
        section.note("flow", f"'{flow}' is not to be had from {provider}", f'flow = "{usual.flow}"')
    settings = OAuthSettings(
        provider=provider.value,
        token_url=_token_url(section, usual),
        client_id=section.need("client_id", kinds.FILLED, "", '"11111111-2222-3333-4444-555555555555"'),
        flow=flow,
        scope=section.read("scope", kinds.FILLED, usual.scopes.get(flow, "")),
        client_secret=_client_secret(section, keeper, provider, flow),
        timeout=seconds(section, "timeout", PATIENCE, OAuthSettings.timeout),
        ca_file=ca_file(section, folder),
    )
    given = _refresh_token(section, keeper, provider, flow, warnings)
    section.close()
    return replace(settings, refresh_token=given.secret, refresh_token_file=given.file) if given else settings


def _token_url(section: Section, usual: Usual) -> str:
    tenant = section.read("tenant", kinds.HOST_NAME, "", '"binhdinh.onmicrosoft.com"')
    if section.has("token_url") or not usual.token_url:
        return section.need("token_url", kinds.Kind(_safe_url, '"https://login.binhdinh.example/token"'), "")
    if TENANT in usual.token_url and not section.has("tenant"):
        section.note("tenant", "is missing", 'tenant = "binhdinh.onmicrosoft.com"')
    return usual.token_url.replace(TENANT, tenant)


def _safe_url(value: object) -> str:
    """Secrets travel there: encrypted, or not beyond this machine."""
    url = kinds.FILLED.read(value)
    try:
        parts = urlsplit(url)
        sound = bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:  # a port that is none, an address that is none
        sound = False
    if not sound:
        raise ValueError("is not the address of a token endpoint")
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ValueError("does not begin with https://, and secrets are not sent unencrypted")
    return url


def _client_secret(section: Section, keeper: Keeper, provider: Provider, flow: Flow) -> Secret:
    """Microsoft's public clients have none; Google gives one even to programs that cannot keep it."""
    found = keeper.secret(section, "client_secret", OAUTH_CLIENT_SECRET)
    if found is None and (flow is Flow.CLIENT_CREDENTIALS or provider is Provider.GOOGLE):
        section.note("client_secret", f"is missing; give it by {OAUTH_CLIENT_SECRET.ways}")
    return found.secret if found else Secret("")


def _refresh_token(
    section: Section, keeper: Keeper, provider: Provider, flow: Flow, warnings: list[str]
) -> Given | None:
    found = keeper.secret(section, "refresh_token", OAUTH_REFRESH_TOKEN)
    if flow is not Flow.REFRESH_TOKEN:
        return None
    if found is None:
        section.note("refresh_token", f"is missing; give it by {OAUTH_REFRESH_TOKEN.ways}")
    elif provider is not Provider.GOOGLE and not _replaceable(found):  # Google's stay the same
        warnings.append(
            "oauth.refresh_token: the provider may give a new one at any time, and mailbot cannot keep it where this "
            "one comes from; put it into a file that mailbot may replace, named by refresh_token_file"
        )
    return found


def _replaceable(found: Given) -> bool:
    return found.file is not None and os.access(found.file.resolve().parent, os.W_OK)
