"""A private certificate authority, as offices run them, and a server certificate signed by it."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.servers.places import program

_CONFIG = """
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost,IP:127.0.0.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""


@dataclass(frozen=True)
class Certificates:
    """PEM files."""

    authority: Path  # what a client trusts
    stranger: Path  # another authority, which has signed nothing here
    cert: Path
    key: Path

    def server_context(self) -> ssl.SSLContext:
        made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made.load_cert_chain(self.cert, self.key)
        return made


def make(directory: Path) -> Certificates:
    """Valid for localhost and 127.0.0.1."""
    config = directory / "openssl.cnf"
    config.write_text(_CONFIG)
    _sign(directory, config, "authority", "authority", "/CN=Provincial test authority")
    _sign(directory, config, "stranger", "authority", "/CN=Another authority")
    by = ["-CA", str(directory / "authority.pem"), "-CAkey", str(directory / "authority.key")]
    _sign(directory, config, "server", "server", "/CN=localhost", *by)
    return Certificates(
        directory / "authority.pem", directory / "stranger.pem", directory / "server.pem", directory / "server.key"
    )


def _sign(directory: Path, config: Path, name: str, extensions: str, subject: str, *by: str) -> None:
    openssl = program("/usr/bin/openssl", "openssl")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", str(directory / f"{name}.key")]
    made = ["-out", str(directory / f"{name}.pem"), "-days", "30", "-subj", subject]
    subprocess.run(
        [openssl, "req", "-x509", "-config", config, "-extensions", extensions, *key, *made, *by],
        check=True,
        capture_output=True,
    )
