"""A DNS server of our own on a loopback port: answers for TXT records, or fails as name servers fail."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

_ENOUGH = 65_535


class Names:
    """`with Names({name: [record, ...]}) as names:`; keeps the names it was asked for.

    A name in `failing` ends in SERVFAIL, one in `silent` without any answer.
    """

    def __init__(
        self, records: Mapping[str, Sequence[str]], *, failing: Sequence[str] = (), silent: Sequence[str] = ()
    ) -> None:
        self._records, self._failing, self._silent = records, failing, silent
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, name="names", daemon=True)

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", ("127.0.0.1", self.port))  # an empty question ends the service
        self._thread.join(5)
        self._socket.close()

    def _serve(self) -> None:
        while True:
            asked, address = self._socket.recvfrom(_ENOUGH)
            if not asked:
                return
            answer = self._answer(dns.message.from_wire(asked))
            if answer is not None:
                self._socket.sendto(answer.to_wire(), address)

    def _answer(self, question: dns.message.Message) -> dns.message.Message | None:
        name = question.question[0].name.to_text()
        self.asked.append(name)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        if name in self._silent:
            return None
        if name in self._failing:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif name not in self._records:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        else:
            answer.answer += [dns.rrset.from_text(name, 60, "IN", "TXT", *self._records[name])]
        return answer
