"""Limits of photos and of time, as a dated file says them."""

from functools import cache
from importlib.resources import files

from bayline.systems.villages.rules.declaring import DAY, TABLE, WANTED, WHOLE, table_of
from bayline.systems.villages.terms.events import Limits
from bayline.systems.villages.terms.standings import Stage

FILE = "limits-2026.toml"
_NUMBER = WHOLE._replace(needed=True)
_TOP = {
    "name": WANTED,
    "title": WANTED,
    "since": DAY._replace(needed=True),
    "source": WANTED,
    "photo_m": _NUMBER,
    "point_m": _NUMBER,
    "photo_days": _NUMBER,
    "clock_s": _NUMBER,
    "days_needed": TABLE._replace(needed=True),
}
_DONE = (Stage.OUTSIDE, Stage.ACCEPTED, Stage.WITHDRAWN)


@cache
def own_limits() -> Limits:
    """Give the limits that come with the program; they are its own convention."""
    file = files("bayline.systems.villages").joinpath("parameters", FILE)
    return limits_of(file.read_bytes(), where=FILE)


def limits_of(toml_bytes: bytes, *, where: str) -> Limits:
    """Read limits.

    Args:
        toml_bytes: The file, in UTF-8.
        where: Its name, for refusals.

    Raises:
        BaylineError: Something in it is malformed or missing; the sentence names line and key.
    """
    top = table_of(toml_bytes, where=where)
    top.check(_TOP)
    days = top.table("days_needed")
    if days is not None:
        days.check({one.value: _NUMBER for one in Stage if one not in _DONE})
    return Limits(
        photo_m=top.found["photo_m"],
        point_m=top.found["point_m"],
        photo_days=top.found["photo_days"],
        clock_s=top.found["clock_s"],
        days_needed=dict(top.found["days_needed"]),
        source=f"{top.text('source')}（{where}）",
    )
