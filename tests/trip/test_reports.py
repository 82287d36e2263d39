"""The reports with their papers, as they lie in the readers' mailboxes: the Head's, the Vice-Chair's, the office's."""

from __future__ import annotations

import email
import email.policy
import io
import re
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image
from sqlalchemy import select

from mailbot.core.model import Intent, Meeting, State
from mailbot.core.policy import PaperFile
from mailbot.core.summary import TERMS
from mailbot.desk import press
from mailbot.desk.material import Material
from mailbot.desk.press import Made, make
from mailbot.office.by_hand import Entry, enter_answer
from mailbot.store.tables import outbox
from tests.papers.sheets_of_paper import book, cells, opened, texts
from tests.trip.stage import OFFICE, Stage

REASON = "vướng đi điều trị bệnh"
GROUND = "Công văn số 9/STP ngày 3/11/2026, vì việc riêng của gia đình"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_ROW = 4


@pytest.fixture
def reported(play: Stage) -> Meeting:
    """A meeting of which the summary is out: one comes, one asks for a deputy, one stays away, one by paper."""
    meeting = play.meeting()
    play.says("syt", "Tôi dự họp.")
    play.says("sxd", f"Tôi {REASON}, xin báo vắng.")
    play.says("stc", f"Do {REASON}, đề nghị cho đồng chí Ngô Đức Thắng, Phó Giám đốc Sở, dự thay tôi.")
    entry = Entry("Lan", GROUND, play.now)
    enter_answer(play.app.desk, meeting.code, "stp", Intent.ABSENT, None, entry, play.now)
    play.now = meeting.deadline + timedelta(minutes=1)
    play.run()
    return meeting


def report_to(play: Stage, who: str) -> EmailMessage:
    return play.letters(who, kind="summary")[-1]


def papers(mail: EmailMessage) -> dict[str, bytes]:
    """The attachments by content type."""
    return {part.get_content_type(): _bytes(part) for part in mail.iter_attachments()}


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def html_of(mail: EmailMessage) -> str:
    found = next(part for part in mail.walk() if part.get_content_type() == "text/html")
    return str(found.get_content())


def all_text(content: bytes) -> str:
    """Every word in an office file, wherever in it."""
    with ZipFile(io.BytesIO(content)) as archive:
        xml = " ".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return re.sub(r"<[^>]+>", "", xml)


def test_the_picture_in_the_heads_summary_is_carried_by_the_mail_and_named_by_its_html(
    play: Stage, reported: Meeting
) -> None:
    mail = report_to(play, "ct")
    (image,) = re.findall(r'<img [^>]*src="cid:([^"]+)" alt="([^"]+)"', html_of(mail))
    (part,) = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    assert part["Content-ID"] == f"<{image[0]}>"
    assert part.get_content_disposition() == "inline"
    assert Image.open(io.BytesIO(_bytes(part))).size == (1200, 88)
    summary = play.summary(reported)
    assert image[1].startswith("Biểu đồ: 1 tham dự, 1 chờ ý kiến, 2 báo vắng")
    related = next(part for part in mail.walk() if part.get_content_type() == "multipart/related")
    assert [part.get_content_type() for part in related.iter_parts()] == ["text/html", "image/png"]
    assert summary.headline() in html_of(mail)
    body = mail.get_body(("plain",))
    assert body is not None
    assert summary.headline() in body.get_content()


def test_the_heads_files_open_and_their_figures_are_those_of_the_mail(play: Stage, reported: Meeting) -> None:
    found = papers(report_to(play, "ct"))
    counts = play.summary(reported).counts
    figures = next(rows for rows in map(cells, opened(found[DOCX]).tables) if rows[0][:2] == ["Stt", "Nội dung"])
    assert {row[1]: int(row[2]) for row in figures[1:8]} == {TERMS[state]: count for state, count in counts.items()}
    sheet = book(found[XLSX])
    assert sheet.sheetnames == ["Danh sách", "Nhật ký"]
    rows = sheet["Danh sách"].iter_rows(min_row=FIRST_ROW, values_only=True)
    results = [row[5] for row in rows if row[1] == "Thành viên"]
    assert {state: results.count(TERMS[state]) for state in State} == counts
    plain = report_to(play, "ct").get_body(("plain",))
    assert plain is not None
    for state, count in counts.items():
        assert f"- {TERMS[state]}: {count} (" in plain.get_content()


