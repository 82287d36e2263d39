"""config.toml -> frozen settings; all mistakes are reported at once, each with its key."""

from mailbot.config.faults import ConfigFaults, Fault
from mailbot.config.load import find, load
from mailbot.config.settings import Log, LogFormat, Settings

__all__ = ["ConfigFaults", "Fault", "Log", "LogFormat", "Settings", "find", "load"]
