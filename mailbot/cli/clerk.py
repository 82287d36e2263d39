"""Who sits at the keyboard: the name that letters give to who entered something."""

from __future__ import annotations

import getpass
import pwd


def account_name() -> str:
    """The full name of the account where the machine knows it, else its login name."""
    login = getpass.getuser()
    try:
        full_name = pwd.getpwnam(login).pw_gecos.partition(",")[0].strip()
    except KeyError:
        return login
    return full_name or login
