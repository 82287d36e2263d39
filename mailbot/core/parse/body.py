"""The words of a mail: which part holds them, what is left after splitting, and whether the parts agree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.parse import html, quotes, signature
from mailbot.core.parse import words as table
from mailbot.core.parse.mime import MAX_HTML_BYTES, Part, Taken
from mailbot.core.parse.text import fold, normalise, words

# A line of the width at which programs wrap, that goes on in the next.
_BROKEN = re.compile(r"^.{56,99}[^.:;?!\n]\n\S", re.MULTILINE)
FULL_LINE = 60  # programs wrap at 65 to 80; a Vietnamese word has at most 7 letters

# What programs write into a text part for the links and pictures of the HTML part.
_LINK = re.compile(r"<(?:https?|mailto|tel):[^<>\s]{1,2000}>|\[(?:cid|image):[^\[\]\n]{0,200}\]", re.IGNORECASE)


@dataclass
class Body:
    """What the writer wrote."""

    text: str = ""
    quoted: bool = False
    signature: str = ""
    items: tuple[tuple[int, str], ...] = ()
    whole: list[str] = field(default_factory=list)  # the parts' full text, for codes that stand in quotations
    doubts: list[str] = field(default_factory=list)


@dataclass
class _Read:
    """One part, split."""

    text: str
    signature: str
    split: quotes.Split
    whole: str


def read_body(taken: Taken, own: tuple[str, ...], sentences: frozenset[str], packed: str) -> Body:
    """The newest words of the mail's own text parts; `packed`: of its winmail.dat, read where there is nothing else."""
    alone = len(taken.parts) == 1
    plain = [p for p in taken.parts if p.content_type == "text/plain" and _is_body(p, alone)]
    rich = [p for p in taken.parts if p.content_type == "text/html" and _is_body(p, alone)]
    body = Body()
    plain_text = "\n".join(_plain_text(p) for p in plain)
    if not rich and not plain_text.strip():
        plain_text = packed
    plain_read = _read(plain_text, own, sentences) if plain_text.strip() else None
    rich_read = None
    markup = "\n".join(p.text(MAX_HTML_BYTES) for p in rich)
    if rich and not (plain_read is not None and _says_it_all(plain_read, markup)):
        lines, cut = html.to_lines(markup)
        rich_read = _read(lines, own, sentences) if lines.strip() else None
        if cut:
            body.doubts.append("HTML part too large")
    chosen = _choose(plain_read, rich_read, body)
    if chosen is None:
        return body
    body.text, body.quoted, body.signature = chosen.text, chosen.split.quoted, chosen.signature
    body.items = tuple(chosen.split.items)
    body.whole = [_unmarked(r.whole) for r in (plain_read, rich_read) if r is not None]
    if chosen.split.doubtful:
        body.doubts.append("answer stands behind quotation marks")
    if body.text.startswith("--\n"):  # a signature mark (RFC 3676, 4.3) with nothing above it
        body.doubts.append("words below the signature mark only")
    if not body.text and body.quoted:
        body.doubts.append("only quoted text")
    return body


def _says_it_all(plain: _Read, markup: str) -> bool:
    """Whether the HTML part says no more than the text part: the same words, the quotation seen, no line broken.

    Most programs write both parts from one text; walking the second one would be half of the work.
    """
    if not plain.split.quoted or len(markup) > html.MAX_HTML or _BROKEN.search(plain.text):
        return False
    return words(plain.whole) == words(html.all_text(markup))


def _is_body(part: Part, alone: bool) -> bool:
    """Whether a text part is the mail's own words: a name makes it a file, unless shown inline or alone."""
    if part.attached or part.disposition == "attachment":
        return False
    return alone or not part.filename or part.disposition == "inline"


def _plain_text(part: Part) -> str:
    text = _LINK.sub("", normalise(part.text()))
    if part.parameter("format") == "flowed":
        text = _unflow(text, part.parameter("delsp") == "yes")
    return text


def _unflow(text: str, delsp: bool) -> str:
    """RFC 3676: a line that ends in a space goes on in the next one of the same quote depth."""
    out: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:]
        content = content[1:] if content.startswith(" ") else content
        if open_depth == depth and out:
            out[-1] += content
        else:
            out.append(">" * depth + (" " if depth else "") + content)
        flows = line.endswith(" ") and content != "-- "
        if flows and delsp:
            out[-1] = out[-1][:-1]
        open_depth = depth if flows else -1
    return "\n".join(out)


def _read(text: str, own: tuple[str, ...], sentences: frozenset[str]) -> _Read:
    split = quotes.split(text, own)
    kept, signed = signature.cut(split.kept)
    if sentences:
        kept = _without_ours(kept, sentences, split)
    newest = re.sub(r"\n{3,}", "\n\n", "\n".join(_unwrap(kept))).strip()
    return _Read(newest, "\n".join(split.signature + signed).strip(), split, text)


def _unwrap(lines: list[str]) -> list[str]:
    """Lines that a program broke at its width, joined: a full line goes on where the next begins in lower case."""
    out: list[str] = []
    above = ""
    for raw in lines:
        line = raw.rstrip()
        if FULL_LINE <= len(above) < 100 and above[-1] not in ".:;?!" and _goes_on(line):
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
        above = line
    return out


def _goes_on(line: str) -> bool:
    return line[:1].islower() and line[1:2] not in (".", ")", "/")


def _without_ours(lines: list[str], sentences: frozenset[str], split: quotes.Split) -> list[str]:
    """The lines that are no sentence of our letters; short ones are the writer's, whatever they say."""
    kept = []
    for line in lines:
        said = words(line)
        if len(said) > 20 and (said in sentences or any(_is_ours(said, s) for s in sentences)):
            split.quoted = True
            split.dropped.append(line)
        else:
            kept.append(line)
    return kept


def _is_ours(said: str, sentence: str) -> bool:
    return (len(said) >= 40 and said in sentence) or (sentence in said and len(sentence) * 10 > len(said) * 9)


def _choose(plain: _Read | None, rich: _Read | None, body: Body) -> _Read | None:
    if plain is None or rich is None:
        return plain or rich
    said, shown = words(plain.text), words(rich.text)
    if said == shown and said:
        return rich if _line_count(rich) < _line_count(plain) else plain  # programs wrap text parts, never HTML
    if not shown or sorted(said.split()) == sorted(shown.split()):
        return plain  # a table, once in rows and once in columns
    if not said or _is_stub(plain):
        return rich
    longer, shorter = (plain, rich) if len(said) > len(shown) else (rich, plain)
    extra = _extra(words(longer.text), words(shorter.text))
    if extra is not None and (
        extra == words(shorter.signature) or (len(extra.split()) > 3 and extra in _rest(shorter))
    ):
        return shorter
    if said.replace(" ", "") != shown.replace(" ", ""):
        body.doubts.append("text and HTML part differ")
    return plain


def _line_count(read: _Read) -> int:
    return sum(1 for line in read.text.split("\n") if line.strip())


def _unmarked(text: str) -> str:
    for mark in table.MARKS:
        text = text.replace(mark, ">" if mark == table.QUOTE else "")
    return text


def _extra(long: str, short: str) -> str | None:
    if long.startswith(short):
        return long[len(short) :].strip()
    return long[: -len(short)].strip() if long.endswith(short) else None


def _rest(read: _Read) -> str:
    return words(" ".join([*read.split.dropped, read.signature]))


def _is_stub(read: _Read) -> bool:
    folded = fold(read.text)
    return len(folded) < 400 and any(s in folded for s in table.STUBS)
