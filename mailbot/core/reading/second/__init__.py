"""A second reader, learnt from examples: it never answers, it only objects to a reading that it finds most unlikely."""

from mailbot.core.reading.second.objection import objection

__all__ = ["objection"]
