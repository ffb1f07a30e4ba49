"""Hold roads against areas and zones: do they lie on the same datum, or is one shifted to GCJ-02?

Roads of a region end at its outline, and people live beside roads. So if shifting all roads back,
or on, leaves far fewer of them outside all areas, or brings zones far nearer to a road, the files
are on different datums. Where roads run on beyond the outline and no zones are given, nothing is
told, and that is said.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from bayline.engines.geography.datums import is_shifted, to_gcj02, to_wgs84
from bayline.engines.geography.terms import Datum, Position
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.surveying import Plane, sides_of
from bayline.systems.links.terms import Area, Numbers, Places, Remark, Roads

_SAMPLES = 4000  # positions along all roads, evenly apart, that are held against areas
_CLOSE_M, _MOST = 20.0, 400_000  # how far apart those are that zones are held against; how many
_BETTER = 0.5  # a reading is believed whose misfit is at most this part of the stated one
_NOTICED_SHARE = 0.002  # of roads outside, below which the outline tells nothing
_NOTICED_M = 50.0  # from a zone to the nearest road, below which zones tell nothing
_FEWEST_ZONES = 5


_Shift = Callable[[Position], Position]


class Fit(NamedTuple):
    """How badly roads fit, by one reading of their positions.

    Attributes:
        outside: Which share of roads lies outside all areas.
        apart_m: From the middle one of the zones to the nearest road; None without enough zones.
    """

    outside: float
    apart_m: float | None


def converted(roads: Roads) -> Roads:
    """Give roads of GCJ-02 in WGS-84.

    Raises:
        BaylineError: One lies where GCJ-02 says nothing.
    """
    longitudes, latitudes = _moved(_positions(roads), _back).T
    said = Remark("道路已从GCJ-02换算成WGS-84", "roads were converted from GCJ-02 to WGS-84")
    remarks = (*roads.remarks, said)
    return replace(roads, longitudes=longitudes, latitudes=latitudes, remarks=remarks)


def held_to_one_datum(
    roads: Roads, areas: tuple[Area, ...], zones: Places | None, *, where: str
) -> Roads:
    """Give the roads as they are where they fit, and say so where it cannot be told.

    Args:
        roads: As the file has them.
        areas: On WGS-84.
        zones: On WGS-84; None where none are given.
        where: The file of roads.

    Raises:
        BaylineError: Roads on GCJ-02 would fit far better, or areas would.
    """
    if not len(roads.tails) or not is_shifted((roads.longitudes[0], roads.latitudes[0])):
        return roads
    some, apart_m = _along(roads, _SAMPLES), _apart(roads, zones)

    def fit(shift: _Shift, against: _Shift) -> Fit:
        return Fit(float((sides_of(areas, *_moved(some, shift).T) < 0).mean()), apart_m(against))

    now, back, on = fit(_stay, _stay), fit(_back, to_gcj02), fit(to_gcj02, _back)
    if (told := _told(now, back)) is not None:
        raise _roads_shifted(told, where)
    if (told := _told(now, on)) is not None:
        raise _areas_shifted(told, where)
    if _is_seen(now, (back, on)):
        return roads
    return replace(roads, remarks=(*roads.remarks, _UNTOLD))


_UNTOLD = Remark(
    "道路的基准按WGS-84，无从核对：区域边界看不出道路有没有偏移，也没有给人口区",
    "roads are taken for WGS-84: no outline and no zones tell whether they are",
)


def _is_seen(now: Fit, shifted: tuple[Fit, Fit]) -> bool:
    """Tell whether a shift would have been seen: zones are given, or the outline is tight.

    Roads end at a tight outline: they are within it as they are, and would not be if shifted.
    """
    if now.apart_m is not None:
        return True
    return now.outside < _NOTICED_SHARE <= min(one.outside for one in shifted)


def _told(now: Fit, read: Fit) -> Words | None:
    """Say what speaks for another reading, if anything does and nothing speaks against it."""
    if now.outside >= _NOTICED_SHARE and read.outside <= now.outside * _BETTER:
        was, would = f"{now.outside:.1%}", f"{read.outside:.1%}"
        en = f"{was} of the roads lie outside all areas, and {would} if shifted"
        return Words(en, f"现有{was}的道路在各区域之外，换算后为{would}")
    if now.apart_m is None or read.apart_m is None or read.outside > now.outside + _NOTICED_SHARE:
        return None
    if now.apart_m < _NOTICED_M or read.apart_m > now.apart_m * _BETTER:
        return None
    en = f"zones lie {now.apart_m:.0f} m from a road, and {read.apart_m:.0f} m if shifted"
    return Words(en, f"人口区离道路{now.apart_m:.0f}米，换算后{read.apart_m:.0f}米")


def _positions(roads: Roads) -> Numbers:
    return np.column_stack((roads.longitudes, roads.latitudes))


def _along(roads: Roads, count: int) -> Numbers:
    """Give positions evenly apart along all roads."""
    flat = _positions(roads)
    starts, ends = flat[roads.tails], flat[roads.heads]
    lengths = np.cumsum(np.hypot(*(ends - starts).T))
    at = (np.arange(count) + 0.5) / count * lengths[-1]
    arc = np.searchsorted(lengths, at)
    part = (lengths[arc] - at) / np.maximum(np.diff(lengths, prepend=0.0)[arc], 1e-15)
    found: Numbers = ends[arc] - (ends - starts)[arc] * part[:, None]
    return found


def _apart(roads: Roads, zones: Places | None) -> Callable[[_Shift], float | None]:
    """Give how far zones lie from roads; zones are shifted, which roads would be the other way."""
    if zones is None or len(zones.weights) < _FEWEST_ZONES:
        return lambda _shift: None
    from scipy.spatial import cKDTree

    plane = Plane(roads.latitudes)
    flat = plane.meters(roads.longitudes, roads.latitudes)
    length = np.hypot(*(flat[roads.tails] - flat[roads.heads]).T).sum()
    near = _along(roads, int(np.clip(length / _CLOSE_M, 1, _MOST)))
    tree = cKDTree(plane.meters(*near.T))
    homes = np.column_stack((zones.longitudes, zones.latitudes))
    return lambda shift: float(np.median(tree.query(plane.meters(*_moved(homes, shift).T))[0]))


def _stay(position: Position) -> Position:
    return position


def _back(position: Position) -> Position:
    return to_wgs84(position, Datum.GCJ02)


def _moved(positions: Numbers, shift: _Shift) -> Numbers:
    return np.array([shift((x, y)) for x, y in positions.tolist()], np.float64).reshape(-1, 2)


def _roads_shifted(told: Words, where: str) -> BaylineError:
    return BaylineError(
        "the roads look as if they were on GCJ-02, not on WGS-84",
        where=where,
        why=told.what,
        do="convert them with --from-gcj02, or say --from-wgs84 if they are on WGS-84",
        zh=Words(
            "道路像是GCJ-02基准，不是WGS-84",
            told.why,
            "请用--from-gcj02换算；确是WGS-84，请写--from-wgs84",
        ),
    )


def _areas_shifted(told: Words, where: str) -> BaylineError:
    return BaylineError(
        "the areas look as if they were on GCJ-02, and the roads on WGS-84",
        where=where,
        why=told.what,
        do="give areas on WGS-84, or say --from-wgs84 if they are",
        zh=Words(
            "区域像是GCJ-02基准，而道路是WGS-84",
            told.why,
            "请给出WGS-84的区域；确是WGS-84，请写--from-wgs84",
        ),
    )
