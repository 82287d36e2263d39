"""A letter's template and context become its words: the subject's part, the blocks, the hint."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Undefined
from markupsafe import Markup

from mailbot.core.model import Letter
from mailbot.core.policy import Policy
from mailbot.letters.filters import filters
from mailbot.letters.looks import SHEET, dressed
from mailbot.letters.markup import Block, MarkupError, read_blocks, split_front
from mailbot.letters.scrub import inert

ENDING = ".j2"

# Nothing but tags that print nothing themselves.
_ONLY_TAGS = re.compile(r"[ \t]*(?:\{%[-+]?(?! *include\b)(?:(?!%\}).)*%\}[ \t]*)+")

_INCLUDE = re.compile(r"""\{%[-+]?\s*include\s+["']([^"']+)["']""")

# Names that every template may use besides its own context (check.py holds those).
GLOBALS = frozenset({"policy", "letter", "now"})


# What a template's mistakes raise while it is rendered: Jinja's own, and those of Python in its expressions.
AT_FAULT = (
    *(TemplateError, MarkupError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError),
)


class TemplateFaultError(Exception):
    """A template that cannot be rendered; the message names file and line."""


class _WordsLoader(FileSystemLoader):
    """Templates as an office writes them: a line of tags alone leaves no line behind, every other line stays one.

    (Jinja's `trim_blocks` would also join a line that ends in `{% endif %}` with the next.)
    """

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, filename, up_to_date = super().get_source(environment, template)
        return "\n".join(map(_keep_line, source.split("\n"))), filename, up_to_date


@dataclass(frozen=True)
class Words:
    """What a template says."""

    kind_words: str  # the subject's own part: 'Giấy mời'
    blocks: tuple[Block, ...]
    hint: tuple[Block, ...]
    footer: tuple[Block, ...]


def words_of(letter: Letter, *, policy: Policy, templates: Path, now: datetime) -> Words:
    """The words of `letter`; raises TemplateFaultError where its template is at fault."""
    context = {**letter.context, "policy": policy, "letter": letter, "now": now}
    env = environment(templates, policy.working.zone)
    front, body = _rendered(env, templates, letter.template + ENDING, context)
    if "subject" not in front:
        raise TemplateFaultError(
            f"{_shown(templates, letter.template + ENDING)}, line 1: the line 'Subject: ...' is missing"
        )
    return Words(
        kind_words=front["subject"],
        blocks=body,
        hint=_part(env, templates, f"hint_{front['hint']}", context) if front.get("hint") else (),
        footer=_part(env, templates, "footer", context),
    )


@lru_cache(maxsize=8)
def environment(templates: Path, zone: ZoneInfo) -> Environment:
    """For words: values are made inert, so that nothing that came in is ever markup, HTML or a template."""
    env = Environment(
        loader=_WordsLoader(templates),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(filters(zone))
    del env.filters["safe"]
    return env


@lru_cache(maxsize=8)
def layouts(templates: Path) -> Environment:
    """For the HTML around the words."""
    return Environment(loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True)


def laid_out(templates: Path, layout: str, context: Mapping[str, object]) -> str:
    """The layout `layout`.html around finished HTML, every element with its look; raises TemplateFaultError."""
    name = f"layout/{layout}.html"
    try:
        page = layouts(templates).get_template(name).render(context)
    except AT_FAULT as error:
        raise fault(templates, name, error) from error
    try:
        return dressed(page, templates)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise TemplateFaultError(f"{templates.name}/{SHEET}: cannot be read: {reason}") from error


def fault(templates: Path, name: str, error: Exception) -> TemplateFaultError:
    """The error as a sentence with file and line."""
    if isinstance(error, TemplateSyntaxError):
        return TemplateFaultError(f"{_shown(templates, error.name or name)}, line {error.lineno}: {error.message}")
    if isinstance(error, TemplateNotFound):
        return TemplateFaultError(f"{_shown(templates, str(error.name))}: there is no such file")
    if isinstance(error, UnicodeDecodeError):
        return TemplateFaultError(f"{_shown(templates, name)}: is not UTF-8; save it once more with this encoding")
    if isinstance(error, RecursionError):
        return TemplateFaultError(f"{_shown(templates, name)}, line 1: includes itself")
    if isinstance(error, MarkupError):
        file, line = _line_with(templates, name, error.where)
    else:
        file, line = _place(templates, name, error)
    return TemplateFaultError(f"{file}, line {line}: {error}")


def _part(env: Environment, templates: Path, part: str, context: Mapping[str, object]) -> tuple[Block, ...]:
    """A part that has no front lines."""
    name = f"parts/{part}{ENDING}"
    try:
        return read_blocks(env.get_template(name).render(context))
    except AT_FAULT as error:
        raise fault(templates, name, error) from error


def _rendered(
    env: Environment, templates: Path, name: str, context: Mapping[str, object]
) -> tuple[dict[str, str], tuple[Block, ...]]:
    try:
        front, body = split_front(env.get_template(name).render(context))
        return front, read_blocks(body)
    except AT_FAULT as error:
        raise fault(templates, name, error) from error


def _keep_line(line: str) -> str:
    if line.endswith("%}") and line[-3:-2] not in ("-", "+") and not _ONLY_TAGS.fullmatch(line):
        return f"{line[:-2]}+%}}"
    return line


def _finalize(value: object) -> object:
    """What `{{ }}` prints. A value of another type would print as Python sees it: it needs a filter."""
    if isinstance(value, Markup | Undefined):
        return value
    if value is None:
        return ""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return Markup(inert(str(value)))
    raise TypeError(f"a {type(value).__name__} cannot stand in a letter without a filter")


def _place(templates: Path, name: str, error: Exception) -> tuple[str, int]:
    """The last line of a template in the error's traceback."""
    place = (_shown(templates, name), 1)
    for frame in traceback.extract_tb(error.__traceback__):
        if Path(frame.filename).is_relative_to(templates) and frame.lineno:
            place = (_shown(templates, str(Path(frame.filename).relative_to(templates))), frame.lineno)
    return place


def _line_with(templates: Path, name: str, words: str) -> tuple[str, int]:
    """The first line that holds `words`, in the template or in what it includes; its first line where none does."""
    for file in _with_includes(templates, name):
        for number, line in enumerate((templates / file).read_text("utf-8").splitlines(), start=1):
            if words and words in line:
                return _shown(templates, file), number
    return _shown(templates, name), 1


def _with_includes(templates: Path, name: str) -> list[str]:
    files = [name]
    for file in files:
        found = _INCLUDE.findall((templates / file).read_text("utf-8"))
        files += [included for included in found if included not in files]
    return files


def _shown(templates: Path, name: str) -> str:
    return f"{templates.name}/{name}"
