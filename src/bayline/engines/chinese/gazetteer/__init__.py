"""Places with their codes: the divisions of the country, and those a region adds.

A figure belongs to a place, so a name must lead to the division it meant at the time: names change,
divisions merge, and a dozen districts share one name.
"""

from bayline.engines.chinese.gazetteer.entries import Entry
from bayline.engines.chinese.gazetteer.table import Gazetteer, national

__all__ = ["Entry", "Gazetteer", "national"]
