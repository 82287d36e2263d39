"""Find config.toml, read it, and say everything that is wrong with it at once."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mailbot.config import kinds
from mailbot.config.database import absolute_url
from mailbot.config.faults import ConfigFaults, Fault
from mailbot.config.policy_sections import holiday_warnings, read_policy
from mailbot.config.secrets import Keeper
from mailbot.config.section import Section
from mailbot.config.server_sections import read_imap, read_smtp
from mailbot.config.settings import Log, LogFormat, Settings
from mailbot.mailbox.settings import Secret

if TYPE_CHECKING:
    from mailbot.mailbox.oauth import Tokens

FILE_NAME = "config.toml"
VARIABLE = "MAILBOT_CONFIG"
DEFAULT_DATABASE = "sqlite:///state.db"


def load(path: Path | None = None, environ: Mapping[str, str] | None = None, today: date | None = None) -> Settings:
    """The settings of `path`, of the file in $MAILBOT_CONFIG, or of ./config.toml; secrets from beside it.

    `environ` and `today` stand for the process's own. File names in the configuration are relative to its folder.
    Raises ConfigFaults with every mistake, or where no configuration is found.
    """
    environ = os.environ if environ is None else environ
    found = find(path, environ)
    faults: list[Fault] = []
    warnings: list[str] = []
    root = Section("", _parse(found), faults)
    folder = found.resolve().parent
    keeper = Keeper(environ, folder, warnings)
    policy = read_policy(root)
    mailbox = policy.office.mailbox
    tokens = _tokens(root, keeper, folder, warnings)
    imap = read_imap(root.section("imap"), keeper, folder, mailbox, tokens, warnings)
    smtp = read_smtp(root.section("smtp"), keeper, folder, mailbox, tokens, warnings)
    database_url, token_key = _database(root.section("database"), keeper, folder)
    templates = _templates(root.section("templates"), folder)
    log = _log(root.section("log"))
    root.close()
    if faults:
        raise ConfigFaults(found.name, faults)
    warnings.extend(holiday_warnings(policy.working, today or datetime.now(policy.working.zone).date()))
    return Settings(found.resolve(), policy, imap, smtp, database_url, templates, log, tuple(warnings), token_key)


def find(path: Path | None, environ: Mapping[str, str]) -> Path:
    """The configuration to use: `path`, else $MAILBOT_CONFIG, else ./config.toml.

    Raises ConfigFaults where it is not there: nothing works by settings that nobody has made.
    """
    named = path or (Path(environ[VARIABLE]) if environ.get(VARIABLE) else None)
    if named is not None and not named.is_file():
        by = "--config" if path else f"${VARIABLE}"
        raise ConfigFaults(FILE_NAME, [Fault("", f"there is no file '{named}', which {by} names")])
    here = Path(FILE_NAME)
    if named is None and not here.is_file():
        what = f"there is no file '{here.absolute()}', and neither --config nor ${VARIABLE} names another one"
        raise ConfigFaults(FILE_NAME, [Fault("", what)])
    return named or here


def _parse(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigFaults(path.name, [Fault("", f"cannot be read: {error.strerror}")]) from None
    except UnicodeDecodeError:
        raise ConfigFaults(path.name, [Fault("", "is not UTF-8; save it once more with this encoding")]) from None
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        line = re.search(r"line [0-9]+", place)
        raise ConfigFaults(path.name, [Fault(line[0] if line else "last line", f"is not TOML: {what}")]) from None


def _tokens(root: Section, keeper: Keeper, folder: Path, warnings: list[str]) -> Tokens | None:
    """One for both servers, so that they share a token; None without a section [oauth]."""
    section = root.section("oauth")
    if not root.has("oauth"):
        return None
    from mailbot.config.oauth_section import read_oauth
    from mailbot.mailbox.oauth import Tokens

    return Tokens(read_oauth(section, keeper, folder, warnings))


def _database(section: Section, keeper: Keeper, folder: Path) -> tuple[str, Secret | None]:
    kind = kinds.Kind(lambda value: absolute_url(kinds.FILLED.read(value), folder), f'"{DEFAULT_DATABASE}"')
    url = section.read("url", kind, absolute_url(DEFAULT_DATABASE, folder))
    token_key = keeper.token_key(section)
    section.close()
    return url, token_key


def _templates(section: Section, folder: Path) -> Path:
    templates = folder / section.read("folder", kinds.FILE, Path("templates"), '"templates"')
    section.close()
    return templates


def _log(section: Section) -> Log:
    log = Log(
        level=section.read("level", kinds.LOG_LEVEL, Log.level),
        format=section.read("format", kinds.choice(LogFormat), Log.format),
    )
    section.close()
    return log
