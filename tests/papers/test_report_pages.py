"""The report as LibreOffice lays it out: on paper, names stay whole and no signature stands alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailbot.core.summary import Summary
from mailbot.papers import Details, report_docx
from tests.letters.casts import POLICY
from tests.papers.sheets_of_paper import FULL_FORM, MANY, NOBODY, ONLY_GUESTS, PLAIN, SUMMARIES, details_of, pages

AWKWARD = {**SUMMARIES, "nobody": NOBODY, "only guests": ONLY_GUESTS, "three hundred": MANY}
FORM = replace(POLICY, form=FULL_FORM)


@pytest.mark.parametrize("name", AWKWARD)
def test_the_nations_name_keeps_its_line_and_the_signature_is_never_alone(name: str) -> None:
    summary: Summary = AWKWARD[name]
    found = pages(report_docx(summary, FORM, details_of(summary)))
    _holds(found)
    (first_annex,) = [number for number, page in enumerate(found) if "DANH SÁCH XÁC NHẬN THAM DỰ" in page]
    assert first_annex <= 4


@pytest.mark.parametrize("remarks", range(0, 18, 3))
def test_the_signature_moves_with_the_last_words_wherever_the_page_ends(remarks: int) -> None:
    details = Details(remarks=tuple(f"Ghi chú số {number}" for number in range(remarks)))
    _holds(pages(report_docx(NOBODY, FORM, details)))


def _holds(found: tuple[str, ...]) -> None:
    lines = [line.strip() for line in found[0].splitlines()]
    assert any("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in line for line in lines)
    assert any("Độc lập - Tự do - Hạnh phúc" in line for line in lines)
    assert any(line.startswith("Bình Định, ngày") or "Bình Định, ngày" in line for line in lines)
    (signed,) = [page for page in found if "Nguyễn Thị Hòa" in page]
    assert "./." in signed
    for words in ("KT. CHÁNH VĂN PHÒNG", "Nơi nhận:", "- Lưu: VT, KSTT."):
        assert words in signed
    assert not any(not page.strip() for page in found)


def test_the_usual_report_is_two_pages_and_its_annexes() -> None:
    found = pages(report_docx(PLAIN, POLICY))
    assert len(found) == 6
    assert "Phụ lục I\n" in found[2]
    assert "Phụ lục II" in found[5]
    assert [page.strip().splitlines()[0].strip() for page in found[1:5:3]] == ["2", "3"]
    assert found[2].strip().startswith("Phụ lục I")


def test_three_hundred_invitees_have_the_header_on_every_page_of_the_list() -> None:
    found = pages(report_docx(MANY, FORM, details_of(MANY)))
    annex = [page for page in found if "Họ và tên" in page]
    assert len(annex) > 20
    assert [page.strip().splitlines()[0].strip() for page in annex[1:]] == [str(n) for n in range(2, len(annex) + 1)]
