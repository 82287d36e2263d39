"""What the writer typed into the subject himself: it may hold the whole answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mailbot.core.parse.text import words

MAX_SEARCHED = 20_000  # characters of a quotation
_PREFIX = re.compile(
    r"^\s*(?:(?:re|fw|fwd|tl|trả lời|tra loi|chuyển tiếp|về việc|v/v|ý kiến)\s*:|\[[^\]]{0,40}\])\s*", re.IGNORECASE
)
_REPLY = re.compile(r"\s*(?:re|tl|trả lời|tra loi)\s*:", re.IGNORECASE)
_PREFIX_BEHIND = re.compile(r"(?:^|[\s>|:–—-])(?:re|fw|fwd|tl)\s*:\s*$", re.IGNORECASE)
_CODE = re.compile(r"\[[^\]]{0,40}\]")
_EDGES = " -–—>:|.,;"
_TITLE = 4  # words of ours in a row are the title


def own_words(subject: str, whole: Iterable[str]) -> str:
    """`subject` without prefixes, and without the longest run of words that the quotation has as well."""
    bare, answers = subject, False
    while (prefix := _PREFIX.match(bare)) is not None:
        answers = answers or _REPLY.match(bare) is not None
        bare = bare[prefix.end() :]
    tokens = [(m.start(), m.end()) for m in re.finditer(r"\S+", bare)]
    quoted = [f" {words(text[:MAX_SEARCHED])} " for text in whole]
    run = _longest_run([words(bare[a:b]) for a, b in tokens], quoted)
    if run is None:
        return "" if answers else bare.strip(_EDGES)  # an answer's subject is ours, unless it can be told apart
    first, last = run
    before, after = bare[: tokens[first][0]], bare[tokens[last - 1][1] :]
    return ". ".join(part for part in (_typed(before), _typed(after)) if part)


def _typed(part: str) -> str:
    """What stands beside the title, without our code and without the prefix that a program put before the title."""
    return _PREFIX_BEHIND.sub("", _CODE.sub(" ", part)).strip(_EDGES)


def _longest_run(said: list[str], quoted: list[str]) -> tuple[int, int] | None:
    for size in range(len(said), _TITLE - 1, -1):
        for first in range(len(said) - size + 1):
            wanted = f" {' '.join(w for w in said[first : first + size] if w)} "
            if any(wanted in text for text in quoted):
                return first, first + size
    return None
