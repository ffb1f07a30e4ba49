"""What is at hand of industry: schemes, crosswalks, what the classifier learns from, chains."""

from bayline.systems.industry.queries.schemes import (
    SCHEMES,
    AtHand,
    Taught,
    at_hand,
    crosswalk,
    entries_of,
    kept_files,
    shipped,
    taught,
    titled,
)

__all__ = [
    "SCHEMES",
    "AtHand",
    "Taught",
    "at_hand",
    "crosswalk",
    "entries_of",
    "kept_files",
    "shipped",
    "taught",
    "titled",
]
