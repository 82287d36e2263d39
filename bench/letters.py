"""How fast letters are made, and reports with all their papers, for the Committee as it is and for three hundred."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bench.installation import OFFICE, REPOSITORY
from mailbot.core.model import Event, JournalLine, Letter, State
from mailbot.core.policy import Committee, Form, Office, PaperFile, Policy, Regulation
from mailbot.core.summary import Summary
from mailbot.desk.material import Material
from mailbot.desk.press import Made, make
from mailbot.letters import compose
from mailbot.letters.cast import NOW, Cast, sample_summary
from mailbot.letters.samples import Sample, sample_letters
from mailbot.papers import Details

_ROUNDS = 3
_SIZES = {27: 26, 300: 299}  # invitees, and the seats among them beside the Head
_POLICY = Policy(
    Committee("Ban Chỉ đạo", "BCĐ", "tỉnh", "Tỉnh"),
    Regulation("Quy chế hoạt động của Ban Chỉ đạo"),
    Office("Phòng Kiểm soát thủ tục hành chính", "Văn phòng UBND tỉnh", OFFICE, (OFFICE,)),
)


def measure() -> dict[str, object]:
    """Letters per second; seconds for all papers of one report (two drafts, two lists, the picture), and for its three
    mails with them, each composed twice as the outbox wants it. The best of several rounds; the PDF is made once."""
    samples = {sample.name: sample for sample in sample_letters(Cast())}
    every = _best(lambda: [_composed(sample.letter, sample.now) for sample in samples.values()])
    one = _best(lambda: _composed(samples["invite"].letter, NOW))
    figures: dict[str, object] = {
        "letters of every kind (letters/s)": round(len(samples) / every),
        "one invitation (ms)": round(1000 * one, 1),
    }
    whole = {}
    for invitees, seats in _SIZES.items():
        material = _material(sample_summary(replace(Cast(), seats=seats)))
        papers = _best(lambda material=material: make(material, _POLICY))
        made = make(material, _POLICY)
        mails = _best(lambda material=material, made=made: _three_mails(samples["summary_chair"], material, made))
        size = len(_three_mails(samples["summary_chair"], material, made)[0])
        whole[invitees] = papers + mails
        figures[f"{invitees} invitees: the papers of a report (s)"] = round(papers, 2)
        figures[f"{invitees} invitees: its mails with them (s)"] = round(mails, 2)
        figures[f"{invitees} invitees: the Head's mail (kB)"] = round(size / 1000)
    figures["report, 300 / 27 invitees"] = round(whole[300] / whole[27], 1)
    figures["report of 27 / one invitation"] = round(whole[27] / one)
    figures["27 invitees: PDF beside the draft (s)"] = _pdf(_material(sample_summary(Cast())))
    return figures


def _best(work: Callable[[], object]) -> float:
    took = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def _composed(letter: Letter, now: datetime, token: str = "0" * 32) -> bytes:
    return compose(letter, token, policy=_POLICY, templates=REPOSITORY / "templates", now=now, host="vpub.example")


def _three_mails(sample: Sample, material: Material, made: Made) -> list[bytes]:
    """To the Head, the Standing Vice-Chair and the office, as they are enqueued: with the token, and masked."""
    context = {**sample.letter.context, "summary": material.summary}
    letters = [
        replace(sample.letter, context=context, enclosures=made.files[reasons], bar=made.bar)
        for reasons in (True, False, True)
    ]
    return [_composed(letter, sample.now, token) for letter in letters for token in ("c0ffee" * 5, "0" * 32)]


def _material(summary: Summary) -> Material:
    """A report's material: everybody's answer stands in the log."""
    log = tuple(
        JournalLine(
            at=NOW + timedelta(minutes=number),
            member=row.invitation.member,
            event=Event.ATTEND,
            before=State.SILENT,
            after=row.state,
            rule="attends",
            words=row.invitation.reason or "Tôi dự họp.",
            substitute=row.invitation.substitute,
        )
        for number, row in enumerate(summary.rows)
    )
    ways = {line.member.id: "Thư điện tử" for line in log}
    return Material(summary, Details(ways=ways), log)


def _pdf(material: Material) -> object:
    """What the PDFs add; '-' where LibreOffice is not installed."""
    wanted = replace(_POLICY, form=Form(attach=(PaperFile.DOCX, PaperFile.XLSX, PaperFile.PDF)))
    began = time.perf_counter()
    made = make(material, wanted)
    took = time.perf_counter() - began
    return "-" if made.left_out else round(took - _best(lambda: make(material, _POLICY)), 2)
