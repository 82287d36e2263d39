"""`mailbot preview`: the office sees a letter before anybody gets it, and every fault by file and line."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from mailbot.cli import main
from mailbot.letters.about import ABOUT
from mailbot.letters.contract import CONTEXTS
from tests.letters.casts import PLAIN
from tests.shell.cli import ROSTER, Installation, install


@pytest.fixture
def office(tmp_path: Path) -> Installation:
    return install(tmp_path)


def spoil(office: Installation, name: str, old: str, new: str) -> int:
    """Replaces the first `old` in a template and says in which line."""
    path = office.folder / "templates" / name
    source = path.read_text("utf-8")
    assert old in source
    path.write_text(source.replace(old, new, 1), "utf-8")
    return source[: source.index(old)].count("\n") + 1


def convened(office: Installation) -> str:
    """The code of a meeting with everybody invited."""
    office.run("roster", "import", str(ROSTER), "--yes")
    said = office.run(
        *("meeting", "add", "--kind", "quarterly", "--title", "Phiên họp quý IV/2096"),
        *("--place", "Hội trường C", "--start", "15/12/2096 08:00"),
    ).stdout
    found = re.search(r"[A-Z0-9]+-[A-Z0-9]{4}", said)
    assert found is not None, said
    return found[0]


def files_of(office: Installation, folder: str = "preview-out") -> set[str]:
    return {path.name for path in (office.folder / folder).iterdir() if not path.name.startswith(".")}


def test_a_letter_becomes_a_mail_a_page_and_a_text_in_all_its_variants(office: Installation) -> None:
    said = office.run("preview", "invite").stdout
    names = [name for name in PLAIN if name.startswith("invite")]
    assert files_of(office) == {"index.html"} | {
        f"{name}.{ending}" for name in names for ending in ("eml", "html", "txt")
    }
    assert str(office.folder / "preview-out" / "index.html") in said
    mail = message_from_bytes((office.folder / "preview-out" / "invite.eml").read_bytes())
    assert mail["To"].endswith("<haitm@snv.binhdinh.example>")
    assert "text/calendar" in {part.get_content_type() for part in mail.walk()}


def test_one_variant_can_be_asked_for(office: Installation) -> None:
    office.run("preview", "clarify_post", "--out", "elsewhere")
    assert files_of(office, "elsewhere") == {"index.html", "clarify_post.eml", "clarify_post.html", "clarify_post.txt"}


def test_the_page_of_all_shows_each_on_a_phone_on_a_desktop_and_as_text(office: Installation) -> None:
    told = json.loads(office.run("preview", "--all", "--json").stdout)
    assert sorted(told["letters"]) == sorted(PLAIN)
    page = LexborHTMLParser(Path(told["page"]).read_text("utf-8"))
    frames = [(frame.attributes["src"], frame.attributes["width"]) for frame in page.css("iframe")]
    assert frames == [(f"{name}.html", width) for name in told["letters"] for width in ("390", "780")]
    texts = [text.text() for text in page.css("figure > pre")]
    assert len(texts) == len(PLAIN)
    assert all("Nội dung trả lời đề nghị ghi phía trên dòng này" in text for text in texts)
    assert page.css("script, link, [onclick]") == []


def test_nothing_is_opened_asked_or_left_but_the_folder(office: Installation) -> None:
    before = {path.name for path in office.folder.iterdir()}
    office.run("preview", "--all")
    office.run("preview", "--list")
    assert {path.name for path in office.folder.iterdir()} == before | {"preview-out"}


def test_an_edited_wording_is_seen_at_once_and_an_earlier_preview_goes(office: Installation) -> None:
    office.run("preview", "expired")
    spoil(office, "invite.j2", "Trân trọng cảm ơn đồng chí.", "Xin trân trọng cảm ơn đồng chí.")
    office.run("preview", "invite")
    assert "Xin trân trọng cảm ơn" in (office.folder / "preview-out" / "invite.txt").read_text("utf-8")
    assert "expired.eml" not in files_of(office)


def test_every_letter_is_listed_with_what_it_is_for(office: Installation) -> None:
    rows = json.loads(office.run("preview", "--list", "--json").stdout)
    assert [row["letter"] for row in rows] == list(CONTEXTS) == list(ABOUT)
    assert sorted(name for row in rows for name in row["variants"]) == sorted(PLAIN)
    shown = office.run("preview", "--list").stdout
    assert all(name in shown and about in shown for name, about in ABOUT.items())


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("{{ meeting.place }}", "{{ hoten }}", "'hoten' is undefined"),
        ("{% endif %}", "", "'endif'"),
        ("| moment }}", "| momnet }}", "No filter named 'momnet'; did you mean 'moment'?"),
        ("{{ meeting.title }}", "{{ meeting.title | moment }}", "astimezone"),
        ("{{ meeting.title }}", "{{ 1 / 0 }}", "division by zero"),
        ('{% include "parts/reply_buttons.j2" %}', "@buttons attned: Trả lời", "'attned' is no button"),
        ("@table facts", "@table figures", "a row of figures is"),
        ("Trân trọng cảm ơn đồng chí.", "@bar attend=1", "'attend=1' is no part of a bar"),
        ("Trân trọng cảm ơn đồng chí.", '{% include "invite.j2" %}', "includes itself"),
    ],
)
def test_a_mistake_is_a_sentence_with_file_and_line(office: Installation, old: str, new: str, what: str) -> None:
    source = (office.folder / "templates" / "invite.j2").read_text("utf-8")
    name = "invite.j2" if old in source else "parts/meeting.j2"
    line = spoil(office, name, old, new)
    said = office.run("preview", "invite", status=2).stderr
    assert what in said, said
    assert f"templates/{name}, line " in said
    if "endif" not in old and "itself" not in what:
        assert f"templates/{name}, line {line}: " in said, said
    assert not (office.folder / "preview-out").exists()


def test_a_template_in_another_encoding_is_a_sentence(office: Installation) -> None:
    (office.folder / "templates" / "invite.j2").write_bytes("Subject: Giấy mời\n\nKính".encode("utf-16"))
    said = office.run("preview", "invite", status=2).stderr
    assert said == "templates/invite.j2: is not UTF-8; save it once more with this encoding\n"


def test_all_faults_are_told_at_once_and_another_letter_s_do_not_hold_one_up(office: Installation) -> None:
    first = spoil(office, "invite.j2", "{{ meeting.title }}", "{{ titel }}")
    second = spoil(office, "expired.j2", "Trân trọng.", "{{ 'x' | nosuch }}\n\n@buttons nobody")
    said = office.run("preview", "--all", status=2).stderr.splitlines()
    assert f"templates/invite.j2, line {first}: 'titel' is undefined" in said
    assert any(line.startswith(f"templates/expired.j2, line {second}: No filter named 'nosuch'") for line in said)
    assert any(line.startswith(f"templates/expired.j2, line {second + 2}: 'nobody' is no button") for line in said)
    office.run("preview", "receipt_attend")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((), "name one letter, or give --all or --list"),
        (("invite", "--all"), "name one letter, or give --all or --list"),
        (("invte",), "no letter is called 'invte'"),
        (("invite", "--meeting", "Q-7K4M"), "real data need a letter, --meeting CODE and --member ID"),
        (("invite", "--meeting", "Q-7K4M", "--member", "snv"), "there is no database yet"),
        (("invite", "--out", "templates"), "holds files that no preview has made"),
        (("--config", "none.toml"), ""),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(office: Installation, arguments: tuple[str, ...], what: str) -> None:
    assert what in office.run("preview", *arguments, status=2).stderr
    assert not (office.folder / "state.db").exists()


def test_a_faulty_configuration_is_told_as_everywhere(office: Installation) -> None:
    office.change('short = "BCĐ CCHC-CĐS-ĐA06"', "short = 5")
    assert "config.toml: committee.short" in office.run("preview", "invite", status=2).stderr


def test_a_real_meeting_is_shown_as_it_would_be_sent_and_nothing_is_kept(office: Installation) -> None:
    code = convened(office)
    before = json.loads(office.run("meeting", "show", code, "--json").stdout)
    said = office.run("preview", "invite", "--meeting", code, "--member", "snv").stdout
    assert "made up" not in said
    text = (office.folder / "preview-out" / "invite.txt").read_text("utf-8")
    assert "Phiên họp quý IV/2096" in text
    assert "Hội trường C" in text
    assert json.loads(office.run("meeting", "show", code, "--json").stdout) == before
    assert json.loads(office.run("outbox", "list", "--json").stdout) == []


def test_what_the_database_does_not_know_is_made_up_and_said(office: Installation) -> None:
    code = convened(office)
    said = office.run("preview", "receipt_attend", "--meeting", code, "--member", "snv").stdout
    assert "Not in the database, and made up: received_at, late, before" in said


def test_every_letter_can_be_shown_about_a_real_meeting(office: Installation, tmp_path: Path) -> None:
    code, out = convened(office), tmp_path / "out"
    for letter in CONTEXTS:
        to_the_head = letter.startswith("chair_") or letter in ("receipt_chair", "summary", "supplement")
        reader = "ct" if to_the_head else ("pct" if letter == "clarify_vice_chair" else "snv")
        real = ["--meeting", code, "--member", reader, "--out", str(out)]
        result = CliRunner().invoke(main, ["--config", str(office.config), "preview", letter, *real])
        if letter == "receipt_guest":
            assert f"the letter '{letter}' never goes to " in result.stderr
            continue
        assert (result.exit_code, result.stderr) == (0, ""), letter
        assert (out / f"{letter}.eml").is_file()


def test_who_is_not_invited_and_a_meeting_that_is_not_are_sentences(office: Installation) -> None:
    code = convened(office)
    said = office.run("preview", "invite", "--meeting", code, "--member", "nobody", status=2).stderr
    assert said.startswith(f"'nobody' is not invited to meeting {code}")
    said = office.run("preview", "invite", "--meeting", "X-0000", "--member", "snv", status=2).stderr
    assert said.startswith("no meeting has the code 'X-0000'")
