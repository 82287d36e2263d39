"""The refresh token: read where it is kept, and kept there anew when the provider gives another one."""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mailbot.mailbox.errors import MailboxRefused
from mailbot.mailbox.settings import Secret

log = logging.getLogger("mailbot")

_LOST = (
    "The provider gave a new refresh token, but it cannot be kept (%s): the next start begins with the old one. "
    "Keep it in a file that mailbot may replace, named by oauth.refresh_token_file."
)


class RefreshToken:
    """For one thread at a time. Another process (`mailbot check` beside the daemon) may replace the file meanwhile."""

    def __init__(self, given: Secret, file: Path | None) -> None:
        """`file`: where `given` came from, and where its successors belong; None: there is no such place."""
        self._found = given
        self._newest = given
        self._file = file

    @contextmanager
    def held(self) -> Iterator[Secret]:
        """The token to use now; no other process uses it meanwhile, as some providers let a token be used only once."""
        with self._alone():
            self._look()
            yield self._newest

    def replace(self, new: Secret) -> None:
        """Within held(): from now on this one counts."""
        if not new.value or new == self._newest:
            return
        self._newest = new
        if self._file is None:
            log.warning(_LOST, "the old one did not come from a file")
            return
        try:
            _written(self._file, new)
        except OSError as error:
            log.warning(_LOST, f"'{self._file}': {error.strerror}")
        else:
            self._found = new

    def _look(self) -> None:
        """What somebody has put into the file since we last looked counts before what we know."""
        if self._file is None:
            return
        try:
            there = Secret(self._file.read_text("utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
            raise MailboxRefused(f"The refresh token in '{self._file}' cannot be read: {reason}.") from None
        if there != self._found:
            self._found = self._newest = there

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Locks the folder: the file itself is replaced."""
        if self._file is None:
            yield
            return
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):  # a folder that cannot be opened: read without the lock
                folder = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY)
                stack.callback(os.close, folder)
                fcntl.flock(folder, fcntl.LOCK_EX)
            yield


def _written(path: Path, token: Secret) -> None:
    """Whole or not at all, mode 0600, owned by whom the old file belonged to."""
    target = path.resolve()
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.")  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            if os.getuid() == 0:
                old = target.stat()
                os.fchown(file.fileno(), old.st_uid, old.st_gid)
            file.write(token.value + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise
