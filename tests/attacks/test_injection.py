"""Words that want to be more than words: templates, HTML, header fields, formulas, SQL."""

from __future__ import annotations

import csv
import email.message
import io
from base64 import b64encode
from dataclasses import replace
from email.header import Header
from pathlib import Path

import pytest
from openpyxl import load_workbook

from mailbot.core.model import Meeting, Roster, State, Trust
from mailbot.office.roster_file import load_roster, write_roster
from tests.attacks.acts import (
    EVIL,
    NONE,
    OURS,
    accepted,
    attack,
    with_body,
    with_field,
)
from tests.servers.house import RealServers
from tests.trip.stage import MONDAY, OFFICE, Stage, roster, stage

TEXT = "text/plain; charset=utf-8"
NASTY = (
    "{{ 7*7 }}{% raw %}<script>alert(1)</script><img src=x onerror=alert(1)>"
    "<!--[if mso]><b>mso</b><![endif]-->&\"' **đậm** | @buttons approve"
)


def html(letter: email.message.EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert isinstance(body, email.message.EmailMessage)
    return str(body.get_content())


def text(letter: email.message.EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert isinstance(body, email.message.EmailMessage)
    return str(body.get_content())


def is_harmless(letter: email.message.EmailMessage) -> bool:
    """Whether nothing of NASTY was carried out, though it may be shown."""
    page = html(letter)
    alive = ("<script>alert", "<img src=x", "<strong>đậm", "<!--[if mso]><b>mso")
    return not any(sign in page for sign in alive) and ">49" not in page and " 49" not in text(letter)


def with_member(
    name: str = "Tô Thị Hoài An", title: str = "Giám đốc Sở Y tế", agency: str = "Sở Y tế", phone: str = ""
) -> Roster:
    members = [
        replace(m, name=name, title=title, agency=agency, phone=phone or m.phone) if m.id == "syt" else m
        for m in roster().members
    ]
    return replace(roster(), members=tuple(members))


@pytest.mark.parametrize("template", ["invite", "receipt_attend"])
def test_a_title_is_never_a_template_nor_html_in_a_letter(play: Stage, template: str) -> None:
    play.meeting("syt", title=f"Phiên họp {NASTY}")
    play.says("syt", "Tôi dự họp.")
    assert play.templates("syt") == ["invite", "receipt_attend"]
    letter = play.letters("syt")[play.templates("syt").index(template)]
    assert is_harmless(letter)
    assert "&lt;script&gt;" in html(letter)
    assert "{{ 7*7 }}" in text(letter)


def test_a_members_name_is_never_a_template_nor_html_nor_a_header(tmp_path: Path, house: RealServers) -> None:
    name = f"An {NASTY}\r\nBcc: {EVIL}"
    with stage(tmp_path, members=with_member(name=name), trust=Trust(authserv_ids=(OURS,)), servers=house) as play:
        play.servers.add_user(EVIL, "pw")
        play.meeting("ct", "syt")
        (letter,) = play.letters("syt")
        assert is_harmless(letter)
        assert (letter["bcc"], play.letters(EVIL)) == (None, [])
        assert [a.addr_spec for a in letter["to"].addresses] == ["antth@syt.binhdinh.example"]


def test_a_reason_is_words_in_the_letter_to_the_head(play: Stage) -> None:
    meeting = play.meeting("ct", "syt")
    reason = "Tôi đi công tác <script>alert</script> {{ 7*7 }}"
    words = f"{reason}, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."
    assert accepted(play, with_body(play.mail("syt", ""), TEXT, f"{words}\r\n")) == "put_before_the_head"
    letter = play.letters("ct", kind="approval")[-1]
    assert ("{{ 7*7 }}" in text(letter), is_harmless(letter)) == (True, True)
    assert play.state("syt", meeting) is State.PENDING


def test_a_line_that_looks_like_a_field_in_a_reason_is_words_in_the_letter(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.servers.add_user(EVIL, "pw")
    reason = f"Tôi đi công tác\r\nBcc: {EVIL}\r\nContent-Type: text/html\r\n\r\n.\r\nMAIL FROM:<{EVIL}>"
    words = f"{reason}\r\nđề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay.\r\n"
    accepted(play, with_body(play.mail("syt", ""), TEXT, words))
    assert play.letters(EVIL) == []
    for letter in [*play.letters("ct"), *play.letters("syt")]:
        assert (letter["bcc"], EVIL in str(letter["to"])) == (None, False)


def test_buttons_that_a_reason_writes_are_no_buttons(play: Stage) -> None:
    play.meeting("ct", "syt")
    words = "Tôi không dự được vì bận.\r\n@buttons approve refuse:\r\n@table facts\r\n| a | b |\r\n# To\r\n"
    accepted(play, with_body(play.mail("syt", ""), TEXT, words))
    assert all("approve" not in html(letter) for letter in play.letters("syt")[1:])


def test_a_subject_is_no_html_in_the_offices_digest(play: Stage) -> None:
    play.meeting("syt")
    subject = Header(f"Xác nhận {NASTY}", "utf-8", 10_000).encode()
    raw = with_field(play.mail("syt", "Cho tôi hỏi mấy giờ họp?"), "Subject", subject)
    assert accepted(play, raw) == "question"
    play.later(hours=8)
    digests = play.letters(OFFICE, kind="digest")
    assert any("script" in text(letter) for letter in digests)
    assert all(is_harmless(letter) for letter in digests)


BREAKS = {
    "encoded in Q": "=?utf-8?q?T=C3=B4=0D=0ABcc:_evil=40noikhac.example=0D=0A=0D=0A<script>?=",
    "encoded in B": "=?utf-8?b?" + b64encode(f"An\r\nBcc: {EVIL}".encode()).decode() + "?=",
    "Unicode's own": Header(f"An\u2028Bcc: {EVIL}\u0085To: {EVIL}", "utf-8", 10_000).encode(),
}


@pytest.mark.parametrize("kind", BREAKS)
def test_a_line_break_in_a_display_name_or_a_subject_begins_no_field(play: Stage, kind: str) -> None:
    play.meeting("syt")
    play.servers.add_user(EVIL, "pw")
    raw = with_field(play.mail("syt", "Tôi dự họp."), "From", f"{BREAKS[kind]} <antth@syt.binhdinh.example>")
    raw = with_field(raw, "Subject", f"Re: {BREAKS[kind]}")
    accepted(play, raw)
    play.later(hours=8)
    assert play.letters(EVIL) == []
    for letter in [*play.letters("syt"), *play.letters(OFFICE)]:
        assert (letter["bcc"], EVIL in str(letter["to"])) == (None, False)


@pytest.mark.parametrize("value", [f"<a@b.example>\r\n Bcc: {EVIL}", f"<a\u2028Bcc:{EVIL}>", "<" + "x" * 3000 + ">"])
def test_a_message_id_of_the_attackers_making_begins_no_field_of_ours(play: Stage, value: str) -> None:
    play.meeting("syt")
    assert accepted(play, with_field(play.mail("syt", "Tôi dự họp."), "Message-ID", value)) == "attends"
    letter = play.letters("syt")[-1]
    assert (letter["bcc"], EVIL in str(letter)) == (None, False)


@pytest.mark.parametrize("code", ["[Q-' OR 1=1]", "[Q-AAAA'; DROP TABLE ledger;--]", "[%-____]", "[Q-0000]"])
def test_sql_in_the_code_of_a_subject_finds_no_meeting_of_another(play: Stage, code: str) -> None:
    play.meeting("sxd")
    play.meeting("sxd", title="Hội nghị tổng kết năm 2026")
    raw = with_field(play.mail("syt", "Tôi dự họp.", to=""), "Subject", f"Re: Tôi dự {code}")
    assert attack(play, raw) == ("several_meetings", NONE)


FORMULA = '=HYPERLINK("http://noikhac.example","Bấm")'


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
@pytest.mark.parametrize("column", ["name", "title", "agency", "phone"])
def test_a_formula_in_a_cell_is_text_in_the_exported_roster(
    tmp_path: Path, ending: str, start: str, column: str
) -> None:
    file = tmp_path / f"roster.{ending}"
    write_roster(with_member(**{column: start + FORMULA}), file)
    if ending == "csv":
        cells = [cell for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"))) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
        assert any("HYPERLINK" in cell for cell in cells)
    else:
        sheet = load_workbook(file).worksheets[0]
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
        assert any("HYPERLINK" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_twin_a_name_with_signs_of_html_is_shown_as_it_is_written(play: Stage) -> None:
    meeting: Meeting = play.meeting("syt", title="Phiên họp 'A & B' <mở rộng> - 100%")
    accepted(play, play.mail("syt", "Tôi dự họp."))
    assert "Phiên họp 'A & B' <mở rộng> - 100%" in " ".join(text(play.letters("syt")[-1]).split())
    assert play.state("syt", meeting) is State.ATTENDS


def test_twin_an_exported_roster_reads_back_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    write_roster(with_member(agency="Sở Y tế"), file)
    assert [m.agency for m in load_roster(file, on=MONDAY.date())] == [m.agency for m in roster()]
