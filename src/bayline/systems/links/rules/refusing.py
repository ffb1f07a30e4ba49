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
