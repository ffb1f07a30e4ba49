"""Files on another datum are refused: a border off by 500 m invents links, and hides others."""

from collections.abc import Mapping
from typing import Any

from bayline.engines.geography.terms import Datum
from bayline.kernel.errors import BaylineError, Words

LONGEST, HIGHEST = 180.0, 90.0  # longitude and latitude
_ALIKE = {"WGS84", "CGCS2000"}  # the same to a few centimeters


def datum_refused(parts: Mapping[str, Any], where: str, *, asked: Datum = Datum.WGS84) -> None:
    """Refuse a file of features that says it is on another datum than it is read as.

    Args:
        parts: What the file says.
        where: Which file.
        asked: The datum it is read as.

    Raises:
        BaylineError: It says so.
    """
    stated = parts.get("datum")
    if stated in {None, "", asked} or (asked is Datum.WGS84 and stated in _ALIKE):
        return
    raise BaylineError(
        f"the datum is “{stated}”, not {asked}",
        where=where,
        why="positions on another datum lie hundreds of meters away",
        do="convert it to WGS-84 first",
        zh=Words(
            f"基准是“{stated}”，不是{asked}", "按别的基准画，会偏出几百米", "请先换算成WGS-84"
        ),
    )


def no_trip(trip: str, where: str) -> BaylineError:
    """Refuse a stop time of a trip that no table of trips has."""
    return BaylineError(
        f"trip “{trip}” is not known",
        where=where,
        why="trips.txt does not have it, so that no calendar says when it runs",
        do="name trips alike in both tables",
        zh=Words(
            f"不认识班次“{trip}”", "trips.txt里没有，不知道哪天开", "两张表里的班次请写成一样"
        ),
    )


def nobody_rides(where: str) -> BaylineError:
    """Refuse a day whose services run, and whose trips go nowhere."""
    return BaylineError(
        "no trip of that day goes from one stop to another",
        where=f"{where}, stop_times.txt",
        why="services run, but none of their trips has two stops",
        do="give the stops and times of trips",
        zh=Words(
            "那一天没有一班车从一站开到另一站",
            "日历里有班次，但都没有两个以上的停靠站",
            "请给出各班次的停靠站和时刻",
        ),
    )
