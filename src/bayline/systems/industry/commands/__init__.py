"""The commands of industry: measure tables of regions and industries.

Nothing heavy is imported before a command runs, so that help is there at once.
"""

import click

_MEASURES = (
    *("lq", "hhi", "krugman", "gini", "hoover", "theil", "williamson", "shift-share"),
    *("rca", "relatedness", "density", "eci", "pci"),
)
_RELATEDNESS = ("probability", "association", "cosine", "jaccard")


@click.group()
def industry() -> None:
    """Measure what regions' economies are made of."""


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
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    show_default=True,
    help="For people, or a result on each line for programs.",
)
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
