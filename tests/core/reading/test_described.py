"""What a text says of a person apart from where he is sent: his post, his unit, his agency, or too little."""

from __future__ import annotations

import pytest

from mailbot.core.model import Intent, Rank
from mailbot.core.reading import read
from mailbot.core.reading.clauses import Analysis, analyse
from mailbot.core.reading.described import is_described, other_agency_before, said_apart, works_elsewhere
from mailbot.core.reading.persons import Person, Who
from mailbot.core.reading.text import read_words
from tests.core.reading.people import ROSTER, mail, member


def _sent(text: str) -> tuple[Analysis, list[Person]]:
    """The text, and the first person in it who is neither the member nor the Head."""
    analysis = analyse(read_words(text), member("snv"), ROSTER)
    return analysis, [p for p in analysis.people if p.who is Who.OTHER][:1]


def _apart(text: str) -> list[tuple[str | None, str]]:
    """Name and title, as written, of what is said apart of the first person."""
    return [(p.name, p.title.written if p.title else "") for p in said_apart(*_sent(text))]


# -- the post ---------------------------------------------------------------------------------------------------------

POSTS = (
    ("Tôi để anh Thi dự, Phó Chánh Văn phòng.", "Phó Chánh Văn phòng"),
    ("Tôi cử anh Nam dự thay. Anh là phó của tôi.", "phó của tôi"),
    ("Tôi cử anh Nam dự thay. Anh ấy là Phó Giám đốc Sở.", "Phó Giám đốc Sở"),
    ("Tôi cử anh Nam dự thay. Anh đứng đầu phòng Cải cách hành chính.", "đứng đầu phòng"),
)


@pytest.mark.parametrize(("text", "title"), POSTS)
def test_a_post_in_another_clause_is_the_other_half_of_a_name(text: str, title: str) -> None:
    assert _apart(text) == [(None, title)]


NONE = (
    ("Tôi cử anh Nam dự thay.", "nothing is said of him"),
    ("Tôi cử anh Nam, Phó Giám đốc, dự thay. Anh ấy là Trưởng phòng.", "his post stands beside his name"),
    ("Tôi cử anh Nam dự thay. Anh ấy không phải là Phó Giám đốc.", "denied"),
    ("Tôi cử anh Nam dự thay. Anh Bình là Phó Giám đốc.", "of another"),
    ("Tôi cử anh Nam dự thay. Anh ấy làm trưởng phòng, mới về làm Phó Giám đốc.", "two posts"),
    ("Tôi cử anh Nam dự thay. Anh ấy là người phụ trách mảng này.", "no post"),
    ("Tôi cử anh Nam dự thay. Xin cảm ơn. Trân trọng. Kính chào. Anh ấy là Phó Giám đốc.", "too far below"),
)


@pytest.mark.parametrize("text", [text for text, _ in NONE], ids=[why for _, why in NONE])
def test_where_no_one_post_is_given_nothing_is_said_apart(text: str) -> None:
    assert _apart(text) == []


def test_nothing_is_said_apart_of_nobody() -> None:
    analysis, _ = _sent("Tôi cử anh Nam dự thay. Anh ấy là Phó Giám đốc Sở.")
    assert said_apart(analysis, []) == []


def test_a_post_beside_two_names_is_nobodys() -> None:
    assert _apart("Tôi để anh Thi dự hôm đó, Phó Chánh Văn phòng.") == [(None, "Phó Chánh Văn phòng")]
    assert _apart("Tôi để anh Thi dự với chị Hoa hôm đó, Phó Chánh Văn phòng.") == []


def test_whose_name_and_post_stand_together_needs_no_other_half() -> None:
    assert _apart("Tôi cử anh Nam, Phó Giám đốc, dự thay, anh Nam.") == []


