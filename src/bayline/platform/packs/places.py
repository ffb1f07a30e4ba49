"""The places of a pack, as the reader finds them in texts."""

from bayline.engines.chinese.gazetteer import Gazetteer
from bayline.engines.chinese.gazetteer.entries import line_of
from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.places import Place

PLACES = "geography/places.csv"


def gazetteer_of(data: bytes) -> Gazetteer:
    """Read the places of a pack.

    Raises:
        BaylineError: A row that cannot be used: which one, and why.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BaylineError(
            "it is not UTF-8",
            where=f"{PLACES}:{line}",
            do="save it as CSV in UTF-8",
            zh=Words("不是UTF-8编码", do="请另存为UTF-8的csv"),
        ) from None
    places = Gazetteer.load(text, where=PLACES)
    _refuse_circles(places, text)
    return places


def _refuse_circles(places: Gazetteer, text: str) -> None:
    """Refuse places that lie in each other: each place has an end above it."""
    sound: set[str] = set()  # codes from which the way up is known to end
    for entry in places.entries:
        way: list[str] = []
        place: Place | None = entry.place
        while place is not None and place.code not in sound:
            if place.code in way:
                raise _circle(place, text)
            way.append(place.code)
            place = places.place(place.parent)
        sound.update(way)


def _circle(place: Place, text: str) -> BaylineError:
    line = line_of(text, place.code)
    return BaylineError(
        f"row {line}, {place.name} ({place.code}), column parent, value “{place.parent}”",
        where=PLACES,
        why="the place lies in itself",
        do="name the place that it lies in",
        zh=Words(
            f"第{line}行{place.name}（{place.code}）parent栏的值“{place.parent}”",
            "这个地方成了自己的上级",
            "请写它真正的上级",
        ),
    )
