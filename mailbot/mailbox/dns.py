"""TXT records from the DNS, where DKIM keys stand; dnspython asks, and nothing here waits longer than it is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import dns.exception
import dns.rdatatype
import dns.resolver
from dns.rdtypes.ANY.TXT import TXT

# The record of a name, None where there is none, within so many seconds; raises Unanswered where it is not known.
Resolve = Callable[[str, float], bytes | None]

_REMEMBERED = 1000  # answers, each for as long as its domain allows


class Unanswered(Exception):
    """The DNS did not say whether there is such a record."""


def resolver(nameservers: Sequence[str] = (), port: int = 53) -> Resolve:
    """Asks these servers, or those of this machine."""
    ready: list[dns.resolver.Resolver] = []

    def resolve(name: str, seconds: float) -> bytes | None:
        try:
            if not ready:  # only now: a machine without any name server is no reason not to start
                ready.append(_made(nameservers, port))
            answer = ready[0].resolve(name, dns.rdatatype.TXT, lifetime=seconds, search=False, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return None
        except (dns.exception.DNSException, OSError) as error:
            raise Unanswered(str(error)) from error
        return _record(answer)

    return resolve


def _made(nameservers: Sequence[str], port: int) -> dns.resolver.Resolver:
    made = dns.resolver.Resolver(configure=not nameservers)
    if nameservers:
        made.nameservers = list(nameservers)
        made.port = port
    made.cache = dns.resolver.LRUCache(_REMEMBERED)
    return made


def _record(answer: dns.resolver.Answer) -> bytes | None:
    """The strings of a record belong together (RFC 6376, 3.6.2.2); of several records the one that says it is a key."""
    records = [b"".join(data.strings) for data in answer.rrset or () if isinstance(data, TXT)]
    return next((record for record in records if record.startswith(b"v=DKIM1")), next(iter(records), None))
