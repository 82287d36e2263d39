"""Pictures of the letters and papers as people see them, for docs/gallery: `python -m tools.gallery`, with `.[dev]`.

Letters in headless Chromium at the width of a phone and of a desktop, in light and dark; papers by LibreOffice and
pdftoppm.  Made-up people only; nothing is sent, and nothing asks the network.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from mailbot.letters.about import ABOUT
from mailbot.letters.cast import Cast, sample_summary
from mailbot.papers import as_pdf, report_docx, summary_xlsx
from tests.letters.browser import QUIET
from tests.letters.casts import PLAIN, POLICY, parts
from tests.papers.sheets_of_paper import details_of, journal_of
from tests.servers.places import program

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"

# The letters that matter: what most people get, what the Head decides by, what the office lives with.
LETTERS = (
    "invite",
    "remind_last",
    "receipt_attend",
    "receipt_pending",
    "refuse_division",
    "clarify_person",
    "chair_request",
    "chair_list",
    "chair_echo",
    "substitute_invited",
    "summary_chair",
    "digest",
)

# Width and scheme; dark at the desktop's width would show nothing that the phone does not.
VIEWS = ((390, "light"), (390, "dark"), (1200, "light"))

COLOURS = 200  # in a picture: with fewer, states' colours that are near each other become one
TALLEST = 2400  # px: the list of 27 people is cut where it only repeats itself
LONGEST = 1200  # px: the longer edge of a paper's page


def main() -> None:
    GALLERY.mkdir(parents=True, exist_ok=True)
    for old in GALLERY.glob("*.png"):
        old.unlink()
    for name, picture in (*_letters(), *_papers()):
        _save(GALLERY / f"{name}.png", picture)
    (GALLERY / "README.md").write_text(_page(), "utf-8")
    size = sum(path.stat().st_size for path in GALLERY.glob("*.png"))
    sys.stdout.write(f"{len(list(GALLERY.glob('*.png')))} pictures, {size / 1e6:.1f} MB, in {GALLERY}\n")


def _letters() -> Iterator[tuple[str, Image.Image]]:
    path = program("/usr/bin/chromium", "chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(path), args=list(QUIET))
        for name in LETTERS:
            html = parts(PLAIN[name]).html
            for width, scheme in VIEWS:
                yield f"{name}-{width}-{scheme}", _photographed(chromium, html, width, scheme)
        chromium.close()


def _photographed(chromium: Browser, html: str, width: int, scheme: str) -> Image.Image:
    page = chromium.new_page(
        viewport={"width": width, "height": 400}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page.set_content(html)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    page.close()
    return picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))


def _papers() -> Iterator[tuple[str, Image.Image]]:
    summary = sample_summary(Cast())
    report = report_docx(summary, POLICY, details_of(summary))
    book = summary_xlsx(summary, POLICY, journal_of(summary), details_of(summary))
    for name, content, ending in (("report", report, ".docx"), ("list", book, ".xlsx")):
        for number, picture in enumerate(_pages(as_pdf(content, ending)), start=1):
            yield f"paper-{name}-{number}", picture


def _pages(pdf: bytes, most: int = 2) -> Iterator[Image.Image]:
    """The first pages of a PDF."""
    with tempfile.TemporaryDirectory(prefix="mailbot-gallery-") as folder:
        source = Path(folder) / "paper.pdf"
        source.write_bytes(pdf)
        command = [
            str(program("/usr/bin/pdftoppm", "poppler-utils")),
            "-png",
            "-scale-to",
            str(LONGEST),
            "-l",
            str(most),
        ]
        subprocess.run([*command, str(source), f"{folder}/page"], check=True)
        for path in sorted(Path(folder).glob("page*.png")):
            with Image.open(path) as picture:
                yield picture.copy()


def _save(path: Path, picture: Image.Image) -> None:
    """With as few colours as it needs: a third of the size, and no difference to the eye."""
    few = picture.convert("RGB").quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def _page() -> str:
    lines = [
        "# What people see",
        "",
        "The letters with made-up people, as wide as a phone (light and dark) and a desktop; then the papers. Made by",
        "`.venv/bin/python -m tools.gallery`. To see any letter in any variant, with your own wording:",
        "`mailbot preview --all`.",
    ]
    for name in LETTERS:
        shown = PLAIN[name]
        lines += [
            "",
            f"## {ABOUT[shown.letter.template]}",
            "",
            f"`{name}`, from `templates/{shown.letter.template}.j2`.",
            "",
        ]
        lines += ["| phone | phone, dark | desktop |", "| --- | --- | --- |"]
        cells = (f"![{name}, {width} px, {scheme}]({name}-{width}-{scheme}.png)" for width, scheme in VIEWS)
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "## The papers", ""]
    for path in sorted(GALLERY.glob("paper-*.png")):
        lines += [f"![{path.stem}]({path.name})", ""]
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    main()
