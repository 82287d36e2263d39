"""The message apart from its wrapping: greeting, closing and signature are set aside, hard-wrapped lines are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.core.model import Member
from mailbot.core.reading.fold import fold
from mailbot.core.reading.text import MAX_CHARS, canonical
from mailbot.core.reading.words import noise as words
from mailbot.core.reading.words.names import SURNAMES

_GREETING = re.compile(r"(?:" + "|".join(words.GREETINGS) + r")")
_CLOSING = re.compile(r"(?:" + "|".join(words.CLOSINGS) + r")(?: [.,!/;]+)*")
_SIGNATURE = re.compile(r"(?:" + "|".join(words.SIGNATURE_LINES) + r")")
_WRAP = 58  # a line at least this long without an end mark was wrapped by the mail client
_ITEM = re.compile(r"\s*(?:[-+*•]|\(?\d{1,2}[.)/:-])\s")
_TAIL_TITLES = re.compile(words.SIGNED_POSTS)
_LETTERHEAD, _ADDRESSED = re.compile(words.LETTERHEAD), re.compile(words.ADDRESSED)
_ADDRESSED_AGAIN = re.compile(words.ADDRESSED_AGAIN)
_POSTSCRIPT, _ANSWERS, _MESSAGE = (re.compile(p) for p in (words.POSTSCRIPT, words.ANSWERS, words.MESSAGE))
_FILLED_IN, _SAYS_MORE = re.compile(words.FILLED_IN), re.compile(words.SAYS_MORE)
_TELLS_WHO_COMES, _WARNS = re.compile(words.TELLS_WHO_COMES), re.compile(words.WARNS)
_ADDRESS = re.compile(r"[^,:!.;]{2,90}[,:!.;-]\s*(?=\S)")
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][\w']*\s?){2,5}")
_BOX = re.compile(r"^\s*(?:[-*]\s*)?(?:\[\s*\]|\(\s+\)|[☐□○◻])\s*")
_TICK = re.compile(r"^\s*(?:[-*]\s*)?(?:\[\s*[xXvV✓✔]\s*\]|\(\s*[xX]\s*\)|[☑☒✓✔✅■])\s*")
_ANY_BOX = re.compile(r"\[\s*[xXvV✓✔]?\s*\]|\(\s*[xX]\s*\)|\(\s+\)|[☐□◻☑☒✅■]")
_LABEL = re.compile("(?:" + "|".join(words.FORM_LABELS) + ")")


@dataclass(frozen=True)
class Letter:
    """A mail's newest text, laid apart."""

    body: str  # what is said
    signature: str = ""  # who signs, line by line
    greeting: str = ""


def lay_out(text: str, member: Member | None) -> Letter:
    """Takes greeting and signature off; what is left is never empty where the text was not."""
    lines = [line.strip() for line in text[:MAX_CHARS].replace("\r", "").split("\n")]
    lines = [line.lstrip("\ufeff\u200b") for line in lines]
    lines = _labelled(_ticked([piece for line in lines for piece in _box_by_box(line)]))
    lines, signed = _without_own_name(_above_our_letter(lines, member), member)
    while lines and not lines[0]:
        lines.pop(0)
    lines, signature = _without_closing(lines)
    lines, more = _without_tail(lines, member)
    greeting: list[str] = []
    while lines and (not lines[0] or (_is_greeting(lines[0]) and len([x for x in lines if x]) > 1)):
        greeting.append(lines.pop(0))
    if lines:
        lines[0], cut = _without_address(lines[0])
        greeting.append(cut)
    return Letter(_joined(lines), "\n".join([*more, *signature, *signed]).strip(), "\n".join(greeting).strip())


def without_letterhead(text: str) -> str:
    """An official letter from its address on ('Kính gửi: ...'); one without an address loses the lines of its head."""
    lines = text[:MAX_CHARS].split("\n")
    for i, line in enumerate(lines):
        if _ADDRESSED.match(canonical(line.strip())):
            return "\n".join(lines[i:])
    return "\n".join(line for line in lines if not _LETTERHEAD.fullmatch(canonical(line.strip())))


def _ticked(lines: list[str]) -> list[str]:
    """In a form with boxes only the ticked ones speak."""
    if not any(_TICK.match(line) for line in lines):
        return lines
    return [_TICK.sub("", line) for line in lines if not _BOX.match(line)]


def _box_by_box(line: str) -> list[str]:
    """'Hình thức: [x] Trực tiếp dự  [ ] Vắng': each box with its words as a line."""
    starts = [m.start() for m in _ANY_BOX.finditer(line)]
    if len(starts) < 2:
        return [line]
    ahead = line[: starts[0]].strip()
    pieces = [line[first:last].strip() for first, last in zip(starts, [*starts[1:], len(line)], strict=True)]
    return pieces if not ahead or ahead.endswith(":") else [ahead, *pieces]


def _labelled(lines: list[str]) -> list[str]:
    """A form whose labels stand above what was filled in, 'Họ và tên' over the name, as 'label: value'."""
    out: list[str] = []
    for line in lines:
        if out and line and _LABEL.fullmatch(canonical(out[-1])) and not _LABEL.fullmatch(canonical(line)):
            out[-1] = f"{out[-1]}: {line}"
        else:
            out.append(line)
    return out


def _above_our_letter(lines: list[str], member: Member | None) -> list[str]:
    """Cuts where a letter begins that is addressed to the writer himself: ours, quoted without a mark."""
    if member is None:
        return lines
    for i, line in enumerate(lines):
        if any(lines[:i]) and _ADDRESSED.match(canonical(line)) and fold(member.name) in fold(line):
            return lines[:i]
    return lines


