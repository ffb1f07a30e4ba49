"""Read a text: every figure, time, name, event, promise and list, each with its exact span.

The scanners run over text folded to simplified, half-width script of the same length, so that each
span holds in the original. Nothing here looks at a clock, a file or another document: the same
text, date and gazetteer give the same reading.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date

from bayline.engines.chinese.events import events
from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.listings import listings
from bayline.engines.chinese.names import names
from bayline.engines.chinese.numbers import numbers
from bayline.engines.chinese.outlook import Outlook
from bayline.engines.chinese.promises import promises
from bayline.engines.chinese.quantities import quantities
from bayline.engines.chinese.quantities.judging import LIMIT
from bayline.engines.chinese.scene import Scene
from bayline.engines.chinese.script import fold
from bayline.engines.chinese.sentences import paragraphs, sentences
from bayline.engines.chinese.statements import statements
from bayline.engines.chinese.subjects import NameIndex
from bayline.engines.chinese.tables import in_own_words, table_statements
from bayline.engines.chinese.terms import (
    Event,
    Interval,
    Promise,
    Quantity,
    QuantityKind,
    Reading,
    Span,
    Statement,
    Time,
    TimeKind,
)
from bayline.engines.chinese.territory import territory_of
from bayline.engines.chinese.times import dated
from bayline.engines.chinese.times.publication import publication_date
from bayline.engines.chinese.titles import home_of, title_of
from bayline.engines.documents.terms import Table

_FAR = 1 << 60
READER_VERSION = "2026.11.6"


def read(
    text: str,
    *,
    published: date | None = None,
    gazetteer: Gazetteer | None = None,
    tables: Sequence[Table] = (),
    with_numbers: bool = False,
) -> Reading:
    """Read all that a text states.

    Args:
        text: The text as published; every span counts its characters.
        published: The publication date; without one it is inferred from the text, and said so.
        gazetteer: Places known besides the divisions built in.
        tables: Tables inside the text; their heads say what their cells measure.
        with_numbers: Whether to list every number expression besides, whatever it counts.

    Returns:
        What was found, each kind in text order.
    """
    folded = fold(text)
    inferred = None if published else publication_date(folded)
    day = published or (inferred[0] if inferred else None)
    scene = _scene(text, folded, published=day, gazetteer=gazetteer)
    stated = _with_tables(statements(scene), scene, tables, published=day)
    return Reading(
        text=text,
        published=day,
        published_inferred=inferred is not None,
        numbers=tuple(numbers(folded)) if with_numbers else (),
        statements=tuple(stated),
        times=tuple(scene.times),
        names=scene.names.all,
        events=tuple(_events(scene)),
        promises=tuple(_promises(scene, stated, published=day)),
        listings=tuple(listings(folded, sentences=scene.sentences, statements=stated)),
        home=scene.home,
    )


def _with_tables(
    running: list[Statement], scene: Scene, tables: Sequence[Table], *, published: date | None
) -> list[Statement]:
    """Let the heads of a table say what its cells measure, unless a cell says so in a sentence."""
    if not tables:
        return running
    text, title = scene.text, title_of(scene.folded, scene.paragraphs)
    read_on = {found.quantity.start: found for found in running}
    inside = [
        in_own_words(entry, read_on.get(entry.statement.quantity.start), text)
        for table in tables
        for entry in table_statements(text, table, published=published, title=title)
    ]
    bounds = sorted((table.start, table.end) for table in tables)
    outside = [found for found in running if not _is_within(found.quantity.start, bounds)]
    return sorted(outside + inside, key=lambda found: found.quantity.start)


def _is_within(position: int, bounds: list[tuple[int, int]]) -> bool:
    index = bisect_right(bounds, (position, _FAR)) - 1
    return index >= 0 and position < bounds[index][1]


def _events(scene: Scene) -> list[Event]:
    def when(position: int) -> Interval | None:
        return scene.when(position)[0]

    return events(
        scene.folded,
        sentences=scene.sentences,
        times=scene.times,
        names=scene.names.all,
        is_planned=_is_planned(scene),
        when=when,
    )


def _promises(scene: Scene, stated: list[Statement], *, published: date | None) -> list[Promise]:
    return promises(
        scene.folded,
        sentences=scene.sentences,
        times=scene.times,
        statements=stated,
        is_planned=_is_planned(scene),
        published=published,
    )


def _is_planned(scene: Scene) -> Callable[[int, Span], bool]:
    def is_planned(position: int, sentence: Span) -> bool:
        return scene.outlook.is_planned(position, sentence=sentence)

    return is_planned


def _scene(text: str, folded: str, *, published: date | None, gazetteer: Gazetteer | None) -> Scene:
    blocks = paragraphs(folded)
    outlook = Outlook(folded, blocks, published=published)
    cut = sentences(folded)
    territory = territory_of(text)
    found, timeline = dated(
        folded,
        published=published,
        sentences=cut,
        outlook=outlook.section_is_planned,
        minguo=territory is not None and territory.counts_from_1912,
    )
    figures = quantities(folded, currency=territory.currency if territory else "CNY")
    known = NameIndex(names(folded, gazetteer))
    return Scene(
        text=text,
        folded=folded,
        sentences=cut,
        paragraphs=blocks,
        quantities=_without_times(folded, figures, found),
        times=found,
        names=known,
        outlook=outlook,
        when=timeline.at,
        home=home_of(folded, title_of(folded, blocks), known, found),
    )


def _without_times(folded: str, found: list[Quantity], known: list[Time]) -> list[Quantity]:
    """Leave out lengths of time that are part of a date: 过去3年, 2024—2027年; 5年内完成 stays."""
    dated = [time for time in known if time.kind is TimeKind.PERIOD or time.interval is not None]
    kept: list[Quantity] = []
    position = 0
    for quantity in found:
        while position < len(dated) and dated[position].end <= quantity.start:
            position += 1
        inside = position < len(dated) and dated[position].start < quantity.end
        is_part = inside and quantity.kind is QuantityKind.DURATION
        if not is_part or LIMIT.match(folded, quantity.end):
            kept.append(quantity)
    return kept