def test_the_log_tells_the_heads_and_the_offices_file_what_was_said_and_by_whom_it_was_entered(
    play: Stage, reported: Meeting
) -> None:
    for who in ("ct", OFFICE):
        rows = list(book(papers(report_to(play, who))[XLSX])["Nhật ký"].iter_rows(min_row=FIRST_ROW, values_only=True))
        assert [row[5] for row in rows] == [
            "Thành viên xác nhận tham dự", "Thành viên báo vắng", "Đề nghị dự thay, trình Trưởng Ban",
            "Thành viên báo vắng",
        ]  # fmt: skip
        assert rows[3][4] == GROUND
        assert rows[3][6] == "Văn phòng: Lan"
        assert REASON in str(rows[1][4])


def test_nothing_that_the_vice_chair_gets_contains_a_reason(play: Stage, reported: Meeting) -> None:
    mail = report_to(play, "pct")
    found = papers(mail)
    assert set(found) == {DOCX, XLSX}
    for content in found.values():
        for reason in (REASON, "điều trị", GROUND, "việc riêng"):
            assert reason not in all_text(content)
    assert book(found[XLSX]).sheetnames == ["Danh sách"]
    body = mail.get_body(("plain",))
    assert body is not None
    assert "điều trị" not in html_of(mail) + body.get_content()
    assert "Ngô Đức Thắng" in all_text(found[DOCX])  # whom the Head is asked for is no secret
    assert REASON in all_text(papers(report_to(play, "ct"))[DOCX])  # and the test would see one


def test_the_office_gets_its_own_copy_that_says_what_it_is(play: Stage, reported: Meeting) -> None:
    body = report_to(play, OFFICE).get_body(("plain",))
    assert body is not None
    assert "Bản gửi Phòng để theo dõi" in body.get_content()
    assert play.templates(OFFICE).count("summary") == 1
    play.run()
    assert play.inbox() >= 1  # it stays where the clerks read it
    assert play.templates("ct").count("summary") == 1


def test_a_supplement_marks_the_rows_that_changed_in_mail_and_papers(play: Stage, reported: Meeting) -> None:
    play.says("sct", "Tôi dự họp.")
    play.later(minutes=31)
    mail = report_to(play, "ct")
    assert "bổ sung (lần 1)" in str(mail["subject"]).casefold()
    body = mail.get_body(("plain",))
    assert body is not None
    marked = [line for line in body.get_content().splitlines() if "Thay đổi (trước đó: chưa phản hồi)" in line]
    assert len(marked) == 1
    assert play.name("sct") in marked[0]
    found = papers(mail)
    rows = list(book(found[XLSX])["Danh sách"].iter_rows(min_row=FIRST_ROW - 1, values_only=True))
    assert rows[0][13] == "Thay đổi"
    assert [(row[2], row[13]) for row in rows[1:] if row[13]] == [
        (play.name("sct"), "Thay đổi (trước đó: chưa phản hồi)")
    ]
    said = texts(opened(found[DOCX]))
    assert any(text.startswith("Bổ sung (lần 1) tổng hợp xác nhận tham dự") for text in said)
    assert sum("Thay đổi (trước đó: chưa phản hồi)" in text for text in said) == 1


def wants(play: Stage, *files: PaperFile) -> None:
    policy = play.settings.policy
    play.restarted(replace(policy, form=replace(policy.form, attach=files)))


def closed(play: Stage) -> None:
    meeting = play.meeting("ct", "pct", "syt")
    play.says("syt", "Tôi dự họp.")
    play.now = meeting.deadline + timedelta(minutes=1)
    play.run()


def test_who_wants_no_attachments_gets_none_and_the_picture_all_the_same(play: Stage) -> None:
    wants(play)
    closed(play)
    assert papers(report_to(play, "ct")) == {}
    assert report_to(play, "ct").get_content_type() == "multipart/alternative"
    assert "cid:" in html_of(report_to(play, "ct"))


def test_the_pdf_stands_beside_the_draft_where_the_office_wants_it(play: Stage) -> None:
    wants(play, PaperFile.DOCX, PaperFile.PDF)
    closed(play)
    found = papers(report_to(play, "pct"))
    assert list(found) == [DOCX, "application/pdf"]
    assert found["application/pdf"].startswith(b"%PDF-")