def _without_own_name(lines: list[str], member: Member | None) -> tuple[list[str], list[str]]:
    """Cuts at a line that is the member's full name, where only a signature follows."""
    if member is None:
        return lines, []
    for i in range(1, len(lines)):
        if (
            fold(lines[i]).strip(" .,-") == fold(member.name)
            and any(lines[:i])
            and not lines[i - 1].endswith(":")
            and len(lines[i - 1].split()) > 2
        ):
            below = [x for x in lines[i + 1 :] if x]
            if len(below) <= 10 and not any(_speaks(x) for x in below):
                return lines[:i], lines[i:]
    return lines, []


def _without_closing(lines: list[str]) -> tuple[list[str], list[str]]:
    """Cuts at a line that closes the letter, where something stands before it and no more than a signature below."""
    for i, line in enumerate(lines):
        if not line or len(line) > 90 or not any(lines[:i]):
            continue
        low = canonical(line)
        if _CLOSING.fullmatch(low):
            below = [x for x in lines[i + 1 :] if x]
            if len(below) <= 12 and not any(_speaks(x) for x in below):
                return lines[:i], lines[i:]
    return lines, []


def _speaks(line: str) -> bool:
    """Whether a line below the closing is a message of its own ('P/S: ...')."""
    low = canonical(line)
    return bool(_POSTSCRIPT.match(low) or _ANSWERS.search(low))


def _without_tail(lines: list[str], member: Member | None) -> tuple[list[str], list[str]]:
    """Takes signature lines off the end one by one: contacts, posts, the member's own name, agencies."""
    kept = list(lines)
    tail: list[str] = []
    while sum(1 for x in kept if x) > 1:
        last = kept[-1]
        if last and not _is_signature(last, member, above=_last(kept[:-1])):
            break
        tail.insert(0, kept.pop())
    if kept and sum(1 for x in kept if x) == 1:
        kept = [x for x in kept if x]
    return kept, tail


def _last(lines: list[str]) -> str:
    return next((x for x in reversed(lines) if x), "")


def _is_signature(line: str, member: Member | None, above: str) -> bool:
    """Whether the last line of a letter, with the one above it, is part of a signature."""
    low = canonical(line)
    if not re.search(r"\w", line) or (_SIGNATURE.fullmatch(low) and not _tells_who_comes(low)):
        return True
    if (
        len(line) > 110
        or above.endswith(":")
        or (above.endswith(",") and len(above.split()) > 6)
        or _FILLED_IN.match(low)
    ):
        return False
    parts = [w for w in fold(line).replace("(", " ").replace(")", " ").split() if w not in words.BEFORE_SIGNED_NAMES]
    plain = " ".join(w.strip(".,") for w in parts)
    if member is not None and plain:
        name = fold(member.name)
        if plain in (name, name.split()[-1]) or plain == "".join(w[0] for w in name.split()):
            return True
        if len(parts) <= 3 and plain in name:
            return True
    if _TAIL_TITLES.match(low) and not _SAYS_MORE.search(low.replace("tổng hợp", "")):
        return True
    named = _NAME.fullmatch(line.strip(" ,.-"))
    if named and fold(line).split()[0] in SURNAMES and ":" not in line:
        return True
    return (
        all(w in words.SIGNATURE_WORDS or fold(w) in words.SIGNATURE_WORDS for w in low.split())
        and len(line.split()) >= 2
    )


def _tells_who_comes(low: str) -> bool:
    """A sentence that ends with somebody's telephone number is no signature."""
    return bool(_TELLS_WHO_COMES.search(low)) and not _WARNS.match(low)


def _is_greeting(line: str) -> bool:
    """'Kính gửi Văn phòng,': addresses somebody, and says nothing more."""
    low = canonical(line)
    if not _GREETING.match(low):
        return False
    if low.endswith((",", ":")) and len(line) < 160 and low.count(" . ") == 0 and "," not in low[:-1]:
        return True
    return not _message_in(low)


def _message_in(low: str) -> bool:
    """Whether an address has the message behind it already."""
    return bool(_MESSAGE.search(low))


def _without_address(line: str) -> tuple[str, str]:
    """'Kính gửi Phòng, Giám đốc Sở bận ...' -> what comes behind the address."""
    if not _GREETING.match(canonical(line)):
        return line, ""
    cut = _ADDRESS.match(line)
    if cut and cut.end() < len(line):
        rest = line[cut.end() :]
        if _ADDRESSED_AGAIN.match(canonical(rest)) and "," in rest and not _message_in(canonical(rest.split(",")[0])):
            deeper, more = rest.split(",", 1)
            return more.strip(), line[: cut.end()] + deeper
        return rest, line[: cut.end()]
    return line, ""


def _joined(lines: list[str]) -> str:
    """Lines that a client wrapped become one again; paragraphs, list items and short lines stay apart."""
    out = ""
    for i, line in enumerate(lines):
        if not line:
            out += "\n"
            continue
        before = lines[i - 1] if i else ""
        open_ended = bool(before) and not before.endswith((".", "!", "?", ":", ";"))
        wrapped = (
            open_ended
            and not _ITEM.match(line)
            and (_WRAP <= len(before) <= 80 or line[:1].islower() or before.endswith(","))
        )
        out += (" " if wrapped else "\n" if out else "") + line
    return out.strip()
