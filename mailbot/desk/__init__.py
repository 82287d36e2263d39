"""The desk, where a mail meets its file: taking in, gathering what the rules need, applying what they decide, sending.

Everything here is the shell's side of one step; what is decided is decided in `mailbot.core`.
"""

from mailbot.desk.desk import Desk

__all__ = ["Desk"]
