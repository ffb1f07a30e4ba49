"""Lots as they were harvested: out of the events, with what was made of them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from bayline.engines.epcis.keys import key_of
from bayline.engines.epcis.times import time_of
from bayline.engines.epcis.words import Event
from bayline.systems.produce.rules.facts import masses_of, name_of

HARVESTS = ("commissioning", "creating_class_instance")
_GTIN, _LOT = "01", "10"
_WEEKS = 52
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SPACES_MARK = ":demonstration"


class Harvest(NamedTuple):
    """A lot that was harvested.

    Attributes:
        thing: Its digital link.
        event: The number of the event of its harvest.
        day: When, in the time of the region.
        recorded: When the event was captured, in microseconds since 1970.
        places: Where, the nearest first.
        gtin: What it is.
        lot: Its number.
        mass: Kilograms; None where the event does not say.
        is_demonstration: Whether it only shows how things are.
    """

    thing: str
    event: int
    day: date
    recorded: int
    places: tuple[str, ...]
    gtin: str
    lot: str
    mass: Decimal | None
    is_demonstration: bool

    @property
    def week(self) -> int:
        """The week of its year, the last one of a long year counted to the one before."""
        return min(self.day.isocalendar().week, _WEEKS)

    @property
    def year(self) -> int:
        """The year that its week belongs to."""
        return self.day.isocalendar().year

    @property
    def path(self) -> str:
        """The path of its page."""
        return path_of(self.thing)


def path_of(thing: str) -> str:
    """Give the path of the page of a thing with a key of GS1; empty for any other."""
    key = key_of(thing)
    return "" if key is None else f"/produce/things/{key.link().split('/', 3)[3]}"


def harvests_in(number: int, recorded: int, event: Event) -> Iterator[Harvest]:
    """Give the lots that an event harvests: what it makes at a place out of nothing, by kilograms.

    A transformation is a harvest only where it says that it begins something, and its inputs are
    not lots of the same kind: grading makes a lot of a lot.
    """
    if not _is_harvest(event):
        return
    masses = masses_of(event, "quantityList")
    for one in event.get("quantityList", ()):
        key = key_of(one["epcClass"])
        lots = dict(key.qualifiers) if key else {}
        if key is None or key.identifier != _GTIN or _LOT not in lots:
            continue
        thing = name_of(one["epcClass"])
        yield Harvest(
            thing=thing,
            event=number,
            day=day_of(event),
            recorded=recorded,
            places=_places(event),
            gtin=key.value,
            lot=lots[_LOT],
            mass=masses.get(thing),
            is_demonstration=is_demonstration(event),
        )


def _is_harvest(event: Event) -> bool:
    is_new = event["type"] == "ObjectEvent" and event.get("action") == "ADD"
    return is_new and event.get("bizStep") in HARVESTS


def _places(event: Event) -> tuple[str, ...]:
    named = [name_of(event[name]["id"]) for name in ("readPoint", "bizLocation") if name in event]
    return tuple(dict.fromkeys(named))


def day_of(event: Event) -> date:
    """Give the day of an event where it happened."""
    offset = event["eventTimeZoneOffset"]
    sign = -1 if offset[0] == "-" else 1
    aside = sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
    return (_EPOCH + time_of(event["eventTime"]) * _MICROSECOND + aside).date()


def is_demonstration(event: Event) -> bool:
    """Say whether an event only shows how things are."""
    return any(name.endswith(_SPACES_MARK) and value is True for name, value in event.items())


def made_by(event: Event) -> Iterator[tuple[str, str]]:
    """Give what a transformation makes of what: pairs of what goes in and what comes out."""
    if event["type"] == "TransformationEvent":
        for one in event.get("inputQuantityList", ()):
            for other in event.get("outputQuantityList", ()):
                yield name_of(one["epcClass"]), name_of(other["epcClass"])


def with_parts(thing: str, made: Mapping[str, list[str]]) -> list[str]:
    """Give a lot and every lot that was made of it, the lot first."""
    found = [thing]
    for one in found:
        found += [other for other in made.get(one, ()) if other not in found]
    return found
