"""A mail's words in one spelling: NFC, tone marks placed one way, abbreviations written out; offsets kept."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from mailbot.core.reading import ambiguous
from mailbot.core.reading.fold import compact, fold
from mailbot.core.reading.words.bare import BARE, ENGLISH
from mailbot.core.reading.words.names import SURNAMES
from mailbot.core.reading.words.spelling import ABBREVIATIONS, SLIPS, SPELLINGS

MAX_CHARS = 8_000  # of newest text that is read; longer mails are no answers, and a person sees them

# 'hoà' and 'hòa', 'thuỷ' and 'thủy' are both right; the mark goes where the newer school puts it.
_TONE = {
    f"{first}{marked}": f"{dotted}{last}"
    for first, last, marks, dots in (
        ("o", "a", "àáảãạ", "òóỏõọ"),
        ("o", "e", "èéẻẽẹ", "òóỏõọ"),
        ("u", "y", "ỳýỷỹỵ", "ùúủũụ"),
    )
    for marked, dotted in zip(marks, dots, strict=True)
}
_OLD_TONE = re.compile(r"(?<!q)(" + "|".join(_TONE) + r")$")

_SPELT = {key: value for key, value in ABBREVIATIONS.items() if re.search(r"[^\w]", key)}
_TOKEN = re.compile(
    r"(?P<short>(?<!\w)(?:" + "|".join(re.escape(k) for k in sorted(_SPELT, key=len, reverse=True)) + r")(?![\w&]))"
    r"|(?P<dotted>\b(?:TP|ThS|Th\.S|TS|BSCKII|BSCKI|BS\.CKII|BS\.CKI|CKII|BS|PGS|GS|KS|Mr|Mrs|Ms|P|Q|Tr)\.(?=\s?\w))"
    r"|(?P<link>https?://\S+|[\w.+-]+@[\w.-]+)"
    r"|(?P<number>\d+(?:[.,:/h]\d+)*%?h?(?!\w))"
    r"|(?P<word>[^\W_]+(?:[&'][^\W_]+)*)"
    r"|(?P<line>\n+)"
    r"|(?P<arrow>[-=]+>|[→⇒➔])"
    r"|(?P<mark>[^\s\w]|_)",
    re.IGNORECASE,
)
# What joins and colours emoji; boxes and ticks of forms are signs of their own.
_EMOJI_PARTS = re.compile("[\ufe0e\ufe0f\u200d\u2640\u2642\U0001f3fb-\U0001f3ff]")
_BOXES = frozenset("☐□○◻☑☒✓✔✅■")
# Abbreviations so short that as capitals they are initials or names.
_SMALL_ONLY = frozenset(["k", "r", "z", "j", "t", "ng", "hp", "tg", "kh", "vs", "nha", "nhe"])


class Word(NamedTuple):
    """One word or mark: as typed, what it stands for, and where it stands."""

    raw: str
    canon: str  # lower case; may hold several words
    start: int
    end: int

    @property
    def cap(self) -> bool:
        return self.raw[:1].isupper()

    @property
    def is_word(self) -> bool:
        return self.raw[:1].isalnum()


@dataclass(frozen=True)
class Text:
    """The newest words of a mail, ready to be understood."""

    raw: str
    words: tuple[Word, ...]

    @cached_property
    def mentioned(self) -> dict[tuple[int, bool], list[Any]]:
        """Kept by `agencies`: what of a roster the text names; looked up by many, found once."""
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        starts, at = [], 0
        for word in self.words:
            starts.append(at)
            at += len(word.canon) + 1
        return starts

    @cached_property
    def canon(self) -> str:
        """All words as they were meant, one blank between them."""
        return " ".join(word.canon for word in self.words)

    @cached_property
    def flat(self) -> list[tuple[str, int]]:
        """Every single canonical word with the index of the word that it comes from."""
        return [(part, i) for i, word in enumerate(self.words) for part in (word.canon.split() or ["\n"])]

    @cached_property
    def compacted(self) -> list[str]:
        """Every word's letters as agencies are compared by them."""
        return [compact(word.raw) for word in self.words]

    def index_at(self, offset: int) -> int:
        """Which word stands at this offset of `canon`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def offset_of(self, index: int) -> int:
        return self._starts[index] if index < len(self.words) else len(self.canon)

    def original(self, first: int, last: int) -> str:
        """The writer's own letters from word `first` up to, not including, `last`."""
        if first >= last or first >= len(self.words):
            return ""
        return self.raw[self.words[first].start : self.words[min(last, len(self.words)) - 1].end].strip()


@lru_cache(maxsize=20_000)
def spell(word: str) -> str:
    """One word, lower case, as the tables write it."""
    low = word.lower()
    low = _OLD_TONE.sub(lambda m: _TONE[m.group(1)], low)
    if low in ABBREVIATIONS:
        return ABBREVIATIONS[low]
    return SPELLINGS.get(low, low)


@lru_cache(maxsize=4_096)
def canonical(phrase: str) -> str:
    """A phrase of a table or of the roster in the spelling of `Text.canon`."""
    return read_words(phrase).canon


