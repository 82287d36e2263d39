"""The second reader: when it objects, when it keeps silent, and that its weights are whole."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mailbot.core.model import Intent, Mail, Reading, Reference, Source
from mailbot.core.reading.second import objection
from mailbot.core.reading.second.features import features
from mailbot.core.reading.second.weights import Table, table
from mailbot.letters.buttons import BUTTONS


def mail(text: str, kind: str = "invite") -> Mail:
    return Mail(datetime(2024, 9, 21, tzinfo=UTC), Source.REPLY, None, references=(Reference(kind, "t"),), text=text)


def said(intent: Intent, writer: str = "member") -> Reading:
    return Reading(Source.REPLY, intent, "snv", writer)


@pytest.mark.parametrize(
    ("text", "kind", "writer", "right", "upside_down"),
    [
        ("Tôi sẽ dự họp đúng giờ.", "invite", "member", Intent.ATTEND, Intent.ABSENT),
        ("Tôi không dự được vì bận đi công tác.", "invite", "member", Intent.ABSENT, Intent.ATTEND),
        ("toi khong du duoc vi ban di cong tac", "invite", "member", Intent.ABSENT, Intent.ATTEND),
        ("Kính cử đồng chí Phó Giám đốc Trần B dự thay tôi.", "invite", "member", Intent.DELEGATE, Intent.ATTEND),
        ("Đồng ý cho đồng chí Phó Giám đốc dự thay.", "approval", "chair", Intent.APPROVE, Intent.REFUSE),
        ("Không đồng ý. Yêu cầu Giám đốc trực tiếp dự.", "approval", "chair", Intent.REFUSE, Intent.APPROVE),
    ],
)
def test_a_plain_answer_is_defended_against_its_opposite_only(
    text: str, kind: str, writer: str, right: Intent, upside_down: Intent
) -> None:
    assert objection(mail(text, kind), said(right, writer)) == ""
    assert objection(mail(text, kind), said(upside_down, writer)) != ""


def test_the_objection_names_both_readings_in_the_clerks_words() -> None:
    sentence = objection(mail("Tôi không dự được vì bận đi công tác."), said(Intent.ATTEND))
    assert "giống “vắng mặt”" in sentence
    assert "hơn là “dự họp”" in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("kind", ["invite", "remind", "clarify", "receipt"])
@pytest.mark.parametrize(
    ("button", "intent"),
    [
        ("attend", Intent.ATTEND),
        ("absent", Intent.ABSENT),
        ("substitute", Intent.DELEGATE),
        ("officer", Intent.DELEGATE),
    ],
)
def test_an_answer_by_button_is_never_objected_to(button: str, intent: Intent, kind: str) -> None:
    for writer in ("member", "assistant"):
        assert objection(mail(BUTTONS[button].answer, kind), said(intent, writer)) == ""


@pytest.mark.parametrize(
    ("button", "intent"),
    [
        ("approve", Intent.APPROVE),
        ("approve_all", Intent.APPROVE),
        ("refuse", Intent.REFUSE),
        ("refuse_all", Intent.REFUSE),
    ],
)
def test_the_heads_answer_by_button_is_never_objected_to(button: str, intent: Intent) -> None:
    assert objection(mail(BUTTONS[button].answer, "approval"), said(intent, "chair")) == ""


def test_a_word_or_two_mean_what_the_letter_asked_and_are_left_to_the_grammar() -> None:
    assert objection(mail("Đồng ý."), said(Intent.ATTEND)) == ""


def test_what_goes_to_a_person_anyway_or_is_no_persons_text_is_not_judged() -> None:
    wrong = said(Intent.ATTEND)
    absent = mail("Tôi không dự được vì bận đi công tác.")
    assert objection(absent, wrong)
    assert objection(absent, replace(wrong, review=True)) == ""
    assert objection(absent, replace(wrong, intent=Intent.QUESTION)) == ""
    assert objection(replace(absent, source=Source.CALENDAR), wrong) == ""
    assert objection(replace(absent, items=((1, "Đồng ý"),)), replace(wrong, intent=Intent.APPROVE)) == ""


def test_words_count_the_same_with_and_without_diacritics_and_in_either_unicode_form() -> None:
    plain = features("Toi khong du duoc", "invite", "member")
    assert features("Tôi không dự được", "invite", "member") == plain
    assert features(unicodedata.normalize("NFD", "Tôi không dự được"), "invite", "member") == plain


def test_runs_stop_at_the_end_of_a_clause_and_a_negation_reaches_four_words() -> None:
    found = features("Tôi bận, không có ai đi thay được đâu", "", "member")
    assert {"< toi", "toi ban", "ban >", "< khong", "!co", "!thay", "toi ban >", "^ban", "$dau"} <= found
    assert not {"ban khong", "!duoc", "!ban", "^khong", "$ban"} & found


def test_dates_and_telephone_numbers_are_all_one_number_and_small_numbers_stay() -> None:
    assert features("27/9/2024", "", "") == features("0914123456", "", "")
    assert features("số 1", "", "") != features("số 2", "", "")


def test_a_text_without_end_costs_no_more_than_its_first_words() -> None:
    assert features("dự họp " * 100_000, "", "") == features("dự họp " * 1_000, "", "")


def test_the_weights_are_whole_and_small() -> None:
    for name, must in (("member", Intent.DELEGATE), ("head", Intent.REFUSE)):
        learnt = table(name)
        assert must in learnt.intents
        assert all(len(row) == len(learnt.intents) == len(learnt.bias) for row in learnt.rows.values())
        assert 1_000 <= len(learnt.rows) <= 6_000


def test_probabilities_are_the_softmax_of_bias_and_known_features() -> None:
    small = Table((Intent.ATTEND, Intent.ABSENT), (0, 0), {"du": (20, 0), "vang": (0, 20)})
    likely = small.probabilities(frozenset({"du", "chua ai biet"}))
    assert likely[Intent.ATTEND] == pytest.approx(1 / (1 + 2.718281828**-1))
    assert sum(small.probabilities(frozenset()).values()) == pytest.approx(1)
    assert small.probabilities(frozenset())[Intent.ABSENT] == pytest.approx(0.5)
