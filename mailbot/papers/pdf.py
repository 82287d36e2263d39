"""PDF on request, made by LibreOffice where it is installed: a profile of its own, no display, a time limit."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = ("soffice", "libreoffice")

# What reads which file, as Debian packages it.
PACKAGES = {".docx": "libreoffice-writer", ".xlsx": "libreoffice-calc"}

TIMEOUT = 120.0  # seconds


class PdfError(RuntimeError):
    """No PDF could be made; the message is a sentence for the operator."""


def as_pdf(content: bytes, ending: str, timeout: float = TIMEOUT) -> bytes:
    """The document (`ending`: '.docx' or '.xlsx') as PDF; raises PdfError. Takes seconds, and a process of its own."""
    package = PACKAGES[ending]
    program = program_for(ending)
    with tempfile.TemporaryDirectory(prefix="mailbot-pdf-") as folder:
        source = Path(folder) / f"paper{ending}"
        source.write_bytes(content)
        told = _convert(program, source, timeout)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            said = told.strip()[-300:] or "it said nothing"
            raise PdfError(f"LibreOffice made no PDF (is {package} installed?): {said}")
        return made.read_bytes()


def program_for(ending: str) -> str:
    """LibreOffice's program on this machine; raises PdfError where it is not installed."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise PdfError(
            f"LibreOffice is not installed, so no PDF can be made; on Debian: apt-get install "
            f"--no-install-recommends {PACKAGES[ending]} fonts-liberation"
        )
    return program


def _convert(program: str, source: Path, timeout: float) -> str:
    """Run it, and all that it starts, for `timeout` at most; what it said."""
    folder = source.parent
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "pdf", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        raise PdfError(f"LibreOffice took longer than {timeout:g} s to make a PDF, and was stopped") from None
    finally:
        _end(process)
    return said.decode("utf-8", "replace")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing of it outlives the call: the launcher leaves children behind when it is stopped."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()
