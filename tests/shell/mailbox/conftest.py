"""A token endpoint, servers that ask it whose a token is, and tokens from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.certificates import Certificates
from tests.servers.dovecot import Dovecot
from tests.servers.token_endpoint import TokenEndpoint

BOT = "bot@province.example"


@pytest.fixture
def endpoint() -> Iterator[TokenEndpoint]:
    with TokenEndpoint(BOT) as made:
        yield made


@pytest.fixture(scope="session")
def shared_endpoint() -> Iterator[TokenEndpoint]:
    """The one that `oauth_dovecot` asks."""
    with TokenEndpoint(BOT) as made:
        yield made


@pytest.fixture(scope="session")
def oauth_dovecot(certificates: Certificates, shared_endpoint: TokenEndpoint) -> Iterator[Dovecot]:
    with Dovecot(certificates, {BOT: "secret"}, token_info_url=shared_endpoint.info_url) as made:
        yield made
