"""What the second reader looks at: short runs of words without diacritics, clause by clause; no grammar, no tables."""

from __future__ import annotations

import re
import unicodedata

from mailbot.core.reading.fold import fold

MAX_WORDS = 300  # answers say what they say in their first lines
_LONGEST = 3  # words in a run
_REACH = 4  # words: how far a negation and a pair of separate words reach
_LENGTHS = (4, 10, 30, 80)  # tokens: the borders between short and long mails
_NEGATIONS = frozenset(
    # không and its short forms; not yet; do not; southern and plain; 'need not', 'be spared'
    ["khong", "ko", "k", "hong", "hok", "hk", "kg", "kh", "khg", "chua", "dung", "chang", "cha", "khoi", "mien"]
)
_TOKEN = re.compile(r"\d+(?:[./:h]\d+)*|[^\W\d_]+|[^\w\s]|\n")
_ENDS = frozenset(".!?;:,\n")


def features(text: str, kind: str, writer: str) -> frozenset[str]:
    """The features of a mail's newest text, of the kind of our letter it answers, and of whose mailbox wrote it.

    `a b c` run of words, `<` and `>` the ends of a clause; `!a` after a negation; `a~b` a pair with words between;
    `^a` and `$a` in the first and the last clause; `?`; `#n` length; `@kind` and `@@writer`.
    """
    tokens = _TOKEN.findall(unicodedata.normalize("NFC", text))[:MAX_WORDS]
    found = {f"#{sum(len(tokens) >= border for border in _LENGTHS)}", f"@{kind}", f"@@{writer}"}
    if "?" in tokens:
        found.add("?")
    clauses = _clauses(tokens)
    for clause in clauses:
        _runs(clause, found)
        _negated(clause, found)
        _pairs(clause, found)
    if clauses:
        found.update("^" + word for word in clauses[0])
        found.update("$" + word for word in clauses[-1])
    return frozenset(found)


def _clauses(tokens: list[str]) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    for token in tokens:
        if token in _ENDS:
            if clauses[-1]:
                clauses.append([])
        elif token[0].isdigit():
            clauses[-1].append(token if len(token) <= 2 else "0")  # dates, times and telephone numbers are all one
        elif token[0].isalpha():
            clauses[-1].append(fold(token))
    return clauses if clauses[-1] else clauses[:-1]


def _runs(clause: list[str], found: set[str]) -> None:
    marked = ["<", *clause, ">"]
    found.update(clause)
    for size in range(2, _LONGEST + 1):
        found.update(" ".join(marked[at : at + size]) for at in range(len(marked) - size + 1))


def _negated(clause: list[str], found: set[str]) -> None:
    last = -_REACH - 1
    for at, word in enumerate(clause):
        if word in _NEGATIONS:
            last = at
        elif at - last <= _REACH:
            found.add("!" + word)


def _pairs(clause: list[str], found: set[str]) -> None:
    for at, word in enumerate(clause):
        found.update(f"{word}~{other}" for other in clause[at + 2 : at + 1 + _REACH])
