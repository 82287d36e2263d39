"""Every attack meets a bot behind real servers and a mail exchanger that stamps what it checked: the strict profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.model import Trust
from tests.attacks.acts import BORDERS, DOMAINS, OURS, Siege, asked, consent
from tests.servers.certificates import Certificates
from tests.servers.house import RealServers
from tests.servers.places import MissingServer
from tests.trip.stage import Stage, stage


def _house(certificates: Certificates) -> Iterator[RealServers]:
    try:
        servers = RealServers(certificates, DOMAINS, BORDERS)
    except MissingServer as missing:
        pytest.fail(str(missing), pytrace=False)
    with servers:
        yield servers


@pytest.fixture(scope="session")
def play_servers(certificates: Certificates) -> Iterator[RealServers]:
    yield from _house(certificates)


@pytest.fixture(scope="session")
def siege_servers(certificates: Certificates) -> Iterator[RealServers]:
    """Others than those of `play`: a siege goes on while other stages come and go."""
    yield from _house(certificates)


@pytest.fixture
def house(play_servers: RealServers) -> RealServers:
    """Dovecot and Postfix with empty mailboxes."""
    play_servers.wipe()
    return play_servers


@pytest.fixture
def play(tmp_path: Path, house: RealServers) -> Iterator[Stage]:
    with stage(tmp_path, trust=Trust(authserv_ids=(OURS,)), servers=house) as made:
        yield made


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory, siege_servers: RealServers) -> Iterator[Siege]:
    """One stage for many attacks: as none has an effect, each finds it as the first one did."""
    siege_servers.wipe()
    with stage(tmp_path_factory.mktemp("siege"), trust=Trust(authserv_ids=(OURS,)), servers=siege_servers) as play:
        asked(play)
        yield Siege(play, consent(play))
