"""The demo's script: what the 27 seats and a few others write, and what must come of it.

The table is a promise: the demo fails where one answer, letter, request or filing comes out otherwise.
"""

from __future__ import annotations

from mailbot.core.model import RequestStatus, State
from mailbot.demo.parts import Client, Cue, Guest, Line, Mailbox, Part, Script

OFFICE = "kstt@vpub.binhdinh.example"

# The Head is asked four times: about one request, a list of three, a list of two, one request.  Who is to be on the
# next letter waits until the one before has come to him.
FIRST, SECOND, THIRD = (Cue("ct", "approval", count) for count in (1, 2, 3))

GRANTED = (RequestStatus.GRANTED,)
REFUSED = (RequestStatus.REFUSED,)
REPORTS = ("summary", "supplement")


def comes(who: str, after: float, client: Client, words: str, *more: str, twice: bool = False) -> Part:
    """Somebody who says at once, in whichever words, that he comes himself; `more` letters than the usual two."""
    line = Line(words, "attends", client, after=after, twice=twice)
    return Part(who, (line,), State.ATTENDS, ("invite", "receipt_attend", *more))


def stays_away(who: str, after: float, client: Client, words: str) -> Part:
    """Somebody who says at once that he does not come, and names nobody."""
    return Part(who, (Line(words, "absent", client, after=after),), State.ABSENT, ("invite", "receipt_absent"))


def is_replaced(who: str, deputy: str, line: Line) -> Part:
    """Somebody whose deputy goes, with the Head's consent: all three of them get their letters."""
    letters = ("invite", "receipt_pending", "decision_agreed")
    return Part(who, (line,), State.SUBSTITUTE, letters, ("substitute_invited",), deputy, GRANTED)


def proposes(after: float, client: Client, words: str, cue: Cue | None = None, to: str = "invite") -> Line:
    """A deputy of his own agency is proposed: the Head is asked."""
    return Line(words, "put_before_the_head", client, to, after, cue)


