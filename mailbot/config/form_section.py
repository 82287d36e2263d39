"""The section [form] of config.toml: how the office's own documents are headed and signed, and which go out by mail."""

from __future__ import annotations

from mailbot.config import kinds
from mailbot.config.section import Section
from mailbot.core.policy import Form, PaperFile

LINES = kinds.several(kinds.FILLED)
SIGNS = kinds.several(kinds.FILLED, least=1)
FILES = kinds.several(kinds.choice(PaperFile))

FILES_EXAMPLE = '["docx", "xlsx"]'


def read_form(section: Section) -> Form:
    """The form; what is wrong is noted in the section's faults."""
    usual = Form()
    form = Form(
        superior=section.read("superior", kinds.TEXT, usual.superior, '"UBND TỈNH BÌNH ĐỊNH"'),
        issuer=section.read("issuer", LINES, usual.issuer, '["VĂN PHÒNG"]'),
        reporter=section.read("reporter", kinds.TEXT, usual.reporter, '"Văn phòng UBND tỉnh Bình Định"'),
        symbol=section.read("symbol", kinds.TEXT, usual.symbol, '"BC-VPUB"'),
        authority=section.read("authority", SIGNS, usual.authority, '["CHÁNH VĂN PHÒNG"]'),
        signer=section.read("signer", kinds.TEXT, usual.signer, '"Nguyễn Thị Hòa"'),
        recipients=section.read("recipients", LINES, usual.recipients, '["Chánh Văn phòng (báo cáo)"]'),
        kept_by=section.read("kept_by", kinds.TEXT, usual.kept_by, '"KSTT"'),
        attach=section.read("attach", FILES, usual.attach, FILES_EXAMPLE),
    )
    if len(set(form.attach)) < len(form.attach):
        section.note("attach", "names a file twice", f"attach = {FILES_EXAMPLE}")
    section.forbid("pdf", "is no key of its own: the PDF is one of the files of 'attach'")
    section.close()
    return form
