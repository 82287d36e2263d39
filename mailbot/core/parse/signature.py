"""Below the answer: signature blocks, disclaimers, and what telephones add."""

from __future__ import annotations

import re

from mailbot.core.parse import words as table
from mailbot.core.parse.text import fold

_MOBILE = re.compile(
    rf"^(?:{'|'.join(table.MOBILE_STARTS)})\b.{{0,80}}\b(?:{'|'.join(table.MOBILE_THINGS)})\b.{{0,60}}$"
)
_DISCLAIMER = re.compile(rf"^[*_\[( ]{{0,4}}(?:{'|'.join(re.escape(d) for d in table.DISCLAIMERS)})")
_CLOSING = re.compile(
    rf"^(?:{'|'.join(re.escape(c) for c in sorted(table.CLOSINGS, key=len, reverse=True))})[ .,;!/]{{0,6}}$"
)
_POSTSCRIPT = re.compile(rf"^(?:{'|'.join(re.escape(p) for p in table.POSTSCRIPTS)})\b")
_RULE = re.compile(r"^[-_=*~━—]{3,120}$")
_SENTENCE_END = re.compile(r"[.?!…;:]$")
MAX_SIGNATURE = 14


def cut(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines that say something, and the signature. What is unsure stays with the words."""
    kept = [line for line in lines if not _MOBILE.match(fold(line.strip()))]
    kept = _without_disclaimer(kept)
    for i, line in enumerate(kept):
        if line.rstrip() == "--" and any(x.strip() for x in kept[:i]):
            return kept[:i], [x for x in kept[i + 1 :] if x.strip()]
    return _after_closing(kept)


def _without_disclaimer(lines: list[str]) -> list[str]:
    for i, line in enumerate(lines):
        if i and _DISCLAIMER.match(fold(line.strip())) and len(" ".join(lines[i:])) > 60:
            end = i
            while end and (not lines[end - 1].strip() or _RULE.match(lines[end - 1].strip())):
                end -= 1
            return lines[:end] if any(x.strip() for x in lines[:end]) else lines
    return lines


def _after_closing(lines: list[str]) -> tuple[list[str], list[str]]:
    for i in range(len(lines) - 1, 0, -1):
        if not _CLOSING.match(fold(lines[i].strip())):
            continue
        block = [x for x in lines[i + 1 :] if x.strip()]
        if not any(x.strip() for x in lines[:i]) or len(block) > MAX_SIGNATURE:
            continue
        if all(is_signature_line(x.strip()) for x in block):
            return lines[: i + 1], block
    return lines, []


def is_signature_line(line: str) -> bool:
    """Whether a line below a closing may be a name, a post, a telephone number: short, and no sentence."""
    folded = fold(line)
    if _POSTSCRIPT.match(folded) or len(line) > 110:
        return False
    return not (_SENTENCE_END.search(line) and len(line.split()) > 7)
