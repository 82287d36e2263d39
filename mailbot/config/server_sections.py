"""The sections of config.toml that say where the mail servers are."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mailbot.config import kinds
from mailbot.config.secrets import IMAP_PASSWORD, SMTP_PASSWORD, Keeper
from mailbot.config.section import Section
from mailbot.mailbox.settings import Filing, ImapSettings, Security, SmtpSettings

if TYPE_CHECKING:
    from mailbot.mailbox.oauth import Tokens


class Login(StrEnum):
    """By what a server lets us in."""

    PASSWORD = "password"
    OAUTH = "oauth"  # access tokens, as [oauth] says


# The ports of each protection (RFC 8314, 7; RFC 6409).
IMAP_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
SMTP_PORTS = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}

PATIENCE = kinds.duration("1s", "10m", "15s")
DATA_PATIENCE = kinds.duration("10s", "30m", "10m")
RENEWAL = kinds.duration("1m", "29m", "10m")
LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")


def read_imap(
    section: Section, keeper: Keeper, folder: Path, mailbox: str, tokens: Tokens | None, warnings: list[str]
) -> ImapSettings:
    """Where mail comes in; the user is the office's mailbox where none is named."""
    host = section.need("host", kinds.HOST_NAME, "")
    security = section.read("security", kinds.choice(Security), Security.TLS)
    usual = ImapSettings(host, mailbox, keeper.password(section, IMAP_PASSWORD))
    settings = ImapSettings(
        host=host,
        user=section.read("user", kinds.FILLED, mailbox, '"kstt@vpub.binhdinh.example"'),
        password=usual.password,
        port=section.read("port", kinds.PORT, IMAP_PORTS[security]),
        security=security,
        folder=section.read("folder", kinds.FILLED, usual.folder, '"INBOX"'),
        filing=section.read("filing", kinds.choice(Filing), usual.filing),
        filed_folder=section.read("filed_folder", kinds.FILLED, usual.filed_folder, f'"{usual.filed_folder}"'),
        connect_timeout=seconds(section, "connect_timeout", PATIENCE, usual.connect_timeout),
        read_timeout=seconds(section, "read_timeout", PATIENCE, usual.read_timeout),
        idle_renew=seconds(section, "idle_renew", RENEWAL, usual.idle_renew),
        noop_every=seconds(section, "noop_every", PATIENCE, usual.noop_every),
        verify=section.read("verify", kinds.FLAG, usual.verify),
        ca_file=ca_file(section, folder),
        tokens=_tokens(section, tokens),
    )
    if settings.filing is Filing.MOVE and settings.filed_folder == settings.folder:
        section.note("filed_folder", "is the folder that mail comes in to", f'filed_folder = "{usual.filed_folder}"')
    warnings.extend(_careless(section.name, host, security, settings.verify))
    section.close()
    return settings


def read_smtp(
    section: Section, keeper: Keeper, folder: Path, mailbox: str, tokens: Tokens | None, warnings: list[str]
) -> SmtpSettings:
    """Where mail goes out; the sender is the office's mailbox where none is named."""
    host = section.need("host", kinds.HOST_NAME, "")
    security = section.read("security", kinds.choice(Security), Security.TLS)
    usual = SmtpSettings(host, mailbox)
    settings = SmtpSettings(
        host=host,
        sender=section.read("sender", kinds.MAIL_ADDRESS, mailbox).lower(),
        port=section.read("port", kinds.PORT, SMTP_PORTS[security], "465"),
        security=security,
        user=section.read("user", kinds.TEXT, usual.user, '"kstt@vpub.binhdinh.example"'),
        password=keeper.password(section, SMTP_PASSWORD),
        ehlo_name=section.read("ehlo_name", kinds.HOST_NAME, usual.ehlo_name),
        connect_timeout=seconds(section, "connect_timeout", PATIENCE, usual.connect_timeout),
        command_timeout=seconds(section, "command_timeout", PATIENCE, usual.command_timeout),
        data_timeout=seconds(section, "data_timeout", DATA_PATIENCE, usual.data_timeout),
        verify=section.read("verify", kinds.FLAG, usual.verify),
        ca_file=ca_file(section, folder),
        tokens=_tokens(section, tokens),
    )
    warnings.extend(_careless(section.name, host, security, settings.verify))
    section.close()
    return settings


def _tokens(section: Section, tokens: Tokens | None) -> Tokens | None:
    """A section [oauth] serves both servers, but for one that says otherwise."""
    login = section.read("login", kinds.choice(Login), Login.OAUTH if tokens else Login.PASSWORD)
    if login is Login.OAUTH and tokens is None:
        section.note("login", "'oauth' needs a section [oauth]", 'login = "password"')
    return tokens if login is Login.OAUTH else None


def seconds(section: Section, key: str, kind: kinds.Kind[timedelta], usual: float) -> float:
    """A length of time as the mail servers' settings have it."""
    return section.read(key, kind, timedelta(seconds=usual)).total_seconds()


def ca_file(section: Section, folder: Path) -> Path | None:
    """The authority to trust, which must be there if it is named."""
    file = section.read("ca_file", kinds.FILE, None, '"/etc/ssl/certs/province.pem"')
    if file is None:
        return None
    path = folder / file
    if not path.is_file():
        section.note("ca_file", f"'{path}' is no file", 'ca_file = "/etc/ssl/certs/province.pem"')
    return path


def _careless(name: str, host: str, security: Security, verify: bool) -> list[str]:
    """What a person should know who lets the password travel unprotected."""
    if host in LOOPBACK:
        return []
    if security is Security.NONE:
        return [f"{name}.security: 'none' sends password and mail to {host} in plain text; use 'tls' or 'starttls'"]
    return (
        [] if verify else [f"{name}.verify: the certificate of {host} is not looked at; name its authority in ca_file"]
    )
