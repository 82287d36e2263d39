"""What a text says beside who comes: questions, delays, receipts, retractions, reasons, ways of attending."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from mailbot.core.model import Intent, Mode
from mailbot.core.reading.clauses import Analysis, Clause
from mailbot.core.reading.words import grammar

if TYPE_CHECKING:
    from mailbot.core.reading.answer import Outcome
    from mailbot.core.reading.facts import Fact
    from mailbot.core.reading.persons import Person


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)")


_STILL_OPEN = _pattern(grammar.STILL_OPEN)
_RETRACTION, _RULE, _LATER = _pattern(grammar.RETRACTION), _pattern(grammar.RULE), _pattern(grammar.LATER)
_ASKS_FOR, _ATTACHED = _pattern(grammar.ASKS_FOR), _pattern(grammar.ATTACHED)
_RECEIPT = re.compile(r"(?:" + "|".join(grammar.RECEIPT) + r")")
_SORRY = re.compile(grammar.SORRY)
_PART = re.compile(
    r"(?<!\w)(?:buổi(?! họp| này| đó| ấy| hôm| ‡d| của| trên)|phần|nửa|đầu giờ"
    r"|phiên (?:chiều|sáng|chuyên đề|toàn thể))(?!\w)"
)
_DIRECT = re.compile(r"(?<!\w)(?:trực tiếp|đúng giờ|từ đầu|hết (?:buổi|phiên)|toàn bộ|nửa đầu|trọn|đầy đủ)(?!\w)")


def is_rule(analysis: Analysis, fact: Fact) -> bool:
    """Whether a statement stands in a sentence that repeats the rule."""
    sentence = analysis.clauses[fact.clause].sentence
    return any(_RULE.search(c.marks) for c in analysis.clauses if c.sentence == sentence)


_COMES_AT = re.compile(r"§s (?:sẽ |xin )?(?:tới|đến|vào|qua|có mặt)(?: họp| dự)? (?:lúc |khoảng |tầm |trước |sau )*\d")


def says_when_he_comes(analysis: Analysis) -> bool:
    """'Sếp tới khoảng 8h15': who says so does not stay away."""
    return any(_COMES_AT.search(c.marks) and not c.question and not c.past for c in analysis.clauses)


_DOUBT_AFTER = re.compile(
    r"(?<!\w)(?:hình như|chưa (?:hỏi|chắc|rõ|biết)|không chắc|(?:coi|xem|kiểm tra|hỏi|ngó) lại(?! tài liệu| báo cáo| số liệu| giùm| giúp)"
    r"|(?:nhắn|báo|trả lời) (?:lại )?sau|để (?:§\w+ )?(?:coi|xem|hỏi) (?:đã|lại|lịch))(?!\w)"
)


def doubted_after(analysis: Analysis, since: int) -> bool:
    """'Tôi dự. Mà hình như hôm đó có vé ra Hà Nội, để coi lại': what is said behind it takes the answer back into doubt."""
    later = [c for c in analysis.clauses[since + 1 :] if not c.question and not c.past and not c.because]
    return any(_DOUBT_AFTER.search(c.marks) and not _ABOUT_PAPERS.search(c.marks) for c in later)


_ABOUT_PAPERS = re.compile(r"tài liệu|báo cáo|số liệu|giờ họp|địa điểm|đường link|thành phần|chỗ ngồi|gửi xe")
_EITHER = re.compile(
    r"§\w+(?: [^\W_]+){1,3} (?:hoặc|hay)(?: là)? §\w+"
    r"|§[sy] (?:hoặc|hay)(?: là)? §\w+|§\w+ (?:hoặc|hay)(?: là)? §[sy](?!\w)"
)
_HE_OR_ANOTHER = re.compile(r"§s (?:hoặc|hay)(?: là)? §\d+|§\d+ (?:hoặc|hay)(?: là)? §s(?!\w)")
_UNEXPLAINED = re.compile(
    r"(?<!\w)(?:(?:dự|đi|họp|ngồi|tham dự|làm việc) (?:họp )?(?:thay|hộ|giúp|giùm)|(?:§\w+|sẽ|mặt) thay (?:§\w+))(?!\w)"
)
_NOT_NOW = re.compile(r"(?<!\w)(?:không|khỏi|chẳng|chưa|rút|hủy|thôi|nhầm)(?!\w)")


_PROPOSAL_BACK = re.compile(
    r"(?<!\w)(?:xin )?rút (?:lại )?(?:đề nghị|việc (?:cử|phân công)|ý kiến|văn bản|danh sách)(?!\w)"
)
_WORD_BACK = re.compile(r"(?<!\w)(?:xin )?(?:rút|hủy)(?: lại)? (?:việc )?(?:xác nhận|đăng ký)(?! của)(?!\w)")


def withdrawn(analysis: Analysis, since: int) -> bool:
    """Whether a proposal is taken back after clause `since`."""
    return any(_PROPOSAL_BACK.search(c.marks) and not c.past for c in analysis.clauses[since + 1 :])


def takes_his_word_back(analysis: Analysis, since: int) -> bool:
    """Whether the member's own 'I come' is taken back after clause `since`."""
    return any(_WORD_BACK.search(c.marks) and not c.past for c in analysis.clauses[since + 1 :])


