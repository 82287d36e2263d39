"""A Dovecot of our own on loopback ports: IMAP, IMAPS and LMTP, in a private directory, as root or not."""

from __future__ import annotations

import os
import shutil
import signal
import smtplib
import subprocess
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.servers import places
from tests.servers.certificates import Certificates

_CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
auth_mechanisms = plain login
disable_plaintext_auth = no
auth_username_format = %Lu
ssl = yes
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
mail_location = maildir:{base}/mail/%Lu
mail_uid = {uid}
mail_gid = {gid}
first_valid_uid = 0
first_valid_gid = 0
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_max_userip_connections = 200
login_trusted_networks = 127.0.0.0/8
maildir_very_dirty_syncs = no
mailbox_idle_check_interval = 1s
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%Lu {base}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail/%Lu
}}
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {imaps}
    ssl = yes
  }}
}}
service imap {{
  process_limit = 256
}}
service lmtp {{
  user = {user}
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
  unix_listener lmtp {{
    mode = 0666
  }}
}}
service auth {{
  extra_groups =
}}
protocol lmtp {{
  auth_username_format = %Lu
}}
{extra}
"""
_OAUTH = """
auth_mechanisms = plain login xoauth2 oauthbearer
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {base}/oauth2.conf.ext
}}
"""
_TOKEN_INFO = """
tokeninfo_url = {url}
username_attribute = email
"""


class Dovecot:
    """`with Dovecot(certificates, {address: password}) as dovecot:`"""

    def __init__(
        self,
        certificates: Certificates,
        users: Mapping[str, str],
        *,
        extra: str = "",
        separator: str = "/",
        prefix: str = "",
        token_info_url: str = "",
    ) -> None:
        """`extra`: further lines of configuration, such as `imap_capability = IMAP4rev1`.

        `token_info_url`: where it asks whose an access token is; then XOAUTH2 and OAUTHBEARER are offered too.
        """
        self._dovecot = places.program("/usr/sbin/dovecot", "dovecot-imapd dovecot-lmtpd")
        self._certificates = certificates
        self.users = dict(users)
        self._extra, self._separator, self._prefix = extra, separator, prefix
        self._token_info_url = token_info_url
        self._account = places.account("nobody")
        self._base = places.private_directory("dovecot")
        self.imap_port, self.imaps_port, self.lmtp_port = places.free_port(), places.free_port(), places.free_port()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            places.end(self._process, self._base)

    def start(self) -> None:
        """Also after kill(): same ports, same mails."""
        self._write()
        with (self._base / "stdout").open("wb") as out:
            self._process = subprocess.Popen(
                [self._dovecot, "-F", "-c", self._base / "dovecot.conf"],
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self._account.process_options,
            )
        places.wait_for_greeting(self.imap_port, b"* OK", self._process, self._logs)

    def kill(self) -> None:
        """SIGKILL to all of it: clients see the connection end."""
        assert self._process is not None
        places.kill_group(self._process)
        self._process.wait()

    def freeze(self) -> None:
        """Accepts connections and says nothing any more, like a server in deep trouble."""
        assert self._process is not None
        places.kill_group(self._process, signal.SIGSTOP)

    def deliver(self, address: str, raw: bytes) -> None:
        """Through LMTP, as a mail server hands it over: trace headers come on top."""
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail("sender@elsewhere.example", [address], raw)

    def mails_of(self, address: str) -> frozenset[Path]:
        """The files of the mails in somebody's inbox."""
        box = self._base / "mail" / address.lower()
        return frozenset(path for name in ("new", "cur") for path in (box / name).glob("*"))

    def wipe(self) -> None:
        """Everybody's mailbox is as new; for when nobody is connected."""
        mail, old = self._base / "mail", self._base / "wiped"
        mail.rename(old)  # at once: who is just leaving still writes into the old one
        mail.mkdir()
        os.chown(mail, self._account.uid, self._account.gid)
        shutil.rmtree(old, ignore_errors=True)

    def renumber(self, address: str, uidvalidity: int, folder: str = "INBOX") -> None:
        """Another UIDVALIDITY, as after a rebuilt index."""
        command = ["mailbox", "update", "--uid-validity", str(uidvalidity), "-u", address, folder]
        subprocess.run(
            ["/usr/bin/doveadm", "-c", self._base / "dovecot.conf", *command],
            check=True,
            capture_output=True,
            **self._account.process_options,
        )

    def _write(self) -> None:
        for name in ("run", "state", "mail"):
            (self._base / name).mkdir(exist_ok=True)
        (self._base / "cert.pem").write_bytes(self._certificates.cert.read_bytes())
        (self._base / "key.pem").write_bytes(self._certificates.key.read_bytes())
        lines = [f"{user}:{{PLAIN}}{password}::::::\n" for user, password in self.users.items()]
        (self._base / "users").write_text("".join(lines))
        config = _CONFIG.format(
            base=self._base,
            uid=self._account.uid,
            gid=self._account.gid,
            user=self._account.name,
            group=self._account.group,
            imap=self.imap_port,
            imaps=self.imaps_port,
            lmtp=self.lmtp_port,
            separator=self._separator,
            prefix=self._prefix,
            extra=(_OAUTH.format(base=self._base) if self._token_info_url else "") + self._extra,
        )
        (self._base / "oauth2.conf.ext").write_text(_TOKEN_INFO.format(url=self._token_info_url))
        (self._base / "dovecot.conf").write_text(config)
        places.give(self._base, self._account)

    def _logs(self) -> str:
        return places.read_logs(self._base / "stdout", self._base / "dovecot.log")
