"""Mails with what servers and clients like to change: 8-bit text, dots, long lines, odd endings."""

RAW = (
    b"From: \xc4\x90\xe1\xbb\x97 <a@province.example>\r\n"
    b"To: bot@province.example\r\n"
    b"Subject: =?utf-8?B?VMO0aSBk4buxIGjhu41w?=\r\n"
    b"Message-ID: <1@province.example>\r\n"
    b"Date: Fri, 27 Sep 2024 08:00:00 +0700\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: 8bit\r\n"
    b"\r\n"
    b"T\xc3\xb4i d\xe1\xbb\xb1 h\xe1\xbb\x8dp.\r\n"
    b".\r\n"
    b"..two dots\r\n"
    b"From the start of a line\r\n"
    b"trailing blanks  \t\r\n"
    b"\r\n" + b"x" * 900 + b"\r\n"
)
PLAIN = b"From: a@province.example\r\nTo: bot@province.example\r\nSubject: hi\r\n\r\nhello\r\n"
