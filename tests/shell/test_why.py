"""`mailbot why` and `mailbot outbox`: an account of each mail, and the letters that wait for a clerk."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mailbot.cli import main
from mailbot.core.model import State
from mailbot.core.policy import Limits
from mailbot.store import ledger
from tests.trip.stage import ZONE, Stage, stage

LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as made:
        yield made


def called(play: Stage, *arguments: str) -> Result:
    """The command over the stage's own database."""
    config, repository = play.folder / "config.toml", Path(__file__).parents[2]
    if not (play.folder / "templates").exists():
        (play.folder / "templates").symlink_to(repository / "templates")
    text = (repository / "config.toml").read_text("utf-8")
    config.write_text(text.replace("sqlite:///state.db", f"sqlite:///{play.folder}/state.db"), "utf-8")
    return CliRunner().invoke(main, ["--config", str(config), *arguments])


def why(play: Stage, number: int) -> dict[str, object]:
    shown = called(play, "why", str(number), "--json")
    assert shown.exit_code == 0, shown.output
    found: dict[str, object] = json.loads(shown.output)
    return found


def results(found: dict[str, object]) -> dict[str, str]:
    gates = found["gates"]
    assert isinstance(gates, list)
    return {gate["name"]: gate["result"] for gate in gates}


def test_an_answer_is_told_gate_by_gate_with_all_that_followed(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", LAM)
    found = why(play, 1)
    assert results(found) == {
        "intake": "sound",
        "kind": "person",
        "authenticity": "none",
        "roster": "member",
        "binding": "own_letter_of_ours",
        "grammar": "delegate",
    }
    assert found["rule"] == "put_before_the_head"
    effects = found["effects"]
    assert isinstance(effects, list)
    assert [(one["what"], one["state"]) for one in effects] == [
        ("propose", "pending"),
        ("thư receipt_pending", "sent"),
    ]


def test_a_consent_by_somebody_else_shows_where_it_stopped(play: Stage) -> None:
    play.meeting("ct", "syt", "sxd")
    play.says("syt", LAM)
    play.arrives(play.mail("ct", "Đồng ý.", to="approval", sender=play.address("sxd")))
    play.run()
    found = why(play, 2)
    assert (found["rule"], results(found)["binding"]) == ("word_of_another", "letter_of_another")
    play.says("ct", "Đồng ý.", to="approval")
    assert results(why(play, len(play.ledger())))["binding"] == "token_exposed"


def test_for_people_it_is_a_table(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", "Tôi dự họp.")
    shown = called(play, "why", "#1")
    assert shown.exit_code == 0
    for word in ("authenticity", "attends", "receipt_attend", "antth@syt.binhdinh.example"):
        assert word in shown.output, shown.output


def test_a_number_that_no_mail_has_is_said(play: Stage) -> None:
    shown = called(play, "why", "12")
    assert (shown.exit_code, "no mail has the number '12'" in shown.output) == (2, True)


@pytest.mark.parametrize("ref", ["", "#", "##1", "-1", "1_2", "một", "9" * 30])
@pytest.mark.parametrize("command", [("why",), ("inbox", "show")])
def test_what_is_no_number_is_said(play: Stage, command: tuple[str, ...], ref: str) -> None:
    shown = called(play, *command, "--", ref)
    assert (shown.exit_code, "is no mail's number" in shown.output) == (2, True)


def test_mails_that_were_never_read_are_told_as_well(play: Stage) -> None:
    play.meeting("ct", "syt")
    raw = play.mail("syt", "Tôi dự họp.")
    play.arrives(raw)
    play.arrives(raw)
    play.run()
    place = ledger.Place(play.app.account, "INBOX", 1, 999)
    with play.app.store.begin() as connection:
        ledger.add_missing(connection, place, play.now)
        waiting, broken = (
            ledger.add(connection, ledger.Arrival(replace(place, uid=uid), play.now, b"x", str(uid), "", ""), play.now)
            for uid in (1000, 1001)
        )
        assert waiting
        assert broken
        for _ in range(ledger.MAX_TRIES):
            ledger.fail(connection, broken, "ValueError: no idea", play.now)
    told = [why(play, number) for number in range(1, 6)]
    assert [one["status"] for one in told] == ["handled", "duplicate", "missing", "received", "failed"]
    assert (told[1]["duplicate_of"], told[4]["error"]) == (1, "ValueError: no idea")
    for number in range(2, 6):
        shown = called(play, "why", str(number))
        assert (shown.exit_code, "Không có việc gì phát sinh" in shown.output) == (0, True)


def test_letters_over_a_ceiling_wait_for_a_clerk_who_is_told_once(play: Stage) -> None:
    policy = replace(play.settings.policy, limits=Limits(each_sender=3, altogether=100))
    play.restarted(policy)
    meeting = play.meeting("ct", "syt")
    for number in range(6):
        play.says("syt", "Tôi xin vắng." if number % 2 else "Tôi dự họp.")
    assert str(play.state("syt", meeting)) == "absent"  # every answer counts, whatever is held
    assert len([name for name in play.templates("kstt@vpub.binhdinh.example") if name == "office_notice"]) == 1
    listed = json.loads(called(play, "outbox", "list", "--json").output)
    assert [row["status"] for row in listed] == ["held"] * 3
    first, second, third = [str(row["id"]) for row in listed]
    assert called(play, "outbox", "release", first).exit_code == 0
    assert called(play, "outbox", "discard", second, third).exit_code == 0
    before = len(play.letters("syt"))
    play.run()
    assert len(play.letters("syt")) == before + 1
    assert json.loads(called(play, "outbox", "list", "--json").output) == []
    again = called(play, "outbox", "release", first)
    assert (again.exit_code, "neither held nor failed" in again.output) == (1, True)


def test_all_senders_together_have_a_ceiling_too(play: Stage) -> None:
    policy = replace(play.settings.policy, limits=Limits(each_sender=30, altogether=2))
    play.restarted(policy)
    play.meeting("ct", "syt", "sxd", "snv")
    for who in ("syt", "sxd", "snv"):
        play.says(who, "Tôi dự họp.")
    statuses = [row["status"] for row in json.loads(called(play, "outbox", "list", "--json").output)]
    assert statuses == ["held"]
    play.later(hours=1, minutes=1)
    play.says("snv", "Tôi xin vắng.")
    assert play.templates("snv")[-1] == "receipt_absent"


def test_a_clerk_records_what_a_mail_says_with_one_line_and_it_waits_no_more(play: Stage) -> None:
    play.now = datetime.now(ZONE).replace(microsecond=0)  # the command goes by the clock on the wall
    meeting = play.meeting("ct", "syt")
    play.says("syt", "Tôi sẽ cố gắng tham dự.")
    received_at = play.ledger()[0].received_at
    line = ("record", "answer", meeting.code, "syt", "attend")
    refused = called(play, *line)
    assert (refused.exit_code, "give --ground" in refused.output + refused.stderr) == (2, True)
    done = called(play, *line, "--mail", "1", "--clerk", "ngoc")
    assert done.exit_code == 0, done.output
    assert play.state("syt", meeting) is State.ATTENDS
    assert play.invitation("syt", meeting).first_answer_at == received_at
    assert play.waiting_for_people() == []
    again = called(play, *line, "--mail", "1")
    assert (again.exit_code, "no mail 1 waits" in again.output + again.stderr) == (2, True)


def test_the_heads_word_in_a_mail_is_recorded_with_one_line(play: Stage) -> None:
    play.now = datetime.now(ZONE).replace(microsecond=0)
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    play.says("ct", "Để tôi xem đã.", to="approval")
    (request,) = play.requests(meeting)
    done = called(play, "record", "consent", str(request.id), "yes", "--mail", "2", "--clerk", "ngoc")
    assert done.exit_code == 0, done.output
    (settled,) = play.requests(meeting)
    assert (settled.status.value, settled.recorded_by) == ("granted", "ngoc")
    assert settled.ground.startswith("thư #2 của ")
    assert play.waiting_for_people() == []


def test_a_meeting_that_is_put_off_is_shown_as_that(play: Stage) -> None:
    play.now = datetime.now(ZONE).replace(microsecond=0)
    meeting = play.meeting("ct", "syt")
    done = called(play, "meeting", "postpone", meeting.code, "--yes")
    assert done.exit_code == 0, done.output
    (shown,) = json.loads(called(play, "meeting", "list", "--json").output)
    assert shown["status"] == "đã hoãn"
    assert play.templates("syt") == ["invite", "meeting_postponed"]
    play.says("syt", "Tôi dự họp.")
    assert play.last_rule() == "cancelled_meeting"
    assert why(play, 1)["why"] == "Phiên họp đã được thông báo hoãn."
