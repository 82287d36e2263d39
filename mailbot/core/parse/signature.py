"""Below the answer: signature blocks, disclaimers, and what telephones add."""

from __future__ import annotations

import re

from mailbot.core.parse import words as table
from mailbot.core.parse.text import fold

_MOBILE = re.compile(
    rf"^(?:{'|'.join(table.MOBILE_STARTS)})\b[^,;.?!]{{0,40}}\b(?:{'|'.join(table.MOBILE_THINGS)})\b[^,;?!]{{0,30}}"
    r"(?:[ <(]{0,3}https?://\S{1,300})?$"
)
_DISCLAIMER = re.compile(rf"^[*_\[( ]{{0,4}}(?:{'|'.join(re.escape(d) for d in table.DISCLAIMERS)})")
_BANNER = re.compile(rf"^[*_ ]{{0,4}}(?:{'|'.join(re.escape(b) for b in table.BANNERS)})")
_CLOSING = re.compile(
    rf"^(?:{'|'.join(re.escape(c) for c in sorted(table.CLOSINGS, key=len, reverse=True))})[ .,;!/]{{0,6}}$"
)
_POSTSCRIPT = re.compile(rf"^(?:{'|'.join(re.escape(p) for p in table.POSTSCRIPTS)})\b")
_SAID = re.compile(rf"\b(?:{'|'.join(re.escape(s) for s in table.SAID)})\b")
_SALUTATION = re.compile(rf"^(?:{'|'.join(table.SALUTATIONS)})\b")
_RULE = re.compile(r"^[-_=*~━—]{3,120}$")
_SENTENCE_END = re.compile(r"[.?!…;:]$")
MAX_SIGNATURE = 14


def cut(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines that say something, and the signature. What is unsure stays with the words."""
    folded = [line.strip() for line in fold("\n".join(lines)).split("\n")] if lines else []
    kept = [(line, plain) for line, plain in zip(lines, folded, strict=True) if not _MOBILE.match(plain)]
    kept = _without_disclaimer(_without_banner(kept))
    for i, (line, _) in enumerate(kept):
        if line.rstrip() == "--" and any(plain for _, plain in kept[:i]):
            return [x for x, _ in kept[:i]], [x for x, plain in kept[i + 1 :] if plain]
    return _after_closing(kept)


def _without_banner(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The paragraph that a gateway put on top, where something stands below it."""
    start = next((i for i, (_, plain) in enumerate(lines) if plain), len(lines))
    if start == len(lines) or not _BANNER.match(lines[start][1]):
        return lines
    end = next((i for i in range(start, len(lines)) if not lines[i][1]), len(lines))
    return lines[end:] or lines


def _without_disclaimer(lines: list[tuple[str, str]]) -> list[tuple[str, str]]:
    for i, (_, plain) in enumerate(lines):
        if i and _DISCLAIMER.match(plain) and sum(len(x) for x, _ in lines[i:]) > 60:
            end = i
            while end and (not lines[end - 1][1] or _RULE.match(lines[end - 1][1])):
                end -= 1
            return lines[:end] or lines
    return lines


def _after_closing(lines: list[tuple[str, str]]) -> tuple[list[str], list[str]]:
    texts = [line for line, _ in lines]
    for i in range(len(lines) - 1, 0, -1):
        if not _CLOSING.match(lines[i][1]):
            continue
        block = [line.strip() for line, plain in lines[i + 1 :] if plain]
        said = any(plain and not _SALUTATION.match(plain) for _, plain in lines[:i])
        if said and len(block) <= MAX_SIGNATURE and all(map(is_signature_line, block)):
            return texts[: i + 1], block
    return texts, []


def is_signature_line(line: str) -> bool:
    """Whether a line below a closing may be a name, a post, a telephone number: short, and no sentence."""
    folded = fold(line)
    if _POSTSCRIPT.match(folded) or _SAID.search(folded) or len(line) > 110:
        return False
    return not (_SENTENCE_END.search(line) and len(line.split()) > 7)
