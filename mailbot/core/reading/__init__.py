"""What a mail says: Mail -> Reading.  `reader` is the way through; the words stand in `words/` and `data/`."""

from mailbot.core.reading.occasion import Occasion
from mailbot.core.reading.reader import read

__all__ = ["Occasion", "read"]
