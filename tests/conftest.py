"""Real servers for whoever asks: each is started once a run, in a private directory, on loopback ports."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from mailbot.demo.servers import EmbeddedServers
from tests.servers import certificates as making
from tests.servers import postfix as real_postfix
from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.places import MissingServer
from tests.servers.postfix import Postfix
from tests.servers.postgres import Postgres
from tests.servers.relay import Relay

DOMAIN = "province.example"
ADDRESSES = [f"user{number}@{DOMAIN}" for number in range(1000)]  # Dovecot is slow to see new ones
VIETNAMESE = f"vietnamese@{DOMAIN}"
_UNUSED = iter(ADDRESSES)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A private authority and a certificate for localhost."""
    try:
        return making.make(tmp_path_factory.mktemp("certificates"))
    except MissingServer as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def dovecot(certificates: Certificates) -> Iterator[Dovecot]:
    """IMAP, IMAPS and LMTP; take an address of your own from `new_user`."""
    try:
        server = Dovecot(certificates, dict.fromkeys(ADDRESSES, "secret") | {VIETNAMESE: "mật khẩu"})
    except MissingServer as missing:
        pytest.fail(str(missing), pytrace=False)
    with server:
        yield server


@pytest.fixture
def new_user(dovecot: Dovecot) -> Callable[[], str]:
    """Names an empty mailbox on Dovecot that no other test uses; its password is 'secret'."""
    return lambda: next(_UNUSED)


@pytest.fixture(scope="session")
def postfix(certificates: Certificates, dovecot: Dovecot) -> Iterator[Postfix | Relay]:
    """Takes mail by SMTP and hands it to `dovecot`; without root, a relay of ours in its place."""
    try:
        kind = Postfix if real_postfix.possible() else Relay
        server = kind(certificates, dovecot.lmtp_port, DOMAIN)
    except MissingServer as missing:
        pytest.fail(str(missing), pytrace=False)
    with server:
        yield server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    try:
        server = Postgres()
    except MissingServer as missing:
        pytest.fail(str(missing), pytrace=False)
    with server:
        yield server


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    """The URL of an empty database."""
    return postgres.new_database()


@pytest.fixture
def embedded() -> Iterator[EmbeddedServers]:
    """The embedded servers with the bot's mailbox, password 'secret'."""
    with EmbeddedServers({f"bot@{DOMAIN}": "secret"}) as servers:
        yield servers
