"""`mailbot read`: one line a mail, in order, whatever the mails are."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from mailbot.cli.read import EPOCH, command, received_at
from tests.core.reading.people import CORPUS

KEYS = ["file", "source", "sender", "intent", "substitute", "items", "reason", "review", "why"]
ANSWER = (
    "From: haitm@snv.binhdinh.example\nIn-Reply-To: <invite.0123456789@vpub.binhdinh.example>\n"
    "Content-Type: text/plain; charset=utf-8\n\nTôi trực tiếp tham dự.\n"
).encode()


def _run(*arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(command, ["--roster", str(CORPUS / "roster.csv"), *arguments])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines() if line.startswith("{")]


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.eml", "a.eml"):
        (tmp_path / name).write_bytes(ANSWER)
    lines = _run("--json", str(tmp_path))
    assert [line["file"] for line in lines] == ["a.eml", "b.eml"]
    assert list(lines[0]) == KEYS
    assert (lines[0]["sender"], lines[0]["intent"], lines[0]["review"]) == ("snv", "attend", False)


def test_an_mbox_is_read_mail_by_mail(tmp_path: Path) -> None:
    box = tmp_path / "answers.mbox"
    box.write_bytes(b"".join(b"From x Tue Sep 24 08:00:00 2024\n" + ANSWER + b"\n" for _ in range(2)))
    assert [line["intent"] for line in _run("--json", str(box))] == ["attend", "attend"]


def test_a_mail_of_rubbish_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"\xff\x00\xfe" * 1000)
    (tmp_path / "b.eml").write_bytes(ANSWER)
    lines = _run("--json", str(tmp_path))
    assert [line["file"] for line in lines] == ["a.eml", "b.eml"]
    assert lines[1]["intent"] == "attend"


def test_explaining_shows_clauses_and_result(tmp_path: Path) -> None:
    file = tmp_path / "a.eml"
    file.write_bytes(ANSWER)
    result = CliRunner().invoke(command, ["--roster", str(CORPUS / "roster.csv"), "--explain", str(file)])
    assert "§s trực tiếp tham dự" in result.output
    assert '"intent": "attend"' in result.output.replace("\n", "")


def test_the_receipt_time_is_the_topmost_received_header_then_the_date() -> None:
    received = b"Received: by a; Tue, 24 Sep 2024 08:00:00 +0700\nReceived: by b; Mon, 23 Sep 2024 08:00:00 +0700\n"
    date = b"Date: Sun, 22 Sep 2024 08:00:00 +0700\n"
    assert received_at(received + date + b"\nx").day == 24
    assert received_at(date + b"\nx").day == 22
    assert received_at(b"Subject: x\n\nx") == EPOCH
