"""The commands of ecology: classes of water, assessments, the index of air.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

import click


@click.group()
def ecology() -> None:
    """Judge water and air by the standard of their day, and say what each ratio rests on."""


_FORM = click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    show_default=True,
    help="csv for spreadsheets, jsonl one object a line for programs.",
)


@ecology.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option(
    "--standard",
    default="",
    metavar="ID",
    help="Standard to judge by, refused where it was not in force.  [default: that of each day]",
)
@_FORM
def classify(file: str, *, standard: str, form: str) -> int:
    """Give the class of each sample of a table, in its order: sample, section, time, items."""
    from bayline.systems.ecology.commands import classifying

    return classifying.show(file, standard=standard, form=form)


@ecology.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option(
    "--by",
    type=click.Choice(["section", "river", "basin", "lake", "all"]),
    default="section",
    show_default=True,
    help="What to assess; rivers, basins and lakes by the columns of that name.",
)
@click.option(
    "--period",
    type=click.Choice(["month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="Over which stretch of time.",
)
@_FORM
def assess(file: str, *, by: str, period: str, form: str) -> int:
    """Assess sections, rivers, basins or lakes: class, grade, shares, key pollutants, change."""
    from bayline.systems.ecology.commands import assessing

    return assessing.show(file, by=by, period=period, form=form)


@ecology.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option("--hourly", is_flag=True, help="The rows are hours.  [default: days]")
@click.option(
    "--standard",
    default="",
    metavar="ID",
    help="Standard to judge by, refused where it was not in force.  [default: that of each day]",
)
@click.option(
    "--days", is_flag=True, help="Make days out of the hours: means, ozone of an hour and of eight."
)
@click.option(
    "--summary",
    type=click.Choice(["month", "quarter", "year"]),
    help="Count the days of each period by category instead.",
)
@_FORM
def aqi(
    file: str, *, hourly: bool, standard: str, days: bool, summary: str | None, form: str
) -> int:
    """Give the air quality index of each row of a table: station, time, concentrations."""
    from bayline.systems.ecology.commands import airing

    if summary and hourly and not days:
        raise click.UsageError("--summary counts days: give --days with --hourly")
    wish = airing.Wish(hourly=hourly, standard=standard, days=days or False, summary=summary)
    return airing.show(file, wish, form=form)


@ecology.command()
@click.option("--on", default="", metavar="DATE", help="Only those in force on that day.")
@click.option(
    "--standard", default="", metavar="ID", help="Only this one, refused if not in force."
)
@_FORM
def standards(*, on: str, standard: str, form: str) -> int:
    """List the standards at hand: since when, until when, from which document and clause."""
    from bayline.systems.ecology.commands import listing

    return listing.show(on=on, standard=standard, form=form)


@ecology.command()
@click.argument("pollutant", type=click.Choice(["so2", "no2", "co", "o3", "pm10", "pm25"]))
@click.argument("averaging", type=click.Choice(["year", "day", "8h", "hour"]))
@click.option("--on", required=True, metavar="DATE", help="The day whose standard counts.")
@click.option(
    "--zone",
    type=click.IntRange(1, 2),
    default=2,
    show_default=True,
    help="1 for areas of nature and scenery, 2 for everywhere else.",
)
@_FORM
def limit(pollutant: str, averaging: str, *, on: str, zone: int, form: str) -> int:
    """Give a limit of the air on a day; refused where that edition's is not known."""
    from bayline.systems.ecology.commands import listing

    return listing.show_limit(pollutant, averaging, zone=zone, on=on, form=form)


@ecology.command()
@click.argument("file", metavar="FILE.csv|-")
@_FORM
def trend(file: str, *, form: str) -> int:
    """Tell the trend of each section and item: rank correlation, seasonal Mann-Kendall."""
    from bayline.systems.ecology.commands import measuring

    return measuring.show_trends(file, form=form)


@ecology.command()
@click.argument("percent", metavar="PERCENT")
@click.option("--units", type=click.IntRange(1), help="How many units there are.  [default: any]")
@click.option(
    "--of", "unit", default="", metavar="WORD", help="What the units are: sections, days."
)
@_FORM
def ratio(percent: str, *, units: int | None, unit: str, form: str) -> int:
    """Say what a published ratio can be a ratio of: how many units it implies."""
    from bayline.systems.ecology.commands import measuring

    return measuring.show_ratio(percent, units=units, unit=unit, form=form)


@ecology.command()
@click.argument("file", metavar="FILE.geojson")
@_FORM
def areas(file: str, *, form: str) -> int:
    """Measure the areas of polygons on the ellipsoid: hectares, mu, square kilometers."""
    from bayline.systems.ecology.commands import measuring

    return measuring.show_areas(file, form=form)


@ecology.command()
@click.argument("rate", metavar="PERCENT")
@click.option(
    "--area", required=True, metavar="AMOUNT", help="The area said with it, as 1080.11ha."
)
@click.option(
    "--ground",
    type=click.Choice(["forest", "forest_land"]),
    default="forest",
    show_default=True,
    help="What that area is of: forest (森林) or forest land (林地).",
)
@click.option("--land", default="", metavar="AMOUNT", help="The land of the unit, as 54.11km2.")
@_FORM
def forest(rate: str, *, area: str, ground: str, land: str, form: str) -> int:
    """Hold a forest coverage against the areas it is said with."""
    from bayline.systems.ecology.commands import measuring

    return measuring.show_forest(rate, area=area, ground=ground, land=land, form=form)


@ecology.command()
@click.argument("file", metavar="ANSWERS.csv|-")
@click.option(
    "--strata",
    required=True,
    metavar="FILE.csv",
    help="Population of each stratum: stratum, people.",
)
@click.option("--low", default="0", show_default=True, help="Lower end of the scale.")
@click.option("--high", default="100", show_default=True, help="Upper end of the scale.")
@click.option("--population", type=int, help="What the strata must add up to.")
@click.option("--at-least", default=0, show_default=True, help="Answers that the plan asked for.")
@_FORM
def survey(  # noqa: PLR0913 - one for each option
    file: str,
    *,
    strata: str,
    low: str,
    high: str,
    population: int | None,
    at_least: int,
    form: str,
) -> int:
    """Give the mean of a survey over its strata, its interval and design effect, by year."""
    from bayline.systems.ecology.commands import asking

    asked = asking.Plan(low=low, high=high, population=population, at_least=at_least)
    return asking.show(file, strata, asked, form=form)


@ecology.command(name="import")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--kind",
    type=click.Choice(["water", "air", "air-hour"]),
    default="water",
    show_default=True,
    help="What the readings are of: samples of water, days or hours of air.",
)
@click.option("--check", is_flag=True, help="Only look at it; nothing is kept.")
@click.option("--holds", is_flag=True, help="What is doubted was looked at and holds.")
@click.option("--feed", is_flag=True, help="Pass over what is kept already with the same values.")
@click.option("--correct", is_flag=True, help="Other values take the place of those kept.")
@click.option("--by", default="", metavar="NAME", help="Who takes it in.  [default: the user]")
@_FORM
def take(  # noqa: PLR0913 - one for each option
    file: str,
    *,
    kind: str,
    check: bool,
    holds: bool,
    feed: bool,
    correct: bool,
    by: str,
    form: str,
) -> int:
    """Take a file of readings into the record, all of it or nothing, and say what bars it."""
    from bayline.systems.ecology.commands import taking

    wish = taking.Wished(holds, feed, correct)
    return taking.take(file, kind=kind, check=check, wish=wish, by=by, form=form)
