"""Letters to look at: each as its mail, as its HTML part alone, as its text, and all of them on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mailbot.core.policy import Policy
from mailbot.letters.about import ABOUT
from mailbot.letters.cast import Cast
from mailbot.letters.compose import compose, parts_of
from mailbot.letters.contract import CONTEXTS
from mailbot.letters.samples import Sample, sample_letters

# In the Message-ID of a previewed letter: too short for a token, so that no answer to it is ever tied to anything.
TOKEN = "preview"

MARK = ".mailbot-preview"  # without it a folder is not ours, and nothing in it is touched
INDEX = "index.html"
PHONE, DESKTOP = 390, 780  # CSS pixels in the page's frames

_MADE = ("*.eml", "*.html", "*.txt")


class PreviewError(ValueError):
    """What was asked for cannot be shown; the message is a sentence."""


@dataclass(frozen=True)
class Preview:
    """A letter as its reader gets it."""

    name: str
    template: str
    to: str
    subject: str
    text: str
    html: str
    raw: bytes
    calendar: str
    documents: tuple[str, ...]

    @property
    def about(self) -> str:
        return ABOUT[self.template]

    @property
    def kilobytes(self) -> int:
        """The size of the whole mail."""
        return round(len(self.raw) / 1000)


def samples_of(name: str) -> tuple[Sample, ...]:
    """The sample letters of a template, or the one variant of that name; raises PreviewError."""
    everything = tuple(sample_letters(Cast()))
    found = tuple(sample for sample in everything if sample.letter.template == name)
    found = found or tuple(sample for sample in everything if sample.name == name)
    if not found:
        raise PreviewError(f"no letter is called '{name}'; `mailbot preview --list` names them all")
    return found


def variants() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every letter: its name, what it is for, the names of its variants."""
    everything = tuple(sample_letters(Cast()))
    for template in CONTEXTS:
        yield template, ABOUT[template], tuple(s.name for s in everything if s.letter.template == template)


def preview(sample: Sample, *, policy: Policy, templates: Path) -> Preview:
    """The letter, rendered; raises TemplateFaultError, AttachmentError, ValueError as `compose` does."""
    letter = sample.letter
    parts = parts_of(letter, TOKEN, policy=policy, templates=templates, now=sample.now)
    host = policy.office.mailbox.rpartition("@")[2]
    return Preview(
        name=sample.name,
        template=letter.template,
        to=f"{letter.to_name} <{letter.to}>" if letter.to_name else letter.to,
        subject=parts.subject,
        text=parts.text,
        html=parts.html,
        raw=compose(letter, TOKEN, policy=policy, templates=templates, now=sample.now, host=host),
        calendar=parts.calendar,
        documents=tuple(Path(document).name for document in letter.documents),
    )


def write(folder: Path, previews: Sequence[Preview]) -> list[Path]:
    """NAME.eml, NAME.html and NAME.txt of each, and a page with all of them; what was written, the page first.

    What an earlier preview left there goes. Raises PreviewError where the folder holds anything else.
    """
    _prepare(folder)
    written = [folder / INDEX]
    for one in previews:
        for ending, content in (("eml", one.raw), ("html", one.html.encode()), ("txt", one.text.encode())):
            path = folder / f"{one.name}.{ending}"
            path.write_bytes(content)
            written.append(path)
    (folder / INDEX).write_text(page(previews), "utf-8")
    return written


def page(previews: Iterable[Preview]) -> str:
    """One page with every letter as a phone and as a desktop show it, its text part beside."""
    beside = Environment(loader=FileSystemLoader(Path(__file__).parent), undefined=StrictUndefined, autoescape=True)
    return beside.get_template("preview.html").render(previews=list(previews), phone=PHONE, desktop=DESKTOP)


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MARK).exists():
        raise PreviewError(f"'{folder}' holds files that no preview has made; name another folder with --out")
    (folder / MARK).touch()
    for pattern in _MADE:
        for path in folder.glob(pattern):
            path.unlink()
