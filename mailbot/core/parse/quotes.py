"""The writer's newest words: what is left of a text when quotations, forwards and our own letters are taken away.

Everything is decided on folded lines with expressions that are anchored and linear. A state machine goes once
through the lines: quoted lines are dropped one by one, so that answers below and between them survive; a separator
or a header block whose text is not marked line by line ends the mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mailbot.core.parse import words as table
from mailbot.core.parse.signature import is_signature_line
from mailbot.core.parse.text import MAX_LINES, fold

# '|' marks a quotation, too, but not where it draws a table.
_QUOTED = re.compile(rf"^ {{0,3}}(?:>|{table.QUOTE}|[|│][^|│]*$)")
_LEAD = re.compile(rf"^[ >|│*{table.MARKS}]{{0,60}}")
_DATE = re.compile(
    r"\b(?:thg|thang|th)\.? ?\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{2}|\b(?:19|20)\d\d\b|\d{1,2} ?(?:jan|feb|mar|apr|may|jun|jul"
    r"|aug|sep|oct|nov|dec)|thang (?:gieng|hai|ba|tu|nam|sau|bay|tam|chin|muoi)"
)
_TIME = re.compile(r"\b\d{1,2} ?(?:[:h]|gio) ?\d{0,2}|\b\d{1,2} ?(?:am|pm)\b")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,100}")
_OPENER = re.compile(rf"^(?:[-–—_*]{{1,10}} ?)?(?:{'|'.join(table.OPENERS)})\b[ ,]")
_VERB = rf"(?:\b(?:{'|'.join(table.WROTE)})\b|写道|寫道|작성)"
# '... đã viết:', '---- ... wrote ----', '... đã viết vào lúc 14:05 20/9/2024:', '... schrieb am 20.9.2024 um 14:05:'
_WROTE = re.compile(
    rf"{_VERB}(?:,? (?:vao|luc|am|le|il|el|op|kl|den)\b.{{1,60}}?)? ?(?:[:：]|:?[ *]*[-–—_]{{2,10}}) ?[-–—]{{0,10}}$"
)
_SURE_VERB = re.compile(r"\b(?:da viet|wrote|schrieb|a ecrit)\b")
_NAMED_WROTE = re.compile(rf"<[^<>@ ]{{1,64}}@[^<> ]{{3,190}}>,? {_VERB} ?[:：]$")
# Any language: '30.09.2024, 18:30, "Nguyễn A" <a@b>:'
_ADDRESSED = re.compile(r"<[^<>@ ]{1,64}@[^<> ]{3,190}>,? ?(?:[^<>:：\d]{0,25}[:：]|wrote|da viet)$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d\b")
# Gmail of 2014 to 2016 put no verb: '2016-03-03 17:21 GMT+07:00 Nguyễn A <a@b>:'
_OLD_GMAIL = re.compile(r"^\d{4}-\d\d-\d\d \d{1,2}:\d\d gmt[+-]\d\d:\d\d ")
_SEPARATOR = re.compile(
    rf"^[-–—━_=*~ ]{{2,60}}(?:{'|'.join(re.escape(s) for s in table.SEPARATORS)})[^\n]{{0,60}}?[-–—━_=*~ :]{{2,60}}$"
)
_FORWARD = re.compile(rf"^(?:{'|'.join(table.FORWARDS)}) ?:?$")
_RULE = re.compile(r"^[_-]{10,120}$")
_DRAWN = re.compile(r"[-=*_━]{3}")
_ONLY_DRAWN = re.compile(r"[-=*_━ ]{3,120}$")
_KIND_OF_LABEL = {label: kind for kind, labels in table.LABELS.items() for label in labels}
_LABEL = re.compile(r"^([^\W\d_][^:：\n]{0,20}?) ?\*? ?[:：] ?\*?(.{0,400})")
_INLINE = re.compile(
    r"(?:^|[ *;,>])("
    + "|".join(
        sorted(
            (label for k in ("from", "sent", "to", "cc", "subject") for label in table.LABELS[k]), key=len, reverse=True
        )
    )
    + r") ?\*?[:：] "
)
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
        self.lines = [line.rstrip() for line in text.split("\n")[:MAX_LINES]]
        self._folded: list[str | None] = [None] * len(self.lines)
        self.own = own
        self.out = Split()
        self.number: int | None = None
        self.closed = False
        self.announced = False
        self.answers: list[tuple[int, str, bool]] = []  # (number, words, whether nothing quoted follows)
        self.before: list[str] = []  # quoted lines that stood before anything announced a quotation

    def bare(self, i: int) -> str:
        """Line i without marks of quotation and emphasis."""
        return _LEAD.sub("", self.lines[i]).rstrip(" *")

    def folded(self, i: int) -> str:
        """The same, folded; made when asked for, as most quoted lines never are."""
        known = self._folded[i]
        if known is None:
            known = self._folded[i] = fold(self.bare(i))
        return known

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
        if _QUOTED.match(line):
            self._quoted_line(i)
            return i + 1
        if not self.bare(i):
            self._keep(line)
            return i + 1
        folded = self.folded(i)
        if _DELIMITER.search(folded):
            return self._cut_at_our_line(i)
        after = self._announcement(i)
        if after:
            return self._drop(i, self._end_of_quotation(after))
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
        if (
            not 0 < i < len(self.lines) - 1
            or not _QUOTED.match(self.lines[i - 1])
            or not _QUOTED.match(self.lines[i + 1])
        ):
            return False
        above, line = self.lines[i - 1], self.lines[i]
        if len(above) < 60 or above[-1] in ".:;?!…" or len(line) >= len(above) or not self.bare(i + 1):
            return False
        return (line[0].islower() or line[0].isdigit()) and not _ANSWER.match(self.folded(i))

    def _drop_line(self, i: int) -> int:
        self.out.dropped.append(self.lines[i])
        return i + 1

    def _announcement(self, i: int) -> int:
        """The line after what announces a quotation at line i, or 0 where nothing does."""
        folded, line = self.folded(i), self.lines[i]
        if line.startswith(table.ATTR):
            j = i
            while j < len(self.lines) and (self.lines[j].startswith(table.ATTR) or not self.bare(j)):
                j += 1
            return j
        if _SEPARATOR.match(folded) or _FORWARD.match(folded):
            return self._header_block(self._next(i + 1), strict=False) or i + 1
        if _RULE.match(folded):
            return self._header_block(self._next(i + 1), strict=True)
        if ":" in folded or "：" in folded:
            block = self._header_block(i, strict=True)
            if block:
                return block
        return self._attribution(i)

    def _attribution(self, i: int) -> int:
        """The line after an introduction ('On ..., X wrote:') that begins at line i and may be wrapped, or 0."""
        first = self.folded(i)
        if _OLD_GMAIL.match(first) and len(first) < 160:
            return i + 1
        joined = ""
        widest = 4 if _OPENER.match(first) else 2 if _CLOCK.search(first) else 1
        for end in range(i + 1, min(i + widest, len(self.lines)) + 1):
            last = self.folded(end - 1)
            joined = f"{joined} {last}".strip()
            if end > i + 1 and self._begins_anew(end - 1, last):
                break
            if len(joined) > 400:
                break
            if self._introduces(joined, end) and (end == i + 1 or _DATE.search(joined)):
                return end
        return 0

    def _begins_anew(self, i: int, folded: str) -> bool:
        """Whether line i cannot go on with the line above: blank, marked, or an introduction of its own."""
        line = self.lines[i]
        if not folded or line[0] in table.MARKS or _OPENER.match(folded):
            return True
        if _QUOTED.match(line) and not _QUOTED.match(self.lines[i - 1]):
            return True
        whole = _DATE.search(folded) is not None or self.folded(i - 1)[-1:] in ".!?"
        return whole and self._introduces(folded, i + 1)

    def _introduces(self, joined: str, end: int) -> bool:
        """Whether this text introduces the quotation that begins at line `end`."""
        if _ADDRESSED.search(joined) and _YEAR.search(joined) and _CLOCK.search(joined):
            return True
        if not _WROTE.search(joined):
            return False
        following = self._next(end)
        if following < len(self.lines):
            line = self.lines[following]
            if _QUOTED.match(line) or line.startswith(table.SOFT):
                return True
        opened, dated = _OPENER.match(joined) is not None, _DATE.search(joined) is not None
        if _NAMED_WROTE.search(joined):
            return True
        if _ADDRESS.search(joined) or any(o in joined for o in self.own):
            return opened or dated
        if not (opened and dated and _SURE_VERB.search(joined)):
            return False
        return _TIME.search(joined) is not None or joined.startswith(("vao ", "on "))

    def _header_block(self, i: int, strict: bool) -> int:
        """The line after a block of mail headers that begins at line i, or 0; `strict` asks for evidence."""
        seen: dict[str, str] = {}
        end = j = i
        while j < min(len(self.lines), i + 25):
            folded = self.folded(j)
            match = _LABEL.match(folded)
            kind = _KIND_OF_LABEL.get(match[1].strip()) if match else None
            if kind and match:
                inline = _INLINE.findall(folded)
                if len(inline) > 1:
                    seen.update({_KIND_OF_LABEL[label]: folded for label in inline})
                seen[kind] = match[2] if len(inline) < 2 else folded
                end = j + 1
            elif not seen or j - end >= 3:
                break
            j += 1
        kinds = set(seen)
        if "from" not in kinds and not {"to", "sent", "subject"} <= kinds:
            return 0
        if not strict:
            return end if len(kinds) >= 2 else 0
        addressed = any(
            _ADDRESS.search(seen[k]) or any(o in seen[k] for o in self.own) for k in ("from", "to", "cc") if k in seen
        )
        dated = "sent" in seen and _DATE.search(seen["sent"]) is not None
        if len(kinds) >= 3 and ((addressed and kinds & {"sent", "subject"}) or (dated and "subject" in kinds)):
            return end
        return 0

    def _end_of_quotation(self, i: int) -> int:
        """Where the quotation at line i ends: marked lines are looked at one by one, else it is all of the rest."""
        following = self._next(i)
        if following < len(self.lines):
            line = self.lines[following]
            if _QUOTED.match(line) or line.startswith(table.SOFT):
                return i
        return len(self.lines)

    def _next(self, i: int) -> int:
        while i < len(self.lines) and not self.bare(i):
            i += 1
        return i

    def _quoted_line(self, i: int) -> None:
        if not self.announced and not self.out.quoted:
            self._take_back_intro()
        self.out.quoted = True
        bare = self.bare(i)
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
            named, dated = _ADDRESS.search(joined) is not None, _DATE.search(joined) is not None
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
