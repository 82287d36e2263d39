"""What we rest on: as constrained, above the versions with known holes; and what the audit makes of answers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

REPOSITORY = Path(__file__).parents[1]

# The first version without a hole that matters here; checked without asking anybody.
SAFE_FROM = {
    "aiosmtpd": ("1.4.6", "CVE-2024-34083: STARTTLS injection"),
    "aiosmtplib": ("5.1.3", "GHSA-v3q9-hj7j-63hq, GHSA-vxj7-4xrp-5vr4: injected commands and responses"),
    "jinja2": ("3.1.6", "CVE-2025-27516: out of the sandbox by |attr"),
    "mail-parser": ("4.8", "the sender of a mail is what it says even where Python's own parser errs (CVE-2023-27043)"),
    "oauthlib": ("3.2.1", "CVE-2022-36087: an address that takes all time"),
}


def _constrained() -> dict[str, str]:
    lines = (REPOSITORY / "constraints.txt").read_text("ascii").splitlines()
    pairs = [line.split("==") for line in lines]
    assert all(len(pair) == 2 for pair in pairs), "names and versions only"
    names = [canonicalize_name(name) for name, _ in pairs]
    assert len(set(names)) == len(names), "each once"
    return dict(zip(names, (number for _, number in pairs), strict=True))


def _declared(*extras: str) -> list[Requirement]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extra = [line for name in extras for line in project["optional-dependencies"][name]]
    return [Requirement(line) for line in (*project["dependencies"], *extra) if not line.startswith("mailbot")]


@pytest.mark.parametrize("name", SAFE_FROM)
def test_no_version_with_a_known_hole_is_constrained_installed_or_allowed(name: str) -> None:
    least = Version(SAFE_FROM[name][0])
    assert Version(_constrained()[name]) >= least
    assert Version(version(name)) >= least
    (declared,) = [each for each in _declared("demo") if canonicalize_name(each.name) == name]
    *front, last = least.release
    just_below = ".".join(map(str, [*front, last - 1, 99]))
    assert not declared.specifier.contains(just_below), f"pyproject.toml allows {name} {just_below}"


def test_what_is_installed_is_what_is_constrained() -> None:
    differing = {}
    for name, number in _constrained().items():
        try:
            if version(name) != number:
                differing[name] = (version(name), number)
        except PackageNotFoundError:
            continue  # of an extra that is not installed here
    assert differing == {}


def test_all_that_is_declared_is_constrained_within_its_range() -> None:
    constrained = _constrained()
    for each in _declared("demo", "dev", "postgresql", "learn", "audit"):
        assert constrained[canonicalize_name(each.name)] in each.specifier, each


def test_the_installed_packages_agree_with_each_other() -> None:
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_constraints_name_no_place() -> None:
    text = (REPOSITORY / "constraints.txt").read_text("ascii")
    assert not re.search(r"[/@:]|--", text)


# The audit ----------------------------------------------------------------------------------------------------------

SKIPPED = {"name": "tzdata", "skip_reason": "Dependency not found on PyPI and could not be audited: tzdata (2026.6)"}
SOUND = {"name": "jinja2", "version": "3.1.6", "vulns": []}
HOLE = {"id": "PYSEC-2025-1", "fix_versions": ["3.1.6"], "aliases": [], "description": ""}
HOLED = {"name": "jinja2", "version": "3.1.5", "vulns": [HOLE]}


def _audit(folder: Path, answer: str, error: str = "", status: int = 0) -> tuple[int, str]:
    """What the audit makes of pip-audit's answer, as the program itself prints it."""
    program = folder / "pip-audit"
    (folder / "answer").write_text(answer)
    (folder / "error").write_text(error)
    program.write_text(f"#!/bin/sh\ncat '{folder}/answer'; cat '{folder}/error' >&2; exit {status}\n")
    program.chmod(0o755)
    command = [sys.executable, str(REPOSITORY / "tools" / "audit.py"), str(program)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_known_hole_fails_the_audit(tmp_path: Path) -> None:
    status, said = _audit(tmp_path, json.dumps({"dependencies": [HOLED, SKIPPED]}), status=1)
    assert status == 1
    assert "jinja2 3.1.5: PYSEC-2025-1, mended in 3.1.6" in said
    assert "1 packages, 1 known holes" in said


def test_packages_without_holes_pass_and_those_without_an_answer_are_named(tmp_path: Path) -> None:
    status, said = _audit(tmp_path, json.dumps({"dependencies": [SOUND, SKIPPED]}))
    assert status == 0
    assert "Not audited: tzdata\n" in said
    assert "NOTE" not in said


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (json.dumps({"dependencies": [SKIPPED]}), "No known vulnerabilities found"),
        ("", "requests.exceptions.ConnectionError: Name or service not known"),
        ("", "ERROR:pip_audit._cli:Tried to connect to PyPI"),
    ],
)
def test_a_service_that_cannot_be_asked_is_said_plainly_and_is_no_failure(
    tmp_path: Path, answer: str, error: str
) -> None:
    status, said = _audit(tmp_path, answer, error, status=0 if answer else 1)
    assert status == 0
    assert said.startswith("NOTE: no audit for known holes")


def test_an_audit_that_breaks_is_a_failure(tmp_path: Path) -> None:
    status, said = _audit(tmp_path, "", "ERROR:pip_audit._cli:package openpyxl has duplicate requirements", status=1)
    assert status == 1
    assert "duplicate requirements" in said
