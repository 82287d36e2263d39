"""The door to own verification of DKIM: its libraries are an extra, loaded only where the configuration asks for it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import datetime

from mailbot.core.model import Signature, Trust

Verify = Callable[[bytes, str, datetime], tuple[Signature, ...]]


def is_installed() -> bool:
    """Whether the extra 'dkim' is there: dkimpy, dnspython and, for ed25519, PyNaCl."""
    return all(importlib.util.find_spec(name) is not None for name in ("dkim", "dns", "nacl"))


def verifier_of(trust: Trust) -> Verify | None:
    """Finds the signatures of a domain on a mail that came in at some time; None where nobody shall look."""
    if not trust.verify_dkim:
        return None
    from mailbot.mailbox.dkim import signatures
    from mailbot.mailbox.dns import resolver

    resolve, seconds = resolver(trust.nameservers), trust.dns_timeout.total_seconds()
    return lambda raw, domain, received_at: signatures(raw, domain, received_at, resolve, seconds)
