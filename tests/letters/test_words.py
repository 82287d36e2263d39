"""What single letters say, and what they must not say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailbot.core.model import State
from mailbot.core.summary import ORDER, TERMS
from mailbot.letters import summary_page
from mailbot.letters.cast import Cast, sample_summary
from tests.letters.casts import PLAIN, POLICY, TEMPLATES, parts

RULE = "không cử Lãnh đạo cấp phòng dự thay"
REASON = Cast().reason


def text(name: str) -> str:
    return parts(PLAIN[name]).text


def test_a_member_is_told_who_may_stand_in_for_him() -> None:
    assert RULE in text("invite")
    assert "ban hành kèm theo Quyết định số 76/QĐ-BCĐ ngày 21/5/2024" in text("invite")


def test_a_guest_may_send_whoever_has_the_authority() -> None:
    assert "cử cán bộ có đủ thẩm quyền tham dự" in text("invite_guest")
    assert RULE not in text("invite_guest")
    assert "Cấp phó" not in text("invite_guest")


def test_a_guest_s_officer_is_named_in_his_receipt() -> None:
    assert "cử đồng chí Lê Văn Bình - Phó Giám đốc Sở Nội vụ tham dự" in text("receipt_guest_officer")


def test_the_head_hears_which_requests_his_word_came_too_late_for() -> None:
    assert "- Số 2: đồng chí Lê Văn Bình" in text("chair_echo_closed")
    assert "đã được đồng ý" not in text("chair_echo_closed")


def test_the_head_is_not_told_to_ask_himself() -> None:
    assert RULE not in text("invite_chair")
    assert "xin ý kiến" not in text("invite_chair")


def test_a_short_notice_asks_at_once() -> None:
    assert "ngay khi nhận được thư này, chậm nhất" in text("invite_short_notice")
    assert "ngay khi nhận được thư này" not in text("invite")


def test_a_division_leader_is_refused_with_the_rule_and_three_ways_out() -> None:
    assert "không được cử Lãnh đạo cấp phòng" in text("refuse_division")
    assert "chưa có cơ sở tổng hợp" in text("refuse_division")
    assert "(1) trực tiếp tham dự; (2) đề nghị một đồng chí Cấp phó" in text("refuse_division")


def test_a_unit_s_head_is_refused_without_a_word_about_divisions() -> None:
    assert "Lãnh đạo cấp phòng" not in text("refuse_unit")
    assert "chưa thuộc cấp phó của người đứng đầu Sở Nội vụ" in text("refuse_unit")


@pytest.mark.parametrize(
    ("doubt", "question"),
    [
        ("attendance", "trực tiếp tham dự, báo vắng hay đề nghị Cấp phó dự thay"),
        ("person", "bổ sung họ tên và chức vụ"),
        ("post", "chức vụ lãnh đạo hiện nay"),
        ("several", "một đồng chí dự thay chính thức"),
        ("attachment", "một dòng nội dung xác nhận"),
        ("receipt", "xác nhận thêm việc tham dự"),
    ],
)
def test_each_doubt_has_its_own_question(doubt: str, question: str) -> None:
    assert question in text(f"clarify_{doubt}")
    others = [name for name in PLAIN if name.startswith("clarify_") and doubt not in name]
    assert not any(
        question in text(name) for name in others if name not in ("clarify_none", "clarify_other", "clarify_items")
    )


def test_a_pending_request_is_no_consent() -> None:
    assert "việc dự thay chỉ được ghi nhận sau khi có ý kiến" in text("receipt_pending")
    assert "chờ ý kiến" in text("receipt_pending")
    assert "đã đồng ý" not in text("receipt_pending")


def test_a_refusal_is_soft_and_quotes_the_head() -> None:
    assert "chưa đồng ý" in text("decision_refused")
    assert f"“{Cast().refusal}”" in text("decision_refused")
    assert "yêu cầu đồng chí trực tiếp tham dự" in text("decision_refused_wants_head")
    assert "đồng chí Ngô Thị Thảo" in text("decision_refused_other")


def test_a_change_names_the_old_state_and_the_new() -> None:
    assert "từ dự thay sang tham dự" in text("receipt_attend_changed")
    assert "Ý kiến đồng ý dự thay trước đây không còn áp dụng" in text("receipt_attend_changed")
    assert "từ chờ ý kiến sang báo vắng" in text("receipt_absent_changed")
    assert "Phòng đã ghi nhận thay đổi" not in text("receipt_attend")


def test_a_late_answer_is_told_that_it_is_late() -> None:
    assert "sau thời hạn" in text("receipt_attend_changed")
    assert "sau thời hạn" not in text("receipt_attend")


def test_the_list_to_the_head_numbers_its_requests_and_says_what_all_means() -> None:
    assert "\n1. Đồng chí Trần Minh Hải" in text("chair_list")
    assert "\n3. Đồng chí Trần Minh Hải" in text("chair_list")
    assert "đối với đúng 03 đề nghị nêu trên (danh sách lập lúc 08 giờ 00 phút" in text("chair_list")
    assert "chưa đối chiếu danh sách" in text("chair_list")


def test_a_substitute_s_mail_says_whose_mailbox_it_went_through() -> None:
    assert "Đồng chí Lê Văn Bình - Phó Giám đốc Sở Nội vụ (qua hộp thư của đồng chí Trần Minh Hải)" in text(
        "substitute_invited"
    )


def test_the_summary_begins_with_the_sentence_that_matters() -> None:
    body = text("summary_chair").split("\n\n")
    assert body[2] == sample_summary(Cast()).headline()


def test_the_seven_states_and_their_sum_stand_in_the_summary() -> None:
    summary = sample_summary(Cast())
    for state in ORDER:
        assert f"- {TERMS[state]}: {summary.counts[state]} (" in text("summary_chair")
    assert f"- Tổng số thành viên được mời: {summary.total} (100%)" in text("summary_chair")
    assert sum(summary.counts.values()) == summary.total


def test_reasons_are_for_the_head_alone() -> None:
    assert REASON in text("summary_chair")
    assert REASON not in text("summary_vice_chair")
    assert REASON not in text("supplement_vice_chair")
    assert REASON not in parts(PLAIN["summary_vice_chair"]).html


def test_no_letter_to_a_member_carries_another_s_reason() -> None:
    for name, sample in PLAIN.items():
        if sample.letter.to == Cast().member.email:
            assert REASON not in text(name)


def test_everybody_stands_in_the_summary_in_protocol_order() -> None:
    listed = text("summary_chair").split("DANH SÁCH THEO THỨ TỰ")[1].split("KHÁCH MỜI")[0]
    rows = sample_summary(Cast()).rows
    places = [listed.index(f"\n{row.number}. {row.invitation.member.name} - ") for row in rows]
    assert places == sorted(places)
    assert len(rows) == 26


def test_the_head_stands_apart_and_guests_in_a_table_of_their_own() -> None:
    summary = text("summary_chair")
    assert (
        "Đồng chí Phạm Quốc Anh - Chủ tịch UBND tỉnh, Trưởng Ban Chỉ đạo: tham dự (không tính trong số liệu)."
        in summary
    )
    assert "\n1. Hoàng Gia Linh - Giám đốc Chi nhánh: Tham dự" in summary.split("KHÁCH MỜI")[1]


def test_late_and_undeliverable_are_marked_and_counted() -> None:
    found = sample_summary(Cast())
    assert f"xác nhận sau thời hạn: {len(found.late)} trường hợp" in text("summary_chair")
    assert f"thư mời chưa chuyển được: {len(found.undeliverable)} trường hợp" in text("summary_chair")
    assert "sau thời hạn 02 giờ 10 phút" in text("summary_chair")
    assert len(found.late) > 0
    assert len(found.undeliverable) > 0


def test_the_summary_of_nobody_divides_by_nothing() -> None:
    assert "Tổng số thành viên được mời: 0" in text("summary_empty")


def test_the_page_says_what_the_letter_says_and_asks_for_nothing() -> None:
    page = summary_page(sample_summary(Cast()), policy=POLICY, templates=TEMPLATES)
    assert sample_summary(Cast()).headline() in page
    assert "mailto:" not in page
    assert "Nội dung trả lời" not in page
    assert REASON in page


def test_the_page_can_leave_reasons_out() -> None:
    assert REASON not in summary_page(sample_summary(Cast()), policy=POLICY, templates=TEMPLATES, to_chair=False)


def test_the_bar_has_a_cell_for_each_state_that_occurs_and_a_text_for_those_who_hear_it() -> None:
    html = parts(PLAIN["summary_chair"]).html
    assert 'role="img" aria-label="Tham dự: ' in html
    summary = sample_summary(Cast())
    only_silent = replace(
        summary, rows=tuple(replace(r, invitation=replace(r.invitation, state=State.SILENT)) for r in summary.rows)
    )
    page = summary_page(only_silent, policy=POLICY, templates=TEMPLATES)
    assert 'aria-label="Chưa phản hồi: 26"' in page


def test_the_digest_puts_what_needs_a_person_first() -> None:
    digest = text("digest")
    assert digest.index("CẦN CÁN BỘ XỬ LÝ") < digest.index("PHIÊN HỌP QUÝ III/2024")
    assert "1. Phiên họp quý III/2024\nhaitm@snv.binhdinh.example, 08:00 23/9/2024, mã thư đến #17\n" in digest
    assert "điện thoại 0256 000 0001" in digest
    assert "thư nhắc: 3" in digest


def test_a_quiet_digest_is_sent_and_says_so() -> None:
    quiet = text("digest_quiet")
    assert parts(PLAIN["digest_quiet"]).subject.endswith("Tổng hợp ngày 23/09/2024: không có việc cần xử lý")
    said = quiet.partition("\n-- \n")[0].split("\n\n")[1].strip().splitlines()
    assert len(said) == 3
    assert "không có thư cần cán bộ xử lý" in said[0]


def test_the_digest_s_subject_says_how_much_waits() -> None:
    assert "2 thư cần xử lý; 1 thư chưa gửi được; có cảnh báo" in parts(PLAIN["digest"]).subject
    assert parts(PLAIN["digest_calm"]).subject.endswith(": không có việc cần xử lý")


def test_what_waits_is_numbered_through_mails_strangers_and_letters() -> None:
    digest = text("digest")
    places = [digest.index(f"\n{number}. ") for number in (1, 2, 3)]
    assert places == sorted(places)
    assert "- Ghi nhận tham dự: mailbot record answer Q3-7K4M snv attend --mail 17\n- Ghi nhận báo vắng: " in digest
    assert "- Không gửi: mailbot outbox discard 7" in digest


def test_a_word_that_a_clerk_recorded_is_not_told_as_the_head_s_own_writing() -> None:
    told = text("decision_agreed_by_hand")
    assert "ý kiến do cán bộ của Phòng ghi nhận lúc 11 giờ 00 phút" in told
    assert "căn cứ: ý kiến trực tiếp qua điện thoại; người ghi: ngocpt" in told
    assert "do cán bộ của Phòng ghi nhận (ngocpt)" in text("chair_echo_by_hand")
    assert "do cán bộ" not in text("decision_agreed")


def test_a_meeting_that_is_put_off_asks_for_no_answer() -> None:
    told = text("meeting_postponed_member")
    assert "được hoãn; thời gian tổ chức lại sẽ thông báo sau" in told
    assert "chưa cần xác nhận lại" in told
    assert "Cách trả lời" not in told


def test_a_new_proposal_says_what_it_ends() -> None:
    assert "ý kiến đồng ý dự thay trước đây đối với đồng chí Ngô Thị Thảo" in text("receipt_pending_after_consent")
    assert "đề nghị trước đây về đồng chí Ngô Thị Thảo" in text("receipt_pending_again")
    assert "đề nghị mới được kính trình đồng chí Trưởng Ban Chỉ đạo" in text("receipt_pending_again")
    assert "ý kiến đồng ý dự thay trước đây không còn áp dụng" in text("refuse_unit_nameless")
    assert "đề nghị dự thay trước đây không còn được trình" in text("clarify_person_late")


def test_the_head_sees_who_really_wrote_a_request() -> None:
    assert "chưa do thành viên trực tiếp gửi (vanthu@snv.binhdinh.example)" in text("chair_request_nudge")
    assert "chưa do thành viên trực tiếp gửi (vanthu@snv.binhdinh.example)" in text("chair_list")
    assert "chưa do thành viên trực tiếp gửi" not in text("chair_request")


def test_one_unclear_request_is_not_asked_about_by_number() -> None:
    assert "số thứ tự" not in text("chair_unclear_one")
    assert "số thứ tự" in text("chair_unclear")


def test_a_deadline_that_has_passed_is_not_set_again() -> None:
    assert "Hạn xác nhận: trước " in text("clarify_person")
    assert "(đã qua; Phòng vẫn tiếp nhận" in text("clarify_person_late")


def test_a_deadline_outside_office_hours_asks_softly_for_an_earlier_time() -> None:
    assert "kính mong đồng chí xác nhận trước 17 giờ 00 phút, thứ Tư, ngày 25 tháng 9 năm 2024" in text("invite_softer")
    assert "ngoài giờ làm việc" not in text("invite")
