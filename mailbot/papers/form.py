"""The components around the text of a document (NĐ 30/2020/NĐ-CP, Annex I): heading, addressees, signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from docx.document import Document
from docx.shared import Mm

from mailbot.core.policy import Form, Policy
from mailbot.papers.page import TEXT_WIDTH
from mailbot.papers.tables import row, table
from mailbot.papers.text import CENTRE, LEFT, TITLE, Look, add, fill, rule, width

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEADING = (65.0, 100.0)  # millimetres; halves would break the nation's name
CLOSING = (80.0, 85.0)
BLANK = " " * 8  # for what people fill in
SHARE = 0.4  # of a text's length: the line below it (a third to a half)
LONGEST_RULE = 60.0
EVEN_LINE = 1.15  # the room of a title's line, by the average of its lines: words are not cut to measure

_SMALL_CAPITALS = Look(size=13, align=CENTRE)
_LIST_LEFT = 30.5  # where the dashes of several addressees stand: under the colon


def filled(policy: Policy) -> Form:
    """The form, with what it leaves empty taken from the committee and the office."""
    form, agency, province = policy.form, policy.office.agency, policy.committee.province
    own = agency.partition(" UBND")[0]  # whose office it is stands on the line above
    return replace(
        form,
        superior=form.superior or f"UBND {province}".upper(),
        issuer=form.issuer or (own.upper(),),
        reporter=form.reporter or agency,
    )


def committee_name(policy: Policy) -> str:
    return f"{policy.committee.name} {policy.committee.province}".strip()


def heading(document: Document, policy: Policy) -> None:
    """[1] to [4]: who issues, the nation's name and motto, number and date, which people fill in."""
    form = filled(policy)
    grid = table(document, HEADING, ruled=False, margin=0)
    left, right = row(grid)
    fill(left, form.superior, _SMALL_CAPITALS)
    for line in form.issuer:
        add(left, line, replace(_SMALL_CAPITALS, bold=True))
    rule(left, SHARE * min(width(form.issuer[-1], 13), HEADING[0]), HEADING[0])
    fill(right, NATION, replace(_SMALL_CAPITALS, bold=True))
    add(right, MOTTO, Look(size=14, bold=True, align=CENTRE))
    rule(right, width(MOTTO, 14), HEADING[1])
    left, right = row(grid)
    fill(left, f"Số:{BLANK}/{form.symbol or 'BC-…'}", replace(_SMALL_CAPITALS, before=6))
    date = f"{policy.committee.place}, ngày{BLANK}tháng{BLANK}năm{BLANK}"
    fill(right, date, Look(size=14, italic=True, align=CENTRE, before=6))


def name_of_type(document: Document, name: str, subject: str) -> None:
    """[5a]: 'BÁO CÁO', what it is about, and the line below."""
    add(document, name, Look(bold=True, align=CENTRE, before=18))
    about = add(document, subject, Look(bold=True, align=CENTRE))
    about.paragraph_format.left_indent = about.paragraph_format.right_indent = Mm(_aside(width(subject, 14)))
    rule(document, min(SHARE * width(subject, 14), LONGEST_RULE), TEXT_WIDTH, after=12)


def _aside(wide: float) -> float:
    """What is left free at either side, so that the lines of a title are about as long as each other.

    Else half of a province's name may stand alone on the last one.
    """
    lines = ceil(wide / TEXT_WIDTH)
    return max(0.0, (TEXT_WIDTH - EVEN_LINE * wide / lines) / 2) if lines > 1 else 0.0


def addressees(document: Document, names: Sequence[str]) -> None:
    """[9a]: one on the line of 'Kính gửi', several below each other with dashes under the colon."""
    if len(names) == 1:
        add(document, f"Kính gửi: {names[0]}.", Look(align=CENTRE, after=12))
        return
    add(document, "Kính gửi:", Look(left=12.7, keep_next=True))
    for number, name in enumerate(names, start=1):
        last = number == len(names)
        end = "." if last else ";"
        add(document, f"- {name}{end}", Look(left=_LIST_LEFT + 3, first=-3, after=12 if last else 0))


def signature(document: Document, policy: Policy, *, upwards: bool) -> None:
    """[9b] and [7]: recipients, and who signs; whole on one page. The caller keeps the last words before it with it."""
    form = filled(policy)
    left, right = row(table(document, CLOSING, ruled=False, margin=0))
    fill(left, "Nơi nhận:", Look(size=12, bold=True, italic=True, align=LEFT, before=6))
    first = ("Như trên",) if upwards else ()
    for recipient in (*first, *form.recipients):
        add(left, f"- {recipient};", Look(size=11))
    kept_by = f", {form.kept_by}" if form.kept_by else ""
    add(left, f"- Lưu: VT{kept_by}.", Look(size=11))
    signs = Look(bold=True, align=CENTRE)
    fill(right, form.authority[0], replace(signs, before=6))
    for line in form.authority[1:]:
        add(right, line, signs)
    add(right, form.signer, replace(signs, before=72))


def section_title(document: Document, text: str) -> None:
    add(document, text, TITLE)


def annex_heading(document: Document, number: str, title: str, policy: Policy) -> None:
    """'Phụ lục I', its title, and to what it belongs; number and date are left open like those of the document."""
    form = filled(policy)
    add(document, f"Phụ lục {number}".strip(), Look(bold=True, align=CENTRE))
    add(document, title, Look(bold=True, align=CENTRE))
    kept = f"Báo cáo số{BLANK}/{form.symbol or 'BC-…'} ngày{BLANK}tháng{BLANK}năm{BLANK}của {form.reporter}"
    add(document, f"(Kèm theo {kept})", Look(italic=True, align=CENTRE, after=8))
