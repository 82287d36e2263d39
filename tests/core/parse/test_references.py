"""Which of our letters a mail answers."""

from __future__ import annotations

import pytest

from mailbot.core.model import LetterKind
from tests.core.parse.mails import mail, read

A, B, C = "0123456789abcdef", "fedcba9876543210", "00112233445566778899aabbccddeeff"


@pytest.mark.parametrize("kind", list(LetterKind))
def test_each_kind_of_letter_is_known(kind: LetterKind) -> None:
    found = read(mail("x", in_reply_to=f"<{kind.value}.{A}@vpub.binhdinh.example>"))
    assert [str(r) for r in found.references] == [f"{kind.value}.{A}"]


def test_the_nearest_comes_first_and_none_twice() -> None:
    found = read(
        mail(
            f"Tôi dự.\n\n===== Trả lời phía trên dòng này =====\nMã thư: clarify.{C}\n",
            in_reply_to=f"<remind.{B}@vpub.binhdinh.example>",
            references=f"<x@y.example> <invite.{A}@vpub.binhdinh.example> <remind.{B}@vpub.binhdinh.example>",
        )
    )
    assert [str(r) for r in found.references] == [f"remind.{B}", f"invite.{A}", f"clarify.{C}"]
    assert found.text == "Tôi dự."


def test_a_code_line_above_is_no_word_of_the_writer() -> None:
    found = read(mail(f"Mã thư: invite.{A}\nTôi dự."))
    assert found.text == "Tôi dự."
    assert [str(r) for r in found.references] == [f"invite.{A}"]


@pytest.mark.parametrize(
    "value", ["<other.0123456789abcdef@vpub.example>", "<invite.short@vpub.example>", "<a@b.example>"]
)
def test_foreign_message_ids_are_not_ours(value: str) -> None:
    assert read(mail("x", in_reply_to=value)).references == ()


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("Re: Mời dự Phiên họp [Q3-7K4M]", "Q3-7K4M"),
        ("[BCĐ CCHC-CĐS-ĐA06] Mời dự [Q3-7K4M]  ", "Q3-7K4M"),
        ("[CCHC-CDS6] Mời dự", ""),
        ("Mời dự [q3-7k4m]", ""),
        ("Mời dự", ""),
    ],
)
def test_the_meetings_code_stands_at_the_end_of_the_subject(subject: str, code: str) -> None:
    assert read(mail("x", subject=subject)).code == code
