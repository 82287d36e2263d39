#!/usr/bin/env python3
"""Learn the weights of the second reader from the mails of tests/corpus and the labelled texts of tests/core/reading.

    train_second_reader.py             write mailbot/core/reading/second/{member,head}.csv
    train_second_reader.py --measure   leave one batch out at a time: accuracy, calibration, and what a veto would cost
    --also FOLDER                      with --measure: a further folder with gold.jsonl, never learnt from

A multinomial logistic regression with an L2 penalty, by full-batch Adam: fit once, keep the strongest features, fit
those again, round to whole hundredths. Needs numpy (`pip install .[learn]`); the program itself does not.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import numpy as np

from mailbot.core.model import Intent, Reading, Roster, Source
from mailbot.core.parse import parse
from mailbot.core.reading.reader import grammar_alone
from mailbot.core.reading.second.features import features
from mailbot.core.reading.second.objection import FLOOR
from mailbot.core.reading.second.weights import BIAS, SCALE, UNIT, Table
from mailbot.office.roster_file import load_roster

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "corpus"
WORDS = ROOT / "tests" / "core" / "reading"  # labelled phrases, short answers and rulings
WEIGHTS = ROOT / "mailbot" / "core" / "reading" / "second"

PENALTY = 0.1  # L2, on all but the bias
STEPS, RATE = 300, 0.1
SEEN_IN = 2  # mails: rarer features are not learnt
KEPT = 6000  # features a table
FOLD = 5  # batches that are left out together
FLOORS = (0.05, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25)
FIRM = frozenset([Intent.ATTEND, Intent.ABSENT, Intent.DELEGATE, Intent.APPROVE, Intent.REFUSE])

# Labels of phrases.csv -> intent; fragments, greetings and notes are not learnt from.
LABELS = {
    "CONFIRM": Intent.ATTEND,
    "CONFIRM+BRING": Intent.ATTEND,
    "CONFIRM+LATE": Intent.ATTEND,
    "CONFIRM+EARLY": Intent.ATTEND,
    "CONFIRM+ONLINE": Intent.ATTEND,
    "CONFIRM+PARTIAL": Intent.ATTEND,
    "CHANGE→CONFIRM": Intent.ATTEND,
    "DECLINE": Intent.ABSENT,
    "CHANGE→DECLINE": Intent.ABSENT,
    "DELEGATE": Intent.DELEGATE,
    "DELEGATE (alternatives)": Intent.DELEGATE,
    "DELEGATE (division)": Intent.DELEGATE,
    "DELEGATE (staff)": Intent.DELEGATE,
    "DELEGATE (unnamed)": Intent.DELEGATE,
    "DELEGATE_CLAIMED": Intent.DELEGATE,
    "CHANGE→DELEGATE(C)": Intent.DELEGATE,
    "QUESTION": Intent.QUESTION,
    "UNDECIDED": Intent.UNCLEAR,
    "ACK_ONLY": Intent.UNCLEAR,
    "CONFIRM?": Intent.UNCLEAR,
    "HEAD_APPROVE": Intent.APPROVE,
    "HEAD_APPROVE(B)": Intent.APPROVE,
    "HEAD_REFUSE": Intent.REFUSE,
    "HEAD_REFUSE+ORDER": Intent.REFUSE,
    "PARTIAL": Intent.MIXED,
    "HEAD_QUESTION": Intent.QUESTION,
    "HEAD_ACK": Intent.UNCLEAR,
    "HEAD_CONDITIONAL": Intent.UNCLEAR,
    "HEAD_DEFER": Intent.UNCLEAR,
    "HEAD_REDIRECT": Intent.UNCLEAR,
    "HEAD_WEAK": Intent.UNCLEAR,
}


@dataclass(frozen=True)
class Example:
    """One text with its right answer; `reading` is the grammar's, where it is a whole mail."""

    found: frozenset[str]
    gold: Intent
    head: bool  # an answer to a request for the Head's consent
    file: str = ""
    reading: Reading | None = None


# -- examples ---------------------------------------------------------------------------------------------------------


