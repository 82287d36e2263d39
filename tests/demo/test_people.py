"""The people of the demo: what their programs write is read as they mean it."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage, Message
from pathlib import Path

import pytest

from mailbot.config import load
from mailbot.core.model import (
    CalendarEntry,
    CalendarMethod,
    ConsentRequest,
    Invitation,
    Letter,
    LetterKind,
    Meeting,
    MeetingKind,
    PartStat,
    Rank,
    RequestStatus,
    Source,
    Substitute,
)
from mailbot.core.parse import OwnMail, parse
from mailbot.demo.clients import CLIENTS, Draft, Writer, write
from mailbot.demo.head import heads_answer
from mailbot.demo.house import ROSTER
from mailbot.demo.machines import MACHINES
from mailbot.demo.parts import Client
from mailbot.demo.script import OFFICE
from mailbot.letters import compose
from mailbot.office.roster_file import load_roster

REPOSITORY = Path(__file__).parents[2]
POLICY = load(REPOSITORY / "config.toml", environ={}).policy
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=timezone(timedelta(hours=7)))
MEMBERS = load_roster(ROSTER, POLICY.profiles, NOW.date())
TOKEN = "5" * 32
MEETING = Meeting(1, "DX-7K4M", MeetingKind.AD_HOC, "Phiên họp đột xuất", NOW + timedelta(days=1),
                  "Hội trường A", "Chủ tịch", NOW + timedelta(hours=2), "explicit")  # fmt: skip


def letter(template: str, kind: LetterKind, who: str, **context: object) -> EmailMessage:
    member = MEMBERS.by_id(who)
    assert member is not None
    made = Letter(f"{template} {who}", kind, template, member.email, member.name, 1, who,
                  {"meeting": MEETING, **context},
                  calendar=CalendarEntry(CalendarMethod.REQUEST, f"dx-7k4m.{who}@vpub.example"))  # fmt: skip
    raw = compose(made, TOKEN, policy=POLICY, templates=REPOSITORY / "templates", now=NOW, host="vpub.example")
    opened = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(opened, EmailMessage)
    return opened


def invitation(who: str) -> EmailMessage:
    member = MEMBERS.by_id(who)
    assert member is not None
    return letter("invite", LetterKind.INVITE, who, invitation=Invitation(1, member), short_notice=True, softer=None)


def to_the_head(*substitutes: str) -> EmailMessage:
    member, chair = MEMBERS.by_id("syt"), MEMBERS.chair
    assert member is not None
    requests = tuple(
        (number, ConsentRequest(number, 1, member, Substitute(name, "Phó Giám đốc Sở", Rank.DEPUTY), "đi công tác",
                                RequestStatus.OPEN, NOW, "digest"))
        for number, name in enumerate(substitutes, start=1)
    )  # fmt: skip
    template = "chair_request" if len(requests) == 1 else "chair_list"
    more = {} if len(requests) == 1 else {"listed_at": NOW}
    writers = {request.id: Invitation(1, member) for _, request in requests}
    stands = {"chair": chair, "requests": requests, "writers": writers}
    return letter(template, LetterKind.APPROVAL, "ct", nudge=False, **stands, **more)


def text_of(opened: EmailMessage) -> str:
    body = opened.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def draft(words: str, opened: EmailMessage | None) -> Draft:
    return Draft(words, Writer("Tô Thị Hoài An", "antth@syt.binhdinh.example", OFFICE), opened, NOW)


def taken_in(mail: Message) -> bytes:
    return mail.as_bytes(policy=email.policy.SMTP)


OWN = OwnMail(addresses=(OFFICE,), names=(POLICY.office.division,))


@pytest.mark.parametrize("client", sorted(set(CLIENTS) - {Client.BUTTON}))
def test_the_answer_is_cut_from_the_letter_that_it_quotes(client: Client) -> None:
    words = "Kính gửi Phòng,\n\nTôi sẽ dự họp đúng giờ."
    mail = parse(taken_in(write(client, draft(words, invitation("syt")))), NOW, own=OWN)
    said = mail.text.removesuffix("Đã gửi từ iPhone của tôi").strip()
    assert " ".join(said.split()) == " ".join(words.split())
    assert mail.source is Source.REPLY
    assert [str(reference) for reference in mail.references][:1] == [f"invite.{TOKEN}"]
    assert mail.doubts == ()


def test_a_button_writes_a_new_mail_that_names_its_letter() -> None:
    raw = taken_in(write(Client.BUTTON, draft("Tôi trực tiếp tham dự.", invitation("syt"))))
    mail = parse(raw, NOW, own=OWN)
    assert b"In-Reply-To" not in raw
    assert mail.text.strip() == "Tôi trực tiếp tham dự."
    assert [str(reference) for reference in mail.references] == [f"invite.{TOKEN}"]


def test_a_button_that_the_letter_does_not_have_cannot_be_pressed() -> None:
    with pytest.raises(LookupError, match="no button"):
        write(Client.BUTTON, draft("Đồng ý", invitation("syt")))


@pytest.mark.parametrize(
    ("client", "partstat"), [(Client.ACCEPT, PartStat.ACCEPTED), (Client.DECLINE, PartStat.DECLINED)]
)
def test_a_calendar_answers_for_its_owner(client: Client, partstat: PartStat) -> None:
    mail = parse(taken_in(MACHINES[client](draft("Đi công tác", invitation("syt")))), NOW, own=OWN)
    assert mail.source is Source.CALENDAR
    assert mail.calendar is not None
    assert (mail.calendar.partstat, mail.calendar.attendee) == (partstat, "antth@syt.binhdinh.example")
    assert mail.calendar.uid == "dx-7k4m.syt@vpub.example"
    assert mail.code == MEETING.code


def test_an_absence_notice_is_an_automatic_mail() -> None:
    mail = parse(taken_in(MACHINES[Client.AWAY](draft("Tôi đi công tác.", invitation("syt")))), NOW, own=OWN)
    assert mail.source is Source.AUTO


def test_a_delivery_failure_names_the_address_and_the_letter() -> None:
    mail = parse(taken_in(MACHINES[Client.RETURNED](draft("", invitation("syt")))), NOW, own=OWN)
    assert mail.source is Source.BOUNCE
    assert mail.bounce is not None
    assert (mail.bounce.recipients, mail.bounce.status) == (("antth@syt.binhdinh.example",), "5.1.1")
    assert [str(reference) for reference in mail.references] == [f"invite.{TOKEN}"]


@pytest.mark.parametrize(
    ("substitutes", "answer"),
    [
        (("Nguyễn Bá Lâm",), "Đồng ý"),
        (("Hà Mạnh Cường",), "Không đồng ý"),
        (("Lại Văn Quý",), "Không đồng ý, yêu cầu đồng chí Trưởng ban trực tiếp dự."),
        (("Nguyễn Bá Lâm", "Đỗ Hồng Phong"), "Đồng ý tất cả"),
        (("Hà Mạnh Cường", "Lại Văn Quý"), "Không đồng ý tất cả"),
        (("Ngô Đức Thắng", "Hà Mạnh Cường", "Tạ Hoàng Long"), "Đồng ý 1, 3; không đồng ý 2"),
    ],
)
def test_the_head_answers_by_the_numbers_of_our_letter(substitutes: tuple[str, ...], answer: str) -> None:
    refusals = {"Hà Mạnh Cường": "", "Lại Văn Quý": "yêu cầu đồng chí Trưởng ban trực tiếp dự"}
    assert heads_answer(text_of(to_the_head(*substitutes)), refusals) == answer


def test_the_heads_button_is_in_the_letter_about_one_request() -> None:
    mail = parse(taken_in(write(Client.BUTTON, draft("Đồng ý", to_the_head("Nguyễn Bá Lâm")))), NOW, own=OWN)
    assert mail.text.strip() == "Đồng ý"
    assert [str(reference) for reference in mail.references] == [f"approval.{TOKEN}"]


def test_dates_are_the_writers_own() -> None:
    mail = parse(taken_in(write(Client.GMAIL, draft("dự", invitation("syt")))), NOW, own=OWN)
    assert mail.date is not None
    assert mail.date.astimezone(UTC) == NOW.astimezone(UTC)
