"""The content of a mail on its way to the server: in its transmitted form, and watched until it has left us."""

from __future__ import annotations

import asyncio
import re
import time

from aiosmtplib import SMTPResponse
from aiosmtplib.protocol import SMTPProtocol

_CHUNK = 64 * 1024
_CHUNK_TIMEOUT = 180.0  # RFC 5321, 4.5.3.2.5


def as_transmitted(raw: bytes) -> bytes:
    """Lines end with CRLF, the last one too."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def dot_stuffed(raw: bytes) -> bytes:
    """RFC 5321, 4.5.2."""
    return re.sub(rb"(?m)^\.", b"..", raw)


async def upload(protocol: SMTPProtocol, content: bytes, reply: asyncio.Future[SMTPResponse]) -> None:
    """Returns when all bytes are out of this process, or the server answered early; raises OSError or SMTPException."""
    for start in range(0, len(content), _CHUNK):
        if reply.done():
            return
        protocol.write(content[start : start + _CHUNK])
        await _flushed(protocol, reply)


async def _flushed(protocol: SMTPProtocol, reply: asyncio.Future[SMTPResponse]) -> None:
    deadline = time.monotonic() + _CHUNK_TIMEOUT
    pause = 0.001
    while not reply.done():
        transport = protocol.transport
        if not isinstance(transport, asyncio.WriteTransport) or transport.is_closing():
            raise ConnectionError("it closed in the midst of the mail")
        if transport.get_write_buffer_size() == 0:
            return
        if time.monotonic() > deadline:
            raise TimeoutError("the server takes no more bytes")
        await asyncio.sleep(pause)
        pause = min(pause * 2, 0.1)
