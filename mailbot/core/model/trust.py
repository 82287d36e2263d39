"""Whether a mail is its sender's: whose word on that is believed, and what it said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
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
    method: str = ""  # 'dmarc', 'dkim', 'dkim (verified here)', 'login', 'internal', 'office'
    grounds: str = ""


UNVOUCHED = Authenticity()
ENTERED = Authenticity(AuthResult.PASS, "office", "cán bộ ghi nhận")  # no mail: a clerk entered it


class SignatureState(StrEnum):
    """What became of one DKIM signature when it was looked at."""

    VALID = "valid"
    BROKEN = "broken"  # the mail is not as it was signed, or the signature is none
    EXPIRED = "expired"  # it was no longer to be believed when the mail came in
    NO_KEY = "no key"  # the domain has no usable key of this name: never had, or withdrawn
    NO_ANSWER = "no answer"  # the DNS said nothing: not known


@dataclass(frozen=True)
class Signature:
    """One DKIM signature as the shell found it; what it is worth, the core decides."""

    domain: str  # who signed (d=), lower case
    state: SignatureState
    algorithm: str = ""  # 'rsa-sha256', 'ed25519-sha256'
    bits: int = 0  # of the public key, where the signature is valid
    limited: bool = False  # `l=`: text can be appended to what it covers
    testing: bool = False  # the key says `t=y`: to be treated as if the mail were not signed
    names_sender: bool = False  # the From field is among what it covers


# A mail's doubt: which of the two fields our own server wrote, nobody can tell.
TWO_STAMPS = "two Authentication-Results under our own name"


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
    verify_dkim: bool = False  # DKIM signatures are verified here, by the keys in the DNS
    nameservers: tuple[str, ...] = ()  # addresses whose word on keys is taken; none: those of this machine
    dns_timeout: timedelta = timedelta(seconds=5)  # for all keys of one mail together

    @property
    def token_suffices(self) -> bool:
        """Whether the Head's answer takes effect though nobody vouches for its sender."""
        return self.profile is TrustProfile.INTRANET
