"""The writer's newest words: what is left of a text when quotations, forwards and our own letters are taken away.

A state machine goes once through the lines: quoted lines are dropped one by one, so that answers below and between
them survive; a separator or a header block whose text is not marked line by line ends the mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.parse import words as table
from mailbot.core.parse.intros import Page, is_quoted, names_or_dates
from mailbot.core.parse.signature import is_signature_line
from mailbot.core.parse.text import fold

_DRAWN = re.compile(r"[-=*_━]{3}")
_ONLY_DRAWN = re.compile(r"[-=*_━ ]{3,120}$")
_DELIMITER = re.compile("|".join(table.DELIMITERS))
_CODE_LINE = re.compile(r"^ma thu ?: ?\S{1,90}$")
_ANSWER = re.compile(rf"^(?:{'|'.join(table.ANSWERS)})\b")
_NUMBERED = re.compile(r"^\(?(\d{1,2}) ?[.)/:-] ?\S")


@dataclass
class Split:
    """One part's text, split."""

    kept: list[str] = field(default_factory=list)
    quoted: bool = False
    dropped: list[str] = field(default_factory=list)  # lines of the quotation
    items: list[tuple[int, str]] = field(default_factory=list)  # (number of a quoted line, the words below it)
    signature: list[str] = field(default_factory=list)
    doubtful: bool = False  # the words stood behind quotation marks


def split(text: str, own: tuple[str, ...] = ()) -> Split:
    """`text` is normalised, or comes from the HTML walk; `own` are folded addresses, names and subjects of ours."""
    return _Splitter(text, own).run()


class _Splitter:
    def __init__(self, text: str, own: tuple[str, ...]) -> None:
        self.page = Page(text, own)
        self.lines = self.page.lines
        self.out = Split()
        self.number: int | None = None
        self.closed = False
        self.announced = False
        self.answers: list[tuple[int, str, bool]] = []  # (number, words, whether nothing quoted follows)
        self.before: list[str] = []  # quoted lines that stood before anything announced a quotation

    def run(self) -> Split:
        i, end = 0, len(self.lines)
        while i < end:
            i = self._step(i)
        if not any(line.strip() for line in self.out.kept) and self.announced and any(self.before):
            self.out.kept, self.out.doubtful = self.before, True
        if not any(line.strip() for line in self.out.kept):
            self.out.kept, self.out.signature = self.out.signature, []
        self.out.items = self._answers()
        return self.out

    def _answers(self) -> list[tuple[int, str]]:
        """The words between numbered lines; words below all of them answer no single number, unless others do."""
        between = [(n, words) for n, words, tail in self.answers if not tail]
        below = [(n, words) for n, words, tail in self.answers if tail]
        return between + [(n, words.partition("\n\n")[0]) for n, words in below] if between else []

    def _step(self, i: int) -> int:
        """Deal with line i; the number of the line to go on with."""
        line = self.lines[i]
        if line == table.CUT:
            return self._drop(i, len(self.lines))
        if line.startswith(table.SIGN) and is_signature_line(line.lstrip(table.MARKS)):
            self.out.signature.append(line.lstrip(table.MARKS))
            return i + 1
        if is_quoted(line):
            self._quoted_line(i)
            return i + 1
        if not self.page.bare(i):
            self._keep(line)
            return i + 1
        folded = self.page.folded(i)
        if _DELIMITER.search(folded):
            return self._cut_at_our_line(i)
        after = self.page.announcement(i)
        if after:
            return self._drop(i, self.page.end_of_quotation(after))
        if line.startswith(table.SOFT) and self.announced:
            return self._drop(i, i + 1)
        if self._is_wrapped_tail(i):
            return self._drop_line(i)
        if not _CODE_LINE.match(folded):
            self._keep(line)
        return i + 1

    def _cut_at_our_line(self, i: int) -> int:
        """Our own line ends what is the writer's; programs that lose line ends put his words before it."""
        drawn = _DRAWN.search(self.lines[i])
        before = self.lines[i][: drawn.start()].strip() if drawn else ""
        if before:
            self._keep(before)
        return self._drop(i, len(self.lines))

    def _is_wrapped_tail(self, i: int) -> bool:
        """Whether line i is the end of the quoted line above, broken off without its mark by a program that wraps."""
        if not 0 < i < len(self.lines) - 1 or not is_quoted(self.lines[i - 1]) or not is_quoted(self.lines[i + 1]):
            return False
        above, line = self.lines[i - 1], self.lines[i]
        if len(above) < 60 or above[-1] in ".:;?!…" or len(line) >= len(above) or not self.page.bare(i + 1):
            return False
        return (line[0].islower() or line[0].isdigit()) and not _ANSWER.match(self.page.folded(i))

    def _drop_line(self, i: int) -> int:
        self.out.dropped.append(self.lines[i])
        return i + 1

    def _quoted_line(self, i: int) -> None:
        if not self.announced and not self.out.quoted:
            self._take_back_intro()
        self.out.quoted = True
        bare = self.page.bare(i)
        self.out.dropped.append(bare)
        if self.answers and self.answers[-1][2]:
            number, words, _ = self.answers[-1]
            self.answers[-1] = (number, words.strip(), False)
        if not self.announced:
            self.before.append(bare)
        if match := _NUMBERED.match(bare):
            self.number, self.closed = int(match[1]), False
        elif not bare:
            self.closed = True
        elif self.closed:
            self.number = None

    def _take_back_intro(self) -> None:
        """Lines before the first quoted one that name somebody or a date and end in a colon announced it."""
        kept = self.out.kept
        last = next((n for n in range(len(kept) - 1, -1, -1) if kept[n].strip()), None)
        if last is None or len(kept) - last > 3:
            return
        joined = ""
        for first in range(last, max(last - 3, -1), -1):
            if not kept[first].strip():
                return
            joined = f"{fold(kept[first]).strip()} {joined}".strip()
            named, dated = names_or_dates(joined)
            if len(joined) < 300 and ((named and dated) or (joined.endswith((":", "：")) and (named or dated))):
                self.out.dropped.append(joined)
                del kept[first:]
                self.announced = True
                return

    def _drop(self, start: int, end: int) -> int:
        self.announced = self.out.quoted = True
        self.number = None
        while self.out.kept and (not self.out.kept[-1].strip() or _ONLY_DRAWN.match(self.out.kept[-1])):
            self.out.kept.pop()
        self.out.dropped += self.lines[start:end]
        return max(end, start + 1)

    def _keep(self, line: str) -> None:
        line = line.lstrip(table.MARKS)
        self.out.kept.append(line)
        if self.number is None:
            return
        if self.answers and self.answers[-1][0] == self.number and self.answers[-1][2]:
            self.answers[-1] = (self.number, f"{self.answers[-1][1]}\n{line}", True)
        elif line.strip():
            self.answers.append((self.number, line, True))
            self.closed = True
