"""The papers of one report, made of its material: each once, and one that fails is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mailbot.core.model import Enclosure, Illustration, State
from mailbot.core.policy import PaperFile, Policy
from mailbot.core.summary import Summary
from mailbot.desk.material import Material
from mailbot.letters.attach import content_type
from mailbot.papers import as_pdf, bar_png, report_docx, report_name, summary_name, summary_xlsx

PDF_PATIENCE = 45.0  # seconds: the Head waits for the report, not for its PDF


class LeftOutError(RuntimeError):
    """A report goes out without one of its papers; the message says which and why."""


@dataclass(frozen=True)
class Made:
    """The papers of one report, what they were made of, and what could not be made."""

    material: Material
    files: Mapping[bool, tuple[Enclosure, ...]]  # with reasons, and without
    bar: Illustration | None
    left_out: tuple[LeftOutError, ...] = ()


def make(material: Material, policy: Policy, *, pdf: bool = True) -> Made:
    """The papers that the office wants, each made once; one that fails is left out, for no report must wait for it."""
    press = _Press(policy, pdf=pdf)
    shown = material.without_reasons
    whole = press.report(material, reasons=True)
    same = shown.details == material.details and not _asks_for_consent(material.summary)
    less = whole if same else press.report(shown, reasons=False)
    papers = {True: {**whole, **press.list_(material)}, False: {**less, **press.list_(shown)}}
    files = {
        reasons: tuple(found[kind] for kind in policy.form.attach if kind in found) for reasons, found in papers.items()
    }
    return Made(material, files, press.bar(material.summary), tuple(press.left_out.values()))


def _asks_for_consent(summary: Summary) -> bool:
    return any(row.state is State.PENDING for row in summary.rows)


class _Press:
    """Makes the papers of one report, and keeps what failed; what fails for two readers is said once."""

    def __init__(self, policy: Policy, *, pdf: bool) -> None:
        self.policy = policy
        self.left_out: dict[PaperFile | None, LeftOutError] = {}
        self._wanted = {kind for kind in policy.form.attach if pdf or kind is not PaperFile.PDF}
        if not pdf and PaperFile.PDF in policy.form.attach:
            self.left_out[PaperFile.PDF] = LeftOutError("no PDF: answers kept coming in while it was being made")

    def report(self, material: Material, *, reasons: bool) -> dict[PaperFile, Enclosure]:
        """The draft of the report, and the same as PDF."""
        if not self._wanted & {PaperFile.DOCX, PaperFile.PDF}:
            return {}
        name = report_name(material.summary, self.policy)
        draft = self._try(
            PaperFile.DOCX,
            name,
            lambda: report_docx(material.summary, self.policy, material.details, reasons=reasons),
        )
        pdf = dict[PaperFile, Enclosure]()
        if draft and PaperFile.PDF in self._wanted:
            content, stem = draft[PaperFile.DOCX].content, name.removesuffix(".docx")
            pdf = self._try(PaperFile.PDF, f"{stem}.pdf", lambda: as_pdf(content, ".docx", PDF_PATIENCE))
        return {**draft, **pdf}

    def list_(self, material: Material) -> dict[PaperFile, Enclosure]:
        """The list of invitees, and the log where the material has one."""
        if PaperFile.XLSX not in self._wanted:
            return {}
        name = summary_name(material.summary, self.policy)
        return self._try(
            PaperFile.XLSX,
            name,
            lambda: summary_xlsx(material.summary, self.policy, material.log, material.details),
        )

    def bar(self, summary: Summary) -> Illustration | None:
        """The picture of the figures; without anybody invited there is none."""
        try:
            drawn = bar_png(summary) if summary.total else None
        except Exception as error:
            self.left_out[None] = LeftOutError(f"no picture: {type(error).__name__}: {error}")
            return None
        return Illustration(drawn.content, drawn.alt, drawn.width, drawn.height) if drawn else None

    def _try(self, kind: PaperFile, name: str, content: Callable[[], bytes]) -> dict[PaperFile, Enclosure]:
        try:
            return {kind: Enclosure(name, content_type(f".{kind}"), content())}
        except Exception as error:  # whatever it is: the report goes out
            self.left_out.setdefault(kind, LeftOutError(f"no {kind.upper()}: {error or type(error).__name__}"))
            return {}
