"""The office's documents as bytes, made of values alone: reports in the administrative form, spreadsheets, a picture.

report_docx(summary, policy, details)       the report to the Head, a draft for the office to number and sign
summary_xlsx(summary, policy, log, details) the list to work on and to fill in, and the log
record_docx(record, policy)                 the year's attendance; `core.record.record` computes it
record_xlsx(record, policy)
bar_png(summary)                            the bar of the seven states, with its words
as_pdf(content, ".docx")                    any of them as PDF, where LibreOffice is installed
"""

from mailbot.core.model import Details
from mailbot.papers.pdf import PdfError, as_pdf
from mailbot.papers.picture import Picture, bar_png
from mailbot.papers.record_book import record_book_name, record_xlsx
from mailbot.papers.record_paper import record_docx, record_name
from mailbot.papers.report import report_docx, report_name
from mailbot.papers.summary_book import summary_name, summary_xlsx

__all__ = [
    "Details",
    "PdfError",
    "Picture",
    "as_pdf",
    "bar_png",
    "record_book_name",
    "record_docx",
    "record_name",
    "record_xlsx",
    "report_docx",
    "report_name",
    "summary_name",
    "summary_xlsx",
]
