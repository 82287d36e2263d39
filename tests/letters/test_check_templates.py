"""The office edits templates; whatever it breaks is named with file and line before a letter needs it."""

from __future__ import annotations

import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from mailbot.letters import TemplateFaultError, check_templates, compose
from tests.letters.casts import HOST, PLAIN, POLICY, TEMPLATES, TOKEN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the templates to be spoilt."""
    return Path(shutil.copytree(TEMPLATES, tmp_path / "templates"))


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Replaces the first `old` and says in which line."""
    path = folder / name
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), "utf-8")
    return source[: source.index(old)].count("\n") + 1


def test_the_templates_as_they_stand_have_no_fault() -> None:
    assert check_templates(TEMPLATES, POLICY) == []


def test_an_undefined_name_is_found(folder: Path) -> None:
    line = spoil(folder, "invite.j2", "{{ meeting.place }}", "{{ hoten }}")
    assert check_templates(folder, POLICY) == [f"templates/invite.j2, line {line}: 'hoten' is undefined"]


def test_an_undefined_name_is_found_in_a_branch_that_no_sample_takes(folder: Path) -> None:
    line = spoil(folder, "expired.j2", "Trân trọng.", "{% if 1 > 2 %}{{ hoten }}{% endif %}")
    assert check_templates(folder, POLICY) == [f"templates/expired.j2, line {line}: 'hoten' is undefined"]


def test_an_attribute_that_does_not_exist_is_found(folder: Path) -> None:
    line = spoil(folder, "receipt_attend.j2", "meeting.title", "meeting.titel")
    (fault,) = check_templates(folder, POLICY)
    assert fault.startswith(f"templates/receipt_attend.j2, line {line}: ")
    assert "titel" in fault


def test_a_fault_in_a_shared_part_is_named_once_with_its_own_file(folder: Path) -> None:
    line = spoil(folder, "parts/late.j2", "meeting.deadline", "meeting.deadlin")
    (fault,) = check_templates(folder, POLICY)
    assert fault.startswith(f"templates/parts/late.j2, line {line}: ")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{% else %}", "{% esle %}", "unknown tag 'esle'"),
        ("| moment }}", "| momnet }}", "No filter named 'momnet'"),
        ("**{{ meeting.title }}**", "**{{ meeting.title }}", "a '**' has no counterpart on its line"),
        ("{{ meeting.starts_at | moment }}", "{{ meeting.starts_at }}", "cannot stand in a letter without a filter"),
        ("@table facts", "@tabel facts", "'@tabel' is no directive"),
        ("@table facts", "@table fatcs", "'fatcs' is no table style"),
        ("Subject: Giấy mời", "Giấy mời", "is no front line"),
        ('{% include "parts/reply_buttons.j2" %}', "@buttons attned", "'attned' is no button"),
        ("parts/reply_buttons.j2", "parts/reply_butons.j2", "there is no such file"),
    ],
)
def test_each_mistake_is_one_sentence(folder: Path, old: str, new: str, words: str) -> None:
    spoil(folder, "invite.j2", old, new)
    faults = check_templates(folder, POLICY)
    assert any(words in fault for fault in faults), faults
    assert all(fault.startswith("templates/") for fault in faults)


def test_a_missing_letter_is_named(folder: Path) -> None:
    (folder / "expired.j2").unlink()
    assert check_templates(folder, POLICY) == ["templates/expired.j2: there is no such file"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert check_templates(tmp_path / "nowhere", POLICY) == [
        f"the templates folder '{tmp_path}/nowhere' does not exist"
    ]


def test_a_fault_in_the_layout_is_named(folder: Path) -> None:
    line = spoil(folder, "layout/letter.html", "marker.partition", "maker.partition")
    (fault,) = check_templates(folder, POLICY)
    assert fault == f"templates/layout/letter.html, line {line}: 'maker' is undefined"


def test_composing_with_a_broken_template_names_file_and_line(folder: Path) -> None:
    line = spoil(folder, "invite.j2", "{{ meeting.place }}", "{{ hoten }}")
    sample = PLAIN["invite"]
    with pytest.raises(TemplateFaultError, match=rf"templates/invite\.j2, line {line}: 'hoten' is undefined"):
        compose(sample.letter, TOKEN, policy=POLICY, templates=folder, now=sample.now, host=HOST)


def test_an_edited_template_is_used_at_once(folder: Path) -> None:
    sample = PLAIN["invite"]
    before = compose(sample.letter, TOKEN, policy=POLICY, templates=folder, now=sample.now, host=HOST)
    spoil(folder, "invite.j2", "Trân trọng cảm ơn đồng chí.", "Xin trân trọng cảm ơn đồng chí.")
    after = compose(sample.letter, TOKEN, policy=POLICY, templates=folder, now=sample.now, host=HOST)
    assert before != after


def test_a_missing_or_unreadable_look_is_said_once_with_its_file(folder: Path) -> None:
    sheet = folder / "layout" / "letter.css"
    sheet.write_bytes("p { color: red }".encode("utf-16"))
    assert check_templates(folder, POLICY) == ["templates/layout/letter.css: cannot be read: it is not UTF-8"]
    sheet.unlink()
    assert check_templates(folder, POLICY) == ["templates/layout/letter.css: cannot be read: No such file or directory"]


def test_a_changed_look_is_in_the_next_letter_and_on_every_element_that_it_names(folder: Path) -> None:
    spoil(folder, "layout/letter.css", "font-size: 19px", "font-size: 23px")
    html = compose_html(folder)
    assert 'class="mb-lead" style="margin:0 0 18px 0;font-size:23px' in html.replace("; ", ";").replace(": ", ":")


def compose_html(folder: Path) -> str:
    sample = PLAIN["summary_chair"]
    raw = compose(sample.letter, TOKEN, policy=POLICY, templates=folder, now=sample.now, host=HOST)
    body = message_from_bytes(raw, policy=default).get_body(("html",))
    assert body is not None
    return str(body.get_content())
