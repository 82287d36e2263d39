"""Encryption: whom we trust, and what a failed handshake means."""

from __future__ import annotations

import ssl
from pathlib import Path

from mailbot.mailbox.errors import MailboxError, MailboxRefused, MailboxUnreachable
from mailbot.mailbox.settings import ImapSettings, SmtpSettings

# The server hung up in the middle: a matter of the network, not of the certificate.
_HANG_UPS = (ssl.SSLEOFError, ssl.SSLZeroReturnError)


def context(settings: ImapSettings | SmtpSettings) -> ssl.SSLContext:
    """As `trusting`, and without a look at the certificate where `verify` says so."""
    made = trusting(settings.ca_file)
    if not settings.verify:
        made.check_hostname = False
        made.verify_mode = ssl.CERT_NONE
    return made


def trusting(ca_file: Path | None) -> ssl.SSLContext:
    """Trusts `ca_file` alone where there is one, otherwise the system's authorities.

    Raises MailboxRefused where `ca_file` cannot be used.
    """
    cafile = str(ca_file) if ca_file else None
    try:
        return ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=cafile)
    except OSError as error:  # ssl.SSLError among them
        raise MailboxRefused(
            f"The file ca_file = {cafile} holds no usable certificates in PEM form: {error}."
        ) from error


def handshake_failed(settings: ImapSettings | SmtpSettings, error: ssl.SSLError) -> MailboxError:
    """The sentence for a TLS failure."""
    server = settings.server
    if isinstance(error, _HANG_UPS):
        return MailboxUnreachable(f"Encryption with {server} broke off: the server closed the connection.")
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailboxRefused(
            f"The certificate of {server} is not trusted: {error.verify_message}. "
            "Name the authority that signed it in ca_file, or have the server's certificate mended."
        )
    return MailboxRefused(
        f"No encrypted connection with {server}: {error.reason or error}. "
        f"Check port and security: security is '{settings.security}' now."
    )
