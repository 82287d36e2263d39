"""What a DKIM signature that was verified here is worth (RFC 6376, RFC 8301)."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.core.model import UNVOUCHED, Authenticity, AuthResult, Signature, SignatureState
from mailbot.core.parse.mime import Head

METHOD = "dkim (verified here)"

# The algorithms with the fewest bits of a key that is believed. SHA-1 is none of them (RFC 8301, 3.1 and 3.2).
_LEAST_BITS = {"rsa-sha256": 1024, "ed25519-sha256": 256}

# Fields that are read here and stand in a mail once at most (RFC 5322, 3.6). A signature covers the lowest one of a
# name, and the topmost is read: whoever passes the mail on could put another one above (RFC 6376, 8.15).
_ONCE = ("subject", "date", "message-id", "in-reply-to", "references", "content-type", "content-transfer-encoding")

_WHY_NOT = {
    SignatureState.BROKEN: "chữ ký DKIM không khớp với nội dung thư",
    SignatureState.EXPIRED: "chữ ký DKIM đã hết hạn khi thư đến",
    SignatureState.NO_KEY: "không có khóa DKIM dùng được của tên miền {domain}",
    SignatureState.NO_ANSWER: "không tra cứu được khóa DKIM của tên miền {domain}",
}


def judge(head: Head, domain: str, signatures: Sequence[Signature], *, cut: bool) -> Authenticity:
    """Whether one of these signatures vouches for exactly this domain; `cut`: the head names one with `l=`.

    A signature that vouches for nothing is as good as none, never a sign of forgery (RFC 6376, 6.1).
    """
    ours = [signature for signature in signatures if signature.domain == domain]
    if not ours:
        return UNVOUCHED
    if cut or any(signature.limited for signature in ours):
        return _none("chữ ký chỉ bao một phần nội dung thư")
    objections = [_objection(signature) for signature in ours]
    if "" not in objections:
        return _none(objections[0].format(domain=domain))
    if any(len(head.get(name, [])) > 1 for name in _ONCE):
        return _none("thư có trường tiêu đề bị lặp, chữ ký chỉ bao một trường")
    return Authenticity(AuthResult.PASS, METHOD, f"chữ ký DKIM của tên miền {domain} đã được kiểm tra tại đây")


def _objection(signature: Signature) -> str:
    """Why this signature vouches for nothing; '' where it vouches."""
    if signature.state is not SignatureState.VALID:
        return _WHY_NOT[signature.state]
    if signature.testing:
        return "khóa DKIM của tên miền {domain} chỉ để thử nghiệm"
    if not signature.names_sender:
        return "chữ ký DKIM không bao người gửi"
    least = _LEAST_BITS.get(signature.algorithm)
    if least is None or signature.bits < least:
        return "chữ ký DKIM của tên miền {domain} quá yếu"
    return ""


def _none(grounds: str) -> Authenticity:
    return Authenticity(AuthResult.NONE, METHOD, grounds)
