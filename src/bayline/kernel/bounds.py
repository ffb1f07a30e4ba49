"""What a hedge word does to a number."""

from enum import StrEnum


class Bound(StrEnum):
    """How the printed number limits the true one (约 近 超 不低于 …)."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    UNDER = "under"
    RANGE = "range"
