"""The bytes of one IMAP connection: waits without losing a wake-up, and can be broken off from another thread.

imaplib reads through a buffer of its own that nobody can look into; a line that has arrived there wakes no poll().
So this class keeps the buffer itself, at the points that imaplib offers for it (open, read, readline, shutdown).
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import selectors
import socket
import ssl
import threading
import time
from typing import Literal

_CHUNK = 256 * 1024
_EXISTS = re.compile(rb"\* \d+ EXISTS\b", re.IGNORECASE)
_BYE = re.compile(rb"\* BYE\b", re.IGNORECASE)
_LONGEST_LINE = 64 * 1024 * 1024  # the UIDs of several million mails


class BrokenOff(OSError):
    """The connection was broken off on purpose."""


class Breaker:
    """Holds the socket in use, so that another thread can end whatever waits on it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sock: socket.socket | None = None
        self._broken = False

    def guard(self, sock: socket.socket) -> socket.socket:
        """From now on, break_off() ends this socket; raises BrokenOff where that came first."""
        with self._lock:
            if self._broken:
                sock.close()
                raise BrokenOff("broken off before the connection was made")
            self._sock = sock
        return sock

    def break_off(self) -> None:
        """Every call that waits on the socket fails at once; safe from any thread, at any time, more than once."""
        with self._lock:
            self._broken = True
            if self._sock is not None:
                with contextlib.suppress(OSError):
                    # Not SSLSocket.shutdown(): that takes the TLS state away under the reading thread.
                    socket.socket.shutdown(self._sock, socket.SHUT_RDWR)


class Bell:
    """Wakes a thread that waits in poll(): a pair of sockets, one byte a ring."""

    def __init__(self) -> None:
        self._hear, self._ring = socket.socketpair()
        self._hear.setblocking(False)
        self._ring.setblocking(False)

    def ring(self) -> None:
        """Safe from any thread; a bell that is rung already, or put away, stays as it is."""
        with contextlib.suppress(OSError):
            self._ring.send(b"!")

    def silence(self) -> None:
        with contextlib.suppress(OSError):
            while self._hear.recv(4096):
                pass

    def fileno(self) -> int:
        return self._hear.fileno()

    def heard_within(self, seconds: float) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(self, selectors.EVENT_READ)
            return bool(selector.select(max(seconds, 0)))

    def close(self) -> None:
        self._hear.close()
        self._ring.close()


class Wire(imaplib.IMAP4):
    """imaplib's IMAP4 with a buffer that can be asked whether a line has come."""

    def __init__(
        self, host: str, port: int, tls: ssl.SSLContext | None, connect_timeout: float, breaker: Breaker
    ) -> None:
        self._tls = tls
        self._breaker = breaker
        self._buffer = bytearray()
        self.mail_announced = False  # by an EXISTS, since somebody set this to False
        super().__init__(host, port, connect_timeout)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = self._connected(timeout)
        if self._tls is not None:
            self._encrypt(self._tls)

    def _connected(self, timeout: float | None) -> socket.socket:
        """Like socket.create_connection(), but guarded before it waits."""
        trouble: OSError | None = None
        for family, kind, protocol, _, address in socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM):
            sock = self._breaker.guard(socket.socket(family, kind, protocol))
            try:
                sock.settimeout(timeout)
                sock.connect(address)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError as error:
                sock.close()
                trouble = error
            else:
                return sock
        raise trouble or OSError("the name has no address")

    def _encrypt(self, tls: ssl.SSLContext) -> None:
        wrapped = tls.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = wrapped
        self._breaker.guard(wrapped)
        wrapped.do_handshake()

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> tuple[Literal["OK"], list[None]]:
        """RFC 3501, 6.2.1. Bytes that follow the server's OK in plain text were put there by somebody else."""
        if ssl_context is None or "STARTTLS" not in self.capabilities:
            raise self.error("STARTTLS is not offered")
        kind, _ = self._simple_command("STARTTLS")
        if kind != "OK":
            raise self.error("STARTTLS was refused")
        if self._buffer:
            raise self.abort("unencrypted bytes after STARTTLS")
        self._encrypt(ssl_context)
        self._tls_established = True
        self._get_capabilities()
        return "OK", [None]

    def readline(self) -> bytes:
        """A server may announce mail, or take its leave, with the answer to any command: heard here in any case."""
        line = self._line()
        if _EXISTS.match(line):
            self.mail_announced = True
        if _BYE.match(line) and self.state != "LOGOUT":  # that also is the state before the greeting
            raise self.abort(line.decode(errors="replace").strip())
        return line

    def _line(self) -> bytes:
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > _LONGEST_LINE:
                raise self.abort("a line without end")
            self._receive()
        return self._take(end + 1)

    def read(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._receive()
        return self._take(size)

    def _take(self, size: int) -> bytes:
        taken = bytes(memoryview(self._buffer)[:size])
        del self._buffer[:size]
        return taken

    def _receive(self) -> None:
        """Waits, as long as the socket's timeout allows."""
        data = self.sock.recv(_CHUNK)
        if not data:
            raise self.abort("the server closed the connection")
        self._buffer += data

    def _receive_what_is_there(self) -> None:
        """Does not wait: under TLS a readable socket may hold no data at all, only a session ticket."""
        timeout = self.sock.gettimeout()
        self.sock.setblocking(False)
        try:
            self._receive()
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        finally:
            self.sock.settimeout(timeout)

    def line_comes(self, seconds: float, bell: Bell) -> bool:
        """Whether a line is there to be read within so many seconds; False also when the bell rings.

        Raises imaplib.IMAP4.abort when the server hangs up, OSError when the network does.
        """
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            selector.register(bell, selectors.EVENT_READ)
            while b"\n" not in self._buffer:
                ready = selector.select(max(deadline - time.monotonic(), 0))
                if not ready or any(key.fileobj is bell for key, _ in ready):
                    return False
                self._receive_what_is_there()
        return True

    def shutdown(self) -> None:
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
        self.sock.close()
