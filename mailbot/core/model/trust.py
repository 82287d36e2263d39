"""Whether a mail is its sender's: whose word on that is believed, and what it said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AuthResult(StrEnum):
    """What is known of a mail's From address."""

    PASS = "pass"  # somebody whom we believe vouches for it
    FAIL = "fail"  # somebody whom we believe says that it is forged
    NONE = "none"  # nobody whom we believe said anything


@dataclass(frozen=True)
class Authenticity:
    """The result, by which method, and the grounds as the office reads them."""

    result: AuthResult = AuthResult.NONE
    method: str = ""  # 'dmarc', 'dkim', 'login', 'internal', 'office'
    grounds: str = ""


UNVOUCHED = Authenticity()
ENTERED = Authenticity(AuthResult.PASS, "office", "cán bộ ghi nhận")  # no mail: a clerk entered it


class TrustProfile(StrEnum):
    """What the mail system around mailbot vouches for."""

    STRICT = "strict"  # a mail exchanger that checks DMARC or DKIM and says so under its authserv-id (RFC 8601)
    INTRANET = "intranet"  # a closed mail system: a valid token suffices for what nobody vouched for
    MICROSOFT365 = "microsoft365"  # Exchange Online, whose Authentication-Results bear no authserv-id


@dataclass(frozen=True)
class Trust:
    """Whose word is believed; nobody's by default."""

    profile: TrustProfile = TrustProfile.STRICT
    authserv_ids: tuple[str, ...] = ()  # lower case; none means that no Authentication-Results field is believed
    login_hosts: tuple[str, ...] = ()  # lower case: servers whose Received fields name who was logged in

    @property
    def token_suffices(self) -> bool:
        """Whether the Head's answer takes effect though nobody vouches for its sender."""
        return self.profile is TrustProfile.INTRANET
