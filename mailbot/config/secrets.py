"""Secrets: from the environment, from a file, from a systemd credential; never from config.toml itself."""

from __future__ import annotations

import os
import secrets
import shlex
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mailbot.config.database import sqlite_path
from mailbot.config.faults import ConfigFaults, Fault
from mailbot.config.kinds import FILE
from mailbot.config.section import Section
from mailbot.mailbox.settings import Secret

KEY_FILE = "mailbot.key"
KEY_LENGTH = 32  # characters at least: 128 bits in hexadecimal
MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_hex(32))'"


@dataclass(frozen=True)
class SecretName:
    """One secret and the ways in which it can come: `$variable`, the key `file_key`, the credential `credential`."""

    variable: str
    file_key: str
    credential: str

    @property
    def ways(self) -> str:
        return f"${self.variable}, {self.file_key} = \"/path/to/file\" or the systemd credential '{self.credential}'"


IMAP_PASSWORD = SecretName("MAILBOT_IMAP_PASSWORD", "password_file", "imap_password")
SMTP_PASSWORD = SecretName("MAILBOT_SMTP_PASSWORD", "password_file", "smtp_password")
OAUTH_CLIENT_SECRET = SecretName("MAILBOT_OAUTH_CLIENT_SECRET", "client_secret_file", "oauth_client_secret")
OAUTH_REFRESH_TOKEN = SecretName("MAILBOT_OAUTH_REFRESH_TOKEN", "refresh_token_file", "oauth_refresh_token")
TOKEN_KEY = SecretName("MAILBOT_TOKEN_KEY", "token_key_file", "token_key")


@dataclass(frozen=True)
class Given:
    """A secret that was found, and the file of ours that it stands in; a credential of systemd's is not ours."""

    secret: Secret
    file: Path | None = None


class Keeper:
    """Finds secrets; `folder` is where relative file names start, `warnings` gets what is careless."""

    def __init__(self, environ: Mapping[str, str], folder: Path, warnings: list[str]) -> None:
        self._environ = environ
        self._folder = folder
        self._warnings = warnings

    def password(self, section: Section, name: SecretName) -> Secret:
        """The password of a section, '' where none is given."""
        found = self.secret(section, "password", name)
        return found.secret if found else Secret("")

    def token_key(self, section: Section) -> Secret | None:
        """The key that is given, if any; a short one is a fault."""
        found = self.secret(section, "token_key", TOKEN_KEY)
        if found is not None and len(found.secret.value) < KEY_LENGTH:
            what = f"the key that is given has {len(found.secret.value)} characters, at least {KEY_LENGTH} are needed"
            section.note(TOKEN_KEY.file_key, f"{what}; make one with {MAKE_A_KEY}")
            return None
        return found.secret if found else None

    def secret(self, section: Section, key: str, name: SecretName) -> Given | None:
        """The first of environment, file and credential that is there; under `key` in the file itself it is a fault."""
        what = key.replace("_", " ").removeprefix("token ")
        section.forbid(key, f"a {what} does not belong into this file; give it by {name.ways}")
        file = section.read(name.file_key, FILE, None)
        if self._environ.get(name.variable):
            return Given(Secret(self._environ[name.variable]))
        if file is not None:
            found = self._from_file(self._folder / file, section, name)
            return Given(found, self._folder / file) if found else None
        credentials = self._environ.get("CREDENTIALS_DIRECTORY")
        if credentials and (Path(credentials) / name.credential).is_file():
            found = self._from_file(Path(credentials) / name.credential, section, name)
            return Given(found) if found else None
        return None

    def _from_file(self, path: Path, section: Section, name: SecretName) -> Secret | None:
        try:
            value = path.read_text("utf-8").removesuffix("\n").removesuffix("\r")
            open_to_all = path.stat().st_mode & 0o007
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            section.note(name.file_key, f"'{path}' cannot be read: {reason}")
            return None
        if not value:
            section.note(name.file_key, f"'{path}' is empty")
            return None
        if open_to_all:
            self._warnings.append(f"'{path}' is open to every user of this machine: chmod 600 {shlex.quote(str(path))}")
        return Secret(value)


def token_key_file(database_url: str) -> Path | None:
    """Where the key is kept that nobody gave: beside the SQLite file; None for other databases."""
    database = sqlite_path(database_url)
    return None if database is None else database.with_name(KEY_FILE)


def read_or_make_token_key(source: str, database_url: str) -> bytes:
    """The key in `mailbot.key` beside an SQLite database, made with mode 0600 where there is none.

    Raises ConfigFaults (of the configuration `source`) where the database is no file, or the key cannot be kept.
    """
    path = token_key_file(database_url)
    if path is None:
        what = f"the key for the tokens is missing: give it by {TOKEN_KEY.ways}; make one with {MAKE_A_KEY}"
        raise ConfigFaults(source, [Fault(f"database.{TOKEN_KEY.file_key}", what)])
    try:
        if not path.exists():
            _put_key(path)
        key = path.read_bytes().strip()
    except OSError as error:
        what = f"the key for the tokens cannot be kept in '{path}': {error.strerror}"
        raise ConfigFaults(source, [Fault(f"database.{TOKEN_KEY.file_key}", what)]) from None
    if len(key) < KEY_LENGTH:
        what = f"'{path}' holds no key for the tokens: put back its copy, or remove it and send the invitations anew"
        raise ConfigFaults(source, [Fault(f"database.{TOKEN_KEY.file_key}", what)])
    return key


def _put_key(path: Path) -> None:
    """Put a fresh key at `path`, whole or not at all; where another process was faster, its key stays."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(draft)
