"""Forms that were filled in: what their labels and boxes say, what they leave open, and what is no form at all."""

from __future__ import annotations

import pytest

from mailbot.core.model import Doubt, Intent, Rank
from mailbot.core.reading import read
from mailbot.core.reading.answer import Outcome
from mailbot.core.reading.forms import read_form
from tests.core.reading.people import ROSTER, mail, member


class _Reader:
    """Stands for the reading of sentences: keeps what it is asked to read, and answers always the same."""

    def __init__(self, intent: Intent = Intent.UNCLEAR) -> None:
        self.heard: list[str] = []
        self._outcome = Outcome(intent, "read as a sentence", "")

    def __call__(self, text: str) -> Outcome:
        self.heard.append(text)
        return self._outcome


def _form(text: str) -> Outcome | None:
    return read_form(text, member("snv"), _Reader())


SAYS = (
    ("Tham dự: Có", Intent.ATTEND),
    ("Dự họp: có ạ", Intent.ATTEND),
    ("Trực tiếp tham dự: x", Intent.ATTEND),
    ("Tham gia: Đúng", Intent.ATTEND),
    ("Tham dự: Không", Intent.ABSENT),
    ("tham du: khong", Intent.ABSENT),
    ("Vắng mặt: x", Intent.ABSENT),
    ("Không tham dự: Có", Intent.ABSENT),
    ("Vắng: không", Intent.ATTEND),
    ("Tham dự: Có\nVắng: Không", Intent.ATTEND),
    ("Tham dự: \nVắng: v", Intent.ABSENT),
    ("(1) Tham dự: Có", Intent.ATTEND),
    ("a) Tham dự (ghi rõ): Có\nb) Vắng (ghi lý do):", Intent.ATTEND),
    ("* Dự họp: Không", Intent.ABSENT),
)


@pytest.mark.parametrize(("text", "intent"), SAYS)
def test_a_field_that_is_filled_in_answers(text: str, intent: Intent) -> None:
    outcome = _form(text)
    assert outcome is not None
    assert (outcome.intent, outcome.review) == (intent, False)


BOXES = (
    ("Dự: ☐ Không dự: ☒", Intent.ABSENT),
    ("Dự: ☒\nKhông dự: ☐", Intent.ATTEND),
    ("Tham dự: [x] Có [ ] Không", Intent.ATTEND),
    ("Tham dự: [ ] Có [x] Không", Intent.ABSENT),
    ("Tham dự: Có [x] Không [ ]", Intent.ATTEND),
    ("Tham dự: Có ( ) Không (x)", Intent.ABSENT),
    ("Tham dự: ✓", Intent.ATTEND),
    ("Vắng mặt: ✔", Intent.ABSENT),
)


@pytest.mark.parametrize(("text", "intent"), BOXES)
def test_a_ticked_box_answers(text: str, intent: Intent) -> None:
    outcome = _form(text)
    assert outcome is not None
    assert (outcome.intent, outcome.review) == (intent, False)


BOTH = (
    "Tham dự: Có\nVắng: Có",
    "Tham dự: Không\nVắng: Không",
    "Dự: ☒ Không dự: ☒",
    "Tham dự: Có\nNgười dự thay: Lê Văn Tám",
    "Tham dự: Có\nLý do vắng: họp Bộ",
)


@pytest.mark.parametrize("text", BOTH)
def test_a_form_that_says_both_is_a_doubt(text: str) -> None:
    outcome = _form(text)
    assert outcome is not None
    assert (outcome.intent, outcome.rule, outcome.review) == (Intent.UNCLEAR, "form: both", True)
    assert outcome.doubt is Doubt.ATTENDANCE


@pytest.mark.parametrize(
    "text", ["Tham dự:\nVắng:", "Dự: ☐ Không dự: ☐", "Họ tên: A\nTham dự: ...\nVắng: ___\nLý do: x"]
)
def test_a_form_that_was_left_empty_is_a_doubt(text: str) -> None:
    outcome = _form(text)
    assert outcome is not None
    assert (outcome.rule, outcome.review) == ("form: nothing", True)


NO_FORMS = (
    "",
    "Tôi dự họp.",
    "Tôi xin vắng: bận họp Bộ.",
    "Họ tên: Trần Minh Hải\nChức vụ: Giám đốc",
    "Tham dự:",
    "Tham dự: ....",
    "Tham dự: tôi sẽ đến muộn",
    "Tham dự: 01 người",
    "Tham dự: [x] Có [x] Không",
    "Tham dự: [ ] Có [ ] Không",
    "Lý do: họp Bộ",
)


@pytest.mark.parametrize("text", NO_FORMS)
def test_what_is_no_filled_in_form_is_left_to_the_reading_of_sentences(text: str) -> None:
    reader = _Reader()
    assert read_form(text, member("snv"), reader) is None
    assert reader.heard == []


def test_one_field_of_words_makes_a_form_a_text() -> None:
    assert _form("Tham dự: Có\nVắng: để tôi xem lại") is None


# -- who, and why -----------------------------------------------------------------------------------------------------


def test_the_reason_of_an_absence_is_kept_as_it_was_typed() -> None:
    outcome = _form("- Vắng: v\n- Lý do: đi Hà Nội ..")
    assert outcome is not None
    assert outcome.reason == "đi Hà Nội"


