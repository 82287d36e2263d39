"""Access tokens for both mail servers: kept until shortly before they expire, renewed by one thread at a time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from mailbot.mailbox import token_endpoint
from mailbot.mailbox.refresh_token import RefreshToken
from mailbot.mailbox.settings import OAuthSettings, Secret

_BEFORE_ITS_END = 300.0  # seconds; but not more than a tenth of its life


class Tokens:
    """One for the whole program; every method may be called from any thread, and may wait for the endpoint.

    Raises MailboxUnreachable and MailboxRefused, as the servers do.
    """

    def __init__(self, settings: OAuthSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self.settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._refresh_token = RefreshToken(settings.refresh_token, settings.refresh_token_file)
        self._token: Secret | None = None
        self._good_until = 0.0

    def to_try(self) -> Iterator[Secret]:
        """The token for a login, and a new one where that was from before: it may have been withdrawn since."""
        token, kept = self._current()
        yield token
        if kept:
            yield self._instead_of(token)

    def forget(self, token: Secret) -> None:
        """The login failed, and perhaps for the token: some servers call that a failure that will pass."""
        with self._lock:
            if self._token == token:
                self._token = None

    def fetch(self) -> float:
        """Asks for a token now; how many seconds it is good for."""
        with self._lock:
            self._renew()
            return self._good_until - self._clock()

    def _current(self) -> tuple[Secret, bool]:
        """The token, and whether it was kept from before."""
        with self._lock:
            if self._token is not None and self._clock() < self._good_until:
                return self._token, True
            return self._renew(), False

    def _instead_of(self, refused: Secret) -> Secret:
        with self._lock:
            if self._token is None or self._token == refused:  # else the other server's login was faster
                self._renew()
            assert self._token is not None
            return self._token

    def _renew(self) -> Secret:
        self._token = None
        with self._refresh_token.held() as refresh_token:
            grant = token_endpoint.ask(self.settings, refresh_token)
            self._refresh_token.replace(grant.refresh_token)
        self._token = grant.access_token
        self._good_until = self._clock() + grant.lifetime - min(_BEFORE_ITS_END, grant.lifetime / 10)
        return self._token
