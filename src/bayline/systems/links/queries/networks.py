"""The network that pages show: the newest that was taken in, else the sketch of the pack."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import numpy as np

from bayline.platform.packs import queries as packs
from bayline.systems.links.queries import deliveries
from bayline.systems.links.queries.deliveries import NETWORK, Delivery
from bayline.systems.links.rules.bordering import areas_of
from bayline.systems.links.rules.lines import roads_of_geojson
from bayline.systems.links.rules.parameters import Edition, edition_told
from bayline.systems.links.rules.preparing import Prepared
from bayline.systems.links.rules.trying import Bench
from bayline.systems.links.terms import MissingLink, Places, Remark

_FOLDER = "links/"
_ROADS, _SIDES = f"{_FOLDER}sketch-roads.geojson", f"{_FOLDER}sketch-sides.geojson"
_SKETCH = Remark(
    "示意路网：节点手放，只连干道；各节点人口按相等计。只供试用，不作依据",
    "a sketch: nodes placed by hand, main roads only, every node with equal people; for trial only",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The network of a home.

    Attributes:
        delivery: What was taken in; None for a sketch.
        source: Where it comes from.
        date: Of when it is.
        licence: Under which terms.
        digest: Of its content.
        sketch: Roads and sides as they were drawn by hand.
    """

    delivery: Delivery | None
    source: str
    date: str
    licence: str
    digest: str
    sketch: tuple[bytes, bytes] = (b"", b"")

    @property
    def is_sketch(self) -> bool:
        """Whether it is drawn by hand; nothing is ranked on it."""
        return self.delivery is None

    @property
    def bench(self) -> Bench:
        """The network, ready to try links on."""
        if self.delivery is None:
            return _sketched(*self.sketch)
        return deliveries.bench_of(self.digest, deliveries.parameters_of(self.delivery))

    @property
    def edition(self) -> Edition:
        """The parameters it was taken in with."""
        return edition_told(self.told.get("parameters"))

    @property
    def links(self) -> tuple[MissingLink, ...]:
        """What is missing on it, the best first."""
        return deliveries.links_of(self.delivery) if self.delivery else ()

    @property
    def told(self) -> dict[str, Any]:
        """What is told of it besides."""
        return self.delivery.told if self.delivery else {"remarks": [list(_SKETCH)]}


def network_at(at: datetime | None = None) -> Standing | None:
    """Give the network as it is known; None where neither roads nor a sketch are there."""
    found = deliveries.newest(NETWORK, at)
    if found is not None:
        told = found.told
        return Standing(
            delivery=found,
            source=told["source"],
            date=told["date"],
            licence=told["licence"],
            digest=found.sha256,
        )
    return _sketch(at)


def _sketch(at: datetime | None) -> Standing | None:
    roads, sides = (packs.file(path, at) for path in (_ROADS, _SIDES))
    if roads is None or sides is None:
        return None
    told = json.loads(roads)
    return Standing(
        delivery=None,
        source=told["source"],
        date=told["date"],
        licence=told["licence"],
        digest="sketch",
        sketch=(roads, sides),
    )


@lru_cache(maxsize=2)
def _sketched(roads: bytes, sides: bytes) -> Bench:
    nodes = [one for one in json.loads(roads)["features"] if one["geometry"]["type"] == "Point"]
    x, y = np.array([one["geometry"]["coordinates"] for one in nodes], np.float64).T
    names = tuple(str(one["properties"]["name"]) for one in nodes)
    places = Places(x, y, np.ones(len(nodes)), _SKETCH, names)
    network = roads_of_geojson(roads, where=_ROADS)
    return Bench(Prepared(network, areas_of(sides, where=_SIDES), places))