RANKS = (
    ("Tôi để anh Thi dự, Phó Chánh Văn phòng.", "Thi", Rank.DIVISION),
    ("Để thư ký của anh là Thảo lên.", "Thảo", Rank.STAFF),
    ("Tôi cử anh Nam dự thay. Anh là phó của tôi.", "Nam", Rank.DEPUTY),
    ("Tôi cử anh Nam dự thay. Anh ấy là Phó Giám đốc Sở.", "Nam", Rank.DEPUTY),
    ("Tôi cử anh Nam dự thay. Anh đứng đầu phòng Cải cách hành chính.", "Nam", Rank.DIVISION),
    ("Tôi cử anh Nam dự thay. Anh Bình là Phó Giám đốc.", "Nam", Rank.UNKNOWN),
    ("Anh Quang bên VNPT dự thay tôi.", "Quang", Rank.OUTSIDE),
)


@pytest.mark.parametrize(("text", "name", "rank"), RANKS)
def test_the_rank_of_a_substitute_is_that_of_the_post_said_apart(text: str, name: str, rank: Rank) -> None:
    reading = read(mail(text), ROSTER)
    assert reading.substitute is not None
    assert (reading.intent, reading.substitute.name, reading.substitute.rank) == (Intent.DELEGATE, name, rank)


@pytest.mark.parametrize(
    "text",
    [
        "Tôi cử anh Nam dự thay. Anh ấy không phải là Phó Giám đốc.",
        "Tôi cử anh Nam dự thay. Anh ấy làm trưởng phòng, mới về làm Phó Giám đốc.",
        "Tôi cử anh Nam dự thay. Anh ấy là người phụ trách mảng này.",
    ],
)
def test_a_person_whom_the_words_describe_without_one_post_is_never_a_deputy_and_goes_to_a_person(text: str) -> None:
    reading = read(mail(text), ROSTER)
    assert reading.substitute is not None
    assert (reading.substitute.rank, reading.review) == (Rank.UNKNOWN, True)


# -- described --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["Anh ấy là người phụ trách mảng này.", "Anh ấy không phải là Phó Giám đốc.", "Anh ấy hiện lo cải cách."],
)
def test_words_that_say_what_he_is_describe_him(said: str) -> None:
    assert is_described(*_sent(f"Tôi cử anh Nam dự thay. {said}"))


@pytest.mark.parametrize("said", ["", "Anh Bình là Phó Giám đốc.", "Tôi là Giám đốc.", "Anh ấy đã nhận tài liệu."])
def test_words_of_others_or_of_what_he_does_describe_him_not(said: str) -> None:
    assert not is_described(*_sent(f"Tôi cử anh Nam dự thay. {said}"))


# -- the agency -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["bên VNPT", "bên Sở Y tế", "của Viettel", "ở Tập đoàn FPT", "thuộc Sở Xây dựng"])
def test_a_person_of_another_body_works_elsewhere(where: str) -> None:
    assert works_elsewhere(*_sent(f"Anh Quang {where} dự thay tôi."))


@pytest.mark.parametrize("where", ["", "bên Sở Nội vụ", "ở Văn phòng Sở", "bên phòng Tổ chức"])
def test_a_person_of_the_members_own_body_does_not(where: str) -> None:
    assert not works_elsewhere(*_sent(f"Anh Quang {where} dự thay tôi."))


def test_a_person_named_behind_another_agency_may_be_of_it() -> None:
    assert other_agency_before(*_sent("Bên Sở Y tế có đồng chí Lê Văn Tám dự thay tôi."))


@pytest.mark.parametrize(
    "text",
    [
        "Bên Sở Nội vụ có đồng chí Lê Văn Tám dự thay tôi.",
        "Đồng chí Lê Văn Tám dự thay tôi.",
        "Sở Y tế họp cùng giờ. Đồng chí Lê Văn Tám dự thay tôi.",
        "Sở Y tế có anh Quang bên VNPT dự thay tôi.",  # of VNPT, and that is told
    ],
)
def test_no_other_agency_before_a_person_is_no_note(text: str) -> None:
    assert other_agency_before(*_sent(text)) == ""


def test_who_may_be_of_another_agency_goes_to_a_person() -> None:
    assert read(mail("Bên Sở Y tế có đồng chí Lê Văn Tám dự thay tôi."), ROSTER).review
