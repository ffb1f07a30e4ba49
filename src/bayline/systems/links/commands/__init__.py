"""The commands of links.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from bayline.platform.terminal import table_or_lines

_Some = tuple[str, str, str, bool | None, str, str]
_Files = tuple[str, str, str, bool | None, str, str, str, str, bool]  # as `packed.Files` has them


@click.group()
def links() -> None:
    """Find the roads that are missing across a border, and tell what each would give."""


_roads = click.option(
    "--roads",
    default="",
    metavar="FILE.osm.pbf|.geojson|.csv|PACK",
    help="The roads; of a pack, its roads, areas, zones and what it has besides.  "
    "[default: those of the home]",
)
_areas = click.option(
    "--areas",
    default="",
    metavar="FILE.geojson",
    help="Polygons with a code; a border lies between two codes.",
)
_zones = click.option(
    "--zones",
    default="",
    metavar="FILE.csv",
    help="Where people live: id, lon, lat, weight.  [default: cells of 250 m by buildings]",
)

_datum = click.option(
    "--from-gcj02/--from-wgs84",
    "is_gcj02",
    default=None,
    help="Convert roads from GCJ-02, or take them for WGS-84.  [default: refuse what is shifted]",
)


_parameters = click.option(
    "--parameters",
    default="",
    metavar="FILE.toml",
    help="Speeds and costs other than those published, with id, since and source.",
)
_class = click.option(
    "--class",
    "road_class",
    default="",
    metavar="CLASS",
    help="Of what class new roads are, such as secondary: their speed and cost.  "
    "[default: tertiary]",
)
_by = click.option(
    "--by",
    type=click.Choice(["benefit", "score"]),
    default="benefit",
    show_default=True,
    help="The order: gravity won for each yuan, or a score of what is likely missing, tested on "
    "roads held out.",
)


_gtfs = click.option(
    "--gtfs",
    default="",
    metavar="FILE.zip|FOLDER",
    help="The timetable.  [default: that of the pack, else of the home]",
)
_tables = click.option(
    "--stops",
    nargs=2,
    default=("", ""),
    metavar="STOPS.csv LINES.csv",
    help="In place of it: stop, lon, lat; line, stop, departures.",
)
_day = click.option(
    "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Which day.  [default: today]"
)
_places = click.option(
    "--places",
    default="",
    metavar="FILE.csv",
    help="name, lon, lat, aliases.  [default: geography/places.csv of the pack]",
)
_start = click.option("--from", "start", required=True, metavar="PLACE", help="A name, or LON,LAT.")
_end = click.option("--to", "end", required=True, metavar="PLACE", help="The same.")
_MINUTES = click.FloatRange(0, 10_000, min_open=True)


def _files(command: Callable[..., int]) -> Callable[..., int]:
    """Ask for the files that every ranking reads, and give them to the command as one."""

    @wraps(command)
    def run(*, roads: str, areas: str, zones: str, is_gcj02: bool | None, **beside: object) -> int:
        more = beside.pop("parameters"), beside.pop("road_class", "")
        return command(files=(roads, areas, zones, is_gcj02, *more), **beside)

    return _roads(_areas(_zones(_datum(_parameters(run)))))


_water = click.option(
    "--water",
    default="",
    metavar="FILE.geojson|.osm.pbf",
    help="Polygons of water, which links do not cross.",
)
_bridges = click.option(
    "--bridges", "may_bridge", is_flag=True, help="Links may cross water, at the cost of a bridge."
)
_exists = click.option(
    "--exists",
    default="",
    metavar="FILE.csv",
    help="lon, lat, evidence: roads that are there and on no map.",
)


def _sites(command: Callable[..., int]) -> Callable[..., int]:
    """Ask for the files that links are looked for in, and give them to the command as one."""

    @wraps(command)
    def run(
        *,
        files: _Some,
        water: str,
        exists: str,
        may_bridge: bool,
        **more: object,
    ) -> int:
        return command(files=(*files, water, exists, may_bridge), **more)

    return _files(_class(_water(_exists(_bridges(run)))))


_length = click.option(
    "--max-length",
    type=click.FloatRange(1, 20_000),
    default=500.0,
    show_default=True,
    help="The longest link, in meters, straight.",
)
_detour = click.option(
    "--detour",
    type=click.FloatRange(1, 1000),
    default=3.0,
    show_default=True,
    help="How many times longer than the link the way must be today.",
)


@links.command("import")
@_sites
@_length
@_detour
@click.option(
    "--order",
    "by_what",
    type=click.Choice(["benefit", "score"]),
    default="benefit",
    show_default=True,
    help="As --by of rank.",
)
@click.option("--source", default="", help="What the roads are.  [default: as the file says]")
@click.option("--date", "day", default="", help="Of when they are.  [default: as the file says]")
@click.option("--licence", default="", help="Under which terms.  [default: as the file says]")
@click.option("--by", default="", help="Who takes them in.  [default: whoever is logged in]")
@table_or_lines
def take(
    *,
    files: _Files,
    max_length: float,
    detour: float,
    by_what: str,
    form: str,
    **said: str,
) -> int:
    """Take roads into the home with areas and zones, rank what is missing, and keep both.

    Pages show them then, and the other commands read them where they are given no --roads.
    """
    from bayline.systems.links.commands import importing
    from bayline.systems.links.commands.packed import Files
    from bayline.systems.links.terms import Order, Wish

    wish = Wish(max_length, detour, by=Order(by_what))
    return importing.take(Files(*files), wish=wish, said=importing.Said(**said), form=form)


@links.command()
@_sites
@_length
@_detour
@_by
@click.option(
    "--front", is_flag=True, help="All links that none beats for less, of one spot as well."
)
@table_or_lines
def rank(
    *,
    files: _Files,
    max_length: float,
    detour: float,
    by: str,
    front: bool,
    form: str,
) -> int:
    """Rank the links that are missing across a border by what each gives for what it costs.

    What was assumed is said on standard error. In thin map data, missing may mean unmapped.
    """
    from bayline.systems.links.commands import ranking
    from bayline.systems.links.commands.packed import Files
    from bayline.systems.links.terms import Order, Wish

    wish = Wish(max_length, detour, front, Order(by))
    return ranking.show(Files(*files), wish=wish, form=form)


@links.command()
@_sites
@_length
@_detour
@click.option("--budget", type=click.IntRange(1), required=True, help="What may be spent, in yuan.")
@click.option(
    "--most", type=click.IntRange(0), default=0, help="How many links at most.  [default: any]"
)
@table_or_lines
def order(
    *,
    files: _Files,
    max_length: float,
    detour: float,
    budget: int,
    most: int,
    form: str,
) -> int:
    """Tell which links to build with a budget, in order, each weighed after those before it."""
    from bayline.systems.links.commands import ranking
    from bayline.systems.links.commands.packed import Files
    from bayline.systems.links.terms import Purse, Wish

    wish, purse = Wish(max_length, detour), Purse(budget, most)
    return ranking.show_order(Files(*files), wish=wish, purse=purse, form=form)


@links.command()
@_sites
@click.option(
    "--from",
    "start",
    type=(float, float),
    required=True,
    metavar="LON LAT",
    help="Where it begins, in WGS-84.",
)
@click.option(
    "--to", "end", type=(float, float), required=True, metavar="LON LAT", help="Where it ends."
)
@table_or_lines
def gain(
    *,
    files: _Files,
    start: tuple[float, float],
    end: tuple[float, float],
    form: str,
) -> int:
    """Tell what one link would give, between the nodes of roads next to two positions."""
    from bayline.systems.links.commands import ranking
    from bayline.systems.links.commands.packed import Files

    return ranking.show_one(Files(*files), ends=(start, end), form=form)


@links.command("verify-claim")
@_roads
@_datum
@_parameters
@_class
@_places
@_start
@_end
@click.option(
    "--link",
    type=(float, float, float, float),
    required=True,
    metavar="LON LAT LON LAT",
    help="Both ends of the road.",
)
@click.option("--before", type=_MINUTES, required=True, help="Minutes without the road.")
@click.option("--after", type=_MINUTES, required=True, help="Minutes with it.")
@table_or_lines
def verify_claim(**asked: Any) -> int:  # noqa: ANN401 - as the options above have it
    """Tell whether a road shortens a way as is said, in free flow, and show both ways.

    The verdict is holds, does not hold, or cannot tell.
    """
    from bayline.systems.links.commands import checking

    return checking.show(checking.Asked(**asked))


@links.command()
@_files
@_gtfs
@_tables
@_day
@click.option(
    "--least",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How many departures a day make a stop count.",
)
@table_or_lines
def coverage(**asked: Any) -> int:  # noqa: ANN401 - as the options above have it
    """Tell how many people live within a walk of a bus, by side and village, and who is left out.

    One walks along roads. The last line names the place where one stop more would serve most.
    """
    from bayline.systems.links.commands import serving

    return serving.show(serving.Asked(**asked))


@links.command()
@_roads
@_datum
@_gtfs
@_day
@_places
@_start
@_end
@click.option("--at", "leaving", required=True, metavar="HH:MM", help="When one sets out.")
@table_or_lines
def journey(**asked: Any) -> int:  # noqa: ANN401 - as the options above have it
    """Tell how one comes from door to door by bus, each line with more rides and earlier there."""
    from bayline.systems.links.commands import riding

    return riding.show(riding.Asked(**asked))


@links.command()
@_gtfs
@_tables
@_day
@click.option("--source", default="", help="What it is.  [default: the name of the file]")
@click.option("--licence", default="", help="Under which terms it may be used.")
@click.option("--by", default="", help="Who takes it in.  [default: whoever is logged in]")
@table_or_lines
def timetable(**asked: Any) -> int:  # noqa: ANN401 - as the options above have it
    """Take a timetable into the home: what runs on a day, for pages, coverage and journeys."""
    from bayline.systems.links.commands import importing_timetables

    return importing_timetables.take(importing_timetables.Asked(**asked))
