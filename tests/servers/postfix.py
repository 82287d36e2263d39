"""A Postfix of our own on a loopback port (root only): hands all mail to Dovecot's LMTP, sends nothing elsewhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Self

from tests.servers import places
from tests.servers.certificates import Certificates

_MAIN = """
compatibility_level = 3.6
queue_directory = {base}/queue
data_directory = {base}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {base}/mail.log
maillog_file_prefixes = {base}, /dev/stdout
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{domain}
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {domains}
virtual_mailbox_maps =
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
default_transport = error:5.1.2 this server sends nothing outside
relay_transport = error:5.1.2 this server sends nothing outside
smtp_dns_support_level = disabled
smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{{ {{ refused@{domain} = REJECT no such user here }} }}
smtpd_peername_lookup = no
smtpd_tls_security_level = may
smtpd_tls_cert_file = {base}/cert.pem
smtpd_tls_key_file = {base}/key.pem
smtpd_client_connection_rate_limit = 0
smtpd_client_connection_count_limit = 0
lmtp_destination_recipient_limit = 1
lmtp_destination_concurrency_limit = 1
in_flow_delay = 0
local_header_rewrite_clients =
smtputf8_enable = yes
message_size_limit = 1048576
mailbox_size_limit = 0
virtual_mailbox_limit = 0
minimal_backoff_time = 1s
maximal_backoff_time = 5s
queue_run_delay = 1s
biff = no
{checks}
"""
_MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
tlsmgr    unix  - - n 1000? 1 tlsmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
local     unix  - n n - - local
virtual   unix  - n n - - virtual
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""
# A port behind which mail exchangers check: lone line feeds are refused, and a cleanup of its own stamps the mail.
_BORDER = """
127.0.0.1:{port} inet n - n - - smtpd
  -o smtpd_forbid_bare_newline=yes
  -o smtpd_forbid_bare_newline_exclusions=
  -o cleanup_service_name={name}
{name} unix n - n - 0 cleanup
  -o header_checks=regexp:{base}/conf/{name}
"""
_QUEUES = ("maildrop", "incoming", "active", "deferred")  # in the order in which a mail goes through them


class Postfix:
    """`with Postfix(certificates, lmtp_port, domain) as postfix:`; mail for refused@domain gets a 554 at RCPT.

    Fields that one of the patterns `drops` matches, beginning with the name, are taken off, its own ones as well.
    """

    def __init__(
        self,
        certificates: Certificates,
        lmtp_port: int,
        domain: str,
        *,
        also: Sequence[str] = (),
        borders: Mapping[str, str] | None = None,
        drops: Sequence[str] = (),
    ) -> None:
        """`also`: further domains whose mail is taken. `borders`: by name, the header_checks of further ports."""
        self._postfix = places.program("/usr/sbin/postfix", "postfix")
        self._certificates = certificates
        self._lmtp_port, self.domain, self._also, self._drops = lmtp_port, domain, also, drops
        self._checks = dict(borders or {})
        self.borders = {name: places.free_port() for name in self._checks}
        self._base = places.private_directory("postfix")
        self.port = places.free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._write()
        with (self._base / "stdout").open("wb") as out:
            self._process = subprocess.Popen(
                [self._postfix, "-c", self._base / "conf", "start-fg"],
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        places.wait_for_greeting(self.port, b"220", self._process, self._logs)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            subprocess.run([self._postfix, "-c", self._base / "conf", "stop"], capture_output=True, check=False)
            places.end(self._process, self._base)

    def settle(self) -> None:
        """Waits until everything that was taken lies in its mailbox; raises DidNotStart where that cannot be."""
        deadline = time.monotonic() + 120
        while any(self._waiting(name) for name in _QUEUES):
            if time.monotonic() > deadline:
                raise places.DidNotStart(f"mail waits in the queue for two minutes. {self._logs()[-5000:]}")
            time.sleep(0.003)

    def _waiting(self, queue: str) -> bool:
        return any(files for _, _, files in os.walk(self._base / "queue" / queue))

    def _write(self) -> None:
        for name in ("conf", "queue", "data"):
            (self._base / name).mkdir()
        shutil.chown(self._base / "data", "postfix", "postfix")
        shutil.copy(self._certificates.cert, self._base / "cert.pem")
        shutil.copy(self._certificates.key, self._base / "key.pem")
        domains = ", ".join(dict.fromkeys([self.domain, *self._also]))
        main = _MAIN.format(
            base=self._base, domain=self.domain, domains=domains, lmtp=self._lmtp_port, checks=self._dropping()
        )
        master = _MASTER.format(port=self.port)
        for name, port in self.borders.items():
            master += _BORDER.format(name=name, port=port, base=self._base)
            (self._base / "conf" / name).write_text(self._checks[name])
        (self._base / "conf" / "main.cf").write_text(main)
        (self._base / "conf" / "master.cf").write_text(master)

    def _dropping(self) -> str:
        """Only where something is dropped: with any header_checks Postfix takes every mail's MIME apart."""
        if not self._drops:
            return ""
        (self._base / "header_checks").write_text("".join(f"/^{pattern}/ IGNORE\n" for pattern in self._drops))
        return f"header_checks = regexp:{self._base}/header_checks"

    def _logs(self) -> str:
        return places.read_logs(self._base / "stdout", self._base / "mail.log")


def possible() -> bool:
    """Postfix changes between accounts, which only root can."""
    return os.getuid() == 0
