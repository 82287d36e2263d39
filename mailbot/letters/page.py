"""The summary as a page that stands alone in a browser."""

from __future__ import annotations

from pathlib import Path

from mailbot.core.model import ConsentRequest, Letter, LetterKind
from mailbot.core.policy import Policy
from mailbot.core.summary import Summary
from mailbot.letters.as_html import as_html
from mailbot.letters.render import laid_out, words_of
from mailbot.letters.scrub import one_line


def summary_page(
    summary: Summary,
    *,
    policy: Policy,
    templates: Path,
    pending: tuple[ConsentRequest, ...] = (),
    to_chair: bool = True,
) -> str:
    """The same words as the summary's letter, as HTML without buttons; `to_chair` shows the members' reasons."""
    letter = Letter(
        key=f"page {summary.meeting.id}",
        kind=LetterKind.SUMMARY,
        template="summary",
        to="",
        context={
            "meeting": summary.meeting,
            "summary": summary,
            "pending": pending,
            "to_chair": to_chair,
            "copy": False,
            "changed": {},
        },
    )
    words = words_of(letter, policy=policy, templates=templates, now=summary.at)
    context = {
        "title": one_line(f"{words.kind_words} - {summary.meeting.title}"),
        "policy": policy,
        "body": as_html(words.blocks),
        "footer": as_html(words.footer),
    }
    return laid_out(templates, "page", context)
