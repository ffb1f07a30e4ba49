"""What there is to ask for: words and places that events say, things they are about."""

from collections.abc import Iterable, Sequence

import orjson
from django.db.models import QuerySet

from bayline.engines.epcis.words import Event
from bayline.systems.produce.models import EventRow, LinkRow, PlaceRow, WordRow
from bayline.systems.produce.queries.among import rows_among
from bayline.systems.produce.rules.facts import name_of, thing_of, uris_of

_AT_ONCE = 200  # events that are looked through together
Word = tuple[str, str]


def words_among(said: Iterable[Word]) -> set[Word]:
    """Give those of some words that are kept."""
    values = sorted({value for _, value in said})
    rows = WordRow.objects.filter(value__in=values) if len(values) <= _AT_ONCE else _all(values)
    return set(rows.values_list("field", "value"))


def _all(values: Sequence[str]) -> "QuerySet[WordRow]":
    return WordRow.objects.filter(value__gte=values[0], value__lte=values[-1])


def words_of(field: str) -> list[str]:
    """List what events say in a field."""
    rows = WordRow.objects.filter(field=field).order_by("value")
    return list(rows.values_list("value", flat=True))


def is_thing(uri: str) -> bool:
    """Say whether any event is about a thing."""
    return LinkRow.objects.filter(thing=thing_of(uri)).exists()


def things_listed(after: int, size: int) -> tuple[list[str], int | None]:
    """List things in the order of the first events about them.

    Args:
        after: The number of the event behind which to go on.
        size: How many there are at least, unless there are no more.

    Returns:
        They, each as it stood in its first event, and the event to go on behind; None at the end.
    """
    found: list[str] = []
    while len(found) < size:
        rows = EventRow.objects.filter(id__gt=after).order_by("id")
        some = [
            (number, orjson.loads(body))
            for number, body in rows.values_list("id", "body")[:_AT_ONCE]
        ]
        if not some:
            return found, None
        after, fresh = _first_named(some, size - len(found))
        found += fresh
    return found, after


def _first_named(some: Sequence[tuple[int, Event]], size: int) -> tuple[int, list[str]]:
    numbers = {thing_of(uri) for _, event in some for uri in uris_of(event)}
    asked = "SELECT thing, MIN(event) FROM produce_link WHERE thing AMONG GROUP BY thing"
    first = dict(rows_among(asked, numbers))
    found: list[str] = []
    last = some[-1][0]
    for number, event in some:
        named = {thing_of(uri): uri for uri in uris_of(event)}
        found += [uri for thing, uri in named.items() if first.get(thing) == number]
        if len(found) >= size:
            last = number
            break
    return last, found


def places_within(places: Iterable[str]) -> set[str]:
    """Give places and all that lies in them, by their one names."""
    found = {name_of(one) for one in places}
    waiting = found
    while waiting:
        rows = PlaceRow.objects.filter(holder__in=sorted(waiting))
        waiting = set(rows.values_list("part", flat=True)) - found
        found |= waiting
    return found
