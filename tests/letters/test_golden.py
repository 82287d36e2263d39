"""The letters word by word.

`UPDATE_GOLDEN=1 python -m pytest tests/letters/test_golden.py` writes them anew; read the difference before it is kept.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.letters.casts import PLAIN, parts

GOLDEN = Path(__file__).parent / "golden"

# The HTML of these; the others differ only in words.
IN_HTML = ("invite", "clarify_person", "chair_request", "chair_list", "summary_chair", "digest")

FILES = [f"{name}.txt" for name in PLAIN] + [f"{name}.html" for name in IN_HTML]


def rendered(file: str) -> str:
    name, _, ending = file.rpartition(".")
    found = parts(PLAIN[name])
    return found.html + "\n" if ending == "html" else f"Subject: {found.subject}\n\n{found.text}"


@pytest.mark.parametrize("file", FILES)
def test_the_letter_reads_as_it_was_approved(file: str) -> None:
    path = GOLDEN / file
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(rendered(file), "utf-8")
    assert path.read_text("utf-8") == rendered(file)


def test_no_golden_letter_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(FILES)
