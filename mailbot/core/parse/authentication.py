"""Who vouches for the From address: Authentication-Results (RFC 8601) and the login in Received, where believed.

Anybody can write such a field.  Only what stands under a configured name counts, only if there is exactly one of it,
and whatever cannot be taken apart to the last token counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailbot.core.model import TWO_STAMPS, UNVOUCHED, Address, Authenticity, AuthResult, Signature, Trust, TrustProfile
from mailbot.core.parse import signatures
from mailbot.core.parse.mime import Head

EXCHANGE_MARK = "X-MS-Exchange-Organization-AuthAs"

_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|[=;()]|\s+|[^\s"=;()\\]+')
_COMMENT = re.compile(r"[()]|\\.|[^()\\]+", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_LENGTH_TAG = re.compile(r"(?:^|;)\s*l\s*=")
_DOMAIN_TAG = re.compile(r"(?:^|;)\s*d\s*=\s*([^\s;]+)")
_BY = re.compile(r"\bby\s+([\w.-]+)")
_LAST_HOP = re.compile(r"\bwith\s+(?:UTF8)?LMTPS?A?\b")
_LOGIN = re.compile(
    r"\(Authenticated sender: ([^\s()]+)\)\s+by\s+([\w.-]+)\s[^;]*\bwith\s+(?:UTF8)?E?SMTPS?A\b", re.DOTALL
)


@dataclass(frozen=True)
class Finding:
    """One statement of an Authentication-Results field: `dmarc=pass header.from=a.example`."""

    method: str
    result: str
    properties: dict[str, str]

    @property
    def domain(self) -> str:
        """The domain that the statement is about; of the signer's identity where DKIM's `d` is not given."""
        named = self.properties.get("header.from" if self.method == "dmarc" else "header.d", "")
        identity = self.properties.get("header.i", "") if self.method == "dkim" else ""
        return (named or identity.rpartition("@")[2]).rpartition("@")[2].lower().rstrip(".")


def authenticate(
    head: Head, sender: Address | None, trust: Trust, signed: Sequence[Signature] = ()
) -> tuple[Authenticity, str]:
    """What is known of the From address, and what the office should know of the mail system ('' if nothing).

    `signed`: the signatures that were looked at here; they count where nobody else has said anything.
    """
    if sender is None:
        return UNVOUCHED, ""
    domain = sender.email.rpartition("@")[2]
    findings, warning = _believed(head, trust)
    cut = _signs_a_part(head, domain)
    found = _judge(findings, domain, cut=cut)
    if found.result is AuthResult.NONE and trust.profile is TrustProfile.MICROSOFT365:
        found = _internal(head) or found
    if found.result is AuthResult.NONE and trust.login_hosts:
        found = _logged_in(head, sender, trust) or found
    if found.result is AuthResult.NONE and trust.verify_dkim:
        verified = signatures.judge(head, domain, signed, cut=cut)
        found = found if verified == UNVOUCHED else verified
    return found, warning


def _believed(head: Head, trust: Trust) -> tuple[list[Finding], str]:
    """The statements of the one field that we believe; none where there are two: one is not our server's."""
    fields = [take_apart(value) for value in head.get("authentication-results", [])]
    if trust.profile is TrustProfile.MICROSOFT365 and fields and (topmost := fields[0]) is not None and not topmost[0]:
        return topmost[1], ""
    ours = [field[1] for field in fields if field is not None and field[0] in trust.authserv_ids]
    if len(ours) > 1:
        return [], TWO_STAMPS
    return (ours[0] if ours else []), ""


def relied_on(head: Head, trust: Trust) -> Iterator[tuple[str, str]]:
    """The fields (name, raw value) whose word on the sender would count if it were the only one."""
    name = "authentication-results"
    fields = [(value, take_apart(value)) for value in head.get(name, [])]
    yield from ((name, value) for value, field in fields if field is not None and field[0] in trust.authserv_ids)
    if trust.profile is TrustProfile.MICROSOFT365:
        yield from ((name, value) for value, field in fields[:1] if field is not None and not field[0])
        yield from ((EXCHANGE_MARK.lower(), value) for value in head.get(EXCHANGE_MARK.lower(), []))
    if (hop := _first_hop(head, trust)) and (login := _LOGIN.search(hop)) and login[2].lower() in trust.login_hosts:
        yield "received", hop


def _judge(findings: list[Finding], domain: str, *, cut: bool) -> Authenticity:
    """DMARC's word on exactly this domain, else an aligned signature; SPF alone vouches for no From (RFC 7489)."""
    about = [f for f in findings if f.domain == domain]
    if any(f.method == "dmarc" and f.result == "fail" for f in about):
        return Authenticity(AuthResult.FAIL, "dmarc", f"máy chủ thư xác định thư không do {domain} gửi (DMARC)")
    for method in ("dmarc", "dkim"):
        if any(f.method == method and f.result == "pass" for f in about):
            if cut:  # a signature with `l=` lets anybody append text
                return Authenticity(AuthResult.NONE, method, "chữ ký chỉ bao một phần nội dung thư")
            return Authenticity(AuthResult.PASS, method, f"máy chủ thư xác nhận tên miền {domain}")
    return UNVOUCHED


