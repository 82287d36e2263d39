"""Forms that were filled in: 'Tham dự: Có', 'Dự: ☐ Không dự: ☒', 'Người dự thay: ...', read label by label."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mailbot.core.model import Doubt, Intent, Member
from mailbot.core.names import same_person
from mailbot.core.reading.outcome import Outcome
from mailbot.core.reading.text import MAX_CHARS, read_words
from mailbot.core.reading.words import forms as words


class Label(StrEnum):
    """What a field of a form asks."""

    SENT = "sent"
    AWAY = "away"
    COMES = "comes"
    REASON = "reason"
    NAME = "name"
    POST = "post"
    OTHER = "other"


@dataclass(frozen=True)
class Field:
    """A label with what stands behind it, as typed."""

    label: Label
    value: str


_PATTERNS = {
    Label.SENT: words.SENT,
    Label.AWAY: words.AWAY,
    Label.COMES: words.COMES,
    Label.REASON: words.REASON,
    Label.NAME: words.NAME,
    Label.POST: words.POST,
    Label.OTHER: words.OTHER,
}
_BOX = r"\[ (?:[xv✓✔] )?\]|\( (?:[xv] )?\)|[☐□○◻☑☒✓✔✅■]"
_BULLET = r"(?:[-+*•] |(?:\(? ?\d{1,2}|[a-h]) ?[.)/] )?"
# A label stands at the start of a line or behind another field, and ends with a colon or before a box.
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=[\s:\]☐□☑☒])){_BULLET}(?:"
    + "|".join(f"(?P<{label.name}>{pattern})" for label, pattern in _PATTERNS.items())
    + rf")(?: \([^)]*\))? ?(?::|(?= ?(?:{_BOX})))"
)
_MAY_BE_FORM = re.compile(words.MAY_BE_FORM, re.IGNORECASE)
_HONORIFIC = re.compile(words.HONORIFIC, re.IGNORECASE)
_NAME_ENDS = re.compile(r"\s*[,(\-–;]\s*")
_ONE_BOX, _BOX_BEFORE = re.compile(_BOX), re.compile(rf"(?:{_BOX}) ?$")
_TICKED = re.compile(r"[xv✓✔☑☒✅■]")
_YES, _NO = re.compile(words.YES), re.compile(words.NO)
_BLANK = re.compile(words.BLANK)
_HEADING = re.compile(words.HEADING)
_DECIDES = (Label.COMES, Label.AWAY)
# What only a form has: beside one of these an empty 'Tham dự: ....' was left empty.
_OF_A_FORM = (Label.NAME, Label.POST, Label.SENT, Label.REASON)


def read_form(text: str, member: Member, read_text: Callable[[str], Outcome]) -> Outcome | None:
    """What a form says; None where the text is none, or its fields hold sentences that are to be read as such."""
    if not _MAY_BE_FORM.search(text):
        return None
    fields, rest = _fields(text)
    decisive = {field.label: _answer(field.value) for field in fields if field.label in _DECIDES}
    answers = {label: answer for label, answer in decisive.items() if answer is not None}
    if not decisive or len(answers) < len(decisive):
        return None
    comes, away = answers.get(Label.COMES, ""), answers.get(Label.AWAY, "")
    filled_in_otherwise = any(field.label in _OF_A_FORM for field in fields)
    if not (comes or away or len(answers) == len(_DECIDES) or filled_in_otherwise):
        return None
    outcome = _filled_in(fields, comes, away, member, read_text)
    beside = read_text(rest) if rest.strip() else None
    if beside is not None and beside.intent not in (Intent.UNCLEAR, Intent.QUESTION, outcome.intent):
        return _doubt("form: words beside it", "Phiếu và lời ghi ngoài phiếu nói khác nhau.", text)
    return outcome


def _fields(text: str) -> tuple[list[Field], str]:
    """The fields of a form, and the lines that belong to none."""
    fields: list[Field] = []
    rest: list[str] = []
    for line in text[:MAX_CHARS].splitlines():
        read = read_words(line)
        found = _labels(read.canon)
        if not found:
            if line.strip() and not _HEADING.fullmatch(read.canon.strip(" .:-")):
                rest.append(line)
            continue
        for k, match in enumerate(found):
            first = read.index_at(match.end()) if match.end() < len(read.canon) else len(read.words)
            stop = read.index_at(found[k + 1].start()) if k + 1 < len(found) else len(read.words)
            while first < stop and read.words[first].canon == ":":
                first += 1
            fields.append(Field(Label[match.lastgroup or ""], read.original(first, stop)))
    return fields, "\n".join(rest)


def _labels(canon: str) -> list[re.Match[str]]:
    """The labels of a line; in '[x] Trực tiếp dự [ ] Vắng' boxes stand before, and the next one is not the label's."""
    found = list(_LABEL.finditer(canon))
    if not found:
        return []
    box = _ONE_BOX.search(canon)
    boxes_behind = box is None or (found[0].start() < box.start() and not found[0].group().endswith(":"))
    return [m for m in found if m.group().endswith(":") or boxes_behind or not _BOX_BEFORE.search(canon[: m.start()])]