def read_words(raw: str) -> Text:
    """`raw` as words.  What is longer than MAX_CHARS is cut."""
    raw = unicodedata.normalize("NFC", raw[:MAX_CHARS]).replace("\r\n", "\n").replace("\r", "\n")
    raw = _EMOJI_PARTS.sub(" ", raw)
    found = [(m.group(), m.lastgroup or "", m.start(), m.end()) for m in _TOKEN.finditer(raw)]
    lows = [_first_spelling(text, kind) for text, kind, _, _ in found]
    raws = [text for text, _, _, _ in found]
    lows = ambiguous.resolve(raws, lows)
    lows = _with_accents(raws, lows)
    lows = _without_slips(lows)
    return Text(
        raw, tuple(_merged(raw, [Word(text, low, a, b) for (text, _, a, b), low in zip(found, lows, strict=True)]))
    )


def _merged(raw: str, words: list[Word]) -> list[Word]:
    """'đồng' and 'chí' as the one word that 'đ/c' is."""
    out: list[Word] = []
    for word in words:
        if word.canon == "chí" and out and out[-1].canon == "đồng":
            out[-1] = Word(raw[out[-1].start : word.end], "đồng chí", out[-1].start, word.end)
        else:
            out.append(word)
    return out


def _first_spelling(text: str, kind: str) -> str:
    if kind == "short":
        return _SPELT[text.lower()]
    if kind == "line":
        return "\n"
    if kind == "arrow":
        return "thành"
    if kind == "dotted":
        return spell(text[:-1])
    if kind == "word":
        if text.lower() in _SMALL_ONLY and not text.islower():
            return text.lower()
        return spell(text)
    if text not in _BOXES and unicodedata.category(text[0]) in ("So", "Sk"):
        return "."  # an emoji ends what was said before it
    return {"–": "-", "—": "-", "“": '"', "”": '"', "…": ".", "•": "-", "*": "-", "+": "-"}.get(text, text.lower())


# -- text without diacritics ------------------------------------------------------------------------------------------

_BARE: dict[tuple[str, ...], list[str]] = {}
for _line in BARE:  # of two lines that fold to the same, the first holds
    _BARE.setdefault(tuple(fold(_line).split()), _line.split())
_BARE_LONGEST = max(map(len, _BARE))
_BARE_FIRST = frozenset(key[0] for key in _BARE)


def _with_accents(raws: list[str], lows: list[str]) -> list[str]:
    """Gives accents back, line by line, where a line has none at all and is not English."""
    out: list[str] = []
    line: list[int] = []
    for i in range(len(lows) + 1):
        if i < len(lows) and lows[i] != "\n":
            line.append(i)
            continue
        typed = [raws[j] for j in line if raws[j][:1].isalpha()]
        bare = bool(typed) and all(t.isascii() for t in typed)
        english = sum(t.lower() in ENGLISH for t in typed)
        line_lows = [lows[j] for j in line]
        if bare and english * 3 < len(typed):
            line_lows = _restored(line_lows, [raws[j] for j in line])
        out += line_lows
        if i < len(lows):
            out.append(lows[i])
        line = []
    return out


def _restored(words: list[str], raws: list[str]) -> list[str]:
    """Longest phrases first, from left to right; what is written like a name stays as it is."""
    keys = [fold(word) for word in words]
    out: list[str] = []
    at = 0
    while at < len(words):
        size, found = 1, [words[at]]
        if keys[at] in _BARE_FIRST:
            for length in range(min(_BARE_LONGEST, len(words) - at), 0, -1):
                accented = _BARE.get(tuple(keys[at : at + length]))
                if accented and not (length == 1 and (not words[at].isascii() or _part_of_name(keys, raws, at))):
                    size, found = length, accented
                    break
        out += found
        at += size
    return out


def _part_of_name(keys: list[str], raws: list[str], at: int) -> bool:
    """Whether this word stands like a part of a name: 'Le Van K', 'Dinh Thi Hong'."""
    before = raws[at - 1] if at else ""
    after = raws[at + 1] if at + 1 < len(raws) else ""
    if at and keys[at] in ("van", "thi", "dinh", "duc", "thanh") and keys[at - 1] in SURNAMES:
        return True
    capital = raws[at][:1].isupper() and not raws[at].isupper()
    if before.isupper() and len(before) > 1:
        return False  # 'PGD So': a post, not a name
    return capital and ((before[:1].isupper() and at > 1) or (after[:1].isupper() and keys[at] in SURNAMES))


# -- slips ------------------------------------------------------------------------------------------------------------

_SLIPS = {tuple(k.split()): v.split() for k, v in SLIPS.items()}
_SLIP_FIRST = frozenset(k[0] for k in _SLIPS)


def _without_slips(words: list[str]) -> list[str]:
    out = list(words)
    for i, word in enumerate(words):
        if word in _SLIP_FIRST:
            for size in (4, 3, 2):
                right = _SLIPS.get(tuple(out[i : i + size]))
                if right:
                    out[i : i + size] = right
                    break
    return out
