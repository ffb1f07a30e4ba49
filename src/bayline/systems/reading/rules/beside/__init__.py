"""A draft beside the record: which figure of the record each of its figures speaks of, and how.

Sides are figures with the words around them, matching finds which belong together, judging says
whether they agree, telling puts it into sentences.
"""

from bayline.systems.reading.rules.beside.judging import Surroundings, judged, told_alike
from bayline.systems.reading.rules.beside.ranking import Rank, ranks_beside
from bayline.systems.reading.rules.beside.sides import About, Marked, Side, Words, sides_of
from bayline.systems.reading.rules.beside.standing import UNKNOWN, Cause, Judged, Stand
from bayline.systems.reading.rules.beside.telling import CHECK, TITLES, Spot, reason, told

__all__ = [
    "CHECK",
    "TITLES",
    "UNKNOWN",
    "About",
    "Cause",
    "Judged",
    "Marked",
    "Rank",
    "Side",
    "Spot",
    "Stand",
    "Surroundings",
    "Words",
    "judged",
    "ranks_beside",
    "reason",
    "sides_of",
    "told",
    "told_alike",
]
