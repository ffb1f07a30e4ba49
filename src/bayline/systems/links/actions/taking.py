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
from bayline.systems.links.rules.preparing import (
    Prepared,
    link_written,
    network_written,
    stops_written,
)
from bayline.systems.links.rules.seeking import missing_links
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.terms import Stops, Wish


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
    roads, areas, places = prepared
    plane = Plane(roads.latitudes)
    ground = ground_of(roads, areas, places, plane)
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
        "remarks": [list(one) for one in ground.remarks],
        "links": [*map(link_written, found)],
    }
    _store(NETWORK, network_written(prepared), told, by=by, at=at)
    return told


def take_timetable(
    stops: Stops, origin: Origin, day: str, *, by: str, at: datetime
) -> Mapping[str, Any]:
    """Take stops with their departures on a day in; see `take_network`."""
    told = {
        **_told(origin),
        "day": day,
        "stops": len(stops.names),
        "departures": int(stops.departures.sum()),
    }
    _store(TIMETABLE, stops_written(stops), told, by=by, at=at)
    return told


def _told(origin: Origin) -> dict[str, Any]:
    return {"source": origin.source, "date": origin.date, "licence": origin.licence}


@transaction.atomic
def _store(kind: str, content: bytes, told: Mapping[str, Any], *, by: str, at: datetime) -> None:
    take_turn()
    number = (DeliveryRow.objects.aggregate(last=Max("id"))["last"] or 0) + 1
    values = {
        "kind": kind,
        "sha256": sha256(content).hexdigest(),
        "told": orjson.dumps(told).decode(),
    }
    how = (by, microseconds(at))
    digest = linked(last_digest(DeliveryRow), content_hash([*values.values()]), how=how)
    DeliveryRow.objects.create(
        id=number, content=content, by=by, recorded=at, digest=digest, **values
    )
    move_head(DeliveryRow, rows=1, digest=digest)
