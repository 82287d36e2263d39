"""The walls of the house: imports point one way, and the core asks neither the clock nor the world."""

from __future__ import annotations

import ast
import configparser
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
CONTRACTS = REPOSITORY / ".importlinter"
CORE = REPOSITORY / "mailbot" / "core"

# What would make an answer depend on when or where it is asked: the last two parts of a dotted name.
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
CLOCKS |= {"time.monotonic", "time.perf_counter", "time.localtime", "time.gmtime"}
OUTSIDE = {"os.environ", "os.getenv", "os.urandom", "sys.stdin", "sys.stdout", "sys.argv"}
FUNCTIONS = {"open", "print", "input", "getenv"}
MODULES = {"time", "random", "secrets", "uuid"}


def contracts() -> list[str]:
    parser = configparser.ConfigParser()
    parser.read(CONTRACTS)
    return [name.rpartition(":")[2] for name in parser.sections() if ":contract:" in name]


@pytest.mark.parametrize("contract", contracts())
def test_imports_keep_the_contract(contract: str) -> None:
    # In a process of its own: the linter sets up logging for itself, and takes it from everybody else.
    linter = "from importlinter.cli import lint_imports_command as lint; lint()"
    options = ["--config", str(CONTRACTS), "--contract", contract, "--no-cache", "--no-logo"]
    command = [sys.executable, "-c", linter, *options]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert (done.returncode, "1 kept, 0 broken" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize("path", sorted(CORE.rglob("*.py")), ids=lambda path: str(path.relative_to(CORE)))
def test_the_core_never_asks_the_clock_chance_or_the_environment(path: Path) -> None:
    assert list(asked(ast.parse(path.read_text()), path.name)) == []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime as d\nd.datetime.utcnow()",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "from datetime import datetime\nclock = datetime.now",
        "import os\nos.environ['TZ']",
        "import secrets\nsecrets.token_hex(16)",
        "print('hello')",
    ],
)
def test_every_way_of_asking_would_be_found(source: str) -> None:
    assert list(asked(ast.parse(source), "example.py"))


def test_an_argument_of_that_name_is_what_the_core_lives_on() -> None:
    source = "from datetime import time\ndef due(case, now):\n    return case.now, now.time(), time(7, 30)"
    assert list(asked(ast.parse(source), "example.py")) == []


def asked(tree: ast.Module, name: str) -> Iterator[str]:
    """Where the module reaches for what it must be given."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS | OUTSIDE:
            yield f"{name}:{node.lineno} {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            yield f"{name}:{node.lineno} {node.func.id}()"
        elif imported(node) & MODULES:
            yield f"{name}:{getattr(node, 'lineno', 0)} {ast.unparse(node)}"


def imported(node: ast.AST) -> set[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
