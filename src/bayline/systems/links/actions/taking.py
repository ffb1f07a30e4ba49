"""Take networks and timetables in: each a link of the chain of deliveries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson
from django.db import transaction
from django.db.models import Max

from bayline.engines.graph.networks import network_of, pieces
from bayline.platform.instants import microseconds
from bayline.platform.record.actions.turns import last_digest, move_head, take_turn
from bayline.platform.record.chain import content_hash, linked
from bayline.systems.links.models import DeliveryRow
from bayline.systems.links.queries.deliveries import NETWORK, TIMETABLE
from bayline.systems.links.rules.grounding import ground_of
from bayline.systems.links.rules.parameters import edition
from bayline.systems.links.rules.preparing import (
    Prepared,
    Timetable,
    link_written,
    network_written,
    timetable_written,
)
from bayline.systems.links.rules.seeking import missing_links
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.watering import beside
from bayline.systems.links.terms import Wish


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where something comes from.

    Attributes:
        source: What it was read from.
        date: Of when it is.
        licence: Under which terms it may be used.
    """

    source: str
    date: str
    licence: str


def take_network(
    prepared: Prepared,
    origin: Origin,
    wish: Wish,
    *,
    names: Mapping[str, str],
    by: str,
    at: datetime,
) -> Mapping[str, Any]:
    """Take a network in, with the links that are missing on it.

    Args:
        prepared: The network with areas and zones.
        origin: Where it comes from.
        wish: Which links are looked for.
        names: What areas are called, by their code.
        by: Who takes it in.
        at: The present moment.

    Returns:
        What is told of it.

    Raises:
        BaylineError: No road lies in the areas, or on one side of a border alone.
    """
    roads, areas, places, known = prepared
    plane = Plane(roads.latitudes)
    ground = beside(ground_of(roads, areas, places, plane), known, plane)
    found = [*missing_links(ground, areas, wish, plane)]
    network = network_of(len(roads.longitudes), roads.tails, roads.heads, roads.times)
    told = {
        **_told(origin),
        "datum": "WGS-84",
        "nodes": len(roads.longitudes),
        "arcs": len(roads.tails),
        "pieces": int(pieces(network).max(initial=-1)) + 1,
        "zones": len(ground.zones.nodes),
        "people": round(float(places.weights.sum()), 1),
        "sides": [area.code for area in areas],
        "names": dict(names),
        "max_length_m": wish.max_length_m,
        "detour": wish.detour,
        "by": str(wish.by),
        "basis": list(places.basis),
        "parameters": edition().told,
        "remarks": [list(one) for one in ground.remarks],
        "links": [*map(link_written, found)],
    }
    store(NETWORK, network_written(prepared), _json(told), by=by, at=at)
    return told


def take_timetable(
    timetable: Timetable, origin: Origin, day: str, *, by: str, at: datetime
) -> Mapping[str, Any]:
    """Take what runs on a day in; see `take_network`."""
    told = {
        **_told(origin),
        "day": day,
        "stops": len(timetable.stops.names),
        "departures": int(timetable.stops.departures.sum()),
        "trips": len(timetable.trips),
    }
    store(TIMETABLE, timetable_written(timetable), _json(told), by=by, at=at)
    return told


def _told(origin: Origin) -> dict[str, Any]:
    return {"source": origin.source, "date": origin.date, "licence": origin.licence}


def _json(told: Mapping[str, Any]) -> str:
    return orjson.dumps(told).decode()


@transaction.atomic
def store(kind: str, content: bytes, told: str, *, by: str, at: datetime) -> None:
    """Put what is taken in behind what was before it; `told` is JSON."""
    take_turn()
    number = (DeliveryRow.objects.aggregate(last=Max("id"))["last"] or 0) + 1
    values = {
        "kind": kind,
        "sha256": sha256(content).hexdigest(),
        "told": told,
    }
    how = (by, microseconds(at))
    digest = linked(last_digest(DeliveryRow), content_hash([*values.values()]), how=how)
    DeliveryRow.objects.create(
        id=number, content=content, by=by, recorded=at, digest=digest, **values
    )
    move_head(DeliveryRow, rows=1, digest=digest)
