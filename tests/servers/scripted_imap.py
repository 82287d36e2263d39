"""An IMAP server that says exactly what a test wants, byte for byte and segment for segment."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

# Called with the command's tag; each item is sent as a segment of its own. None closes the connection, a number waits.
Script = Callable[[bytes], list[bytes | float | None]]

_CAPABILITIES = b"IMAP4rev1 IDLE UIDPLUS"
_USUAL: dict[bytes, Script] = {
    b"CAPABILITY": lambda tag: [b"* CAPABILITY " + _CAPABILITIES + b"\r\n" + tag + b" OK done\r\n"],
    b"LOGIN": lambda tag: [tag + b" OK done\r\n"],
    b"LIST": lambda tag: [b'* LIST (\\Noselect) "/" ""\r\n' + tag + b" OK done\r\n"],
    b"SELECT": lambda tag: [b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT 1] x\r\n" + tag + b" OK done\r\n"],
    b"UID SEARCH": lambda tag: [b"* SEARCH\r\n" + tag + b" OK done\r\n"],
    b"NOOP": lambda tag: [tag + b" OK done\r\n"],
    b"IDLE": lambda tag: [b"+ idling\r\n"],
    b"DONE": lambda tag: [tag + b" OK idle ends\r\n"],
    b"LOGOUT": lambda tag: [b"* BYE bye\r\n" + tag + b" OK done\r\n", None],
}


class ScriptedImap:
    """`with ScriptedImap({b"IDLE": ...}) as server:`; what a script does not say is answered as usual."""

    def __init__(
        self,
        scripts: Mapping[bytes, Script],
        greeting: bytes = b"* OK scripted\r\n",
        *,
        host: str = "127.0.0.1",
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._scripts = _USUAL | dict(scripts)
        self._greeting = greeting
        self._listener = socket.create_server((host, 0))
        self._tls = tls
        self.port: int = self._listener.getsockname()[1]
        self.commands: list[bytes] = []
        self._thread = threading.Thread(target=self._accept, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._welcome, args=(connection,), daemon=True).start()

    def _welcome(self, connection: socket.socket) -> None:
        if self._tls is None:
            self._serve(connection)
            return
        with contextlib.suppress(OSError):  # a client that does not trust us
            self._serve(self._tls.wrap_socket(connection, server_side=True))

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(self._greeting)
            idle_tag = b""
            try:
                for line in lines:
                    tag, _, command = line.strip().partition(b" ")
                    if line.strip().upper() == b"DONE":
                        tag, command = idle_tag, b"DONE"
                    idle_tag = tag
                    self.commands.append(command)
                    if not self._answer(connection, tag, command.upper()):
                        return
            except OSError:
                return

    def _answer(self, connection: socket.socket, tag: bytes, command: bytes) -> bool:
        script = next((s for name, s in self._scripts.items() if command.startswith(name)), None)
        for item in script(tag) if script else [tag + b" BAD unknown\r\n"]:
            if item is None:
                return False
            if isinstance(item, bytes):
                connection.sendall(item)
            else:
                time.sleep(item)
        return True
