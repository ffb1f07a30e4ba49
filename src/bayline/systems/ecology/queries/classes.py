"""The classes of sections that documents state, beside the readings of the sections."""

from collections import Counter
from typing import NamedTuple

from bayline.engines.chinese.script import fold
from bayline.engines.search.asked import asked
from bayline.kernel.errors import BaylineError
from bayline.platform.record.terms import KeptText
from bayline.platform.search.queries import passages
from bayline.platform.search.terms import Scope
from bayline.systems.ecology.queries import readings
from bayline.systems.ecology.queries.stations import stations
from bayline.systems.ecology.rules import boards
from bayline.systems.ecology.rules.boards import Stood
from bayline.systems.ecology.rules.stating import Stated, classes_stated
from bayline.systems.ecology.terms import Station

_WORDS = "水质"  # that documents which state classes speak of


class HeldClass(NamedTuple):
    """A class that a document states, and what the readings of its section and period are."""

    stated: Stated
    stood: Stood


def classes_published_in(text: KeptText) -> list[HeldClass]:
    """Give the classes that a document states of sections that have readings of that time."""
    known = _by_name()
    found = classes_stated(text.document.text, known, published=text.source.published)
    held = ((one, _stood(known[one.name], one.period)) for one in found)
    return [HeldClass(one, stood) for one, stood in held if stood]


def code_named(words: str) -> str:
    """Give the code of the section that some words begin with; empty where there is none."""
    plain = fold(words)
    own = [
        (len(name), one.code) for name, one in _by_name().items() if plain.startswith(fold(name))
    ]
    return max(own, default=(0, ""))[1]


def texts_with_classes() -> list[int]:
    """Give the numbers of the texts that speak of the quality of water, the newest of them."""
    return [*dict.fromkeys(one.text for one in passages(asked(_WORDS), Scope()).hits)]


def _by_name() -> dict[str, Station]:
    """Give the sections by name, without those that share one."""
    known = stations()
    counts = Counter(one.name for one in known)
    return {one.name: one for one in known if counts[one.name] == 1}


def _stood(station: Station, period: str) -> Stood | None:
    months = boards.months_of(period)
    sums = readings.sums_between(months[0], months[-1], station=station.code)
    held = {(one.station, one.month): one.sums for one in sums}
    try:
        return next(iter(boards.stood([station], held, period)), None)
    except BaylineError:
        return None  # no standard was in force yet
