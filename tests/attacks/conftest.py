"""Every attack meets a bot behind a mail exchanger that stamps what it checked: the strict profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.core.model import Trust
from tests.attacks.acts import OURS, Siege, asked, consent
from tests.trip.stage import Stage, stage


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path, trust=Trust(authserv_ids=(OURS,))) as made:
        yield made


@pytest.fixture(scope="module")
def siege(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Siege]:
    """One stage for many attacks: as none has an effect, each finds it as the first one did."""
    with stage(tmp_path_factory.mktemp("siege"), trust=Trust(authserv_ids=(OURS,))) as play:
        asked(play)
        yield Siege(play, consent(play))
