"""The log in Vietnamese: by which rule something was recorded, and what happened."""

from __future__ import annotations

from mailbot.core.model import JournalLine
from mailbot.core.summary import SHORT_TERMS
from mailbot.papers.lines import who

# By the names of the rules (core/rules) and of what the office does by hand.
RULES: dict[str, str] = {
    "absence_accepted": "Trưởng Ban đồng ý để vắng",
    "absent": "Thành viên báo vắng",
    "after_the_start": "Thư đến sau khi phiên họp bắt đầu",
    "answer_like_mass_mail": "Thư trả lời có dấu hiệu gửi hàng loạt",
    "attends": "Thành viên xác nhận tham dự",
    "automatic_mail": "Thư tự động",
    "before_the_move": "Thư trả lời cho thời gian họp cũ",
    "between the lines": "Thư cần cán bộ xem",
    "by_hand": "Cán bộ ghi nhận trực tiếp",
    "cancelled_meeting": "Phiên họp không tổ chức",
    "doubt_on_consent": "Trưởng Ban có ý kiến về đề nghị vừa được đồng ý",
    "doubtful": "Thư chưa rõ nội dung, chuyển cán bộ xem",
    "doubtful_asked": "Thư chưa rõ nội dung, đã đề nghị làm rõ",
    "forged_mail": "Thư bị xác định giả mạo",
    "former_holder": "Người gửi không còn là thành viên",
    "guest": "Khách mời trả lời",
    "handled_after_the_start": "Thư được xử lý sau khi phiên họp bắt đầu",
    "head_absent": "Trưởng Ban báo vắng",
    "head_attends": "Trưởng Ban xác nhận tham dự",
    "head_for_a_person": "Thư của Trưởng Ban, chuyển cán bộ xem",
    "heads_word": "Ý kiến của Trưởng Ban",
    "invitation": "Gửi thư mời",
    "letter_of_another": "Trả lời bằng thư mời của thành viên khác",
    "meeting_cancelled": "Phiên họp không tổ chức",
    "meeting_moved": "Phiên họp chuyển thời gian, đề nghị xác nhận lại",
    "new_holder": "Thay đổi người giữ vị trí thành viên",
    "no_meeting": "Không có phiên họp tương ứng",
    "no_rule": "Chưa có quy tắc, chuyển cán bộ xem",
    "not_invited": "Người gửi không thuộc thành phần được mời",
    "overtaken": "Thư đến trước một thư đã ghi nhận",
    "own_letter": "Thư của chính hộp thư này",
    "proposed_again": "Nhắc lại đề nghị đã ghi nhận",
    "put_before_the_head": "Đề nghị dự thay, trình Trưởng Ban",
    "question": "Thành viên hỏi, chuyển cán bộ trả lời",
    "refuse_division": "Người được đề nghị thuộc cấp phòng, đã đề nghị báo lại",
    "refuse_unit": "Người được đề nghị chưa phải Cấp phó, đã đề nghị báo lại",
    "returned_letter": "Thư gửi đi bị trả lại",
    "seat_without_deputy": "Vị trí không có Cấp phó, chuyển cán bộ báo cáo",
    "several_meetings": "Chưa rõ thư nói về phiên họp nào",
    "stranger": "Địa chỉ chưa đăng ký",
    "the_heads_own_choice": "Dự thay theo chỉ định của Trưởng Ban",
    "unclear_word": "Ý kiến của Trưởng Ban chưa rõ, đã trình lại",
    "unknown_substitute": "Chưa rõ người dự thay, chuyển cán bộ xem",
    "unknown_substitute_asked": "Chưa rõ người dự thay, đã đề nghị làm rõ",
    "unproven_change": "Thư thay đổi chưa được xác thực, đã hỏi lại",
    "unproven_word": "Ý kiến chưa được xác thực, đã đề nghị xác nhận",
    "unrelated_mail": "Thư không liên quan",
    "unsound_mail": "Thư có dấu hiệu bất thường",
    "word_against_the_record": "Ý kiến khác với nội dung đã ghi nhận",
    "word_of_another": "Ý kiến không do Trưởng Ban gửi",
    "word_on_a_report": "Trả lời một báo cáo",
    "word_on_closed_requests": "Đề nghị không còn chờ ý kiến",
    "word_without_list": "Ý kiến của Trưởng Ban không kèm danh sách",
}

_ACTORS = {"mail": "Thư điện tử", "clock": "Tự động theo thời gian", "office": "Văn phòng"}


def rule_words(rule: str) -> str:
    """The rule for people; a name that is not known yet is shown as it is."""
    return RULES.get(rule, rule)


def actor_words(line: JournalLine) -> str:
    """Where the line came from: 'Thư điện tử', 'Văn phòng: Lan'."""
    kind, _, name = line.actor.partition(":")
    said = _ACTORS.get(kind, kind)
    if name.strip():
        return f"{said}: {name.strip()}"
    return f"{said} (bộ phận giúp việc gửi)" if line.by_assistant else said


def happened(line: JournalLine) -> str:
    """'từ chưa phản hồi sang dự thay: Lê Văn Bình, Phó Giám đốc'."""
    before, after = SHORT_TERMS[line.before], SHORT_TERMS[line.after]
    change = f"Từ {before} sang {after}" if before != after else f"Vẫn là {after}"
    return f"{change}; người dự thay: {who(line.substitute)}" if who(line.substitute) else change