def either_or(analysis: Analysis, found: list[Fact]) -> bool:
    """'anh A hoặc anh B đi': nobody knows who."""
    ours = any(_HE_OR_ANOTHER.search(c.marks) and not c.past and not c.question for c in analysis.clauses)
    return ours or any(_EITHER.search(analysis.clauses[f.clause].marks) for f in found)


def still_open(analysis: Analysis) -> bool:
    """'đang chờ Giám đốc quyết': whatever else is said, the answer is still to come."""
    return any(_STILL_OPEN.search(c.marks) for c in analysis.clauses if not c.question and not c.past)


def speaks_of_standing_in(analysis: Analysis) -> bool:
    """Whether somebody standing in is spoken of, now and not to deny it: then 'he comes' is not the whole story."""
    return any(
        _UNEXPLAINED.search(c.marks)
        and not _NOT_NOW.search(c.marks)
        and not _RULE.search(c.marks)
        and not c.past
        and not c.condition
        for c in analysis.clauses
    )


def retracts(analysis: Analysis, last: int) -> bool:
    """Whether something said earlier is taken back somewhere up to clause `last`."""
    return any(_RETRACTION.search(c.marks) for c in analysis.clauses[: last + 1])


def in_part(clause: Clause) -> bool:
    """'không dự trực tiếp được', 'vắng nửa đầu', 'buổi chiều': not all of it is refused."""
    if _ALTOGETHER.search(clause.marks):
        return False
    return bool(_DIRECT.search(clause.marks) or _PART.search(clause.marks))


_ALTOGETHER = re.compile(r"vắng (?:mặt )?toàn bộ|cả trực tiếp lẫn|trực tiếp (?:hay|hoặc|lẫn|và) trực tuyến")


def turns(analysis: Analysis, wish: Fact, hindrance: Fact) -> bool:
    """'Rất muốn dự nhưng trùng lịch': the hindrance is set against the wish."""
    between = analysis.clauses[wish.clause + 1 : hindrance.clause + 1]
    return any(c.contrasts for c in between)


def introduced(analysis: Analysis) -> Person | None:
    """Who says who he is: 'em là Trâm, văn thư Sở'."""
    for clause in analysis.clauses:
        found = re.search(r"(?:§y|§s) (?:là|tên(?: là)?) (§\d+)", clause.marks)
        if found:
            return analysis.person(found.group(1))
        alone = re.fullmatch(r"(?:dạ )?(?:thưa .{2,30} )?(§\d+)(?: ạ| đây)*", clause.marks)
        if (
            alone
            and (person := analysis.person(alone.group(1))) is not None
            and analysis.text.words[person.first].canon == "em"
        ):
            return person
    return None


_WISH = re.compile(r"(?:mong|muốn|tiếc)")


def only_wishes(analysis: Analysis, found: list[Fact]) -> bool:
    """Whether attending is spoken of at most as a wish: 'rất mong được dự, song ...'."""
    return (
        all(_WISH.search(analysis.clauses[f.clause].marks) for f in found)
        and not is_later(analysis)
        and analysis.questions == 0
    )


def direct_only(clause: Clause) -> bool:
    """'không dự trực tiếp được', 'vắng nửa đầu': not all of it is refused."""
    return bool(_DIRECT.search(clause.marks) or _PART.search(clause.marks))


_LATE_OR_EARLY = re.compile(grammar.LATE + "|" + grammar.EARLY + r"|(?<!\w)" + grammar.MEETS)
_DAY = re.compile(r"(?:phiên|họp|cuộc|buổi)(?: họp)? ngày (\d{1,2}|‡[de])(?!\w)")


_BOUND = re.compile(
    r"(?<!\w)(?:(?:không|chẳng|hổng) (?:thể )?(?:dời|bỏ|rời|hoãn|đổi|thoát|dứt)(?: \S+){0,2} (?:được|ra|nổi)"
    r"|(?:dời|bỏ|hoãn|đổi) không (?:được|nổi)|vô phương|chịu thua|hết cách|bó tay"
    r"|không phân thân|^(?:dạ )?không được(?: rồi| đâu| em| ạ| oi| ơi)*$"
    r"|không (?:qua|sang|lên) (?:bên )?(?:ban chỉ đạo|bcđ|đó|được))(?!\w)"
)


def bound_elsewhere(analysis: Analysis) -> tuple[str, ...]:
    """Clauses that say that he cannot leave what keeps him: 'trực chỉ huy, không rời vị trí được'."""
    return tuple(analysis.original(c) for c in analysis.clauses if not c.question and _BOUND.search(c.marks))


_LATE_WORD = re.compile(
    r"(?:báo|trả lời|phản hồi|gửi|xác nhận)(?: lại)? (?:hơi |quá )?(?:trễ|muộn|chậm)"
)  # of the answer
_NO_MORE = re.compile(r"(?<!\w)(?:không|chưa|đừng)(?!\w)")


