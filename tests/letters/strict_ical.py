"""A second reading of iCalendar, written from RFC 5545 alone: knows less than the library, and forgives nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAME = r"[A-Za-z0-9-]+"
_VALUE = r'(?:"[^"\x00-\x1f\x7f]*"|[^";:,\x00-\x1f\x7f]*)'
_LINE = re.compile(rf"({_NAME})((?:;{_NAME}={_VALUE}(?:,{_VALUE})*)*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_PARAMETER = re.compile(rf";({_NAME})=({_VALUE}(?:,{_VALUE})*)")
_TEXT = frozenset({"SUMMARY", "LOCATION", "DESCRIPTION"})


@dataclass
class Component:
    """A component, its properties by name as (parameters, value), and what it holds."""

    name: str
    properties: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    components: list[Component] = field(default_factory=list)

    def one(self, name: str) -> str:
        (only,) = self.properties[name]
        return only[1]


def read(text: str) -> Component:
    """The one VCALENDAR in `text`; raises ValueError for whatever the grammar does not allow."""
    if not text.endswith("\r\n") or re.search(r"(?<!\r)\n|\r(?!\n)", text):
        raise ValueError("lines do not end in CRLF (3.1)")
    physical = text.removesuffix("\r\n").split("\r\n")
    if any(len(line.encode()) > 75 for line in physical):
        raise ValueError("a line is longer than 75 octets (3.1)")
    stack: list[Component] = []
    for line in re.sub(r"\r\n[ \t]", "", text).removesuffix("\r\n").split("\r\n"):
        name, parameters, value = _content_line(line)
        if name == "BEGIN":
            component = Component(value)
            if stack:
                stack[-1].components.append(component)
            stack.append(component)
        elif name == "END":
            if stack[-1].name != value:
                raise ValueError(f"END:{value} ends no BEGIN (3.6)")
            if len(stack) == 1:
                root = stack[0]
            stack.pop()
        else:
            stack[-1].properties.setdefault(name, []).append((parameters, value))
    if stack or root.name != "VCALENDAR":
        raise ValueError("not one whole VCALENDAR (3.4)")
    return root


def _content_line(line: str) -> tuple[str, dict[str, str], str]:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError(f"no content line (3.1): {line[:60]}")
    name = match[1].upper()
    parameters = {key.upper(): value.strip('"') for key, value in _PARAMETER.findall(match[2])}
    return name, parameters, _unescaped(match[3]) if name in _TEXT else match[3]


def _unescaped(value: str) -> str:
    if not re.fullmatch(r"(?:[^\\;,]|\\[\\;,Nn])*", value):
        raise ValueError(f"TEXT is not escaped (3.3.11): {value[:60]}")
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "Nn" else m[1], value)