@pytest.mark.parametrize("nobody", ["", "không", "Không có", "....", "/", "(trống)"])
def test_nobody_in_the_members_place_is_an_absence(nobody: str) -> None:
    outcome = _form(f"Tham dự: Không\nNgười dự thay: {nobody}\nLý do: {nobody}")
    assert outcome is not None
    assert (outcome.intent, outcome.reason) == (Intent.ABSENT, None)


SENT = (
    (
        "Tham dự: Không\nNgười dự thay: Lê Văn Tám\nChức vụ: Phó Giám đốc",
        "Cử đồng chí Lê Văn Tám, Phó Giám đốc dự thay.",
    ),
    ("Vắng: x\nCử người dự thay: đ/c Lê Văn Tám", "Cử đ/c Lê Văn Tám dự thay."),
    ("Họ tên: Lê Văn Tám\nChức vụ: Phó Giám đốc\nTham dự: Có", "Cử đồng chí Lê Văn Tám, Phó Giám đốc dự thay."),
)


@pytest.mark.parametrize(("text", "sentence"), SENT)
def test_somebody_in_the_members_place_is_read_as_a_sentence(text: str, sentence: str) -> None:
    reader = _Reader(Intent.DELEGATE)
    outcome = read_form(text, member("snv"), reader)
    assert reader.heard == [sentence]
    assert outcome is not None
    assert outcome.intent is Intent.DELEGATE


def test_the_members_own_post_is_not_taken_for_that_of_whom_he_sends() -> None:
    reader = _Reader()
    read_form("Chức vụ: Giám đốc\nVắng: x\nNgười dự thay: Lê Văn Tám\nChức vụ: Trưởng phòng", member("snv"), reader)
    assert reader.heard == ["Cử đồng chí Lê Văn Tám, Trưởng phòng dự thay."]


@pytest.mark.parametrize(
    "name", ["Trần Minh Hải", "đ/c Trần Minh Hải - Giám đốc", "TRẦN MINH HẢI", "Tran Minh Hai", "Ông Trần Minh Hải, GĐ"]
)
def test_the_members_own_name_on_the_form_sends_nobody(name: str) -> None:
    outcome = _form(f"Họ tên: {name}\nTham dự: Có")
    assert outcome is not None
    assert outcome.intent is Intent.ATTEND


# -- words beside the form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", [Intent.ABSENT, Intent.DELEGATE])
def test_words_beside_a_form_that_say_otherwise_are_a_doubt(said: Intent) -> None:
    reader = _Reader(said)
    outcome = read_form("Tham dự: Có\nEm báo lại sau.", member("snv"), reader)
    assert reader.heard == ["Em báo lại sau."]
    assert outcome is not None
    assert (outcome.rule, outcome.review) == ("form: words beside it", True)


@pytest.mark.parametrize("said", [Intent.ATTEND, Intent.UNCLEAR, Intent.QUESTION])
def test_words_beside_a_form_that_say_the_same_or_nothing_leave_it_as_it_is(said: Intent) -> None:
    outcome = read_form("Kính gửi Phòng.\nTham dự: Có", member("snv"), _Reader(said))
    assert outcome is not None
    assert (outcome.intent, outcome.review) == (Intent.ATTEND, False)


@pytest.mark.parametrize(
    "heading", ["PHIẾU XÁC NHẬN", "Phiếu đăng ký dự họp", "XÁC NHẬN THAM DỰ PHIÊN HỌP QUÝ III/2024"]
)
def test_the_heading_of_a_form_is_no_word_beside_it(heading: str) -> None:
    reader = _Reader(Intent.ABSENT)
    outcome = read_form(f"{heading}\nTham dự: Có\nĐiện thoại: 0900", member("snv"), reader)
    assert reader.heard == []
    assert outcome is not None
    assert outcome.intent is Intent.ATTEND


def test_what_was_filled_in_is_shown() -> None:
    outcome = _form("Tham dự: Không\nLý do: họp Bộ\nVắng:")
    assert outcome is not None
    assert outcome.words == ("Không", "họp Bộ")


# -- in whole mails ---------------------------------------------------------------------------------------------------


def test_the_rank_of_whom_a_form_sends_is_that_of_his_post() -> None:
    text = "Họ tên: Trần Minh Hải\nTham dự: Không\nNgười dự thay: đ/c Lê Văn Tám\nChức vụ: Trưởng phòng"
    reading = read(mail(text), ROSTER)
    assert reading.substitute is not None
    assert (reading.substitute.name, reading.substitute.rank) == ("Lê Văn Tám", Rank.DIVISION)


def test_a_form_beside_words_that_say_otherwise_goes_to_a_person() -> None:
    assert read(mail("Tham dự: Có\nTôi xin vắng"), ROSTER).review


@pytest.mark.parametrize("text", ["Tham dự: [x] Có [x] Không", "Tham dự: Có\nVắng: Có", "Tham dự:\nVắng:"])
def test_a_form_that_does_not_say_which_goes_to_a_person(text: str) -> None:
    reading = read(mail(text), ROSTER)
    assert (reading.intent, reading.review) == (Intent.UNCLEAR, True)
