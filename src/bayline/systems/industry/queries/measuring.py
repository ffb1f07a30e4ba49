"""Tables that are sent in, measured or told in another scheme; nothing of them is kept."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bayline.kernel.errors import BaylineError, Words
from bayline.systems.industry.queries.schemes import AtHand, crosswalk
from bayline.systems.industry.queries.tables import opened_bytes
from bayline.systems.industry.rules.crosswalks import converted, refuse_group
from bayline.systems.industry.rules.grids import grids
from bayline.systems.industry.rules.measures import MEASURES, measured
from bayline.systems.industry.rules.tables import refuse_unsound
from bayline.systems.industry.terms import Record, Table, Wish

MOST_BYTES = 8 * 2**20  # of a table that a page measures
MOST_RESULTS = 200_000


class Asked(NamedTuple):
    """What is to be done with a table.

    Attributes:
        measure: One of `MEASURES`; empty to tell it in another scheme.
        wish: How it is to be measured.
        walk: The crosswalk to go by.
        group: The division of the other scheme.
    """

    measure: str
    wish: Wish
    walk: str = ""
    group: str = ""


def results_of(data: bytes, name: str, asked: Asked, hand: AtHand) -> list[Record]:
    """Measure a table.

    Args:
        data: The file.
        name: Its name, for refusals.
        asked: What to do with it.
        hand: The schemes and crosswalks.

    Raises:
        BaylineError: It cannot be measured, the result would mean nothing, or is too large for a
            page.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(name, f"{len(data)} bytes", f"{len(data) // 2**20} MiB")
    measure = MEASURES.get(asked.measure)
    asks = measure.asks if measure else frozenset[str]()
    needs = measure.needs_industry if measure else True
    with opened_bytes(data, name, asks=asks, needs_industry=needs) as table:
        results = (
            measured(table, asked.measure, asked.wish) if measure else _told(table, asked, hand)
        )
        found = [*islice(results, MOST_RESULTS + 1)]
    if len(found) > MOST_RESULTS:
        raise _too_large(name, f"more than {MOST_RESULTS} results", f"结果多于{MOST_RESULTS}个")
    return found


def _told(table: Table, asked: Asked, hand: AtHand) -> Iterator[Record]:
    walk = crosswalk(asked.walk, hand)
    source, target = hand.schemes[walk.source], hand.schemes[walk.target]
    refuse_group(target, asked.group, where=asked.walk)
    refuse_unsound(table)
    for grid in grids(table, Wish(years=asked.wish.years)):
        yield from converted(grid, walk, source=source, target=target, group=asked.group)


def _too_large(name: str, what: str, zh: str) -> BaylineError:
    return BaylineError(
        what,
        where=name,
        why="a page measures tables of up to 8 MiB with up to 200,000 results",
        do="use bayline industry measures",
        zh=Words(
            zh, "网页上一次算8 MiB以内的表、20万个以内的结果", "更大的请用bayline industry measures"
        ),
    )