PARTS: tuple[Part, ...] = (
    # The Head: his own attendance; his four answers to our lists follow from what he refuses (below).
    Part(
        "ct",
        (Line("Tôi dự và chủ trì phiên họp.", "head_attends", Client.PHONE, after=1.0),),
        State.ATTENDS,
        ("invite", "receipt_chair", "chair_request", "chair_list", "chair_list", "chair_request")
        + ("chair_echo",) * 4
        + REPORTS,
    ),
    # Who come themselves, in as many words as people use.
    comes("pct", 2.0, Client.ACCEPT, "", *REPORTS),
    comes(
        "vpub",
        3.0,
        Client.ZIMBRA,
        "Kính gửi: Phòng Kiểm soát thủ tục hành chính\n\nTôi xác nhận tham dự phiên họp theo Giấy mời.\n\nTrân trọng.",
    ),
    comes("snv", 1.5, Client.PHONE, "dự"),
    comes("stttt", 2.5, Client.PLAIN, "toi du hop"),
    comes("sgtvt", 4.0, Client.BUTTON, "Tôi trực tiếp tham dự."),
    comes("cthue", 6.0, Client.OUTLOOK, "1"),
    comes("ttt", 12.5, Client.APPLE, "Tôi sẽ dự họp, cùng đi có đồng chí Viên Thị Hạnh - Phó Chánh Thanh tra tỉnh."),
    comes("bhxh", 14.5, Client.GMAIL, "Kính gửi Phòng,\n\nTôi sẽ dự họp đúng giờ.\n\nTrân trọng.", twice=True),
    # A secretary writes of his director in the third person; the receipt goes to the mailbox that wrote.
    Part(
        "ca",
        (
            Line(
                "Kính gửi: Văn phòng UBND tỉnh\n\nCông an tỉnh trân trọng báo cáo: đồng chí Đoàn Ngọc Sơn, Giám đốc "
                "Công an tỉnh, tham dự phiên họp đúng thành phần.\n\nTrân trọng./.",
                "attends",
                Client.OUTLOOK,
                after=5.0,
                sender="tonghop@congan.binhdinh.example",
            ),
        ),
        State.ATTENDS,
        ("invite",),
        ("receipt_attend",),
    ),
    # Who do not come.
    stays_away("stp", 4.5, Client.DECLINE, "Đi công tác Hà Nội theo lịch của Bộ Tư pháp"),
    stays_away("sngv", 13.5, Client.OUTLOOK, "Tôi xin phép vắng mặt do bận đón đoàn công tác nước ngoài."),
    # He comes; then something comes up.
    Part(
        "snnptnt",
        (
            Line("Tôi sẽ dự họp.", "attends", Client.GMAIL, after=3.5),
            Line("Do phải đi kiểm tra công tác phòng chống bão, tôi xin báo vắng.", "absent", Client.PHONE,
                 "receipt", after=4.0),
        ),
        State.ABSENT,
        ("invite", "receipt_attend", "receipt_absent"),
    ),
    # He is undecided, and is asked.
    Part(
        "skhdt",
        (
            Line("Tôi sẽ cố gắng thu xếp.", "doubtful_asked", Client.PHONE, after=5.5, review=True),
            Line("Tôi sẽ dự họp.", "attends", Client.PHONE, "clarify", after=2.0),
        ),
        State.ATTENDS,
        ("invite", "clarify", "receipt_attend"),
    ),
    # A question says nothing about attending: a clerk answers it.
    Part(
        "sgddt",
        (
            Line("Phiên họp có gửi tài liệu trước không?", "question", Client.GMAIL, after=7.5, review=True),
            Line("Cảm ơn Phòng. Tôi sẽ tham dự.", "attends", Client.GMAIL, "receipt", after=3.0),
        ),
        State.ATTENDS,
        ("invite", "receipt_question", "receipt_attend"),
    ),
    # Deputies whom the Head agrees to, alone and on a list; and one whom he does not.
    is_replaced(
        "syt",
        "Nguyễn Bá Lâm",
        proposes(0.5, Client.GMAIL, "Tôi bận họp Bộ Y tế, đề nghị cho đồng chí Nguyễn Bá Lâm, Phó Giám đốc Sở, dự "
                 "thay."),
    ),
    is_replaced(
        "stc",
        "Ngô Đức Thắng",
        proposes(0.2, Client.OUTLOOK, "Tôi đi công tác tại Hà Nội, xin cử đồng chí Ngô Đức Thắng - Phó Giám đốc Sở "
                 "dự thay.", FIRST),
    ),
    is_replaced(
        "skhcn",
        "Tạ Hoàng Long",
        proposes(0.6, Client.ZIMBRA, "Đề nghị cho đồng chí Tạ Hoàng Long, Phó Giám đốc Sở, dự thay tôi.", FIRST),
    ),
    Part(
        "sxd",
        (proposes(0.4, Client.APPLE, "Tôi bận tiếp công dân, xin cử đồng chí Hà Mạnh Cường - Phó Giám đốc Sở dự thay.",
                  FIRST),),
        State.REFUSED,
        ("invite", "receipt_pending", "decision_refused"),
        substitute="Hà Mạnh Cường",
        requests=REFUSED,
    ),
    # A division leader is refused at once; a deputy is proposed instead.
    Part(
        "stnmt",
        (
            Line("Tôi bận, cử đồng chí Trần Văn Bảy, Trưởng phòng Đất đai, dự thay.", "refuse_division",
                 Client.OUTLOOK, after=1.2),
            proposes(0.3, Client.OUTLOOK, "Tôi xin cử đồng chí Đỗ Hồng Phong, Phó Giám đốc Sở, dự thay.", SECOND,
                     "clarify"),
        ),
        State.SUBSTITUTE,
        ("invite", "refuse_division", "receipt_pending", "decision_agreed"),
        ("substitute_invited",),
        "Đỗ Hồng Phong",
        GRANTED,
    ),
    # Somebody is named without his post: who is that?
    Part(
        "sct",
        (
            Line("Đồng chí Võ Minh Trí sẽ dự thay tôi.", "unknown_substitute_asked", Client.PHONE, after=1.8),
            proposes(0.5, Client.PHONE, "Đồng chí Võ Minh Trí là Phó Giám đốc Sở.", SECOND, "clarify"),
        ),
        State.SUBSTITUTE,
        ("invite", "clarify", "receipt_pending", "decision_agreed"),
        ("substitute_invited",),
        "Võ Minh Trí",
        GRANTED,
    ),
    # The Head wants him himself, and he comes.
    Part(
        "bqlkkt",
        (
            proposes(0.3, Client.ZIMBRA, "Do bận làm việc với nhà đầu tư, đề nghị cho đồng chí Lại Văn Quý, Phó Trưởng "
                     "ban, dự thay.", THIRD),
            Line("Tôi sẽ trực tiếp dự họp.", "attends", Client.ZIMBRA, "clarify", after=1.5),
        ),
        State.ATTENDS,
        ("invite", "receipt_pending", "decision_refused", "receipt_attend"),
        requests=REFUSED,
    ),
    # His substitute is refused by his post, and he leaves it at that.
    Part(
        "tpqn",
        (
            Line("Tôi cử đồng chí Đinh Công Sứ, Chánh Văn phòng HĐND và UBND thành phố, dự thay.", "refuse_division",
                 Client.ZIMBRA, after=11.0),
        ),
        State.UNCLEAR,
        ("invite", "refuse_division"),
        substitute="Đinh Công Sứ",
    ),
    # Away, and late: his program answers first, he himself when he hears that the deadline has passed.
    Part(
        "sldtbxh",
        (
            Line("Tôi đang đi công tác, sẽ trả lời thư khi trở về cơ quan.", "automatic_mail", Client.AWAY, after=0.8),
            Line("Xin lỗi Phòng vì trả lời muộn. Tôi sẽ dự họp.", "attends", Client.PHONE, "remind", after=1.0),
        ),
        State.ATTENDS,
        ("invite", "deadline_passed", "receipt_attend"),
        late=True,
    ),
    # Nobody hears of him; two are not reached at all.
    Part("svhtt", (), State.SILENT, ("invite", "deadline_passed")),
    Part("sdl", (), State.SILENT, mailbox=Mailbox.REFUSED),
    Part("bdt", (Line("", "returned_letter", Client.RETURNED, after=2.2, review=True),), State.SILENT,
         mailbox=Mailbox.RETURNED),
    # A guest from outside may send whom he likes.
    Part(
        "quanph@baobinhdinh.example",
        (Line("Báo Bình Định cử đồng chí Lê Hoài Nam, Trưởng phòng Thời sự, dự họp.", "guest", Client.GMAIL,
              after=5.2),),
        State.ATTENDS,
        ("invite", "receipt_guest"),
        name="Phạm Hồng Quân",
    ),
    # Somebody else writes in the Head's name.
    Part(
        "chutich.binhdinh@hopthu.example",
        (Line("Đồng ý tất cả các đề nghị dự thay.", "stranger", Client.GMAIL, "", 0.8, SECOND, review=True),),
        letters=(),
        name="Nguyễn Văn Khải",
    ),
    # The clerks.
    Part(OFFICE, letters=("office_decision",) * 4 + REPORTS + ("office_notice", "digest")),  # a letter came back
)  # fmt: skip

SCRIPT = Script(
    parts=PARTS,
    refusals=(("Hà Mạnh Cường", ""), ("Lại Văn Quý", "yêu cầu đồng chí Trưởng ban trực tiếp dự")),
    heads_clients=(Client.BUTTON, Client.PHONE, Client.APPLE, Client.PHONE),
    guests=(Guest("Phạm Hồng Quân", "Tổng Biên tập", "Báo Bình Định", "quanph@baobinhdinh.example"),),
)
