"""Where on the network a position, or a named place, is."""

from collections.abc import Sequence

import numpy as np

from bayline.engines.geography.terms import Position
from bayline.kernel.errors import BaylineError, Words
from bayline.systems.links.rules.refusing import HIGHEST, LONGEST
from bayline.systems.links.rules.surveying import Plane
from bayline.systems.links.rules.tables import Row, table_of
from bayline.systems.links.terms import Numbers

_COLUMNS = ("name", "lon", "lat")
_MOST_LISTED = 5

Named = dict[str, dict[Position, None]]  # the positions of each name, in order


def nearest(flat: Numbers, plane: Plane, position: Position, *, most_m: float) -> int:
    """Give the node next to a position.

    Args:
        flat: Each node in meters.
        plane: On which they lie.
        position: Longitude and latitude.
        most_m: How far off it may be.

    Raises:
        BaylineError: None is so near.
    """
    if not (abs(position[0]) <= LONGEST and abs(position[1]) <= HIGHEST):
        raise _no_position(position)
    at = plane.meters(np.array([position[0]]), np.array([position[1]]))[0]
    apart = np.hypot(*(flat - at).T)
    node = int(apart.argmin())
    if apart[node] > most_m:
        raise BaylineError(
            f"no road is within {most_m:.0f} m of {position[0]}, {position[1]}",
            why=f"the nearest is {apart[node]:.0f} m away",
            do="write longitude first, in WGS-84, near a road of the file",
            zh=Words(
                f"{position[0]}, {position[1]}附近{most_m:.0f}米内没有道路",
                f"最近的在{apart[node]:.0f}米外",
                "请写道路旁的WGS-84经纬度，经度在前",
            ),
        )
    return node


def _no_position(position: Position) -> BaylineError:
    written = f"{position[0]}, {position[1]}"
    return BaylineError(
        f"“{written}” is no longitude and latitude",
        do="write degrees, longitude first",
        zh=Words(f"“{written}”不是经纬度", do="请写度数，经度在前"),
    )


def named_places(data: bytes, *, where: str) -> Named:
    """Read a table of `name, lon, lat`, with `aliases` after it if there are any.

    Places without a position are left out; aliases are parted by `;`, an `@` begins their dates.

    Raises:
        BaylineError: A column is missing.
    """
    found: Named = {}
    for row in table_of(data, _COLUMNS, where=where).rows:
        at = _position(row["lon"], row["lat"])
        if at is not None:
            for name in _names(row):
                found[name] = {**found.get(name, {}), at: None}
    return found


def _names(row: Row) -> list[str]:
    aliases = (one.partition("@")[0] for one in row.get("aliases", "").split(";"))
    return [name.strip() for name in (row["name"], *aliases) if name.strip()]


def _position(longitude: str, latitude: str) -> Position | None:
    try:
        x, y = float(longitude), float(latitude)
    except ValueError:
        return None
    return (x, y) if abs(x) <= LONGEST and abs(y) <= HIGHEST else None


def position_of(written: str, places: Named, *, where: str) -> Position:
    """Give the position of a place that is named, or written as `lon,lat`.

    Raises:
        BaylineError: It is neither, or several places are called so.
    """
    found = list(places.get(written, {}))
    if len(found) > 1:
        raise _ambiguous(written, found, where)
    if found:
        return found[0]
    longitude, _, latitude = written.replace("，", ",").partition(",")
    if (at := _position(longitude, latitude)) is not None:
        return at
    like = [name for name in places if written and (written in name or name in written)]
    raise _unknown(written, like, where)


def _ambiguous(written: str, found: Sequence[Position], where: str) -> BaylineError:
    listed = " and ".join(f"{x},{y}" for x, y in found)
    return BaylineError(
        f"several places are called “{written}”",
        where=where,
        why=f"they lie at {listed}",
        do="write the position of the one that is meant",
        zh=Words(f"有几处都叫“{written}”", f"分别在{listed}", "请写所指那一处的经纬度"),
    )


def _unknown(written: str, like: Sequence[str], where: str) -> BaylineError:
    near = list(dict.fromkeys(like))[:_MOST_LISTED]
    return BaylineError(
        f"the place “{written}” is not known",
        where=where,
        why=f"like it are {', '.join(near)}" if near else "no place with a position is like it",
        do="name one of the table, or write longitude,latitude",
        zh=Words(
            f"不认识地点“{written}”",
            f"相近的有{'、'.join(near)}" if near else "没有相近的、带坐标的地名",
            "请写表中的地名，或写“经度,纬度”",
        ),
    )