def _signs_a_part(head: Head, domain: str) -> bool:
    """Whether a signature of this domain covers no more than the beginning of the body (RFC 6376, 8.2).

    One of a domain above or below counts as well: DMARC may have passed by it (RFC 7489, 3.1.1).
    """
    for value in head.get("dkim-signature", []):
        signer = _DOMAIN_TAG.search(value)
        if _LENGTH_TAG.search(value) and signer and _are_kin(signer[1].lower(), domain):
            return True
    return False


def _are_kin(one: str, other: str) -> bool:
    return f".{one}".endswith(f".{other}") or f".{other}".endswith(f".{one}")


def _internal(head: Head) -> Authenticity | None:
    """Exchange's own mark on mail within the tenant; its header firewall takes it off mail from outside."""
    marks = [value.strip().lower() for value in head.get(EXCHANGE_MARK.lower(), [])]
    return Authenticity(AuthResult.PASS, "internal", "thư nội bộ đã đăng nhập") if marks == ["internal"] else None


def _logged_in(head: Head, sender: Address, trust: Trust) -> Authenticity | None:
    """Who was logged in at our own server, by the Received field that it wrote itself: the topmost before delivery."""
    login = _LOGIN.search(_first_hop(head, trust))
    if login is None or login[2].lower() not in trust.login_hosts:
        return None
    if _is_login_of(login[1].lower(), sender.email, login[2].lower()):
        return Authenticity(AuthResult.PASS, "login", f"gửi từ tài khoản {login[1]}")
    return Authenticity(AuthResult.FAIL, "login", f"gửi từ tài khoản {login[1]}, không phải của người gửi")


def _first_hop(head: Head, trust: Trust) -> str:
    return next((value for value in head.get("received", []) if not _is_delivery(value, trust)), "")


def _is_delivery(received: str, trust: Trust) -> bool:
    """The hop from our own server into the mailbox."""
    by = _BY.search(received)
    return by is not None and by[1].lower() in trust.login_hosts and _LAST_HOP.search(received) is not None


def _is_login_of(login: str, email: str, host: str) -> bool:
    """Logins are addresses, or their local parts at the domain of the server."""
    if "@" in login:
        return login == email
    local, _, domain = email.rpartition("@")
    return login == local and f".{host}".endswith(f".{domain}")


def take_apart(value: str) -> tuple[str, list[Finding]] | None:
    """The authserv-id ('' where a server gives none) and the statements of a field; None where it is malformed."""
    pieces = _pieces(value)
    if pieces is None:
        return None
    statements = list(_statements(pieces))
    name = ""
    if statements and "=" not in statements[0]:
        spoken = [piece for piece in statements.pop(0) if not piece.isspace()]
        if not spoken or (len(spoken) > 1 and not spoken[1].isdigit()) or len(spoken) > 2:
            return None
        name = spoken[0].lower()
    findings = [finding for statement in statements if (finding := _finding(statement)) is not None]
    return name, findings


def _pieces(value: str) -> list[str] | None:
    """Words, quoted strings without their quotes, '=', ';' and spaces; comments are gone. None where one stays open."""
    found: list[str] = []
    at, depth = 0, 0
    while at < len(value):
        match = (_COMMENT if depth else _PIECE).match(value, at)
        if match is None:
            return None
        at, piece = match.end(), match[0]
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth -= 1
            if depth < 0:
                return None
            found.append(" ")
        elif not depth:
            found.append(_ESCAPED.sub(r"\1", piece[1:-1]) or " " if piece.startswith('"') else piece)
    return found if not depth else None


def _statements(pieces: list[str]) -> Iterator[list[str]]:
    statement: list[str] = []
    for piece in [*pieces, ";"]:
        if piece != ";":
            statement.append(piece)
        elif any(not p.isspace() for p in statement):
            yield statement
            statement = []
        else:
            statement = []


def _finding(statement: list[str]) -> Finding | None:
    """`method=result property=value ...`; nothing where it reads otherwise ('none', or a broken one)."""
    pairs: list[tuple[str, str]] = []
    words = [piece for piece in statement if not piece.isspace()]
    at = 0
    while at + 2 < len(words) and words[at + 1] == "=":
        pairs.append((words[at].lower(), words[at + 2]))
        at += 3
        while at < len(words) and words[at] == "=":  # the padding of a base64 value
            at += 1
    if at != len(words) or not pairs:
        return None
    method, result = pairs[0]
    if len({name for name, _ in pairs[1:]}) != len(pairs) - 1:
        return None
    return Finding(method.partition("/")[0], result.lower(), dict(pairs[1:]))
