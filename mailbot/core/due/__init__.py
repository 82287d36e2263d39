"""What the clock calls for at `now`: pure questions to a picture of one meeting; the database remembers what was done.

Every due thing has a key, so that a second tick, a restart or a clock that was put back does nothing twice.  A thing
that was missed while the daemon was down is done late where it still helps, and is passed over where it does not.
"""

from mailbot.core.due.coming import coming
from mailbot.core.due.picture import Change, Picture, before_words, describe
from mailbot.core.due.questions import QUESTIONS, due
from mailbot.core.due.reports import digest_day

__all__ = ["QUESTIONS", "Change", "Picture", "before_words", "coming", "describe", "digest_day", "due"]
