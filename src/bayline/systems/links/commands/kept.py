"""The network that was taken into the home, for commands that are given no file of roads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bayline.kernel.errors import BaylineError, Words
from bayline.platform.homes import open_home, told
from bayline.systems.links.commands.packed import Files, bytes_of
from bayline.systems.links.rules.parameters import (
    Edition,
    edition_of,
    edition_told,
    of_class,
    published,
)
from bayline.systems.links.rules.preparing import Prepared

if TYPE_CHECKING:
    from bayline.systems.links.queries.deliveries import Delivery
    from bayline.systems.links.queries.timetables import Served


def kept_delivery() -> Delivery:
    """Give the newest network of the home as it was taken in.

    Raises:
        BaylineError: None was.
    """
    open_home()
    from bayline.systems.links.queries.deliveries import NETWORK, newest

    with told():
        found = newest(NETWORK)
    if found is not None:
        return found
    raise BaylineError(
        "no road data loaded",
        where="--roads",
        why="no file is given, and none was taken into the home",
        do="give --roads and --areas, or take an extract in: bayline links import",
        zh=Words(
            "没有装入道路数据",
            "没有给出文件，家文件夹里也没有",
            "请给出--roads和--areas，或先用bayline links import装入",
        ),
    )


def sound_delivery() -> Delivery:
    """Give the same, after its content was held against its hash.

    Raises:
        BaylineError: No network was taken in, or it is damaged.
    """
    found = kept_delivery()
    from bayline.systems.links.queries.deliveries import content_of

    with told():
        content_of(found.sha256)
    return found


def kept_network() -> Prepared:
    """Give the newest network of the home with its areas and zones.

    Raises:
        BaylineError: None was taken in, or it is damaged.
    """
    found = kept_delivery()
    from bayline.systems.links.queries.deliveries import prepared_of

    with told():
        return prepared_of(found.sha256)


def kept_timetable(day: date) -> Served:
    """Give the timetable of the home.

    Args:
        day: Of which day, where the pack of the home has a calendar.

    Raises:
        BaylineError: There is none, or nothing runs on that day.
    """
    open_home()
    from bayline.systems.links.queries.timetables import timetable_at

    with told():
        found = timetable_at(day)
    if found is not None:
        return found
    raise BaylineError(
        "no timetable loaded",
        where="--gtfs",
        why="none is given, and the home has none",
        do="give --gtfs or --stops, or take one in: bayline links timetable",
        zh=Words(
            "没有装入时刻表",
            "没有给出文件，家文件夹里也没有",
            "请给出--gtfs或--stops，或先用bayline links timetable装入",
        ),
    )


def edition_for(files: Files) -> Edition:
    """Give the parameters that are asked for; else those the network of the home was taken in with.

    Raises:
        BaylineError: They cannot be read, or the class is none of cars.
    """
    if files.parameters:
        data = bytes_of(files.parameters)
        asked = edition_of(data, where=files.parameters)
    else:
        asked = published() if files.roads else edition_told(kept_delivery().told.get("parameters"))
    return of_class(asked, files.road_class, where="--class") if files.road_class else asked
