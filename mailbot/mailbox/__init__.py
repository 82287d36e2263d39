"""IMAP in, SMTP out: plain values, no database; what a failure means is said in the exception or the outcome."""

from mailbot.mailbox.errors import MailboxError, MailboxRefused, MailboxUnreachable
from mailbot.mailbox.fetching import Fetched
from mailbot.mailbox.imap import FolderStatus, Mailbox
from mailbot.mailbox.outcome import Outcome, OutcomeKind
from mailbot.mailbox.settings import Filing, ImapSettings, Secret, Security, SmtpSettings
from mailbot.mailbox.smtp import Sender
from mailbot.mailbox.vouching import verifier_of
from mailbot.mailbox.watch import Watcher, WatchEvent, WatchState

__all__ = [
    "Fetched",
    "Filing",
    "FolderStatus",
    "ImapSettings",
    "Mailbox",
    "MailboxError",
    "MailboxRefused",
    "MailboxUnreachable",
    "Outcome",
    "OutcomeKind",
    "Secret",
    "Security",
    "Sender",
    "SmtpSettings",
    "WatchEvent",
    "WatchState",
    "Watcher",
    "verifier_of",
]
