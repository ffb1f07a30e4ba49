"""Places of the region."""

from bayline.kernel.errors import BaylineError, Words
from bayline.kernel.places import Place
from bayline.platform.people.terms import Audience
from bayline.platform.reaching import present_reach, seen_at
from bayline.surfaces.api.problems import missing
from bayline.surfaces.api.shapes import PlaceShape
from bayline.surfaces.api.terms import Asked, Filter, Found, Listing, Page, Resource, Single
from bayline.systems.reading.queries import own_places


def _within_reach(asked: Asked) -> list[Place]:
    if not present_reach().is_whole and seen_at(asked.as_of) is None:
        return []
    return sorted(own_places(seen_at(asked.as_of)), key=lambda place: place.code)


def _places(asked: Asked) -> Page:
    values, after = asked.values, str(asked.behind[0]) if asked.behind else ""
    found = [
        place
        for place in _within_reach(asked)
        if place.code > after
        and values.get("level", place.level.value) == place.level.value
        and values.get("parent", place.parent) == place.parent
        and values.get("name", place.name) == place.name
    ]
    shown = found[: asked.size]
    has_more = len(found) > asked.size
    return Page([*map(_place, shown)], (shown[-1].code,) if has_more else None)


def _one(asked: Asked) -> Found:
    code = asked.parts["code"]
    found = next((place for place in _within_reach(asked) if place.code == code), None)
    if found is None:
        raise missing(
            BaylineError(
                f"no place “{code}” of the region",
                do="look for it in the list",
                zh=Words(f"本区没有地点“{code}”", do="请到列表里找"),
            )
        )
    return _place(found)


def _place(place: Place) -> PlaceShape:
    point = place.point
    return {
        "code": place.code,
        "name": place.name,
        "level": place.level.value,
        "parent": place.parent,
        "aliases": [alias.name for alias in place.aliases],
        "longitude": str(point.longitude) if point else None,
        "latitude": str(point.latitude) if point else None,
    }


RESOURCES = (
    Resource(
        address="places",
        name="places",
        title="地点",
        about="Places that the region's pack names, by their codes.",
        audience=Audience.PUBLISHED,
        reads=Listing(
            page=_places,
            shape=PlaceShape,
            filters=(
                Filter(name="level", about="Its level, such as town or village.", example="town"),
                Filter(name="parent", about="Code of the place it lies in.", example="310116"),
                Filter(name="name", about="Its name, exactly."),
            ),
        ),
    ),
    Resource(
        address="places/{code}",
        name="place",
        title="一个地点",
        about="One place.",
        audience=Audience.PUBLISHED,
        reads=Single(get=_one, shape=PlaceShape),
        examples={"code": "310116"},
    ),
)
