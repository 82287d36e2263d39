"""PDF on request: LibreOffice does it, in its own corner, in its time, or it is said what is missing."""

from __future__ import annotations

import io
import stat
import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from mailbot.papers import PdfError, as_pdf, report_docx, summary_xlsx
from tests.letters.casts import POLICY
from tests.papers.sheets_of_paper import PLAIN


def test_a_report_and_a_list_become_pdf_of_a4() -> None:
    for content, ending in ((report_docx(PLAIN, POLICY), ".docx"), (summary_xlsx(PLAIN, POLICY), ".xlsx")):
        box = PdfReader(io.BytesIO(as_pdf(content, ending))).pages[0].mediabox
        assert sorted((round(box.width), round(box.height))) == [595, 842]


def test_where_libreoffice_is_missing_the_package_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PdfError, match=r"apt-get install --no-install-recommends libreoffice-writer"):
        as_pdf(b"", ".docx")
    with pytest.raises(PdfError, match="libreoffice-calc"):
        as_pdf(b"", ".xlsx")


def test_what_takes_too_long_is_stopped_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _program(tmp_path, 'sleep 987654 &\necho $! > "%s"\nwait' % (tmp_path / "child"))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(PdfError, match="longer than 1 s"):
        as_pdf(b"", ".docx", timeout=1)
    child = (tmp_path / "child").read_text().strip()
    assert _ends(child)


def _ends(child: str) -> bool:
    """Whether this process is gone; a kill reaches a child of a child a moment later on a busy machine."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            if Path("/proc", child, "stat").read_text().split()[2] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


def test_what_it_says_when_it_makes_nothing_is_passed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _program(tmp_path, "echo 'Error: source file could not be loaded'")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(PdfError, match=r"is libreoffice-writer installed\?.*could not be loaded"):
        as_pdf(b"", ".docx")


def test_it_gets_a_profile_of_its_own_and_nothing_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _program(tmp_path, f'env > "{tmp_path}/env"; echo "$@" > "{tmp_path}/told"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("MAILBOT_IMAP_PASSWORD", "secret")
    with pytest.raises(PdfError):
        as_pdf(b"", ".docx")
    assert "secret" not in (tmp_path / "env").read_text()
    assert "-env:UserInstallation=file:///" in (tmp_path / "told").read_text()


def _program(folder: Path, script: str) -> None:
    """Something that is started instead of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
