"""Nouns of the map: things that lie somewhere, the layers they form, and what may be shown."""

from dataclasses import dataclass, field

from bayline.engines.geography.terms import Collection, Feature


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that lies somewhere.

    Attributes:
        key: What identifies it among all of the map.
        name: Its name.
        path: The path of its page, without language and day; empty where it has none.
        look: How its lines and areas are drawn: district, town, beyond, road, water, province.
        feature: Where it lies.
    """

    key: str
    name: str
    path: str
    look: str
    feature: Feature = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Things of one kind, in their order.

    Attributes:
        name: How addresses call it.
        title: Its title in Chinese.
        title_en: Its title in English.
        rank: Whose names come first where room is scarce: the lowest.
        things: What is in it, at most `MOST_THINGS`.
        total: How many there are.
        path: The path of its list, without language and day; empty where it has none.
        shape: The shape of its points; empty for the next that is free.
        look: How style sheets call their color, where it means something; empty for the next.
    """

    name: str
    title: str
    title_en: str
    rank: int
    things: tuple[Thing, ...] = field(repr=False)
    total: int
    path: str = ""
    shape: str = ""
    look: str = ""

    def called(self, *, english: bool) -> str:
        """Give the title in a language."""
        return self.title_en if english else self.title

    @property
    def has_points(self) -> bool:
        """Whether anything in it is a point."""
        return any(thing.feature.points for thing in self.things)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that the map can show, as it is known at a moment.

    Attributes:
        layers: Its layers, in order.
        collections: The files that its shapes come from.
        review: Number under which the map may be shown in public; empty if it has none.
        has_places: Whether points come from the pack's table of places.
    """

    layers: tuple[Layer, ...]
    collections: tuple[Collection, ...]
    review: str
    has_places: bool

    @property
    def has_boundaries(self) -> bool:
        """Whether it shows areas: boundaries of divisions, which need a review."""
        return any(thing.feature.areas for layer in self.layers for thing in layer.things)

    @property
    def is_sketch(self) -> bool:
        """Whether any of its shapes was only sketched."""
        return any(collection.is_sketch for collection in self.collections)


MOST_THINGS = 2000  # of one layer; what is beyond stands in its list only

_LINES = frozenset({"road", "main road", "province", "border"})


def look_of(feature: Feature) -> str:
    """Tell how the lines and areas of a feature are drawn, by what its file says it is."""
    if feature.areas:
        return "water" if feature.kind == "water" else "town"
    return feature.kind.replace(" ", "-") if feature.kind in _LINES else "road"
