"""People's mail servers, as far as DKIM goes: fresh keys, the records that publish them, and signatures by dkimpy."""

from __future__ import annotations

import base64
import hashlib
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import dkim
import nacl.encoding
import nacl.signing
from dkim.canonicalization import CanonicalizationPolicy
from dkim.crypto import parse_pem_private_key

from mailbot.mailbox.dns import Resolve, Unanswered

SELECTOR = "s1"
ALL = (b"relaxed", b"relaxed")


@dataclass(frozen=True)
class Key:
    """A private key as dkimpy takes it, and the TXT record that goes with it."""

    private: bytes
    record: bytes
    algorithm: bytes = b"rsa-sha256"


@cache
def rsa(bits: int = 2048) -> Key:
    private = _openssl("genrsa", "-traditional", str(bits))
    public = _openssl("rsa", "-pubout", "-outform", "DER", given=private)
    return Key(private, b"v=DKIM1; k=rsa; p=" + base64.b64encode(public))


@cache
def ed25519() -> Key:
    private = nacl.signing.SigningKey.generate()
    public = private.verify_key.encode(nacl.encoding.Base64Encoder)
    return Key(
        private.encode(nacl.encoding.Base64Encoder), b"v=DKIM1; k=ed25519; p=" + bytes(public), b"ed25519-sha256"
    )


def signed(
    raw: bytes,
    domain: str,
    key: Key | None = None,
    *,
    selector: str = SELECTOR,
    how: tuple[bytes, bytes] = ALL,
    fields: list[bytes] | None = None,
    length: bool = False,
    algorithm: bytes = b"",
) -> bytes:
    """The mail with the signature of a server of `domain` on top."""
    key = key or rsa()
    mail = dkim.DKIM(raw)
    field = mail.sign(
        selector.encode(),
        domain.encode(),
        key.private,
        signature_algorithm=algorithm or key.algorithm,
        canonicalize=how,
        include_headers=fields,
        length=length,
    )
    return bytes(field) + raw


def with_tags(raw: bytes, domain: str, **tags: str) -> bytes:
    """As `signed`, over tags that no server would write; whatever they say, the hashes and the signature are right."""
    mail, policy = dkim.DKIM(raw), CanonicalizationPolicy.from_c_value(b"relaxed/relaxed")
    mail.hasher = hashlib.sha256
    body = base64.b64encode(hashlib.sha256(policy.canonicalize_body(mail.body)).digest())
    wanted = {"v": "1", "a": "rsa-sha256", "c": "relaxed/relaxed", "d": domain, "s": SELECTOR}
    wanted |= {"h": "from:to:subject:date", **tags}
    fields = [(name.encode(), value.encode()) for name, value in wanted.items()]
    fields += [(b"bh", body), (b"b", b"0" * 60)]
    names = [name.encode() for name in wanted["h"].split(":")]
    key = parse_pem_private_key(rsa().private)
    return b"DKIM-Signature: " + bytes(mail.gen_header(fields, names, policy, b"DKIM-Signature", key)) + raw


def published(records: Mapping[str, bytes | None]) -> Resolve:
    """A DNS of these records, by 'selector.domain'; the DNS does not answer for a name whose record is None."""

    def resolve(name: str, seconds: float) -> bytes | None:
        assert seconds > 0
        short = name.removesuffix(".").replace("._domainkey.", ".")
        if short in records and records[short] is None:
            raise Unanswered("SERVFAIL")
        return records.get(short)

    return resolve


def _openssl(*arguments: str, given: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *arguments], input=given, capture_output=True, check=True).stdout
