"""Elements of WordprocessingML for which python-docx has no name."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """`<w:name w:key="value">`."""
    made: BaseOxmlElement = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def twips(millimetres: float) -> int:
    """The twentieths of a point in which sheets and tables are measured."""
    return round(millimetres * 1440 / 25.4)