def from_folder(folder: Path, roster: Roster) -> list[Example]:
    """The mails of a corpus folder that persons wrote and that have words of their own."""
    out = []
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        mail = parse((folder / gold["file"]).read_bytes(), datetime(2024, 9, 21, tzinfo=UTC))
        reading = grammar_alone(mail, roster)
        intent = Intent(gold["intent"])
        if mail.source is not Source.REPLY or intent is Intent.NONE or not mail.text.strip():
            continue
        kind = mail.references[0].kind if mail.references else ""
        found = features(mail.text, kind, reading.writer)
        out.append(Example(found, intent, kind == "approval", gold["file"], reading))
    return out


def from_phrases(path: Path) -> list[Example]:
    """The labelled phrases, as if each were a whole mail."""
    out = []
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            intent = LABELS.get(row["label"])
            if intent is None:
                continue
            head = row["group"].startswith("The Head") or row["label"].startswith("HEAD")
            kind, writer = ("approval", "chair") if head else ("invite", "member")
            out.append(Example(features(row["phrase"], kind, writer), intent, head))
    return out


def from_answers(path: Path) -> list[Example]:
    """Short answers of members: text and intent, separated by a tab."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line]
    return [Example(features(text, "invite", "member"), Intent(intent), False) for text, intent, *_ in rows]


def from_rulings(path: Path) -> list[Example]:
    """Rulings of the Head: text, length of the list, and the verdict or verdicts."""
    rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()[1:] if line]
    out = []
    for text, _, verdicts in rows:
        kinds = {verdict.rpartition(":")[2] for verdict in verdicts.split()}
        intent = Intent.MIXED if len(kinds) > 1 else Intent(kinds.pop())
        out.append(Example(features(text, "approval", "chair"), intent, True))
    return out


# -- learning ---------------------------------------------------------------------------------------------------------


def learn(examples: list[Example]) -> Table:
    """The table of weights that these examples teach."""
    intents = tuple(intent for intent in Intent if any(one.gold is intent for one in examples))
    seen = Counter(name for one in examples for name in one.found)
    names = sorted(name for name, times in seen.items() if times >= SEEN_IN)
    weights = fit(examples, names, intents)
    if len(names) > KEPT:
        strongest = np.argsort(-np.linalg.norm(weights[:-1], axis=1), kind="stable")[:KEPT]
        names = sorted(names[at] for at in strongest)
        weights = fit(examples, names, intents)
    cells = [tuple(int(cell) for cell in row) for row in np.rint(weights / UNIT)]
    return Table(intents, cells[-1], dict(zip(names, cells[:-1], strict=True)))


def fit(examples: list[Example], names: list[str], intents: tuple[Intent, ...]) -> Any:
    """Weights by feature (the bias last) and intent; mails stay short lists of features, never laid out whole."""
    at = {name: place for place, name in enumerate(names)}
    rows = [[*sorted(at[name] for name in one.found if name in at), len(names)] for one in examples]
    feature = np.concatenate([np.array(row) for row in rows])
    mail = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    value = np.concatenate(
        [np.array([SCALE / math.sqrt(max(len(row) - 1, 1))] * (len(row) - 1) + [1.0]) for row in rows]
    )
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])[:-1]])
    by_feature = np.argsort(feature, kind="stable")
    present, first = np.unique(feature[by_feature], return_index=True)
    wanted = np.eye(len(intents))[[intents.index(one.gold) for one in examples]]
    penalty = np.full((len(names) + 1, 1), PENALTY)
    penalty[-1] = 0
    weights = np.zeros((len(names) + 1, len(intents)))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        scores = np.add.reduceat(weights[feature] * value[:, None], starts)
        parts = np.exp(scores - scores.max(axis=1, keepdims=True))
        off = parts / parts.sum(axis=1, keepdims=True) - wanted
        slope = penalty * weights
        slope[present] += np.add.reduceat((off[mail] * value[:, None])[by_feature], first)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        rate = RATE * (1 + math.cos(math.pi * step / STEPS)) / 2
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return weights


def both(examples: list[Example]) -> dict[bool, Table]:
    """The tables of the members (False) and of the Head (True)."""
    return {head: learn([one for one in examples if one.head is head]) for head in (False, True)}


def write(path: Path, learnt: Table) -> None:
    """The table as a file: the bias first, then a line a feature."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["feature", *(intent.value for intent in learnt.intents)])
        out.writerow([BIAS, *learnt.bias])
        out.writerows([name, *cells] for name, cells in learnt.rows.items())


