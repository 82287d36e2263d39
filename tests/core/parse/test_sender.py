"""Identity: exactly one From with exactly one mailbox, or nobody."""

from __future__ import annotations

import pytest

from tests.core.parse.mails import raw, read

ONE_MAILBOX = {
    "a@so.example": ("a@so.example", ""),
    "Lan <LAN@So.Example>": ("lan@so.example", "Lan"),
    '"Trần, Lan" <lan@so.example>': ("lan@so.example", "Trần, Lan"),
    "=?UTF-8?B?VHLhuqduIE1pbmggSOG6o2k=?= <hai@snv.example>": ("hai@snv.example", "Trần Minh Hải"),
    "=?UTF-8?Q?Tr=E1=BA?= =?UTF-8?Q?=A7n?= <hai@snv.example>": ("hai@snv.example", "Trần"),
    "=?windows-1258?Q?V=E3n_th=FD?= <vt@snv.example>": ("vt@snv.example", "Văn thư"),
    "Trần Hải <hai@snv.example>": ("hai@snv.example", "Trần Hải"),
    "head@a.example <evil@b.example>": ("evil@b.example", "head@a.example"),
    "lan@so.example (Lan)": ("lan@so.example", "Lan"),
    '"kstt@vpub.example" <evil@b.example>': ("evil@b.example", "kstt@vpub.example"),
    "Lan <lan@b\u00fccher.example>": ("lan@xn--bcher-kva.example", "Lan"),
    '"Sở: <@a:b>" <lan@so.example>': ("lan@so.example", "Sở: <@a:b>"),
    "=?utf-8?B?a?= <a@x.example>": ("a@x.example", ""),
}


@pytest.mark.parametrize("field", ONE_MAILBOX)
def test_one_mailbox_is_the_sender(field: str) -> None:
    found = read(raw(f"From: {field}\nSubject: x", "Tôi dự."))
    assert found.sender is not None
    assert (found.sender.email, found.sender.name) == ONE_MAILBOX[field]
    assert not found.doubts


NOBODY = {
    "": "no From",
    "a@so.example, b@so.example": "several mailboxes in From",
    "a@so.example <b@so.example> <c@so.example>": "several mailboxes in From",
    "Ban: a@so.example;": "group syntax in From",
    "undisclosed:;": "group syntax in From",
    "Lan": "no valid mailbox in From",
    "<>": "no valid mailbox in From",
    "l\u00e3n@so.example": "non-ASCII local part in From",
    "Lan \u202e<lan@so.example>": "control characters in From",
    "Lan <lan@so.example\x00.evil.example>": "control characters in From",
    "Lan <lan@-so-.example>": "unusual address in From",
    "<@relay.example:lan@so.example>": "source route in From",
    "Lan <@a.example,@b.example:lan@so.example>": "source route in From",
    "Lan < @a.example :lan@so.example>": "source route in From",
    '(") <@a.example:lan@so.example> (")': "source route in From",
    '((x) ") <@a.example:lan@so.example> (" (x))': "source route in From",
    '"a b"@so.example': "unusual address in From",
}


@pytest.mark.parametrize("field", NOBODY)
def test_what_is_not_one_mailbox_is_nobody_and_says_why(field: str) -> None:
    found = read(raw(f"From: {field}\nSubject: x", "Tôi dự."))
    assert found.sender is None
    assert NOBODY[field] in found.doubts


def test_two_from_fields_are_nobody() -> None:
    found = read(raw("From: head@so.example\nFrom: evil@b.example\nSubject: x", "Đồng ý."))
    assert found.sender is None
    assert "two From fields" in found.doubts


def test_no_from_field_is_nobody() -> None:
    assert read(raw("Subject: x", "Tôi dự.")).sender is None


def test_a_sender_field_is_never_taken_for_from() -> None:
    assert read(raw("Sender: head@so.example\nReply-To: head@so.example\nSubject: x", "Đồng ý.")).sender is None


def test_a_huge_from_is_nobody() -> None:
    found = read(raw("From: " + "a" * 5_000 + "@so.example\nSubject: x", "Tôi dự."))
    assert found.sender is None
    assert "From too long" in found.doubts
