"""A spelling found in a text, before it is known whether it stands and which place it means."""

from typing import NamedTuple

from bayline.engines.chinese.gazetteer.lexicon import Lexicon, Spelling
from bayline.kernel.places import Level


class Hit(NamedTuple):
    """A spelling found in the text, with the places it may mean."""

    start: int
    end: int
    spelling: Spelling


def is_village(lexicon: Lexicon, place: int) -> bool:
    """Tell whether a place is a village, whose name alone is too common to vouch for it."""
    return lexicon.entries[place].place.level is Level.VILLAGE