# -- measuring --------------------------------------------------------------------------------------------------------

Judged = tuple[Example, dict[Intent, float]]


def left_out(batches: Mapping[str, list[Example]], phrases: list[Example]) -> list[Judged]:
    """Every mail of the batches with what the weights learnt without its batch say of it; FOLD batches at a time."""
    out = []
    names = sorted(batches)
    for some in (names[at : at + FOLD] for at in range(0, len(names), FOLD)):
        click.echo(f"leaving out {', '.join(some)} ...", err=True)
        tables = both([one for name in names if name not in some for one in batches[name]] + phrases)
        out += judged([one for name in some for one in batches[name]], tables)
    return out


def judged(mails: Iterable[Example], tables: dict[bool, Table]) -> list[Judged]:
    """Every mail with how likely the tables think each intent."""
    return [(one, tables[one.head].probabilities(one.found)) for one in mails]


def show(title: str, cases: list[Judged]) -> None:
    """Accuracy, calibration, and for each floor how many of the grammar's readings would be vetoed."""
    click.echo(f"{title}: {len(cases)} mails")
    for group, some in (("members", [c for c in cases if not c[0].head]), ("Head", [c for c in cases if c[0].head])):
        hits = sum(max(likely, key=likely.__getitem__) is one.gold for one, likely in some)
        loss = -sum(math.log(max(likely.get(one.gold, 0), 1e-6)) for one, likely in some) / max(1, len(some))
        click.echo(f"  {group:8}{len(some):4}  best guess right {hits / max(1, len(some)):.1%}, log loss {loss:.3f}")
    bins: dict[int, list[bool]] = defaultdict(list)
    for one, likely in cases:
        for intent, share in likely.items():
            bins[min(9, int(share * 10))].append(one.gold is intent)
    click.echo(
        "  said -> was: "
        + ", ".join(f"{b * 10}-{b * 10 + 10} %: {sum(v) / len(v):.0%}" for b, v in sorted(bins.items()))
    )
    firm = [
        (likely.get(one.reading.intent, 0.0), one.gold is one.reading.intent)
        for one, likely in cases
        if one.reading is not None and not one.reading.review and one.reading.intent in FIRM
    ]
    for floor in FLOORS:
        vetoed = [right for share, right in firm if share < floor]
        right = sum(r for _, r in firm)
        click.echo(
            f"  floor {floor:.2f}{' *' if floor == FLOOR else '  '} wrong intents vetoed {vetoed.count(False)} of "
            f"{len(firm) - right}, right ones {vetoed.count(True)} of {right}"
        )


def main() -> int:
    """Writes the weights, or measures them."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--measure", action="store_true")
    cli.add_argument("--also", type=Path, action="append", default=[])
    args = cli.parse_args()
    roster = load_roster(CORPUS / "roster.csv")
    folders = sorted(path.parent for path in CORPUS.glob("*/gold.jsonl"))
    batches = {folder.name: from_folder(folder, roster) for folder in folders}
    phrases = [
        *from_phrases(WORDS / "phrases.csv"),
        *from_answers(WORDS / "answers.tsv"),
        *from_rulings(WORDS / "rulings.tsv"),
    ]
    everything = [one for batch in batches.values() for one in batch] + phrases
    if args.measure:
        show("left out", left_out(batches, phrases))
        tables = both(everything) if args.also else {}
        for folder in args.also:
            show(folder.name, judged(from_folder(folder, roster), tables))
        return 0
    for name, learnt in zip(("member", "head"), both(everything).values(), strict=True):
        write(WEIGHTS / f"{name}.csv", learnt)
        click.echo(f"{name}: {len(learnt.rows)} features")
    return 0


if __name__ == "__main__":
    sys.exit(main())