def arrives(analysis: Analysis) -> tuple[str, ...]:
    """Clauses that say when he comes or leaves: 'xin về sớm', 'có thể trễ 15 phút'."""
    return tuple(
        analysis.original(c)
        for c in analysis.clauses
        if not c.question
        and _LATE_OR_EARLY.search(c.marks)
        and not _NO_MORE.search(c.marks)
        and not _LATE_WORD.search(c.marks)
    )


_LEAVES = re.compile(
    r"§s (?:sẽ |xin |chỉ )*(?:dự|họp|tham dự)(?: được)? (?:phần|nửa|buổi) \S+ (?:rồi|sau đó) .{0,20}về(?!\w)"
)


def leaves_after_a_part(analysis: Analysis) -> tuple[str, ...]:
    """'Tôi dự phần đầu rồi xin phép về': he comes, though not to the end."""
    return tuple(analysis.original(c) for c in analysis.clauses if not c.question and _LEAVES.search(c.marks))


def two_meetings(analysis: Analysis) -> bool:
    """Whether meetings on different days are spoken of."""
    return len({day for c in analysis.clauses for day in _DAY.findall(c.marks)}) > 1


def no_sentence(analysis: Analysis) -> bool:
    """'dự / dư / du': a list of spellings or an equation, no answer."""
    marks = [u.mark for c in analysis.clauses for u in c.units]
    return marks.count("=") > 0 or (marks.count("/") > 1 and len(marks) < 12)


def is_later(analysis: Analysis) -> bool:
    return any(_LATER.search(c.marks) for c in analysis.clauses if not c.question)


def asks(analysis: Analysis) -> bool:
    wants = any(_ASKS_FOR.search(c.marks) and not _SORRY.search(c.marks) for c in analysis.clauses)
    return analysis.questions > 0 or wants


def questions(analysis: Analysis) -> tuple[str, ...]:
    return tuple(analysis.original(c) for c in analysis.clauses if c.question or _ASKS_FOR.search(c.marks))[:3]


def apologises(analysis: Analysis) -> bool:
    return any(_SORRY.search(c.marks) for c in analysis.clauses)


_NOBODY_LEFT = re.compile(
    r"(?<!\w)(?:không|chẳng|chả) (?:(?:còn|có|xếp|bố trí|cử|phân công|tìm|sắp xếp|thu xếp|được) )+(?:ai|người|đồng chí|cấp phó)"
    r"(?: nào| khác| để cử| dự| thay| đi| hết| cả)*$|(?<!\w)(?:không|chẳng) cử(?: nữa| ai| người| thay)*$"
)


def has_nobody(analysis: Analysis) -> tuple[str, ...]:
    """Clauses that say that nobody can be sent either: 'Sở cũng không xếp được ai khác'."""
    found = [c for c in analysis.clauses if not c.question and not c.past and not c.condition]
    return tuple(analysis.original(c) for c in found if _NOBODY_LEFT.search(c.marks))


def attached(analysis: Analysis) -> bool:
    return any(_ATTACHED.search(c.marks) and not _NO_MORE.search(c.marks) for c in analysis.clauses)


def receipt(analysis: Analysis) -> bool:
    return any(
        _RECEIPT.fullmatch(c.marks) or re.match(r"(?:§\w+ |sở |phòng |văn phòng )*đã nhận", c.marks)
        for c in analysis.clauses
    )


_MODES = (
    (Mode.LATE, grammar.LATE),
    (Mode.EARLY, grammar.EARLY),
    (Mode.ONLINE, grammar.ONLINE),
    (Mode.PARTIAL, grammar.PARTIAL),
)


def complete(outcome: Outcome, analysis: Analysis, busy: list[Fact]) -> Outcome:
    """The outcome with its reason and its way of attending."""
    marks = " . ".join(c.marks for c in analysis.clauses)
    modes: tuple[Mode, ...] = ()
    if outcome.intent is Intent.ATTEND:
        modes = tuple(mode for mode, pattern in _MODES if re.search(pattern, marks))
    why = None
    if outcome.intent in (Intent.ABSENT, Intent.DELEGATE):
        why = _reason(analysis, busy)
    return replace(outcome, modes=modes, reason=outcome.reason or why)


def _reason(analysis: Analysis, busy: list[Fact]) -> str | None:
    """The reason as written: behind 'lý do', then behind 'vì' or 'do', then where the writer says where he is."""
    for clause in analysis.clauses:
        if clause.link == "lý do" or clause.marks.startswith("lý do"):
            found = re.sub(r"^(?:lý do|Lý do|LÝ DO|Ly do|ly do)\s*[:\-]?\s*", "", analysis.original(clause)).strip(
                " :-."
            )
            if found and not re.fullmatch(r"[.…_\s]*", found):
                return _to_end(analysis, clause, found)
    for clause in analysis.clauses:
        if clause.because and len(clause.units) > 1:
            return _to_end(analysis, clause, analysis.original(clause))
    for fact in busy:
        if fact.clause < len(analysis.clauses):
            return analysis.original(analysis.clauses[fact.clause]) or None
    return None


def _to_end(analysis: Analysis, clause: Clause, found: str) -> str:
    return found.strip(" .,;:-")
