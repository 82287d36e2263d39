#!/usr/bin/env python3
"""Ask the advisory service about every version in constraints.txt, by pip-audit: `tools/audit.py PIP-AUDIT`.

A known hole is a failure (status 1). A service that cannot be asked is said plainly and is none: pip-audit itself calls
a package without an answer 'skipped', and ends well although it has learnt nothing.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
OPTIONS = ("--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "15")
UNREACHABLE = (
    "ConnectionError",
    "ConnectTimeout",
    "ReadTimeout",
    "ServiceError",
    "Could not connect",
    "Tried to connect",
)
PATIENCE = 300  # seconds


def main(program: str) -> int:
    command = [program, "--requirement", str(CONSTRAINTS), *OPTIONS]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return _not_asked(f"no answer in {PATIENCE} seconds")
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (done.stderr.strip().splitlines() or ["no answer"])[-1]
        if any(sign in done.stderr for sign in UNREACHABLE):
            return _not_asked(last)
        return _say(f"Audit failed: {last}", 1)
    return _judged(found)


def _judged(found: list[dict[str, object]]) -> int:
    answered = [each for each in found if "skip_reason" not in each]
    if not answered:
        return _not_asked("it answered for none of the packages")
    holes = [(each, hole) for each in answered for hole in _list(each.get("vulns"))]
    for each, hole in holes:
        mended = ", ".join(map(str, _list(hole.get("fix_versions")))) or "no version yet"
        _say(f"{each['name']} {each['version']}: {hole['id']}, mended in {mended}", 1)
    if skipped := [str(each["name"]) for each in found if "skip_reason" in each]:
        _say(f"Not audited: {', '.join(skipped)}", 0)
    return _say(f"Audit: {len(answered)} packages, {len(holes)} known holes.", 1 if holes else 0)


def _list(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _not_asked(why: str) -> int:
    return _say(f"NOTE: no audit for known holes: the advisory service cannot be reached from here ({why}).", 0)


def _say(text: str, status: int) -> int:
    (sys.stderr if status else sys.stdout).write(f"{text}\n")
    return status


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
