"""A small OAuth server on a loopback port: tokens by both flows, whose they are for Dovecot, faults to order."""

from __future__ import annotations

import contextlib
import json
import secrets
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs

from mailbot.mailbox import Secret
from mailbot.mailbox.oauth import Tokens
from mailbot.mailbox.settings import Flow, OAuthSettings

CLIENT_ID = "mailbot-test"
CLIENT_SECRET = "Kl13nt~geheim.Wert_0815"


class TokenEndpoint:
    """`with TokenEndpoint() as endpoint:`; every token it gives is for the mailbox `user`."""

    def __init__(self, user: str = "", tls: ssl.SSLContext | None = None) -> None:
        self.user = user
        self.lifetime = 3600
        self.rotating = False  # each refresh token is good once, as with strict providers
        self.refresh_token = secrets.token_urlsafe(24)
        self.granted: list[str] = []  # every access token ever given
        self.refresh_tokens = [self.refresh_token]
        self.requests: list[dict[str, str]] = []
        self.fault: tuple[int, str] | None = None  # status and body of every answer
        self.delay = 0.0  # seconds before each answer
        self.busiest = 0  # requests at the same time, at most
        self._valid: dict[str, float] = {}
        self._lock = threading.Lock()
        self._now = 0
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                form = {key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
                status, body = endpoint._grant(form)
                self._answer(status, body)

            def do_GET(self) -> None:
                known = endpoint.accepts(self.path.partition("access_token=")[2])
                self._answer(200 if known else 401, json.dumps({"email": endpoint.user} if known else {}))

            def _answer(self, status: int, body: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body.encode())))
                if status in (301, 302, 307):
                    self.send_header("Location", body)
                self.end_headers()
                with contextlib.suppress(OSError):  # who asked has not waited
                    self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                """Says nothing on the terminal."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        scheme = "http" if tls is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._server.server_port}"
        self.info_url = f"{self.url}/info?access_token="  # whose a token is; 401 where it is good for nothing
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def every_secret(self) -> list[str]:
        """What must stand in no log."""
        return [CLIENT_SECRET, *self.granted, *self.refresh_tokens]

    def accepts(self, access_token: str) -> bool:
        with self._lock:
            return self._valid.get(access_token, 0) > time.monotonic()

    def withdraw(self) -> None:
        """No token that was given so far opens anything any more."""
        with self._lock:
            self._valid.clear()

    def _grant(self, form: dict[str, str]) -> tuple[int, str]:
        with self._lock:
            self._now += 1
            self.busiest = max(self.busiest, self._now)
            self.requests.append(form)
        try:
            time.sleep(self.delay)
            with self._lock:
                return self.fault or self._judged(form)
        finally:
            with self._lock:
                self._now -= 1

    def _judged(self, form: dict[str, str]) -> tuple[int, str]:
        if form.get("client_id") != CLIENT_ID or form.get("client_secret") != CLIENT_SECRET:
            return 401, _error("invalid_client", "AADSTS7000215: Invalid client secret provided.")
        if form.get("grant_type") == "client_credentials":
            return 200, json.dumps(self._token())
        if form.get("grant_type") != "refresh_token":
            return 400, _error("unsupported_grant_type", "")
        if form.get("refresh_token") != self.refresh_token:
            why = f"AADSTS700082: The refresh token {form.get('refresh_token')} has expired.\r\nTrace ID: 77"
            return 400, _error("invalid_grant", why)
        answer = self._token()
        if self.rotating:
            self.refresh_token = secrets.token_urlsafe(24)
            self.refresh_tokens.append(self.refresh_token)
            answer["refresh_token"] = self.refresh_token
        return 200, json.dumps(answer)

    def _token(self) -> dict[str, object]:
        token = secrets.token_urlsafe(48)
        self.granted.append(token)
        self._valid[token] = time.monotonic() + self.lifetime
        return {"access_token": token, "token_type": "Bearer", "expires_in": self.lifetime}


def _error(code: str, description: str) -> str:
    return json.dumps({"error": code, "error_description": description})


def settings_of(endpoint: TokenEndpoint, flow: Flow = Flow.CLIENT_CREDENTIALS) -> OAuthSettings:
    """What the program is told of it."""
    return OAuthSettings(
        "other",
        f"{endpoint.url}/token",
        CLIENT_ID,
        flow,
        client_secret=Secret(CLIENT_SECRET),
        refresh_token=Secret(endpoint.refresh_token),
        timeout=5,
    )


def tokens_of(endpoint: TokenEndpoint, flow: Flow = Flow.CLIENT_CREDENTIALS) -> Tokens:
    """The program's side."""
    return Tokens(settings_of(endpoint, flow))