def _answer(value: str) -> str | None:
    """'yes', 'no', '' where nothing is filled in; None where the words are more than that."""
    canon = read_words(value).canon.strip()
    boxes = list(_ONE_BOX.finditer(canon))
    if not boxes:
        return _said(canon.strip(" .…_-/"))
    options = _options(canon, boxes)
    if len(boxes) > 1 and any(not said for _, said in options):
        return None  # '☒ Vắng ☐': whose box is which?
    ticked = [said for mark, said in options if _TICKED.search(mark)]
    if len(boxes) == 1 and not options[0][1]:
        return "yes" if ticked else ""
    answers = {_said(said) for said in ticked}
    return answers.pop() if len(answers) == 1 else None if answers else ""


def _options(canon: str, boxes: list[re.Match[str]]) -> list[tuple[str, str]]:
    """Every box with the words that it is for: behind it, or before it where the line begins with words."""
    edges = [b.start() for b in boxes] + [len(canon)]
    if canon.startswith(boxes[0].group()):
        return [(b.group(), canon[b.end() : edges[i + 1]].strip(" .,;/")) for i, b in enumerate(boxes)]
    starts = [0, *(b.end() for b in boxes)]
    return [(b.group(), canon[starts[i] : b.start()].strip(" .,;/")) for i, b in enumerate(boxes)]


def _said(canon: str) -> str | None:
    """'yes', 'no', '' for nothing; None for words that are neither."""
    if not canon:
        return ""
    return "yes" if _YES.fullmatch(canon) else "no" if _NO.fullmatch(canon) else None


def _value(fields: list[Field], label: Label) -> str:
    """What is filled in under a label; '' where that is nothing."""
    for field in fields:
        canon = read_words(field.value).canon.strip(" .…_-/()")
        if field.label is label and not _BLANK.fullmatch(canon):
            return field.value.strip(" .…_-")
    return ""


def _filled_in(
    fields: list[Field], comes: str, away: str, member: Member, read_text: Callable[[str], Outcome]
) -> Outcome:
    """What the fields come to: `comes` and `away` are what stands behind 'dự' and behind 'vắng'."""
    shown = tuple(f.value for f in fields if f.value)
    if comes == away != "":
        return _doubt("form: both", "Phiếu đánh dấu cả dự và không dự.", *shown)
    attends, stays_away = comes == "yes" or away == "no", away == "yes" or comes == "no"
    sent, reason, named = _value(fields, Label.SENT), _value(fields, Label.REASON), _value(fields, Label.NAME)
    if attends and (sent or reason):
        return _doubt("form: both", "Phiếu ghi có dự nhưng lại nêu người dự thay hoặc lý do vắng.", *shown)
    if sent:
        post = _value(fields[[f.label for f in fields].index(Label.SENT) :], Label.POST)
        return read_text(_sends(sent, post))
    if attends and named and not same_person(_name_in(named), member.name):
        post = _value(fields, Label.POST)
        return read_text(_sends(named, post))
    if attends:
        return Outcome(Intent.ATTEND, "form: attends", "Phiếu đánh dấu có dự họp.", words=shown)
    if stays_away:
        why = "Phiếu đánh dấu không dự, không nêu người dự thay."
        return Outcome(Intent.ABSENT, "form: away", why, words=shown, reason=reason or None)
    return _doubt("form: nothing", "Phiếu chưa đánh dấu có dự hay không.", *shown)


def _sends(who: str, post: str) -> str:
    """The fields as the sentence that they stand for."""
    called = who if _HONORIFIC.match(who) else f"đồng chí {who}"
    return f"Cử {', '.join(part for part in (called, post) if part)} dự thay."


def _name_in(named: str) -> str:
    """The name in 'Đ/c Nguyễn Thị Xuân - Giám đốc'."""
    return _HONORIFIC.sub("", _NAME_ENDS.split(named.strip())[0])


def _doubt(rule: str, why: str, *words_: str) -> Outcome:
    return Outcome(Intent.UNCLEAR, rule, why, review=True, doubt=Doubt.ATTENDANCE, words=words_)
