"""The embedded IMAP server: pymap with mailboxes in memory, and its edges smoothed for our tests."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from argparse import Namespace
from collections.abc import Iterable
from datetime import UTC, datetime

from proxyprotocol.reader import ProxyProtocolReader
from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Login
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxData, MailboxSet
from pymap.concurrent import Event
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement, ObjectId
from pymap.parsing.specials.flag import Flag, Recent, Wildcard, get_system_flags
from pymap.selected import SelectedMailbox
from pymap.user import Passwords, UserMetadata
from pysasl.hashing import BuiltinHash


class _Folder(MailboxData):
    """Takes any keyword, and wakes IDLE for every mail, as real servers do."""

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        return (get_system_flags() - {Recent}) | {Wildcard}

    async def update_selected(self, selected: SelectedMailbox, *, wait_on: Event | None = None) -> SelectedMailbox:
        """pymap waits for the next change even where one has come since the last look: then IDLE sleeps over it."""
        known = selected.mod_sequence
        missed = known is not None and known < self._mod_sequences.highest
        return await super().update_selected(selected, wait_on=None if missed else wait_on)

    def renumber(self, uidvalidity: int) -> None:
        self._uid_validity = uidvalidity


class _Folders(MailboxSet):
    def __init__(self) -> None:
        super().__init__()
        self._inbox = _Folder(self._content_cache, self._thread_cache)

    async def add_mailbox(self, name: str) -> ObjectId:
        async with self._set_lock.write_lock():
            if name in self._set:
                raise ValueError(name)
            made = self._set[name] = _Folder(self._content_cache, self._thread_cache)
            return made.mailbox_id


class _WholeLines(asyncio.StreamWriter):
    """pymap writes a response in many small pieces; real servers send whole lines, so these wait for drain()."""

    def __init__(self, writer: asyncio.StreamWriter, reader: asyncio.StreamReader) -> None:
        transport = writer.transport
        super().__init__(transport, transport.get_protocol(), reader, asyncio.get_running_loop())
        self._pieces: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self._pieces.append(bytes(data))

    def writelines(self, data: Iterable[bytes | bytearray | memoryview]) -> None:
        self._pieces.extend(map(bytes, data))

    async def drain(self) -> None:
        self._flush()
        await super().drain()

    def close(self) -> None:
        self._flush()
        super().close()

    def _flush(self) -> None:
        if self._pieces:
            super().write(b"".join(self._pieces))
            self._pieces.clear()


class _Server(IMAPServer):
    """Remembers its connections, so that they can be cut."""

    __slots__ = ("writers",)

    def __init__(self, login: Login, config: Config) -> None:
        super().__init__(login, config)
        self.writers: set[asyncio.StreamWriter] = set()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sock_info: SocketInfo) -> None:
        self.writers.add(writer)
        try:
            with contextlib.suppress(ConnectionError):
                await super().__call__(reader, _WholeLines(writer, reader), sock_info)
        finally:
            self.writers.discard(writer)


class _Config(Config):
    @property
    def greeting(self) -> bytes:
        return b"embedded IMAP ready"  # pymap's own asks the resolver for this machine's name


class ImapServer:
    """Mailboxes in memory behind IMAP; lives on the running event loop."""

    def __init__(self, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        self.host, self.port = host, port
        self._config = _Config(
            Namespace(debug=False, passlib_cfg=None, proxy_protocol=None, tls=tls is not None),
            demo_data=False,
            demo_user="",
            demo_password="",
            host=host,
            port=0,
            tls_enabled=tls is not None,
            ssl_context=tls,
            hash_context=BuiltinHash(rounds=1),
            invalid_user_sleep=0.0,
        )
        self._config.apply_context()
        self._login = Login(self._config)
        self._server = _Server(self._login, self._config)
        self._listener: asyncio.Server | None = None

    async def add_user(self, user: str, password: str) -> None:
        hashed = await Passwords(self._config).hash_password(password)
        self._login.users_dict[user] = UserMetadata(self._config, user, password=hashed)
        self._config.set_cache.setdefault(user, (_Folders(), FilterSet()))

    async def start(self) -> None:
        accept = ProxyProtocolReader(self._config.proxy_protocol).get_callback(self._server)
        self._listener = await asyncio.start_server(accept, self.host, self.port)
        self.port = self._listener.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Closes all connections without a word, as a killed server does; the mails stay."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for writer in list(self._server.writers):
            writer.transport.abort()
        while self._server.writers:
            await asyncio.sleep(0.001)

    async def append(self, user: str, raw: bytes, received_at: datetime | None, folder: str) -> int:
        """The new mail's UID; the folder is made where it is missing."""
        when = received_at or datetime.now(UTC)
        box = await self._folder(user, folder)
        return (await box.append(AppendMessage(raw, when, frozenset()), recent=True)).uid

    async def messages(self, user: str, folder: str) -> list[tuple[bytes, frozenset[bytes]]]:
        """All mails of a folder in the order of their UIDs: bytes and flags."""
        box = await self._folder(user, folder)
        found = []
        for message in [message async for message in box.messages()]:  # in the order of UIDs
            loaded = await message.load_content(FetchRequirement.CONTENT)
            found.append((bytes(loaded.get_body()), frozenset(map(bytes, message.permanent_flags))))
        return found

    async def folders(self, user: str) -> list[str]:
        tree = await self._folders(user).list_mailboxes()
        return sorted(entry.name for entry in tree.list() if entry.exists)

    async def renumber(self, user: str, uidvalidity: int, folder: str) -> None:
        """What a rebuilt index does on real servers: another UIDVALIDITY."""
        (await self._folder(user, folder)).renumber(uidvalidity)

    def _folders(self, user: str) -> MailboxSet:
        return self._config.set_cache[user][0]

    async def _folder(self, user: str, name: str) -> _Folder:
        folders = self._folders(user)
        try:
            found = await folders.get_mailbox(name)
        except KeyError:
            await folders.add_mailbox(name)
            found = await folders.get_mailbox(name)
        assert isinstance(found, _Folder)
        return found
