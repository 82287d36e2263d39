"""What came in, before anybody's answer: returned letters, automatic mail, strangers, mails that are not sound."""

from __future__ import annotations

from mailbot.core.dates import say_moment
from mailbot.core.model import (
    AuthResult,
    Bounce,
    Decision,
    Effect,
    FiledAs,
    Intent,
    Source,
    Undeliverable,
)
from mailbot.core.rules import replies
from mailbot.core.rules.case import Case
from mailbot.core.terms import person

# Enhanced status codes (RFC 3463), the longer ones first.
_MEANINGS = (
    ("5.1.", "hộp thư không tồn tại"),
    ("5.2.1", "hộp thư đã ngừng hoạt động"),
    ("5.2.2", "hộp thư đầy"),
    ("5.3.4", "thư quá lớn so với mức cho phép của máy chủ"),
    ("5.4.", "không chuyển được tới máy chủ nhận"),
    ("5.7.", "máy chủ từ chối"),
    ("4.", "lỗi tạm thời kéo dài"),
)

# Signs of mail to many: some offices' servers put them on everything that leaves, answers to us too.
_MASS_MAIL = ("Precedence", "List-", "mailing list", "newsletter", "bulk")


def own_letter(case: Case) -> Decision | None:
    """Our digests and notices come to the very mailbox that we watch: they are left for the clerks to read."""
    sender = case.mail.sender
    if sender is None or sender.email != case.policy.office.mailbox:
        return None
    return case.decide("own_letter", FiledAs.LEFT, "Thư của chính hộp thư này.")


def returned_letter(case: Case) -> Decision | None:
    """A bounce tells the office whom our letter did not reach; it is never answered (L18)."""
    if case.mail.source is not Source.BOUNCE:
        return None
    bounce = case.mail.bounce or Bounce(())
    filed = FiledAs.REVIEW if bounce.permanent else FiledAs.IGNORED
    whom = ", ".join(bounce.recipients) or "không rõ người nhận"
    return case.decide("returned_letter", filed, f"Thư gửi {whom} bị trả lại: {bounce.diagnostic or bounce.status}.",
                       *_unreached(case, bounce), *_told_at_once(case, bounce))  # fmt: skip


def _unreached(case: Case, bounce: Bounce) -> tuple[Effect, ...]:
    """The invitee whose invitation came back; a notice that returns no letter of ours is for a person alone.

    A later letter that comes back (a receipt, one to his substitute) says nothing against his having been invited.
    """
    reference = case.reference
    if not bounce.permanent or case.meeting is None or reference is None or reference.kind != "invite":
        return ()
    if reference.member_id is None:
        return ()
    address = next(iter(bounce.recipients), reference.recipient)
    return (Undeliverable(case.meeting.id, reference.member_id, address, bounce.diagnostic or bounce.status),)


def _told_at_once(case: Case, bounce: Bounce) -> tuple[Effect, ...]:
    """The office hears at once of a letter to somebody else that came back: there may be time to telephone (L18)."""
    reference = case.reference
    if not bounce.permanent or reference is None or reference.recipient in case.policy.office.digest_to:
        return ()
    member = case.invitation_of(reference.member_id or "")
    whom = f"đồng chí {person(member.member)} ({reference.recipient})" if member else reference.recipient
    written_at = say_moment(reference.written_at.astimezone(case.policy.working.zone))
    what = "Thư mời" if reference.kind == "invite" else "Thư"
    lines = [f"{what} gửi {whom} lúc {written_at} bị trả lại: {_explained(bounce)}."]
    if member and member.member.phone:
        lines.append(f"Đề nghị cán bộ liên hệ điện thoại {member.member.phone} và cập nhật địa chỉ.")
    else:
        lines.append("Danh sách chưa có số điện thoại; đề nghị cán bộ liên hệ cơ quan và cập nhật địa chỉ.")
    if reference.kind == "invite":
        lines.append(
            "Thành viên này chưa được coi là đã nhận thư mời: báo cáo ghi “thư mời chưa chuyển được”, "
            "không tính là quá hạn."
        )
    return replies.to_office(case, "Thư không chuyển được", *lines, once=f"returned:{reference.id}")


def _explained(bounce: Bounce) -> str:
    """What the code of a returned letter means (RFC 3463), with the code."""
    meaning = next((words for code, words in _MEANINGS if bounce.status.startswith(code)), "máy chủ không nhận thư")
    return f"{bounce.status} - {meaning}" if bounce.status else meaning


def automatic_mail(case: Case) -> Decision | None:
    """An out-of-office, a receipt, a list mail: for the office to know, never an answer, never answered (RFC 3834)."""
    if case.mail.source is not Source.AUTO:
        return None
    if case.reference is not None and case.mail.automatic.startswith(_MASS_MAIL) and case.mail.text.strip():
        return case.decide(
            "answer_like_mass_mail", FiledAs.REVIEW, f"Thư trả lời có dấu hiệu gửi hàng loạt ({case.mail.automatic})."
        )
    return case.decide("automatic_mail", FiledAs.IGNORED, "")


def unsound_mail(case: Case) -> Decision | None:
    """A mail whose sender or parts contradict each other is for a person."""
    if not case.mail.doubts or case.mail.sender is not None:
        return None
    return case.decide(
        "unsound_mail", FiledAs.REVIEW, "Thư có dấu hiệu bất thường: " + "; ".join(case.mail.doubts) + "."
    )


def forged_mail(case: Case) -> Decision | None:
    """A mail that our own mail system calls forged does nothing; whose address it bears is told, and so is the office.

    Who is not on the roster gets no letter: his address is a victim as well.
    """
    if case.mail.authenticity.result is not AuthResult.FAIL or case.member is None:
        return None
    if case.reading.writer in ("stranger", "former"):
        return None
    return case.decide(
        "forged_mail",
        FiledAs.REVIEW,
        f"Thư không được ghi nhận: {case.mail.authenticity.grounds}.",
        *replies.mail_in_your_name(case),
    )


def former_holder(case: Case) -> Decision | None:
    """Who held the seat before no longer speaks for it; the present holder is asked by the office."""
    if case.reading.writer != "former":
        return None
    return case.decide("former_holder", FiledAs.REVIEW, "Người gửi không còn giữ vị trí thành viên Ban Chỉ đạo.")


def stranger(case: Case) -> Decision | None:
    """Who is not on the roster gets no letter; the office sees the mail in its digest (no backscatter).

    A member's name on an address that is not his is no more than a hint for the office: it changes nothing.
    """
    if case.reading.writer != "stranger" and case.reading.sender is not None and case.member is not None:
        return None
    return case.decide("stranger", FiledAs.REVIEW, "")


def unrelated_mail(case: Case) -> Decision | None:
    """A mail of ours that is about something else stays where people will read it (R37)."""
    if case.reading.intent is not Intent.NONE:
        return None
    return case.decide("unrelated_mail", FiledAs.REVIEW, "")