def test_without_libreoffice_the_report_goes_out_without_its_pdf_and_the_office_is_told_once(
    play: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    wants(play, PaperFile.DOCX, PaperFile.PDF)
    monkeypatch.setenv("PATH", str(tmp_path))
    closed(play)
    assert set(papers(report_to(play, "ct"))) == {DOCX}
    assert play.templates(OFFICE).count("office_notice") == 1
    notices = [raw for raw in play.servers.messages(OFFICE) if b"LibreOffice is not installed" in _decoded(raw)]
    assert len(notices) == 1
    play.says("syt", "Tôi xin báo vắng.", to="")
    play.later(minutes=31)
    assert play.templates("ct")[-1] == "supplement"
    assert play.templates(OFFICE).count("office_notice") == 1


def test_an_answer_that_comes_in_while_the_papers_are_made_stands_in_them(
    play: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = play.meeting("ct", "pct", "syt", "sxd")
    play.now = meeting.deadline + timedelta(minutes=1)
    seen: list[int] = []

    def made(material: Material, *arguments: object, **options: bool) -> Made:
        seen.append(material.summary.counts[State.ATTENDS])
        if len(seen) == 1:
            later = play.now + timedelta(seconds=3)
            entry = Entry("Lan", "Công văn số 1", later)
            enter_answer(play.app.desk, meeting.code, "syt", Intent.ATTEND, None, entry, later)
        return make(material, play.settings.policy, **options)

    monkeypatch.setattr(press, "make", made)
    play.run()
    assert seen == [0, 1]
    play.later(seconds=5)
    results = [row[5] for row in book(papers(report_to(play, "ct"))[XLSX])["Danh sách"].iter_rows(values_only=True)]
    assert results.count("Tham dự") == 1
    assert play.summary(meeting).headline() in html_of(report_to(play, "ct"))
    play.later(minutes=31)
    assert "supplement" not in play.templates("ct")  # what the summary told is not told again


def test_a_report_does_not_wait_for_answers_to_end(play: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = play.meeting("ct", "pct", "syt", "sxd", "stc", "stp")
    play.now = meeting.deadline + timedelta(minutes=1)
    coming = ["syt", "sxd", "stc", "stp"]
    wants(play, PaperFile.XLSX, PaperFile.PDF)
    asked: list[bool] = []

    def made(material: Material, *arguments: object, pdf: bool = True) -> Made:
        asked.append(pdf)
        if pdf:
            entry = Entry("Lan", "Công văn số 1", play.now)
            enter_answer(play.app.desk, meeting.code, coming.pop(), Intent.ATTEND, None, entry, play.now)
        return make(material, play.settings.policy, pdf=False)

    monkeypatch.setattr(press, "make", made)
    play.run()
    assert asked == [True, True, False]
    assert set(papers(report_to(play, "ct"))) == {XLSX}
    assert play.summary(meeting).headline() in html_of(report_to(play, "ct"))


def test_a_paper_that_cannot_be_made_holds_nothing_up_and_is_said_in_the_log(
    play: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise ZeroDivisionError("no such column")

    monkeypatch.setattr("mailbot.desk.press.summary_xlsx", broken)
    closed(play)
    assert set(papers(report_to(play, "ct"))) == {DOCX}
    assert "office_notice" in play.templates(OFFICE)


def test_the_kept_copy_of_a_report_has_the_same_papers_without_its_token(play: Stage, reported: Meeting) -> None:
    with play.app.store.read() as connection:
        copies = list(connection.scalars(select(outbox.c.copy).where(outbox.c.template == "summary")))
    raw = next(each for each in play.servers.messages(play.address("ct")) if b"Message-ID: <summary." in each)
    token = re.search(rb"<summary\.([0-9a-f]{32})@", raw)
    assert token is not None
    assert not any(token[1] in copy for copy in copies)
    kept = next(copy for copy in copies if play.address("ct").encode() in copy)
    assert papers(_read(kept)) == papers(_read(raw))


def _decoded(raw: bytes) -> bytes:
    return b"".join(_bytes(part) for part in _read(raw).walk() if not part.is_multipart())


def _read(raw: bytes) -> EmailMessage:
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found
