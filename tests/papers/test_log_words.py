"""The log speaks Vietnamese: every rule has its words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailbot.papers.log_words import RULES, rule_words

ROOT = Path(__file__).parents[2] / "mailbot"


def rules() -> set[str]:
    """The names that decisions and causes of the office are given in the source."""
    sources = [*(ROOT / "core" / "rules").glob("*.py"), *(ROOT / "office").glob("*.py")]
    return {name for path in sources for name in _names(ast.parse(path.read_text()))}


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("case.decide", "Cause") and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@pytest.mark.parametrize("rule", sorted(rules() | {"refuse_division", "refuse_unit"}))
def test_every_rule_has_its_words(rule: str) -> None:
    assert rule in RULES


def test_a_rule_that_is_not_known_is_shown_by_its_name() -> None:
    assert rule_words("something_new") == "something_new"
