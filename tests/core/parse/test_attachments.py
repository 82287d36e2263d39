"""Files that come along: what they are called, and what they say where they have a text layer."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage

from pypdf import PdfWriter

from mailbot.core.model import Mail, PartStat, Source
from mailbot.core.parse import rtf
from tests.core.parse.mails import FROM, read


def with_file(
    data: bytes, filename: str, content_type: str = "application/octet-stream", text: str = "Gửi kèm."
) -> Mail:
    message = EmailMessage()
    message["From"] = FROM
    if text:
        message.set_content(text)
    maintype, _, subtype = content_type.partition("/")
    message.add_attachment(data, maintype=maintype, subtype=subtype, filename=filename)
    return read(message.as_bytes())


def docx(xml: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="x"><w:body>{xml}</w:body></w:document>')
    return out.getvalue()


def test_a_file_is_listed_with_name_type_and_size() -> None:
    (found,) = with_file(b"abc", "Công văn 12.bin").attachments
    assert (found.filename, found.content_type, found.size, found.text) == (
        "Công văn 12.bin",
        "application/octet-stream",
        3,
        "",
    )


def test_the_words_of_a_docx_are_read() -> None:
    data = docx(
        "<w:p><w:r><w:t>Sở Y tế cử </w:t></w:r><w:r><w:t>đ/c A &amp; B</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>xin vắng</w:delText></w:r></w:del><w:r><w:t>dự họp.</w:t></w:r></w:p>"
    )
    (found,) = with_file(data, "cv.docx").attachments
    assert found.text == "Sở Y tế cử đ/c A & B\ndự họp."


def test_a_docx_that_is_none_or_too_large_inside_has_no_or_little_text() -> None:
    assert with_file(b"PK\x03\x04broken", "cv.docx").attachments[0].text == ""
    bomb = docx("<w:p><w:t>" + "a" * 30_000_000 + "</w:t></w:p>")
    assert len(with_file(bomb, "cv.docx").attachments[0].text) <= 200_000


def test_a_text_file_is_read() -> None:
    assert with_file("Tôi dự họp".encode(), "tl.txt", "text/plain").attachments[0].text == "Tôi dự họp"


def test_an_attached_text_is_not_the_writers_mail() -> None:
    found = with_file("Tôi đồng ý".encode(), "tl.txt", "text/plain")
    assert found.text == "Gửi kèm."


def test_a_pdf_with_a_text_layer_is_read_and_a_scan_is_not() -> None:
    page = b"BT /F1 12 Tf 20 100 Td (So Y te cu nguoi du thay) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
        b" >>",
        b"<< /Length " + str(len(page)).encode() + b" >>\nstream\n" + page + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF\n"
    assert with_file(out, "cv.pdf").attachments[0].text == "So Y te cu nguoi du thay"

    writer, scan = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(scan)
    assert with_file(scan.getvalue(), "scan.pdf").attachments[0].text == ""
    assert with_file(out[:200], "cut.pdf").attachments[0].text == ""


def test_a_picture_inside_the_text_is_no_file() -> None:
    message = EmailMessage()
    message["From"] = FROM
    message.set_content("<p>Tôi dự. <img src='cid:logo'></p>", subtype="html")
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>")
    assert read(message.as_bytes()).attachments == ()


# winmail.dat ----------------------------------------------------------------------------------------------------


def winmail(message_class: str, properties: bytes = b"", count: int = 0, body: bytes = b"") -> bytes:
    def attribute(kind: int, data: bytes) -> bytes:
        return struct.pack("<BII", 1, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    out = struct.pack("<IH", 0x223E9F78, 1) + attribute(0x00078008, message_class.encode() + b"\0")
    if body:
        out += attribute(0x0002800C, body + b"\0")
    return out + attribute(0x00069003, struct.pack("<I", count) + properties)


def text_property(name: int, text: str) -> bytes:
    data = text.encode("utf-16-le") + b"\0\0"
    return struct.pack("<HHII", 0x1F, name, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def binary_property(name: int, data: bytes) -> bytes:
    return struct.pack("<HHII", 0x102, name, 1, len(data)) + data + b"\0" * (-len(data) % 4)


def test_the_words_in_a_winmail_are_read_where_the_mail_has_none() -> None:
    data = winmail("IPM.Note", text_property(0x1000, "Tôi xin vắng, bận họp HĐND."), 1)
    assert with_file(data, "winmail.dat", "application/ms-tnef", text="").text == "Tôi xin vắng, bận họp HĐND."
    assert with_file(data, "winmail.dat", "application/ms-tnef", text="Tôi dự.").text == "Tôi dự."


def test_named_and_fixed_properties_of_a_winmail_are_passed_over() -> None:
    named = struct.pack("<HH", 0x03, 0x8001) + b"G" * 16 + struct.pack("<II", 0, 0x8501) + struct.pack("<I", 7)
    data = winmail("IPM.Note", named + text_property(0x1000, "Đồng ý."), 2)
    assert with_file(data, "winmail.dat", "application/ms-tnef", text="").text == "Đồng ý."


def test_compressed_rtf_is_read() -> None:
    source = (
        rb"{\rtf1\ansi\ansicpg1258\uc1{\fonttbl{\f0 Arial;}}{\*\generator x;}T\u244?i d\u7921? h\u7885?p.\par L\'ea}"
    )
    stored = struct.pack("<IIII", len(source) + 12, len(source), 0x414C454D, 0) + source
    data = winmail("IPM.Note", binary_property(0x1009, stored), 1)
    assert with_file(data, "winmail.dat", "application/ms-tnef", text="").text == "Tôi dự họp.\nLê"


def test_rtf_is_unpacked_as_its_description_shows() -> None:
    packed = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert rtf.unpack(packed) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_an_outlook_meeting_response_is_a_calendar_answer() -> None:
    uid = binary_property(
        0x0003, b"\x04\x00" + b"vCal-Uid\x01\x00\x00\x00" + b"invite.0123456789abcdef@vpub.example\x00"
    )
    data = winmail("IPM.Schedule.Meeting.Resp.Neg", text_property(0x1000, "Bận đột xuất") + uid, 2)
    found = with_file(data, "winmail.dat", "application/ms-tnef", text="")
    assert found.source is Source.CALENDAR
    assert found.calendar is not None
    assert found.calendar.partstat is PartStat.DECLINED
    assert found.calendar.attendee == "ngan@so.binhdinh.example"
    assert found.calendar.comment == "Bận đột xuất"
    assert [str(r) for r in found.references] == ["invite.0123456789abcdef"]
