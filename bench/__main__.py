"""`python -m bench [NAME ...] [--json]`: run the benchmarks, all or the named ones, and print what they measured."""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import sys

import structlog
from rich.console import Console
from rich.table import Table

# name -> what it measures; the module of the same name has `measure() -> dict[str, object]`
BENCHES = {
    "daemon": "start to first poll, memory of the idle daemon",
    "letters": "letters made per second; a report with its papers, for 27 and for 300 invitees",
    "read": "mails read per second, beside a bare parse of the same mails",
    "trip": "mails handled per second, from the server to the outbox",
}


def main() -> int:
    cli = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    cli.add_argument("names", nargs="*", help=", ".join(f"{name}: {what}" for name, what in BENCHES.items()))
    cli.add_argument("--json", action="store_true", help="print one JSON object")
    args = cli.parse_args()
    unknown = [name for name in args.names if name not in BENCHES]
    if unknown:
        cli.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHES)}")
    logging.disable(logging.CRITICAL)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    figures = {}
    for name in args.names or BENCHES:
        print(f"measuring {name}: {BENCHES[name]} ...", file=sys.stderr)
        figures[name] = importlib.import_module(f"bench.{name}").measure()
    if args.json:
        print(json.dumps(figures, ensure_ascii=False, indent=2))
        return 0
    table = Table("benchmark", "figure", "value")
    for name, found in figures.items():
        for label, value in found.items():
            table.add_row(name, label, str(value))
    Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
