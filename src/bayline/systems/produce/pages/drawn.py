"""The maps of produce: blocks as they were outlined by hand, a mark for each base."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from bayline.engines.geography.terms import Collection, Feature, Polygon
from bayline.kernel.errors import BaylineError
from bayline.platform.maps.queries import chart as chart_of_region
from bayline.platform.maps.terms import Chart, Layer, Thing
from bayline.platform.registers.terms import Values
from bayline.systems.produce.queries.books import Book
from bayline.systems.produce.rules.bases import outline_of
from bayline.systems.produce.rules.registers import BLOCKS

_LOOK = "reach-1"  # areas that are filled


def bases_chart(book: Book, at: datetime | None) -> Chart:
    """Lay bases and their blocks over the lines and areas of the region's map."""
    region = chart_of_region(at)
    behind = [one for one in map(_outlines, region.layers) if one is not None]
    blocks = [*outlined(book.blocks.values())]
    layers = (*behind, _blocks_layer(blocks, with_names=False), _bases_layer(book, blocks))
    return replace(
        region,
        layers=tuple(one for one in layers if one.things),
        collections=(*region.collections, _credit()),
    )


def blocks_chart(blocks: Iterable[Values]) -> Chart:
    """Draw some blocks, near by."""
    layer = _blocks_layer([*outlined(blocks)], with_names=True)
    return Chart(
        layers=(layer,) if layer.things else (),
        collections=(_credit(),),
        review="",
        has_places=False,
    )


def outlined(blocks: Iterable[Values]) -> Iterator[tuple[Values, Polygon]]:
    """Give blocks whose outline is known; one that cannot be read is left out."""
    for one in blocks:
        try:
            outline = outline_of(one.get("outline", ""))
        except BaylineError:
            continue
        if outline is not None:
            yield one, outline


def _outlines(layer: Layer) -> Layer | None:
    """Keep the lines and areas of a layer: the points of the map here are bases."""
    things = tuple(
        replace(one, feature=replace(one.feature, points=()), path="")
        for one in layer.things
        if one.feature.areas or one.feature.lines
    )
    return replace(layer, things=things, rank=5) if things else None


def _blocks_layer(blocks: Sequence[tuple[Values, Polygon]], *, with_names: bool) -> Layer:
    things = [_block(one, outline, with_names=with_names) for one, outline in blocks]
    return _layer("blocks", _("地块"), things, rank=2)


def _block(one: Values, outline: Polygon, *, with_names: bool) -> Thing:
    points = (_middle([outline]),) if with_names else ()
    feature = Feature(code=one["code"], name=one["name"], areas=(outline,), points=points)
    return Thing(
        key=f"block:{one['code']}",
        name=one["name"] if with_names else "",
        path=f"/produce/blocks/{one['code']}",
        look=_LOOK,
        feature=feature,
    )


def _bases_layer(book: Book, blocks: Sequence[tuple[Values, Polygon]]) -> Layer:
    things = []
    for code, base in book.bases.items():
        outlines = [outline for one, outline in blocks if one["base"] == code]
        if outlines:
            feature = Feature(code=code, name=base["name"], points=(_middle(outlines),))
            path = f"/produce/bases/{code}"
            things.append(
                Thing(
                    key=f"base:{code}", name=base["name"], path=path, look="point", feature=feature
                )
            )
    return _layer("bases", _("基地"), things, rank=0)


def _middle(outlines: Sequence[Polygon]) -> tuple[float, float]:
    corners = [corner for outline in outlines for corner in outline[0][:-1]]
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _credit() -> Collection:
    return Collection(
        source=_("名册“地块”里手放的边界"),
        date="—",
        licence="—",
        is_sketch=True,
        register=BLOCKS,
        features=(),
    )


def _layer(name: str, title: str, things: Sequence[Thing], *, rank: int) -> Layer:
    return Layer(
        name=name, title=title, title_en=title, rank=rank, things=tuple(things), total=len(things)
    )
