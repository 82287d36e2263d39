"""The templates tried before they are needed: every letter, with sample data, every branch's names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes

from mailbot.core.policy import Policy
from mailbot.letters.cast import Cast
from mailbot.letters.compose import parts_of
from mailbot.letters.contract import CONTEXTS
from mailbot.letters.markup import MarkupError, read_blocks
from mailbot.letters.render import ENDING, GLOBALS, TemplateFaultError, environment, fault
from mailbot.letters.samples import sample_letters

# What Jinja itself knows.
_BUILT_IN = frozenset({"loop", "range", "dict", "lipsum", "cycler", "joiner", "namespace", "true", "false", "none"})


def check_templates(folder: Path, policy: Policy, names: Collection[str] = CONTEXTS) -> list[str]:
    """The faults of these templates in `folder`, each a sentence with file and line; empty where all is well."""
    if not folder.is_dir():
        return [f"the templates folder '{folder}' does not exist"]
    env = environment(folder, policy.working.zone)
    faults = [found for name in CONTEXTS if name in names for found in _static_faults(env, folder, name)]
    broken = {found.split(",")[0] for found in faults}
    for sample in sample_letters(Cast()):
        if sample.letter.template not in names:
            continue
        try:
            parts_of(sample.letter, "sample", policy=policy, templates=folder, now=sample.now)
        except TemplateFaultError as error:
            if str(error).split(",")[0] not in broken:
                faults.append(str(error))
    return list(dict.fromkeys(faults))


def _static_faults(env: Environment, folder: Path, name: str) -> Iterator[str]:
    """Names that nobody gives to the template, in branches that no sample reaches too; bold that does not end."""
    allowed = CONTEXTS[name] | GLOBALS | _BUILT_IN
    yield from _faults_of(env, folder, name + ENDING, allowed, seen=set())


def _faults_of(env: Environment, folder: Path, file: str, allowed: frozenset[str], seen: set[str]) -> Iterator[str]:
    if file in seen:
        return
    seen.add(file)
    if env.loader is None:
        return
    try:
        source = env.loader.get_source(env, file)[0]
        tree = env.parse(source, file)
    except TemplateSyntaxError as error:
        error.name = file
        yield str(fault(folder, file, error))
        return
    except (TemplateError, UnicodeDecodeError) as error:
        yield str(fault(folder, file, error))
        return
    shown = f"{folder.name}/{file}"
    for number, line in enumerate(source.split("\n"), start=1):
        yield from (f"{shown}, line {number}: {what}" for what in _line_faults(line))
    for used in tree.find_all(nodes.Filter):
        if used.name not in env.filters:
            close = get_close_matches(used.name, env.filters, n=1)
            meant = f"; did you mean '{close[0]}'?" if close else ""
            yield f"{shown}, line {used.lineno}: No filter named '{used.name}'{meant}"
    known = allowed | {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in known:
            yield f"{shown}, line {name.lineno}: '{name.name}' is undefined"
    for include in tree.find_all(nodes.Include):
        if isinstance(include.template, nodes.Const):
            yield from _faults_of(env, folder, include.template.value, known, seen)


def _line_faults(line: str) -> Iterator[str]:
    """What is wrong with a line whatever is put into it."""
    if line.count("**") % 2:
        yield "a '**' has no counterpart on its line"
    if line.lstrip().startswith("@") and "{" not in line:
        try:
            read_blocks(line)
        except MarkupError as error:
            yield str(error)
