"""Who can write no more than a From line keeps back no word of the Head, and floods nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from mailbot.core.model import Meeting, State, Trust
from mailbot.core.policy import Limits
from mailbot.store.tables import outbox
from tests.trip.stage import OFFICE, Stage, stage

LAM = "Tôi bận công tác, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự thay."
HEALTH_OFFICE = "vanthu@syt.binhdinh.example"


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path, trust=Trust()) as made:
        made.restarted(replace(made.settings.policy, limits=Limits(each_sender=4, altogether=1000)))
        yield made


def held(play: Stage) -> list[str]:
    with play.app.store.read() as connection:
        return list(connection.scalars(sa.select(outbox.c.template).where(outbox.c.status == "held")))


def flooded(play: Stage) -> Meeting:
    """Somebody has written in the Head's name until the ceiling of his address was reached."""
    meeting = play.meeting("ct", "syt")
    play.says("syt", LAM)
    for number in range(8):
        play.says("ct", "Tôi xin vắng." if number % 2 else "Tôi sẽ dự họp.", to="")
    assert held(play)
    return meeting


def test_the_head_can_consent_and_take_it_back_though_his_address_is_over_its_ceiling(play: Stage) -> None:
    meeting = flooded(play)
    before = held(play)
    play.says("ct", "Đồng ý.", to="approval")
    assert "Kính đề nghị đồng chí xác nhận ý kiến" in str(play.letters("ct")[-1]["subject"])
    play.says("ct", "Đồng ý.", to="approval")
    assert play.state("syt", meeting) is State.SUBSTITUTE
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited"]
    play.says("ct", "Không đồng ý.", to="receipt")
    assert (play.state("syt", meeting), held(play)) == (State.REFUSED, before)
    assert play.templates(HEALTH_OFFICE) == ["substitute_invited", "substitute_released"]


def test_a_no_to_a_long_list_reaches_everybody(play: Stage) -> None:
    members = [member.id for member in play.members if member.id.startswith("s") and member.id != "syt"][:6]
    meeting = play.meeting("ct", *members)
    for who in members:
        play.says(who, "Tôi bận, đề nghị cho đồng chí Trần Văn Bình, Phó Giám đốc Sở, dự thay.", run=False)
    play.run()
    play.says("ct", "Không đồng ý tất cả.", to="approval")
    play.says("ct", "Không đồng ý tất cả.", to="approval")
    refused = [who for who in members if play.state(who, meeting) is State.REFUSED]
    assert len(refused) == 6
    assert held(play) == []


def test_that_the_head_stays_away_is_told_once_however_often_it_is_written(play: Stage) -> None:
    play.meeting("ct", "syt")
    for number in range(20):
        play.says("ct", f"Tôi xin vắng. ({number})", to="", run=False)
    play.run()
    assert play.templates(OFFICE).count("office_notice") == 1


def test_a_members_own_letter_in_the_heads_name_makes_one_notice(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("syt", "Tôi dự họp.")
    receipt = play.letters("syt", kind="receipt")[-1]["message-id"]
    for number in range(10):
        raw = play.mail("ct", f"Tôi có ý kiến khác ({number}).", to="invite")
        invite = str(play.letters("ct", kind="invite")[-1]["message-id"])
        play.arrives(raw.replace(invite.encode(), str(receipt).encode()))
    play.run()
    assert play.templates(OFFICE).count("office_notice") == 1


def test_a_proposal_that_changes_all_day_and_night_makes_no_flood_to_the_head(play: Stage) -> None:
    meeting = play.meeting("ct", "syt", "sxd", starts_in=timedelta(days=1, hours=6))
    deputies = ("Nguyễn Bá Lâm", "Trần Văn Bình")
    ended = meeting.starts_at - timedelta(hours=3)
    for number in range(3 * 18):  # every twenty minutes, eighteen hours long
        play.says("syt", f"Đề nghị cho đồng chí {deputies[number % 2]}, Phó Giám đốc Sở, dự thay.", to="", run=False)
        play.later(minutes=20)
    assert play.templates("ct").count("chair_request") <= 20
    play.says("sxd", "Tôi bận, đề nghị cho đồng chí Lê Văn An, Phó Giám đốc Sở, dự thay.")
    play.later(hours=4)
    assert {request.member.id for request in play.requests(meeting) if request.asked_at} == {"syt", "sxd"}
    play.now = ended
    asked_before, told_before = (play.templates("ct").count(name) for name in ("chair_request", "supplement"))
    for number in range(3 * 20):  # and every three minutes of the last three hours
        play.says("syt", f"Đề nghị cho đồng chí {deputies[number % 2]}, Phó Giám đốc Sở, dự thay.", to="", run=False)
        play.later(minutes=3)
    asked, told = (play.templates("ct").count(name) for name in ("chair_request", "supplement"))
    assert (asked - asked_before <= 20, told - told_before <= 16) == (True, True)


def test_a_flood_of_strangers_leaves_the_digest_small_and_the_others_in_sight(play: Stage) -> None:
    play.meeting("ct", "syt")
    play.says("ct", "Không đồng ý cho đồng chí Lâm dự thay.", to="")
    for number in range(60):
        play.arrives(play.mail("a@evil.example", f"Tôi dự họp phiên họp quý IV. {number}", to=""))
    play.arrives(play.mail("b@else.example", "Tôi là người khác, tôi dự họp phiên họp quý IV.", to=""))
    play.run()
    play.now = play.now.replace(hour=16, minute=31)
    play.run()
    digest = next(letter for letter in play.letters(OFFICE) if "Tổng hợp" in str(letter["subject"]))
    body = digest.get_body(("plain",))
    assert body is not None
    text = " ".join(body.get_content().split())
    assert ("62 thư cần xử lý" in text, "Còn 41 thư khác" in text) == (True, True)
    for words in ("đồng chí Lâm dự thay", "Tôi là người khác", "phiên họp quý IV. 0"):
        assert words in text
    assert "phiên họp quý IV. 59" not in text
