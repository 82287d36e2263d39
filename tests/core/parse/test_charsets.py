"""Vietnamese survives whatever the label says."""

from __future__ import annotations

import base64
import unicodedata

import pytest

from tests.core.parse.mails import mail, raw, read

SAID = "Tôi đồng ý, sẽ dự họp đúng giờ ạ."
LEGACY_1258 = "Tôi đồng ý"


def cp1258(text: str) -> bytes:
    """As Windows writes it: letters with their tone as a combining mark."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
            out += (base + "".join(tones)).encode("cp1258")
    return out


BYTES = {
    "utf8_labelled": (SAID.encode(), "utf-8"),
    "utf8_unlabelled": (SAID.encode(), ""),
    "utf8_as_ascii": (SAID.encode(), "us-ascii"),
    "utf8_as_latin1": (SAID.encode(), "iso-8859-1"),
    "utf8_as_iso_2022_kr": (SAID.encode(), "iso-2022-kr"),
    "utf8_as_unknown": (SAID.encode(), "x-unknown"),
    "utf8_as_unicode_escape": (SAID.encode(), "unicode_escape"),
    "utf8_with_mark": (b"\xef\xbb\xbf" + SAID.encode(), "utf-8"),
    "utf16_with_mark": (SAID.encode("utf-16"), "utf-16"),
    "utf16_unlabelled": (SAID.encode("utf-16"), ""),
    "utf8_as_utf16": (SAID.encode(), "utf-16"),
    "utf16_le": (SAID.encode("utf-16-le"), "utf-16le"),
    "nfd": (unicodedata.normalize("NFD", SAID).encode(), "utf-8"),
    "windows_1258": (cp1258(SAID), "windows-1258"),
    "windows_1258_as_latin1": (cp1258(SAID), "iso-8859-1"),
    "windows_1258_as_utf8": (cp1258(SAID), "utf-8"),
    "encoded_twice": (SAID.encode().decode("latin-1").encode(), "utf-8"),
    "no_break_spaces": (SAID.replace(" ", "\u00a0").encode(), "utf-8"),
    "zero_width": ("\u200b".join(SAID).encode(), "utf-8"),
}


@pytest.mark.parametrize("case", BYTES)
def test_the_text_is_read(case: str) -> None:
    data, label = BYTES[case]
    content_type = f"text/plain; charset={label}" if label else "text/plain"
    head = f"From: a@so.example\nContent-Type: {content_type}\nContent-Transfer-Encoding: base64"
    assert read(raw(head, base64.encodebytes(data))).text == SAID


def test_eight_bit_text_without_mime_headers_is_read() -> None:
    assert read(raw("From: a@so.example", SAID)).text == SAID


SUBJECTS = {
    "Trả lời giấy mời": "Trả lời giấy mời",
    "=?utf-8?q?Tr=E1=BA=A3_l=E1=BB=9Di?=": "Trả lời",
    "=?utf-8?b?VHLhuqM=?= =?utf-8?b?IGzhu51p?=": "Trả lời",
    "=?utf-8?b?VHLhug==?=\n =?utf-8?b?oyBs4budaQ==?=": "Trả lời",
    "=?iso-2022-kr?b?VHLhuqMgbOG7nWk=?=": "Trả lời",
    "=?windows-1258?Q?X=E1c_nh=E2=F2n?=": "Xác nhận",
    "Re: =?utf-8?q?Gi=E1=BA=A5y?= [Q3-7K4M]": "Re: Giấy [Q3-7K4M]",
    "a\u202eb\u200bc": "abc",
}


@pytest.mark.parametrize("field", SUBJECTS)
def test_the_subject_is_read(field: str) -> None:
    assert read(raw(f"From: a@so.example\nSubject: {field}", "x")).subject == SUBJECTS[field]


@pytest.mark.parametrize(
    ("text", "name"),
    [("§ång ý cö ®ång chÝ ®i thay", "TCVN3"), ("Ñoàng yù cöû ñoàng chí Nam döï hoïp thay", "VNI")],
)
def test_old_fonts_are_a_doubt(text: str, name: str) -> None:
    assert f"legacy Vietnamese encoding ({name})" in read(mail(text)).doubts


@pytest.mark.parametrize(
    "text", ["Đồng ý.", "ok e", "Dong y cu dong chi Nam", "§ 3 Quy chế: tôi dự họp.", "café à la carte"]
)
def test_other_writing_is_no_old_font(text: str) -> None:
    assert not read(mail(text)).doubts
