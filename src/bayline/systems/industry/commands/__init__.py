"""The commands of industry: measure tables, keep classifications, suggest classes.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

import re

import click

from bayline.platform.terminal import table_or_lines

_MEASURES = (
    *("lq", "hhi", "krugman", "gini", "hoover", "theil", "williamson", "shift-share"),
    *("rca", "relatedness", "density", "eci", "pci"),
)
_RELATEDNESS = ("probability", "association", "cosine", "jaccard")


@click.group()
def industry() -> None:
    """Measure what regions' economies are made of, and keep the schemes that say it."""


@industry.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option(
    "--measure",
    required=True,
    type=click.Choice(_MEASURES),
    help="What to measure.",
)
@click.option(
    "--reference",
    default="",
    metavar="REGION",
    help="Region of the table that is the whole, such as the nation.  [default: sum of all]",
)
@click.option("--rest", is_flag=True, help="Compare each region with the sum of the others.")
@click.option(
    "--relatedness",
    type=click.Choice(_RELATEDNESS),
    default="probability",
    show_default=True,
    help="How relatedness and density bring what is found together to one scale.",
)
@click.option("--years", default="", metavar="YEAR,...", help="Years to take.  [default: all]")
@table_or_lines
def measures(  # noqa: PLR0913 - one for each option
    file: str,
    *,
    measure: str,
    reference: str,
    rest: bool,
    relatedness: str,
    years: str,
    form: str,
) -> int:
    """Measure a table with the columns region, industry, value, and perhaps year and others."""
    from bayline.systems.industry.commands import measuring
    from bayline.systems.industry.terms import Wish

    if reference and rest:
        raise click.UsageError("give --reference or --rest, not both")
    wish = Wish(
        reference=reference,
        is_rest=rest,
        relatedness=relatedness,
        years=tuple(dict.fromkeys(filter(None, (year.strip() for year in years.split(","))))),
    )
    return measuring.show(file, measure, wish, form=form)


_PACK = click.option(
    "--pack",
    default="",
    metavar="FOLDER",
    help="Region pack whose schemes are used.  [default: those of the home]",
)


@industry.command(name="load-classification")
@click.argument("file", metavar="FILE.csv|-")
@click.option(
    "--scheme",
    default="gbt4754-2017",
    show_default=True,
    metavar="ID",
    help="What the classification is known by; the national one must be whole.",
)
@click.option("--by", default="", help="Who loads it.  [default: whoever is logged in here]")
def load_classification(file: str, *, scheme: str, by: str) -> int:
    """Keep the whole table of a classification in the home: columns code, parent, name."""
    from bayline.systems.industry.commands import schemes

    if not re.fullmatch(r"[a-z0-9]+([.-][a-z0-9]+)*", scheme):
        raise click.UsageError(f"“{scheme}” is no id; use small letters, digits and hyphens")
    return schemes.load(file, identifier=scheme, by=by)


@industry.command(name="schemes")
@_PACK
@table_or_lines
def listed_schemes(*, pack: str, form: str) -> int:
    """List the schemes and crosswalks at hand, after looking all of them through."""
    from bayline.systems.industry.commands import schemes

    return schemes.show(pack, form=form)


@industry.command()
@click.argument("file", metavar="FILE.csv|-")
@click.option("--crosswalk", required=True, metavar="ID", help="Crosswalk to go by.")
@click.option("--group", default="", help="Group of the other scheme to tell it in.")
@_PACK
@table_or_lines
def convert(file: str, *, crosswalk: str, group: str, pack: str, form: str) -> int:
    """Tell the amounts of a table in another scheme, at least and at most."""
    from bayline.systems.industry.commands import schemes

    return schemes.convert(file, crosswalk, pack=pack, group=group, form=form)


_SCHEME = click.option(
    "--scheme",
    default="gbt4754-2017",
    show_default=True,
    metavar="ID",
    help="Scheme whose classes are suggested.",
)


@industry.command()
@click.argument("file", metavar="FILE.csv|-")
@_SCHEME
@click.option("--group", default="", help="Group of the scheme to suggest from.")
@click.option(
    "--top",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    help="How many classes to suggest at most.",
)
@_PACK
@table_or_lines
def classify(file: str, *, scheme: str, group: str, top: int, pack: str, form: str) -> int:
    """Suggest classes for projects by their words: columns name, and perhaps code, description."""
    from bayline.systems.industry.commands import classifying

    wanted = classifying.Wanted(scheme=scheme, group=group, top=top)
    return classifying.show(file, wanted, pack=pack, form=form)


@industry.command(name="check-classifier")
@_SCHEME
@_PACK
@table_or_lines
def check_classifier(*, scheme: str, pack: str, form: str) -> int:
    """Say how often suggestions are right, on labeled names that were not learned from."""
    from bayline.systems.industry.commands import classifying

    return classifying.check(scheme, pack=pack, form=form)
