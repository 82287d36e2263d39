"""What announces a quotation: introductions ('On ..., X wrote:'), separators, blocks of mail headers.

Decided on folded lines, with expressions that are anchored and linear. A block of headers needs three labels and
evidence (an address, our own name, or a date and a subject), for officials, too, write 'Từ: ...', 'Ngày: ...'.
"""

from __future__ import annotations

import re

from mailbot.core.parse import words as table
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
_KIND_OF_LABEL = {fold(label): kind for kind, labels in table.LABELS.items() for label in labels}
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


def is_quoted(line: str) -> bool:
    """Whether a line carries a mark of quotation."""
    return _QUOTED.match(line) is not None


def names_or_dates(folded: str) -> tuple[bool, bool]:
    """Whether a line holds an address, and whether it holds a date."""
    return _ADDRESS.search(folded) is not None, _DATE.search(folded) is not None


class Page:
    """The lines of one text; `own` are folded addresses and names of ours."""

    def __init__(self, text: str, own: tuple[str, ...]) -> None:
        self.lines = [line.rstrip() for line in text.split("\n")[:MAX_LINES]]
        self._folded: list[str | None] = [None] * len(self.lines)
        self._own = own

    def bare(self, i: int) -> str:
        """Line i without marks of quotation and emphasis."""
        return _LEAD.sub("", self.lines[i]).rstrip(" *")

    def folded(self, i: int) -> str:
        """The same, folded; made when asked for, as most quoted lines never are."""
        known = self._folded[i]
        if known is None:
            known = self._folded[i] = fold(self.bare(i))
        return known

    def announcement(self, i: int) -> int:
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
        if _ADDRESS.search(joined) or any(o in joined for o in self._own):
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
            _ADDRESS.search(seen[k]) or any(o in seen[k] for o in self._own) for k in ("from", "to", "cc") if k in seen
        )
        dated = "sent" in seen and _DATE.search(seen["sent"]) is not None
        if len(kinds) >= 3 and ((addressed and kinds & {"sent", "subject"}) or (dated and "subject" in kinds)):
            return end
        return 0

    def end_of_quotation(self, i: int) -> int:
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
